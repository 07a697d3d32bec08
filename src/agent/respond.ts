import { AIMessage, AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { createAgent, createMiddleware, tool as describeTool } from 'langchain';
import {
  addTurn,
  type ChatTurn,
  lastTurns,
  ownerOf,
  ownsSession,
  runningSession,
  type SessionOwner,
  startSession,
} from '../db/chat-sessions.ts';
import { type Db, type OrgDb, withOrg } from '../db/scope.ts';
import { isUuid, newId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import type { Role } from '../domain/role.ts';
import { RANGE_WORDS } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Citation } from '../messages/card.ts';
import { timeText } from '../messages/time-text.ts';
import type { Answer, Step, TurnEvent } from '../messages/turn.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolServices } from '../tools/define-tool.ts';
import { type ChatModel, offlineModel } from './chat-model.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createAnswerFilter } from './guardrails/answer-filter.ts';
import { askedWrites } from './guardrails/asked-writes.ts';
import { referencesIn, referencesWithin } from './guardrails/citations.ts';
import { LIMITS, questionRefusal } from './guardrails/limits.ts';
import { plainText } from './guardrails/plain-text.ts';
import { quoteToolData } from './guardrails/tool-data.ts';
import { findRefs } from './offline/entities.ts';
import type { TurnContext } from './offline/model.ts';
import type { PlannedCall } from './offline/plan-types.ts';
import { readUtterance } from './offline/utterance.ts';
import { fillPrompt, readPrompt } from './prompt.ts';
import { readLanguage } from './read-language.ts';
import { createToolCalls, type ToolCalls } from './tool-calls.ts';

export interface DeskOptions {
  db: Db;
  /** The tools that exist for a role. */
  tools: (role: Role) => readonly Tool[];
  services: ToolServices;
  model: ChatModel;
  auditKey: AuditKey;
  now: () => Date;
  log: Log;
  /** Our own address, whose links an answer may hold; null where only paths are ours. */
  publicUrl: string | null;
}

export interface Question {
  text: string;
  /** Goes on with a conversation of the asker's own. */
  sessionId?: string;
}

export interface Desk {
  /**
   * Answers one message. Yields a status at once, then text, steps and cards as they come, and `done` last. Throws
   * `not_found` before anything else when the session is not the asker's.
   */
  respond(principal: Principal, question: Question, signal?: AbortSignal): AsyncIterable<TurnEvent>;
}

const PROMPT = readPrompt('desk');
const STATUS: Record<string, string> = {
  search_logs: 'Searching the logs…',
  open_alert: 'Opening the alert…',
  update_alert: 'Changing the alert…',
  create_incident: 'Opening an incident…',
  open_incident: 'Opening the incident…',
  update_incident: 'Changing the incident…',
  system_health: 'Checking every part…',
};

/** The desk people talk to: memory, model, tools and guardrails around one turn. */
export function createDesk(options: DeskOptions): Desk {
  const inOrg = <T>(principal: Principal, work: (tx: OrgDb) => Promise<T>): Promise<T> =>
    withOrg(options.db, principal.orgId, work);

  return {
    async *respond(principal, question, signal) {
      const began = performance.now();
      const now = options.now();
      const owner = ownerOf(principal);
      const { sessionId, past } = await inOrg(principal, async (tx) => {
        const id = await findSession(tx, owner, principal, question.sessionId, now);
        return { sessionId: id, past: await lastTurns(tx, id, LIMITS.memory) };
      });
      yield { kind: 'status', text: 'Reading your question…' };

      const refusal = questionRefusal(question.text);
      const turn = createTurn(options, principal, question.text, past, now);
      if (refusal) turn.say(refusal);
      else {
        const running = turn.run(signal);
        yield* turn.events;
        await running;
      }
      const answer: Answer = { sessionId, ...turn.answer() };
      if (refusal) yield { kind: 'text', delta: answer.text };
      const trace = {
        ...turn.trace(),
        ms: Math.round(performance.now() - began),
        prompt: { name: PROMPT.name, version: PROMPT.version },
      };
      // Turns keep their order even where the clock stands still.
      const at = new Date(Math.max(now.getTime(), (past.at(-1)?.at.getTime() ?? 0) + 1));
      const remembered = question.text.slice(0, LIMITS.question).replaceAll('\u0000', '').toWellFormed();
      await inOrg(principal, (tx) =>
        addTurn(tx, sessionId, {
          at,
          question: remembered,
          answer: answer.text,
          citations: answer.citations,
          steps: answer.steps,
          cards: answer.cards,
          trace,
        }),
      );
      const failure = turn.failure();
      yield failure ? { kind: 'failed', message: failure } : { kind: 'done', answer };
    },
  };
}

/** The session asked for, the one running here, or a new one. */
async function findSession(
  tx: OrgDb,
  owner: SessionOwner,
  principal: Principal,
  wanted: string | undefined,
  now: Date,
): Promise<string> {
  if (wanted !== undefined) {
    if (isUuid(wanted) && (await ownsSession(tx, wanted, owner))) return wanted;
    throw new SafeNestError(
      'not_found',
      'There is no such conversation of yours; leave out the session to begin a new one.',
    );
  }
  // A program names the conversation it goes on with; a person just goes on talking.
  const isProgram = principal.place.platform === 'api' || principal.place.platform === 'cli';
  return (isProgram ? null : await runningSession(tx, owner, now)) ?? startSession(tx, owner, now);
}

interface Turn {
  events: EventQueue<TurnEvent>;
  run(signal: AbortSignal | undefined): Promise<void>;
  say(text: string): void;
  answer(): Omit<Answer, 'sessionId'>;
  trace(): Record<string, unknown>;
  failure(): string | null;
}

function createTurn(
  options: DeskOptions,
  principal: Principal,
  text: string,
  past: readonly ChatTurn[],
  now: Date,
): Turn {
  const events = createEventQueue<TurnEvent>();
  const tools = options.tools(principal.role);
  const language = readLanguage(text, past);
  const context: TurnContext = {
    now,
    timeZone: principal.timeZone,
    role: principal.role,
    language,
    history: past,
    isProgram: principal.actor.kind !== 'member',
  };
  const tokens = { input: 0, output: 0 };
  let model = options.model;
  let written = '';
  let fallback: string | null = null;
  let failure: string | null = null;
  let stopped: AbortSignal | null = null;
  const cutOff = new Set<string>();

  const remembered = new Map<string, Citation>(
    past.flatMap((turn) => turn.citations.map((citation) => [citation.ref.toUpperCase(), citation])),
  );
  const asked = askedWrites(text, { ...context, history: past, tools: new Set(tools.map((tool) => tool.name)) });
  const calls = createToolCalls({
    tools,
    auditKey: options.auditKey,
    context: {
      principal,
      now,
      language,
      org: (work) => withOrg(options.db, principal.orgId, work),
      work: (change) =>
        withOrg(options.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: options.auditKey })),
      services: options.services,
    },
    asked,
    question: text,
    ownOrigin: options.publicUrl,
    earlier: new Set(remembered.keys()),
    onStart: (name) => events.push({ kind: 'status', text: STATUS[name] ?? 'Working…' }),
    onStep: (step) => events.push({ kind: 'step', step }),
    onCard: (card) => events.push({ kind: 'card', card }),
  });
  const named = referencesNamed(text, asked);
  const filter = createAnswerFilter({
    vouched: () => ({
      cited: new Set([...calls.citations.keys(), ...remembered.keys()]),
      named: new Set([...calls.named, ...named]),
      said: calls.refusals,
    }),
    ownOrigin: options.publicUrl,
    maxLength: LIMITS.answer,
  });
  const show = (safe: string): void => {
    const delta = written === '' ? safe.trimStart() : safe;
    if (delta === '') return;
    written += delta;
    events.push({ kind: 'text', delta });
  };
  /** Our own sentence, on a line of its own. */
  const add = (sentence: string): void => {
    const held = filter.push('\n');
    if (held !== '\n') show(held);
    show(`${written === '' || written.endsWith('\n') ? '' : '\n'}${sentence}\n`);
  };

  const middleware = createMiddleware({
    name: 'desk',
    wrapModelCall: async (request, handler) => {
      if (calls.exhausted()) {
        add(`I stopped after ${LIMITS.steps} steps; ask for less at once.`);
        return new AIMessage('');
      }
      try {
        const reply = await handler({ ...request, model: model.forTurn(context) });
        for (const id of cutOffCalls(reply)) cutOff.add(id);
        return reply;
      } catch (error) {
        if (model === offlineModel || stopped?.aborted) throw error;
        options.log.warn({ err: error, model: model.name }, 'the language model failed; the turn goes on offline');
        fallback = `${model.name}: ${error instanceof Error ? error.message.slice(0, 200) : 'failed'}`;
        model = offlineModel;
        add('The language model did not answer, so I go on without it.');
        return handler({ ...request, model: model.forTurn(context) });
      }
    },
    wrapToolCall: async ({ toolCall }) => {
      const reply = cutOff.has(toolCall.id ?? '')
        ? calls.refuse(
            toolCall.name,
            'Not done: the call was cut off before its arguments were complete. Make it again.',
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

  async function converse(signal: AbortSignal): Promise<void> {
    const agent = createAgent({
      model: model.forTurn(context),
      // Every call is made in wrapToolCall; the model only needs to know what there is.
      tools: tools.map((tool) =>
        describeTool(() => '', { name: tool.name, description: tool.description, schema: tool.input }),
      ),
      systemPrompt: fillPrompt(PROMPT, {
        organisation: 'this organisation',
        name: principal.name,
        role: principal.role,
        now: timeText(now, principal.timeZone),
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
      tokens.input += chunk.usage_metadata?.input_tokens ?? 0;
      tokens.output += chunk.usage_metadata?.output_tokens ?? 0;
      if (chunk.text === '') continue;
      if (speaking !== undefined && speaking !== chunk.id && written !== '') show(filter.push('\n\n'));
      speaking = chunk.id;
      show(filter.push(chunk.text));
    }
    show(filter.end());
    if (!filter.spoke && filter.dropped.length > 0) add(emptyAnswer(calls));
  }

  return {
    events,
    say: (sentence) => {
      written = sentence;
    },
    async run(signal) {
      const limit = AbortSignal.timeout(LIMITS.time);
      try {
        stopped = signal ? AbortSignal.any([signal, limit]) : limit;
        await converse(stopped);
        if (written.trim() === '') show(emptyAnswer(calls));
        // The asker hears of it even where the model keeps it to itself or says otherwise.
        for (const sentence of calls.denied().slice(0, 2)) if (!written.includes(sentence)) add(sentence);
      } catch (error) {
        show(filter.end());
        if (limit.aborted) add(`I stopped after ${LIMITS.time / 1000} seconds. ${whatWasDone(calls.steps)}`);
        else {
          failure = signal?.aborted
            ? 'The question was withdrawn.'
            : `Something went wrong here, not with your question. ${whatWasDone(calls.steps)} Ask again.`;
          if (!signal?.aborted) options.log.error({ err: error }, 'a turn failed');
        }
      } finally {
        events.close();
      }
    },
    answer() {
      const mentioned = referencesIn(written);
      const cited = (mentioned.length > 0 ? mentioned : [...calls.citations.keys()].slice(0, 10))
        .map((ref) => calls.citations.get(ref) ?? remembered.get(ref))
        .filter((citation) => citation !== undefined);
      return {
        text: written.trimEnd(),
        citations: cited,
        steps: [...calls.steps],
        cards: [...calls.cards],
        model: model.name,
        language,
      };
    },
    trace: () => ({
      model: model.name,
      tokens,
      ...(fallback ? { fallback } : {}),
      ...(filter.dropped.length > 0 ? { dropped: filter.dropped } : {}),
      ...(failure ? { failure } : {}),
    }),
    failure: () => failure,
  };
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

/** What the asker refers to in their own words, however they write it. */
function referencesNamed(text: string, asked: readonly PlannedCall[]): string[] {
  const plain = plainText(text);
  const mentioned = findRefs(readUtterance(plain.slice(0, LIMITS.question)).norm).refs.map(({ ref }) => ref);
  return [...new Set([...referencesIn(plain), ...mentioned, ...referencesWithin(asked.map((call) => call.args))])];
}

const emptyAnswer = (calls: ToolCalls): string =>
  calls.citations.size > 0
    ? `What I found: ${[...calls.citations.keys()]
        .slice(0, 10)
        .map((ref) => `[${ref}]`)
        .join(', ')}.`
    : calls.steps.length > 0
      ? whatWasDone(calls.steps)
      : 'I have no answer to that. Say “help” to see what I can do.';

function whatWasDone(steps: readonly Step[]): string {
  const done = steps.filter((step) => step.ok).map((step) => step.tool);
  return done.length === 0 ? 'Nothing was changed.' : `What was done until then: ${done.join(', ')}.`;
}
