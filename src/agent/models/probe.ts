import { HumanMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { askStructured } from '../ask-structured.ts';
import type { ChatModel } from '../chat-model.ts';
import { ADVICE } from './model-error.ts';

const REPLY = z.object({
  town: z.string().describe('The capital of France'),
  sides: z.number().int().describe('How many sides a triangle has'),
});

/**
 * Asks the model one question of a few tokens for a typed answer, which shows that key, name and network are right and that
 * it can do what the desk needs. Answers in words, or throws with what is wrong and what to do.
 */
export async function probeModel(model: ChatModel): Promise<string> {
  const answer = await askStructured({
    model,
    context: { now: new Date(0), timeZone: 'UTC', role: 'admin', language: 'en', history: [], isProgram: true },
    name: 'probe',
    schema: REPLY,
    messages: [new HumanMessage('What is the capital of France, and how many sides has a triangle?')],
  });
  if (answer.ok) return `${model.name} answers, in the form it is asked for`;
  switch (answer.why) {
    case 'offline':
      return 'offline: no language model is used';
    case 'budget':
      return `${model.name}: not asked, since the budget of the day is spent`;
    case 'failed':
      throw new Error(`${model.name}: ${ADVICE[answer.kind]}`);
    case 'misfit':
      throw new Error(`${model.name} answers, but not in the form it is asked for; tools will hardly work with it`);
  }
}
