import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connect, type Database } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, withOrg } from '../../src/db/scope.ts';
import { newId, newOrgId, type OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { silentLog } from '../../src/log.ts';

/** A database of the test's own: migrated, empty, gone when closed. */
export interface TestDatabase {
  database: Database;
  db: Db;
  close(): Promise<void>;
}

export interface TestDatabaseKind {
  name: 'embedded' | 'postgres';
  open(): Promise<TestDatabase>;
}

export const serverUrl = process.env.TEST_DATABASE_URL;
if (!serverUrl) console.info('PostgreSQL tests are skipped: TEST_DATABASE_URL is not set');

/** The databases to test on: the embedded one always, PostgreSQL when TEST_DATABASE_URL names a server. */
export const databases: TestDatabaseKind[] = [
  { name: 'embedded', open: openEmbedded },
  ...(serverUrl ? [{ name: 'postgres' as const, open: () => openOnServer(serverUrl) }] : []),
];

const log = silentLog();
/** Changes with every migration and every release of the embedded database. */
const version = (() => {
  const hash = createHash('sha256');
  const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(readFileSync(join(pglite, '../../package.json')));
  return hash.digest('hex').slice(0, 16);
})();

async function openEmbedded(): Promise<TestDatabase> {
  const database = await connect({ log, embedded: { image: await migratedImage() } });
  return { database, db: database.db, close: () => database.close() };
}

/** A migrated data folder, made once per version and machine: starting from it is much faster than from nothing. */
async function migratedImage(): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(tmpdir(), `safenest-test-${version}.tar`);
  const kept = await readFile(path).catch(() => null);
  if (kept) return new Uint8Array(kept);
  const database = await connect({ log });
  await migrate(database, log);
  const image = await database.dump();
  await database.close();
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, image!);
  await rename(draft, path);
  return image!;
}

async function openOnServer(url: string): Promise<TestDatabase> {
  const template = `safenest_template_${version}`;
  const name = `safenest_test_${randomUUID().replaceAll('-', '')}`;
  await asMaintainer(url, async (maintainer) => {
    // one test file makes the template, the others wait for it
    await maintainer.query('select pg_advisory_lock(7306126119)');
    const { rowCount } = await maintainer.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await createTemplate(maintainer, url, template);
    await maintainer.query(`create database ${name} template ${template}`);
  });
  const database = await connect({ log, databaseUrl: withDatabase(url, name) });
  return {
    database,
    db: database.db,
    async close() {
      await database.close();
      await asMaintainer(url, (maintainer) => maintainer.query(`drop database ${name} with (force)`));
    },
  };
}

async function createTemplate(maintainer: pg.Client, url: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await maintainer.query(`drop database if exists ${draft}`);
  await maintainer.query(`create database ${draft}`);
  const database = await connect({ log, databaseUrl: withDatabase(url, draft) });
  try {
    await migrate(database, log);
  } finally {
    await database.close();
  }
  await maintainer.query(`alter database ${draft} rename to ${template}`);
}

/** Runs `work` on the server's own database. */
export async function asMaintainer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export interface TestOrganisation {
  orgId: OrgId;
  admin: Principal;
  /** Adds a member and speaks for them. */
  member(role: Role, options?: { name?: string; email?: string }): Promise<Principal>;
}

/** A new organisation with one admin. */
export async function newOrganisation(
  db: Db,
  { name = 'Harbour Works', timeZone = 'UTC' }: { name?: string; timeZone?: string } = {},
): Promise<TestOrganisation> {
  const orgId = newOrgId();
  await withOrg(db, orgId, (tx) =>
    tx.insertInto('organisation').values({ id: orgId, name, time_zone: timeZone }).execute(),
  );
  const member: TestOrganisation['member'] = async (role, options = {}) => {
    const id = newId();
    const memberName = options.name ?? `${role[0]!.toUpperCase()}${role.slice(1)} ${id.slice(-4)}`;
    await withOrg(db, orgId, (tx) =>
      tx
        .insertInto('member')
        .values({ id, org_id: orgId, name: memberName, email: options.email ?? `${id}@example.org`, role })
        .execute(),
    );
    return {
      orgId,
      actor: { kind: 'member', id },
      name: memberName,
      role,
      timeZone,
      place: { platform: 'console', audience: 'private' },
    };
  };
  return { orgId, admin: await member('admin'), member };
}
