import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';

const context: PlanContext = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/London',
  role: 'officer',
  language: 'en',
  tools: new Set(['search_logs', 'open_alert', 'open_incident', 'update_incident', 'create_incident']),
  history: [],
};
const searched = (message: string): Record<string, unknown> | undefined =>
  plan(message, context).calls.find(({ tool }) => tool === 'search_logs')?.args;

describe('an address, a network or an account that is left out', () => {
  test.each([
    ['logins not from 203.0.113.7', { exclude_ip: '203.0.113.7' }, 'ip'],
    ['logins from 10.0.0.0/8 excluding 10.0.5.3', { ip: '10.0.0.0/8', exclude_ip: '10.0.5.3' }, 'exclude_user'],
    ['logins from 203.0.113.0/24 except 203.0.113.49', { ip: '203.0.113.0/24', exclude_ip: '203.0.113.49' }, 'user'],
    ['without 203.0.113.7, logins from 203.0.113.0/24', { ip: '203.0.113.0/24', exclude_ip: '203.0.113.7' }, 'user'],
    ['logins this week excluding tom@north.example', { exclude_user: 'tom@north.example', range: 'this_week' }, 'user'],
    ['failed logins of everyone but not tom@north.example', { exclude_user: 'tom@north.example' }, 'user'],
    [
      'alerts except ada@north.example and tom@north.example',
      { exclude_user: 'ada@north.example,tom@north.example' },
      'user',
    ],
    [
      'logins from 10.0.0.0/8 without tom@north.example',
      { ip: '10.0.0.0/8', exclude_user: 'tom@north.example' },
      'user',
    ],
  ])('%s', (message, args, never) => {
    const found = searched(message)!;
    expect(found).toMatchObject(args);
    expect(found).not.toHaveProperty(never);
  });

  test.each([
    ['who is hitting us from 203.0.113.0/24?', 'not 203.0.113.7', { ip: '203.0.113.0/24', exclude_ip: '203.0.113.7' }],
    ['failed logins from 10.0.0.0/8', 'without 10.0.5.3', { ip: '10.0.0.0/8', exclude_ip: '10.0.5.3' }],
  ])('in what follows: %s, %s', (question, next, args) => {
    const first = plan(question, context).calls.map((call) => ({ tool: call.tool, args: call.args, ok: true }));
    const history = [{ question, answer: '', steps: first, citations: [] }];
    expect(plan(next, { ...context, history }).calls[0]?.args).toMatchObject(args);
  });
});

describe('the word for how bad something is names no account', () => {
  test.each([
    ['de', 'Zeig mir die offenen Alarme mit Schweregrad hoch oder höher', { min_severity: 'high', status: 'open' }],
    ['de', 'zeige Alarme mit Priorität kritisch', { min_severity: 'critical' }],
    ['fr', 'alertes de gravité moyenne ou plus', { min_severity: 'medium' }],
    ['fr', 'alertes de niveau de gravité élevé', { min_severity: 'high' }],
    ['es', 'alertas con severidad alta', { min_severity: 'high' }],
    ['es', 'alertas de prioridad crítica', { min_severity: 'critical' }],
  ] as const)('%s: %s', (language, message, args) => {
    const found = plan(message, { ...context, language }).calls[0]!.args;
    expect(found).toMatchObject({ kinds: ['alert'], ...args });
    expect(found).not.toHaveProperty('user');
  });
});

