import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (history: PastTurn[]): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language: 'en',
  tools: new Set(toolsFor('officer').map((tool) => tool.name)),
  history,
});
const turn = (tool: string, args: Record<string, unknown>, answer: string): PastTurn => ({
  question: 'asked before',
  answer,
  steps: [{ tool, args, ok: true }],
  citations: [...answer.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, ref]) => ({ ref: ref! })),
});
const planned = (message: string, ...past: PastTurn[]) => plan(message, context(past));

const INCIDENT = turn('update_incident', { id: 'INC-3' }, 'Done, [INC-3] “Person in Ramp”: Maria works on it.');
const ALERT = turn('open_alert', { id: 'ALR-21' }, '[ALR-21] is open, high: Person in “Ramp” at the loading dock.');
const LIST = turn(
  'search_logs',
  { kinds: ['alert'], status: 'open' },
  '3 alerts.\n• [ALR-21] high, open: Person in Ramp\n• [ALR-20] medium, open: Unknown person at the gate\n• [ALR-19] low, open: 34 failed sign-ins to 17 accounts',
);

describe('the one thing at hand', () => {
  test.each(['how did it start', 'what now?', 'what should i do next?', 'which camera was that', 'who knows of it'])(
    '%s: all that is known of it is told',
    (message) => expect(planned(message, INCIDENT).calls).toEqual([{ tool: 'open_incident', args: { id: 'INC-3' } }]),
  );

  test('what somebody tells of an incident is offered as its note, and noted on a yes only', () => {
    const { calls, say } = planned('we called the police', INCIDENT);
    expect(calls).toEqual([]);
    expect(say).toMatchObject({
      why: 'ask',
      text: expect.stringContaining('note “we called the police” on INC-3'),
      offer: [{ tool: 'update_incident', args: { id: 'INC-3', comment: 'we called the police' } }],
    });
  });

  test('of an alert only that it was none', () => {
    expect(planned('it was the cleaner', ALERT).say?.offer).toEqual([
      { tool: 'update_alert', args: { id: 'ALR-21', status: 'false_alarm', note: 'it was the cleaner' } },
    ]);
    expect(planned('it was a real burglar', ALERT).say?.offer).toBeUndefined();
  });

  test.each(['who are you', 'what rules do we have', 'who else is open'])('%s: is about something else', (message) =>
    expect(planned(message, INCIDENT).calls).not.toContainEqual({ tool: 'open_incident', args: { id: 'INC-3' } }),
  );

  test('a note may say anything', () =>
    expect(planned('and add a note: called tomas, he is not in romania', INCIDENT).calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-3', comment: 'called tomas, he is not in romania' } },
    ]));
});

describe('which of what was shown is meant', () => {
  const acked = (...ids: number[]) =>
    ids.map((id) => ({ tool: 'update_alert', args: { id: `ALR-${id}`, status: 'acknowledged' } }));
  const resolved = (...ids: number[]) =>
    ids.map((id) => ({ tool: 'update_alert', args: { id: `ALR-${id}`, status: 'resolved' } }));
  test.each<[string, unknown[]]>([
    ['ack the high one and resolve the others', [...acked(21), ...resolved(20, 19)]],
    ['ack all but the first', acked(20, 19)],
    ['resolve everything except the low one', resolved(21, 20)],
    ['ack all three', acked(21, 20, 19)],
    ['close the low ones', resolved(19)],
    ['close the ramp one', resolved(21)],
    ['resolve the one with the failed sign-ins', resolved(19)],
    ['open the ramp one', [{ tool: 'open_alert', args: { id: 'ALR-21' } }]],
    ['make one incident of all three', [{ tool: 'create_incident', args: { alerts: ['ALR-21', 'ALR-20', 'ALR-19'] } }]],
  ])('%s', (message, calls) => expect(planned(message, LIST).calls).toEqual(calls));

  test.each(['ack all four', 'ack all but the first if maria agrees', 'close the roof one', "don't close the others"])(
    '%s: changes nothing',
    (message) =>
      expect(planned(message, LIST).calls.filter(({ tool }) => /^(?:update|create)_/.test(tool))).toEqual([]),
  );

  test('of a summary nothing is changed by how bad it is, since that does not stand there', () => {
    const summary = turn('posture_summary', {}, '21 alerts, 2 of them untouched [ALR-19], [ALR-18].');
    const since = turn('search_help', { query: 'pictures' }, 'Pictures are kept for 30 days.');
    expect(planned('close the low ones', summary).calls).toEqual([]);
    expect(planned('close the low ones', summary, since, since).calls).toEqual([]);
  });
});

