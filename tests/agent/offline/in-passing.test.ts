import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { exceptionWords } from '../../../src/messages/catalogue/alert-exceptions.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const planned = (text: string, role: Role = 'officer', history: PastTurn[] = []) =>
  plan(text, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'UTC',
    role,
    language: 'en',
    tools: new Set(toolsFor(role).map((tool) => tool.name)),
    history,
  });
const alertRow = (ref: string, severity: string) => `• [${ref}] ${severity}, open: somebody signed in (Sat 21 Nov)`;
const turn = (tool: string, args: Record<string, unknown>, answer: string, refs: string[]): PastTurn => ({
  question: 'x',
  answer,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});

describe('what is said in passing and shortly', () => {
  test.each<[Role, string, string, Record<string, unknown>]>([
    ['officer', 'is it normal that r.diaz works on saturdays?', 'explain_login', { account: 'r.diaz' }],
    [
      'officer',
      'the 2 worst open alerts',
      'search_logs',
      { kinds: ['alert'], status: 'open', order: 'worst', limit: 2 },
    ],
    ['officer', "what's on klaus' desk", 'search_logs', { kinds: ['incident'], assignee: 'klaus' }],
    ['officer', 'which alerts do we have on mute', 'list_exceptions', {}],
    [
      'officer',
      'stop pinging me about ALR-8 until tmrw',
      'silence_alert',
      { id: 'ALR-8', how: 'snooze', until: 'tomorrow' },
    ],
    ['officer', 'ALR-8 should go back to open', 'update_alert', { id: 'ALR-8', status: 'open' }],
    ['officer', 'anything still open that i forgot?', 'search_logs', { kinds: ['alert', 'incident'], status: 'open' }],
    [
      'officer',
      'what have I not reviewed yet at the loading dock?',
      'show_camera',
      { camera: 'loading dock', reviewed: false },
    ],
    ['officer', 'unreviewed events at the front door today', 'show_camera', { camera: 'front door', reviewed: false }],
    ['officer', 'which camera events has nobody reviewed?', 'show_camera', { reviewed: false }],
    ['officer', 'is there anything left to review on the cameras?', 'show_camera', { reviewed: false }],
    ['officer', 'strangers at the gate last nite', 'find_sightings', { known: false, range: 'last_night' }],
    ['admin', 'RULE-2 must be high', 'propose_rule', { rule: 'RULE-2', severity: 'high' }],
    ['admin', 'put rule 2 back on', 'propose_rule', { rule: 'RULE-2', state: 'active' }],
    ['admin', 'ping me about 4 failed logins within 10 minutes', 'propose_rule', { rule_type: 'failed_logins' }],
    ['admin', 'what needs my go-ahead? anything waiting for my ok?', 'open_proposals', {}],
    ['admin', 'PROP-3: yes', 'open_proposals', { id: 'PROP-3', decide: 'approve' }],
    ['admin', 'does boris still work here?', 'list_members', { name: 'boris' }],
    ['moderator', 'who moderates here', 'list_members', { role: 'moderator' }],
    ['manager', "this morning's report", 'open_report', { kind: 'daily' }],
    ['manager', 'post us that summary every friday', 'search_help', {}],
    ['employee', 'where did my message go?', 'own_moderation', {}],
  ])('%s: %s', (role, text, tool, args) => {
    expect(planned(text, role).calls).toMatchObject([{ tool, args }]);
  });

  test('what waits for somebody waits in cases, and for a button', () =>
    expect(planned("what's still left for me to do?", 'moderator').calls).toMatchObject([
      { tool: 'moderation_history', args: { state: 'open' } },
      { tool: 'open_proposals', args: {} },
    ]));

  test('the worst of what was shown, however that is asked', () => {
    const answer = ['2 alerts.', alertRow('ALR-3', 'high'), alertRow('ALR-4', 'low')].join('\n');
    const history = [turn('search_logs', { kinds: ['alert'] }, answer, ['ALR-3', 'ALR-4'])];
    for (const text of ['whats the worst of it', 'and the worst one?', 'which is the most serious of these'])
      expect(planned(text, 'officer', history).calls, text).toEqual([{ tool: 'open_alert', args: { id: 'ALR-3' } }]);
  });

  test('whoever says that they are on it, after one alert was opened, acknowledges that', () => {
    const history = [turn('open_alert', { id: 'ALR-3' }, '[ALR-3] is open, high: x.', ['ALR-3'])];
    expect(planned("ok i'm on it", 'officer', history).calls).toMatchObject([
      { tool: 'update_alert', args: { id: 'ALR-3', status: 'acknowledged' } },
    ]);
  });

  test('an alert that is described is shown before it is left alone, and then “it” is that one', () => {
    const { calls, say } = planned('snooze the newest medium alert until friday');
    expect(calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open', severities: ['medium'], limit: 1 } },
    ]);
    expect(say?.text).toBe(exceptionWords.en.answer.seeFirst('friday'));
    const shown = [turn('search_logs', calls[0]!.args, alertRow('ALR-6', 'medium'), ['ALR-6'])];
    expect(planned('snooze it until friday', 'officer', shown).calls).toMatchObject([
      { tool: 'silence_alert', args: { id: 'ALR-6', how: 'snooze', until: 'friday' } },
    ]);
    expect(planned('snooze the newest medium alert until friday', 'manager').say?.why).toBe('role');
  });

  test('whether an address tried more than one account, after it was looked at', () => {
    const history = [turn('search_logs', { ip: '203.0.113.9' }, '4 logins from 203.0.113.9.', [])];
    expect(planned('did it try any other accounts?', 'officer', history).calls).toMatchObject([
      { tool: 'search_logs', args: { ip: '203.0.113.9', group_by: 'user' } },
    ]);
  });

  test('what somebody did in a day is longer ago than a conversation remembers', () => {
    expect(planned('what did I change today?').calls.map(({ tool }) => tool)).toEqual(['search_help']);
    expect(planned('what did we do yesterday?', 'moderator').calls).toEqual([
      { tool: 'moderation_history', args: { range: 'yesterday' } },
    ]);
  });
});
