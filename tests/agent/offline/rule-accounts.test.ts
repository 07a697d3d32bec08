import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';

const ADMINS = ['admin*', '*admin', 'root'];
const read = (text: string, history: PastTurn[] = [], language: Language = 'en') =>
  plan(text, {
    ...{ now: new Date('2026-11-23T18:30:00Z'), timeZone: 'Europe/Berlin', role: 'admin', language, history },
    tools: toolsPlannedFor('admin'),
  });
const paramsOf = (text: string, language?: Language) => read(text, [], language).calls[0]?.args.params;

/** A rule was just proposed. */
const proposed = (rule_type: string, params: Record<string, unknown>): PastTurn => ({
  question: 'alert me when someone logs in from Brazil',
  answer: 'Drafted as [RULE-18] and proposed as [PROP-4].',
  steps: [
    {
      tool: 'propose_rule',
      args: { rule_type, statement: 'alert me when someone logs in from Brazil', params },
      ok: true,
    },
  ],
  citations: [{ ref: 'PROP-4' }, { ref: 'RULE-18' }],
});
const brazil = proposed('country', { countries: ['BR'], mode: 'deny' });

describe('a wish for a rule about some accounts alone', () => {
  test.each([
    ['alert me when an administrator signs in from Brazil', { countries: ['BR'], mode: 'deny', accounts: ADMINS }],
    ['tell me if hana.sato logs in from Peru', { countries: ['PE'], mode: 'deny', accounts: ['hana.sato'] }],
    [
      'warn me when somebody signs in from Iran, but only for root',
      { countries: ['IR'], mode: 'deny', accounts: ['root'] },
    ],
    ['just ping me when anyone logs in from Brazil', { countries: ['BR'], mode: 'deny' }],
    ['only alert me when people sign in from Brazil', { countries: ['BR'], mode: 'deny' }],
    ['notify the admins when someone logs in from Brazil', { countries: ['BR'], mode: 'deny' }],
    ['only allow sign-ins from Austria', { countries: ['AT'], mode: 'allow' }],
    ['people should only log in from Austria', { countries: ['AT'], mode: 'allow' }],
    ['tell me when an account succeeds after 12 failures', { by: 'account', min_failures: 12 }],
  ])('%s', (text, params) => expect(paramsOf(text)).toEqual(params));

  test.each<[Language, string]>([
    ['de', 'Alarmiere mich, wenn sich jemand aus Brasilien anmeldet, aber nur für Admins'],
    ['fr', 'Alerte-moi quand quelqu’un se connecte depuis le Brésil, seulement pour les admins'],
    ['es', 'Avísame cuando alguien inicie sesión desde Brasil, solo para los administradores'],
  ])('%s: %s', (language, text) =>
    expect(paramsOf(text, language)).toEqual({ countries: ['BR'], mode: 'deny', accounts: ADMINS }),
  );

  test('a team is told by no account: what was left aside is said', () => {
    expect(read('alert me when someone logs in from abroad but only for the finance team').unused).toEqual([
      'but only for the finance team',
    ]);
  });
});

describe('“only …” straight after a proposal', () => {
  const again = (params: Record<string, unknown>) => [
    { tool: 'propose_rule', args: expect.objectContaining({ rule_type: 'country', params, instead_of: 'PROP-4' }) },
  ];
  test.each<[string, Record<string, unknown>]>([
    ['but just for admins please', { countries: ['BR'], mode: 'deny', accounts: ADMINS }],
    ['only for jonas', { countries: ['BR'], mode: 'deny', accounts: ['jonas'] }],
    [
      'could you restrict that to hana.sato and root?',
      { countries: ['BR'], mode: 'deny', accounts: ['hana.sato', 'root'] },
    ],
    ['it should only fire for the admin accounts', { countries: ['BR'], mode: 'deny', accounts: ADMINS }],
    ['only from Peru', { countries: ['PE'], mode: 'deny' }],
  ])('%s', (text, params) => expect(read(text, [brazil]).calls).toEqual(again(params)));

  test.each<[Language, string]>([
    ['de', 'und nur für Admins bitte'],
    ['fr', 'seulement pour les admins'],
    ['es', 'solo para los administradores'],
  ])('%s: %s', (language, text) =>
    expect(read(text, [brazil], language).calls).toEqual(again({ countries: ['BR'], mode: 'deny', accounts: ADMINS })),
  );

  test.each(['only for people in sales', 'just for the marketing team'])(
    '%s: no rule can hold it, which is said, and nothing is proposed',
    (text) => {
      const { calls, say } = read(text, [brazil]);
      expect(calls).toEqual([]);
      expect(say?.text).toMatch(/^That would not change PROP-4 .* so it stays as it was\./);
    },
  );

  test('a kind that is for everybody is not narrowed', () => {
    const { calls, say } = read('only for admins', [proposed('failed_logins', { threshold: 9 })]);
    expect(calls).toEqual([]);
    expect(say?.text).toContain('No rule of that kind can be limited to “admins”');
  });

  test('another number takes its place, too', () => {
    const past = proposed('failed_logins', { threshold: 9 });
    expect(read('make it 20 instead', [past]).calls[0]?.args).toMatchObject({ instead_of: 'PROP-4' });
    expect(read('make it 20 instead', [brazil]).calls).toEqual([]);
  });
});

describe('a rule by its reference, and rules by what they do', () => {
  test.each([
    ['change RULE-6 so that it only counts for admin accounts', { rule: 'RULE-6', params: { accounts: ADMINS } }],
    ['restrict RULE-6 to hana.sato', { rule: 'RULE-6', params: { accounts: ['hana.sato'] } }],
  ])('%s', (text, args) =>
    expect(read(text).calls).toEqual([{ tool: 'propose_rule', args: expect.objectContaining(args) }]),
  );
  test('of a team it is said that no rule can', () =>
    expect(read('RULE-6 should only fire for people in sales').say?.text).toContain('would not change RULE-6'));

  test.each([
    ['set our office hours to 8 to 18', { from: '08:00', to: '18:00' }],
    ['please extend the working hours until 22:00', { to: '22:00' }],
    [
      'change the business hours to 7-19 on weekdays',
      { from: '07:00', to: '19:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
    ],
  ])('%s: those of the rule there is', (text, params) =>
    expect(read(text).calls).toEqual([
      { tool: 'propose_rule', args: expect.objectContaining({ rule_type: 'time_window', existing: true, params }) },
    ]),
  );

  test('which watch nothing', () => {
    expect(read('which rules are not running, and why?').calls).toEqual([
      { tool: 'list_rules', args: { state: 'off' } },
    ]);
    expect(read('which rules have been switched off?').calls[0]?.args).toEqual({ state: 'retired' });
  });

  test('“turn that one down”: of the one rule that was told it is asked by what, of several which', () => {
    const one: PastTurn = {
      ...{ question: 'show RULE-9', answer: '[RULE-9] …', citations: [{ ref: 'RULE-9' }] },
      steps: [{ tool: 'list_rules', args: { id: 'RULE-9' }, ok: true }],
    };
    expect(read('turn that one down a bit', [one]).say).toMatchObject({ why: 'ask', open: 'change RULE-9' });
    const many: PastTurn = {
      ...{ question: 'which rule makes the most noise?', answer: '24 alerts', citations: [] },
      steps: [{ tool: 'search_logs', args: { kinds: ['alert'], group_by: 'rule' }, ok: true }],
    };
    expect(read('make it less noisy', [many]).calls).toEqual([{ tool: 'list_rules', args: { state: 'active' } }]);
  });
});
