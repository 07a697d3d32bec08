import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAYED_BETWEEN_MS, staysOf } from '../../../src/pipeline/recognition/stays.ts';

const at = (minutes: number): Date => new Date(Date.parse('2026-03-02T12:00:00Z') + minutes * 60_000);
const seen = (from: number, to: number) => ({ sighting: { firstSeen: at(from), lastSeen: at(to) } });

describe('how long somebody stayed', () => {
  test('sightings that follow one another are one stay, however many events they are', () => {
    const rows = [seen(60, 61), seen(20, 25), seen(10, 10), seen(0, 2)];
    expect(staysOf(rows).map(({ from, to, rows: own }) => [from, to, own.length])).toEqual([
      [at(60), at(61), 1],
      [at(0), at(25), 3],
    ]);
    expect(staysOf(rows)[1]!.rows).toEqual([rows[1], rows[2], rows[3]]);
  });

  test('one that ends before an earlier one does not make the stay shorter', () => {
    expect(staysOf([seen(0, 30), seen(5, 6), seen(40, 41)])).toMatchObject([{ from: at(0), to: at(41) }]);
  });

  test('every sighting is in one stay, and stays are further apart than that', () => {
    const row = fc
      .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 40 }))
      .map(([from, long]) => seen(from, from + long));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const stays = staysOf(rows);
        expect(stays.flatMap((stay) => stay.rows)).toHaveLength(rows.length);
        for (const [i, stay] of stays.entries()) {
          const before = stays[i + 1];
          if (before) expect(stay.from.getTime() - before.to.getTime()).toBeGreaterThan(STAYED_BETWEEN_MS);
          for (const { sighting } of stay.rows)
            expect(sighting.firstSeen >= stay.from && sighting.lastSeen <= stay.to).toBe(true);
        }
      }),
    );
  });
});
