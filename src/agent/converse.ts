import { type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { createAgent, createMiddleware } from 'langchain';
import type { ChatTurn } from '../db/chat-sessions.ts';
import { newId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import { RANGE_WORDS } from '../domain/time-range.ts';
import type { Log } from '../log.ts';
import { timeText } from '../messages/time-text.ts';
import type { Tool } from '../tools/define-tool.ts';
import { offlineModel } from './chat-model.ts';
import { describedTool } from './described-tools.ts';
import { quoteToolData } from './guardrails/tool-data.ts';
import { type Conversation, createModelCalls } from './model-calls.ts';
import { estimateTokens } from './models/tokens.ts';
import type { TurnContext } from './offline/model.ts';
import { fillPrompt, type Prompt, readPrompt } from './prompt.ts';
import { recall } from './recall.ts';
import { shortenForModel } from './shorten-data.ts';
import type { Speech } from './speech.ts';
import type { TokenBudget } from './token-budget.ts';
import type { ToolCalls } from './tool-calls.ts';

export type { Conversation } from './model-calls.ts';

export const PROMPT = readPrompt('desk');

export interface ConverseInput {
  prompt: Prompt;
  conversation: Conversation;
  principal: Principal;
  context: TurnContext;
  past: readonly ChatTurn[];
  /** The asker's message. */
  text: string;
  tools: readonly Tool[];
  calls: ToolCalls;
  speech: Speech;
  budget: TokenBudget;
  log: Log;
  signal: AbortSignal;
  /** When the turn must be over, on the clock of `performance.now()`. */
  deadline: number;
}

/** The model and its tools, in turns, until it has answered; every call of a tool goes through `calls`. */
export async function converse(input: ConverseInput): Promise<void> {
  const { prompt, conversation, principal, context, past, text, tools, calls, speech, log, signal } = input;
  const filled = fillPrompt(prompt, {
    organisation: 'this organisation',
    name: principal.name,
    role: principal.role,
    now: timeText(context.now, principal.timeZone),
    timeZone: principal.timeZone,
    ranges: RANGE_WORDS,
  });
  const pictures = (context.pictures ?? 0) + (context.earlierPictures ?? 0);
  const systemPrompt = pictures > 0 ? `${filled}\n\n${aboutPictures(pictures)}` : filled;
  const told = tools.map(describedTool);
  const model = createModelCalls({
    conversation,
    context,
    speech,
    budget: input.budget,
    tools: tools.map((tool) => tool.name),
    overhead: told.reduce((sum, { tokens }) => sum + tokens, estimateTokens(systemPrompt)),
    steps: { most: calls.most, exhausted: calls.exhausted },
    before: fallbackOf(past.at(-1)),
    log,
    signal,
    deadline: input.deadline,
  });

  const middleware = createMiddleware({
    name: 'desk',
    wrapModelCall: (request, handler) =>
      model.ask(request.messages, async (chosen) => handler({ ...request, model: chosen.forTurn(context) })),
    wrapToolCall: async ({ toolCall }) => {
      const reply = model.cutOff.has(toolCall.id ?? '')
        ? calls.refuse(
            toolCall.name,
            'Not done: the call was cut off before its arguments were complete. Make it again.',
            'cut_off',
          )
        : await calls.run(toolCall.name, toolCall.args);
      return new ToolMessage({
        content: quoteToolData(conversation.model === offlineModel ? reply : shortenForModel(reply)),
        name: toolCall.name,
        tool_call_id: toolCall.id ?? newId(),
        status: reply.ok ? 'success' : 'error',
      });
    },
  });

  const agent = createAgent({
    model: conversation.model.forTurn(context),
    // Every call is made in wrapToolCall.
    tools: told.map(({ tool }) => tool),
    systemPrompt,
    middleware: [middleware],
  });
  const messages: BaseMessage[] = [...recall(past), new HumanMessage({ id: newId(), content: text })];
  await agent.invoke({ messages }, { callbacks: [model.listener], signal, recursionLimit: 8 * calls.most + 10 });
  speech.finish();
}

/** A model sees no picture: it says by its place which one a tool is to look at. */
const aboutPictures = (count: number): string =>
  `${count === 1 ? 'A picture' : `${count} pictures`} came with the question. You do not see ${count === 1 ? 'it' : 'them'}: who_is with { "picture": 1 } says who is on ${count === 1 ? 'it' : 'the first, and so on'}.`;

const fallbackOf = (turn: ChatTurn | undefined): string | null =>
  typeof turn?.trace.fallback === 'string' ? turn.trace.fallback : null;
