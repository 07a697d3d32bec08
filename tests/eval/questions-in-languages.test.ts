import { expect, test } from 'vitest';
import { evaluateQuestions } from '../../src/eval/questions.ts';

test.each(['de', 'fr', 'es'])('the main questions are understood in %s', async (language) => {
  const path = new URL(`../../src/eval/datasets/questions-${language}.jsonl`, import.meta.url);
  const { n, skipped, metrics } = await evaluateQuestions({ path });
  expect([n >= 50, skipped]).toEqual([true, 0]);
  expect(metrics.tool).toBeGreaterThanOrEqual(0.95);
  expect(metrics.tool_and_args).toBeGreaterThanOrEqual(0.95);
});
