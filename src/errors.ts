/** What went wrong, in a word that stays the same between releases; callers and API clients may rely on it. */
export type ErrorCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'expired'
  | 'too_large'
  | 'unsupported_type'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** The one error class: a stable code, a sentence a tired operator can act on, never a secret. */
export class SafeNestError extends Error {
  readonly code: ErrorCode;
  /** What exactly was wrong, per field or item, where that helps; shown to the caller. */
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SafeNestError';
    this.code = code;
    this.details = options.details;
  }
}

/** Thrown by a job that nothing more can be done for: trying again changes nothing, and a person should read why. */
export class GivenUp extends SafeNestError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('unavailable', message, options);
  }
}

/** How soon it is worth asking again, in seconds. */
const RETRY_AFTER = 10;
const FULL = 'There is no space left on the disk of SafeNest or its database. Free some, then try again.';
const AWAY = 'The database or the job queue does not answer right now. Try again in a moment.';
/** Of the operating system, and SQLSTATEs of PostgreSQL. */
const FULL_CODES = /^(ENOSPC|EDQUOT|53100)$/;
const AWAY_CODES = /^(ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|57P0[1-5]|08\w{3}|53300)$/;
/** The pool of the PostgreSQL driver tells these without a code. */
const AWAY_WORDS = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** A full disk or a lost connection, wherever among the causes, as `unavailable` with `retry_after`; else null. */
export function outageOf(error: unknown): SafeNestError | null {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { code, message, cause, errors } = at as Record<'code' | 'message' | 'cause' | 'errors', unknown>;
    const word = typeof code === 'string' ? code : '';
    const away = AWAY_CODES.test(word) || (typeof message === 'string' && AWAY_WORDS.test(message));
    if (FULL_CODES.test(word) || away)
      return new SafeNestError('unavailable', away ? AWAY : FULL, {
        cause: error,
        details: { retry_after: RETRY_AFTER },
      });
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return null;
}

export const isSafeNestError = (error: unknown): error is SafeNestError => error instanceof SafeNestError;
