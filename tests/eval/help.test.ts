import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateHelp } from '../../src/eval/help.ts';

test('how-to questions find their section', async () => {
  const report = await evaluateHelp({ path: null });
  expect(report.n).toBeGreaterThanOrEqual(100);
  expect(report.metrics.recall_at_3, report.failures.join('\n')).toBeGreaterThanOrEqual(0.85);
});

test('places are counted: first, among three, not at all', async () => {
  const path = join(tmpdir(), `help-${process.pid}.jsonl`);
  const lines = [
    { q: 'how do I add a person', expect: 'people#how-do-i-add-a-member' },
    { q: 'how do I add a person', expect: 'nowhere#at-all' },
  ];
  await writeFile(path, `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n`);
  const report = await evaluateHelp({ path });
  expect(report).toMatchObject({ n: 2, skipped: 1, metrics: { recall_at_1: 0.5, recall_at_3: 0.5, mrr: 0.5 } });
  expect(report.failures).toHaveLength(1);
  await expect(evaluateHelp({ path: `${path}.gone` })).rejects.toMatchObject({ code: 'not_found' });
});
