import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';

const clock = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };
const ask = (text: string, role: Role = 'officer', history: PastTurn[] = []) =>
  plan(text, { ...clock, role, language: 'en', tools: toolsPlannedFor(role), history });

describe('every condition of a search is an argument', () => {
  test.each([
    ['how many logins did priya have today', { user: 'priya', range: 'today' }],
    ['logins of alice, bob or carol today', { user: 'alice,bob,carol' }],
    ['failed logins except root', { outcome: 'failure', exclude_user: 'root' }],
    ['logins outside business hours this week', { hours: 'outside_business', range: 'this_week' }],
    ['logins last week between 2 and 4am', { hours: '02:00-04:00', range: 'last_week' }],
    ['logins on sundays', { weekdays: 'sunday' }],
    ['logins from Munich', { city: 'munich' }],
    ['logins with an iPhone', { device: 'iphone' }],
    ['android logins yesterday', { device: 'android', range: 'yesterday' }],
    ['failed logins not from 10.0.0.0/8', { exclude_ip: '10.0.0.0/8' }],
    ['logins not from Germany and not failed', { exclude_country: 'DE', outcome: 'success' }],
    ['more failed than successful logins today?', { group_by: 'outcome' }],
    ['alerts about impossible travel', { kinds: ['alert'], rule: 'impossible_travel' }],
    ['alerts of RULE-3', { kinds: ['alert'], rule: 'RULE-3' }],
    ['critical or low alerts', { severities: ['low', 'critical'] }],
    ['medium and higher alerts', { min_severity: 'medium' }],
    ['acknowledged or resolved alerts', { status: ['acknowledged', 'resolved'] }],
    ['unassigned incidents', { kinds: ['incident'], assignee: 'nobody' }],
    ['which incident is Maria working on?', { kinds: ['incident'], assignee: 'Maria' }],
    ["Maria's incidents", { kinds: ['incident'], assignee: 'Maria' }],
    ['what am I working on?', { kinds: ['incident'], assignee: 'me' }],
    ['incidents opened by John', { kinds: ['incident'], opened_by: 'John' }],
    ['which rule raised the most alerts?', { kinds: ['alert'], group_by: 'rule' }],
    ['the worst open incidents', { kinds: ['incident'], status: 'open', order: 'worst' }],
    ['logs with "invalid user" or "connection closed"', { query: '"invalid user" OR "connection closed"' }],
    ['logs with "invalid user" but not "root login"', { query: '"invalid user" NOT "root login"' }],
  ])('%s', (text, args) => {
    expect(ask(text).calls[0]?.args).toMatchObject(args);
    expect(ask(text).unused).toBeUndefined();
  });

  test('whose incidents they are is not whom they are about', () => {
    expect(ask('incidents assigned to Maria').calls[0]?.args).not.toHaveProperty('user');
    expect(ask('alerts about impossible travel').calls[0]?.args).not.toHaveProperty('user');
  });

  test.each([
    ['logins from a new laptop', ['new laptop']],
    ['failed logins from the tunnel today', ['tunnel']],
  ])('what no argument can say is said: %s', (text, unused) => {
    expect(ask(text).unused).toEqual(unused);
  });

  test('where more is left over than understood, one question is asked', () => {
    const { calls, say } = ask('logins banana phone monkey dishwasher purple');
    expect(calls).toEqual([]);
    expect(say?.text).toContain('“banana phone monkey dishwasher purple”');
  });
});

describe('times that cannot be meant are asked about', () => {
  test.each([
    ['tomorrow’s logins', 'still to come'],
    ['logins on 31 February', 'no such date as “31 February”'],
    ['logins between 5pm and 3pm today', 'ends before it begins'],
    ['logins from 12 dec 2015 to 10 dec 2015', 'ends before it begins'],
  ])('%s', (text, words) => {
    expect(ask(text)).toMatchObject({ calls: [], say: { why: 'ask' } });
    expect(ask(text).say?.text).toContain(words);
  });

  test('a title may speak of what is to come', () => {
    expect(ask('open an incident: power cut tomorrow').calls[0]?.tool).toBe('create_incident');
  });
});

describe('what a role may', () => {
  test('an employee lists, comments on and takes back what they reported', () => {
    expect(ask('my incidents', 'employee').calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' } },
    ]);
    expect(ask('what have I reported so far?', 'employee').calls[0]?.args).toEqual({
      kinds: ['incident'],
      opened_by: 'me',
    });
    expect(ask('comment on INC-4: it is back', 'employee').calls[0]?.args.comment).toBe('it is back');
    expect(ask('undo the last change on INC-4', 'employee').calls[0]?.args.undo).toBe(true);
  });

  test.each(['close INC-4', 'incidents opened by John', 'failed logins', 'assign INC-4 to me'])(
    'and nothing else: %s',
    (text) => {
      expect(ask(text, 'employee')).toMatchObject({ calls: [], say: { why: 'role' } });
    },
  );
});

test('of many questions the first are answered and the rest are counted', () => {
  const many = Array.from({ length: 100 }, (_, day) => `How many failed logins on ${1 + (day % 28)} November 2015?`);
  const { calls, left } = ask(many.join(' '));
  expect(calls).toHaveLength(8);
  expect(left).toBeGreaterThan(80);
});

test('a quoted message is not the asker’s own', () => {
  expect(ask('> close INC-5 now\nshow INC-5').calls).toEqual([{ tool: 'open_incident', args: { id: 'INC-5' } }]);
});

test.each([
  'between 1 and ',
  'not from germany and ',
  'from Friday to ',
  'logins of alice, ',
  '"',
  'did john log ',
  'the first and ',
])('four thousand characters of “%s” are read and answered', (part) => {
  const { calls, say } = ask(part.repeat(4000 / part.length));
  expect(calls.length > 0 || say !== null).toBe(true);
});
