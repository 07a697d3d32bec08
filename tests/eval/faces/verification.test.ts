import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verification } from '../../../src/eval/faces/verification.ts';

const of = (same: number[], different: number[], threshold = 0.5): Record<string, number> =>
  verification({ same: Float32Array.from(same), different: Float32Array.from(different) }, threshold);

test('what is parted cleanly is perfect, what is not is nothing, and a tie counts half', () => {
  expect(of([0.9, 0.8], [0.1, 0.2])).toMatchObject({ auc: 1, 'tpr_at_fpr_1e-3': 1, accuracy: 1, best_accuracy: 1 });
  expect(of([0.1], [0.9])).toMatchObject({ auc: 0, accuracy: 0, best_accuracy: 0.5 });
  expect(of([0.5], [0.5]).auc).toBe(0.5);
});

test('accuracy is at the threshold that is used, best accuracy at the one that fits', () => {
  expect(of([0.4, 0.45, 0.9], [0.1, 0.2, 0.3])).toMatchObject({
    auc: 1,
    accuracy: 4 / 6,
    best_accuracy: 1,
    false_reject_rate: 2 / 3,
    false_accept_rate: 0,
  });
});

test('one in a thousand may be let through, no more', () => {
  const different = Array.from({ length: 2000 }, (_, i) => i / 4000);
  // the third highest of two thousand is the least that has to be exceeded
  const limit = different.at(-3)!;
  expect(of([limit, limit + 0.0001, 0.9, 0.9], different)['tpr_at_fpr_1e-3']).toBe(0.75);
});

test('the area is the share of pairs in the right order', () => {
  const some = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(some, some, (same, different) => {
      let right = 0;
      for (const a of same) for (const b of different) right += a > b ? 1 : a === b ? 0.5 : 0;
      expect(of(same, different).auc).toBeCloseTo(right / (same.length * different.length), 9);
    }),
  );
});
