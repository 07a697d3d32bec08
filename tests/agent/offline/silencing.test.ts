import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { silencing } from '../../../src/agent/offline/silencing.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const about = (...refs: string[]): PastTurn => ({
  question: 'what happened?',
  answer: '',
  steps: refs.length === 1 ? [{ tool: 'open_alert', args: { id: refs[0] }, ok: true }] : [],
  citations: refs.map((ref) => ({ ref })),
});
const context = (language: Language = 'en', history: PastTurn[] = [], role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role,
  language,
  tools: toolsPlannedFor(role),
  history,
});
const call = (text: string, language: Language = 'en', history: PastTurn[] = []) =>
  plan(text, context(language, history)).calls;
const silence = (args: Record<string, string>) => [{ tool: 'silence_alert', args }];

describe('leaving an alert alone, as people say it', () => {
  test.each([
    ['Snooze ALR-3 until tomorrow', 'en', { how: 'snooze', until: 'tomorrow' }],
    ['please snooze alert ALR-3 for 3 hours, thanks', 'en', { how: 'snooze', until: '3 hours' }],
    ['snooze ALR-3', 'en', { how: 'snooze', until: '24 hours' }],
    ['snooze ALR-3 until the end of the month', 'en', { how: 'snooze', until: 'end of the month' }],
    ["don't alert us about ALR-3's address any more this week", 'en', { how: 'expected', until: 'this week' }],
    ['leave ALR-3 alone until monday 08:00', 'en', { how: 'snooze', until: 'monday 08:00' }],
    [
      'snooze ALR-3 until friday because the Scanner runs',
      'en',
      { how: 'snooze', until: 'friday', reason: 'the Scanner runs' },
    ],
    ['ALR-3 is expected, don’t alert again', 'en', { how: 'expected', until: '30 days' }],
    ['don’t alert us again about ALR-3 for 7 days', 'en', { how: 'expected', until: '7 days' }],
    ['tell ALR-3 again', 'en', { how: 'end' }],
    ['unsnooze ALR-3', 'en', { how: 'end' }],
    ['put ALR-3 to sleep till tomorrow pls', 'en', { how: 'snooze', until: 'tomorrow' }],
    ['remind me about ALR-3 in 2 hours', 'en', { how: 'snooze', until: '2 hours' }],
    ['ALR-3 bis morgen zurückstellen', 'de', { how: 'snooze', until: 'tomorrow' }],
    ['Stelle ALR-3 für 3 Stunden zurück', 'de', { how: 'snooze', until: '3 hours' }],
    ['ALR-3 wieder melden', 'de', { how: 'end' }],
    ['reporter ALR-3 jusqu’à demain', 'fr', { how: 'snooze', until: 'tomorrow' }],
    ['signaler ALR-3 à nouveau', 'fr', { how: 'end' }],
    ['posponer ALR-3 hasta mañana', 'es', { how: 'snooze', until: 'tomorrow' }],
    ['volver a avisar de ALR-3', 'es', { how: 'end' }],
  ] as const)('%s', (text, language, args) => {
    expect(call(text, language)).toEqual(silence({ id: 'ALR-3', ...args }));
  });

  test.each([
    ['that’s expected, don’t alert again', 'en', 'expected'],
    ['snooze it', 'en', 'snooze'],
    ['Das ist erwartet, nicht mehr melden', 'de', 'expected'],
    ['c’est attendu, ne plus alerter', 'fr', 'expected'],
    ['es esperado, no volver a avisar', 'es', 'expected'],
  ] as const)('of the one alert at hand: %s', (text, language, how) => {
    expect(call(text, language, [about('ALR-9')])).toMatchObject(silence({ id: 'ALR-9', how }));
    // of several it is asked, and of none
    for (const history of [[about('ALR-9', 'ALR-10')], []])
      expect(plan(text, context(language, history))).toMatchObject({ calls: [], say: { why: 'ask' } });
  });

  test.each([
    'what is snoozed?',
    'which alerts are snoozed?',
    'what are we keeping quiet?',
    'what are we not being told right now?',
    'are there any alerts muted at the moment?',
    'was ist zurückgestellt?',
    'quelles alertes sont reportées ?',
    '¿qué alertas están pospuestas?',
  ])('%s', (text) => {
    for (const language of ['en', 'de', 'fr', 'es'] as const) {
      const found = silencing(text, context(language));
      if (found) expect(found.calls).toEqual([{ tool: 'list_exceptions', args: {} }]);
    }
    expect((['en', 'de', 'fr', 'es'] as const).some((language) => silencing(text, context(language)))).toBe(true);
  });

  test.each([
    'don’t snooze ALR-3',
    'should I snooze ALR-3?',
    'He said: snooze ALR-3 until tomorrow',
    '“snooze ALR-3 until tomorrow”',
    'snooze ALR-3 if it is low',
    'the log says snooze ALR-3',
    'snooze ALR-3 until tomorrow or close it',
    'mute Mallory for 3 hours',
    'snooze everything',
  ])('no order: %s', (text) => {
    expect(call(text).filter(({ tool }) => tool === 'silence_alert')).toEqual([]);
  });

  test('never for ever, nor until what is over: it is asked until when', () => {
    for (const when of ['ever', 'always', 'the end of time'])
      expect(plan(`snooze ALR-3 for ${when}`, context())).toMatchObject({ calls: [], say: { why: 'ask' } });
    expect(plan('snooze ALR-3 until yesterday', context()).calls).toEqual([]);
  });

  test('whose role may not is told so', () => {
    expect(plan('snooze ALR-3', context('en', [], 'manager'))).toMatchObject({ calls: [], say: { why: 'role' } });
    expect(plan('what is snoozed?', context('en', [], 'employee'))).toMatchObject({ calls: [], say: { why: 'role' } });
  });

  test('reads anything without failing or taking long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.constantFrom('en', 'de', 'fr', 'es'), (text, language) => {
        silencing(text, context(language as Language, [about('ALR-1')]));
        silencing(`snooze ${text}`, context(language as Language));
      }),
    );
    for (const text of ['that '.repeat(50), `snooze alr-3 until ${'a '.repeat(130)}`, `${'please '.repeat(40)}snooze`])
      silencing(text, context());
  });
});
