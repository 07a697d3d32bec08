import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibrated } from '../../../src/pipeline/recognition/calibrate-threshold.ts';
import { largestGroup } from '../../../src/pipeline/recognition/judge-enrolment.ts';
import { looks } from '../../support/faces.ts';

const embedder = { threshold: 0.42, unsureFrom: 0.32 };
const similarity = fc.double({ min: -0.3, max: 1, noNaN: true });

describe('a threshold of somebody’s own', () => {
  test.each([
    ['alike pictures, nobody near: the embedder’s', [0.7, 0.65, 0.7], 0.2, 0.42],
    ['a sister near: above her', [0.7, 0.65, 0.7], 0.5, 0.55],
    ['pictures less alike than usual, nobody near: a little lower', [0.4, 0.45, 0.5], 0.1, 0.4],
    ['less alike, but somebody near: not lower than that allows', [0.39, 0.45, 0.5], 0.36, 0.41],
    ['nobody else at all', [0.7, 0.65, 0.7], null, 0.42],
  ] as const)('%s', (_what, own, others, expected) => {
    expect(calibrated(own, others, embedder)).toBeCloseTo(expected, 3);
  });

  test('stays within bounds, and never falls when somebody else comes nearer', () => {
    fc.assert(
      fc.property(fc.array(similarity, { minLength: 3, maxLength: 10 }), similarity, similarity, (own, a, b) => {
        const [far, near] = [Math.min(a, b), Math.max(a, b)];
        const [low, high] = [calibrated(own, far, embedder), calibrated(own, near, embedder)];
        expect(high).toBeGreaterThanOrEqual(low);
        for (const threshold of [low, high]) {
          expect(threshold).toBeGreaterThanOrEqual(embedder.unsureFrom);
          expect(threshold).toBeLessThanOrEqual(embedder.threshold + 0.2 + 1e-9);
        }
      }),
    );
  });
});

describe('pictures of one enrolment that hang together', () => {
  const [a, b] = [looks(0), looks(1)];
  test('the larger group counts, the first of two equal ones, and whoever is known before', () => {
    expect(largestGroup([a, b, looks(0, { 2: 0.4 })], [], 0.32)).toEqual([0, 2]);
    expect(largestGroup([b, a], [], 0.32)).toEqual([0]);
    expect(largestGroup([a, b], [looks(1, { 3: 0.2 })], 0.32)).toEqual([1]);
    expect(largestGroup([a], [b], 0.32)).toEqual([]);
    // through one in between
    expect(largestGroup([a, looks(0, { 4: 1 }), looks(4)], [], 0.32)).toEqual([0, 1, 2]);
  });
});
