import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownLanguage } from '../../../src/http/console/spoken-words.ts';
import { FOREIGN, mayBeForeign } from '../../../src/pipeline/screening/foreign-terms.ts';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { mostlySpoken } from '../../../src/pipeline/screening/spoken-language.ts';

const screener = createLexiconScreener();
const scores = async (text: string) => (await screener.screen([text]))[0]!.scores;

describe('plain words of German, French and Spanish', () => {
  test.each([
    'ich bring dich um',
    'ich werde dich umbringen',
    'wenn du nicht aufhörst, bringe ich dich um',
    'ich weiß, wo du wohnst'.replace(',', ''),
    'je vais te tuer',
    'je sais où tu habites',
    'te voy a matar',
    'si no te callas te voy a matar',
    'sé dónde vives',
  ])('a threat: %s', async (text) => {
    expect((await scores(text)).threat).toBeGreaterThanOrEqual(0.8);
  });

  test.each([
    'du wertloses Stück Dreck',
    'Du bist so dumm',
    'HURENSOHN',
    'ferme ta gueule, connard',
    'eres una mierda',
    'hijo de puta',
  ])('an insult: %s', async (text) => {
    expect((await scores(text)).insult).toBeGreaterThanOrEqual(0.8);
  });

  test.each([
    'ich bringe dich nicht um',
    'du bist kein Idiot',
    'du bist nicht dumm',
    'ich bringe dich nach Hause',
    'tu n’es pas un connard',
    'je vais te retrouver au café',
    'no te voy a matar',
    'no eres idiota',
    'the die is cast, merci',
    'Das Stück dauert zwei Stunden',
    'the con artist sold a pipe',
  ])('nothing: %s', async (text) => {
    const { threat, insult, toxicity } = await scores(text);
    expect(Math.max(threat, insult, toxicity)).toBeLessThan(0.5);
  });
});

test('of a place it is said in what most of it is written; a few texts say nothing', () => {
  const german = ['wo bist du denn heute', 'ich bin nicht da', 'das ist aber schön hier'];
  expect(mostlySpoken([...german, 'where are you', 'lol'])).toBe('de');
  expect(mostlySpoken(german.slice(0, 2))).toBeNull();
  expect(
    mostlySpoken([...german, 'where are you today', 'i am not in the office', 'this is the one that we have']),
  ).toBeNull();
  expect(mostlySpoken([])).toBeNull();
});

test('a language that screening hardly knows, or not at all, is told by name', () => {
  expect([null, 'en', 'und'].map(unknownLanguage)).toEqual([null, null, null]);
  expect(unknownLanguage('fr')).toBe('Mostly French: screening knows only its plainest insults and threats.');
  expect(unknownLanguage('pl')).toBe('Mostly Polish, which screening does not know: scores say nothing there.');
});

test('one look over all patterns finds a text exactly where one of them does', () => {
  const word = fc.constantFrom(
    'du',
    'bist',
    'so',
    'dumm',
    'ich',
    'bringe',
    'dich',
    'um',
    'ta',
    'gueule',
    'eres',
    'una',
    'mierda',
    'te',
    'voy',
    'a',
    'matar',
    'hallo',
    'well',
    'casse-toi',
    'arschloch',
    '.',
  );
  const text = fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 12 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (one) => {
      expect(mayBeForeign(one)).toBe(FOREIGN.some(({ pattern }) => one.search(pattern) >= 0));
    }),
    { numRuns: 500 },
  );
});
