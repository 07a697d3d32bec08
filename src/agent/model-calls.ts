import {
  BaseCallbackHandler,
  type HandleLLMNewTokenCallbackFields,
  type NewTokenIndices,
} from '@langchain/core/callbacks/base';
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { newId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import { modelWords } from '../messages/catalogue/model.ts';
import { type ChatModel, offlineModel } from './chat-model.ts';
import { plainArguments, storable } from './guardrails/plain-arguments.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { ADVICE, type ModelError, modelError } from './models/model-error.ts';
import { estimateMessages, estimateTokens } from './models/tokens.ts';
import type { TurnContext } from './offline/model.ts';
import type { Speech } from './speech.ts';
import type { TokenBudget } from './token-budget.ts';

/** Why a turn goes on without the configured model: it failed, or is not to be asked. */
export type Fallback =
  | 'failed'
  | 'suspended'
  | 'day_budget'
  | 'member_budget'
  | 'paused'
  | 'turn_budget'
  | 'repeating'
  | 'unbacked'
  | 'too_many_steps';

export interface Conversation {
  /** What answers: begins with the configured model, and becomes the offline one when that fails. */
  model: ChatModel;
  /** Why the turn went on without the configured model. */
  fallback: string | null;
  readonly tokens: { input: number; output: number };
}

export interface ModelCallsInput {
  conversation: Conversation;
  context: TurnContext;
  speech: Speech;
  budget: TokenBudget;
  /** Names of the tools that the model is offered. */
  tools: readonly string[];
  /** Tokens that system prompt and tools cost with every call. */
  overhead: number;
  /** After how many steps a model is stopped, and whether this one has made them. */
  steps: { most: number; exhausted: () => boolean };
  /** Why the turn before this one went on without its model, where it did. */
  before: string | null;
  log: Log;
  signal: AbortSignal;
  /** When the turn must be over, on the clock of `performance.now()`. */
  deadline: number;
}

/** The calls of a model in one turn. */
export interface ModelCalls {
  /** One answer: from the configured model while it can be had, else from the offline one, with a word about it. */
  ask(messages: readonly BaseMessage[], call: (model: ChatModel) => Promise<AIMessage>): Promise<AIMessage>;
  /** Ids of calls whose arguments did not arrive whole. */
  readonly cutOff: ReadonlySet<string>;
  /** Hears the answers as they are written; to be given to whatever runs the model. */
  readonly listener: BaseCallbackHandler;
}

/** What is left of a turn for the offline model to finish in, in ms. */
const RESERVE = 3000;
/** What an answer is taken to cost until it is known. */
const ANSWER_TOKENS = 500;
/** Why a model was not asked, for the log. */
const NOT_ASKED = {
  day_budget: 'the budget of the day is spent',
  member_budget: 'the member’s budget of the day is spent',
  turn_budget: 'the budget of the turn is spent',
  paused: 'the organisation lets nothing happen by itself',
} as const;
/** What lasts beyond a question. */
const LASTING: ReadonlySet<Fallback> = new Set(['suspended', 'day_budget', 'member_budget', 'paused']);
/** The same calls asked for this often are a loop. */
const LOOP = 3;

export function createModelCalls(input: ModelCallsInput): ModelCalls {
  const { conversation, context, speech, budget, log, signal } = input;
  const words = { ...modelWords[context.language], failed: deskWords[context.language].fallback };
  const cutOff = new Set<string>();
  const asked = new Map<string, number>();
  let listening: { hearing: Hearing; runId: string | null; whole: boolean } | null = null;
  let enough = new AbortController();

  const listener = new TokenListener({
    start: (runId) => {
      if (listening) listening.runId = runId;
    },
    token: (runId, text, last) => {
      // What a call that was given up still says is not heard.
      if (!listening || listening.runId !== runId) return;
      listening.whole ||= last;
      if (text !== '') listening.hearing.hear(text);
      if (speech.full || listening.hearing.full) enough.abort();
    },
  });

  /** Hears one answer; `call` makes it. */
  async function listen(call: () => Promise<AIMessage>, checked: boolean): Promise<AIMessage> {
    const hearing = createHearing(speech, input.tools);
    const mine = { hearing, runId: null, whole: false };
    listening = mine;
    try {
      const reply = await call();
      if (checked && !mine.whole && !saysWhole(reply, null)) throw modelError('cut');
      return understood(reply, hearing);
    } finally {
      if (listening === mine) listening = null;
    }
  }

  /** The reply without thoughts, with the calls that were written as text or whose arguments are no JSON. */
  function understood(reply: AIMessage, hearing: Hearing): AIMessage {
    const written = hearing.end();
    for (const id of cutOffCalls(reply)) cutOff.add(id);
    const broken = (reply.invalid_tool_calls ?? []).map(({ name, id }) => ({
      name: name ?? 'unknown',
      args: {},
      id,
      cutOff: true,
    }));
    const extra = [...(reply.tool_calls?.length ? [] : written), ...broken].map((call) => {
      const id = ('id' in call ? call.id : undefined) ?? newId();
      if (call.cutOff) cutOff.add(id);
      return { name: call.name, args: call.args, id, type: 'tool_call' as const };
    });
    return new AIMessage({
      ...(reply.id === undefined ? {} : { id: reply.id }),
      content: hearing.said,
      tool_calls: [...(reply.tool_calls ?? []), ...extra].map((call) => ({
        ...call,
        name: storable(call.name),
        args: plainArguments(call.args),
      })),
      ...(reply.usage_metadata ? { usage_metadata: reply.usage_metadata } : {}),
    });
  }

  async function online(messages: readonly BaseMessage[], call: () => Promise<AIMessage>): Promise<AIMessage> {
    const { guard, name } = conversation.model;
    const inputTokens = input.overhead + estimateMessages(messages);
    const from = speech.text.length;
    enough = new AbortController();
    let received = 0;
    const account = async (reply: AIMessage | null, failure: ModelError | null, reached: boolean): Promise<void> => {
      const said = reply?.usage_metadata;
      const cost = said
        ? { input: said.input_tokens, output: said.output_tokens, estimated: 0 }
        : reached
          ? { input: inputTokens, output: received, estimated: inputTokens + received }
          : { input: 0, output: 0, estimated: 0 };
      conversation.tokens.input += cost.input;
      conversation.tokens.output += cost.output;
      guard?.spent(cost.input, cost.output);
      await budget.spend(name, { ...cost, failed: failure !== null && failure.kind !== 'cancelled' });
    };
    const spent: Promise<void>[] = [];
    const tried = async (): Promise<AIMessage> => {
      const reply = await listen(call, guard !== undefined);
      received = estimateTokens(reply.text + JSON.stringify(reply.tool_calls ?? []));
      return reply;
    };
    try {
      const reply = guard
        ? await guard.call(tried, {
            signal: AbortSignal.any([signal, enough.signal]),
            withinMs: input.deadline - RESERVE - performance.now(),
            begun: () => speech.text.length > from,
            onTry: ({ failure, reached }) => {
              if (!failure) return;
              received = estimateTokens(speech.text.slice(from));
              spent.push(account(null, failure, reached));
            },
          })
        : await tried();
      spent.push(account(reply, null, true));
      return reply;
    } catch (error) {
      // The answer has its length: nobody would see the rest.
      if (enough.signal.aborted && !signal.aborted) return new AIMessage({ id: newId(), content: '' });
      throw error;
    } finally {
      listening = null;
      await Promise.all(spent);
    }
  }

  function goOffline(why: Fallback, reason: string): void {
    // What the model had begun is read as its own.
    speech.mark();
    log.warn({ model: conversation.model.name, why, reason }, 'the turn goes on without the language model');
    conversation.fallback = `${why}: ${conversation.model.name}: ${reason}`;
    conversation.model = offlineModel;
    const said = input.before?.startsWith(`${why}:`) ?? false;
    // What lasts is said once in a conversation, not with every answer.
    if (said && LASTING.has(why)) return;
    speech.add(
      {
        failed: words.failed,
        suspended: words.suspended,
        day_budget: words.dayBudget,
        member_budget: words.memberBudget,
        paused: words.paused,
        turn_budget: words.turnBudget,
        repeating: words.repeating,
        unbacked: words.unbacked,
        too_many_steps: deskWords[context.language].stoppedAfterSteps(input.steps.most),
      }[why],
    );
  }

  /** What sets aside the next call's cost, or the reason not to make it. */
  const reserve = (messages: readonly BaseMessage[]): ReturnType<TokenBudget['reserve']> =>
    budget.reserve({
      model: conversation.model.name,
      tokens: input.overhead + estimateMessages(messages) + ANSWER_TOKENS,
      turn: conversation.tokens,
    });

  /** The model asks for what it has asked for before, and for nothing else. */
  function repeats(reply: AIMessage): boolean {
    const calls = reply.tool_calls ?? [];
    const counts = calls.map(({ name, args }) => {
      const key = `${name} ${JSON.stringify(args)}`;
      const count = (asked.get(key) ?? 0) + 1;
      asked.set(key, count);
      return count;
    });
    return counts.length > 0 && counts.every((count) => count >= LOOP);
  }

  /** Whether something of the answer could be said; one that adds nothing to what was said before is an end as well. */
  function wasHeard(reply: AIMessage, from: number): boolean {
    speech.mark();
    return reply.text.trim() === '' ? speech.text.trim() !== '' : /[\p{L}\p{N}]/u.test(speech.text.slice(from));
  }

  return {
    cutOff,
    listener,
    async ask(messages, call) {
      const { model } = conversation;
      if (model !== offlineModel) {
        const before = speech.mark();
        const said = speech.text.length;
        const reserved = await reserve(messages);
        if (typeof reserved === 'string') goOffline(reserved, NOT_ASKED[reserved]);
        else {
          try {
            const reply = await online(messages, () => call(model));
            const wantsMore = (reply.tool_calls?.length ?? 0) > 0;
            if (repeats(reply)) goOffline('repeating', 'the same calls again and again');
            else if (wantsMore && input.steps.exhausted()) goOffline('too_many_steps', 'more steps than a turn has');
            else if (wantsMore || wasHeard(reply, said)) return reply;
            else if (reply.text.trim() === '') goOffline('failed', 'an empty answer');
            else {
              speech.rewind(before);
              goOffline('unbacked', 'nothing of its answer could be said');
            }
          } catch (error) {
            if (signal.aborted) throw error;
            speech.rewind(before);
            const known = error instanceof Error && 'kind' in error ? (error as ModelError) : null;
            if (!known) log.warn({ err: error, model: model.name }, 'the language model failed');
            goOffline(
              known?.kind === 'suspended' ? 'suspended' : 'failed',
              known ? `${known.kind}: ${known.message}. ${ADVICE[known.kind]}` : 'a fault in the model’s library',
            );
          } finally {
            reserved();
          }
        }
      }
      return listen(() => call(offlineModel), false);
    },
  };
}

interface Ears {
  start: (runId: string) => void;
  /** `last` where the provider says that its answer ends here. */
  token: (runId: string, text: string, last: boolean) => void;
}

/** Hears tokens in order and before the call ends, which streams of events do not promise. */
class TokenListener extends BaseCallbackHandler {
  name = 'desk-listener';
  lc_prefer_streaming = true;
  override awaitHandlers = true;
  readonly #ears: Ears;

  constructor(ears: Ears) {
    super();
    this.#ears = ears;
  }

  override handleChatModelStart(_model: unknown, _messages: unknown, runId: string): void {
    this.#ears.start(runId);
  }

  override handleLLMNewToken(
    token: string,
    _at: NewTokenIndices,
    runId: string,
    _parent?: string,
    _tags?: string[],
    fields?: HandleLLMNewTokenCallbackFields,
  ): void {
    const chunk = fields?.chunk && 'message' in fields.chunk ? fields.chunk : null;
    const last = chunk !== null && saysWhole(chunk.message, chunk.generationInfo ?? null);
    this.#ears.token(runId, chunk ? chunk.message.text : token, last);
  }
}

/** Whether the provider says that its answer is complete; one that only stopped has been cut off. */
function saysWhole(message: BaseMessage, info: Record<string, unknown> | null): boolean {
  const said = message.response_metadata as Record<string, unknown>;
  const extra = message.additional_kwargs as Record<string, unknown>;
  return [
    info?.finish_reason,
    said.finish_reason,
    said.stop_reason,
    said.done_reason,
    said.done,
    extra.stop_reason,
  ].some(Boolean);
}

/**
 * Ids of the calls whose arguments did not arrive whole. LangChain closes the brackets of what it has, so that half a
 * sentence would pass for a title.
 */
function cutOffCalls(reply: AIMessage): string[] {
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
