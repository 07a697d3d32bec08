import { SafeNestError } from '../errors.ts';

/** They asked us to wait: nothing was posted, and the same may be tried after `retryAfterMs`. */
export class RateLimited extends SafeNestError {
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options: { cause?: unknown } = {}) {
    super('unavailable', message, options);
    this.retryAfterMs = retryAfterMs;
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
  /** What to do, in words for an admin. */
  readonly mend: string;
  constructor(message: string, mend: string, options: { cause?: unknown } = {}) {
    super('forbidden', `${message} ${mend}`, options);
    this.mend = mend;
  }
}
