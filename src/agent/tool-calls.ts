import { oneLine } from '../domain/text.ts';
import type { Card, Citation } from '../messages/card.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import type { CallDecision, Step, TracedCall } from '../messages/turn.ts';
import { digest } from '../pipeline/proposal-kinds.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolContext } from '../tools/define-tool.ts';
import { runTool } from '../tools/run-tool.ts';

import { referencesIn, referencesNamedBy, referencesWithin, textsNaming } from './guardrails/citations.ts';
import { FREE_TEXT } from './guardrails/free-text.ts';
import { FOREIGN } from './guardrails/known-numbers.ts';
import { LIMITS } from './guardrails/limits.ts';
import { allowLinks } from './guardrails/links.ts';
import type { Mask } from './guardrails/mask.ts';
import { neutraliseMentions } from './guardrails/mentions.ts';
import { ownWords } from './guardrails/own-words.ts';
import { plainText, undisguised } from './guardrails/plain-text.ts';
import { sentences } from './guardrails/sentences.ts';
import type { OthersTexts } from './guardrails/shown-order.ts';
import type { ToolReply } from './guardrails/tool-data.ts';
import { checkWrite, type WriteCheck } from './guardrails/write-check.ts';
import { proposeInstead, type Suggested } from './propose-instead.ts';

export interface ToolCallsInput {
  tools: readonly Tool[];
  context: ToolContext;
  auditKey: AuditKey;
  /** The writes that the asker's own message names. */
  asked: WriteCheck['asked'];
  /** The asker's message. */
  question: string;
  /** Origin of our own public address. */
  ownOrigin: string | null;
  /** What earlier turns were about: references that tools returned and that did not only stand in somebody's text. */
  earlier: ReadonlySet<string>;
  /** References that the asker named. */
  named: ReadonlySet<string>;
  /** Whether the offline grammar makes the calls: its wording and its choices are ours. */
  isOwnPlan: () => boolean;
  /** Hides secrets and personal numbers in what tools return. */
  mask: Mask;
  /** Whether what nobody asked for may be put down as a proposal; in a trial nothing is. */
  proposes: boolean;
  /** Text that others wrote may have been read in earlier turns. */
  readBefore: boolean;
  /** Before a tool is run: who may read what it shows. */
  onTool: (tool: Tool) => void;
  /** What a tool returned, before anything of it is shown. */
  onData: (data: Record<string, unknown>, citations: readonly Citation[]) => void;
  onStart: (tool: string) => void;
  onStep: (step: Step) => void;
  onCard: (card: Card) => void;
}

/** The tool calls of one turn: whatever the model wants goes through here, one after the other. */
export interface ToolCalls {
  /** Makes a call, or says why not; never throws for what the model did. */
  run(name: string, args: Record<string, unknown>): Promise<ToolReply>;
  /** Makes no call, and keeps that it was wanted and why it was not made. */
  refuse(name: string, error: string, decision: CallDecision): ToolReply;
  /** No further call will be made. */
  exhausted(): boolean;
  readonly steps: readonly Step[];
  /** The same with what decided about each. */
  readonly traced: readonly TracedCall[];
  readonly suggested: readonly Suggested[];
  readonly cards: readonly Card[];
  readonly citations: ReadonlyMap<string, Citation>;
  /** References that tools name in fields of their own and in reasons: they may be said, and prove nothing. */
  readonly named: ReadonlySet<string>;
  /** References that stand in texts inside what tools returned. */
  readonly quoted: ReadonlySet<string>;
  /** Texts of others inside what tools returned that name references. */
  readonly others: OthersTexts;
  /** Of the citations, those that reads found. */
  readonly found: ReadonlySet<string>;
  /** Why calls failed, in the tools' own sentences. */
  readonly refusals: readonly string[];
  /** No further call begins; waits for a write that has begun, so that it is known and kept what became of it. */
  end(): Promise<void>;
  /** Writes that the model wanted and the asker did not, in sentences for the asker. */
  denied(): readonly string[];
}

