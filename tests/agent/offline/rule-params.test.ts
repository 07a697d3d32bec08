import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import { readRuleHours } from '../../../src/agent/offline/rule-hours.ts';
import { readRuleChange, readRuleParams } from '../../../src/agent/offline/rule-params.ts';
import type { Role } from '../../../src/domain/role.ts';
import { DETECTORS, findDetector } from '../../../src/pipeline/anomaly/index.ts';

const planned = (text: string, role: Role = 'admin', citations: { ref: string }[] = []) =>
  plan(text, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/London',
    role,
    language: 'en',
    tools: toolsPlannedFor(role),
    history: citations.length > 0 ? [{ question: '', answer: '', steps: [], citations }] : [],
  });
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WORKING = EVERY_DAY.slice(0, 5);

describe('a wish for a rule is read with its numbers', () => {
  test.each([
    [
      'draft a rule: alert when someone fails to sign in more than 5 times in 10 minutes',
      'failed_logins',
      { by: 'account', threshold: 5, window_minutes: 10 },
    ],
    [
      'alert us when an account has at least 8 failed logins within an hour',
      'failed_logins',
      { by: 'account', threshold: 7, window_minutes: 60 },
    ],
    [
      'block IPs after 20 failed attempts in 5 minutes',
      'failed_logins',
      { by: 'address', threshold: 19, window_minutes: 5 },
    ],
    [
      'rule: more than 30 failures from one address in 15 minutes except 192.0.2.0/24',
      'failed_logins',
      { by: 'address', threshold: 30, window_minutes: 15, except: ['192.0.2.0/24'] },
    ],
    [
      'alert me if one IP tries more than 12 accounts in half an hour',
      'password_spray',
      { min_accounts: 13, window_minutes: 30 },
    ],
    [
      'tell me when an account succeeds after 12 failures within 20 minutes',
      'success_after_failures',
      { by: 'account', min_failures: 12, window_minutes: 20 },
    ],
    ['alert on logins outside 8 to 18', 'time_window', { days: EVERY_DAY, from: '08:00', to: '18:00' }],
    [
      'alert when someone signs in outside 9am to 5pm on weekdays',
      'time_window',
      { days: WORKING, from: '09:00', to: '17:00' },
    ],
    [
      'I want to be notified about logins between 22:00 and 6:00',
      'time_window',
      { days: EVERY_DAY, from: '06:00', to: '22:00' },
    ],
    ['alert us if anyone logs in on weekends', 'time_window', { days: WORKING, from: '00:00', to: '23:59' }],
    [
      'tell me when the admin account signs in outside 7:00 to 19:00',
      'time_window',
      { days: EVERY_DAY, from: '07:00', to: '19:00', accounts: ['admin'] },
    ],
    [
      'propose a rule that blocks logins from North Korea or Iran',
      'country',
      { mode: 'deny', countries: ['KP', 'IR'] },
    ],
    ['only allow logins from Germany and Austria', 'country', { mode: 'allow', countries: ['DE', 'AT'] }],
    ['alert us about login attempts from Russia', 'country', { mode: 'deny', countries: ['RU'], failures: true }],
    ['warn us if someone signs in from a new device', 'first_seen', { what: 'device' }],
    ['create a rule for impossible travel faster than 800 km/h', 'impossible_travel', { max_speed_kmh: 800 }],
    ['alert me when someone signs in from 203.0.113.0/24', 'listed', { networks: ['203.0.113.0/24'] }],
    [
      'create a rule that alerts when the account svc-backup signs in from anywhere but 10.0.0.0/8',
      'listed',
      { mode: 'allow', networks: ['10.0.0.0/8'], accounts: ['svc-backup'] },
    ],
    ['tell me whenever guest logs in', 'listed', { accounts: ['guest'] }],
    [
      'block logins from 198.51.100.7 and 2001:db8::/32, attempts too',
      'listed',
      { networks: ['198.51.100.7', '2001:db8::/32'], failures: true },
    ],
    ['warn me when an admin signs in without 2FA', 'without_second_factor', { group: ['admin*', '*admin', 'root'] }],
    ['require two-factor for dana and sam', 'without_second_factor', { group: ['dana', 'sam'] }],
    [
      'alert us when dana, sam or svc-* signs in without a second factor',
      'without_second_factor',
      { group: ['dana', 'sam', 'svc-*'] },
    ],
    ['tell me if anyone signs in without mfa', 'without_second_factor', { group: ['*'] }],
    ['two factor for everybody please', 'without_second_factor', { group: ['*'] }],
    [
      'more than 3 failures from one address in 30 minutes, propose a rule',
      'failed_logins',
      { by: 'address', threshold: 3, window_minutes: 30 },
    ],
  ])('%s', (text, rule_type, params) => {
    expect(planned(text).calls).toMatchObject([{ tool: 'propose_rule', args: { rule_type, params } }]);
    expect(planned(text).calls[0]?.args.params).toEqual(params);
    expect(findDetector(rule_type)!.params.safeParse(params).success).toBe(true);
  });

  test.each([
    'everyone in finance must use MFA',
    'make two-factor mandatory for managers',
    'can you propose MFA for the whole sales team',
    'enforce multi-factor authentication for the IT team',
  ])('whose accounts nobody named: %s', (text) => {
    expect(planned(text).calls).toMatchObject([{ tool: 'propose_rule', args: { rule_type: 'require_mfa' } }]);
  });

  test.each([
    ['raise the threshold of RULE-3 to 8', { rule: 'RULE-3', params: { threshold: 8 } }],
    ['set the window of rule 1 to 20 minutes', { rule: 'RULE-1', params: { window_minutes: 20 } }],
    ['make RULE-2 critical', { rule: 'RULE-2', severity: 'critical' }],
    ['turn off RULE-4', { rule: 'RULE-4', state: 'retired' }],
    ['switch RULE-9 on', { rule: 'RULE-9', state: 'active' }],
  ])('%s', (text, wanted) => {
    expect(planned(text).calls).toMatchObject([{ tool: 'propose_rule', args: wanted }]);
  });

  test.each([
    'open PROP-8',
    'show proposal PROP-8',
    'show me proposal 8',
    'list the open proposal PROP-8',
    'is PROP-8 still waiting for approval?',
    'zeige Vorschlag PROP-8',
    'montre la proposition PROP-8',
    'muestra la propuesta PROP-8',
  ])('“%s” opens that one, not the list', (text) => {
    expect(planned(text).calls).toEqual([{ tool: 'open_proposals', args: { id: 'PROP-8' } }]);
  });

  test('deciding in words shows the card, and never decides', () => {
    expect(planned('approve PROP-3').calls).toEqual([
      { tool: 'open_proposals', args: { id: 'PROP-3', decide: 'approve' } },
    ]);
    expect(planned('reject it', 'admin', [{ ref: 'PROP-2' }]).calls).toEqual([
      { tool: 'open_proposals', args: { id: 'PROP-2', decide: 'reject' } },
    ]);
    expect(planned('approve the rule about VPN logins', 'employee')).toMatchObject({ calls: [], say: { why: 'role' } });
    expect(planned('what is waiting for approval?').calls).toEqual([{ tool: 'open_proposals', args: {} }]);
    expect(planned('which rules do we have?').calls).toEqual([{ tool: 'list_rules', args: {} }]);
    expect(planned('which rules are switched off?').calls).toEqual([{ tool: 'list_rules', args: { state: 'off' } }]);
    expect(planned('which rules should we add?').calls).toEqual([{ tool: 'recommend_rules', args: {} }]);
  });
});

