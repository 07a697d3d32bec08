import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const planned = (text: string, history: PastTurn[] = [], role: Role = 'manager') =>
  plan(text, {
    ...{ now: new Date('2026-11-23T15:00:00Z'), timeZone: 'Europe/Berlin', language: 'en', isProgram: false },
    ...{ role, tools: toolsPlannedFor(role), history },
  });
const turn = (tool: string, args: Record<string, unknown>, answer: string): PastTurn => ({
  ...{ question: 'x', answer, steps: [{ tool, args, ok: true }] },
  citations: [...answer.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, ref]) => ({ ref: ref! })),
});
const SUMMARY = turn(
  'posture_summary',
  { range: 'last_week' },
  '19 alerts.\nNamed most: Romania (9).\nNext: 2 open incidents have no assignee: [INC-3], [INC-4].',
);
const SHOWN = turn(
  'open_incident',
  { id: 'INC-3' },
  '[INC-3] is open.\nOpened Mon 23 Nov, 15:48 by Jonas Weber; nobody works on it.',
);
const RECOMMENDED = turn('recommend_rules', {}, '2 recommendations wait: [PROP-1], [PROP-2]');
const NOBODYS = { kinds: ['incident'], status: ['open', 'investigating', 'contained'], assignee: 'nobody' };

describe('questions of how a desk works', () => {
  test.each<[string, PastTurn[], string, Record<string, unknown>]>([
    ['did jonas report something?', [], 'search_logs', { kinds: ['incident'], opened_by: 'jonas' }],
    [
      'whats happening with jonas, he reported something?',
      [],
      'search_logs',
      { kinds: ['incident'], opened_by: 'jonas' },
    ],
    ['has anybody reported anything this week', [], 'search_logs', { kinds: ['incident'], range: 'this_week' }],
    [
      'does he have other open reports',
      [SHOWN],
      'search_logs',
      { kinds: ['incident'], opened_by: 'Jonas Weber', status: 'open' },
    ],
    ['which ones have nobody?', [SUMMARY], 'search_logs', NOBODYS],
    ['which of them are unassigned', [SUMMARY], 'search_logs', NOBODYS],
    [
      'which rule gives us the most false alarms?',
      [],
      'search_logs',
      { kinds: ['alert'], status: 'false_alarm', group_by: 'rule' },
    ],
    [
      'why is Romania so high?',
      [SUMMARY],
      'search_logs',
      { kinds: ['alert'], country: 'RO', range: 'last_week', group_by: 'rule' },
    ],
    [
      'why so many from Romania?',
      [SUMMARY],
      'search_logs',
      { kinds: ['alert'], country: 'RO', range: 'last_week', group_by: 'rule' },
    ],
  ])('%s', (text, history, tool, args) => {
    const { calls, say } = planned(text, history);
    expect(say).toBeNull();
    expect(calls).toEqual([{ tool, args }]);
  });

  test('who it was that reported is not narrowed to employees, and that is said', () =>
    expect(planned('did any employee report something today?')).toMatchObject({
      calls: [{ tool: 'search_logs', args: { kinds: ['incident'], range: 'today' } }],
      unused: ['employee'],
    }));

  test.each(['is the team keeping up?', 'are we falling behind?', 'how is the team coping?'])(
    'how fast people react is told first: %s',
    (text) => expect(planned(text)).toMatchObject({ calls: [{ tool: 'posture_summary' }], asked: 'reaction' }),
  );

  test.each(['why?', 'what would that have caught?', 'what are the reasons?'])(
    'what waits for a decision is opened, with its reason and backtest: %s',
    (text) =>
      expect(planned(text, [RECOMMENDED]).calls).toEqual([
        { tool: 'open_proposals', args: { id: 'PROP-1' } },
        { tool: 'open_proposals', args: { id: 'PROP-2' } },
      ]),
  );

  test('“how was it handled?” of an alert that nobody touched is answered', () =>
    expect(
      planned('how was it handled?', [turn('open_alert', { id: 'ALR-20' }, '[ALR-20] is open')], 'officer'),
    ).toMatchObject({
      calls: [{ tool: 'open_alert', args: { id: 'ALR-20' } }],
      asked: 'settled_by',
    }));

  test.each<[string, PastTurn[]]>([
    ['which ones have nobody?', []],
    ['why is Romania so high?', []],
    ['did it report something?', []],
    ['why?', [SUMMARY]],
    ['does he have other reports', []],
  ])('is not guessed without what it stands on: %s', (text, history) =>
    expect(
      planned(text, history).calls.every(({ args }) => args.opened_by === undefined && args.assignee === undefined),
    ).toBe(true),
  );
});

