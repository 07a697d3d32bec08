import type { BaseMessage } from '@langchain/core/messages';
import { AIMessage } from '@langchain/core/messages';

/** Bytes of UTF-8 that make about one token; providers differ, and none is far from it. */
const BYTES_PER_TOKEN = 4;
/** What a message costs beside its words. */
const PER_MESSAGE = 4;

/** What a small picture costs with most providers. */
const PER_PICTURE = 800;

const picturesIn = ({ content }: BaseMessage): number =>
  Array.isArray(content) ? content.filter(({ type }) => type === 'image_url').length : 0;

/** About how many tokens a text is, where no provider says. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);

/** About how many tokens these messages are, tool calls and results included. */
export const estimateMessages = (messages: readonly BaseMessage[]): number =>
  messages.reduce(
    (sum, message) =>
      sum +
      PER_MESSAGE +
      estimateTokens(message.text) +
      PER_PICTURE * picturesIn(message) +
      (AIMessage.isInstance(message) && message.tool_calls?.length
        ? estimateTokens(JSON.stringify(message.tool_calls.map(({ name, args }) => ({ name, args }))))
        : 0),
    0,
  );
