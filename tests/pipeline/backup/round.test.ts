import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restore } from '../../../src/app/backups.ts';
import { Secret } from '../../../src/config.ts';
import { replaceContents } from '../../../src/db/backup/load.ts';
import { withSnapshot } from '../../../src/db/backup/snapshot.ts';
import { connect, type Database } from '../../../src/db/connect.ts';
import { appliedMigrations, migrate, migrateWithin, ownMigrations } from '../../../src/db/migrate.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { fillSampleCameras, prepareSampleCameras } from '../../../src/demo/sample-cameras.ts';
import { sampleMembers } from '../../../src/demo/sample-week.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { createFolderFiles } from '../../../src/media/folder-files.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { makeBackup } from '../../../src/pipeline/backup/make-backup.ts';
import { openBackup } from '../../../src/pipeline/backup/read-backup.ts';
import { createOrganisation } from '../../../src/pipeline/members.ts';
import { fillEveryTable } from '../../fixtures/db/every-table.ts';
import { Child } from '../../support/child.ts';
import { asMaintainer, databases, serverUrl, type TestDatabase, withDatabase } from '../../support/database.ts';

const SECRET = 'a secret for tests';
const log = silentLog();
const NOW = new Date('2026-11-22T08:00:00Z');

/** Every row of every table, sorted, but for the audit log, which grows by the line about the restore. */
const rowsOf = (database: Database): Promise<Record<string, string[]>> =>
  withSnapshot(database, async ({ tables, rows }) => {
    const all: Record<string, string[]> = {};
    for (const table of tables) {
      const lines = [];
      for await (const batch of rows(table)) lines.push(...batch);
      if (!table.name.startsWith('audit_')) all[table.name] = lines.sort();
    }
    return all;
  });

let folder = '';
let source: TestDatabase;
/** Two organisations with cameras and pictures. */
let whole = '';
let wholeRows: Record<string, string[]>;
/** A row in every table, and an audit log that nobody sealed. */
let broken = '';
let brokenRows: Record<string, string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-backup-'));
  source = await databases[0]!.open();
  const files = createFolderFiles(join(folder, 'files'));
  const parts = { database: source.database, files, store: 'folder' as const, secret: SECRET };
  for (const name of ['Northwind Clinic', 'Guests']) {
    const { orgId } = await createOrganisation(source.db, {
      name,
      timeZone: 'UTC',
      sample: false,
      admin: sampleMembers[0]!,
      auditKey: auditKey(SECRET),
      now: NOW,
      place: { platform: 'cli', audience: 'private' },
    });
    if (name === 'Guests') continue;
    const services = { db: source.db, files, auditKey: auditKey(SECRET), log, now: () => NOW };
    await prepareSampleCameras(services, orgId);
    await fillSampleCameras(services, orgId);
  }
  whole = join(folder, 'whole.tar');
  await makeBackup(parts, whole, { kind: 'manual', pictures: true, now: NOW });
  wholeRows = await rowsOf(source.database);
  const orgId = newOrgId();
  await withOrg(source.db, orgId, fillEveryTable);
  broken = join(folder, 'broken.tar');
  await makeBackup(parts, broken, { kind: 'manual', pictures: false, now: NOW });
  brokenRows = await rowsOf(source.database);
});

