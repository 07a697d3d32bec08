import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import type { ChatTurn } from '../db/chat-sessions.ts';
import { newId } from '../domain/id.ts';
import { estimateTokens } from './models/tokens.ts';

/** Tokens of a conversation that a language model is reminded of. */
const ALLOWANCE = 4000;
/** Characters of one earlier answer. */
const LONGEST = 3000;

/** The conversation so far as messages: the newest turns that fit the allowance, long answers shortened. */
export function recall(past: readonly ChatTurn[]): BaseMessage[] {
  const messages: BaseMessage[] = [];
  let left = ALLOWANCE;
  for (const { question, answer } of past.toReversed()) {
    const said = answer.length > LONGEST ? `${answer.slice(0, LONGEST).toWellFormed()} … (shortened)` : answer;
    left -= estimateTokens(question) + estimateTokens(said);
    if (left < 0) break;
    messages.unshift(
      new HumanMessage({ id: newId(), content: question }),
      new AIMessage({ id: newId(), content: said }),
    );
  }
  return messages;
}
