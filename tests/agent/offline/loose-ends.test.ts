import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';

const context: PlanContext = {
  now: new Date('2026-11-21T14:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer',
  language: 'en',
  tools: toolsPlannedFor('officer'),
  history: [],
};

/** What the last message of a conversation means, where each answer showed what its question named. */
function last(messages: readonly string[], language: Language = 'en'): Plan {
  const history: PastTurn[] = [];
  let made: Plan = { calls: [], say: null };
  for (const message of messages) {
    made = plan(message, { ...context, language, history: [...history] });
    const refs = made.calls.flatMap(({ tool, args }) =>
      tool === 'create_incident' ? ['INC-11'] : typeof args.id === 'string' ? [args.id] : [],
    );
    history.push({
      question: message,
      answer: refs.join(' '),
      steps: made.calls.map(({ tool, args }) => ({ tool, args, ok: true })),
      citations: refs.map((ref) => ({ ref })),
    });
  }
  return made;
}
const firstCall = (messages: readonly string[], language?: Language): [string, unknown] | undefined => {
  const [call] = last(messages, language).calls;
  return call && [call.tool, call.args];
};

describe('who is who among the members', () => {
  test.each([
    ['en', 'who has officer rights', { role: 'officer' }],
    ['en', 'who has the admin role?', { role: 'admin' }],
    ['de', 'wer ist Administrator?', { role: 'admin' }],
    ['fr', 'qui est administrateur ?', { role: 'admin' }],
    ['es', '¿quién es administrador?', { role: 'admin' }],
    ['en', 'what email address does maria have', { name: 'maria' }],
    ['en', "what is tom's e-mail?", { name: 'tom' }],
  ] as const)('%s: %s', (language, message, args) => {
    expect(firstCall([message], language)).toEqual(['list_members', args]);
  });

  test.each(['make jonas an officer', 'please give ada admin rights', 'change the role of sam to manager'])(
    'giving a role is told how: %s',
    (message) => {
      expect(firstCall([message])).toEqual(['search_help', { query: 'how do I change somebody’s role' }]);
    },
  );
});

test.each([
  ['de', 'Wie füge ich ein neues Mitglied hinzu?'],
  ['de', 'Wie importiere ich Logs?'],
  ['fr', 'comment ajouter un membre ?'],
  ['es', '¿cómo añado un nuevo miembro?'],
] as const)('a how-to question is looked up in its own words, %s: %s', (language, message) => {
  expect(firstCall([message], language)).toEqual(['search_help', { query: message }]);
});

test.each([
  ['en', 'thats all thx'],
  ['en', "that'll be all"],
  ['de', 'Danke, das wars'],
  ['de', "Das war's, danke"],
  ['fr', 'merci, c’est tout pour aujourd’hui'],
  ['es', 'gracias, eso es todo por hoy'],
] as const)('a good-bye is no question, %s: %s', (language, message) => {
  expect(last([message], language)).toMatchObject({ calls: [], say: { why: 'small_talk' } });
});

describe('what was shown before', () => {
  test.each([
    [['alr14', 'and 16?'], 'open_alert', { id: 'ALR-16' }],
    [['open INC-3', 'what about 5?'], 'open_incident', { id: 'INC-5' }],
    [['open INC-1', 'which alerts belong to it'], 'open_incident', { id: 'INC-1' }],
    [['open INC-1', 'what are its alerts?'], 'open_incident', { id: 'INC-1' }],
    [['open INC-1', 'is there a similar case'], 'similar_incidents', { id: 'INC-1' }],
    [['open an incident for ALR-14', 'pass it to maria'], 'update_incident', { id: 'INC-11', assignee: 'maria' }],
    [
      ['open ALR-16', 'who else did they try'],
      'search_logs',
      { ip: 'ALR-16', kinds: ['login'], exclude_user: 'ALR-16', group_by: 'user' },
    ],
  ])('%s', (messages, tool, args) => {
    expect(firstCall(messages)).toEqual([tool, args]);
  });

  test.each([
    [['logins of ada', 'and tomas', 'both together'], { kinds: ['login'], user: 'ada,tomas' }],
    [
      ['failed logins today', 'give me the full list'],
      { kinds: ['login'], outcome: 'failure', range: 'today', limit: 50 },
    ],
    [['failed logins from 203.0.113.15', 'did it work?'], { kinds: ['login'], outcome: 'success', ip: '203.0.113.15' }],
    [['alerts this week', 'sort them by how bad they are'], { kinds: ['alert'], range: 'this_week', order: 'worst' }],
  ])('of a search: %s', (messages, args) => {
    expect(firstCall(messages)).toEqual(['search_logs', args]);
  });

  test('what waits for somebody, after a summary', () => {
    expect(last(['how secure are we', "which of those are nobody's yet?"]).calls.map(({ args }) => args)).toEqual([
      { kinds: ['incident'], assignee: 'nobody', status: 'open' },
      { kinds: ['alert'], status: 'open' },
    ]);
  });

  test('days of one thing that was opened are asked about, not those of everybody', () => {
    expect(last(['open INC-10', 'show me on which days'])).toMatchObject({ calls: [], say: { why: 'ask' } });
  });

  test('a bare order after small talk is asked about, and carried out straight after what it means', () => {
    expect(last(['open INC-3', 'hi', 'close'])).toMatchObject({ calls: [], say: { why: 'ask' } });
    expect(firstCall(['open INC-3', 'close'])).toEqual(['update_incident', { id: 'INC-3', status: 'closed' }]);
  });

  test('“both” are the two that were opened one after the other', () => {
    const { calls } = last(['alr14', 'and 16?', 'ack both']);
    expect(calls.map(({ args }) => args)).toEqual([
      { id: 'ALR-16', status: 'acknowledged' },
      { id: 'ALR-14', status: 'acknowledged' },
    ]);
  });

  test('and where one was opened, or the two are of two kinds, it is asked', () => {
    expect(last(['open ALR-14', 'close both']).calls).toEqual([]);
    expect(last(['open INC-3', 'open ALR-14', 'close both']).calls).toEqual([]);
  });
});

test('more digits than a reference has are no reference', () => {
  const { calls, say } = last(['open ALR-999999999999999999999']);
  expect(calls).toEqual([]);
  expect(say).toMatchObject({ why: 'ask', text: expect.stringContaining('ALR-999999999999999999999') });
});

describe('rules by their words', () => {
  test.each([
    'turn the office hours rule off',
    'disable the new devices rule',
    'switch off our password spraying rule',
  ])('which one it is stands in the list: %s', (message) => {
    expect(firstCall([message])).toEqual(['list_rules', { kind: expect.any(String) }]);
  });

  test('proposals are decided on their cards', () => {
    expect(firstCall(['what proposals are waiting', 'reject all of them'])).toEqual([
      'open_proposals',
      { decide: 'reject' },
    ]);
  });
});

test.each([
  ['are we getting more attacks than a week ago', 'posture_summary', 'last_7d'],
  ['more failed logins than a week ago?', 'search_logs', 'last_7d'],
  ['more failed logins than a month ago?', 'search_logs', 'last_30d'],
])('a length of time ago is compared with as long a time: %s', (message, tool, range) => {
  expect(firstCall([message])).toEqual([tool, expect.objectContaining({ range })]);
});

test.each(['what did tomas post in #general yesterday', 'who said hi in the standup channel'])(
  'of messages nothing is known, and that is said: %s',
  (message) => {
    expect(last([message])).toMatchObject({ calls: [], say: { why: 'not_here' } });
  },
);

test('whom an address went for is told by account', () => {
  expect(firstCall(['who else was affected by the attack from 203.0.113.15'])).toEqual([
    'search_logs',
    { kinds: ['login'], outcome: 'failure', ip: '203.0.113.15', group_by: 'user' },
  ]);
});
