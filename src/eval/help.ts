import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LANGUAGES } from '../domain/language.ts';
import { SafeNestError } from '../errors.ts';
import { searchGuide } from '../pipeline/guide/search-guide.ts';
import type { Breakdown } from './questions/tally.ts';
import type { SuiteReport } from './suites.ts';

/** One line of the data: what somebody asks, and the section of the guide that answers it. */
const line = z.object({
  q: z.string().min(1),
  expect: z.string().min(1),
  set: z.string().optional(),
  language: z.enum(LANGUAGES).default('en'),
});

const OWN_SET = new URL('./datasets/help.jsonl', import.meta.url);
const MOST = 3;

/**
 * Measures whether how-to questions find the section of the guide that answers them: first (`recall_at_1`), among the
 * first three (`recall_at_3`), and the mean of 1/place (`mrr`).
 */
export async function evaluateHelp({ path }: { path: string | null }): Promise<SuiteReport> {
  const text = await readFile(path ?? OWN_SET, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The questions at ${path} cannot be read.`, { cause });
  });
  const lines = text.split(/\r?\n/).filter((one) => one.trim() !== '');
  const questions = lines.flatMap((one) => readLine(one) ?? []);
  const failures: string[] = [];
  const placed = questions.map(({ q, expect, set, language }) => {
    const found = searchGuide(q, { most: MOST, language }).map((hit) => hit.section.id);
    const place = found.indexOf(expect) + 1;
    if (place !== 1) failures.push(`${q} → ${found.join(', ') || '(nothing)'}, not ${expect}`);
    return { place, set: set ?? 'all' };
  });
  const sets = [...new Set(placed.map(({ set }) => set))];
  const breakdowns: Breakdown[] = [
    {
      by: 'set',
      groups: sets.map((key) => {
        const mine = placed.filter(({ set }) => set === key);
        return { key, n: mine.length, metrics: metricsOf(mine) };
      }),
    },
  ];
  return {
    suite: 'help',
    n: questions.length,
    skipped: lines.length - questions.length,
    metrics: metricsOf(placed),
    ...(sets.length > 1 ? { breakdowns } : {}),
    failures,
  };
}

function metricsOf(placed: readonly { place: number }[]): Record<string, number> {
  const share = (worth: (place: number) => number): number =>
    placed.length === 0 ? 0 : placed.reduce((sum, { place }) => sum + worth(place), 0) / placed.length;
  return {
    recall_at_1: share((place) => Number(place === 1)),
    recall_at_3: share((place) => Number(place > 0)),
    mrr: share((place) => (place > 0 ? 1 / place : 0)),
  };
}

function readLine(text: string): z.output<typeof line> | null {
  try {
    return line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
