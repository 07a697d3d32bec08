import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listProposals } from '../../../src/db/proposals.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { Proposal } from '../../../src/domain/proposal.ts';
import { silentLog } from '../../../src/log.ts';
import { changeAlertStatus } from '../../../src/pipeline/alerts.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { ingestLogins } from '../../../src/pipeline/ingest-logins.ts';
import { currentPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { decideProposal } from '../../../src/pipeline/proposals/decide.ts';
import { proposeWrite } from '../../../src/pipeline/proposals/propose.ts';
import { recommendRules } from '../../../src/pipeline/recommend-rules.ts';
import type { ReportParts } from '../../../src/pipeline/reports/make-report.ts';
import { proposeRecommendations } from '../../../src/pipeline/reports/propose-recommendations.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { ask, testDesk } from '../../support/desk.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const KEY = auditKey('a secret for tests');
const DAY_MS = 86_400_000;

describe.each(databases)('what is proposed by itself on $name', { timeout: 120_000 }, ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
  });

  const parts = (): ReportParts => ({ db: opened.db, now: () => NOW, auditKey: KEY, wake: () => {}, log: silentLog() });
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now: NOW, auditKey: KEY }));
  const proposals = (): Promise<Proposal[]> => withOrg(opened.db, org.orgId, (tx) => listProposals(tx, { limit: 30 }));
  const waiting = async (): Promise<Proposal[]> => (await proposals()).filter(({ state }) => state === 'pending');
  const reject = async ({ number, nonce }: Proposal) =>
    work((w) => decideProposal(w, number, { nonce: nonce!, decision: 'reject' }));
  let event = 0;
  /** So many failures of one account a day before now. */
  const failures = (count: number, ...days: number[]) =>
    ingestLogins(
      { db: opened.db, now: () => NOW, wake: () => {} },
      org.orgId,
      days.flatMap((daysAgo) =>
        Array.from({ length: count }, (_, minute) => ({
          eventId: `e${event++}`,
          occurredAt: new Date(NOW.getTime() - daysAgo * DAY_MS - minute * 30_000),
          outcome: 'failure' as const,
          account: 'dana',
          address: '203.0.113.7',
          ...{ country: null, city: null, latitude: null, longitude: null, device: null, method: null, reason: null },
          text: 'Failed password for dana',
          source: 'test',
        })),
      ),
    );

  test('a rejected rule stays rejected until what speaks for it has doubled', async () => {
    await failures(20, 1);
    const recommended = async () =>
      (
        await recommendRules((read) => withOrg(opened.db, org.orgId, read), { now: NOW, budgetMs: 20_000 })
      ).recommendations.filter(({ wanted }) => wanted.kind === 'failed_logins');
    await proposeRecommendations(parts(), org.orgId, '2026-11-09/2026-11-15');
    const all = await waiting();
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) await reject(one);
    expect(await recommended()).toEqual([]);
    expect(await proposeRecommendations(parts(), org.orgId, '2026-11-16/2026-11-22')).toBe(0);
    await failures(20, 3, 5, 7, 9, 11, 13, 15);
    const back = await recommended();
    expect(back.length).toBeGreaterThan(0);
    expect(back.every(({ again }) => again)).toBe(true);
    expect(await proposeRecommendations(parts(), org.orgId, '2026-11-23/2026-11-29')).toBeGreaterThan(0);
  });

  test('when all that would be recommended waits already, that is said, and never that there are no logins', async () => {
    await failures(20, 1, 2, 3);
    const recommended = () =>
      recommendRules((read) => withOrg(opened.db, org.orgId, read), { now: NOW, budgetMs: 20_000 });
    for (let round = 0; round < 6 && (await recommended()).recommendations.length > 0; round++)
      await proposeRecommendations(parts(), org.orgId, `2026-0${round + 1}-01/2026-0${round + 1}-07`);
    const pending = (await waiting()).map(({ number }) => number).sort((a, b) => a - b);
    expect(pending.length).toBeGreaterThan(1);
    const found = await recommended();
    expect(found).toMatchObject({ recommendations: [], rejected: 0, logins: 60 });
    expect(found.waiting.map(({ number }) => number)).toEqual(pending);
    const say = async () =>
      (
        await ask(
          testDesk(opened.db, () => NOW),
          org.admin,
          'what should we improve?',
        )
      ).answer.text;
    const said = await say();
    expect(said).toContain(`${pending.length} recommendations wait for a decision`);
    expect(said).toContain(`PROP-${pending[0]}`);
    expect(said).not.toMatch(/no logins/);
    for (const one of await waiting()) await reject(one);
    const { rejected } = await recommended();
    expect(rejected).toBeGreaterThan(0);
    expect(await say()).toMatch(new RegExp(`${rejected} recommendations? (?:was|were) rejected before`));
  });

  test('an organisation with no history is recommended nothing, and told why', async () => {
    expect(await proposeRecommendations(parts(), org.orgId, '2026-11-16/2026-11-22')).toBe(0);
    const { answer } = await ask(
      testDesk(opened.db, () => NOW),
      org.admin,
      'what rules would you recommend?',
    );
    expect(answer.text).toContain('there are no logins to learn from');
  });

  test('a rule that repeats itself gets a longer pause; a noisy one a higher threshold, citing its false alarms', async () => {
    const rule = await work((w) =>
      createRule(w, {
        kind: 'failed_logins',
        params: { by: 'account', threshold: 5 },
        cooldownSeconds: 60,
        state: 'active',
      }),
    );
    await failures(8, ...[1, 3, 5, 7, 9, 11].map((hour) => hour / 24));
    const found = await recommendRules((read) => withOrg(opened.db, org.orgId, read), { now: NOW, budgetMs: 20_000 });
    const pause = found.recommendations.find(({ rule: one }) => one?.number === rule.number);
    expect(pause?.reason.kind).toBe('repeats');
    expect(pause?.patch.cooldownSeconds).toBeGreaterThan(60);
    expect(pause?.cited[0]).toMatch(/^ALR-\d+$/);
  });

  test('advice is a task: it says so, opens an incident, and is not repeated while it stays rejected', async () => {
    await work(({ tx }) =>
      tx
        .insertInto('account_profile')
        .values({
          org_id: org.orgId,
          account: 'dana',
          kind: 'address',
          value: '192.0.2.1',
          first_seen: NOW,
          last_seen: NOW,
        })
        .execute(),
    );
    const hit = () => raiseTestAlert(opened.db, org.orgId, { account: 'dana', lastSeen: NOW });
    const first = await hit();
    await hit();
    await proposeRecommendations(parts(), org.orgId, 'one 2026-11-16');
    const [advice] = (await waiting()).filter(({ kind }) => kind === 'create_incident');
    expect(advice!.title).toContain('two-factor');
    expect(advice!.why).toContain('This is advice');
    expect(JSON.stringify(advice!.args)).toContain(`ALR-${first}`);
    await reject(advice!);
    await proposeRecommendations(parts(), org.orgId, 'two 2026-11-16');
    expect((await waiting()).filter(({ kind }) => kind === 'create_incident')).toEqual([]);
    for (let i = 0; i < 6; i++) await hit();
    await proposeRecommendations(parts(), org.orgId, 'three 2026-11-16');
    const [again] = (await waiting()).filter(({ kind }) => kind === 'create_incident');
    const done = await work((w) => decideProposal(w, again!.number, { nonce: again!.nonce!, decision: 'approve' }));
    expect(done.text).toMatch(/Opened INC-1/);
  });

  test('one alert that names several accounts is cited once', async () => {
    const accounts = ['dana', 'eve', 'finn'];
    await work(({ tx }) =>
      tx
        .insertInto('account_profile')
        .values(
          accounts.map((account) => ({
            org_id: org.orgId,
            account,
            kind: 'address' as const,
            value: '192.0.2.1',
            first_seen: NOW,
            last_seen: NOW,
          })),
        )
        .execute(),
    );
    for (let i = 0; i < 2; i++) await raiseTestAlert(opened.db, org.orgId, { account: 'dana', lastSeen: NOW });
    const tally = JSON.stringify({ accounts: accounts.map((name) => [name, 3]), addresses: [], countries: [] });
    await work(({ tx }) => tx.updateTable('alert').set({ tally }).execute());
    await proposeRecommendations(parts(), org.orgId, 'five 2026-11-16');
    const [advice] = (await waiting()).filter(({ kind }) => kind === 'create_incident');
    const cited = advice!.why!.match(/ALR-\d+/g)!;
    expect(cited.length).toBeGreaterThan(0);
    expect(new Set(cited).size).toBe(cited.length);
  });

  test('what only false alarms speak for is no attack', async () => {
    const number = await raiseTestAlert(opened.db, org.orgId, { account: 'eve', lastSeen: NOW });
    await work((w) => changeAlertStatus(w, { number, status: 'false_alarm' }));
    await proposeRecommendations(parts(), org.orgId, 'four 2026-11-16');
    expect(await waiting()).toEqual([]);
  });

  test('a threshold of moderation is changed by approval, as a version of the policy', async () => {
    const to = { relaxed: 0.95, normal: 0.85, strict: 0.65 };
    const { proposal } = await work((w) =>
      proposeWrite(w, { kind: 'change_policy', args: { trigger: 'threat', to }, untrusted: false }),
    );
    expect(proposal.title).toBe(
      'Moderation: the threshold of “threat” 0.9 / 0.8 / 0.6 → 0.95 / 0.85 / 0.65 (relaxed, normal, strict channels)',
    );
    const wrong = work((w) =>
      proposeWrite(w, {
        kind: 'change_policy',
        args: { trigger: 'threat', to: { ...to, strict: 2 } },
        untrusted: false,
      }),
    );
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input' });
    await work((w) => decideProposal(w, proposal.number, { nonce: proposal.nonce!, decision: 'approve' }));
    const { policy, version } = await withOrg(opened.db, org.orgId, currentPolicy);
    expect({ version, threat: policy.triggers.threat }).toEqual({ version: 1, threat: { on: true, ...to } });
  });

  test('an approval tries the rule once more: one that would raise far more by now is looked at again', async () => {
    await failures(20, 1);
    await proposeRecommendations(parts(), org.orgId, '2026-11-16/2026-11-22');
    const [one] = (await waiting()).filter(({ backtest }) => backtest !== null && backtest.alerts > 0);
    const retried = { ...one!.backtest!, alerts: 400, perWeek: 90 };
    const asked = await work((w) =>
      decideProposal(w, one!.number, { nonce: one!.nonce!, decision: 'approve', retried }),
    );
    expect(asked.done).toBe(false);
    expect(asked.text).toMatch(/would have raised 400 alerts/);
    expect(asked.proposal.backtest!.alerts).toBe(400);
    // with that before their eyes they may approve it all the same
    const done = await work((w) =>
      decideProposal(w, one!.number, { nonce: asked.proposal.nonce!, decision: 'approve', retried }),
    );
    expect(done.done).toBe(true);
  });
});
