import { type ChatModel, createChatModel } from '../../agent/chat-model.ts';
import { type Config, providerSettings } from '../../config.ts';

/** A language model by name, with the keys and addresses of the settings. */
export const configuredModel = (config: Config, name: string): ChatModel =>
  createChatModel({ ...providerSettings(config), name });
