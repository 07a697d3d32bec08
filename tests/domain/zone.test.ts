import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Polygon, Zone } from '../../src/domain/camera.ts';
import { footOf, hasArea, inPolygon, zonesOf } from '../../src/domain/zone.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const square: Polygon = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.8, 0.8],
  [0.2, 0.8],
];
/** A house with a notch: inside is not what its hull is. */
const notched: Polygon = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0.5, 0.4],
  [0, 1],
];

describe('ray casting', () => {
  test('inside, outside, and the notch of a polygon that is not convex', () => {
    expect(inPolygon([0.5, 0.5], square)).toBe(true);
    expect(inPolygon([0.1, 0.5], square)).toBe(false);
    expect(inPolygon([0.5, 0.2], notched)).toBe(true);
    expect(inPolygon([0.5, 0.8], notched)).toBe(false);
  });

  test('says of a rectangle what comparing coordinates says', () => {
    fc.assert(
      fc.property(unit, unit, unit, unit, unit, unit, (x1, y1, x2, y2, x, y) => {
        const [left, right, top, bottom] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)];
        fc.pre([left, right].every((at) => at !== x) && [top, bottom].every((at) => at !== y));
        const polygon: Polygon = [
          [left, top],
          [right, top],
          [right, bottom],
          [left, bottom],
        ];
        expect(inPolygon([x, y], polygon)).toBe(x > left && x < right && y > top && y < bottom);
      }),
    );
  });

  test('does not mind where a polygon begins or which way round it is drawn', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(unit, unit), { minLength: 3, maxLength: 9 }),
        unit,
        unit,
        fc.nat(8),
        (all, x, y, by) => {
          const turned = [...all.slice(by % all.length), ...all.slice(0, by % all.length)];
          expect(inPolygon([x, y], turned)).toBe(inPolygon([x, y], all));
          // an edge taken the other way may round the other way: points a hair away from it are left out
          const near = all.some(([xi, yi], i) => {
            const [xj, yj] = all[(i + 1) % all.length]!;
            return Math.abs((xj - xi) * (y - yi) - (x - xi) * (yj - yi)) < 1e-9;
          });
          if (near || all.some(([, cornerY]) => cornerY === y)) return;
          expect(inPolygon([x, y], all.toReversed())).toBe(inPolygon([x, y], all));
        },
      ),
    );
  });

  test('a polygon cut in two holds a point in exactly one half, if at all', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 0.75, noNaN: true }), unit, unit, (cut, x, y) => {
        const left: Polygon = [
          [0.2, 0.2],
          [cut, 0.2],
          [cut, 0.8],
          [0.2, 0.8],
        ];
        const right: Polygon = [
          [cut, 0.2],
          [0.8, 0.2],
          [0.8, 0.8],
          [cut, 0.8],
        ];
        const halves = [left, right].filter((half) => inPolygon([x, y], half)).length;
        expect(halves).toBe(inPolygon([x, y], square) ? 1 : 0);
      }),
    );
  });
});

describe('where something stands', () => {
  const zone = (name: string, polygon: Polygon): Zone => ({ name, kind: 'public', polygon });

  test('its feet decide, not its middle', () => {
    const door = zone('Door', [
      [0, 0.7],
      [1, 0.7],
      [1, 1],
      [0, 1],
    ]);
    expect(zonesOf({ box: [0.4, 0.2, 0.2, 0.6], kind: 'person' }, [door])).toEqual([door]);
    expect(zonesOf({ box: [0.4, 0.2, 0.2, 0.4], kind: 'person' }, [door])).toEqual([]);
  });

  test('what does not count there stands in no zone, nor in one that is off', () => {
    const whole: Polygon = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    const box = [0.4, 0.5, 0.2, 0.2] as const;
    const cars = { ...zone('Cars', whole), objects: ['vehicle' as const] };
    const off = { ...zone('Off', whole), enabled: false };
    const all = { ...zone('All', whole), objects: [], enabled: true };
    const names = (kind: string): string[] => zonesOf({ box, kind }, [cars, off, all]).map(({ name }) => name);
    expect([names('truck'), names('person'), names('backpack')]).toEqual([['Cars', 'All'], ['All'], ['All']]);
  });

  test('whoever is cut off by the lower edge stands on it', () => {
    const floor = zone('Floor', [
      [0, 0.9],
      [1, 0.9],
      [1, 1],
      [0, 1],
    ]);
    expect(zonesOf({ box: [0.4, 0.5, 0.2, 0.5], kind: 'person' }, [floor])).toEqual([floor]);
    expect(footOf([0.9, 0.5, 0.4, 0.8])[0]).toBe(1);
  });
});

test('what encloses nothing is no polygon', () => {
  expect(hasArea(square)).toBe(true);
  expect(
    hasArea([
      [0, 0],
      [0.5, 0.5],
      [1, 1],
    ]),
  ).toBe(false);
  expect(
    hasArea([
      [0, 0],
      [1, 1],
    ]),
  ).toBe(false);
});