describe('what is left out is not what is searched for', () => {
  test.each([
    ['open alerts except the critical ones', { severities: ['low', 'medium', 'high'], status: 'open' }],
    ['everything but critical alerts', { severities: ['low', 'medium', 'high'] }],
    ['alerts other than high', { severities: ['low', 'medium', 'critical'] }],
    ['incidents that are not critical', { severities: ['low', 'medium', 'high'] }],
    ['non-critical alerts', { severities: ['low', 'medium', 'high'] }],
    ['all alerts apart from the low ones', { min_severity: 'medium' }],
    ['no low alerts please', { min_severity: 'medium' }],
    ['alerts except low and medium', { min_severity: 'high' }],
    ['alerts, not the low ones, just high and up', { min_severity: 'high' }],
  ])('severity: %s', (message, args) => {
    const found = searched(message)!;
    expect(found).toMatchObject(args);
    expect('severities' in found && 'min_severity' in found).toBe(false);
  });

  test.each([
    ['are there no critical alerts?', { min_severity: 'critical' }],
    ['nothing but critical alerts', { min_severity: 'critical' }],
    ['any critical alerts today?', { min_severity: 'critical' }],
  ])('what is asked for is searched for: %s', (message, args) => {
    expect(searched(message)).toMatchObject(args);
  });

  test('“not just the critical ones” are all', () => {
    expect(searched('not just the critical alerts')).toEqual({ kinds: ['alert'] });
  });

  test.each([
    ['alerts without the false alarms', ['open', 'acknowledged', 'resolved']],
    ['show everything except false positives', ['open', 'acknowledged', 'resolved']],
    ['alerts that are not open', ['acknowledged', 'resolved', 'false_alarm']],
    ['all alerts but the acknowledged ones', ['open', 'resolved', 'false_alarm']],
    ['incidents except the closed ones', ['open', 'investigating', 'contained']],
    ['alerts that are not resolved', ['open', 'acknowledged']],
  ])('status: %s', (message, status) => {
    expect(searched(message)?.status).toEqual(status);
  });

  test.each([
    ['incidents not assigned to maria', { exclude_assignee: 'maria' }],
    ['incidents maria is not working on', { exclude_assignee: 'maria' }],
    ['open incidents that are not mine', { exclude_assignee: 'me' }],
    ['incidents not assigned to anyone', { assignee: 'nobody' }],
    ['incidents assigned to maria', { assignee: 'maria' }],
  ])('assignee: %s', (message, args) => {
    const found = searched(message)!;
    expect(found).toMatchObject(args);
    expect('assignee' in found && 'exclude_assignee' in found).toBe(false);
  });

  test('a follow-up replaces what the search before was narrowed by', () => {
    const history = [
      {
        question: 'high alerts',
        answer: '',
        steps: [{ tool: 'search_logs', args: { kinds: ['alert'], min_severity: 'high' }, ok: true }],
        citations: [],
      },
    ];
    const { calls } = plan('everything except the high ones', { ...context, history });
    expect(calls[0]?.args).toEqual({ kinds: ['alert'], severities: ['low', 'medium', 'critical'] });
  });
});

describe('how a login ended, left out', () => {
  test.each([
    ['logins of tomas except the failed ones', 'success'],
    ['logins yesterday other than failures', 'success'],
    ['logins yesterday, but no failures', 'success'],
    ['non-failed logins yesterday', 'success'],
    ['not the successful ones, logins of tomas.keller yesterday', 'failure'],
    ['logins that were not successful', 'failure'],
    ['nothing but failed logins yesterday', 'failure'],
    ['were there no failed logins yesterday?', 'failure'],
    ['failed logins yesterday not from Germany', 'failure'],
    ['failed logins except those of tomas', 'failure'],
    ['logins yesterday, not just the failed ones', undefined],
  ])('%s', (message, outcome) => {
    expect(searched(message)?.outcome).toBe(outcome);
  });

  test.each([
    ['en', 'not the failed ones', 'success'],
    ['en', 'except the failed ones', 'success'],
    ['en', 'without the failed ones', 'success'],
    ['en', 'everything but the failed ones', 'success'],
    ['en', 'those that did not fail', 'success'],
    ['en', 'leave out the failures', 'success'],
    ['en', "don't show the failed ones", 'success'],
    ['en', 'not the successful ones', 'failure'],
    ['en', 'hide the successful ones', 'failure'],
    ['en', 'only the failed ones', 'failure'],
    ['de', 'nicht die fehlgeschlagenen', 'success'],
    ['de', 'ohne die erfolgreichen', 'failure'],
    ['fr', 'pas celles qui ont échoué', 'success'],
    ['fr', 'sauf les échecs', 'success'],
    ['es', 'no los fallidos', 'success'],
    ['es', 'excepto los exitosos', 'failure'],
  ] as const)('of the search before, %s: %s', (language, next, outcome) => {
    const steps = [{ tool: 'search_logs', args: { kinds: ['login'], user: 'tomas', range: 'yesterday' }, ok: true }];
    const history = [{ question: 'logins of tomas yesterday', answer: '', steps, citations: [] }];
    const { calls, unused } = plan(next, { ...context, language, history });
    expect(calls).toEqual([{ tool: 'search_logs', args: { ...steps[0]!.args, outcome } }]);
    expect(unused ?? []).toEqual([]);
  });

  test('“not only the failed ones” are all', () => {
    const steps = [{ tool: 'search_logs', args: { kinds: ['login'], user: 'tomas', outcome: 'failure' }, ok: true }];
    const history = [{ question: 'failed logins of tomas', answer: '', steps, citations: [] }];
    expect(plan('not only the failed ones', { ...context, history }).calls[0]?.args).toEqual({
      kinds: ['login'],
      user: 'tomas',
    });
  });
});
