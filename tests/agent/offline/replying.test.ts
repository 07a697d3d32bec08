import { expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { pastTurn } from '../../../src/eval/questions/representative.ts';

const clock = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };

/** The last of several messages, read in the light of the ones before. */
function converse(messages: readonly string[], role: Role = 'officer'): Plan {
  const context = { ...clock, role, language: 'en' as const, tools: toolsPlannedFor(role) };
  const history: PastTurn[] = [];
  for (const message of messages.slice(0, -1)) history.push(pastTurn(message, plan(message, { ...context, history })));
  return plan(messages.at(-1)!, { ...context, history });
}

test.each<[string[], [tool: string, args: Record<string, unknown>][]]>([
  [['open ALR-3', 'assign it to me', 'yes'], [['create_incident', { alerts: ['ALR-3'] }]]],
  [['open ALR-3', 'assign it to me', 'no thanks'], []],
  [['open alerts', 'acknowledge it', 'the first'], [['update_alert', { id: 'ALR-101', status: 'acknowledged' }]]],
  [['open alerts', 'acknowledge it', 'ALR-102'], [['update_alert', { id: 'ALR-102', status: 'acknowledged' }]]],
  [['close 44', 'the incident'], [['update_incident', { id: 'INC-44', status: 'closed' }]]],
  [['assign INC-8', 'to Lena'], [['update_incident', { id: 'INC-8', assignee: 'Lena' }]]],
  [['tomorrow’s logins', 'yesterday'], [['search_logs', { kinds: ['login'], range: 'yesterday' }]]],
  [['open alerts today', 'no, I meant yesterday'], [['search_logs', { status: 'open', range: 'yesterday' }]]],
  [['show INC-14', 'sorry, I meant INC-15'], [['open_incident', { id: 'INC-15' }]]],
  [
    ['open a high incident: tailgating', 'actually make that critical'],
    [['update_incident', { severity: 'critical' }]],
  ],
  [['acknowledge ALR-4', 'undo that'], [['update_alert', { id: 'ALR-4', status: 'open' }]]],
  [['logins on 10 december 2015', 'and on 11 December?'], [['search_logs', { range: '2015-12-11' }]]],
  [['failed logins today', 'who are they?'], [['search_logs', { outcome: 'failure', group_by: 'user' }]]],
  [['failed logins of bob today', 'same for alice'], [['search_logs', { user: 'alice', range: 'today' }]]],
  [['failed logins today', 'only from IP 203.0.113.5'], [['search_logs', { outcome: 'failure', ip: '203.0.113.5' }]]],
  [['open alerts', 'put the first two into an incident'], [['create_incident', { alerts: ['ALR-101', 'ALR-102'] }]]],
  [['open alerts', 'add the second to INC-7'], [['update_incident', { id: 'INC-7', link_alerts: ['ALR-102'] }]]],
])('%j', (messages, expected) => {
  const { calls } = converse(messages);
  expect(calls.map((call) => call.tool)).toEqual(expected.map(([tool]) => tool));
  for (const [index, [, args]] of expected.entries()) expect(calls[index]!.args).toMatchObject(args);
});

test('“it” of several is asked about, with the choices', () => {
  expect(converse(['open alerts', 'acknowledge it'])).toMatchObject({
    calls: [],
    say: { why: 'ask', text: 'Which one do you mean: ALR-101, ALR-102 or ALR-103?' },
  });
});

test('moderation goes on with whom it was about', () => {
  expect(converse(['ban @raider', 'ok, undo that'], 'moderator').calls).toEqual([
    { tool: 'reverse_action', args: { user: 'raider' } },
  ]);
  expect(converse(['warn @a1 and @b2', 'ban them both'], 'moderator').calls.map((call) => call.args.user)).toEqual([
    'a1',
    'b2',
  ]);
});

test('a correction never opens an incident a second time', () => {
  expect(converse(['open an incident: door left open', 'no, I meant the gate']).calls).not.toContainEqual(
    expect.objectContaining({ tool: 'create_incident' }),
  );
});
