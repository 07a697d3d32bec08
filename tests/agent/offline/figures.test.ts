import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const told = (tool: string, args: Record<string, unknown>): PastTurn[] => [
  { question: '?', answer: '239 failed logins.', steps: [{ tool, args, ok: true }], citations: [] },
];
const ask = (text: string, history: PastTurn[] = [], role: Role = 'manager', language: Language = 'en') =>
  plan(text, planning({ role, history, language }));
const perDay = { kinds: ['login'], outcome: 'failure', range: 'last_7d', group_by: 'day' };

describe('figures that were just told', () => {
  test.each<[string, PastTurn[], Record<string, unknown>]>([
    ['what was the peak there?', told('search_logs', perDay), { ...perDay, order: 'worst', limit: 1 }],
    ['which day was the worst?', told('search_logs', perDay), { ...perDay, order: 'worst', limit: 1 }],
    [
      'which is the oldest?',
      told('search_logs', { kinds: ['alert'], status: 'open' }),
      { kinds: ['alert'], status: 'open', order: 'oldest', limit: 1 },
    ],
  ])('%s', (text, history, args) => {
    expect(ask(text, history).calls).toEqual([{ tool: 'search_logs', args }]);
  });

  test('a median is explained; whether a share is a lot is held against the time before', () => {
    expect(ask('what does 50 min median mean, from when to when?').say?.text).toMatch(/^The median is the middle one/);
    expect(ask('14 % false alarms, is that a lot?', told('posture_summary', { range: 'last_week' }))).toMatchObject({
      calls: [{ tool: 'posture_summary', args: { range: 'last_week' } }],
      say: { text: expect.stringContaining('nothing is known here of other organisations') },
    });
  });
});

describe('what is new where moderators work, reminders as they are typed, and a rule about addresses', () => {
  test.each(['anything new in the forum?', "what's new in the forum", 'any news from the community today'])(
    '%s',
    (text) => {
      expect(ask(text, [], 'moderator').calls).toEqual([{ tool: 'explain_case', args: {} }]);
    },
  );

  test.each(['remind me tomorow at 9 to look at the tomas account', 'remid me tommorow to call back'])('%s', (text) => {
    const made = ask(text, [], 'officer');
    expect(made.calls).toEqual([]);
    expect(made.say?.text).toMatch(/^I cannot remind anybody at a time/);
  });

  test('addresses that are not named are asked for; those that are become a rule', () => {
    const asked = ask(
      'the service accounts should only log in from the office ip, can we make a rule for that',
      [],
      'admin',
    );
    expect(asked.calls).toEqual([]);
    expect(asked.say?.text).toMatch(
      /“the service accounts” signing in from anywhere but[\s\S]*Which address or network/,
    );
    expect(ask('alert when svc-backup signs in from anywhere but 192.0.2.30', [], 'admin').calls).toMatchObject([
      { tool: 'propose_rule', args: { rule_type: 'listed', params: { mode: 'allow', networks: ['192.0.2.30'] } } },
    ]);
    expect(ask('who logged in from outside the office network?', [], 'admin').say?.text ?? '').not.toMatch(
      /Which address/,
    );
  });
});
