import { PROMPT } from '../../agent/converse.ts';
import { SafeNestError } from '../../errors.ts';
import { percentile } from '../bench/row.ts';
import type { SuiteReport } from '../suites.ts';
import { failureLine } from './failure-line.ts';
import { judge } from './judge.ts';
import type { Asked, ModelDesk } from './model-desk.ts';
import { passHat } from './pass.ts';
import type { Question } from './question-line.ts';
import { addRun, keyOf, type RunEntry, readRuns } from './run-log.ts';
import { breakdowns, mean, type Scored } from './tally.ts';

export interface ModelEvaluation {
  /** As LLM_MODEL names it. */
  model: string;
  desk: Pick<ModelDesk, 'ask'>;
  questions: readonly Question[];
  skipped: number;
  /** How often each question is asked. */
  runs: number;
  /** How many are asked at the same time. */
  concurrency: number;
  /** Where runs are kept, and found again by a later evaluation. */
  log: string;
  /** Dollars per million tokens; without them there is no cost. */
  price?: { input: number; output: number } | undefined;
  /** No further question is asked once this much was used in this evaluation. */
  budget?: { tokens?: number | undefined; usd?: number | undefined };
  progress?: (done: number, all: number, usd: number | null) => void;
}

/** After so many in a row without an answer the provider is down, not weak. */
const MOST_ERRORS_IN_A_ROW = 8;

interface Cell {
  question: Question;
  key: string;
  run: number;
}

/**
 * Asks every question `runs` times, judges each run as the offline model is judged, and reports the mean (`tool`,
 * `tool_and_args`, which is pass^1), pass^k, times, tokens and cost. Only questions with all their runs are counted.
 */
export async function evaluateModel(evaluation: ModelEvaluation): Promise<SuiteReport> {
  const { model, questions, runs, log } = evaluation;
  const kept = new Map((await readRuns(log)).map((one) => [`${one.key} ${one.run}`, one]));
  const cells: Cell[] = questions.flatMap((question) => {
    const key = keyOf(model, PROMPT.sha256, question);
    return Array.from({ length: runs }, (_, run) => ({ question, key, run }));
  });
  const found = (cell: Cell): RunEntry | undefined => kept.get(`${cell.key} ${cell.run}`);
  const open = cells.filter((cell) => !found(cell));
  const notes = await askAll(evaluation, open, cells.length, (cell, run) => {
    kept.set(`${cell.key} ${cell.run}`, run);
    return addRun(log, run);
  });

  const scored: Scored[] = [];
  const failures: string[] = [];
  const made: RunEntry[] = [];
  const passK = `pass_${runs}`;
  const names = ['tool', 'tool_and_args', passK];
  for (const question of questions) {
    const key = keyOf(model, PROMPT.sha256, question);
    const mine = Array.from({ length: runs }, (_, run) => kept.get(`${key} ${run}`)).filter((one) => one !== undefined);
    if (mine.length < runs) continue;
    made.push(...mine);
    const right = mine.filter((one) => one.toolAndArgs).length;
    scored.push({
      question,
      metrics: {
        tool: mine.filter((one) => one.tool).length / runs,
        tool_and_args: right / runs,
        [passK]: passHat(right, runs, runs),
      },
    });
    const wrong = mine.find((one) => !one.toolAndArgs);
    if (wrong) failures.push(`${right}/${runs} ${wrong.got}`);
  }
  if (scored.length < questions.length)
    notes.push(`${scored.length} of ${questions.length} questions were asked ${runs} times; run it again to go on.`);
  return {
    suite: 'questions',
    model,
    n: scored.length,
    skipped: evaluation.skipped,
    metrics: { ...mean(scored, names), ...costsOf(made, evaluation.price) },
    breakdowns: breakdowns(scored, names),
    failures,
    notes,
  };
}

/** Asks what is open, several at a time; answers why it stopped early, if it did. */
async function askAll(
  { model, desk, concurrency, price, budget = {}, progress }: ModelEvaluation,
  open: Cell[],
  all: number,
  keep: (cell: Cell, run: RunEntry) => Promise<void>,
): Promise<string[]> {
  const notes: string[] = [];
  const used = { tokens: 0, usd: 0 };
  let done = all - open.length;
  let errorsInARow = 0;
  let failed: string | null = null;
  let next = 0;
  const spent = (): boolean => used.tokens >= (budget.tokens ?? Infinity) || used.usd >= (budget.usd ?? Infinity);

  async function work(): Promise<void> {
    while (next < open.length && failed === null && !spent()) {
      const cell = open[next++]!;
      const asked = await desk.ask(cell.question);
      errorsInARow = asked.error === null ? 0 : errorsInARow + 1;
      if (errorsInARow >= MOST_ERRORS_IN_A_ROW) failed = asked.error;
      used.tokens += asked.tokens.input + asked.tokens.output;
      used.usd += price ? costOf(asked.tokens, price) : 0;
      await keep(cell, runOf(cell, asked));
      progress?.(++done, all, price ? used.usd : null);
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, open.length) }, work));
  if (failed !== null)
    throw new SafeNestError(
      'unavailable',
      `${model} does not answer: ${failed} What was measured is kept; run it again to go on.`,
    );
  if (spent() && next < open.length) notes.push('Stopped at the budget.');
  return notes;
}

function runOf({ question, key, run }: Cell, { calls, text, ms, tokens, error }: Asked): RunEntry {
  // A language model refuses in its own words: that it called nothing and said something is all that can be judged.
  const say = text === '' ? null : { why: question.refuse ?? 'small_talk', text };
  const verdict = error === null ? judge(question, { calls, say }) : { tool: false, toolAndArgs: false };
  return {
    key,
    run,
    ...verdict,
    ms,
    input: tokens.input,
    output: tokens.output,
    error,
    got: failureLine(question, calls, error ?? text.slice(0, 120)),
  };
}

type Price = NonNullable<ModelEvaluation['price']>;

const costOf = (tokens: { input: number; output: number }, price: Price): number =>
  (tokens.input * price.input + tokens.output * price.output) / 1e6;

function costsOf(runs: readonly RunEntry[], price: Price | undefined): Record<string, number> {
  if (runs.length === 0) return { runs: 0 };
  const times = runs.map((run) => run.ms);
  const tokens = {
    input: runs.reduce((sum, run) => sum + run.input, 0),
    output: runs.reduce((sum, run) => sum + run.output, 0),
  };
  return {
    p50_ms: percentile(times, 0.5),
    p95_ms: percentile(times, 0.95),
    runs: runs.length,
    errors: runs.filter((run) => run.error !== null).length,
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    ...(price ? { cost_usd: costOf(tokens, price) } : {}),
  };
}