afterAll(async () => {
  await source?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(databases)('what a backup holds, on $name', ({ open }) => {
  test('is every row of every table, with every value', async () => {
    const target = await open();
    try {
      const { contents } = await openBackup(broken, SECRET);
      await replaceContents(target.database, contents, log);
      expect(await rowsOf(target.database)).toEqual(brokenRows);
      const empty = Object.entries(brokenRows).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []));
      expect(empty).toEqual([]);
      // numbers that the database gives go on, and protection stands
      const { rows } = await target.database.pool.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity <> relforcerowsecurity`,
      );
      expect(rows).toEqual([]);
    } finally {
      await target.close();
    }
  });
});

interface Place {
  config: Parameters<typeof restore>[0];
  files: string;
  /** Looks at the database that is there now. */
  look<T>(read: (database: Database) => Promise<T>): Promise<T>;
  dies(archive: string, step: string): Promise<void>;
  close(): Promise<void>;
}

async function place(kind: 'embedded' | 'postgres'): Promise<Place> {
  const dataDir = await mkdtemp(join(folder, 'data-'));
  const name = `safenest_restore_${Date.now()}`;
  const url = kind === 'postgres' ? withDatabase(serverUrl!, name) : null;
  if (url) await asMaintainer(serverUrl!, (client) => client.query(`create database ${name}`));
  return {
    config: { dataDir, s3: null, secret: new Secret(SECRET), databaseUrl: url ? new Secret(url) : null },
    files: join(dataDir, 'files'),
    async look(read) {
      const database = await connect(url ? { databaseUrl: url, log } : { dataDir, log });
      try {
        return await read(database);
      } finally {
        await database.close();
      }
    },
    async dies(archive, step) {
      const child = new Child('db/restore-until-killed.ts', dataDir, archive, SECRET, step, ...(url ? [url] : []));
      await child.exited;
      expect(child.process.signalCode).toBe('SIGKILL');
    },
    async close() {
      if (url) await asMaintainer(serverUrl!, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

describe.each(databases.map(({ name }) => name))('restoring on %s', (kind) => {
  let at: Place;
  beforeAll(async () => {
    at = await place(kind);
    await restore(at.config, log, whole);
  });
  afterAll(() => at.close());

  test('brings back rows, pictures and a whole audit log, with a line about it', async () => {
    expect(await at.look(rowsOf)).toEqual(wholeRows);
    const { manifest, ...backup } = await openBackup(whole, SECRET);
    expect(manifest.files.count).toBeGreaterThan(10);
    for await (const { key } of backup.files())
      expect(await readFile(join(at.files, key))).toEqual(await readFile(join(folder, 'files', key)));
    const actions = await at.look(({ pool }) =>
      pool.query("select action from audit_entry where action like 'backup%'"),
    );
    expect(actions.rows).toHaveLength(2);
  });

  test('a database that is not well after it leaves the old one, which was saved first', async () => {
    await expect(restore(at.config, log, broken)).rejects.toThrow(/audit log of Full is broken/);
    expect(await at.look(rowsOf)).toEqual(wholeRows);
    const [saved] = await readdir(join(at.config.dataDir, 'backups'));
    expect(saved).toMatch(/before_restore\.tar$/);
    expect((await openBackup(join(at.config.dataDir, 'backups', saved!), SECRET)).manifest.kind).toBe('before_restore');
  });

  test('killed in the middle it leaves the old database', async () => {
    await at.dies(broken, 'incident');
    expect(await at.look(rowsOf)).toEqual(wholeRows);
  });
});

test('killed between the two renamings, the old embedded database is put back', async () => {
  const dataDir = await mkdtemp(join(folder, 'data-'));
  const first = await connect({ dataDir, log });
  await first.pool.query('create table mark ()');
  await first.close();
  await rename(join(dataDir, 'database'), join(dataDir, 'database.before'));
  await mkdir(join(dataDir, 'database.next'));
  await writeFile(join(dataDir, 'database.next', 'half'), '');
  const database = await connect({ dataDir, log });
  await database.pool.query('select from mark');
  await database.close();
  expect((await readdir(dataDir)).sort()).toEqual(['database']);
});

test('a backup of an earlier version is brought up to date, and one of a later is refused', async () => {
  const own = await ownMigrations();
  const old = await connect({ log });
  const target = await databases[0]!.open();
  try {
    const client = await old.pool.connect();
    await migrateWithin(client, log, own.length - 3);
    expect(await appliedMigrations(client)).toEqual(own.slice(0, -3));
    client.release();
    const path = join(folder, 'old.tar');
    await makeBackup({ database: old, files: null, store: 'folder', secret: SECRET }, path, {
      kind: 'manual',
      pictures: false,
      now: NOW,
    });
    await replaceContents(target.database, (await openBackup(path, SECRET)).contents, log);
    expect(await migrate(target.database, log)).toEqual([]);
  } finally {
    await old.close();
    await target.close();
  }
});