describe('of an employee', () => {
  test.each([
    ['who is allowed to tell me then? whats the name', 'How do I reach the people who look after security?'],
    ['what should I do if it happens again?', 'How do I report something suspicious?'],
  ])('%s', (text, query) =>
    expect(planned(text, [], 'employee').calls).toEqual([{ tool: 'search_help', args: { query } }]),
  );
});

describe('hours of the day, where people are looked for by days', () => {
  const SEEN = turn('find_sightings', { range: 'this_week' }, '3 people');
  test.each<[string, PastTurn[], string]>([
    ['was anyone at the clinic at night this week?', [], 'at night'],
    ['who was at the cameras at night last week?', [], 'at night'],
    ['who was at the gate this week between 22 and 6', [], 'between 22 and 6'],
    ['between 22 and 6 only', [SEEN], 'between 22 and 6 only'],
  ])('are said not to be used: %s', (text, history, unused) => {
    const made = planned(text, history, 'officer');
    expect(made.calls).toMatchObject([{ tool: 'find_sightings' }]);
    expect(made.unused).toContain(unused);
  });
  test.each(['who was at the gate last night', 'who was at the gate yesterday between 2 and 4pm'])(
    'of one day are looked for: %s',
    (text) => expect(planned(text, [], 'officer').unused).toBeUndefined(),
  );
});

test('who is in the event that was looked at, known or not', () => {
  const event = turn(
    'show_camera',
    { event: 'EVT-183' },
    '[EVT-183] 1 person (Person_EB81F846). Alerts: [ALR-21], [ALR-22].',
  );
  expect(planned('is that person known or a stranger?', [event], 'officer').calls).toEqual([
    { tool: 'who_is', args: { label: 'Person_EB81F846' } },
  ]);
});

test('hours that begin when they end are asked for once more', () =>
  expect(planned('logins between 5pm and 5pm yesterday', [], 'officer').say?.text).toContain('or as it begins'));

test('“it please:” is no title', () =>
  expect(planned('ok report it please: mail claimed to come from our IT helpdesk', [], 'employee').calls).toEqual([
    { tool: 'create_incident', args: { title: 'mail claimed to come from our IT helpdesk' } },
  ]));

describe('in other languages', () => {
  const FAILED = turn('search_logs', { kinds: ['login'], outcome: 'failure', range: 'yesterday' }, '49 failed logins');
  const TWO = turn('search_logs', { kinds: ['alert'] }, '2 alerts.\n• [ALR-21] a\n• [ALR-20] b');
  const SINCE = { range: '2026-11-22T18:00/' };
  test.each<[Language, string, PastTurn[], string, Record<string, unknown>]>([
    ['fr', 'Quoi de neuf depuis hier soir ?', [], 'search_logs', SINCE],
    ['es', '¿Qué ha pasado desde anoche?', [], 'search_logs', SINCE],
    ['de', 'was hat sich seit letzter Nacht getan?', [], 'search_logs', SINCE],
    ['fr', 'seulement celles de Sam', [FAILED], 'search_logs', { user: 'Sam', outcome: 'failure', range: 'yesterday' }],
    ['es', 'solo los de Sam', [FAILED], 'search_logs', { user: 'Sam', outcome: 'failure', range: 'yesterday' }],
    ['de', 'den zweiten öffnen', [TWO], 'open_alert', { id: 'ALR-20' }],
    ['de', 'Ist das bei Hana normal?', [], 'explain_login', { account: 'Hana' }],
    ['fr', 'Qui était sur le quai de la pharmacie cette nuit ?', [FAILED], 'find_sightings', { range: 'last_night' }],
    ['es', '¿Quién estuvo anoche en el muelle de la farmacia?', [FAILED], 'find_sightings', { range: 'last_night' }],
  ])('%s: %s', (language, text, history, tool, args) => {
    const made = plan(text, {
      ...{ now: new Date('2026-11-23T15:00:00Z'), timeZone: 'Europe/Berlin', language, history },
      ...{ role: 'officer', tools: toolsPlannedFor('officer') },
    });
    expect(made.calls).toMatchObject([{ tool, args }]);
    expect(made.unused).toBeUndefined();
  });
});
