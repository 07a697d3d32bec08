import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import { pastTurn } from '../../../src/eval/questions/representative.ts';

/** The plan for the last of several messages. */
function planned(...messages: string[]): Plan {
  const context = {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/London',
    role: 'officer' as const,
    language: 'en' as const,
    tools: toolsPlannedFor('officer'),
  };
  const history: PastTurn[] = [];
  for (const message of messages.slice(0, -1)) history.push(pastTurn(message, plan(message, { ...context, history })));
  return plan(messages.at(-1)!, { ...context, history });
}
const args = (...messages: string[]): unknown => planned(...messages).calls.at(-1)?.args;

describe('whether somebody got in who had failed', () => {
  const told = { kinds: ['alert'], rule: 'success_after_failures' };

  test.each([
    'did anybody sign in successfully from an address that had failures before?',
    'did anyone log in from an IP with failed logins?',
  ])('the alerts of that tell it: %s', (message) => {
    expect(args(message)).toEqual(told);
    expect(planned(message).yesOrNo).toBe(true);
  });

  test('from a country', () => {
    expect(args('did anyone sign in from Romania who had failed before?')).toEqual({ ...told, country: 'RO' });
  });

  test.each([
    ['failed logins yesterday by account', 'did any of those accounts get in?'],
    ['failed logins yesterday by address', 'did anyone from those addresses actually get in?'],
    ['failed logins yesterday', 'did any of them succeed afterwards?'],
  ])('of those that failed: %s, %s', (first, next) => {
    expect(args(first, next)).toEqual({ ...told, range: 'yesterday' });
  });

  test('of an address, and of the address of an alert, whether it signed in anywhere', () => {
    const success = { kinds: ['login'], outcome: 'success' };
    expect(args('failed logins from 203.0.113.7', 'did any of those accounts get in?')).toEqual({
      ...success,
      ip: '203.0.113.7',
    });
    expect(args('open ALR-19', 'did any of those 17 accounts get in?')).toEqual({ ...success, ip: 'ALR-19' });
    expect(args('ALR-19, did any of those 17 accounts actually get in?')).toEqual({ ...success, ip: 'ALR-19' });
  });

  test.each([
    ['successful logins from Germany', { kinds: ['login'], outcome: 'success', country: 'DE' }],
    ['failed logins from 203.0.113.7', { outcome: 'failure', ip: '203.0.113.7' }],
  ])('what asks for something else is that: %s', (message, expected) => {
    expect(args(message)).toMatchObject(expected);
  });
});

describe('a comparison goes back as a pair', () => {
  const week = 'failed logins this week compared to last week';
  test.each([
    [[week, 'and the week before?'], 'last_week'],
    [[week, 'and last week?'], 'last_week'],
    [[week, 'only the ones from Romania', 'and the week before?'], 'last_week'],
    [[week, 'and the week before?', 'and the week before that?'], '2026-11-02/2026-11-08'],
    [['failed logins today compared to yesterday', 'and yesterday?'], 'yesterday'],
  ])('%j', (messages, range) => {
    expect(args(...messages)).toMatchObject({ range, compare_to: 'previous' });
  });
});
