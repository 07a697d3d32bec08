import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../../src/domain/language.ts';
import { searchGuide, stem } from '../../../src/pipeline/guide/search-guide.ts';

const first = (question: string, language: Language = 'en'): string | undefined =>
  searchGuide(question, { language })[0]?.section.id;

describe('searching the guide', () => {
  test.each([
    ['how do I add a colleague?', 'people#how-do-i-add-a-member'],
    ['forgot my pasword', 'people#what-if-i-forgot-my-password-or-my-link-expired'],
    ['password spraying', 'attacks#what-is-password-spraying'],
    ['can I revert closing an incident', 'incidents#can-i-undo-a-change'],
    ['how do I connect Slack?', 'chat#how-do-i-connect-slack-discord-or-teams'],
    ['can I use it in Discord?', 'chat#how-do-i-connect-slack-discord-or-teams'],
    ['is there a Teams bot', 'chat#how-do-i-connect-slack-discord-or-teams'],
    ['how do I connect a language model?', 'assistant#how-do-i-connect-a-language-model'],
    ['how to hand an incident over', 'incidents#how-do-i-assign-an-incident-to-somebody'],
  ])('%s', (question, section) => {
    expect(first(question)).toBe(section);
  });

  test.each<[Language, string, string]>([
    ['de', 'Wie kann ich mein Passwort ändern?', 'people#how-do-i-set-or-change-my-password'],
    ['fr', 'Comment fermer un incident ?', 'incidents#how-do-i-close-an-incident'],
    ['es', '¿Qué es una regla?', 'rules#what-is-a-rule'],
    ['de', 'wie logge ich mich aus', 'people#how-do-i-sign-out'],
    ['de', 'Wie füge ich ein Mitglied hinzu?', 'people#how-do-i-add-a-member'],
    ['fr', 'comment me deconnecter', 'people#how-do-i-sign-out'],
    ['es', 'olvide mi contrasena', 'people#what-if-i-forgot-my-password-or-my-link-expired'],
  ])('in %s: %s', (language, question, section) => {
    expect(first(question, language)).toBe(section);
  });

  test('what the catalogue has is answered in the language of the question, all else in English', () => {
    const [told] = searchGuide('Wie füge ich ein Mitglied hinzu?', { language: 'de' });
    expect(told).toMatchObject({ title: 'Wie füge ich ein Mitglied hinzu?', inTheirs: true });
    expect(told!.passage).toContain('15 Minuten');
    const [english] = searchGuide('¿Qué son las cartas muertas?', { language: 'es' });
    expect(english).toMatchObject({ title: '¿Qué son las cartas muertas (dead letters)?', inTheirs: false });
    expect(searchGuide('how do I add a member?')[0]).toMatchObject({ title: 'How do I add a member?', inTheirs: true });
  });

  test.each(['how do I bake bread?', 'where is the cafeteria?', 'who won the world cup?', '', '???', '😀😀', '\u0000'])(
    'nothing is made up for %j',
    (question) => {
      expect(searchGuide(question)).toEqual([]);
    },
  );

  test('a passage is a few whole sentences of the section, its first one included', () => {
    const [hit] = searchGuide('can I undo closing an incident?');
    expect(hit!.passage).toMatch(/^Yes\. /);
    expect(hit!.passage).toMatch(/[.”]$/);
    for (const { passage } of searchGuide('what does contained mean?')) expect(passage.length).toBeLessThan(700);
    expect(searchGuide('what does contained mean?')[0]!.passage).toMatch(/^Contained: /);
  });

  test('any text is calmly searched for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(searchGuide(text).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 50 },
    );
    expect(searchGuide('incident '.repeat(6000)).length).toBeLessThanOrEqual(3);
    expect(
      searchGuide('<script>alert(1)</script> password')
        .map((hit) => hit.passage)
        .join(),
    ).not.toContain('<script');
  });
});

test('endings do not matter', () => {
  expect(stem('importing')).toBe(stem('imported'));
  expect(stem('policies')).toBe(stem('policy'));
  expect(stem('closed')).toBe(stem('close'));
  expect(stem('pass')).toBe('pass');
});
