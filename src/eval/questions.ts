import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toolsPlannedFor } from '../agent/offline/abilities.ts';
import { plan } from '../agent/offline/plan.ts';
import type { PastTurn, Plan, PlannedCall } from '../agent/offline/plan-types.ts';
import { parseReference } from '../domain/reference.ts';
import { ROLES } from '../domain/role.ts';
import { parseRange } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import type { SuiteReport } from './suites.ts';

/** One line of the data: a question by someone of a role, and the calls it must lead to, in order. */
const question = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  role: z.enum(ROLES),
  q: z.string(),
  /** Questions asked before in the same conversation. */
  after: z.array(z.string()).optional(),
  expect: z.array(z.object({ tool: z.string(), args: z.record(z.string(), z.unknown()).default({}) })),
  /** The refusal it must lead to instead. */
  refuse: z.string().optional(),
});
type Question = z.output<typeof question>;

const OWN_SET = new URL('./datasets/questions.jsonl', import.meta.url);
/** Fixed, so that a date means the same in every run: a Saturday morning. */
const CLOCK = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };

/**
 * Measures how well questions are understood: share with the right tools (`tool`), and with the right tools and all
 * expected arguments (`tool_and_args`). Every tool a role may use counts as bound. Lines that cannot be read are skipped.
 */
export async function evaluateQuestions(input: { path: string | null }): Promise<SuiteReport> {
  const file = await readFile(input.path ?? OWN_SET, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The questions at ${input.path} cannot be read.`, { cause });
  });
  let skipped = 0;
  let [tool, toolAndArgs, n] = [0, 0, 0];
  const failures: string[] = [];
  for (const [index, line] of file.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (!read) {
      skipped++;
      continue;
    }
    n++;
    const got = planFor(read);
    const judged = judge(read, got);
    if (judged.tool) tool++;
    if (judged.toolAndArgs) toolAndArgs++;
    else {
      const said = got.calls.map((call) => `${call.tool}${JSON.stringify(call.args)}`).join(' ') || `(${got.say?.why})`;
      failures.push(`${read.id ?? index + 1} ${read.role}: ${read.q} → ${said}`);
    }
  }
  const share = (count: number): number => (n === 0 ? 0 : count / n);
  return {
    suite: 'questions',
    n,
    skipped,
    metrics: { tool: share(tool), tool_and_args: share(toolAndArgs) },
    failures,
  };
}

function readLine(line: string): Question | null {
  try {
    const parsed = question.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function planFor({ role, q, after }: Question): Plan {
  const tools = toolsPlannedFor(role);
  const history: PastTurn[] = [];
  for (const earlier of after ?? []) {
    const { calls } = plan(earlier, { ...CLOCK, role, language: 'en', tools, history });
    history.push({
      question: earlier,
      answer: '',
      steps: calls.map((call) => ({ tool: call.tool, args: call.args, ok: true })),
      citations: calls.flatMap((call) => (typeof call.args.id === 'string' ? [{ ref: call.args.id }] : [])),
    });
  }
  return plan(q, { ...CLOCK, role, language: 'en', tools, history });
}

/** Whether the right tools were chosen, in order, and whether every expected argument is there and means the same. */
export function judge(
  { expect, refuse }: Pick<Question, 'expect' | 'refuse'>,
  got: Plan,
): { tool: boolean; toolAndArgs: boolean } {
  const sameTools =
    got.calls.length === expect.length && expect.every((one, index) => one.tool === got.calls[index]!.tool);
  const refused =
    !refuse ||
    (got.say !== null && got.say.text !== '' && (got.say.why === refuse || !['role', 'scope'].includes(refuse)));
  const tool = sameTools && refused;
  return { tool, toolAndArgs: tool && expect.every((one, index) => sameArgs(one.args, got.calls[index]!)) };
}

function sameArgs(expected: Record<string, unknown>, call: PlannedCall): boolean {
  return Object.entries(expected).every(([key, value]) => same(key, value, call.args[key]));
}

function same(key: string, expected: unknown, got: unknown): boolean {
  if (got === undefined) return false;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((one) => got.some((other) => same(key, one, other)))
    );
  }
  if (typeof expected !== 'string' || typeof got !== 'string') return JSON.stringify(expected) === JSON.stringify(got);
  const [a, b] = [plain(expected), plain(got)];
  if (a === b) return true;
  const [one, other] = [parseReference(expected), parseReference(got)];
  if (one && other) return one.kind === other.kind && one.number === other.number;
  if (key === 'range') {
    const [from, to] = [parseRange(expected, CLOCK), parseRange(got, CLOCK)];
    return (
      from !== null && to !== null && from.from.getTime() === to.from.getTime() && from.to.getTime() === to.to.getTime()
    );
  }
  // A title is the asker's words, more or less of them.
  return (
    ['title', 'note', 'comment', 'resolution', 'query', 'summary'].includes(key) &&
    b.length > 0 &&
    (a.includes(b) || b.includes(a))
  );
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/["'\s]+/g, ' ')
    .trim();
