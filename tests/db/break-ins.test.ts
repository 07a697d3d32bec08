import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakIns } from '../../src/db/break-ins.ts';
import { lockIngestion } from '../../src/db/events.ts';
import { tallyLogins } from '../../src/db/login-tallies.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const MORNING = new Date('2026-11-20T06:00:00Z');

describe.each(databases)('who got in after failures, on the $name database', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** Logins of one account from one address, one a second. */
  const logins = (tx: OrgDb, account: string, address: string, outcome: string, count: number, minute: number) =>
    sql`insert into event (org_id, kind, event_id, occurred_at, source, outcome, account, address, text)
      select ${tx.orgId}::uuid, 'login', gen_random_uuid()::text,
        ${MORNING}::timestamptz + ${minute}::int * interval '1 minute' + n * interval '1 second', 'sshd',
        ${outcome}, ${account}, ${address}::inet, ${outcome}
      from generate_series(1, ${count}::int) as n`.execute(tx);
  const asked = {
    by: 'account',
    keys: ['service', 'backup', 'nobody'],
    from: new Date('2026-11-20T00:00:00Z'),
    to: new Date('2026-11-21T00:00:00Z'),
    minFailures: 5,
    windowMinutes: 30,
  } as const;

  test.each([
    ['counted ahead', true],
    ['not yet counted', false],
  ])('a busy account does not hide the one that was broken into (%s)', async (_name, tallied) => {
    const { orgId } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, async (tx) => {
      await lockIngestion(tx);
      await logins(tx, 'backup', '203.0.113.66', 'failure', 12, 0);
      await logins(tx, 'backup', '203.0.113.66', 'success', 300, 1);
      await logins(tx, 'service', '10.0.0.1', 'success', 2500, 10);
      if (tallied) await tallyLogins(tx);
      const { logins: found, cut } = await breakIns(tx, asked);
      expect(found.map(({ account, address }) => `${account} ${address}`)).toEqual(['backup 203.0.113.66']);
      expect(cut).toBe(false);
      const all = await breakIns(tx, { ...asked, keys: ['backup', 'nobody'] });
      expect(all.logins).toHaveLength(1);
      expect(all.cut).toBe(false);
      expect(await breakIns(tx, { ...asked, keys: ['nobody'] })).toEqual({ logins: [], cut: false });
    });
  });
});
