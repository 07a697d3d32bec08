import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey, verifyAudit } from '../../src/pipeline/audit.ts';
import {
  activeRules,
  createRule,
  defaultRules,
  describeRule,
  findRule,
  listRules,
  seedRules,
  tryExamples,
  updateRule,
} from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-03-02T12:00:00Z');
const key = auditKey('secret');

describe.each(databases)('rules on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  const as = <T>(principal: Principal, work: (work: Work) => Promise<T>) =>
    withOrg(opened.db, principal.orgId, (tx) => work({ tx, principal, now, auditKey: key }));
  const auditLines = (principal: Principal) =>
    as(principal, ({ tx }) =>
      tx.selectFrom('audit_entry').select(['action', 'subject', 'detail']).orderBy('seq').execute(),
    );

  test('an organisation begins with sound ones; drafts are not run', async () => {
    const { admin } = await newOrganisation(opened.db);
    await as(admin, ({ tx }) => seedRules(tx, 'SafeNest', now));
    const rules = await as(admin, ({ tx }) => listRules(tx));
    expect(rules.map((rule) => rule.number)).toEqual(defaultRules().map((_, i) => i + 1));
    const active = await as(admin, ({ tx }) => activeRules(tx));
    expect(active.map(({ rule }) => rule.number)).toEqual(
      rules.filter((rule) => rule.state === 'active').map((rule) => rule.number),
    );
    expect(rules.map((rule) => describeRule(rule))).toEqual([
      'More than 5 failed sign-ins from one address within 10 minutes',
      'More than 10 failed sign-ins for one account from at least 5 addresses within 30 minutes',
      'One address fails to sign in to at least 8 accounts within 60 minutes',
      'A sign-in succeeds after at least 5 failures of the same account within 30 minutes',
      'A sign-in succeeds after at least 20 failures from the same address within 60 minutes',
      'An account known for at least 3 days and 5 sign-ins signs in from a country it never used',
      'One account signs in from two places at least 500 km apart, faster than 900 km/h, not counting VPNs, relays like Apple Private Relay, satellites and planes',
      'An account known for at least 3 days and 5 sign-ins signs in from a device it never used',
      'Anyone signs in outside Monday to Friday, 06:00 to 20:00',
      'Someone signs in from North Korea',
    ]);
  });

  test('are made and changed within what their kind allows, and the log says so', async () => {
    const { admin, orgId } = await newOrganisation(opened.db);
    const made = await as(admin, (work) =>
      createRule(work, { kind: 'failed_logins', params: { by: 'account' }, name: 'Guessing' }),
    );
    expect(made).toMatchObject({
      number: 1,
      state: 'draft',
      severity: 'medium',
      params: { by: 'account', threshold: 5 },
    });
    const changed = await as(admin, (work) =>
      updateRule(work, 1, { params: { threshold: 3 }, severity: 'high', state: 'active' }),
    );
    expect(changed).toMatchObject({ params: { by: 'account', threshold: 3 }, severity: 'high', state: 'active' });
    expect(await as(admin, ({ tx }) => findRule(tx, 1))).toEqual(changed);
    await as(admin, (work) => updateRule(work, 1, { severity: 'high' }));
    await as(admin, (work) => updateRule(work, 1, { state: 'retired' }));
    expect((await auditLines(admin)).map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'rule.create RULE-1',
      'rule.update RULE-1',
      'rule.update RULE-1',
    ]);
    expect((await auditLines(admin))[1]!.detail).toMatchObject({ severity: { before: 'medium', after: 'high' } });
    expect(await withOrg(opened.db, orgId, (tx) => verifyAudit(tx, key))).toMatchObject({ ok: true, entries: 3 });
  });

  test('refuse what is wrong, and leave no trace of it', async () => {
    const { admin, member } = await newOrganisation(opened.db);
    const officer = await member('officer');
    await as(admin, (work) => createRule(work, { kind: 'country', params: { countries: ['kp'] } }));
    const attempts: [string, () => Promise<unknown>][] = [
      ['invalid_input', () => as(admin, (work) => createRule(work, { kind: 'astrology' }))],
      ['invalid_input', () => as(admin, (work) => createRule(work, { kind: 'country' }))],
      [
        'invalid_input',
        () => as(admin, (work) => createRule(work, { kind: 'failed_logins', params: { threshold: 0 } })),
      ],
      ['invalid_input', () => as(admin, (work) => updateRule(work, 1, { params: { countries: ['Korea'] } }))],
      ['invalid_input', () => as(admin, (work) => updateRule(work, 1, { params: { colour: 'red' } }))],
      ['invalid_input', () => as(admin, (work) => updateRule(work, 1, { cooldownSeconds: -1 }))],
      ['invalid_input', () => as(admin, (work) => updateRule(work, 1, { name: ' \n ' }))],
      ['conflict', () => as(admin, (work) => updateRule(work, 1, { state: 'retired' }))],
      ['not_found', () => as(admin, (work) => updateRule(work, 99, { state: 'active' }))],
      ['forbidden', () => as(officer, (work) => updateRule(work, 1, { state: 'active' }))],
      ['forbidden', () => as(officer, (work) => createRule(work, { kind: 'failed_logins' }))],
    ];
    for (const [code, attempt] of attempts) await expect(attempt()).rejects.toMatchObject({ code });
    expect(await auditLines(admin)).toHaveLength(1);
    const stranger = await newOrganisation(opened.db);
    await expect(as(stranger.admin, (work) => updateRule(work, 1, { state: 'active' }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('what contradicts itself is refused, with the reason; neither a new rule nor a change is stored', async () => {
    const { admin } = await newOrganisation(opened.db);
    await as(admin, (work) => createRule(work, { kind: 'failed_logins', params: { by: 'account', min_addresses: 5 } }));
    const contradictions: [kind: string, params: Record<string, unknown>, reason: RegExp][] = [
      ['failed_logins', { by: 'address', min_addresses: 5 }, /one address is never several/],
      ['failed_logins', { except: ['192.0.2.0/24', '0.0.0.0/0'] }, /nothing would be left/],
      ['password_spray', { except: ['::/0'] }, /nothing would be left/],
      ['impossible_travel', { trusted: ['0.0.0.0/00'] }, /nothing would be left|must be an address/],
      ['time_window', { from: '08:00', to: '08:00' }, /another time/],
      ['time_window', { days: [] }, /days/i],
      ['country', { mode: 'allow', countries: [] }, /countr/i],
      ['listed', {}, /name the addresses/],
      ['listed', { mode: 'allow', accounts: ['root'] }, /name the addresses/],
      ['listed', { networks: ['0.0.0.0/0'] }, /every address/],
    ];
    for (const [kind, params, reason] of contradictions)
      await expect(
        as(admin, (work) => createRule(work, { kind, params })),
        JSON.stringify(params),
      ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(reason) });
    await expect(as(admin, (work) => updateRule(work, 1, { params: { by: 'address' } }))).rejects.toThrow(
      /never several/,
    );
    expect(await withOrg(opened.db, admin.orgId, (tx) => findRule(tx, 1))).toMatchObject({ params: { by: 'account' } });
    expect(await withOrg(opened.db, admin.orgId, (tx) => listRules(tx))).toHaveLength(1);
  });

  test('what was rejected stays rejected', async () => {
    const { admin } = await newOrganisation(opened.db);
    await as(admin, (work) => createRule(work, { kind: 'failed_logins' }));
    await as(admin, (work) => updateRule(work, 1, { state: 'rejected' }));
    await expect(as(admin, (work) => updateRule(work, 1, { state: 'active' }))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('hours that hold on every day are said without the days', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const params = { days, from: '06:00', to: '20:00', time_zone: null, accounts: [] };
    expect(describeRule({ kind: 'time_window', params })).toBe('Anyone signs in outside 06:00 to 20:00');
    expect(describeRule({ kind: 'time_window', params: { ...params, days: days.slice(1) } })).toBe(
      'Anyone signs in outside Tuesday to Sunday, 06:00 to 20:00',
    );
  });

  test('one that this version cannot run is left out, and says why', async () => {
    const { admin, orgId } = await newOrganisation(opened.db);
    await as(admin, (work) => createRule(work, { kind: 'failed_logins', state: 'active' }));
    await withOrg(opened.db, orgId, (tx) =>
      tx
        .updateTable('rule')
        .set({ params: JSON.stringify({ threshold: 'many' }) })
        .execute(),
    );
    expect(await as(admin, ({ tx }) => activeRules(tx))).toEqual([]);
    const [rule] = await as(admin, ({ tx }) => listRules(tx));
    expect(describeRule(rule!)).toContain('no longer valid (Threshold must be a number)');
    expect(describeRule({ kind: 'later', params: {} })).toMatch(/does not know/);
    expect(await as(admin, (work) => updateRule(work, 1, { state: 'retired' }))).toMatchObject({ state: 'retired' });
  });
});

test('edited parameters are tried on the examples of their kind', () => {
  const noticed = (params: object) =>
    tryExamples('failed_logins', params).filter((one) => one.usually && one.noticed).length;
  expect(noticed({})).toBeGreaterThan(0);
  expect(noticed({ threshold: 100 })).toBe(0);
});
