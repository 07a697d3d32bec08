import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { ChatOllama } from '@langchain/ollama';
import { ChatOpenAI } from '@langchain/openai';
import { SafeNestError } from '../../errors.ts';
import { watchedFetch } from './watched-fetch.ts';

export interface ProviderSettings {
  /** `openai:NAME`, `anthropic:NAME` or `ollama:NAME`. */
  name: string;
  openaiKey?: string | null;
  openaiBaseUrl?: string | null;
  anthropicKey?: string | null;
  anthropicBaseUrl?: string | null;
  ollamaBaseUrl?: string | null;
}

const OLLAMA = 'http://127.0.0.1:11434';
/** Tokens of one answer, thoughts included where a provider counts them: a model that does not stop is stopped. */
const LONGEST_ANSWER = 4096;

/**
 * How the settings' provider makes its model; fails with `invalid_input` and what to set when a key is missing. Retries and
 * time limits are the guard's, so the libraries' own are off, and so are their logs, which quote what was said. Each call has a model of its own: an Ollama client ends all
 * its requests when one of them is aborted.
 */
export function providerModel(settings: ProviderSettings): () => BaseChatModel {
  const colon = settings.name.indexOf(':');
  const [provider, model] = [settings.name.slice(0, colon), settings.name.slice(colon + 1)];
  if (!model) throw unknownModel(settings.name);
  switch (provider) {
    case 'openai': {
      const { openaiKey, openaiBaseUrl } = settings;
      // A local server needs no key; OpenAI itself does.
      if (!openaiKey && !openaiBaseUrl)
        throw missing('OPENAI_API_KEY (or OPENAI_BASE_URL for a server of your own)', settings.name);
      return () =>
        new ChatOpenAI({
          model,
          apiKey: openaiKey ?? 'none',
          maxRetries: 0,
          maxTokens: LONGEST_ANSWER,
          streamUsage: true,
          configuration: { fetch: watchedFetch, logLevel: 'off', ...(openaiBaseUrl ? { baseURL: openaiBaseUrl } : {}) },
        });
    }
    case 'anthropic': {
      const { anthropicKey, anthropicBaseUrl } = settings;
      if (!anthropicKey) throw missing('ANTHROPIC_API_KEY', settings.name);
      return () =>
        new ChatAnthropic({
          model,
          apiKey: anthropicKey,
          maxRetries: 0,
          maxTokens: LONGEST_ANSWER,
          clientOptions: { fetch: watchedFetch, logLevel: 'off' },
          ...(anthropicBaseUrl ? { anthropicApiUrl: anthropicBaseUrl } : {}),
        });
    }
    case 'ollama':
      return () =>
        new ChatOllama({
          model,
          maxRetries: 0,
          numPredict: LONGEST_ANSWER,
          baseUrl: settings.ollamaBaseUrl ?? OLLAMA,
          fetch: watchedFetch,
        });
    default:
      throw unknownModel(settings.name);
  }
}

const missing = (what: string, model: string): SafeNestError =>
  new SafeNestError('invalid_input', `LLM_MODEL is ${model}, which needs ${what}. Set it, or set LLM_MODEL=offline.`);

const unknownModel = (name: string): SafeNestError =>
  new SafeNestError(
    'invalid_input',
    `LLM_MODEL is "${name}"; it must be offline, openai:NAME, anthropic:NAME or ollama:NAME.`,
  );
