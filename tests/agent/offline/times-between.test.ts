import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';

// Saturday
const context: PlanContext = {
  now: new Date('2026-11-21T14:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer',
  language: 'en',
  tools: new Set(['search_logs', 'posture_summary', 'open_alert']),
  history: [],
};

/** The arguments of the last message of a conversation. */
function last(messages: readonly string[], language: Language = 'en'): Record<string, unknown> | undefined {
  const history: PastTurn[] = [];
  let found: Record<string, unknown> | undefined;
  for (const message of messages) {
    const { calls } = plan(message, { ...context, language, history: [...history] });
    history.push({
      question: message,
      answer: '',
      steps: calls.map(({ tool, args }) => ({ tool, args, ok: true })),
      citations: [],
    });
    found = calls[0]?.args;
  }
  return found;
}

describe('a time that begins somewhere, or is several days', () => {
  test.each([
    ['failed logins since yesterday evening', '2026-11-20T18:00/'],
    ['failed logins since monday afternoon', '2026-11-16T12:00/'],
    ['anything new since yesterday evening?', '2026-11-20T18:00/'],
    ['failed logins on thursday or friday', '2026-11-19/2026-11-20'],
    ['alerts of saturday and sunday', '2026-11-14/2026-11-15'],
    ['failed logins yesterday and today', '2026-11-20/2026-11-21'],
    ['failed logins in the week of november 9', '2026-11-09/2026-11-15'],
  ])('%s', (message, range) => {
    expect(last([message])?.range).toBe(range);
  });

  test('days that do not follow each other are told apart from those between', () => {
    expect(last(['logins on monday and thursday'])).toMatchObject({
      range: '2026-11-16/2026-11-19',
      weekdays: 'monday,thursday',
    });
  });

  test.each([
    [['failed logins since monday', 'and the week before?'], 'en', '2026-11-09/2026-11-15'],
    [['logins yesterday between 18:00 and 22:00', 'and the day before?'], 'en', '2026-11-19T18:00/2026-11-19T22:00'],
    [['logins yesterday between 18:00 and 22:00', 'and the night before?'], 'en', '2026-11-19T18:00/2026-11-20T06:00'],
    [
      ['Anmeldungen gestern zwischen 18 und 22 Uhr', 'und in der Nacht davor?'],
      'de',
      '2026-11-19T18:00/2026-11-20T06:00',
    ],
    [['connexions hier', 'et la nuit précédente ?'], 'fr', '2026-11-19T18:00/2026-11-20T06:00'],
    [['inicios de sesión de ayer', '¿y la noche anterior?'], 'es', '2026-11-19T18:00/2026-11-20T06:00'],
  ] as const)('what came before: %s', (messages, language, range) => {
    const found = last(messages, language);
    expect(found?.range).toBe(range);
    expect(found).not.toHaveProperty('hours');
  });
});

describe('questions that name what raised an alert', () => {
  test.each([
    ['any new devices this week?', { rule: 'first_seen', kinds: ['alert'], range: 'this_week' }],
    ['were there any unknown addresses yesterday?', { rule: 'first_seen', kinds: ['alert'], range: 'yesterday' }],
    ['did the brute force on 15 november succeed?', { kinds: ['login'], outcome: 'failure', group_by: 'user' }],
    ['which day last week had the most failures', { group_by: 'day', order: 'worst', range: 'last_week' }],
  ])('%s', (message, args) => {
    expect(last([message])).toMatchObject(args);
  });

  test.each([
    'who signed in from more than one country this week?',
    'has anyone logged in from two cities on the same day?',
  ])('what nobody counts is said: %s', (message) => {
    const { calls, say, unused } = plan(message, context);
    expect(calls[0]?.args).toMatchObject({ kinds: ['login'] });
    expect(say?.text).toContain('impossible travel');
    expect(unused?.join()).toMatch(/countr|cit/);
  });

  test('a whole new question takes over nothing of the one before', () => {
    expect(last(['list high alerts from friday', 'any new devices this week?'])).toEqual({
      kinds: ['alert'],
      rule: 'first_seen',
      range: 'this_week',
    });
  });
});

test.each([
  'did anything happen over the night?',
  'what came in through the night',
  'failed logins during the whole night',
  'how was the night',
  'summarise the night',
])('the night that just ended: %s', (text) => {
  expect(plan(text, context).calls[0]?.args.range).toBe('last_night');
});
