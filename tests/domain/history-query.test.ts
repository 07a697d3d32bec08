import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishStem } from '../../src/domain/english-stem.ts';
import { readHistoryQuery } from '../../src/domain/history-query.ts';
import { termsOf } from '../../src/domain/text-terms.ts';

describe('stems', () => {
  // from the vocabulary that comes with the algorithm, snowballstem.org
  test.each(
    Object.entries({
      consign: 'consign',
      consigned: 'consign',
      consigning: 'consign',
      consistency: 'consist',
      consistently: 'consist',
      consolation: 'consol',
      conspicuous: 'conspicu',
      conspiracy: 'conspiraci',
      constables: 'constabl',
      knack: 'knack',
      knaves: 'knave',
      kneeling: 'kneel',
      knightly: 'knight',
      knitting: 'knit',
      knocked: 'knock',
      skies: 'sky',
      dying: 'die',
      news: 'news',
      generously: 'generous',
      happy: 'happi',
      hopping: 'hop',
      hoping: 'hope',
      relational: 'relat',
      rational: 'ration',
      agreed: 'agre',
      tied: 'tie',
      cries: 'cri',
      logins: 'login',
      failed: 'fail',
    }),
  )('%s', (word, stem) => expect(englishStem(word)).toBe(stem));

  test('what is no English word of letters stays', () => {
    for (const word of ['été', '2fa', 'алло', 'a', '']) expect(englishStem(word)).toBe(word);
  });

  test('names that every object of the language has are words like others', () => {
    expect(englishStem('constructor')).toBe('constructor');
    for (const word of Object.getOwnPropertyNames(Object.prototype)) {
      expect(englishStem(word)).toBeTypeOf('string');
      expect(() => termsOf(`the ${word} of ${word}s`)).not.toThrow();
    }
  });
});

describe('terms', () => {
  const terms = (text: string) => termsOf(text).map(({ term, position }) => `${term}@${position}`);
  test('names with signs are one term and their parts, possessives are none', () => {
    expect(terms('ALR-16 of maria.lopez@example.com')).toEqual([
      'alr-16@1',
      'alr@1',
      '16@2',
      'maria.lopez@example.com@4',
      'maria@4',
      'lopez@5',
      'exampl@6',
      'com@7',
    ]);
    expect(terms('Anna’s badge')).toEqual(['anna@1', 'badg@2']);
  });
  test('accents and capitals make no difference; scripts without spaces go in pairs', () => {
    expect(terms('CAFÉ')).toEqual(terms('cafe'));
    expect(terms('東京都')).toEqual(['東京@1', '京都@2']);
  });
});

describe('a question to the history', () => {
  test('of a sentence nothing must be there', () => {
    expect(readHistoryQuery('did we ever block "New Zealand" AND Peru?').must).toBeNull();
    expect(readHistoryQuery('a pre-war 1990 -1995 thing that was').must).toBeNull();
    expect(readHistoryQuery('what was it')).toMatchObject({ terms: [], must: null });
  });

  test.each([
    ['"lost badge"', "('lost' <1> 'badg')"],
    ['"badge of honour"', "('badg' <2> 'honour')"],
    ['badge OR laptop', "(('badg') | ('laptop'))"],
    ['badge AND NOT root', "(('badg') & !('root'))"],
    ['badge -root', "(('badg') & !('root'))"],
    ['cour*', "('cour':*)"],
    ['"the of"', null],
    ['198.51.100.7 AND root', "('198.51.100.7' & ('root'))"],
  ])('%s', (query, must) => expect(readHistoryQuery(query).must).toBe(must));

  test('any text is read, and what must hold is balanced and quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { terms, must } = readHistoryQuery(text);
        expect(terms.length).toBeLessThanOrEqual(48);
        const bare = (must ?? '').replaceAll(/'(?:[^'\\]|''|\\\\)*'/g, '');
        expect(bare).toMatch(/^[()&|!<>\d\s:*]*$/);
        expect(bare.split('(').length).toBe(bare.split(')').length);
      }),
    );
  });
});
