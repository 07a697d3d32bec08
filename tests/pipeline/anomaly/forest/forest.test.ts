import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafeNestError } from '../../../../src/errors.ts';
import { silentLog } from '../../../../src/log.ts';
import { forestFromBytes, forestToBytes } from '../../../../src/pipeline/anomaly/forest/forest-bytes.ts';
import { createForestPool } from '../../../../src/pipeline/anomaly/forest/forest-pool.ts';
import { growForest, type Matrix, meanPath } from '../../../../src/pipeline/anomaly/forest/isolation-forest.ts';
import { isolatedBy, scoreRows } from '../../../../src/pipeline/anomaly/forest/score-forest.ts';
import { seededRandom } from '../../../../src/pipeline/anomaly/forest/seeded-random.ts';

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  values: Float32Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
});
const few = { seed: 7, trees: 20 };

/** Any numbers there are, those that cannot be compared among them. */
const anyMatrix = fc
  .record({ rows: fc.integer({ min: 1, max: 60 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.oneof(fc.float(), fc.constantFrom(0, 1, Number.NaN, Infinity, -Infinity)), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values): Matrix => ({ values: Float32Array.from(values), rows, columns })),
  );

describe('the forest', () => {
  test('whatever it learns from, scores lie between 0 and 1 and what each column added makes up the path', () => {
    fc.assert(
      fc.property(anyMatrix, (data) => {
        const forest = growForest(data, few);
        const scores = scoreRows(forest, data);
        const shares = isolatedBy(forest, data);
        const usual = meanPath(forest.sample);
        const atRoots = forest.roots.reduce((sum, root) => sum + forest.path[root]!, 0) / forest.roots.length;
        for (let row = 0; row < data.rows; row++) {
          expect(scores[row]).toBeGreaterThan(0);
          expect(scores[row]).toBeLessThanOrEqual(1);
          if (usual === 0) continue;
          const length = -Math.log2(scores[row]!) * usual;
          const added = shares
            .subarray(row * data.columns, (row + 1) * data.columns)
            .reduce((sum, share) => sum + share, 0);
          expect(atRoots - added).toBeCloseTo(length, 2);
        }
      }),
    );
  });

  test('the same seed grows the same forest, another one another', () => {
    const random = seededRandom(3);
    const data = matrix(Array.from({ length: 300 }, () => [random(), random()]));
    const bytes = (seed: number): Uint8Array => forestToBytes(growForest(data, { seed, trees: 10 }));
    expect(bytes(1)).toEqual(bytes(1));
    expect(bytes(1)).not.toEqual(bytes(2));
  });

  test('read from its bytes it is the same', () => {
    fc.assert(
      fc.property(anyMatrix, (data) => {
        const forest = growForest(data, few);
        expect(forestFromBytes(forestToBytes(forest))).toEqual(forest);
      }),
    );
  });

  test('bytes that are none are refused, however they are broken', () => {
    const bytes = forestToBytes(growForest(matrix([[1], [2], [3], [9]]), few));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const other = bytes.slice();
        other[at] = value;
        try {
          scoreRows(forestFromBytes(other), matrix([[5]]));
        } catch (error) {
          expect(isSafeNestError(error)).toBe(true);
        }
      }),
    );
    for (const broken of [new Uint8Array(), bytes.slice(0, 30), new Uint8Array(100)])
      expect(() => forestFromBytes(broken)).toThrow(/no forest/);
  });

  test('what lies apart scores highest, and the column that it lies apart in isolated it', () => {
    const random = seededRandom(11);
    const rows = Array.from({ length: 500 }, () => [random(), random(), random()]);
    rows.push([0.5, 30, 0.5]);
    const data = matrix(rows);
    const forest = growForest(data, { seed: 1 });
    const scores = scoreRows(forest, data);
    expect(scores.indexOf(Math.max(...scores))).toBe(500);
    expect(scores[500]).toBeGreaterThan(0.65);
    const [a, b, c] = isolatedBy(forest, matrix([rows[500]!]));
    expect(b).toBeGreaterThan(4 * Math.max(Math.abs(a!), Math.abs(c!)));
  });

  test('constant data and one row score a half', () => {
    const constant = matrix(Array.from({ length: 50 }, () => [4, 4]));
    expect([...scoreRows(growForest(constant, few), constant)].every((score) => Math.abs(score - 0.5) < 1e-6)).toBe(
      true,
    );
    const one = matrix([[1, 2]]);
    expect([
      ...scoreRows(
        growForest(one, few),
        matrix([
          [1, 2],
          [100, 100],
        ]),
      ),
    ]).toEqual([0.5, 0.5]);
  });

  test('a value that is not known counts as usual', () => {
    const random = seededRandom(5);
    const forest = growForest(matrix(Array.from({ length: 300 }, () => [random(), random()])), few);
    const [known, unknown] = scoreRows(
      forest,
      matrix([
        [forest.fill[0]!, 0.3],
        [Number.NaN, 0.3],
      ]),
    );
    expect(unknown).toBe(known);
  });

  test('nothing to learn from, and rows of another width, are refused in words', () => {
    expect(() => growForest(matrix([]), few)).toThrow(/nothing to learn from/);
    expect(() => growForest({ values: new Float32Array(3), rows: 2, columns: 2 }, few)).toThrow(/are 4 numbers, not 3/);
    const forest = growForest(matrix([[1], [2]]), few);
    expect(() => scoreRows(forest, matrix([[1, 2]]))).toThrow(/rows of 1 numbers/);
  });

  test('the mean path is that of the paper', () => {
    expect([meanPath(0), meanPath(1), meanPath(2)]).toEqual([0, 0, 1]);
    expect(meanPath(256)).toBeCloseTo(10.24, 1);
  });
});

test('a thread of its own grows and scores the same', async () => {
  const pool = createForestPool(silentLog());
  try {
    const data = matrix([
      [1, 5],
      [2, 5],
      [3, 4],
      [90, 5],
    ]);
    const grown = await pool.grow(data, few);
    expect(grown.bytes).toEqual(forestToBytes(growForest(data, few)));
    const scored = await pool.score(grown.bytes, data);
    expect(scored.scores).toEqual(grown.scores);
    expect(scored.shares).toEqual(isolatedBy(forestFromBytes(grown.bytes), data));
    await expect(pool.grow(matrix([]), few)).rejects.toThrow(/nothing to learn from/);
  } finally {
    await pool.close();
  }
});
