import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHistoryQuery } from '../../../src/domain/history-query.ts';
import { askedWords, MOST_ASKED, WORD_TRAITS } from '../../../src/pipeline/history/asked-words.ts';
import { closeText, compareClosely, TEXT_MARKS, WORD_MARKS } from '../../../src/pipeline/history/compare-closely.ts';
import { learnedFit, WEIGHTS } from '../../../src/pipeline/history/learned-fit.ts';
import { LEARNED } from '../../../src/pipeline/history/learned-weights.ts';

const asked = (question: string, rarity = 4) => {
  const { terms } = readHistoryQuery(question);
  return askedWords(question, { terms, rarities: new Map(terms.map((term) => [term, rarity])), parts: 100 });
};
const fitOf = (question: string, text: string): number => {
  const words = asked(question);
  return learnedFit(words, compareClosely(words, closeText(text), { bm25: 8, cosine: 0.3 }));
};
const better = (question: string, one: string, other: string) =>
  expect(fitOf(question, one), question).toBeGreaterThan(fitOf(question, other));

test('there are as many weights as are used', () => {
  expect(LEARNED).toHaveLength(WEIGHTS);
  expect(LEARNED.every(Number.isFinite)).toBe(true);
});

test('a sentence that has the words together fits better than one that has them apart', () => {
  better(
    'Who found the badge in the warehouse?',
    'Maria Lopez found the badge in the warehouse. It was cold that day.',
    'It was cold in the warehouse that day. A badge was there. Something else was found.',
  );
});

test('how many asks for a number, when for a date', () => {
  better('How many laptops disappeared?', 'In March, 37 laptops disappeared.', 'In March, laptops disappeared.');
  better(
    'When did the laptops disappear?',
    'The laptops did disappear in March.',
    'The laptops did disappear at once.',
  );
  expect(
    ['How many were there?', 'What year was it?', 'Whom did we call?', 'Where?', 'Why?', 'What is it?'].map(
      (one) => asked(one).answer,
    ),
  ).toEqual(['number', 'date', 'who', 'where', 'why', 'other']);
});

test('a word that means the same counts, less than the word itself', () => {
  const [itself, same, none] = ['theft', 'burglary', 'picnic'].map((word) =>
    fitOf('Was there a theft at the depot?', `There was a ${word} at the depot.`),
  );
  expect(itself).toBeGreaterThan(same!);
  expect(same).toBeGreaterThan(none!);
});

test('a word that means something near counts, by what was learned of words alone', () => {
  const [itself, near, none] = ['saxophone', 'clarinet', 'ladder'].map((word) =>
    fitOf('Was the saxophone in the depot?', `Somebody found a ${word} there.`),
  );
  expect(itself).toBeGreaterThan(near!);
  expect(near).toBeGreaterThan(none!);
});

test('any question and any text: as many marks as are weighed, and a number', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(text, text, (question, other) => {
      const words = asked(question);
      expect(words.words.length).toBeLessThanOrEqual(MOST_ASKED);
      expect(words.words.every(({ traits }) => traits.length === WORD_TRAITS)).toBe(true);
      const compared = compareClosely(words, closeText(other), { bm25: 3, cosine: 0.1 });
      expect(compared.ofText).toHaveLength(TEXT_MARKS);
      expect(compared.ofWords.every((marks) => marks.length === WORD_MARKS)).toBe(true);
      expect(learnedFit(words, compared)).not.toBeNaN();
    }),
  );
});
