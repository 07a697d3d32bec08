import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cosineOf, SUBWORD_DIMENSIONS, subwordVector } from '../../../src/pipeline/embedding/subword-vector.ts';

const alike = (a: string, b: string): number => cosineOf(subwordVector(a), subwordVector(b));

describe('where a text stands among others', () => {
  test('the same text stands in the same place, and other words further away', () => {
    const text = 'nobody asked you, leave this server';
    expect(alike(text, text)).toBeCloseTo(1, 5);
    expect(alike(text, 'LEAVE this server. Nobody asked!')).toBeGreaterThan(0.8);
    expect(alike(text, 'the printer on the second floor has no paper')).toBeLessThan(0.2);
  });

  test('a misspelt or inflected word stands near the right one', () => {
    expect(alike('threatening somebody', 'threatned somebody')).toBeGreaterThan(0.5);
    expect(alike('Drohungen gegen Dana', 'gedroht gegen Dana')).toBeGreaterThan(alike('Drohungen', 'Werbung'));
    expect(alike('idiotas', 'ídiotas')).toBeGreaterThan(0.9);
  });

  test('any text has a place: of length 1, or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const vector = subwordVector(text);
        const length = Math.sqrt(cosineOf(vector, vector));
        expect(vector).toHaveLength(SUBWORD_DIMENSIONS);
        expect(length === 0 || Math.abs(length - 1) < 1e-4).toBe(true);
      }),
    );
    for (const nothing of ['', '   ', '🤡🤡', 'the and of'])
      expect(subwordVector(nothing).every((value) => value === 0)).toBe(true);
    expect(cosineOf(subwordVector('x'.repeat(100_000)), subwordVector('x'.repeat(100_000)))).toBeCloseTo(1, 4);
  });
});
