import { describe, expect, test } from 'vitest';
import { labelGain } from '../../src/eval/anomaly/label-gain.ts';
import { seededRandom } from '../../src/pipeline/anomaly/forest/seeded-random.ts';

/** A cloud, and two groups far outside of it: one that is harmless, one that is not. */
function cloud(harmfulAt: [number, number]) {
  const random = seededRandom(7);
  const noise = (): number => random() + random() + random() - 1.5;
  const rows: [number, number][] = [];
  const outlier: boolean[] = [];
  const add = (count: number, [x, y]: [number, number], isOutlier: boolean): void => {
    for (let i = 0; i < count; i++) {
      rows.push([x + noise() * 0.3, y + noise() * 0.3]);
      outlier.push(isOutlier);
    }
  };
  add(600, [0, 0], false);
  add(24, [6, 0], false);
  add(24, harmfulAt, true);
  return { data: { values: Float32Array.from(rows.flat()), rows: rows.length, columns: 2 }, outlier };
}

describe('what labels gain', () => {
  test('of two groups that are as unusual, the one that was confirmed ends up on top', () => {
    const { data, outlier } = cloud([0, 6]);
    const [none, , , twenty] = labelGain(data, outlier, 1);
    expect(none!.labels).toBe(0);
    expect(none!.precision).toBeLessThan(0.9);
    expect(twenty).toMatchObject({ labels: 20, precision: 1 });
    expect(twenty!.auc).toBeGreaterThan(none!.auc);
  });

  test('the same seed draws the same halves', () => {
    const { data, outlier } = cloud([0, 6]);
    expect(labelGain(data, outlier, 3)).toEqual(labelGain(data, outlier, 3));
  });
});