/** Tools that tell what we wrote ourselves, examples and all. */
const OUR_WORDS = new Set(['help', 'search_help']);

/** Of one turn: a model that obeys what it reads must not bury people in cards. */
const MOST_PROPOSALS = 2;

export function createToolCalls(input: ToolCallsInput): ToolCalls {
  const steps: Step[] = [];
  const traced: TracedCall[] = [];
  const suggested: Suggested[] = [];
  let hasRead = input.readBefore;
  const cards: Card[] = [];
  const citations = new Map<string, Citation>();
  const named = new Set<string>();
  const quoted = new Set<string>();
  const others = { texts: [] as string[], refs: new Set<string>() };
  const { own } = ownWords(input.question);
  const read = new Set<string>();
  const refusals: string[] = [];
  const denied = new Map<string, string>();
  const used = new Set<number>();
  let started = 0;
  let previous: Promise<unknown> = Promise.resolve();
  let over = false;
  let writing = false;

  async function call(name: string, wanted: Record<string, unknown>): Promise<ToolReply> {
    let args = wanted;
    const refuse = (error: string, decision: CallDecision, told?: string): ToolReply => {
      record({ tool: name, args, ok: false, ms: 0, error }, { decision, words: error });
      return { ok: false, error, ...(told === undefined ? {} : { told: vouch(told) }) };
    };
    if (++started > LIMITS.steps)
      return refuse(`Not done: a turn has at most ${LIMITS.steps} steps.`, 'too_many_steps');
    const tool = input.tools.find((one) => one.name === name);
    if (!tool) return refuse(`There is no tool "${name}" here.`, 'unknown_tool');
    input.onTool(tool);
    let position: number | null = null;
    if (tool.access === 'write') {
      writing = true;
      const seen = new Set([...citations].flatMap(([ref, { mentioned }]) => (mentioned ? [] : [ref])));
      const verdict = checkWrite(name, args, {
        asked: input.asked,
        used,
        seen,
        earlier: input.earlier,
        own,
        isOwnPlan: input.isOwnPlan(),
      });
      args = harmless(name, 'args' in verdict ? verdict.args : args, input.question, input.ownOrigin);
      if ('refusal' in verdict) {
        const proposed =
          input.proposes && verdict.tell && suggested.length < MOST_PROPOSALS ? await suggest(name, args) : null;
        if (proposed) return proposed;
        const words = told(name, verdict.refusal, args);
        if (verdict.tell && !denied.has(about(name, args))) denied.set(about(name, args), words);
        return refuse(verdict.refusal, 'not_asked', words);
      }
      position = verdict.position;
    }
    input.onStart(name);
    const context: ToolContext = {
      ...input.context,
      asker: { words: oneLine(input.question, 500), readOthers: hasRead && !input.isOwnPlan() },
    };
    const outcome = await runTool(input.tools, context, input.auditKey, name, args);
    if (!outcome.ok) {
      // An invalid input is quoted back, so that its sentences would be the model's own.
      if (outcome.error.code !== 'invalid_input')
        refusals.push(...sentences(outcome.error.message).map((one) => one.trim()));
      // What a reason names beyond the arguments is the tool's own; the arguments are the model's.
      const given = referencesWithin(args);
      for (const ref of referencesIn(outcome.error.message)) if (!given.includes(ref)) named.add(ref);
      const error = outcome.error.message;
      record({ tool: name, args, ok: false, ms: outcome.ms, error }, { decision: 'refused', words: error });
      return { ok: false, error };
    }
    if (position !== null) {
      used.add(position);
      // What a second try got right is not told as undone.
      denied.delete(about(name, args));
    }
    const aside = tool.access === 'read' && args.id !== undefined && isAside(outcome.result.citations[0]?.ref);
    const found = outcome.result.citations.map((citation) =>
      aside ? { ...citation, mentioned: true as const } : citation,
    );
    const data = input.mask.data(outcome.result.data);
    const card = outcome.result.card && input.mask.card(outcome.result.card);
    input.onData(data, found);
    if (found.length > 0) hasRead = true;
    for (const citation of found) {
      const ref = citation.ref.toUpperCase();
      if (!citation.mentioned || !citations.has(ref)) citations.set(ref, citation);
      if (tool.access === 'read') read.add(ref);
    }
    const inside = referencesWithin(data);
    for (const ref of inside) quoted.add(ref);
    for (const text of textsNaming(data, (field) => FOREIGN.test(field))) {
      others.texts.push(text);
      for (const ref of referencesIn(plainText(text))) others.refs.add(ref);
    }
    if (OUR_WORDS.has(name)) for (const ref of inside) named.add(ref);
    for (const ref of referencesNamedBy(data, (field) => FOREIGN.test(field))) named.add(ref);
    const unverified = inside.filter((ref) => !citations.has(ref));
    record(
      { tool: name, args, ok: true, ms: outcome.ms },
      {
        decision: tool.access === 'write' ? 'asked' : 'read',
        chars: JSON.stringify(data).length,
      },
    );
    if (card) show(card);
    return { ok: true, data, citations: found, ...(unverified.length > 0 && { unverified }) };
  }

  /** Whether a look at one thing is the model's own idea: "close it" must not mean what a text made it open. */
  function isAside(ref: string | undefined): boolean {
    if (ref === undefined || input.isOwnPlan() || input.named.has(ref) || input.earlier.has(ref)) return false;
    const known = citations.get(ref);
    return known === undefined || known.mentioned === true;
  }

  /** Puts the write down as a proposal, where it is one that the asker could have made; else null. */
  async function suggest(name: string, args: Record<string, unknown>): Promise<ToolReply | null> {
    const made = await proposeInstead(input.context, {
      tool: name,
      args,
      untrusted: hasRead,
    });
    if (!made) return null;
    suggested.push(made);
    citations.set(made.citation.ref, made.citation);
    denied.set(about(name, args), made.words);
    record(
      { tool: name, args, ok: false, ms: 0, error: made.words },
      {
        decision: 'proposed',
        words: made.words,
        proposal: made.citation.ref,
      },
    );
    show(input.mask.card(made.card));
    return { ok: false, error: made.reply, told: vouch(made.words) };
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

  function show(card: Card): void {
    const place = cards.findIndex((one) => one.key === card.key);
    if (place >= 0) cards[place] = card;
    else cards.push(card);
    input.onCard(card);
  }

  function record(step: Step, why: Pick<TracedCall, 'decision' | 'words' | 'proposal' | 'chars'>): void {
    const shown = { ...step, args: input.mask.secrets(step.args) };
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
    citations,
    named,
    quoted,
    others,
    found: read,
    refusals,
    denied: () => [...new Set(denied.values())],
    exhausted: () => started >= LIMITS.steps,
    refuse(name, error, decision) {
      started++;
      record({ tool: name, args: {}, ok: false, ms: 0, error }, { decision, words: error });
      return { ok: false, error };
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

const about = (tool: string, args: Record<string, unknown>): string => `${tool} ${String(args.id ?? '').toUpperCase()}`;

/**
 * The texts of a write as they may be stored and announced: nothing in them pings, and links lead to us, unless they are
 * the asker's very words.
 */
function harmless(
  tool: string,
  args: Record<string, unknown>,
  question: string,
  ownOrigin: string | null,
): Record<string, unknown> {
  const calm = (text: string): string => {
    const plain = undisguised(text);
    return neutraliseMentions(question.includes(text.trim()) ? plain : allowLinks(plain, ownOrigin));
  };
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      FREE_TEXT[tool]?.includes(name) && typeof value === 'string' ? calm(value) : value,
    ]),
  );
}
