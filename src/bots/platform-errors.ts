import { SafeNestError } from '../errors.ts';

/** Whatever they say, a wait is at least so long: of one that is none they would be asked again without end. */
export const SHORTEST_WAIT_MS = 500;
/** Where what they say is no time. */
const UNKNOWN_WAIT_MS = 30_000;

/** They asked us to wait: nothing was posted, and the same may be tried after `retryAfterMs`. */
export class RateLimited extends SafeNestError {
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options: { cause?: unknown } = {}) {
    super('unavailable', message, options);
    this.retryAfterMs = Number.isNaN(retryAfterMs) ? UNKNOWN_WAIT_MS : Math.max(SHORTEST_WAIT_MS, retryAfterMs);
  }
}

/** We could not reach them, or they could not answer: whether it was posted is not known. Trying again may help. */
export class Unreachable extends SafeNestError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('unavailable', message, options);
  }
}

/** They refused us: trying again does not help until a person mends it (a token, a scope, a channel the bot was removed from). */
export class Refused extends SafeNestError {
  /** What was refused, and what to do, in words for an admin. */
  readonly told: string;
  readonly mend: string;
  constructor(told: string, mend: string, options: { cause?: unknown } = {}) {
    super('forbidden', `${told} ${mend}`, options);
    this.told = told;
    this.mend = mend;
  }
}

/**
 * They no longer take the app's token, or there is no app: a person has to mend that, and then everything can go on. What waits is
 * kept until the app's tokens change.
 */
export class TokenRefused extends Refused {}

/** What it was about is there no more, or the bot is not in it. */
export class Gone extends Refused {}

/** The message stands there, and may not be changed any more: nothing new is posted for that. */
export class Unchangeable extends Refused {}

/** Refused for good: by the place or the person, which waiting does not change. */
export const isRefusedForGood = (error: unknown): error is Refused =>
  error instanceof Refused && !(error instanceof TokenRefused);
