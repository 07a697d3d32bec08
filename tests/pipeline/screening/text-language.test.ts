import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textLanguage } from '../../../src/pipeline/screening/text-language.ts';

describe('what language a text is in', () => {
  test.each([
    ['en', 'Nobody wants you here, you know that.'],
    ['en', 'shut up you idiot'],
    ['en', 'ur so stupid lol'],
    ['en', "I'm not going there, it's raining"],
    ['de', 'Halt einfach dein Maul, du bist so ein Idiot'],
    ['de', 'Wann ist denn heute das Treffen?'],
    ['fr', 'Ferme ta gueule, connard'],
    ['fr', "Qui vient ce soir ? Je n'ai pas le temps."],
    ['es', 'Cállate, eres un idiota y nadie te quiere'],
    ['es', '¿Quién viene mañana?'],
    ['it', 'Sei uno stronzo, non ti sopporto più'],
    ['pt', 'Você não presta, cala a boca'],
    ['nl', 'Hou je bek, niemand wil jou hier'],
    ['pl', 'Zamknij się, jesteś idiotą'],
    ['sv', 'Håll käften, din jävla idiot'],
    ['tr', 'Sen çok aptal bir adamsın'],
    ['ru', 'Ты никому здесь не нужен'],
    ['uk', 'Ти тут нікому не потрібен, йди звідси'],
    ['ja', 'お前は本当に馬鹿だな'],
    ['zh', '你真是个白痴'],
    ['ko', '너 정말 바보야'],
    ['ar', 'أنت غبي جدا'],
    ['el', 'Είσαι ηλίθιος'],
  ])('%s: %s', (tag, text) => {
    expect(textLanguage(text)).toBe(tag);
  });

  test.each(['', '   ', '12:30', '👍👍', 'Mallory', 'https://example.com/x', 'idiot'])(
    'nothing tells it: “%s”',
    (text) => {
      expect(textLanguage(text)).toBe('und');
    },
  );

  test('English behind letters of another alphabet is English', () => {
    expect(textLanguage('yоu аre stupіd and nоbody likes yоu')).toBe('en');
  });

  test('any text has an answer, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(textLanguage(text)).toMatch(/^[a-z]{2,3}$/);
      }),
      { numRuns: 100 },
    );
    expect(textLanguage('das ist nicht gut '.repeat(20_000))).toBe('de');
  });
});
