import { setImmediate } from 'node:timers/promises';
import { askOffline } from './questions/ask-offline.ts';
import { failureLine } from './questions/failure-line.ts';
import { judge } from './questions/judge.ts';
import { HELD_OUT_SET, readQuestions } from './questions/question-line.ts';
import { breakdowns, mean, metricsOf, type Scored } from './questions/tally.ts';
import type { SuiteReport } from './suites.ts';

const METRICS = ['tool', 'tool_and_args'];

/**
 * Measures how well the offline model understands: share of questions with the right tools (`tool`), and with the right
 * tools and all expected arguments (`tool_and_args`). Every tool a role may use counts as set up. Lines that cannot be
 * read are skipped.
 */
export async function evaluateQuestions(input: { path: string | URL | null }): Promise<SuiteReport> {
  const { questions, skipped } = await readQuestions(input.path);
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
