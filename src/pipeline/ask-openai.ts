import { SafeNestError } from '../errors.ts';

/** An endpoint that speaks as OpenAI's do. */
export interface OpenAiEndpoint {
  /** As it is named in errors: `The embeddings endpoint`. */
  name: string;
  /** Below the base address: `embeddings`. */
  path: string;
  /** With `/v1`, without a slash at the end; OpenAI's own where null. */
  baseUrl: string | null;
  /** Looked up at every call, so that a rotated key takes effect. */
  key: (() => string) | null;
  timeoutMs: number;
  fetch: typeof fetch;
}

/** Asks it, and answers its JSON; null where that is none. Fails with `unavailable` and why, and with the signal's own reason where that was given up. */
export async function askOpenAi(
  { name, path, baseUrl, key, timeoutMs, fetch: send }: OpenAiEndpoint,
  body: object,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await send(`${baseUrl ?? 'https://api.openai.com/v1'}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key()}` }) },
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    redirect: 'error',
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new SafeNestError('unavailable', `${name} does not answer.`, { cause });
  });
  if (!response.ok) throw await refusal(name, response);
  return response.json().catch(() => null);
}

async function refusal(name: string, response: Response): Promise<SafeNestError> {
  await response.body?.cancel().catch(() => undefined);
  const wait = Number(response.headers.get('retry-after'));
  const why =
    response.status === 401
      ? 'refuses the key (OPENAI_API_KEY)'
      : response.status === 429
        ? 'has had too many requests'
        : `answers ${response.status}`;
  return new SafeNestError('unavailable', `${name} ${why}.`, { details: { retry_after: wait > 0 ? wait : 5 } });
}
