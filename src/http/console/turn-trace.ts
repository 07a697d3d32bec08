import { z } from 'zod';
import type { CallDecision, Step, TracedCall } from '../../messages/turn.ts';

const call = z.object({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()).catch({}),
  argsSha256: z.string().optional(),
  ok: z.boolean(),
  ms: z.number().catch(0),
  decision: z.string().optional(),
  words: z.string().optional(),
  proposal: z.string().optional(),
  chars: z.number().optional(),
});

/** A trace as far as it can be read: turns of earlier versions kept less. */
const trace = z.object({
  model: z.string().nullable().catch(null),
  fallback: z.string().optional().catch(undefined),
  prompt: z.object({ name: z.string(), version: z.number(), sha256: z.string().optional() }).nullable().catch(null),
  tokens: z
    .object({ input: z.number(), output: z.number(), micros: z.number().catch(0) })
    .nullable()
    .catch(null),
  ms: z.number().nullable().catch(null),
  calls: z.array(call).nullable().catch(null),
  proposals: z.array(z.string()).catch([]),
  dropped: z.array(z.string()).catch([]),
  masked: z.object({ secrets: z.number(), personal: z.number() }).nullable().catch(null),
  private: z.string().nullable().catch(null),
  failure: z.string().nullable().catch(null),
});

export interface TraceView extends Omit<z.output<typeof trace>, 'calls'> {
  calls: z.output<typeof call>[];
}

/** Reads what was kept of a turn; calls that no trace tells of are taken from its steps. */
export function readTrace(kept: Record<string, unknown>, steps: readonly Step[]): TraceView {
  const { calls, ...rest } = trace.parse(kept);
  return {
    ...rest,
    calls:
      calls ??
      steps.map(({ tool, args, ok, ms, error }) => ({ tool, args, ok, ms, ...(error ? { words: error } : {}) })),
  };
}

const DECISIONS: Record<CallDecision, string> = {
  read: 'reading is allowed to this role',
  asked: 'named in the question and can be undone',
  proposed: 'nobody asked for it, so it became a proposal',
  not_asked: 'not done: nobody asked for it',
  refused: 'refused by the tool',
  unknown_tool: 'no such tool for this role',
  too_many_steps: 'too many steps for one turn',
  cut_off: 'its arguments did not arrive whole',
};

export const decisionWords = (decision: string): string =>
  DECISIONS[decision as TracedCall['decision']] ?? decision.replaceAll('_', ' ');

/** What guardrails did in a turn, in short phrases; empty where nothing had to be done. */
export function guardrailWords({
  calls,
  proposals,
  dropped,
  masked,
  private: withheld,
  fallback,
  failure,
}: TraceView): string[] {
  const held = calls.filter(
    ({ decision }) => decision && !['read', 'asked', 'refused', 'proposed'].includes(decision),
  ).length;
  const refused = calls.filter(({ decision, ok }) => decision === 'refused' || (!decision && !ok)).length;
  return [
    failure !== null && 'failed',
    fallback !== undefined && 'went on offline',
    held > 0 && (held === 1 ? '1 call stopped' : `${held} calls stopped`),
    refused > 0 && (refused === 1 ? '1 call refused' : `${refused} calls refused`),
    proposals.length > 0 && (proposals.length === 1 ? '1 proposal' : `${proposals.length} proposals`),
    dropped.length > 0 && (dropped.length === 1 ? '1 claim dropped' : `${dropped.length} claims dropped`),
    masked !== null && masked.secrets + masked.personal > 0 && `${masked.secrets + masked.personal} hidden`,
    withheld !== null && 'answered in private',
  ].filter((words): words is string => typeof words === 'string');
}
