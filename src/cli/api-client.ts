import { type ErrorCode, SafeNestError } from '../errors.ts';

/** SafeNest's own HTTP API as commands use it; a problem document becomes a SafeNestError with the server's words. */
export interface ApiClient {
  url: string;
  get<T>(path: string, query?: Record<string, string | number | undefined>): Promise<T>;
  /** Server-sent events of an answer that comes as it is written. */
  stream(path: string, body: unknown, signal?: AbortSignal): AsyncIterable<{ name: string; data: unknown }>;
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
  async function request(
    method: string,
    path: string,
    body: unknown,
    { accept, signal }: { accept?: string; signal?: AbortSignal | undefined } = {},
  ): Promise<Response> {
    try {
      return await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(accept ? { accept } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(120_000)]) : AbortSignal.timeout(120_000),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new SafeNestError('unavailable', `No SafeNest answers at ${url}. Is it running there?`, { cause });
    }
  }

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await request(method, path, body);
    const text = await response.text();
    const parsed: unknown = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    if (response.ok) return parsed as T;
    throw refused(response, parsed);
  }

  function refused(response: Response, parsed: unknown): SafeNestError {
    const problem = (parsed ?? {}) as Problem;
    return new SafeNestError(
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
    async *stream(path, body, signal) {
      const response = await request('POST', path, body, { accept: 'text/event-stream', signal });
      if (!response.ok || !response.body) throw refused(response, await response.json().catch(() => null));
      let buffered = '';
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        const blocks = (buffered + piece).split('\n\n');
        buffered = blocks.pop() ?? '';
        for (const block of blocks) {
          const name = /^event: (.+)$/m.exec(block)?.[1];
          const data = /^data: (.+)$/m.exec(block)?.[1];
          if (name && data) yield { name, data: JSON.parse(data) as unknown };
        }
      }
    },
  };
}
