import { describe, expect, test } from 'vitest';
import { askedWrites } from '../../../src/agent/guardrails/asked-writes.ts';
import { checkWrite, type WriteCheck } from '../../../src/agent/guardrails/write-check.ts';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import type { ChatTurn } from '../../../src/db/chat-sessions.ts';

const check = (message: string, seen: string[] = [], history: ChatTurn[] = []): WriteCheck & { used: Set<number> } => ({
  asked: askedWrites(message, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'UTC',
    role: 'officer',
    language: 'en',
    tools: toolsPlannedFor('officer'),
    history,
  }),
  used: new Set(),
  found: new Set(seen),
  opened: new Set(),
});
const refuseWrite = (tool: string, args: Record<string, unknown>, checked: WriteCheck): string | null => {
  const verdict = checkWrite(tool, args, checked);
  return 'refusal' in verdict ? verdict.refusal : null;
};

describe('a write that a model wants', () => {
  test.each([
    ['acknowledge ALR-3', 'update_alert', { id: 'ALR-3', status: 'acknowledged', note: 'seen' }],
    ['show alerts and open an incident', 'create_incident', { title: 'any', severity: 'high', alerts: ['ALR-1'] }],
    ['assign INC-9 to maria', 'update_incident', { id: 'INC-9', assignee: 'Maria' }],
    ['comment on INC-9: called her back', 'update_incident', { id: '9', comment: 'Called her back.' }],
    ['close INC-9, it was a drill', 'update_incident', { id: 'INC-9', status: 'closed', resolution: 'A drill' }],
    [
      'propose a rule against password spraying',
      'propose_rule',
      { rule_type: 'password_spray', params: { min_accounts: 6 } },
    ],
    [
      'raise the threshold of RULE-3 to 8',
      'propose_rule',
      { rule: 'RULE-3', params: { threshold: 8 }, statement: 'x' },
    ],
    ['ban spammer', 'moderate_member', { user: '@Spammer', action: 'ban', reason: 'x' }],
    ['mute spammer for 2 hours', 'moderate_member', { user: 'spammer', action: 'mute', duration: '2h' }],
    ['undo ACT-5', 'reverse_action', { id: 'act 5' }],
    ['lift the ban on spammer', 'reverse_action', { user: 'spammer' }],
  ])('%s: it was asked for', (message, tool, args) => {
    expect(refuseWrite(tool, args, check(message, ['ALR-1']))).toBeNull();
  });

  test.each([
    ['show alerts', 'create_incident', { title: 'x' }],
    ['acknowledge ALR-3', 'update_alert', { id: 'ALR-4', status: 'acknowledged' }],
    ['acknowledge ALR-3', 'update_alert', { id: 'ALR-3', status: 'false_alarm' }],
    ['assign INC-9 to maria', 'update_incident', { id: 'INC-9', assignee: 'mallory' }],
    ['assign INC-9 to maria', 'update_incident', { id: 'INC-9', title: 'owned', comment: 'visit evil.example' }],
    ['show alerts', 'propose_rule', { rule_type: 'password_spray' }],
    [
      'propose a rule against password spraying',
      'propose_rule',
      { rule_type: 'country', params: { countries: ['DE'] } },
    ],
    ['turn off RULE-3', 'propose_rule', { rule: 'RULE-4', state: 'retired' }],
    ['show RULE-3', 'propose_rule', { rule: 'RULE-3', state: 'retired' }],
    ['ban spammer', 'moderate_member', { user: 'dana', action: 'ban' }],
    ['ban spammer', 'moderate_member', { user: 'spammer', action: 'mute' }],
    ['ban spammer', 'moderate_member', { case: 'CASE-9', action: 'ban' }],
    ['should we ban spammer?', 'moderate_member', { user: 'spammer', action: 'ban' }],
    ["don't ban spammer", 'moderate_member', { user: 'spammer', action: 'ban' }],
    ['“ban spammer” is what he wrote', 'moderate_member', { user: 'spammer', action: 'ban' }],
    ['undo ACT-5', 'reverse_action', { id: 'ACT-6' }],
    ['undo ACT-5', 'reverse_action', { user: 'spammer' }],
  ])('%s: %s %j was not', (message, tool, args) => {
    expect(refuseWrite(tool, args, check(message, ['ALR-1']))).not.toBeNull();
  });

  const settled = (message: string, tool: string, args: Record<string, unknown>, seen: string[] = []) => {
    const verdict = checkWrite(tool, args, check(message, seen));
    return 'args' in verdict ? verdict.args : verdict.refusal;
  };

  test.each([
    [
      'which alerts were there today? and open an incident: coffee machine broken',
      'create_incident',
      { title: 'Nothing to see', summary: 'ignore', severity: 'low', alerts: ['ALR-1', 'ALR-2'] },
      { title: 'coffee machine broken' },
    ],
    [
      'open an incident: coffee machine broken, it leaks',
      'create_incident',
      { title: 'Coffee machine broken', summary: 'It leaks.' },
      { title: 'Coffee machine broken', summary: 'It leaks.' },
    ],
    [
      'show alerts and open an incident',
      'create_incident',
      { title: 'evil', severity: 'low', alerts: ['ALR-1'] },
      { alerts: ['ALR-1'] },
    ],
    [
      'assign INC-9 to maria',
      'update_incident',
      { id: 'INC-9', assignee: 'maria', comment: 'visit evil.example', title: 'owned' },
      { id: 'INC-9', assignee: 'maria' },
    ],
    [
      'close INC-9',
      'update_incident',
      { id: 'INC-9', status: 'closed', resolution: 'reward at evil.example' },
      { id: 'INC-9', status: 'closed' },
    ],
    [
      'acknowledge ALR-1',
      'update_alert',
      { id: 'ALR-1', status: 'acknowledged', note: 'call +15550001111' },
      { id: 'ALR-1', status: 'acknowledged' },
    ],
    [
      'alert me when an account fails more than 5 times in 10 minutes',
      'propose_rule',
      {
        rule_type: 'failed_logins',
        params: { threshold: 1000, window_minutes: 1, by: 'address', except: ['203.0.113.9'] },
        severity: 'low',
        name: 'fine',
      },
      {
        rule_type: 'failed_logins',
        params: { by: 'account', threshold: 5, window_minutes: 10 },
        statement: 'alert me when an account fails more than 5 times in 10 minutes',
      },
    ],
    [
      'propose a rule against password spraying',
      'propose_rule',
      { rule_type: 'password_spray', params: { except: ['203.0.113.9'] } },
      { rule_type: 'password_spray', statement: 'propose a rule against password spraying' },
    ],
    [
      'show alerts and open an incident',
      'create_incident',
      { alerts: ['ALR-66', 'ALR-67'] },
      { alerts: ['ALR-1', 'ALR-2'] },
    ],
    [
      'assign INC-9 to maria',
      'update_incident',
      { id: 'INC-9', assignee: 'maria', status: 'closed' },
      { id: 'INC-9', assignee: 'maria' },
    ],
    // what models fill in for “nothing”
    [
      'close INC-1',
      'update_incident',
      { id: 'INC-1 ', status: 'closed', undo: false },
      { id: 'INC-1', status: 'closed' },
    ],
    [
      'reopen INC-1',
      'update_incident',
      { id: 'INC-1', status: 'open', severity: '', assignee: null, title: ' ', comment: '', link_alerts: [] },
      { id: 'INC-1', status: 'open' },
    ],
    [
      'undo the last change of INC-1',
      'update_incident',
      { id: 'INC-1', undo: true, comment: 'the last change' },
      { id: 'INC-1', undo: true },
    ],
    // a part of what was said may say the opposite
    [
      'comment on INC-1: do not write that Bob is guilty',
      'update_incident',
      { id: 'INC-1', comment: 'Bob is guilty' },
      { id: 'INC-1', comment: 'do not write that Bob is guilty' },
    ],
    [
      'close INC-1, it was not the cleaning crew',
      'update_incident',
      { id: 'INC-1', status: 'closed', resolution: 'the cleaning crew' },
      { id: 'INC-1', status: 'closed', resolution: 'it was not the cleaning crew' },
    ],
    [
      'open an incident: the printer is not on fire',
      'create_incident',
      { title: 'on fire' },
      { title: 'printer is not on fire' },
    ],
  ])('“%s”: of %s only what was asked is left', (message, tool, args, left) => {
    expect(settled(message, tool, args, ['ALR-1', 'ALR-2'])).toEqual(left);
  });

  test('of several changes to one thing, a call may take up some at once', () => {
    const checked = check('assign INC-9 to maria and close it');
    const verdict = checkWrite('update_incident', { id: 'INC-9', assignee: 'maria', status: 'closed' }, checked);
    expect(verdict).toMatchObject({ args: { id: 'INC-9', assignee: 'maria', status: 'closed' } });
  });

  test('an incident that is opened is the one that is assigned beside it, whatever else was seen', () => {
    const checked = { ...check('open an incident for ALR-1 and assign it to me'), opened: new Set(['INC-4']) };
    expect(refuseWrite('update_incident', { id: 'INC-4', assignee: 'me' }, checked)).toBeNull();
    expect(refuseWrite('update_incident', { id: 'INC-1', assignee: 'me' }, checked)).not.toBeNull();
  });

  test('what asks for something else of the same thing is told what was asked', () => {
    const says = refuseWrite('update_alert', { id: 'ALR-3', status: 'false_alarm' }, check('acknowledge ALR-3'));
    expect(says).toContain('{"id":"ALR-3","status":"acknowledged"}');
  });

  test.each([[{ toString: 'x' }], [['INC-1']], [{}], [[{ id: 'INC-1' }]], [true]])('an id that is %j is none', (id) => {
    expect(refuseWrite('update_incident', { id, status: 'closed' }, check('close INC-1'))).not.toBeNull();
    expect(
      refuseWrite('update_incident', { id: 'INC-1', link_alerts: [id] }, check('link ALR-1 to INC-1')),
    ).not.toBeNull();
  });

  const opened = (message: string, history: ChatTurn[] = []): number => {
    const checked = check(message, [], history);
    for (let count = 0; ; count++) {
      const verdict = checkWrite('create_incident', { title: `number ${count}` }, checked);
      if ('refusal' in verdict) return count;
      for (const position of verdict.positions) checked.used.add(position);
    }
  };

  test.each([
    ['good morning', 0],
    ['open an incident: the fence is cut', 1],
    ['open two incidents: a broken door and a lost badge', 2],
    ['create 3 incidents about the doors', 3],
    ['show alerts from yesterday and open an incident for each of them', 8],
    ['do not open two incidents', 0],
  ])('“%s” opens %i incidents at most', (message, count) => {
    expect(opened(message)).toBe(count);
  });

  test('an answer to what was asked back completes the order, unless it takes it back', () => {
    const turn = (question: string): ChatTurn => ({
      at: new Date(0),
      question,
      answer: 'What happened?',
      citations: [],
      steps: [],
      cards: [],
      trace: {},
    });
    expect(opened('the fence is cut', [turn('open an incident')])).toBe(1);
    expect(opened('never mind', [turn('open an incident')])).toBe(0);
    expect(opened('the fence is cut', [turn('hello')])).toBe(0);
  });

  test('a refusal says what was not done and how to ask for it, in fixed words', () => {
    const says = (tool: string, args: Record<string, unknown>) => refuseWrite(tool, args, check('good morning'));
    expect(says('update_alert', { id: 'alr 1', status: 'false_alarm' })).toBe(
      'Not done: I did not mark ALR-1 as a false alarm, since you did not ask for it in your own words. If you want it, write for example “mark ALR-1 as a false alarm”.',
    );
    expect(says('update_incident', { id: 'evil.example', comment: 'visit evil.example' })).not.toContain('evil');
  });
});
