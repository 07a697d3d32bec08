import { describe, expect, test } from 'vitest';
import { listsAnswer } from '../../../src/agent/offline/answers/lists.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import { toolsFor } from '../../../src/tools/index.ts';
import type { FoundLists } from '../../../src/tools/search-lists.ts';

const context = (language: Language): PlanContext => ({
  ...{ now: new Date('2026-11-20T12:00:00Z'), timeZone: 'UTC', role: 'moderator', language, history: [] },
  tools: new Set(toolsFor('moderator').map(({ name }) => name)),
});
const read = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.map(({ tool, args }) => ({ tool, args }));

describe('block lists in words', () => {
  test.each([
    ['en', 'Is evil.example on a block list?', { thing: 'evil.example' }],
    ['en', 'is the account 1234567890 on any blocklist', { thing: '1234567890' }],
    ['en', 'why is @mallory on our ban list?', { thing: '@mallory' }],
    ['en', 'is "buy followers" on the block list', { thing: 'buy followers' }],
    ['en', 'which block lists name evil.example?', { thing: 'evil.example' }],
    ['en', 'check t.evil.example against our blocklists', { thing: 't.evil.example' }],
    ['en', 'which block lists do we have?', {}],
    ['en', 'show me the blocklists', {}],
    ['en', "what's new on our block lists", {}],
    ['en', 'is the word idiot on our list?', { thing: 'idiot' }],
    ['en', 'is the word "numpty" blocked here?', { thing: 'numpty' }],
    ['de', 'Steht evil.example auf einer Sperrliste?', { thing: 'evil.example' }],
    ['de', 'Welche Sperrlisten haben wir?', {}],
    ['fr', 'est-ce que evil.example figure sur une liste de blocage ?', { thing: 'evil.example' }],
    ['fr', 'quelles listes de blocage avons-nous ?', {}],
    ['es', '¿Está evil.example en una lista de bloqueo?', { thing: 'evil.example' }],
    ['es', '¿Qué listas de bloqueo tenemos?', {}],
  ] as const)('%s: %s', (language, text, args) =>
    expect(read(text, language)).toEqual([{ tool: 'search_lists', args }]),
  );

  test.each([
    'put evil.example on our block list',
    'import a block list',
    'share our blocklist with the harbour',
    'unsubscribe from the ban list of the harbour',
  ])('nothing is changed by “%s”: the guide says how', (text) => {
    const { calls, say } = plan(text, context('en'));
    expect(calls.map(({ tool }) => tool)).toEqual(['search_help']);
    expect(say?.why).toBe('not_here');
  });

  test.each(['list the open cases', 'show the list of members', 'which lists of rules are there', 'blocklist'])(
    '“%s” is none of it',
    (text) => expect(read(text).some(({ tool }) => tool === 'search_lists')).toBe(false),
  );

  test('every language says what was found, as it is', () => {
    const found: FoundLists = {
      thing: 'evil.example',
      listings: [
        {
          ...{
            kind: 'domain',
            platform: '',
            quoted_value: 'evil.example',
            quoted_list: 'Theirs',
            quoted_reason: 'phishing',
          },
          ...{ since: '2026-01-03', effect: 'watch', excepted: false, ended: false },
        },
      ],
      words: { count: 3, listed: [] },
      lists: [
        {
          ...{ quoted_name: 'Theirs', own: false, entries: 2, effect: 'watch', failing: true },
          changed: { time: '2 Nov', added: 1, removed: 3 },
        },
      ],
    };
    for (const language of LANGUAGES) {
      const said = listsAnswer(found, context(language)).join(' ');
      expect(said).toMatch(/Theirs.*2026-01-03.*phishing/);
      expect(listsAnswer({ ...found, thing: null }, context(language)).join(' ')).toMatch(/Theirs.*2 .*1 .*3 /);
      const none = listsAnswer({ ...found, listings: [] }, context(language));
      expect(none).toHaveLength(2);
      expect(none[0]).toMatch(/evil\.example.*3 .*1/);
      const words = {
        count: 3,
        listed: [{ quoted_term: 'numpty', kind: 'block' as const, quoted_note: 'house rule' }],
      };
      expect(listsAnswer({ ...found, listings: [], words }, context(language))[0]).toMatch(/numpty.*house rule/);
      expect(listsAnswer({ ...found, thing: null, lists: [] }, context(language))).toHaveLength(2);
    }
  });
});
