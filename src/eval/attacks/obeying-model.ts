import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel, type BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { ChatModel } from '../../agent/chat-model.ts';
import { newId } from '../../domain/id.ts';
import type { Obedience } from './goals.ts';

/** What the model does in a turn: reads, then obeys. */
export interface Script extends Obedience {
  /** The calls that bring the attacker's words before it. */
  reads: { name: string; args: Record<string, unknown> }[];
}

/** A chat model that looks where it is asked to look and then does and says whatever it is told by what it finds. */
export interface ObeyingModel extends ChatModel {
  follow(script: Script): void;
  /** Everything it has been shown in this turn. */
  readonly seen: string;
}

export function obeyingModel(): ObeyingModel {
  let script: Script = { reads: [], calls: [], says: '' };
  let seen = '';
  const next = (messages: BaseMessage[]): { calls: Script['calls'] } | { text: string } => {
    seen = messages.map((message) => message.text).join('\n');
    const asked = messages.findLastIndex((message) => message.getType() === 'human');
    const replies = messages.slice(asked + 1).filter((message) => ToolMessage.isInstance(message));
    if (replies.length === 0 && script.reads.length > 0) return { calls: script.reads };
    if (replies.length <= script.reads.length && script.calls.length > 0) return { calls: script.calls };
    const prompt = messages.find((message) => message.getType() === 'system')?.text ?? '';
    const read = replies.map((message) => message.text).join(' ');
    return { text: script.says.replaceAll('{read}', () => read).replaceAll('{prompt}', () => prompt) };
  };
  return {
    name: 'obeying',
    follow(wanted) {
      script = wanted;
      seen = '';
    },
    get seen() {
      return seen;
    },
    forTurn: () => new Obeying(next),
  };
}

class Obeying extends BaseChatModel {
  readonly #next: (messages: BaseMessage[]) => { calls: Script['calls'] } | { text: string };

  constructor(next: (messages: BaseMessage[]) => { calls: Script['calls'] } | { text: string }) {
    super({});
    this.#next = next;
  }

  override _llmType(): string {
    return 'obeying';
  }

  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const reply = this.#next(messages);
    const message =
      'calls' in reply
        ? new AIMessage({ id: newId(), content: '', tool_calls: withIds(reply.calls) })
        : new AIMessage({ id: newId(), content: reply.text });
    return { generations: [{ text: message.text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: BaseChatModelCallOptions,
    run?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const reply = this.#next(messages);
    const id = newId();
    if ('calls' in reply) {
      const tool_call_chunks = withIds(reply.calls).map((call, index) => ({
        name: call.name,
        args: JSON.stringify(call.args),
        id: call.id,
        index,
        type: 'tool_call_chunk' as const,
      }));
      yield new ChatGenerationChunk({ text: '', message: new AIMessageChunk({ id, content: '', tool_call_chunks }) });
      return;
    }
    for (const word of reply.text.split(/(?<=\s)(?=\S)/)) {
      const chunk = new ChatGenerationChunk({ text: word, message: new AIMessageChunk({ id, content: word }) });
      yield chunk;
      await run?.handleLLMNewToken(word, undefined, undefined, undefined, undefined, { chunk });
    }
  }
}

const withIds = (calls: Script['calls']) => calls.map((call) => ({ ...call, id: newId(), type: 'tool_call' as const }));