describe('the case that waits', () => {
  const CASES = turn(
    'moderation_history',
    {},
    '2 cases.\n• [CASE-2] critical, pile-on: “Dirk” against “Lena” in Forum, 02:22 (open)\n• [CASE-1] high, pile-on: “Dirk” against “Oskar” in Forum, 07:41 (acted on)',
  );
  test.each<[string, unknown[]]>([
    ['show me what he wrote', [{ tool: 'explain_case', args: { id: 'CASE-2' } }]],
    ['are there other people attacking her', [{ tool: 'explain_case', args: { id: 'CASE-2' } }]],
    ['anything nasty in it', [{ tool: 'explain_case', args: { id: 'CASE-2' } }]],
    ['should i ban him', [{ tool: 'explain_case', args: { id: 'CASE-2' } }]],
    ['warn him', [{ tool: 'moderate_member', args: { case: 'CASE-2', action: 'warn' } }]],
  ])('%s: of several that were listed it is the one that is open', (message, calls) =>
    expect(planned(message, CASES).calls).toEqual(calls),
  );

  test.each([
    ['whats our rule for slurs', 'What crosses the line, and what follows how many strikes?'],
    ['can you check this message: you are worthless', 'What would a message score?'],
  ])('%s: the guide says it', (message, query) =>
    expect(planned(message, CASES).calls).toEqual([{ tool: 'search_help', args: { query } }]),
  );
});

describe('what somebody reported', () => {
  const REPORTED = turn('create_incident', { title: 'I got phished' }, 'I opened [INC-3] “I got phished” (medium).');
  const asked = (message: string) =>
    plan(message, {
      ...context([REPORTED]),
      role: 'employee',
      tools: new Set(toolsFor('employee').map((tool) => tool.name)),
    });

  test.each<[string, unknown[]]>([
    ['what happens now?', [{ tool: 'open_incident', args: { id: 'INC-3' } }]],
    ['when will somebody look at it', [{ tool: 'open_incident', args: { id: 'INC-3' } }]],
    ['is my report being worked on?', [{ tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' } }]],
    [
      'add that i changed my password',
      [{ tool: 'update_incident', args: { id: 'INC-3', comment: 'i changed my password' } }],
    ],
  ])('%s', (message, calls) => expect(asked(message).calls).toEqual(calls));

  test('what they tell is offered as its note, and what they may not ask stays refused', () => {
    expect(asked("that one from germany wasn't me").say?.offer).toEqual([
      { tool: 'update_incident', args: { id: 'INC-3', comment: "that one from germany wasn't me" } },
    ]);
    expect(asked('did anyone log into my account?').calls).toEqual([{ tool: 'my_logins', args: {} }]);
    expect(asked('did anyone log into the account of tomas?').say?.why).toBe('role');
    expect(asked('who is on call?').calls.map(({ tool }) => tool)).toEqual(['search_help']);
  });
});

describe('what was spoken of some turns ago', () => {
  const SIGHTINGS = turn('find_sightings', { person: 'Person_1' }, '[PER-4] was seen 2 times.');
  const SEARCH = turn('search_logs', { ip: '203.0.113.7' }, '34 logins from 203.0.113.7.');
  test.each<[string, PastTurn[], unknown[]]>([
    [
      'open an incident for the ramp one',
      [LIST, SIGHTINGS],
      [{ tool: 'create_incident', args: { alerts: ['ALR-21'] } }],
    ],
    ['has it been here before?', [SEARCH], [{ tool: 'search_logs', args: { ip: '203.0.113.7' } }]],
    ['what should i do next?', [INCIDENT, SIGHTINGS, SEARCH], [{ tool: 'open_incident', args: { id: 'INC-3' } }]],
    [
      'add a task: ask sam to change his password',
      [INCIDENT, SIGHTINGS, SEARCH],
      [{ tool: 'update_incident', args: { id: 'INC-3', task: 'ask sam to change his password' } }],
    ],
  ])('%s', (message, past, calls) => expect(planned(message, ...past).calls).toEqual(calls));
});
