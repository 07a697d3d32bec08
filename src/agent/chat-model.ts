import { ChatAnthropic } from '@langchain/anthropic';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { ChatOllama } from '@langchain/ollama';
import { ChatOpenAI } from '@langchain/openai';
import { SafeNestError } from '../errors.ts';
import { OfflineChatModel, type TurnContext } from './offline/model.ts';

export interface ChatModelConfig {
  /** `offline`, `openai:NAME`, `anthropic:NAME` or `ollama:NAME`. */
  name: string;
  openaiKey?: string | null;
  openaiBaseUrl?: string | null;
  anthropicKey?: string | null;
  ollamaBaseUrl?: string | null;
}

/** A configured model. One LangChain model is made per turn, since the offline one answers in the light of who asks and when. */
export interface ChatModel {
  name: string;
  forTurn(context: TurnContext): BaseChatModel;
}

export const offlineModel: ChatModel = { name: 'offline', forTurn: (context) => new OfflineChatModel({ context }) };

const RETRIES = 2;
const TIMEOUT = 45_000;

/** The model the settings name; fails with `invalid_input` and what to set when a key is missing. */
export function createChatModel(config: ChatModelConfig): ChatModel {
  if (config.name === 'offline') return offlineModel;
  const [provider, model] = [
    config.name.slice(0, config.name.indexOf(':')),
    config.name.slice(config.name.indexOf(':') + 1),
  ];
  if (!model) throw unknownModel(config.name);
  const fixed = (made: BaseChatModel): ChatModel => ({ name: config.name, forTurn: () => made });
  switch (provider) {
    case 'openai': {
      // A local server needs no key; OpenAI itself does.
      if (!config.openaiKey && !config.openaiBaseUrl)
        throw missing('OPENAI_API_KEY (or OPENAI_BASE_URL for a server of your own)', config.name);
      const baseURL = config.openaiBaseUrl ?? undefined;
      return fixed(
        new ChatOpenAI({
          model,
          apiKey: config.openaiKey ?? 'none',
          maxRetries: RETRIES,
          timeout: TIMEOUT,
          streamUsage: true,
          ...(baseURL ? { configuration: { baseURL } } : {}),
        }),
      );
    }
    case 'anthropic':
      if (!config.anthropicKey) throw missing('ANTHROPIC_API_KEY', config.name);
      return fixed(new ChatAnthropic({ model, apiKey: config.anthropicKey, maxRetries: RETRIES }));
    case 'ollama':
      return fixed(
        new ChatOllama({
          model,
          maxRetries: RETRIES,
          ...(config.ollamaBaseUrl ? { baseUrl: config.ollamaBaseUrl } : {}),
        }),
      );
    default:
      throw unknownModel(config.name);
  }
}

const missing = (what: string, model: string): SafeNestError =>
  new SafeNestError('invalid_input', `LLM_MODEL is ${model}, which needs ${what}. Set it, or set LLM_MODEL=offline.`);

const unknownModel = (name: string): SafeNestError =>
  new SafeNestError(
    'invalid_input',
    `LLM_MODEL is "${name}"; it must be offline, openai:NAME, anthropic:NAME or ollama:NAME.`,
  );
