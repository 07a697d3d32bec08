import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { type ErrorCode, outageOf, SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  too_large: 413,
  unsupported_type: 415,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** An error as RFC 9457 tells it. `code` is SafeNest's own word for it and stays the same between releases. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  /** What was wrong, field by field, where that is known. */
  errors?: unknown;
  /** Names this request in the log. */
  request_id: string;
}

/** The error in our own words: vendors' errors are translated here, and what we do not know is `internal` without details. */
export function asSafeNestError(error: unknown): SafeNestError {
  if (error instanceof SafeNestError) return error;
  const { type, status, code, limit } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: unknown;
    status?: unknown;
    code?: unknown;
    limit?: unknown;
  };
  switch (type) {
    case 'entity.parse.failed':
      return new SafeNestError('invalid_input', 'The body is not valid JSON.', { cause: error });
    case 'entity.too.large':
      return new SafeNestError('too_large', `The body is larger than ${size(limit)}.`, { cause: error });
    case 'entity.verify.failed':
      return new SafeNestError('invalid_input', 'The body is not valid UTF-8.', { cause: error });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new SafeNestError('unsupported_type', 'Send the body as UTF-8, plain or with gzip, deflate or br.', {
        cause: error,
      });
    case 'request.aborted':
    case 'request.size.invalid':
      return new SafeNestError('invalid_input', 'The body ended before its announced length.', { cause: error });
  }
  // PostgreSQL: a character its text cannot hold, such as NUL.
  if (code === '22021' || code === '22P05')
    return new SafeNestError('invalid_input', 'The text contains a character that cannot be stored.', { cause: error });
  // PostgreSQL: a number or a time beyond what its column holds.
  if (code === '22003' || code === '22008')
    return new SafeNestError('invalid_input', 'A number or a time is out of range.', { cause: error });
  const outage = outageOf(error);
  if (outage) return outage;
  if (error instanceof URIError || status === 400)
    return new SafeNestError('invalid_input', 'The address or the body cannot be read.', { cause: error });
  return new SafeNestError('internal', 'Something went wrong on our side; the log knows more.', { cause: error });
}

const size = (limit: unknown): string =>
  typeof limit === 'number' ? `${Math.round((limit / 1_000_000) * 10) / 10} MB` : 'allowed';

export function problemOf(error: SafeNestError, requestId: string): Problem {
  const status = STATUS[error.code];
  return {
    type: `https://www.rfc-editor.org/rfc/rfc9110#status.${status}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.message,
    code: error.code,
    ...(error.details === undefined ? {} : { errors: error.details }),
    request_id: requestId,
  };
}

function sendProblem(request: Request, response: Response, error: SafeNestError): void {
  const problem = problemOf(error, requestIdOf(request));
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="SafeNest"');
  const retryAfter = (error.details as { retry_after?: unknown } | undefined)?.retry_after;
  if (typeof retryAfter === 'number') response.set('Retry-After', String(retryAfter));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

const ids = new WeakMap<object, string>();

/** One id per request, made here: what a client sends is not trusted with a place in the log. */
export function requestIdOf(request: Request): string {
  let id = ids.get(request);
  if (id === undefined) {
    id = randomUUID();
    ids.set(request, id);
  }
  return id;
}

/** The last handler: every error leaves as a problem document; only our own failures are logged as errors. */
export const problems =
  (log: Log): ErrorRequestHandler =>
  (error, request, response, next) => {
    const known = asSafeNestError(error);
    const line = { err: known, request_id: requestIdOf(request), method: request.method, path: request.path };
    if (known.code === 'internal' || known.code === 'unavailable') log.error(line, 'request failed');
    else log.debug(line, 'request refused');
    if (response.headersSent) return next(error);
    sendProblem(request, response, known);
  };
