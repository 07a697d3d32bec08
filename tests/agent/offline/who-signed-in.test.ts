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
