import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricValue } from '../../src/eval/report-text.ts';
import { readResults, withFigures, writeResults } from '../../src/eval/results.ts';
import type { SuiteReport } from '../../src/eval/suites.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-results-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const report = (tool: number, model = 'offline'): SuiteReport => ({
  suite: 'questions',
  model,
  n: 3,
  skipped: 0,
  metrics: { tool, p50_ms: 1234.5 },
  breakdowns: [{ by: 'kind', groups: [{ key: 'small_talk', n: 3, metrics: { tool } }] }],
  failures: ['a secret of the set'],
});
const DAY = new Date('2026-11-21T10:00:00Z');

test('figures are kept by suite and model, without failures', async () => {
  const path = join(folder, 'results.json');
  expect(await readResults(path)).toEqual([]);
  await writeResults([report(0.5), report(0.7, 'openai:x')], DAY, path);
  const all = await writeResults([report(2 / 3)], DAY, path);
  expect(all.map(({ model, metrics }) => [model, metrics.tool])).toEqual([
    ['offline', 0.666667],
    ['openai:x', 0.7],
  ]);
  expect(await readResults(path)).toEqual(all);
  expect(JSON.stringify(all)).not.toContain('secret');
});

test('tables stand between the markers and nothing else is touched', async () => {
  const all = await writeResults([report(2 / 3)], DAY, join(folder, 'other.json'));
  const once = withFigures('# Title\n\nWords.\n', all);
  expect(once).toContain('### Questions, offline\n\n3 measured on 2026-11-21.');
  expect(once).toContain('| right tool | 66.7 % |');
  expect(once).toContain('| small talk | 3 | 66.7 % |');
  const more = `${once}\nAfter.\n`;
  expect(withFigures(more, all)).toBe(more);
});

test('a figure is written with its unit', () => {
  expect(metricValue('tool', 1)).toBe('100.0 %');
  expect(metricValue('p95_ms', 1234.5)).toBe('1,235 ms');
  expect(metricValue('cost_usd', 0.01234)).toBe('$0.0123');
  expect(metricValue('input_tokens', 4000)).toBe('4,000');
  expect(metricValue('runs', 1)).toBe('1');
});
