import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { GUESSED_TOOLS } from '../../../../src/agent/offline/likely/guesses.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import { LANGUAGES, type Language } from '../../../../src/domain/language.ts';
import { ROLES, type Role } from '../../../../src/domain/role.ts';
import { CLOCK } from '../../../../src/eval/questions/judge.ts';
import { type Guess, guessWords, type Named } from '../../../../src/messages/catalogue/guesses.ts';
import { toolsFor } from '../../../../src/tools/index.ts';

const context = (role: Role, language: Language = 'en', history: readonly PastTurn[] = []): PlanContext => ({
  ...CLOCK,
  role,
  language,
  tools: toolsPlannedFor(role),
  history,
});
const optionsOf = (message: string, role: Role, language: Language = 'en'): string[] =>
  plan(message, context(role, language)).say?.options?.map((one) => one.message) ?? [];
const answered = (question: string, role: Role, language: Language = 'en'): PastTurn => ({
  question,
  answer: plan(question, context(role, language)).say!.text,
  steps: [],
  citations: [],
});

/** Questions that nothing here has a reading of. */
const LOST: Record<Language, readonly string[]> = {
  en: ["who's poking at us", 'is the vpn noise normal', 'did the night shift leave me anything'],
  de: ['wer stochert bei uns herum', 'was treibt der so heute Nacht'],
  fr: ['qui nous embête depuis hier'],
  es: ['quién nos molesta desde ayer'],
};

describe('what is offered where nothing was understood', () => {
  test('only tools that look, and change nothing, are guessed', () => {
    const looks = new Set(toolsFor('admin').flatMap(({ name, access }) => (access === 'read' ? [name] : [])));
    expect([...GUESSED_TOOLS].filter((tool) => !looks.has(tool))).toEqual([]);
  });

  test.each(LANGUAGES)('every sentence in %s is read as what it stands for', (language) => {
    const when = { en: 'last night', de: 'letzte Nacht', fr: 'hier', es: 'ayer' }[language];
    const refs: Partial<Record<Guess, string>> = {
      open_alert: 'ALR-3',
      open_incident: 'INC-3',
      open_review: 'INC-3',
      similar_incidents: 'INC-3',
      explain_case: 'CASE-3',
    };
    const all: [Guess, Named][] = (Object.keys(guessWords[language].sentences) as Guess[]).flatMap((guess) =>
      [{}, { who: 'tomas' }, { when }, { who: 'tomas', when }, { place: 'lobby', when }, { ref: refs[guess] }].map(
        (named): [Guess, Named] => [guess, named],
      ),
    );
    const wrong = all.flatMap(([guess, named]) => {
      const said = guessWords[language].sentences[guess](named);
      if (said === null) return [];
      const { calls } = plan(said, context('admin', language));
      const tool = /^(?:logins|alerts|incidents)$/.test(guess) ? 'search_logs' : guess;
      return calls.length === 1 && calls[0]!.tool === tool ? [] : [[said, calls]];
    });
    expect(wrong).toEqual([]);
  });

  test.each(LANGUAGES)('in %s two or three whole messages, each of them understood and allowed', (language) => {
    for (const role of ROLES)
      for (const lost of LOST[language]) {
        const options = optionsOf(lost, role, language);
        if (role === 'officer') expect([lost, options.length]).toEqual([lost, expect.toBeOneOf([2, 3])]);
        for (const option of options) {
          const { calls, say } = plan(option, context(role, language));
          expect([role, option, calls.length, say]).toEqual([role, option, 1, null]);
          expect([...GUESSED_TOOLS, 'search_help']).toContain(calls[0]!.tool);
        }
      }
  });

  test.each(LANGUAGES)('in %s one is taken by its number, and “no” takes none', (language) => {
    const [lost] = LOST[language];
    const options = optionsOf(lost!, 'officer', language);
    const after = context('officer', language, [answered(lost!, 'officer', language)]);
    const second = plan(options[1]!, context('officer', language)).calls;
    for (const reply of [
      '2',
      '2.',
      { en: 'the second one', de: 'das zweite', fr: 'la deuxième', es: 'la segunda' }[language],
    ])
      expect([reply, plan(reply, after).calls]).toEqual([reply, second]);
    const no = { en: 'no', de: 'nein', fr: 'non', es: 'no' }[language];
    expect(plan(no, after)).toEqual({
      calls: [],
      say: { why: 'small_talk', text: guessWords[language].otherwise },
    });
  });

  test('something else that is said next is read by itself, and what was offered is not offered again', () => {
    const [lost, another] = LOST.en;
    const after = context('officer', 'en', [answered(lost!, 'officer')]);
    expect(plan('failed logins today', after).calls).toMatchObject([
      { tool: 'search_logs', args: { outcome: 'failure', range: 'today' } },
    ]);
    const first = optionsOf(lost!, 'officer');
    const next = plan(another!, after).say?.options?.map((one) => one.message) ?? [];
    expect(next.filter((option) => first.includes(option))).toEqual([]);
  });

  test('words without meaning, text of others and long texts get no guess', () => {
    for (const said of [
      'purple banana',
      'asdf qwer',
      '🦊🦊🦊',
      "> who's poking at us",
      `who's poking at us ${'and so on '.repeat(60)}`,
    ])
      expect([said, optionsOf(said, 'officer')]).toEqual([said, []]);
  });

  test('a change is never among them, whatever is asked for', () => {
    for (const said of ['do the needful with ALR-3 thing', 'nuke that Kev account bro', 'get rid of Tomas somehow pls'])
      for (const option of optionsOf(said, 'admin'))
        for (const { tool } of plan(option, context('admin')).calls) expect(GUESSED_TOOLS).toContain(tool);
  });
});
