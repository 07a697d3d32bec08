import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alikeness } from '../../../src/pipeline/history/alike-words.ts';

test('forms of a word and misspelt ones look alike, other words and numbers do not', () => {
  for (const [one, other] of [
    ['buddhist', 'buddhism'],
    ['invas', 'invad'],
    ['databse', 'databas'],
    ['destruct', 'destroy'],
  ] as const)
    expect(alikeness(one, other), `${one} ${other}`).toBeGreaterThanOrEqual(0.3);
  for (const [one, other] of [
    ['alarm', 'badge'],
    ['lock', 'dock'],
    ['203.0.113.7', '203.0.113.8'],
    ['cat', 'cats'],
    ['', 'word'],
  ] as const)
    expect(alikeness(one, other), `${one} ${other}`).toBe(0);
});

test('any two words: between 0 and 1, the same either way round unless one holds a number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const alike = alikeness(one, other);
      expect(alike).toBeGreaterThanOrEqual(0);
      expect(alike).toBeLessThanOrEqual(1);
      if (!/\d/.test(one + other)) expect(alikeness(other, one)).toBe(alike);
    }),
  );
});