test('any text is read without an exception, and hours are times of a day', () => {
  const kinds = [...DETECTORS.map(({ kind }) => kind), 'astrology'];
  const words = fc.constantFrom(
    ...[
      'outside',
      'between',
      '25',
      '8',
      '18:00',
      'to',
      'and',
      'midnight',
      'after',
      'before',
      'weekends',
      'on',
      'monday',
    ],
    ...[
      'more than',
      '99999',
      'failures',
      'within',
      'an',
      'hour',
      'except',
      '192.0.2.0/24',
      '::1',
      'accounts',
      'am',
      'pm',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (given, kind) => {
      const rule = { text: given.toLowerCase(), raw: given, countries: [], excludedCountries: [] };
      readRuleParams(kind, rule);
      readRuleChange(rule);
      const { from, to } = readRuleHours(rule.text);
      for (const time of [from, to]) if (time !== undefined) expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    }),
  );
});

describe('what no rule can hold is said', () => {
  test.each([
    'alert me when an account signs in from more than 3 countries in a day',
    'alert me when an account signs in from a new country after 10 failed attempts',
    'alert us when an account signs in between 10:00 and 11:00 on sunday',
    'alert me when someone logs in over vpn',
    'alert me when nobody signs in for a day',
  ])('%s: none is proposed', (wish) => {
    const { calls, say } = planned(wish);
    expect(calls).toEqual([]);
    // of two conditions either can be chosen
    expect(say?.why).toBe(say?.options ? 'ask' : 'not_here');
  });
  test.each([
    [
      'alert me when one account fails 5 times within 2 min but not for the svc- accounts',
      'but not for the svc- accounts',
    ],
    ['alert me when one account fails 5 times within 2 min except svc-backup', 'except svc-backup'],
    ['alert me about logins from Russia but not for tomas', 'but not for tomas'],
    ['alert when someone signs in between 22:00 and 6:00 except svc-backup', 'except svc-backup'],
  ])('%s: who is left out is said to be unused', (wish, left) => {
    expect(planned(wish)).toMatchObject({ calls: [{ tool: 'propose_rule' }], unused: [left] });
  });
  test('hours are not turned round by who is left out', () => {
    expect(
      planned('alert when someone signs in between 22:00 and 6:00 except svc-backup').calls[0]!.args.params,
    ).toMatchObject({
      from: '06:00',
      to: '22:00',
    });
  });
});

test.each([
  ['change the hours of RULE-9 to 06:00-22:00', { from: '06:00', to: '22:00' }],
  ['change the working hours of RULE-9 from 06:00 to 22:00', { from: '06:00', to: '22:00' }],
  ['change it so that RULE-9 only fires outside 06:00 to 22:00', { from: '06:00', to: '22:00' }],
  ['set RULE-2 to 20 failures from 8 addresses', { threshold: 20, min_addresses: 8 }],
  ['set RULE-2 to 8 addresses', { min_addresses: 8 }],
])('a change reads its settings, never the number of the rule: %s', (text, params) => {
  const rule = { text: text.toLowerCase(), raw: text, countries: [], excludedCountries: [] };
  expect(readRuleChange(rule)).toEqual(params);
});
