import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Happening, together } from '../../src/domain/review-item.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const seen = (cameraId: string, from: number, to: number, place = '', people: string[] = []): Happening => ({
  cameraId,
  place,
  people,
  startedAt: new Date(NOON + from * 1000),
  endedAt: new Date(NOON + to * 1000),
});
const sizes = (events: Happening[]): number[] => together(events).map(({ length }) => length);

describe('events that are one matter', () => {
  test('are of different cameras at the same time, at one place or of one person', () => {
    expect(sizes([seen('a', 0, 60, 'Yard'), seen('b', 40, 90, ' yard ')])).toEqual([2]);
    expect(sizes([seen('a', 0, 60, '', ['dana']), seen('b', 80, 90, '', ['dana', 'x'])])).toEqual([2]);
    expect(sizes([seen('a', 0, 60, 'Yard'), seen('b', 40, 90, 'Gate', ['dana'])])).toEqual([1, 1]);
    expect(sizes([seen('a', 0, 60), seen('b', 40, 90)])).toEqual([1, 1]);
    expect(sizes([seen('a', 0, 60, 'Yard'), seen('b', 100, 190, 'Yard')])).toEqual([1, 1]);
    expect(sizes([seen('a', 0, 60, 'Yard', ['dana']), seen('a', 70, 90, 'Yard', ['dana'])])).toEqual([1, 1]);
    // through a third
    expect(sizes([seen('a', 0, 60, 'Yard'), seen('b', 150, 190, 'Yard'), seen('c', 50, 160, 'Yard')])).toEqual([3]);
  });

  test('a busy yard is not one matter all day long', () => {
    const day = Array.from({ length: 200 }, (_, i) => seen(i % 2 === 0 ? 'a' : 'b', i * 60, i * 60 + 60, 'Yard'));
    const groups = together(day);
    expect(groups.length).toBeGreaterThan(10);
    for (const group of groups) {
      expect(group.length).toBeLessThanOrEqual(10);
      expect(group.at(-1)!.endedAt.getTime() - group[0]!.startedAt.getTime()).toBeLessThanOrEqual(30 * 60_000);
    }
  });

  test('each is in one group, and the order stays', () => {
    const event = fc.record({
      camera: fc.constantFrom('a', 'b', 'c'),
      from: fc.nat(3000),
      lasts: fc.nat(2500),
      place: fc.constantFrom('', 'Yard', 'Gate'),
      people: fc.uniqueArray(fc.constantFrom('dana', 'ana'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (made) => {
        const events = made.map(({ camera, from, lasts, place, people }) =>
          seen(camera, from, from + lasts, place, people),
        );
        const groups = together(events);
        const at = (one: Happening): number => events.indexOf(one);
        expect(
          groups
            .flat()
            .map(at)
            .toSorted((a, b) => a - b),
        ).toEqual(events.map((_, i) => i));
        const firsts = groups.map((group) => at(group[0]!));
        expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
        for (const group of groups) {
          const order = group.map(at);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          if (group.length > 1) expect(new Set(group.map(({ cameraId }) => cameraId)).size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
