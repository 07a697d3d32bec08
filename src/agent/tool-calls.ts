import type { Card, Citation } from '../messages/card.ts';
import type { Step } from '../messages/turn.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolContext } from '../tools/define-tool.ts';
import { runTool } from '../tools/run-tool.ts';

import { referencesIn, referencesWithin } from './guardrails/citations.ts';
import { LIMITS } from './guardrails/limits.ts';
import { allowLinks } from './guardrails/links.ts';
import { neutraliseMentions } from './guardrails/mentions.ts';
import { undisguised } from './guardrails/plain-text.ts';
import { sentences } from './guardrails/sentences.ts';
import type { ToolReply } from './guardrails/tool-data.ts';
import { checkWrite, type WriteCheck } from './guardrails/write-check.ts';

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
  /** References that tools returned in earlier turns. */
  earlier: ReadonlySet<string>;
  onStart: (tool: string) => void;
  onStep: (step: Step) => void;
  onCard: (card: Card) => void;
}

/** The tool calls of one turn: whatever the model wants goes through here, one after the other. */
export interface ToolCalls {
  /** Makes a call, or says why not; never throws for what the model did. */
  run(name: string, args: Record<string, unknown>): Promise<ToolReply>;
  /** Makes no call, and keeps that it was wanted and why it was not made. */
  refuse(name: string, error: string): ToolReply;
  /** No further call will be made. */
  exhausted(): boolean;
  readonly steps: readonly Step[];
  readonly cards: readonly Card[];
  readonly citations: ReadonlyMap<string, Citation>;
  /** References that stand inside what tools returned, in rows, examples and reasons: they may be said, and prove nothing. */
  readonly named: ReadonlySet<string>;
  /** Why calls failed, in the tools' own sentences. */
  readonly refusals: readonly string[];
  /** Writes that the model wanted and the asker did not, in sentences for the asker. */
  denied(): readonly string[];
}

export function createToolCalls(input: ToolCallsInput): ToolCalls {
  const steps: Step[] = [];
  const cards: Card[] = [];
  const citations = new Map<string, Citation>();
  const named = new Set<string>();
  const refusals: string[] = [];
  const denied = new Map<string, string>();
  const used = new Set<number>();
  let started = 0;
  let previous: Promise<unknown> = Promise.resolve();

  async function call(name: string, wanted: Record<string, unknown>): Promise<ToolReply> {
    let args = wanted;
    const refuse = (error: string): ToolReply => {
      record({ tool: name, args, ok: false, ms: 0, error });
      return { ok: false, error };
    };
    if (++started > LIMITS.steps) return refuse(`Not done: a turn has at most ${LIMITS.steps} steps.`);
    const tool = input.tools.find((one) => one.name === name);
    if (!tool) return refuse(`There is no tool "${name}" here.`);
    let position: number | null = null;
    if (tool.access === 'write') {
      const seen = new Set(citations.keys());
      const verdict = checkWrite(name, args, { asked: input.asked, used, seen, earlier: input.earlier });
      if ('refusal' in verdict) {
        if (verdict.tell) denied.set(about(name, args), verdict.refusal);
        return refuse(verdict.refusal);
      }
      position = verdict.position;
      args = harmless(args, input.question, input.ownOrigin);
    }
    input.onStart(name);
    const outcome = await runTool(input.tools, input.context, input.auditKey, name, args);
    if (!outcome.ok) {
      // An invalid input is quoted back, so that its sentences would be the model's own.
      if (outcome.error.code !== 'invalid_input')
        refusals.push(...sentences(outcome.error.message).map((one) => one.trim()));
      // What a reason names beyond the arguments is the tool's own; the arguments are the model's.
      const given = referencesWithin(args);
      for (const ref of referencesIn(outcome.error.message)) if (!given.includes(ref)) named.add(ref);
      record({ tool: name, args, ok: false, ms: outcome.ms, error: outcome.error.message });
      return { ok: false, error: outcome.error.message };
    }
    if (position !== null) {
      used.add(position);
      // What a second try got right is not told as undone.
      denied.delete(about(name, args));
    }
    const { data, card, citations: found } = outcome.result;
    for (const citation of found) citations.set(citation.ref.toUpperCase(), citation);
    const inside = referencesWithin(data);
    for (const ref of inside) named.add(ref);
    const unverified = inside.filter((ref) => !citations.has(ref));
    record({ tool: name, args, ok: true, ms: outcome.ms });
    if (card) {
      const place = cards.findIndex((one) => one.key === card.key);
      if (place >= 0) cards[place] = card;
      else cards.push(card);
      input.onCard(card);
    }
    return { ok: true, data, citations: found, ...(unverified.length > 0 && { unverified }) };
  }

  function record(step: Step): void {
    steps.push(step);
    input.onStep(step);
  }

  return {
    steps,
    cards,
    citations,
    named,
    refusals,
    denied: () => [...new Set(denied.values())],
    exhausted: () => started >= LIMITS.steps,
    refuse(name, error) {
      started++;
      record({ tool: name, args: {}, ok: false, ms: 0, error });
      return { ok: false, error };
    },
    run(name, args) {
      const mine = previous.then(() => call(name, args));
      previous = mine.catch(() => {});
      return mine;
    },
  };
}

const about = (tool: string, args: Record<string, unknown>): string => `${tool} ${String(args.id ?? '').toUpperCase()}`;

const FREE_TEXT = ['title', 'summary', 'note', 'resolution', 'comment'];

/**
 * The texts of a write as they may be stored and announced: nothing in them pings, and links lead to us, unless they are
 * the asker's very words.
 */
function harmless(args: Record<string, unknown>, question: string, ownOrigin: string | null): Record<string, unknown> {
  const calm = (text: string): string => {
    const plain = undisguised(text);
    return neutraliseMentions(question.includes(text.trim()) ? plain : allowLinks(plain, ownOrigin));
  };
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      FREE_TEXT.includes(name) && typeof value === 'string' ? calm(value) : value,
    ]),
  );
}
