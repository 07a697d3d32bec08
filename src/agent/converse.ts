import { AIMessage, AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { createAgent, createMiddleware, tool as describeTool } from 'langchain';
import type { ChatTurn } from '../db/chat-sessions.ts';
import { newId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import { RANGE_WORDS } from '../domain/time-range.ts';
import type { Log } from '../log.ts';
import { timeText } from '../messages/time-text.ts';
import type { Tool } from '../tools/define-tool.ts';
import { type ChatModel, offlineModel } from './chat-model.ts';
import { LIMITS } from './guardrails/limits.ts';
import { quoteToolData } from './guardrails/tool-data.ts';
import type { TurnContext } from './offline/model.ts';
import { fillPrompt, type Prompt, readPrompt } from './prompt.ts';
import type { Speech } from './speech.ts';
import type { ToolCalls } from './tool-calls.ts';

export const PROMPT = readPrompt('desk');

export interface Conversation {
  /** What answers: begins with the configured model, and becomes the offline one when that fails. */
  model: ChatModel;
  /** Why the turn went on without the configured model. */
  fallback: string | null;
  readonly tokens: { input: number; output: number };
}

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
  log: Log;
  signal: AbortSignal;
}

/** The model and its tools, in turns, until it has answered; every call of a tool goes through `calls`. */
export async function converse(input: ConverseInput): Promise<void> {
  const { prompt, conversation, principal, context, past, text, tools, calls, speech, log, signal } = input;
  const cutOff = new Set<string>();

  const middleware = createMiddleware({
    name: 'desk',
    wrapModelCall: async (request, handler) => {
      if (calls.exhausted()) {
        speech.add(`I stopped after ${LIMITS.steps} steps; ask for less at once.`);
        return new AIMessage('');
      }
      const { model } = conversation;
      try {
        const reply = await handler({ ...request, model: model.forTurn(context) });
        for (const id of cutOffCalls(reply)) cutOff.add(id);
        return reply;
      } catch (error) {
        if (model === offlineModel || signal.aborted) throw error;
        log.warn({ err: error, model: model.name }, 'the language model failed; the turn goes on offline');
        conversation.fallback = `${model.name}: ${error instanceof Error ? error.message.slice(0, 200) : 'failed'}`;
        conversation.model = offlineModel;
        speech.add('The language model did not answer, so I go on without it.');
        return handler({ ...request, model: offlineModel.forTurn(context) });
      }
    },
    wrapToolCall: async ({ toolCall }) => {
      const reply = cutOff.has(toolCall.id ?? '')
        ? calls.refuse(
            toolCall.name,
            'Not done: the call was cut off before its arguments were complete. Make it again.',
            'cut_off',
          )
        : await calls.run(toolCall.name, toolCall.args);
      return new ToolMessage({
        content: quoteToolData(reply),
        name: toolCall.name,
        tool_call_id: toolCall.id ?? newId(),
        status: reply.ok ? 'success' : 'error',
      });
    },
  });

  const agent = createAgent({
    model: conversation.model.forTurn(context),
    // Every call is made in wrapToolCall; the model only needs to know what there is.
    tools: tools.map((tool) =>
      describeTool(() => '', { name: tool.name, description: tool.description, schema: tool.input }),
    ),
    systemPrompt: fillPrompt(prompt, {
      organisation: 'this organisation',
      name: principal.name,
      role: principal.role,
      now: timeText(context.now, principal.timeZone),
      timeZone: principal.timeZone,
      ranges: RANGE_WORDS,
    }),
    middleware: [middleware],
  });
  const replayed = new Set<string>();
  const messages: BaseMessage[] = past.flatMap((turn) => {
    const [asked, answered] = [newId(), newId()];
    replayed.add(asked).add(answered);
    return [
      new HumanMessage({ id: asked, content: turn.question }),
      new AIMessage({ id: answered, content: turn.answer }),
    ];
  });
  const stream = await agent.stream(
    { messages: [...messages, new HumanMessage({ id: newId(), content: text })] },
    { streamMode: 'messages', signal, recursionLimit: 4 * LIMITS.steps + 10 },
  );
  let speaking: string | undefined;
  for await (const [chunk] of stream) {
    if (!AIMessage.isInstance(chunk) || (chunk.id && replayed.has(chunk.id))) continue;
    conversation.tokens.input += chunk.usage_metadata?.input_tokens ?? 0;
    conversation.tokens.output += chunk.usage_metadata?.output_tokens ?? 0;
    if (chunk.text === '') continue;
    if (speaking !== undefined && speaking !== chunk.id) speech.breakLine();
    speaking = chunk.id;
    speech.hear(chunk.text);
  }
  speech.finish();
}

/**
 * Ids of the calls whose arguments did not arrive whole. LangChain closes the brackets of what it has, so that half a
 * sentence would pass for a title.
 */
function cutOffCalls(reply: unknown): string[] {
  if (!AIMessageChunk.isInstance(reply)) return [];
  return (reply.tool_call_chunks ?? []).flatMap(({ id, args }) => (id && args && !isJson(args) ? [id] : []));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
