import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../../src/db/alerts.ts';
import { listRules } from '../../../../src/db/rules.ts';
import { withOrg } from '../../../../src/db/scope.ts';
import { silentLog } from '../../../../src/log.ts';
import { createForestPool, type ForestPool } from '../../../../src/pipeline/anomaly/forest/forest-pool.ts';
import { loginVolume } from '../../../../src/pipeline/anomaly/unusual/login-volume.ts';
import { scoreLogins } from '../../../../src/pipeline/anomaly/unusual/score-logins.ts';
import { ingestLogins } from '../../../../src/pipeline/ingest-logins.ts';
import { backtestRule } from '../../../../src/pipeline/propose-rule.ts';
import { seedUnusualRules } from '../../../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../../support/database.ts';
import { officeDays, officeLogin } from '../../../support/office-logins.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('more logins than usual on $name', ({ open }) => {
  let opened: TestDatabase;
  let forests: ForestPool;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
    forests = createForestPool(silentLog());
  });
  afterAll(async () => {
    await forests?.close();
    await opened?.close();
  });

  const inside = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, org.orgId, work);
  const score = () => scoreLogins({ org: inside as never, forests, now: NOW, wake: () => {} });
  const ingest = (events: Parameters<typeof ingestLogins>[2]) =>
    ingestLogins({ db: opened.db, now: () => NOW }, org.orgId, events);
  const told = async () =>
    (await inside((tx) => listAlerts(tx, { limit: 100 }))).filter(({ kind }) => kind === loginVolume.kind);
  const begin = async (params: Record<string, unknown> = {}): Promise<void> => {
    org = await newOrganisation(opened.db);
    await inside((tx) => seedUnusualRules(tx, 'test', NOW));
    await inside((tx) => seedUnusualRules(tx, 'test', NOW));
    await inside((tx) =>
      tx
        .updateTable('rule')
        .set({ params: JSON.stringify(loginVolume.params.parse(params)) })
        .where('org_id', '=', tx.orgId)
        .where('kind', '=', loginVolume.kind)
        .execute(),
    );
    await ingest(officeDays(NOW));
    await score();
  };
  /** So many logins of one account from a time on, a minute apart. */
  const burst = (count: number, from: string, account = 'tomas', id = 'b') =>
    Array.from({ length: count }, (_, i) =>
      officeLogin(`${id}${i}`, new Date(Date.parse(from) + i * 60_000), { account }),
    );

  test('an account that signs in thirty times where it usually does once is one alert, which grows', async () => {
    await begin();
    expect((await inside((tx) => listRules(tx))).map(({ kind }) => kind)).toEqual(['unusual_login', 'login_volume']);
    await ingest(burst(30, '2026-11-20T09:10:00Z'));
    await score();
    const [alert, ...others] = await told();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ severity: 'low', account: 'tomas', count: 28 });
    // the first two were not more than usual yet
    expect(alert!.title).toBe('tomas signs in more often than usual: 30 times in an hour, usually 1');
    await ingest(burst(5, '2026-11-20T09:45:00Z', 'tomas', 'c'));
    await score();
    expect((await told()).map(({ count }) => count)).toEqual([33]);
  });

  test('what is usual, too little, or does not last as long as the rule asks, is not told', async () => {
    await begin({ sustained_minutes: 40 });
    await ingest([
      ...burst(30, '2026-11-20T09:10:00Z'),
      ...burst(12, '2026-11-20T10:00:00Z', 'ada', 'a'),
      ...burst(1, '2026-11-20T11:07:00Z', 'ines', 'i'),
    ]);
    await score();
    expect(await told()).toEqual([]);
    await ingest(burst(40, '2026-11-20T10:00:00Z', 'ben', 'k'));
    await score();
    expect(await told()).toEqual([]);
    await ingest(burst(45, '2026-11-20T11:00:00Z', 'ben', 'l'));
    await score();
    expect((await told()).map(({ account }) => account)).toEqual(['ben']);
  });

  test('the rule, and that of unusual logins, are tried on what was', async () => {
    await begin();
    const far = { country: 'BR', city: 'São Paulo', latitude: -23.55, longitude: -46.63, device: 'curl' };
    await ingest([
      ...burst(30, '2026-11-18T09:10:00Z'),
      ...burst(25, '2026-11-19T11:00:00Z', 'ada', 'a'),
      officeLogin('far', new Date('2026-11-20T03:12:00Z'), { ...far, account: 'ines' }),
    ]);
    await score();
    const rules = await inside((tx) => listRules(tx));
    const tried = (kind: string, params: Record<string, unknown> = {}) => {
      const rule = rules.find((one) => one.kind === kind)!;
      const options = { now: NOW, budgetMs: 60_000 };
      return backtestRule(inside as never, { ...rule, params: { ...rule.params, ...params } }, options);
    };
    const volume = await tried('login_volume');
    expect(volume).toMatchObject({ alerts: 2, matched: 12 + 7 });
    expect(volume!.examples[0]!.title).toBe('ada signs in more often than usual: 26 times in an hour, usually 1');
    expect(volume!.perDay.find(({ day }) => day === '2026-11-18')!.alerts).toBe(1);
    expect((await tried('login_volume', { min_in_hour: 28 }))!.alerts).toBe(1);
    expect((await tried('login_volume', { sustained_minutes: 60 }))!.alerts).toBe(0);
    const unusual = await tried('unusual_login');
    expect(unusual!.alerts).toBe(1);
    expect(unusual!.known).toEqual({ alerts: 1, falseAlarms: 0 });
    expect(unusual!.examples[0]!.title).toContain('Unusual login of ines: ');
    expect((await tried('unusual_login', { min_reasons: 5 }))!.alerts).toBe(0);
  });

  test('an account that is new, and what happened days ago, is not told', async () => {
    await begin();
    await ingest([
      ...burst(40, '2026-11-20T09:00:00Z', 'newcomer', 'n'),
      ...burst(40, '2026-11-17T09:00:00Z', 'ada', 'o'),
    ]);
    await score();
    expect(await told()).toEqual([]);
  });
});
