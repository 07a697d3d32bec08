import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const shown = (tool: string, args: Record<string, unknown>, ref: string): PastTurn => ({
  question: `show ${ref}`,
  answer: `[${ref}]`,
  steps: [{ tool, args, ok: true }],
  citations: [{ ref }],
});
const atRule = [shown('list_rules', { id: 'RULE-8' }, 'RULE-8')];
const names = [
  {
    name: 'Grace Mbeki',
    bears: ['grace', 'mbeki', 'grace mbeki'],
    member: null,
    accounts: ['grace@example.org'],
    person: null,
    author: null,
  },
];
const ask = (text: string, history: PastTurn[] = [], role: Role = 'admin') =>
  plan(text, planning({ role, names, history }));

describe('a rule is spoken of by reference, by what it is called or about, and as the one at hand', () => {
  test.each<[string, Record<string, unknown>, string | undefined, PastTurn[]?]>([
    ['how noisy is the new device rule?', { named: 'new device' }, 'rule_noise'],
    ['how often does RULE-4 fire?', { id: 'RULE-4' }, 'rule_noise'],
    ['is the working hours rule too noisy?', { named: 'working hours' }, 'rule_noise'],
    ['who did it catch?', { id: 'RULE-8' }, 'rule_noise', atRule],
    ['when was it made?', { id: 'RULE-8' }, 'rule_made', atRule],
    ['who made the impossible travel rule?', { named: 'impossible travel' }, 'rule_made'],
    ['what does it look at', { id: 'RULE-8' }, 'rule_words', atRule],
    [
      'how noisy is the rule behind it?',
      { of_alert: 'ALR-3' },
      'rule_noise',
      [shown('open_alert', { id: 'ALR-3' }, 'ALR-3')],
    ],
  ])('%s', (text, args, asked, history) => {
    expect(ask(text, history)).toMatchObject({ calls: [{ tool: 'list_rules', args }], asked });
  });
});

describe('what is wished of a rule is proposed, or done through an exception that ends', () => {
  test.each<[string, string, Record<string, unknown>, PastTurn[]?]>([
    [
      'mute it for grace till friday',
      'mute_rule',
      { rule: 'RULE-8', user: 'grace@example.org', until: 'friday' },
      atRule,
    ],
    ['mute RULE-8 for grace.mbeki till friday', 'mute_rule', { rule: 'RULE-8', user: 'grace.mbeki', until: 'friday' }],
    ['leave grace out of it', 'propose_rule', { rule: 'RULE-8', leave_out: ['grace'] }, atRule],
    ['can we make that from 11pm instead', 'propose_rule', { rule: 'RULE-8', params: { from: '23:00' } }, atRule],
    ['make RULE-9 from 7 to 21', 'propose_rule', { rule: 'RULE-9', params: { from: '07:00', to: '21:00' } }],
    [
      'the people at main gate alerts are annoying, can we make that from 11pm instead',
      'propose_rule',
      { rule_named: 'people at main gate', params: { from: '23:00' } },
    ],
    ['raise it to 20', 'propose_rule', { rule: 'RULE-8', params: { threshold: 20 } }, atRule],
    ['switch it off till monday', 'propose_rule', { rule: 'RULE-8', state: 'retired' }, atRule],
    [
      'turn off the rule about new countries',
      'propose_rule',
      { rule_named: 'new countries', state: 'retired' },
      atRule,
    ],
  ])('%s', (text, tool, args, history) => {
    expect(ask(text, history).calls).toMatchObject([{ tool, args }]);
  });

  test('a whole rule is not muted for a while: whom it is to be quiet about is asked', () => {
    expect(ask('mute RULE-9')).toMatchObject({
      calls: [],
      say: { why: 'not_here', text: expect.stringContaining('RULE-9') },
    });
  });

  test('who may not change alerts or propose rules is told so', () => {
    expect(ask('mute RULE-8 for grace till friday', [], 'manager')).toMatchObject({ calls: [], say: { why: 'role' } });
    expect(ask('raise it to 20', atRule, 'manager').calls).toEqual([]);
    expect(ask('how noisy is RULE-8', [], 'moderator')).toMatchObject({ calls: [], say: { why: 'role' } });
  });

  test.each([
    ['mute ALR-3 until friday', 'silence_alert'],
    ['pause alerts of all cameras for 2 hours', 'pause_alerts'],
    ['create a rule for logins from Russia', 'propose_rule'],
    ['how many alerts did we have this week', 'search_logs'],
  ])('“%s” is none of it', (text, tool) => {
    expect(ask(text).calls[0]).toMatchObject({ tool });
  });
});
