import { parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import type { Card, Citation } from '../messages/card.ts';
import type { NamedChange } from '../messages/catalogue/changes.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import type { CallDecision, Step, TracedCall } from '../messages/turn.ts';
import { canonicalJson } from '../pipeline/audit.ts';
import { digest } from '../pipeline/proposal-kind.ts';
import { isToldHere } from '../pipeline/told-here.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolContext } from '../tools/define-tool.ts';
import { runTool } from '../tools/run-tool.ts';
import type { AskedWrite } from './guardrails/asked-writes.ts';
import { isAskersLook } from './guardrails/askers-look.ts';
import { referencesIn, referencesWithin } from './guardrails/citations.ts';
import { harmlessTexts } from './guardrails/harmless-texts.ts';
import { LIMITS } from './guardrails/limits.ts';
import type { Mask } from './guardrails/mask.ts';
import { keptArguments, plainArguments, storable } from './guardrails/plain-arguments.ts';
import { sentences } from './guardrails/sentences.ts';
import type { ToolReply } from './guardrails/tool-data.ts';
import { checkWrite } from './guardrails/write-check.ts';
import { proposeInstead, type Suggested } from './propose-instead.ts';
import { MADE, type TurnReferences } from './turn-references.ts';

export interface ToolCallsInput {
  tools: readonly Tool[];
  context: ToolContext;
  auditKey: AuditKey;
  /** What the asker's own message asks for. */
  asked: readonly AskedWrite[];
  /** The asker's message. */
  question: string;
  /** Origin of our own public address. */
  ownOrigin: string | null;
  /** References that the asker named. */
  named: ReadonlySet<string>;
  references: TurnReferences;
  /** Whether the offline grammar makes the calls: its wording and its choices are ours. */
  isOwnPlan: () => boolean;
  /** Hides secrets and personal numbers in what tools return. */
  mask: Mask;
  /** Whether what nobody asked for may be put down as a proposal; in a trial nothing is. */
  proposes: boolean;
  /** Text that others wrote may have been read in earlier turns. */
  readBefore: boolean;
  /** Before a tool is run: who may read what it shows. */
  onTool: (tool: Tool, args: Record<string, unknown>) => void;
  /** What was called is nothing that the asker may do. */
  onForbidden: () => void;
  /** What a tool returned, before anything of it is shown. */
  onData: (data: Record<string, unknown>, citations: readonly Citation[], args: Record<string, unknown>) => void;
  onStart: (tool: string) => void;
  onStep: (step: Step) => void;
  onCard: (card: Card) => void;
}

/** An order of the asker's that was not carried out. */
export interface LeftUndone {
  call: AskedWrite;
  /** Why, in a tool's own sentence, where one was tried. */
  reason: string | null;
}

/** The tool calls of one turn: whatever the model wants goes through here, one after the other. */
export interface ToolCalls {
  /** Makes a call, or says why not; never throws for what the model did. */
  run(name: string, args: Record<string, unknown>): Promise<ToolReply>;
  /** Makes no call, and keeps that it was wanted and why it was not made. */
  refuse(name: string, error: string, decision: CallDecision): ToolReply;
  /** How many calls there may be: enough for everything that was ordered. */
  readonly most: number;
  /** No further call of a language model will be made. */
  exhausted(): boolean;
  readonly steps: readonly Step[];
  /** The same with what decided about each. */
  readonly traced: readonly TracedCall[];
  readonly suggested: readonly Suggested[];
  readonly cards: readonly Card[];
  /** Proposals and incidents whose cards stand beside the answer: their channel is told of them by itself. */
  readonly besides: ReadonlySet<string>;
  /** Why calls failed, in the tools' own sentences. */
  readonly refusals: readonly string[];
  /** No further call begins; waits for a write that has begun, so that it is known and kept what became of it. */
  end(): Promise<void>;
  /** Writes that the model wanted and the asker did not, in sentences for the asker. */
  denied(): readonly string[];
  /** Writes that the asker ordered and that were not made. */
  undone(): LeftUndone[];
  /** What writes were about that were wanted and not made, by references; the tool's name where there is none. */
  readonly unmade: ReadonlySet<string>;
  /** Writes that were made. */
  readonly made: readonly NamedChange[];
}

/** Of one turn: a model that obeys what it reads must not bury people in cards. */
const MOST_PROPOSALS = 2;
/** Beside the writes that were asked for: what is looked at before and after them. */
const LOOKS = 2;

export function createToolCalls(input: ToolCallsInput): ToolCalls {
  const { references } = input;
  const steps: Step[] = [];
  const traced: TracedCall[] = [];
  const suggested: Suggested[] = [];
  const cards: Card[] = [];
  const besides = new Set<string>();
  const refusals: string[] = [];
  const made: NamedChange[] = [];
  /** By what they are about: what the asker is told, and why tools refused. */
  const denied = new Map<string, string>();
  const reasons = new Map<string, string>();
  const unmade = new Set<string>();
  const used = new Set<number>();
  /** What searches of this turn found, by what was looked for. */
  const looked = new Map<string, readonly string[]>();
  const ordered = input.asked.filter(({ tool }) => isWrite(tool));
  const most = Math.max(LIMITS.steps, ordered.length + LOOKS);
  let hasRead = input.readBefore;
  let started = { model: 0, grammar: 0 };
  let previous: Promise<unknown> = Promise.resolve();
  let over = false;
  let writing = false;

  function isWrite(name: string): boolean {
    return input.tools.some((tool) => tool.name === name && tool.access === 'write');
  }

  async function call(wanted: string, given: Record<string, unknown>): Promise<ToolReply> {
    const name = storable(wanted.slice(0, 100));
    const args = plainArguments(given);
    const by = input.isOwnPlan() ? 'grammar' : 'model';
    started = { ...started, [by]: started[by] + 1 };
    if (started[by] > most) return refused(name, args, `Not done: a turn has at most ${most} steps.`, 'too_many_steps');
    const tool = input.tools.find((one) => one.name === name);
    if (!tool) return refused(name, args, `There is no tool "${name}" here.`, 'unknown_tool');
    input.onTool(tool, args);
    return tool.access === 'write' ? write(tool, args) : carryOut(tool, args, []);
  }

  /** Makes a write as the asker ordered it; what they did not order may become a proposal. */
  async function write(tool: Tool, wanted: Record<string, unknown>): Promise<ToolReply> {
    writing = true;
    const { name } = tool;
    const verdict = checkWrite(name, wanted, {
      asked: input.asked,
      used,
      found: await foundForAsker(name),
      opened: references.opened,
      isOwnPlan: input.isOwnPlan(),
    });
    const args = harmlessTexts(name, 'args' in verdict ? verdict.args : wanted, input.question, input.ownOrigin);
    if ('positions' in verdict) return carryOut(tool, args, verdict.positions);
    if (!verdict.tell) return refused(name, args, verdict.refusal, 'not_asked');
    const proposed = input.proposes && suggested.length < MOST_PROPOSALS ? await suggest(name, args) : null;
    if (proposed) return proposed;
    const words = told(name, verdict.refusal, args);
    if (!denied.has(about(name, args))) denied.set(about(name, args), words);
    return refused(name, args, verdict.refusal, 'not_asked', words);
  }

  /** Runs a call that may be made; `positions` are those of the orders that it carries out. */
  async function carryOut(tool: Tool, args: Record<string, unknown>, positions: readonly number[]): Promise<ToolReply> {
    const { name } = tool;
    input.onStart(name);
    const context: ToolContext = {
      ...input.context,
      asker: { words: oneLine(input.question, 500), readOthers: hasRead && !input.isOwnPlan() },
    };
    const outcome = await runTool(input.tools, context, input.auditKey, name, args);
    if (!outcome.ok) {
      const { code, message } = outcome.error;
      // who sees only their own is refused by the same words as where there is none
      const isNotTheirs =
        code === 'not_found' && /_incident$/.test(name) && !can(context.principal.role, 'incidents.read');
      if (code === 'forbidden' || isNotTheirs) input.onForbidden();
      // An invalid input is quoted back, so that its sentences would be the model's own.
      if (code !== 'invalid_input') reasons.set(about(name, args), vouch(message));
      references.takeReason(message, args);
      record({ tool: name, args, ok: false, ms: outcome.ms, error: message }, { decision: 'refused', words: message });
      return { ok: false, error: message };
    }
    for (const position of positions) used.add(position);
    // What a second try got right is not told as undone.
    if (positions.length > 0) denied.delete(about(name, args));
    const data = input.mask.data(outcome.result.data);
    const { citations } = outcome.result;
    if (tool.access === 'write') {
      const ref = citations.find(({ kind }) => MADE[name]?.includes(kind))?.ref;
      made.push({ tool: name, args, ...(ref ? { ref } : {}) });
    }
    const isMeant = isAskersLook(
      { tool, args, citations },
      { asked: input.asked, named: input.named, references, question: input.question, hasRead },
    );
    const found = references.take(tool, args, { data, citations }, input.isOwnPlan() ? () => true : isMeant);
    input.onData(data, found, args);
    if (found.length > 0) hasRead = true;
    if (tool.access === 'read')
      looked.set(
        lookedFor(name, args),
        citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref.toUpperCase()),
      );
    const unverified = references.unverified(data);
    record(
      { tool: name, args, ok: true, ms: outcome.ms },
      { decision: tool.access === 'write' ? 'asked' : 'read', chars: JSON.stringify(data).length },
    );
    const card = outcome.result.card && input.mask.card(outcome.result.card);
    if (card && tool.access === 'write') await showOnce(card);
    else if (card) show(card);
    return { ok: true, data, citations: found, ...(unverified.length > 0 && { unverified }) };
  }

  /**
   * The alerts that “open an incident for them” means: what the search in the asker's own message finds, which is made
   * here as they meant it where a model searched otherwise; without one what earlier turns showed.
   */
  async function foundForAsker(tool: string): Promise<ReadonlySet<string>> {
    if (input.isOwnPlan()) return new Set([...references.seen, ...references.earlier]);
    if (!input.asked.some((call) => call.tool === tool && call.needs === 'found')) return new Set();
    const looks = input.asked.flatMap((call) => {
      const by = input.tools.find((one) => one.name === call.tool && one.access === 'read');
      return by && (call.tool === 'search_logs' || call.tool === 'open_alert') ? [{ by, args: call.args }] : [];
    });
    if (looks.length === 0) return new Set([...references.earlier].filter(isAlert));
    const found = new Set<string>();
    for (const { by, args } of looks) {
      if (!looked.has(lookedFor(by.name, args))) {
        input.onTool(by, args);
        await carryOut(by, args, []);
      }
      for (const ref of looked.get(lookedFor(by.name, args)) ?? []) if (isAlert(ref)) found.add(ref);
    }
    return found;
  }

  /** Puts the write down as a proposal, where it is one that the asker could have made; else null. */
  async function suggest(name: string, args: Record<string, unknown>): Promise<ToolReply | null> {
    const suggestion = await proposeInstead(input.context, { tool: name, args, untrusted: hasRead });
    if (!suggestion) return null;
    const { citation, words, reply } = suggestion;
    suggested.push(suggestion);
    references.takeProposal(citation);
    denied.set(about(name, args), words);
    record(
      { tool: name, args, ok: false, ms: 0, error: words },
      { decision: 'proposed', words, proposal: citation.ref },
    );
    await showOnce(input.mask.card(suggestion.card));
    return { ok: false, error: reply, told: vouch(words) };
  }

  /** Makes no call; `words` say so to the asker. */
  function refused(
    tool: string,
    args: Record<string, unknown>,
    error: string,
    decision: CallDecision,
    words?: string,
  ): ToolReply {
    record({ tool, args, ok: false, ms: 0, error }, { decision, words: error });
    return { ok: false, error, ...(words === undefined ? {} : { told: vouch(words) }) };
  }

  /** A sentence of ours, which may be repeated as it is. */
  function vouch(sentence: string): string {
    refusals.push(...sentences(sentence).map((one) => one.trim()));
    return sentence;
  }

  /** A refusal in the asker's language; of what the model wanted only a reference is repeated. */
  function told(tool: string, refusal: string, args: Record<string, unknown>): string {
    const { notDone } = guardrailWords[input.context.language];
    const [ref] = typeof args.id === 'string' ? referencesIn(args.id) : [];
    return notDone ? notDone(ref ?? null, tool) : refusal;
  }

  /** What the channel is told of by itself, with the same buttons, is not shown there a second time. */
  async function showOnce(card: Card): Promise<void> {
    const { principal, now, org } = input.context;
    const { channel, audience } = principal.place;
    const about = parseReference(card.key);
    if (channel && audience === 'shared' && about)
      if (await org((tx) => isToldHere(tx, channel, about, now))) {
        besides.add(card.key);
        return;
      }
    show(card);
  }

  function show(card: Card): void {
    const place = cards.findIndex((one) => one.key === card.key);
    if (place >= 0) cards[place] = card;
    else cards.push(card);
    input.onCard(card);
  }

  function record(step: Step, why: Pick<TracedCall, 'decision' | 'words' | 'proposal' | 'chars'>): void {
    if (!step.ok && isWrite(step.tool)) {
      const { id, alerts, link_alerts, unlink_alerts, rule } = step.args;
      const refs = referencesWithin([id, alerts, link_alerts, unlink_alerts, rule]);
      for (const ref of refs.length > 0 ? refs : [step.tool]) unmade.add(ref);
    }
    const shown = { ...step, args: input.mask.secrets(keptArguments(step.args)) };
    steps.push(shown);
    const { tool, args, ok, ms } = shown;
    traced.push({ tool, args, argsSha256: digest(args), ok, ms, ...why });
    input.onStep(shown);
  }

  return {
    steps,
    traced,
    suggested,
    cards,
    besides,
    refusals,
    made,
    unmade,
    denied: () => [...new Set(denied.values())],
    undone: () =>
      input.asked.flatMap((call, position) => {
        const isOpen = isWrite(call.tool) && !used.has(position);
        // For each of several as many may be opened as there are things, and one is enough.
        const isSpare = call.oneOf === 'each' && input.asked.some((one, at) => one.oneOf === 'each' && used.has(at));
        const isTwice = call.oneOf === 'each' && input.asked.findIndex(({ oneOf }) => oneOf === 'each') !== position;
        return isOpen && !isSpare && !isTwice
          ? [{ call, reason: reasons.get(about(call.tool, call.args)) ?? null }]
          : [];
      }),
    most,
    exhausted: () => started.model >= most,
    refuse(name, error, decision) {
      started = { ...started, model: started.model + 1 };
      return refused(storable(name.slice(0, 100)), {}, error, decision);
    },
    run(name, args) {
      const mine = previous.then(() => (over ? OVER : call(name, args)));
      previous = mine
        .catch(() => {})
        .finally(() => {
          writing = false;
        });
      return mine;
    },
    async end() {
      over = true;
      if (writing) await previous;
    },
  };
}

const OVER: ToolReply = { ok: false, error: 'Not done: the turn is over.' };

const about = (tool: string, { id }: Record<string, unknown>): string =>
  `${tool} ${typeof id === 'string' ? id.toUpperCase() : ''}`;
const lookedFor = (tool: string, args: Record<string, unknown>): string => `${tool} ${canonicalJson(args)}`;
const isAlert = (ref: string): boolean => ref.startsWith('ALR-');
