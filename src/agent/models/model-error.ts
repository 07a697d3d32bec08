import { SafeNestError } from '../../errors.ts';

/**
 * Why a provider gave no answer: the key is wrong, it knows no such model, the account is used up, it asks us to slow down,
 * it could not be reached, it took too long, it went silent or broke off in the middle of an answer, it had a fault of its
 * own, it refused the request, calls to it are suspended, or nobody waits for the answer any more.
 */
export type ModelFailureKind =
  | 'key'
  | 'model'
  | 'quota'
  | 'rate'
  | 'network'
  | 'timeout'
  | 'stalled'
  | 'cut'
  | 'server'
  | 'request'
  | 'suspended'
  | 'cancelled';

/** A failed call of a language model: what happened and what to do, without key, prompt or the provider's own words. */
export class ModelError extends SafeNestError {
  readonly kind: ModelFailureKind;
  /** How long the provider asks us to wait, in ms. */
  readonly retryAfter: number | null;

  constructor(kind: ModelFailureKind, message: string, options: { cause?: unknown; retryAfter?: number | null } = {}) {
    super('unavailable', message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ModelError';
    this.kind = kind;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** Failures that pass by themselves: the same call may work a moment later. */
export const passes = (kind: ModelFailureKind): boolean =>
  ['rate', 'network', 'stalled', 'cut', 'server'].includes(kind);

/** Failures that say something about the provider and not about this one call. */
export const isOfProvider = (kind: ModelFailureKind): boolean => kind !== 'request' && kind !== 'cancelled';

/** What to do about a failure; for the health page and the log. */
export const ADVICE: Record<ModelFailureKind, string> = {
  key: 'Check the key of LLM_MODEL’s provider: OPENAI_API_KEY or ANTHROPIC_API_KEY.',
  model: 'Check the name in LLM_MODEL: the provider knows no such model, or this key may not use it.',
  quota: 'The provider’s account has no credit left. Add some, or set LLM_MODEL=offline.',
  rate: 'The provider asks to slow down. It usually passes; else ask it for a higher limit.',
  network:
    'Check that this machine can reach the provider, and OPENAI_BASE_URL, ANTHROPIC_BASE_URL or OLLAMA_BASE_URL.',
  timeout: 'The provider is slow. Give it more time with LLM_CALL_SECONDS, or choose a faster model.',
  stalled: 'The provider goes silent in the middle of answers. Look at its status page, or at the local server’s log.',
  cut: 'The provider’s answers break off. Look at its status page, or at a proxy in between.',
  server: 'The provider has a fault of its own. Look at its status page, or at the local server’s log.',
  request: 'The provider refused the request. Check that the model can call tools and that its context is long enough.',
  suspended: 'It is tried again by itself in a moment.',
  cancelled: 'Nothing to do.',
};

const SENTENCES: Record<ModelFailureKind, string> = {
  key: 'the provider does not accept the key',
  model: 'the provider knows no such model',
  quota: 'the provider’s account is used up',
  rate: 'the provider asks to slow down',
  network: 'the provider cannot be reached',
  timeout: 'the provider did not answer in time',
  stalled: 'the provider went silent in the middle of an answer',
  cut: 'the provider’s answer broke off',
  server: 'the provider has a fault of its own',
  request: 'the provider refused the request',
  suspended: 'calls are suspended after repeated failures',
  cancelled: 'nobody waits for the answer any more',
};

/** What the wire showed of a call before it failed. */
export interface WireSigns {
  status: number | null;
  retryAfter: number | null;
}

export const modelError = (
  kind: ModelFailureKind,
  details: { cause?: unknown; retryAfter?: number | null; status?: number | null } = {},
): ModelError =>
  new ModelError(kind, `${SENTENCES[kind]}${details.status ? ` (status ${details.status})` : ''}`, details);

/** Reads whatever a provider's library threw. The original is not kept: it may quote the prompt or the key. */
export function readModelError(error: unknown, signs: WireSigns): ModelError {
  if (error instanceof ModelError) return error;
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const status = signs.status ?? numberOf(fields.status) ?? numberOf(fields.status_code);
  const words = `${textOf(fields.code)} ${textOf(fields.type)} ${textOf(fields.lc_error_code)} ${textOf(fields.message)}`;
  return modelError(kindOf(status, words), {
    status: status !== null && status >= 400 ? status : null,
    ...signsOf(signs),
  });
}

const signsOf = ({ retryAfter }: WireSigns): { retryAfter: number | null } => ({ retryAfter });

function kindOf(status: number | null, words: string): ModelFailureKind {
  const usedUp = /insufficient_quota|quota_exceeded|billing|credit balance|exceeded your current quota/i.test(words);
  const noModel = /model_not_found|not_found_error|model .{0,80}(?:not found|does not exist)|unknown model/i.test(
    words,
  );
  if (status === 401 || (status === 403 && !noModel)) return usedUp ? 'quota' : 'key';
  if (status === 402) return 'quota';
  if (status === 404 || (status !== null && status >= 400 && status < 500 && noModel)) return 'model';
  if (status === 429) return usedUp ? 'quota' : 'rate';
  if (status === 408 || status === 425 || status === 409) return 'network';
  if (status === 400 && usedUp) return 'quota';
  if (status !== null && status >= 500) return 'server';
  if (status !== null && status >= 400) return 'request';
  // A stream that began well may carry its error inside.
  if (/overloaded|rate_limit/i.test(words)) return 'rate';
  if (
    /terminated|premature|unexpected end|did not receive done|ended without|socket hang up|ECONNRESET|EPIPE/i.test(
      words,
    )
  )
    return status === null ? 'network' : 'cut';
  if (
    /fetch failed|connection error|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|certificate|getaddrinfo/i.test(
      words,
    )
  )
    return 'network';
  if (status !== null && status < 300) return 'cut';
  return 'server';
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
