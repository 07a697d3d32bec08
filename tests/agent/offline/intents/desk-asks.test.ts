import { describe, expect, test } from 'vitest';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../../src/domain/role.ts';
import { toolsFor } from '../../../../src/tools/index.ts';

const context = (history: PastTurn[] = [], role: Role = 'officer'): PlanContext => ({
  ...{ now: new Date('2026-11-20T12:00:00Z'), timeZone: 'UTC', role, language: 'en', history },
  tools: new Set(toolsFor(role).map(({ name }) => name)),
});
const asked = (text: string, history: PastTurn[] = [], role: Role = 'officer') =>
  plan(text, context(history, role)).calls.map(({ tool, args }) => [tool, args]);

const summary: PastTurn = {
  question: 'how bad was the weekend',
  answer: '9 alerts; 3 of them untouched [ALR-21], [ALR-19], [ALR-18].\n5 are still open.',
  steps: [{ tool: 'posture_summary', args: { range: 'last_7d' }, ok: true }],
  citations: [{ ref: 'ALR-21' }, { ref: 'ALR-19' }, { ref: 'ALR-18' }],
};
const open = { kinds: ['alert', 'incident'], status: 'open', order: 'worst' };

describe('asked of the desk as a whole', () => {
  test.each([
    ['anything else I should know?', open],
    ['good morning, anything i should know before the meeting', open],
    ['start with the worst', { kinds: ['alert'], status: 'open', order: 'worst', limit: 1 }],
    ['which rule makes the most noise', { kinds: ['alert'], group_by: 'rule' }],
    ["who's handling the Tomas thing", { kinds: ['incident'], user: 'Tomas' }],
    ['alerts that are not resolved', { kinds: ['alert'], status: ['open', 'acknowledged'] }],
    ['any logins between midnight and 6 on weekdays', { kinds: ['login'], hours: '00:00-06:00', weekdays: 'workdays' }],
  ])('%s', (text, args) => expect(asked(text)).toEqual([['search_logs', args]]));

  test('a handover is what is open, and who comes next; to somebody by name it is an order', () => {
    expect(asked('write me a handover')).toEqual([
      ['search_logs', open],
      ['who_is_on_call', {}],
    ]);
    expect(asked('hand over INC-3 to maria')).toEqual([['update_incident', { id: 'INC-3', assignee: 'maria' }]]);
  });

  test.each([
    ['export the failed logins as a file', 'Can I export a list of logins or alerts?'],
    ['export the audit log', 'Can I export the audit log?'],
    ['how full is the disk', 'How much disk space is used?'],
    ['add bob@example.com', 'How do I add a member?'],
    ['page ada', 'How do I page or call somebody?'],
    ['how much does the ai cost us', 'What does the language model cost, and who limits it?'],
  ])('what stands in the guide: %s', (text, query) =>
    expect(asked(text, [], 'admin')).toEqual([['search_help', { query }]]),
  );

  test('what is in no log is said to be in none', () => {
    const { calls, say } = plan('who hasnt signed in for a month', context());
    expect(calls).toEqual([]);
    expect(say?.why).toBe('not_here');
    expect(plan('open LOG-ZZZZZZ', context()).say?.text).toContain('LOG-ZZZZZZ');
  });

  test('alerts of an address are shown, with how one says that they are expected', () =>
    expect(asked('mute alerts from 192.0.2.10 for two hours').map(([tool]) => tool)).toEqual([
      'search_logs',
      'search_help',
    ]));
});

describe('asked of all that was just told', () => {
  test.each([
    ['who is working on it', 'search_logs', { kinds: ['incident', 'alert'], status: 'open', order: 'worst' }],
    ['is that under control', 'search_logs', { kinds: ['incident', 'alert'], status: 'open', order: 'worst' }],
    [
      'who is it coming from',
      'search_logs',
      { kinds: ['login'], outcome: 'failure', group_by: 'ip', range: 'last_7d' },
    ],
    ['did they get in anywhere', 'search_logs', { kinds: ['alert'], rule: 'success_after_failures', range: 'last_7d' }],
    ['which of my people were affected', 'search_logs', { kinds: ['alert'], group_by: 'user', range: 'last_7d' }],
    ['what would you recommend', 'recommend_rules', {}],
    ['make a rule for it', 'recommend_rules', {}],
    ['put that in a pdf', 'search_help', { query: 'How do I print a report or save it as PDF?' }],
  ])('%s', (text, tool, args) => expect(asked(text, [summary])).toEqual([[tool, args]]));

  test('whether one of several is a false alarm is asked back, and nothing is marked', () => {
    const { calls, say } = plan('is that a false alarm you think', context([summary]));
    expect(calls).toEqual([]);
    expect(say?.options?.map(({ label }) => label)).toEqual(['ALR-21', 'ALR-19', 'ALR-18']);
  });
});

test('a page of the guide in between leads away from nothing', () => {
  const page: PastTurn = {
    question: 'put that in a pdf',
    answer: 'Open it and print the page.',
    steps: [{ tool: 'search_help', args: { query: 'pdf' }, ok: true }],
    citations: [],
  };
  expect(asked('what would you recommend', [summary, page])).toEqual([['recommend_rules', {}]]);
});

test('who decides on what was recommended is the same for all of it', () => {
  const recommended: PastTurn = {
    question: 'what would you recommend',
    answer: '2 rules [PROP-1] [PROP-2]',
    steps: [{ tool: 'recommend_rules', args: {}, ok: true }],
    citations: [{ ref: 'PROP-1' }, { ref: 'PROP-2' }],
  };
  expect(asked('who decides that', [recommended], 'manager')).toEqual([
    ['search_help', { query: 'Who can approve a rule?' }],
  ]);
  expect(asked('how much would that reduce the alerts', [recommended], 'manager')).toEqual([['recommend_rules', {}]]);
});

test('“the worst one” of a list is the worst of the whole list, not of the rows that were shown', () => {
  const listed: PastTurn = {
    question: 'whats open',
    answer: '6 open incidents and 5 open alerts.\n• [INC-7] medium, open: “a stranger”',
    steps: [{ tool: 'search_logs', args: { kinds: ['alert', 'incident'], status: 'open' }, ok: true }],
    citations: [{ ref: 'INC-7' }],
  };
  expect(asked('show me the worst one', [listed])).toEqual([
    ['search_logs', { kinds: ['alert', 'incident'], status: 'open', order: 'worst', limit: 1 }],
  ]);
});

test('“note that …”, in a conversation about nothing in particular, opens nothing by itself', () => {
  const small: PastTurn = { question: 'thanks', answer: 'You’re welcome.', steps: [], citations: [] };
  expect(asked('note that sam is on vacation', [small])).toEqual([]);
});
