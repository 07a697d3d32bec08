import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Labelled, rerank } from '../../../../src/pipeline/anomaly/unusual/rerank.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 });
const label = fc.record({ account: fc.constantFrom('a', 'b'), point, isReal: fc.boolean() });

describe('re-ranking by what people said', () => {
  test('without labels a rank stays; with any it lies between 0 and 1', () => {
    fc.assert(
      fc.property(share, point, fc.array(label), (one, at, labels) => {
        expect(rerank(one, at, 'a', [])).toBe(one);
        const moved = rerank(one, at, 'a', labels);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a false alarm never raises a rank among false alarms, a confirmation never lowers one among confirmations', () => {
    fc.assert(
      fc.property(share, point, fc.array(point, { minLength: 1 }), (one, at, points) => {
        const said = (isReal: boolean): Labelled[] => points.map((each) => ({ account: 'a', point: each, isReal }));
        const inner = Math.min(0.9995, Math.max(0.0005, one));
        expect(rerank(one, at, 'a', said(false))).toBeLessThanOrEqual(inner + 1e-12);
        expect(rerank(one, at, 'a', said(true))).toBeGreaterThanOrEqual(inner - 1e-12);
      }),
    );
  });

  test('what is near counts more than what is far, one’s own account more than another', () => {
    const at = [0, 0, 0];
    const by = (account: string, each: number[]) => rerank(0.999, at, 'a', [{ account, point: each, isReal: false }]);
    expect(by('a', at)).toBeLessThan(by('b', at));
    expect(by('a', at)).toBeLessThan(by('a', [2, 2, 2]));
    expect(by('a', at)).toBeLessThan(0.99);
    expect(by('a', [4, 4, 4])).toBeGreaterThan(0.998);
  });

  test('a few labels rank better than none: outliers that are harmless fall below those that are not', () => {
    const harmless = [3, 0, 0];
    const harmful = [0, 3, 0];
    const labels: Labelled[] = [
      { account: 'x', point: harmless, isReal: false },
      { account: 'y', point: harmful, isReal: true },
    ];
    expect(rerank(0.998, [2.8, 0.2, 0.1], 'a', labels)).toBeLessThan(rerank(0.996, [0.1, 2.9, 0], 'a', labels));
  });
});
