import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEANING, type RankedQuestion, rankText, readText } from '../../../src/pipeline/history/rank.ts';

const question: RankedQuestion = {
  rarities: new Map([
    ['badg', 5],
    ['warehous', 4],
  ]),
  written: new Map([
    ['badge', 5],
    ['warehouse', 4],
  ]),
  pairs: [['badg', 'warehous']],
  unknown: 0,
  meaning: MEANING.own,
};
const worth = (text: string, words = 10, of = question) => rankText(of, { ...readText(text), words, cosine: 0 });

test('what a text begins with says what it is about', () => {
  expect(worth('A badge was lost.\nIt snowed.')).toBeGreaterThan(worth('It snowed.\nA badge was lost.'));
});

test('words that stand together are worth more than the same words apart', () => {
  expect(worth('It was cold.\nThe badge in the warehouse.')).toBeGreaterThan(
    worth('It was cold.\nThe badge.\nThe warehouse.'),
  );
});

test('a text without any of the words is worth something for a word that looks like one, and less than with the word', () => {
  const misspelt = { ...question, rarities: new Map([['badgx', 5]]), written: new Map(), pairs: [] };
  expect(worth('A badge was lost.', 0, misspelt)).toBeGreaterThan(0);
  expect(worth('It snowed.', 0, misspelt)).toBe(0);
  expect(worth('A badgx was lost.', 5, misspelt)).toBeGreaterThan(worth('A badge was lost.', 0, misspelt));
});

test('any text: a number that is not below zero', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.double({ min: 0, max: 50, noNaN: true }), (text, words) => {
      const value = worth(text, words);
      expect(Number.isFinite(value) && value >= 0).toBe(true);
    }),
  );
});
