import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listLearning } from '../../../src/db/learning.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { OrgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { anomalyJobs } from '../../../src/pipeline/anomaly/anomaly-jobs.ts';
import { createForestPool, type ForestPool } from '../../../src/pipeline/anomaly/forest/forest-pool.ts';
import { learningCheck, seeLearning } from '../../../src/pipeline/anomaly/learning-check.ts';
import { ingestLogins } from '../../../src/pipeline/ingest-logins.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('learning on $name', ({ open }) => {
  let opened: TestDatabase;
  let pool: ForestPool;
  let broken: TestOrganisation;
  let well: TestOrganisation;
  let mended = false;
  beforeAll(async () => {
    opened = await open();
    pool = createForestPool(silentLog());
    // the first one asked for is the one that fails
    broken = await newOrganisation(opened.db);
    well = await newOrganisation(opened.db);
    for (const { orgId } of [broken, well])
      await ingestLogins(
        { db: opened.db, now: () => NOW },
        orgId,
        Array.from({ length: 400 }, (_, i) => ({
          eventId: `e${i}`,
          occurredAt: new Date(NOW.getTime() - (400 - i) * 3_600_000),
          outcome: 'success' as const,
          account: orgId === broken.orgId ? 'tomas' : 'ada',
          address: null,
          country: 'DE',
          city: null,
          latitude: null,
          longitude: null,
          device: null,
          method: null,
          reason: null,
          text: 'a login',
          source: 'test',
        })),
      );
  });
  afterAll(async () => {
    await pool?.close();
    await opened?.close();
  });

  const learning = (orgId: OrgId) => withOrg(opened.db, orgId, listLearning);
  const jobs = () => {
    let asked = 0;
    const forests: ForestPool = {
      ...pool,
      grow: (...args) => {
        asked++;
        if (!mended && asked === 1) throw new Error('no memory left');
        return pool.grow(...args);
      },
    };
    return anomalyJobs({ db: opened.db, forests, now: () => NOW, wake: () => {} });
  };
  const context = { signal: new AbortController().signal, log: silentLog(), attempt: 1 } as never;
  const health = (orgId: OrgId, now = NOW) =>
    learningCheck(
      () => withOrg(opened.db, orgId, seeLearning),
      () => now,
    ).check();

  test('what fails for one organisation stops no other, and stands on its health page', async () => {
    await jobs().train_anomalies({}, context);
    const all = [...(await learning(broken.orgId)), ...(await learning(well.orgId))];
    const logins = all.filter(({ what }) => what === 'logins');
    expect(logins.map(({ failure }) => failure).toSorted()).toEqual([null, 'no memory left'].toSorted());
    expect(logins.filter(({ learnedAt }) => learnedAt !== null)).toHaveLength(1);
    const words = await Promise.allSettled([health(broken.orgId), health(well.orgId)]);
    const failed = words.find((one) => one.status === 'rejected');
    const fine = words.find((one) => one.status === 'fulfilled');
    expect(String((failed as PromiseRejectedResult).reason)).toContain('habits of logins: failed on');
    expect((fine as PromiseFulfilledResult<string>).value).toContain('learned on 2026-11-20 12:00 UTC from 380 logins');
  });

  test('once it goes well the failure is over; two nights without learning are told', async () => {
    mended = true;
    await jobs().train_anomalies({}, context);
    for (const { orgId } of [broken, well]) {
      expect((await learning(orgId)).every(({ failedAt }) => failedAt === null)).toBe(true);
      await expect(health(orgId)).resolves.toContain('habits of logins learned on');
      await expect(health(orgId, new Date(NOW.getTime() + 3 * 86_400_000))).rejects.toThrow('it should be every night');
    }
  });

  test('an organisation without anything to learn from is well', async () => {
    const nobody = await newOrganisation(opened.db);
    await expect(health(nobody.orgId)).resolves.toBe('nothing to learn from yet');
    await jobs().score_logins({}, context);
    await jobs().learn_cameras({}, context);
    await expect(health(nobody.orgId)).resolves.toBe('nothing to learn from yet');
  });
});
