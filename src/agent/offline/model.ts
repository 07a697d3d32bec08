import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { newId } from '../../domain/id.ts';
import { readToolData, type ToolReply } from '../guardrails/tool-data.ts';
import { alertMeant } from './answers/of-alerts.ts';
import { planOnce } from './plan-once.ts';
import type { PlanContext, PlannedCall } from './plan-types.ts';
import { answerFrom, type Done, incidentFrom } from './words.ts';

/** What a turn is answered in the light of; made anew for each turn. */
export type TurnContext = Omit<PlanContext, 'tools'>;

interface Fields {
  context: TurnContext;
  /** Names of the bound tools. */
  tools?: readonly string[];
}

/**
 * A chat model without a language model: a grammar reads the last human message as tool calls, and the answer is written
 * from what the tools returned. It keeps no state: where a turn stands follows from the messages.
 */
export class OfflineChatModel extends BaseChatModel {
  readonly #fields: Fields;

  constructor(fields: Fields) {
    super({});
    this.#fields = fields;
  }

  override _llmType(): string {
    return 'offline';
  }

  override bindTools(tools: BindToolsInput[]): OfflineChatModel {
    return new OfflineChatModel({ ...this.#fields, tools: tools.map(nameOf) });
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = this.#respond(messages);
    return { generations: [{ text: message.text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: BaseChatModelCallOptions,
    run?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const message = this.#respond(messages);
    const { id } = message;
    if (message.tool_calls && message.tool_calls.length > 0) {
      const tool_call_chunks = message.tool_calls.map((call, index) => ({
        name: call.name,
        args: JSON.stringify(call.args),
        index,
        type: 'tool_call_chunk' as const,
        ...(call.id ? { id: call.id } : {}),
      }));
      yield new ChatGenerationChunk({
        text: '',
        message: new AIMessageChunk({ ...(id ? { id } : {}), content: '', tool_call_chunks }),
      });
      return;
    }
    // It is written already: by the word it would only be checked a hundred times over.
    for (const line of message.text.split(/(?<=\n)/)) {
      const chunk = new ChatGenerationChunk({
        text: line,
        message: new AIMessageChunk({ ...(id ? { id } : {}), content: line }),
      });
      yield chunk;
      await run?.handleLLMNewToken(line, undefined, undefined, undefined, undefined, { chunk });
    }
  }

  #respond(messages: BaseMessage[]): AIMessage {
    const asked = messages.findLastIndex((message) => HumanMessage.isInstance(message));
    const context: PlanContext = { ...this.#fields.context, tools: new Set(this.#fields.tools ?? []) };
    const wanted = planOnce(asked < 0 ? '' : (messages[asked]?.text ?? ''), context);
    const done = doneSince(messages.slice(asked + 1));

    // Another model may have begun this turn.
    const open = [...done];
    const waiting: PlannedCall[] = [];
    const told: Done[] = done.filter((one) => one.reply.ok && (wanted.calls.length === 0 || isWrite(one.tool)));
    for (const call of wanted.calls) {
      const at = open.findIndex((one) => isMade(call, one));
      const [made] = at >= 0 ? open.splice(at, 1) : [];
      if (!made) waiting.push(call);
      else if (!told.includes(made)) told.push(made);
    }
    // In the order in which they were made.
    const answered = done.filter((one) => told.includes(one));
    const ready = next(waiting, done, context);
    if (ready.length > 0) {
      return new AIMessage({
        id: newId(),
        content: '',
        tool_calls: ready.map((call) => ({
          name: call.tool,
          args: call.args,
          id: newId(),
          type: 'tool_call' as const,
        })),
      });
    }
    const left = leftFor(waiting, done);
    const said = left.length > 0 ? { ...wanted, undone: [...(wanted.undone ?? []), ...left] } : wanted;
    return new AIMessage({ id: newId(), content: answerFrom(said, answered, context) });
  }
}

const isWrite = (tool: string): boolean =>
  !/^(?:search|open|list|help|posture|system|similar|recommend|who|find|show|explain|moderation|own)/.test(tool);

/**
 * Whether a call that was made is the one that is planned: a look that looks for just that, a change of the same thing.
 * What was refused counts where it was tried as planned.
 */
function isMade(call: PlannedCall, { tool, args, reply }: Done): boolean {
  if (tool !== call.tool) return false;
  const same = (name: string): boolean => JSON.stringify(args[name]) === JSON.stringify(call.args[name]);
  const isAsPlanned = Object.keys(call.args).every(same);
  if (isWrite(tool)) return isAsPlanned || (reply.ok && same('id'));
  // whom it looks for was found out in between
  const filled = (name: string): boolean =>
    (call.needs === 'identified' && name === 'person') || (call.needs === 'shown' && name === 'id');
  return isAsPlanned && Object.keys(args).every((name) => filled(name) || same(name));
}

/** The calls that can be made now: all that need nothing, then those whose missing arguments have been found. */
function next(waiting: readonly PlannedCall[], done: readonly Done[], context: PlanContext): PlannedCall[] {
  const free = waiting.filter((call) => !call.needs);
  if (free.length > 0) return free;
  const call = waiting[0];
  if (!call) return [];
  if (call.needs === 'found') {
    const filled = incidentFrom(call, done, context);
    return filled ? [filled] : [];
  }
  if (call.needs === 'shown') {
    const id = alertMeant(done, call.about ?? []);
    return id === null ? [] : [{ tool: call.tool, args: { id, ...call.args } }];
  }
  if (call.needs === 'identified') {
    const [person, another] = identified(done);
    // several people, or nobody: the answer says who there is
    return person && !another ? [{ tool: call.tool, args: { person, ...call.args } }] : [];
  }
  // an incident that was there already is nobody's to change unnamed
  const opened = done
    .filter((one) => one.tool === 'create_incident' && one.reply.ok && one.reply.data.opened !== false)
    .flatMap((one) => (one.reply.ok ? one.reply.citations : []))
    .find((citation) => citation.kind === 'incident');
  return opened ? [{ tool: call.tool, args: { id: opened.ref, ...call.args } }] : [];
}

/** What was to be done with an incident that was there already, as one would ask it by its name. */
function leftFor(waiting: readonly PlannedCall[], done: readonly Done[]): string[] {
  const kept = done.find((one) => one.tool === 'create_incident' && one.reply.ok && one.reply.data.opened === false);
  const refs = kept?.reply.ok
    ? kept.reply.citations.filter(({ kind }) => kind === 'incident').map(({ ref }) => ref)
    : [];
  const [id, other] = refs;
  if (id === undefined || other !== undefined) return [];
  return waiting.flatMap(({ needs, args }) => {
    if (needs !== 'created') return [];
    return [
      ...(typeof args.assignee === 'string' ? [`assign ${id} to ${args.assignee}`] : []),
      ...(typeof args.severity === 'string' ? [`set ${id} to ${args.severity}`] : []),
    ];
  });
}

/** References of the people who were found on pictures in this turn. */
const identified = (done: readonly Done[]): string[] => [
  ...new Set(
    done
      .filter((one) => one.tool === 'who_is' && one.reply.ok)
      .flatMap((one) => (one.reply.ok ? one.reply.citations : []))
      .filter(({ kind, mentioned }) => kind === 'person' && !mentioned)
      .map(({ ref }) => ref),
  ),
];

/** The tool calls of this turn with what came of them, in the order they were asked for. */
function doneSince(messages: readonly BaseMessage[]): Done[] {
  const replies = new Map<string, ToolReply>();
  for (const message of messages) {
    if (!ToolMessage.isInstance(message)) continue;
    replies.set(message.tool_call_id, readToolData(message.text) ?? { ok: false, error: message.text });
  }
  return messages.flatMap((message) =>
    AIMessage.isInstance(message)
      ? (message.tool_calls ?? []).flatMap((call) => {
          const reply = replies.get(call.id ?? '');
          return reply ? [{ tool: call.name, args: call.args, reply }] : [];
        })
      : [],
  );
}

function nameOf(tool: BindToolsInput): string {
  if ('name' in tool && typeof tool.name === 'string') return tool.name;
  const nested = 'function' in tool ? tool.function : null;
  return typeof nested === 'object' && nested !== null && 'name' in nested ? String(nested.name) : '';
}
