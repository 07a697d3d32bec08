import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';

const context: PlanContext = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/London',
  role: 'officer',
  language: 'en',
  tools: new Set(['search_logs', 'open_alert', 'posture_summary']),
  history: [],
};
const searched = (message: string): Record<string, unknown> | undefined =>
  plan(message, context).calls.find(({ tool }) => tool === 'search_logs')?.args;

describe('who signed in is who did, not who tried', () => {
  test.each([
    'who signed in from romania this week',
    'who logged in today',
    'how many people signed in today',
    'which employees signed in last night',
    'show everyone who signed in from france',
  ])('%s', (message) => {
    expect(searched(message)).toMatchObject({ kinds: ['login'], outcome: 'success', group_by: 'user' });
  });

  test.each(['logins from romania', 'who tried to sign in from romania', 'who attempted to log in today'])(
    'everything: %s',
    (message) => {
      expect(searched(message)?.outcome).not.toBe('success');
    },
  );

  test('who failed is asked as before', () => {
    expect(searched('who failed to log in today')).toMatchObject({ outcome: 'failure' });
    expect(searched('who has logged in as root')).toMatchObject({ outcome: 'success', user: 'root' });
  });
});

describe('a name is used, or said to be left aside', () => {
  test.each([
    ['what exactly happened with tomas last night', 'tomas'],
    ['when was the last time maria logged in', 'maria'],
    ['when was priya last seen signing in', 'priya'],
  ])('%s', (message, user) => {
    expect(searched(message)).toMatchObject({ user });
  });

  test('who resolved an alert is nothing that alerts are searched by', () => {
    expect(plan('which alerts did maria resolve', context).unused).toEqual(['maria']);
  });
});

test('the week before a summary of the last seven days ends where these begin', () => {
  const history = [
    { question: 'how are things', answer: '', steps: [{ tool: 'posture_summary', args: {}, ok: true }], citations: [] },
  ];
  expect(plan('and the week before?', { ...context, history }).calls).toEqual([
    { tool: 'posture_summary', args: { range: '2026-11-06T12:00/2026-11-13T12:00' } },
  ]);
});

describe('a message that holds more than one thing', () => {
  test('what came to nothing is said, what can be done is done', () => {
    const { calls, undone } = plan('show alerts for tomas, then open the worst one and assign it to me', context);
    expect(calls).toEqual([{ tool: 'search_logs', args: { kinds: ['alert'], user: 'tomas' } }]);
    expect(undone).toEqual(['open the worst one', 'assign it to me']);
  });

  test('an order and a question are both taken up', () => {
    const history = [{ question: 'open alerts', answer: '[ALR-9]', steps: [], citations: [{ ref: 'ALR-9' }] }];
    const tools = new Set([...context.tools, 'update_alert']);
    const { calls } = plan('close it, was a false alarm, and tell me what else is open', {
      ...context,
      tools,
      history,
    });
    expect(calls.map(({ tool }) => tool)).toEqual(['update_alert', 'search_logs']);
    expect(calls[1]?.args).toEqual({ kinds: ['alert', 'incident'], status: 'open' });
  });

  test.each(['officer', 'employee'] as const)('of a mishap the guide is asked, nothing is opened: %s', (role) => {
    const tools = new Set(['search_help', 'search_logs', 'create_incident']);
    for (const message of [
      'i clicked on a link in a weird email, what now??',
      'I gave my password to someone on the phone, what should I do?',
    ])
      expect(plan(message, { ...context, role, tools }).calls.map(({ tool }) => tool)).toEqual(['search_help']);
  });

  test('a question for the rules does not go on with a search', () => {
    const steps = [{ tool: 'search_logs', args: { kinds: ['login'], range: 'today' }, ok: true }];
    const history = [{ question: 'logins today', answer: '', steps, citations: [] }];
    const tools = new Set([...context.tools, 'list_rules']);
    expect(plan('which rules do i have', { ...context, tools, history }).calls[0]?.tool).toBe('list_rules');
  });
});
