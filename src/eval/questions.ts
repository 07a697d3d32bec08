import { setImmediate } from 'node:timers/promises';
import { askOffline } from './questions/ask-offline.ts';
import { failureLine } from './questions/failure-line.ts';
import { judge } from './questions/judge.ts';
import { HELD_OUT_SET, LANGUAGE_SETS, type Question, readQuestions } from './questions/question-line.ts';
import { breakdowns, mean, metricsOf, type Scored } from './questions/tally.ts';
import type { SuiteReport } from './suites.ts';

const METRICS = ['tool', 'tool_and_args'];

/**
 * Measures how well the offline model understands: share of questions with the right tools (`tool`), and with the right
 * tools and all expected arguments (`tool_and_args`). Every tool a role may use counts as set up. Lines that cannot be
 * read are skipped.
 */
export async function evaluateQuestions(input: { path: string | URL | null }): Promise<SuiteReport> {
  return evaluate(await readQuestions(input.path));
}

async function evaluate({ questions, skipped }: { questions: Question[]; skipped: number }): Promise<SuiteReport> {
  const scored: Scored[] = [];
  const failures: string[] = [];
  for (const [index, question] of questions.entries()) {
    // A server that measures itself goes on serving.
    if (index % 20 === 0) await setImmediate();
    const got = askOffline(question);
    const verdict = judge(question, got);
    scored.push({ question, metrics: metricsOf(verdict) });
    if (!verdict.toolAndArgs) failures.push(failureLine(question, got.calls, got.say?.why));
  }
  return {
    suite: 'questions',
    model: 'offline',
    n: questions.length,
    skipped,
    metrics: mean(scored, METRICS),
    breakdowns: breakdowns(scored, METRICS),
    failures,
  };
}

/** The same on the set that was written before anything was measured on it. Its failures stay untold, so that nobody fits them. */
export async function evaluateHeldOut(): Promise<SuiteReport> {
  return { ...(await evaluateQuestions({ path: HELD_OUT_SET })), suite: 'held_out', failures: [] };
}

/** The same on the sets in the other languages. */
export async function evaluateLanguages(): Promise<SuiteReport> {
  const sets = await Promise.all(LANGUAGE_SETS.map((path) => readQuestions(path)));
  const skipped = sets.reduce((sum, set) => sum + set.skipped, 0);
  return { ...(await evaluate({ questions: sets.flatMap((set) => set.questions), skipped })), suite: 'languages' };
}
