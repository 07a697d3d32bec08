import { type ChatModel, createChatModel } from '../../agent/chat-model.ts';
import type { Config } from '../../config.ts';

/** A language model by name, with the keys and addresses of the settings. */
export const configuredModel = ({ model }: Config, name: string): ChatModel =>
  createChatModel({
    name,
    openaiKey: model.openaiKey?.reveal() ?? null,
    openaiBaseUrl: model.openaiBaseUrl,
    anthropicKey: model.anthropicKey?.reveal() ?? null,
    ollamaBaseUrl: model.ollamaBaseUrl,
  });
