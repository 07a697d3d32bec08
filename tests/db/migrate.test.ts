import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../../src/db/connect.ts';
import { DATABASE_ROLES, migrate } from '../../src/db/migrate.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { asMaintainer, newOrganisation, serverUrl, withDatabase } from '../support/database.ts';

const log = silentLog();

describe('embedded', () => {
  test('a second run finds nothing to do', async () => {
    const database = await connect({ log });
    try {
      expect(await migrate(database, log)).toContain('0001_organisations');
      expect(await migrate(database, log)).toEqual([]);
    } finally {
      await database.close();
    }
  });

  test('of two runs at once one migrates', async () => {
    const database = await connect({ log });
    try {
      const runs = await Promise.all([migrate(database, log), migrate(database, log)]);
      expect(runs.map((names) => names.length > 0).sort()).toEqual([false, true]);
    } finally {
      await database.close();
    }
  });
});

describe.skipIf(!serverUrl)('postgres, with an owner who is no superuser', () => {
  const url = serverUrl!;
  const suffix = randomUUID().slice(0, 8);
  const owner = `safenest_owner_${suffix}`;
  const name = `safenest_migrate_${suffix}`;
  const ownerUrl = () => {
    const changed = new URL(withDatabase(url, name));
    changed.username = owner;
    changed.password = 'correct horse';
    return changed.href;
  };
  const asSuperuser = (sql: string) => asMaintainer(withDatabase(url, name), (client) => client.query(sql));
  let database: Database | null = null;

  beforeAll(() =>
    asMaintainer(url, async (client) => {
      await client.query(`create role ${owner} login password 'correct horse'`);
      await client.query(`create database ${name} owner ${owner}`);
    }),
  );
  afterEach(async () => {
    await database?.close();
    database = null;
  });
  afterAll(() =>
    asMaintainer(url, async (client) => {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`drop role ${owner}`);
    }),
  );

  test('says what a superuser has to do first, and works when it is done', async () => {
    database = await connect({ databaseUrl: ownerUrl(), log });
    const refusal = await migrate(database, log).catch((error: Error) => error);
    expect(refusal).toMatchObject({ name: 'SafeNestError', code: 'forbidden' });
    const { message } = refusal as Error;
    expect(message).toContain('create extension vector;');
    for (const role of DATABASE_ROLES)
      expect(message).toContain(`grant ${role} to "${owner}" with inherit false, set true;`);

    await asSuperuser('create extension vector');
    for (const role of DATABASE_ROLES) {
      await asSuperuser(`do $$ begin create role ${role} nologin; exception when duplicate_object then null; end $$`);
      await asSuperuser(`grant ${role} to ${owner} with inherit false, set true`);
    }
    expect(await migrate(database, log)).toContain('0001_organisations');

    const { orgId, admin } = await newOrganisation(database.db);
    const names = await withOrg(database.db, orgId, (tx) => tx.selectFrom('member').select('name').execute());
    expect(names).toEqual([{ name: admin.name }]);
    // forced row-level security holds for the owner of the tables too
    expect((await database.pool.query('select * from member')).rows).toEqual([]);
  });

  test('two processes migrating at once do it once', async () => {
    const other = await connect({ databaseUrl: ownerUrl(), log });
    database = await connect({ databaseUrl: ownerUrl(), log });
    try {
      await asSuperuser(`drop owned by ${owner} cascade`);
      await asSuperuser(`grant ${DATABASE_ROLES.join(', ')} to ${owner} with inherit false, set true`);
      await asSuperuser(`grant all on schema public to ${owner}`);
      const runs = await Promise.all([migrate(database, log), migrate(other, log)]);
      expect(runs.map((names) => names.length > 0).sort()).toEqual([false, true]);
    } finally {
      await other.close();
    }
  });
});
