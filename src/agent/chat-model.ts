import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { createProviderGuard, type GuardOptions, type ProviderGuard } from './models/provider-guard.ts';
import { type ProviderSettings, providerModel } from './models/providers.ts';
import { OfflineChatModel, type TurnContext } from './offline/model.ts';

export interface ChatModelConfig extends ProviderSettings {
  /** `offline`, `openai:NAME`, `anthropic:NAME` or `ollama:NAME`. */
  name: string;
}

/** A configured model. A LangChain model is made per call, since the offline one answers in the light of who asks and when. */
export interface ChatModel {
  name: string;
  forTurn(context: TurnContext): BaseChatModel;
  /** Through which its provider is called; absent where there is no provider. */
  guard?: ProviderGuard;
}

export const offlineModel: ChatModel = { name: 'offline', forTurn: (context) => new OfflineChatModel({ context }) };

/** The model the settings name; fails with `invalid_input` and what to set when a key is missing. */
export function createChatModel(config: ChatModelConfig, limits: Partial<GuardOptions> = {}): ChatModel {
  if (config.name === 'offline') return offlineModel;
  const make = providerModel(config);
  return { name: config.name, forTurn: make, guard: createProviderGuard(limits) };
}
