import { type ErrorCode, SafeNestError } from '../errors.ts';

/** SafeNest's own HTTP API as commands use it; a problem document becomes a SafeNestError with the server's words. */
export interface ApiClient {
  url: string;
  get<T>(path: string, query?: Record<string, string | number | undefined>): Promise<T>;
  send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

interface Problem {
  detail?: string;
  title?: string;
  code?: ErrorCode;
  errors?: unknown;
}

/** `url` without a trailing slash; `key` an API key. Requests end after two minutes. */
export function apiClient(url: string, key: string): ApiClient {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(120_000),
      });
    } catch (cause) {
      throw new SafeNestError('unavailable', `No SafeNest answers at ${url}. Is it running there?`, { cause });
    }
    const text = await response.text();
    const parsed: unknown = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    if (response.ok) return parsed as T;
    const problem = (parsed ?? {}) as Problem;
    throw new SafeNestError(
      problem.code ?? (response.status === 401 ? 'unauthenticated' : 'unavailable'),
      problem.detail ?? problem.title ?? `${url} answered ${response.status}.`,
      { details: problem.errors },
    );
  }

  return {
    url,
    get: (path, query = {}) => {
      const set = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      return call('GET', set.length ? `${path}?${new URLSearchParams(set)}` : path);
    },
    send: call,
  };
}
