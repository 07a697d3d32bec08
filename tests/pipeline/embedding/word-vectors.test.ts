import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termOf } from '../../../src/domain/text-terms.ts';
import { ownVector } from '../../../src/pipeline/embedding/own-embedder.ts';
import {
  cosineOf,
  MEANING_DIMENSIONS,
  meaningOf,
  meaningOfAll,
  rarityInEnglish,
} from '../../../src/pipeline/embedding/word-vectors.ts';

const near = (one: string, other: string): number => cosineOf(meaningOf(termOf(one))!, meaningOf(termOf(other))!);

test('words of like meaning are nearer than others', () => {
  expect(near('saxophone', 'clarinet')).toBeGreaterThan(0.6);
  expect(near('burglary', 'theft')).toBeGreaterThan(0.6);
  expect(near('burglary', 'saxophone')).toBeLessThan(0.4);
});

test('a word is rarer the less English uses it, and rarest where it is not known', () => {
  const [often, seldom, never] = ['year', 'clarinet', 'xqzzyw'].map((word) => rarityInEnglish(termOf(word)));
  expect(often).toBeLessThan(seldom!);
  expect(seldom).toBeLessThan(never!);
  expect(never).toBe(1);
});

test('our own embedder puts texts near that speak of the same in other words', () => {
  const clarinet = ownVector('a clarinet disappeared');
  expect(cosineOf(clarinet, ownVector('the saxophone vanished'))).toBeGreaterThan(
    cosineOf(clarinet, ownVector('the firewall rebooted')) + 0.05,
  );
});

test('any term: a vector of length 1 or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom('__proto__', 'constructor', '', ' ', 'theft'), fc.string()), (term) => {
      const meaning = meaningOf(term);
      if (meaning) {
        expect(meaning).toHaveLength(MEANING_DIMENSIONS);
        expect(Math.hypot(...meaning)).toBeCloseTo(1, 4);
      }
      expect(rarityInEnglish(term)).toBeGreaterThanOrEqual(0);
      expect([0, 1]).toContain(Math.round(Math.hypot(...meaningOfAll([term])) * 1000) / 1000);
    }),
  );
});
