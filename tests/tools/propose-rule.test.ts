import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { createRule, findRule, listRules, seedRules, updateRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { TOOLS } from '../../src/tools/index.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-03-31T12:00:00Z');
const KEY = auditKey('a secret for tests');
const HOUR = 3_600_000;
let born = 0;

const login = (hours: number, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: `p${born++}`,
  occurredAt: new Date(NOW.getTime() - hours * HOUR),
  outcome: 'success',
  account: 'dana',
  address: '198.51.100.7',
  country: 'DE',
  city: null,
  latitude: null,
  longitude: null,
  device: 'Firefox',
  method: 'password',
  reason: null,
  text: 'a login',
  source: 'test',
  ...given,
});

describe.each(databases)('rules through the tools on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let ada: Principal;
  let maria: Principal;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    ada = org.admin;
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
  });

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: KEY }));
  const contextOf = (principal: Principal): ToolContext => ({
    principal,
    now: NOW,
    language: 'en',
    org: (work) => withOrg(opened.db, principal.orgId, work),
    work: (change) => as(principal, change),
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
  });
  const call = (who: Principal, name: string, input: unknown) => runTool(TOOLS, contextOf(who), KEY, name, input);
  const done = async (who: Principal, name: string, input: unknown) => {
    const outcome = await call(who, name, input);
    if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.error.message}`);
    return outcome.result;
  };
  const ingest = (events: NewLoginEvent[]) => ingestLogins({ db: opened.db, now: () => NOW }, org.orgId, events);
  const burst = (hours: number, address = '203.0.113.9') =>
    [0, 1, 2, 3, 4, 5].map((minute) => login(hours - minute / 60, { outcome: 'failure', address, country: 'NL' }));

  test('a wish becomes a draft with a backtest, and a card whose buttons only admins have', async () => {
    await ingest([...burst(40), ...burst(80)]);
    const { data, card, citations } = await done(maria, 'propose_rule', {
      rule_type: 'failed_logins',
      statement: 'block anyone who fails more than 4 times in 10 minutes',
      params: { threshold: 4 },
    });
    expect(data).toMatchObject({
      outcome: 'proposed',
      wants_blocking: true,
      rule: { ref: 'RULE-1', state: 'draft' },
      proposal: { ref: 'PROP-1', may_decide: false, decided_by_roles: ['admin'], backtest: { alerts: 2, days: 3 } },
    });
    expect(JSON.stringify(data)).not.toContain('nonce');
    expect(citations.map(({ ref }) => ref)).toEqual(expect.arrayContaining(['PROP-1', 'RULE-1']));
    expect(cardText(card!)).toContain('This rule would have raised 2 alerts in the last 3 days');
    expect(cardText(card!)).toContain('An admin can approve this.');
    expect(actionsOf(card!).map(({ label }) => label)).toEqual(['Open']);

    const same = await done(ada, 'propose_rule', { rule_type: 'failed_logins', params: { threshold: 4 } });
    expect(same.data).toMatchObject({ outcome: 'waiting', proposal: { ref: 'PROP-1', may_decide: true } });
    expect(actionsOf(same.card!).map(({ label }) => label)).toEqual(['Reject', 'Approve', 'Later', 'Edit']);
    expect(await as(ada, ({ tx }) => listRules(tx))).toHaveLength(1);

    const approve = actionsOf(same.card!).find(({ id }) => id === 'proposal.approve')!;
    const clicked = await as(ada, (work) => performAction(work, approve));
    expect(clicked.text).toContain('RULE-1 is on.');
    expect(actionsOf(clicked.card!).map(({ label }) => label)).toEqual(['Open', 'Switch off again']);
    expect(cardText(clicked.card!)).toContain(`Approved by ${ada.name}`);
    const stale = await as(ada, (work) => performAction(work, approve));
    expect(stale.text).toContain(`PROP-1 was approved by ${ada.name}`);
    const off = await as(ada, (work) => performAction(work, { id: 'proposal.undo', value: 'PROP-1' }));
    expect(off.text).toBe('RULE-1 is off again.');
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'retired' });
  });

  test('what an active rule notices already is not proposed, and neither is what was rejected', async () => {
    await as(ada, ({ tx }) => seedRules(tx, 'test', NOW));
    const covered = await done(maria, 'propose_rule', {
      rule_type: 'failed_logins',
      params: { threshold: 9, window_minutes: 5 },
    });
    expect(covered.data).toMatchObject({ outcome: 'covered', rule: { ref: 'RULE-1' }, proposal: null });
    // the draft that every organisation begins with is the one that is proposed
    const korea = await done(maria, 'propose_rule', { rule_type: 'country', params: { countries: ['KP'] } });
    expect(korea.data).toMatchObject({ outcome: 'proposed', rule: { ref: 'RULE-10' } });
    const { value } = actionsOf((await done(ada, 'open_proposals', { id: 'PROP-1' })).card!)[0]!;
    await as(ada, (work) => performAction(work, { id: 'proposal.reject', value }));
    const again = await done(maria, 'propose_rule', { rule_type: 'country', params: { countries: ['kp'] } });
    expect(again.data).toMatchObject({
      outcome: 'rejected',
      proposal: { ref: 'PROP-1', decided_by: ada.name },
      may_insist: false,
    });
    const insisted = await done(ada, 'propose_rule', {
      rule_type: 'country',
      params: { countries: ['KP'] },
      again: true,
    });
    expect(insisted.data).toMatchObject({ outcome: 'proposed', proposal: { ref: 'PROP-2' } });
  });

  test('a change names what changes; a threshold is fitted to the rule’s kind', async () => {
    await as(ada, (work) => createRule(work, { kind: 'password_spray', state: 'active' }));
    const { data } = await done(maria, 'propose_rule', {
      rule: 'rule 1',
      params: { threshold: 12 },
      statement: 'raise it',
    });
    expect(data).toMatchObject({
      outcome: 'proposed',
      proposal: { title: 'Change RULE-1 “Password spray”: min accounts 8 → 12' },
    });
    const off = await done(maria, 'propose_rule', { rule: 'RULE-1', state: 'retired' });
    expect(off.data).toMatchObject({ proposal: { title: 'Switch off RULE-1 “Password spray”', backtest: null } });
    const so = await call(maria, 'propose_rule', { rule: 'RULE-1', severity: 'high' });
    expect(so).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringContaining('so already') },
    });
  });

  test('a wish that is narrowed takes the place of the one that waits, in the same draft; names become accounts', async () => {
    await ingest([
      login(3, { account: 'dana.silva@example.org', country: 'BR' }),
      login(2, { account: 'root', country: 'BR' }),
    ]);
    const first = await done(maria, 'propose_rule', { rule_type: 'country', params: { countries: ['BR'] } });
    expect(first.data).toMatchObject({ rule: { ref: 'RULE-1' }, proposal: { ref: 'PROP-1', backtest: { alerts: 2 } } });
    const narrowed = await done(maria, 'propose_rule', {
      ...{
        rule_type: 'country',
        params: { countries: ['BR'], accounts: ['dana.silva', 'admin*'] },
        instead_of: 'PROP-1',
      },
    });
    expect(narrowed.data).toMatchObject({
      replaced: 'PROP-1',
      rule: { ref: 'RULE-1', words: 'Someone signs in from Brazil, only for dana.silva@example.org or admin*' },
      proposal: { ref: 'PROP-2', backtest: { alerts: 1 } },
    });
    // by the draft's own reference as well
    const byRule = await done(maria, 'propose_rule', { rule: 'RULE-1', params: { accounts: ['root'] } });
    expect(byRule.data).toMatchObject({ replaced: 'PROP-2', rule: { ref: 'RULE-1' }, proposal: { ref: 'PROP-3' } });
    expect(await as(ada, ({ tx }) => listRules(tx))).toMatchObject([
      { number: 1, state: 'draft', params: { countries: ['BR'], accounts: ['root'] } },
    ]);
    // somebody else's stays as it was, and so does its draft
    const others = await done(ada, 'propose_rule', {
      ...{ rule_type: 'country', params: { countries: ['BR'], accounts: ['admin*'] }, instead_of: 'PROP-3' },
    });
    expect(others.data).toMatchObject({ stays: 'PROP-3', rule: { ref: 'RULE-2' } });
    expect((await done(maria, 'open_proposals', { id: 'PROP-3' })).data).toMatchObject({
      proposals: [{ ref: 'PROP-3', state: 'pending' }],
    });
  });

  test('nobody is called so, several are, or rules of the kind are for everybody: nothing is proposed', async () => {
    await ingest([login(3, { account: 'sam.a@example.org' }), login(2, { account: 'sam.b@example.org' })]);
    for (const [params, message, rule_type = 'country'] of [
      [{ countries: ['BR'], accounts: ['zoe'] }, 'no account called “zoe”'],
      [{ countries: ['BR'], accounts: ['sam'] }, 'Several accounts are called “sam”'],
      [{ accounts: ['admin*'] }, 'can be limited to “admin*”', 'failed_logins'],
      [{ accounts: ['x'.repeat(5000)] }, 'no account called', 'first_seen'],
    ] as const)
      expect(await call(maria, 'propose_rule', { rule_type, params })).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', message: expect.stringContaining(message) },
      });
    expect(await as(ada, ({ tx }) => listRules(tx))).toEqual([]);
  });

  test('the hours of the one rule there is are changed, of several it is asked which; drafts say why they watch nothing', async () => {
    await as(ada, (work) => createRule(work, { kind: 'time_window', state: 'active' }));
    const wish = { rule_type: 'time_window', params: { from: '07:00', to: '19:00' }, existing: true };
    expect((await done(maria, 'propose_rule', wish)).data).toMatchObject({
      changes_existing: 'RULE-1',
      proposal: { title: expect.stringContaining('Change RULE-1') },
    });
    await as(ada, (work) => createRule(work, { kind: 'time_window', state: 'active', params: { to: '21:00' } }));
    expect(await call(maria, 'propose_rule', wish)).toMatchObject({
      error: { code: 'invalid_input', message: expect.stringContaining('RULE-1, RULE-2') },
    });
    await done(maria, 'propose_rule', { rule_type: 'country', params: { countries: ['BR'] } });
    expect((await done(ada, 'list_rules', { state: 'off' })).data).toMatchObject({
      state: 'off',
      rules: [{ ref: 'RULE-3', state: 'draft', waits_for: 'PROP-2' }],
    });
  });

  test('what SafeNest cannot do is answered, and nothing is kept', async () => {
    for (const rule_type of ['require_mfa', 'similarity_threshold'])
      expect((await done(maria, 'propose_rule', { rule_type, statement: 'x' })).data).toMatchObject({
        outcome: 'cannot',
      });
    expect(await as(ada, ({ tx }) => listRules(tx))).toEqual([]);
  });

  test('hostile inputs are refused in words, and leave nothing', async () => {
    const wrong: unknown[] = [
      {},
      { rule_type: 'astrology' },
      { rule_type: 'country' },
      { rule_type: 'country', params: { countries: ['North Korea'] } },
      { rule_type: 'failed_logins', params: { threshold: -1 } },
      { rule_type: 'failed_logins', params: { threshold: 1e9 } },
      { rule_type: 'failed_logins', params: { __proto__: { threshold: 3 }, code: 'drop table' } },
      { rule_type: 'time_window', params: { from: '25:00' } },
      { rule_type: 'failed_logins', name: '\u0000' },
      { rule: 'RULE-1; drop table rule' },
      { rule: 'RULE-99', state: 'active' },
      { rule: 'PROP-1', state: 'active' },
    ];
    for (const input of wrong) {
      const outcome = await call(maria, 'propose_rule', input);
      if (outcome.ok) continue;
      expect(['invalid_input', 'not_found'], JSON.stringify(input)).toContain(outcome.error.code);
    }
    expect((await as(ada, ({ tx }) => listRules(tx))).every(({ state }) => state === 'draft')).toBe(true);
    for (const role of ['moderator', 'manager', 'employee'] as const) {
      const who = await org.member(role);
      expect(await call(who, 'propose_rule', { rule_type: 'first_seen' })).toMatchObject({
        error: { code: 'forbidden' },
      });
    }
    for (const value of ['', 'PROP-99:x', 'RULE-1:x', 'x'.repeat(9000), '\u0000:\ud800', '{"kind":1}', '[]']) {
      for (const id of ['proposal.approve', 'proposal.reject', 'proposal.undo', 'rule.propose'])
        await expect(as(ada, (work) => performAction(work, { id, value }))).rejects.toMatchObject({
          code: expect.stringMatching(/invalid_input|not_found/),
        });
    }
    await done(maria, 'propose_rule', { rule_type: 'first_seen' });
    for (const value of ['PROP-1', 'PROP-1:', 'PROP-1:x', `prop-1:${'y'.repeat(500)}`]) {
      for (const id of ['proposal.approve', 'proposal.reject'])
        await as(ada, (work) => performAction(work, { id, value }));
      expect((await done(ada, 'open_proposals', { id: 'PROP-1' })).data).toMatchObject({
        proposals: [{ state: 'pending' }],
      });
    }
  });

  test('lists the rules with what they raised, and opens what waits', async () => {
    await as(ada, ({ tx }) => seedRules(tx, 'test', NOW));
    await ingest(burst(20));
    await as(maria, (work) => changeAlertStatus(work, { number: 1, status: 'false_alarm' }));
    const { data } = await done(maria, 'list_rules', { state: 'active' });
    expect(data).toMatchObject({
      counts: { active: 7, draft: 3, retired: 0, rejected: 0 },
      state: 'active',
      waiting: 0,
    });
    expect((data.rules as { alerts: number; false_alarms: number }[])[0]).toMatchObject({ alerts: 1, false_alarms: 1 });
    expect((await done(maria, 'open_proposals', {})).data).toMatchObject({ proposals: [], more: false });
    await done(maria, 'propose_rule', { rule_type: 'country', params: { countries: ['IR'] } });
    const waiting = await done(ada, 'open_proposals', { decide: 'approve' });
    expect(waiting.data).toMatchObject({ proposals: [{ ref: 'PROP-1', state: 'pending' }], wants_decision: true });
    expect((await done(ada, 'list_rules', {})).data).toMatchObject({ waiting: 1 });
    // asking to approve it in words decided nothing
    expect(await as(ada, ({ tx }) => findRule(tx, 11))).toMatchObject({ state: 'draft' });
    const employee = await org.member('employee');
    expect((await done(employee, 'open_proposals', {})).data).toMatchObject({ proposals: [] });
    expect(await call(employee, 'open_proposals', { id: 'PROP-1' })).toMatchObject({ error: { code: 'not_found' } });
  });

  test('recommends from the organisation’s own numbers, and the button proposes it', async () => {
    expect((await done(maria, 'recommend_rules', {})).data).toMatchObject({ recommendations: [], logins: 0 });
    // people sign in from Germany by day; once from Brazil, and once there was a burst
    const days = Array.from({ length: 20 }, (_, day) =>
      [0, 1, 2, 3, 4, 5].map((i) => login(24 * day + 3 + i, { account: `user${i}`, device: `pc ${i}` })),
    ).flat();
    await ingest([...days, ...burst(50), login(30, { account: 'user1', country: 'BR', device: 'pc 1' })]);
    const { data, card } = await done(maria, 'recommend_rules', {});
    const list = data.recommendations as {
      rule_type: string;
      reason: { kind: string };
      backtest: { alerts: number };
    }[];
    expect(list.length).toBeGreaterThanOrEqual(2);
    expect(list.length).toBeLessThanOrEqual(5);
    expect(list.every(({ backtest }) => backtest.alerts > 0)).toBe(true);
    expect(list.find(({ rule_type }) => rule_type === 'country')).toMatchObject({
      reason: { kind: 'countries', countries: ['Germany'], elsewhere: 1 },
      backtest: { alerts: 1 },
    });
    const buttons = actionsOf(card!).filter(({ id }) => id === 'rule.propose');
    expect(buttons).toHaveLength(list.length);
    const clicked = await as(maria, (work) => performAction(work, buttons[0]!));
    expect(clicked.text).toBe('Proposed as PROP-1.');
    expect(clicked.card!.key).toBe('PROP-1');
    expect((await as(maria, (work) => performAction(work, buttons[0]!))).text).toBe('PROP-1 proposes this already.');
    const after = await done(maria, 'recommend_rules', {});
    expect((after.data.recommendations as unknown[]).length).toBe(list.length - 1);
    const priya = await org.member('manager');
    expect(actionsOf((await done(priya, 'recommend_rules', {})).card!)).toEqual([]);
    // where all of it waits already, the first is decided with the buttons of its own card
    for (const button of buttons.slice(1)) await as(maria, (work) => performAction(work, button));
    const decided = await done(ada, 'recommend_rules', {});
    expect(decided.data).toMatchObject({ recommendations: [] });
    expect((decided.data.waiting as unknown[]).length).toBe(list.length);
    expect(decided.card!.key).toMatch(/^PROP-\d+$/);
    expect(actionsOf(decided.card!).map(({ id }) => id)).toContain('proposal.approve');
  });

  test('a rule that cries wolf gets calmer settings, with what they would have raised', async () => {
    await as(ada, (work) => createRule(work, { kind: 'failed_logins', params: { threshold: 3 }, state: 'active' }));
    const some = (hours: number, count: number, address: string) =>
      Array.from({ length: count }, (_, i) => login(hours - i / 60, { outcome: 'failure', address }));
    await ingest([1, 2, 3, 4, 5].flatMap((n) => some(30 * n, n === 1 ? 9 : 4, `203.0.113.${n}`)));
    for (const number of [2, 3, 4, 5])
      await as(maria, (work) => changeAlertStatus(work, { number, status: 'false_alarm' }));
    const { data } = await done(maria, 'recommend_rules', {});
    const [first] = data.recommendations as Record<string, unknown>[];
    expect(first).toMatchObject({
      rule: 'RULE-1',
      reason: { kind: 'noisy', alerts: 5, falseAlarms: 4, nowWouldRaise: 5 },
      backtest: { alerts: 1 },
    });
    await as(ada, (work) => updateRule(work, 1, { state: 'retired' }));
    expect((await done(maria, 'list_rules', { state: 'active' })).data).toMatchObject({ rules: [] });
  });

  test('a rule of what cameras see is about zones and people there are', async () => {
    const polygon: [number, number][] = [
      [0, 0],
      [1, 0],
      [1, 1],
    ];
    await as(ada, (work) =>
      createCamera(work, { name: 'Yard', zones: [{ name: 'Vault side', kind: 'restricted', polygon }] }),
    );
    const wish = (rule_type: string, params: object) => call(maria, 'propose_rule', { rule_type, params });
    const made = await wish('zone_entry', { zones: ['vault SIDE'], zone_kinds: [] });
    expect(made).toMatchObject({
      ok: true,
      result: { data: { outcome: 'proposed', rule: { words: expect.stringContaining('“Vault side”') } } },
    });
    expect(await wish('zone_entry', { zones: ['Roof'], zone_kinds: [] })).toMatchObject({
      ok: false,
      error: { message: 'No camera has a zone called “Roof”. There are: Vault side.' },
    });
    // a camera by the name it has here, as people say it; one that is not there is refused with those there are
    const named = await wish('unknown_person', { cameras: ['the yard'] });
    expect(named).toMatchObject({ result: { data: { rule: { words: expect.stringContaining('Yard') } } } });
    expect(await wish('unknown_person', { cameras: ['Roof'] })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^There is no camera called “Roof”\. There are: /) },
    });
    // a place that is a zone limits the rule to it, and not to its whole camera
    await as(ada, (work) =>
      createCamera(work, { name: 'Hall', zones: [{ name: 'Strongroom', kind: 'public', polygon }] }),
    );
    expect(await wish('unknown_person', { cameras: ['the strongroom'] })).toMatchObject({
      result: { data: { rule: { words: expect.stringContaining('in “Strongroom”') } } },
    });
    expect(await wish('unknown_person', { cameras: ['strongroom', 'yard'] })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('“Strongroom” is a zone and “Yard” a whole camera') },
    });
    expect(await wish('watched_person', { people: ['Nobody Known'] })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Nobody Known') },
    });
  });
});
