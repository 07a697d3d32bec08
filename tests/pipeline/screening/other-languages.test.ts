import { describe, expect, test } from 'vitest';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { mostlySpoken, spokenIn } from '../../../src/pipeline/screening/spoken-language.ts';

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

describe('in what a text is written', () => {
  test.each([
    ['en', 'where is the meeting that you told me about?'],
    ['de', 'wo ist denn das Treffen von dem du mir erzählt hast?'],
    ['fr', 'où est la réunion dont tu m’as parlé hier avec les autres ?'],
    ['es', '¿dónde está la reunión de la que me hablaste ayer?'],
    ['other', 'gdzie jest to spotkanie, o którym ty mnie mówisz, nie wiem'],
    ['other', 'где находится встреча, о которой ты мне говорил?'],
    [null, 'lol'],
    [null, ''],
    [null, '😂😂😂 12345'],
  ] as const)('%s: %s', (spoken, text) => {
    expect(spokenIn(text)).toBe(spoken);
  });

  test('of a place, what most of it is; a few texts say nothing', () => {
    const german = ['wo bist du denn heute', 'ich bin nicht da', 'das ist aber schön hier'];
    expect(mostlySpoken([...german, 'where are you', 'lol'])).toBe('de');
    expect(mostlySpoken(german.slice(0, 2))).toBeNull();
    expect(
      mostlySpoken([...german, 'where are you today', 'i am not in the office', 'this is the one that we have']),
    ).toBeNull();
  });
});
