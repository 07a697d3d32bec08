import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../../src/eval/questions/judge.ts';
import { evaluateQuestions } from '../../src/eval/questions.ts';
import { sharedFile } from '../support/shared-data.ts';

test('our own questions are understood at least as well as they were', async () => {
  const report = await evaluateQuestions({ path: null });
  expect(report.n).toBeGreaterThanOrEqual(840);
  expect(report.skipped).toBe(0);
  expect(report.metrics.tool, report.failures.join('\n')).toBeGreaterThanOrEqual(0.97);
  expect(report.metrics.tool_and_args, report.failures.join('\n')).toBeGreaterThanOrEqual(0.97);
}, 120_000);

test('so are the shared ones', async ({ skip }) => {
  const path = sharedFile('evals/questions.jsonl');
  if (!path) return skip();
  const report = await evaluateQuestions({ path });
  expect(report.metrics.tool_and_args, report.failures.join('\n')).toBe(1);
});

test('lines that are no question are skipped and counted; a missing file is said', async () => {
  const path = join(tmpdir(), `questions-${process.pid}.jsonl`);
  await writeFile(
    path,
    '{"role":"officer","q":"thanks!","expect":[]}\nnot json\n{"role":"pope","q":"?","expect":[]}\n\n',
  );
  expect(await evaluateQuestions({ path })).toMatchObject({ n: 1, skipped: 2, metrics: { tool: 1, tool_and_args: 1 } });
  await expect(evaluateQuestions({ path: `${path}.gone` })).rejects.toMatchObject({ code: 'not_found' });
});

test('a call too many, a wrong order and a missing argument are failures', () => {
  const search = { tool: 'search_logs', args: { range: 'today' } };
  const expected = { expect: [{ tool: 'search_logs', args: { range: 'today' } }] };
  expect(judge(expected, { calls: [search], say: null })).toEqual({ tool: true, toolAndArgs: true });
  expect(judge(expected, { calls: [search, search], say: null }).tool).toBe(false);
  expect(judge(expected, { calls: [{ ...search, args: {} }], say: null })).toEqual({ tool: true, toolAndArgs: false });
  expect(judge({ expect: [], refuse: 'role' }, { calls: [], say: null }).tool).toBe(false);
  expect(judge({ expect: [], refuse: 'role' }, { calls: [search], say: { why: 'role', text: 'no' } }).tool).toBe(false);
});

test('references, time names and titles are compared by what they mean', () => {
  const one = (expected: Record<string, unknown>, got: Record<string, unknown>): boolean =>
    judge({ expect: [{ tool: 't', args: expected }] }, { calls: [{ tool: 't', args: got }], say: null }).toolAndArgs;
  expect(one({ id: 'INC-9' }, { id: 'inc 9' })).toBe(true);
  expect(one({ id: 'INC-9' }, { id: 'ALR-9' })).toBe(false);
  expect(one({ range: 'yesterday' }, { range: '2026-11-20' })).toBe(true);
  expect(one({ range: 'yesterday' }, { range: 'today' })).toBe(false);
  expect(one({ title: 'lost badge' }, { title: 'a lost badge' })).toBe(true);
  expect(one({ title: 'lost badge' }, { title: 'fire' })).toBe(false);
});
