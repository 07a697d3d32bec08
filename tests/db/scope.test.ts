import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { newOrgId } from '../../src/domain/id.ts';
import { silentLog } from '../../src/log.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

describe.each(databases)('scopes on the $name database', ({ open }) => {
  let opened: TestDatabase;
  let organisation: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
    organisation = await newOrganisation(opened.db, { name: 'Inside' });
  });
  afterAll(() => opened.close());
  const names = () =>
    withOrg(opened.db, organisation.orgId, (tx) => tx.selectFrom('organisation').select('name').execute());

  test('the handle carries its organisation', async () => {
    expect(await withOrg(opened.db, organisation.orgId, async (tx) => tx.orgId)).toBe(organisation.orgId);
    expect(await names()).toEqual([{ name: 'Inside' }]);
  });

  test('role and organisation are gone after the scope', async () => {
    await names();
    const { rows } = await opened.database.pool.query(
      `select current_user = session_user as own, coalesce(current_setting('safenest.org_id', true), '') as org`,
    );
    expect(rows).toEqual([{ own: true, org: '' }]);
  });

  test('an error inside rolls back and comes out', async () => {
    const failing = withOrg(opened.db, organisation.orgId, async (tx) => {
      await tx.updateTable('organisation').set({ name: 'Changed' }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await names()).toEqual([{ name: 'Inside' }]);
  });

  test('a scope inside a scope is refused, whichever they are', async () => {
    const nested = /opened inside another/;
    await expect(withOrg(opened.db, organisation.orgId, () => names())).rejects.toThrow(nested);
    await expect(withSystem(opened.db, () => names())).rejects.toThrow(nested);
    await expect(
      withOrg(opened.db, organisation.orgId, async () => {
        await sleep(1);
        return Promise.all([withSystem(opened.db, async () => 1)]);
      }),
    ).rejects.toThrow(nested);
  });

  test('work begun inside a scope may open its own once that scope has ended', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await withOrg(opened.db, organisation.orgId, async () => {
      later = sleep(100).then(names);
    });
    expect(await later).toEqual([{ name: 'Inside' }]);

    await withOrg(opened.db, organisation.orgId, async () => {
      later = sleep(100).then(names);
      throw new Error('fails');
    }).catch(() => {});
    expect(await later).toEqual([{ name: 'Inside' }]);
  });

  test('scopes beside one another do not disturb each other', async () => {
    const other = await newOrganisation(opened.db, { name: 'Other' });
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        withOrg(opened.db, index % 2 ? other.orgId : organisation.orgId, (tx) =>
          sql<{ name: string }>`select name from organisation`.execute(tx).then(({ rows }) => rows[0]?.name),
        ),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => (index % 2 ? 'Other' : 'Inside')));
  });
});

test('a scope that cannot begin leaves nothing behind', async () => {
  // without migrations there is no role to take
  const database = await connect({ log: silentLog(), poolSize: 1 });
  try {
    await expect(withOrg(database.db, newOrgId(), async () => 1)).rejects.toThrow('role');
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await database.close();
  }
});
