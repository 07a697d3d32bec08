import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertLogins } from '../../src/db/events.ts';
import { saveLoginScores, setVerdict } from '../../src/db/login-scores.ts';
import { listProposals } from '../../src/db/proposals.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { silentLog } from '../../src/log.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { recommendRules } from '../../src/pipeline/recommend-rules.ts';
import { proposeRecommendations } from '../../src/pipeline/reports/propose-recommendations.ts';
import { createRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const KEY = auditKey('a secret for tests');
const DAY_MS = 86_400_000;

describe.each(databases)('what people’s work suggests on $name', { timeout: 120_000 }, ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let born = 0;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
  });

  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now: NOW, auditKey: KEY }));
  const recommended = async () =>
    (await recommendRules((read) => withOrg(opened.db, org.orgId, read), { now: NOW })).recommendations;
  const login = (daysAgo: number, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
    eventId: `e${born++}`,
    occurredAt: new Date(NOW.getTime() - daysAgo * DAY_MS),
    outcome: 'success',
    account: 'dana',
    address: '203.0.113.7',
    ...{ country: null, city: null, latitude: null, longitude: null, device: null, method: null, reason: null },
    source: 'test',
    text: 'a login',
    ...given,
  });
  /** One alert of the rule for each day. */
  const failOn = (...days: number[]) =>
    ingestLogins(
      { db: opened.db, now: () => NOW },
      org.orgId,
      days.flatMap((day) => Array.from({ length: 8 }, (_, i) => login(day + i / 10_000, { outcome: 'failure' }))),
    );
  /** Logins that stood out, each kept with its score. */
  const standOut = (count: number, share: number, reasons = 2) =>
    work(async ({ tx }) => {
      const logins = Array.from({ length: count }, (_, i) => login(i + 1, { account: `user${i}` }));
      const stored = await insertLogins(tx, logins, NOW);
      const sequences = logins.map(({ eventId }) => stored.get(eventId!)!.sequence);
      await saveLoginScores(
        tx,
        logins.map(({ account, occurredAt }, i) => ({
          sequence: sequences[i]!,
          account,
          occurredAt,
          score: 0.7,
          share,
          ranked: share,
          features: [],
          reasons: Array.from({ length: reasons }, () => ({ kind: 'failures' as const, failures: 5, weight: 1 })),
        })),
      );
      return sequences;
    });

  test('a rule whose alerts people make part of incidents would be told as graver, with the incidents it stands on', async () => {
    await work((w) => createRule(w, { kind: 'failed_logins', severity: 'low', state: 'active' }));
    await failOn(2, 5, 8, 11);
    expect((await recommended()).some(({ reason }) => reason.kind === 'incidents')).toBe(false);
    await work((w) => openIncident(w, { title: 'Guessing', alertNumbers: [1, 2] }));
    await work((w) => openIncident(w, { title: 'Guessing again', alertNumbers: [3] }));
    const found = (await recommended()).find(({ reason }) => reason.kind === 'incidents');
    expect(found).toMatchObject({
      rule: { number: 1 },
      patch: { severity: 'medium' },
      reason: { alerts: 4, became: 3, severity: 'medium' },
      cited: ['INC-2', 'INC-1'],
    });
    await proposeRecommendations(
      { db: opened.db, now: () => NOW, auditKey: KEY, wake: () => {}, log: silentLog() },
      org.orgId,
      '2026-W48',
    );
    const proposals = await work(({ tx }) => listProposals(tx, { limit: 10 }));
    const proposed = proposals.find(({ kind, args }) => kind === 'change_rule' && args.rule === 'RULE-1');
    expect(proposed?.why).toMatch(/3 of its 4 alerts.*See INC-2, INC-1/);
    // what waits is not recommended again
    expect((await recommended()).some(({ reason }) => reason.kind === 'incidents')).toBe(false);
  });

  test('accounts that are attacked and sign in without a second factor get a rule for it, the others advice or nothing', async () => {
    const attacked = async (account: string) => {
      for (let i = 0; i < 2; i++) await raiseTestAlert(opened.db, org.orgId, { account, lastSeen: NOW });
    };
    const signIns = (account: string, mfa: boolean | null) =>
      ingestLogins(
        { db: opened.db, now: () => NOW },
        org.orgId,
        [1, 2, 3].map((day) => login(day, { account, mfa })),
      );
    for (const [account, mfa] of [
      ['dana', false],
      ['sam', true],
      ['eve', null],
      ['kim', false],
    ] as const) {
      if (account !== 'kim') await attacked(account);
      await signIns(account, mfa);
    }
    const [found, ...more] = (await recommended()).filter(({ reason }) => reason.kind === 'second_factor');
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      rule: null,
      wanted: { kind: 'without_second_factor', params: { group: ['dana'] } },
      reason: { accounts: 1, alerts: 2, without: 3 },
      backtest: { alerts: 1 },
      cited: [expect.stringMatching(/^ALR-\d+$/)],
    });
    const propose = (week: string) =>
      proposeRecommendations(
        { db: opened.db, now: () => NOW, auditKey: KEY, wake: () => {}, log: silentLog() },
        org.orgId,
        week,
      );
    await propose('2026-W47');
    const proposals = await work(({ tx }) => listProposals(tx, { limit: 10 }));
    const rule = proposals.find(({ kind, title }) => kind === 'create_rule' && /second factor/i.test(title));
    expect(rule?.why).toMatch(/signed in 3 times without a second factor.*See ALR-\d+/);
    expect(rule?.backtest?.alerts).toBe(1);
    const advice = JSON.stringify(proposals.find(({ title }) => title.includes('two-factor'))?.args);
    expect(advice).toContain('eve');
    expect(advice).not.toMatch(/dana|sam|kim/);
    // what waits is not recommended again
    expect((await recommended()).filter(({ reason }) => reason.kind === 'second_factor')).toEqual([]);
  });

  test('where nothing tells of logins that stand out, a rule for them is recommended', async () => {
    const sequences = await standOut(4, 0.999);
    const found = (await recommended()).find(({ reason }) => reason.kind === 'unusual');
    expect(found).toMatchObject({ rule: null, wanted: { kind: 'unusual_login' }, reason: { logins: 4, confirmed: 0 } });
    expect(found!.backtest.alerts).toBe(4);
    expect(found!.cited).toHaveLength(3);
    await work(async ({ tx }) => {
      for (const sequence of sequences.slice(0, 2)) await setVerdict(tx, sequence, 'false_alarm', 'test', NOW);
    });
    expect((await recommended()).some(({ reason }) => reason.kind === 'unusual')).toBe(false);
  });

  test('where people confirmed logins that the rule is too strict for, milder settings are', async () => {
    await work((w) => createRule(w, { kind: 'unusual_login', state: 'active' }));
    const [first, second] = await standOut(4, 0.9912, 1);
    expect((await recommended()).some(({ reason }) => reason.kind === 'unusual')).toBe(false);
    await work(async ({ tx }) => {
      for (const sequence of [first!, second!]) await setVerdict(tx, sequence, 'confirmed', 'test', NOW);
    });
    const found = (await recommended()).find(({ reason }) => reason.kind === 'unusual');
    expect(found).toMatchObject({
      rule: { number: 1 },
      patch: { params: { min_percent: 99.1, min_reasons: 1 } },
      reason: { confirmed: 2 },
    });
    expect(found!.cited).toHaveLength(2);
  });
});
