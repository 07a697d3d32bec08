import { Readable } from 'node:stream';
import { otherConnections, replaceContents } from '../../db/backup/load.ts';
import type { Database } from '../../db/connect.ts';
import { ownMigrations } from '../../db/migrate.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { FileStore } from '../../media/files.ts';
import { audit, auditKey, verifyAudit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import { fitOf, type Manifest } from './manifest.ts';
import { type OpenedBackup, openBackup } from './read-backup.ts';

export interface RestoreParts {
  /** Opens the database; with `replacing`, an empty one beside the embedded one. */
  open(options: { replacing: boolean }): Promise<Database>;
  kind: Database['kind'];
  files: FileStore;
  secret: string;
  now(): Date;
  log: Log;
  onProgress?: (what: string) => void;
  /** Saves what is there now and answers where; null where there is nothing to save. */
  savePoint(database: Database): Promise<string | null>;
}

export interface Restored {
  manifest: Manifest;
  /** Where what was there before was saved; null where there was nothing. */
  before: string | null;
  files: { written: number; missing: number };
}

/**
 * Puts a backup in the place of everything there is. Until the new database is whole, migrated and found healthy, the old
 * one stands: a failure, or the end of the process at any moment, leaves the one or the other.
 */
export async function restoreBackup(path: string, parts: RestoreParts): Promise<Restored> {
  const { onProgress = () => {} } = parts;
  onProgress('check');
  const backup = await openBackup(path, parts.secret);
  const fit = fitOf(backup.manifest, await ownMigrations());
  if (!fit.fits) throw unfit(fit.why, backup.manifest);
  onProgress('save');
  const before = await saved(parts);
  onProgress('files');
  const files = await restoreFiles(backup, parts.files);
  if (parts.kind === 'embedded') await replaceEmbedded(backup, parts);
  else await replaceOnServer(backup, before, parts);
  return { manifest: backup.manifest, before, files };
}

export const unfit = (why: 'newer' | 'other', { version }: Pick<Manifest, 'version'>): SafeNestError =>
  new SafeNestError(
    'conflict',
    why === 'newer'
      ? `This backup was made by a newer SafeNest (${version}). Update SafeNest, then restore it.`
      : `This backup was made by a SafeNest (${version}) whose tables went another way. It cannot be restored here.`,
  );

async function saved(parts: RestoreParts): Promise<string | null> {
  const database = await parts.open({ replacing: false });
  try {
    if (parts.kind === 'postgres') {
      const others = await otherConnections(database);
      if (others > 0)
        throw new SafeNestError(
          'conflict',
          'SafeNest still runs on this database. Stop every process of it (also of other machines), then restore.',
        );
    }
    return await parts.savePoint(database);
  } finally {
    await database.close();
  }
}

async function replaceEmbedded(backup: OpenedBackup, parts: RestoreParts): Promise<void> {
  const database = await parts.open({ replacing: true });
  try {
    await replaceContents(database, backup.contents, parts.log, parts.onProgress);
    await requireHealthy(database, backup.manifest, parts);
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.replace();
}

/** What the server has not committed never was; a database that is whole and still not well is put back. */
async function replaceOnServer(backup: OpenedBackup, before: string | null, parts: RestoreParts): Promise<void> {
  const database = await parts.open({ replacing: false });
  try {
    await replaceContents(database, backup.contents, parts.log, parts.onProgress);
    try {
      await requireHealthy(database, backup.manifest, parts);
    } catch (error) {
      if (before === null) throw error;
      parts.onProgress?.('put back');
      await replaceContents(database, (await openBackup(before, parts.secret)).contents, parts.log);
      throw error;
    }
  } finally {
    await database.close();
  }
}

/** Reads every organisation as the service does, walks its audit log to the end, and writes there that it was restored. */
async function requireHealthy(database: Database, manifest: Manifest, parts: RestoreParts): Promise<void> {
  parts.onProgress?.('health');
  const { db } = database;
  const key = auditKey(parts.secret);
  const organisations = await withSystem(db, listOrganisations);
  if (organisations.length !== manifest.organisations)
    throw unwell(`${organisations.length} organisations instead of ${manifest.organisations}`);
  for (const { id, name } of organisations) {
    const verdict = await withOrg(db, id, (tx) => verifyAudit(tx, key));
    if (!verdict.ok) throw unwell(`the audit log of ${name} is broken at ${verdict.seq} (${verdict.reason})`);
    await withOrg(db, id, (tx) =>
      audit(
        {
          tx,
          principal: systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' }),
          now: parts.now(),
          auditKey: key,
        },
        { action: 'backup.restore', subject: null, detail: { made_at: manifest.made_at, version: manifest.version } },
      ),
    );
  }
}

const unwell = (why: string): SafeNestError =>
  new SafeNestError('conflict', `The restored database was not well: ${why}. What was there before stands.`);

/** Files are kept by what is in them: those that are there already are left alone, and none is ever overwritten. */
async function restoreFiles({ files, keys }: OpenedBackup, store: FileStore): Promise<Restored['files']> {
  const there = new Map<string, Set<string>>();
  const has = async (key: string): Promise<boolean> => {
    const orgId = key.slice(0, 36);
    if (!there.has(orgId)) {
      const found = new Set<string>();
      for await (const file of store.list(orgId as OrgId)) found.add(file.key);
      there.set(orgId, found);
    }
    return there.get(orgId)!.has(key);
  };
  let written = 0;
  for await (const { key, bytes } of files()) {
    if (await has(key)) continue;
    const stored = await store.put(key.slice(0, 36) as OrgId, Readable.from(bytes), Number.MAX_SAFE_INTEGER);
    there.get(key.slice(0, 36))!.add(stored.key);
    written++;
  }
  let missing = 0;
  for await (const key of keys()) if (!(await has(key))) missing++;
  return { written, missing };
}
