import { expect, test } from 'vitest';
import { alikeTerms, isEveryday, termsOfKind } from '../../src/domain/related-words.ts';
import { termOf } from '../../src/domain/text-terms.ts';

const related = (one: string, other: string): boolean => alikeTerms(termOf(one)).has(termOf(other));

test('words that stand for much the same are related both ways, in any form', () => {
  expect(related('burglary', 'theft')).toBe(true);
  expect(related('thefts', 'burglaries')).toBe(true);
  expect(related('login', 'signin')).toBe(true);
  expect(related('badge', 'river')).toBe(false);
  expect(related('badge', 'badge')).toBe(false);
});

test('a kind has its own, and not the other way round', () => {
  expect(termsOfKind(termOf('religion')).has(termOf('buddhism'))).toBe(true);
  expect(termsOfKind(termOf('vehicles')).has(termOf('trucks'))).toBe(true);
  expect(termsOfKind(termOf('buddhism')).has(termOf('religion'))).toBe(false);
});

test('names and addresses are no everyday words', () => {
  expect(['theft', 'country', 'camera'].map((word) => isEveryday(termOf(word)))).toEqual([true, true, true]);
  expect(['lopez', '203.0.113.9', 'alr-16'].map((word) => isEveryday(termOf(word)))).toEqual([false, false, false]);
});
