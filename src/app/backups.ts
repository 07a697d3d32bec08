import type { Config } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { isEmpty } from '../db/migrate.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Backups, createBackups } from '../pipeline/backup/backups.ts';
import { backupFolder, newBackupPath, rotateBackups } from '../pipeline/backup/kept-backups.ts';
import { makeBackup } from '../pipeline/backup/make-backup.ts';
import type { BackupKind, Manifest } from '../pipeline/backup/manifest.ts';
import { type Restored, restoreBackup } from '../pipeline/backup/restore-backup.ts';
import { ownSecret } from '../pipeline/own-secret.ts';
import { openFiles } from './open-files.ts';
import type { Shared } from './shared.ts';

/** Restore points are kept like that; what people made themselves is never deleted. */
const KEPT_POINTS = 3;

/** Given by who starts the service again after it restored a backup: how that went; null at the first start. */
export interface RestoreOutcome {
  outcome: { ok: boolean; words: string } | null;
}

type Where = Pick<Config, 's3' | 'dataDir' | 'databaseUrl' | 'secret'>;

/** Makes a backup of what the settings name; without `to` among the kept ones. */
export async function backUp(
  config: Where,
  database: Database,
  secret: string,
  request: { kind: BackupKind; pictures: boolean; to?: string; keep?: number; onProgress?: (what: string) => void },
): Promise<{ path: string; manifest: Manifest }> {
  const now = new Date();
  const folder = backupFolder(config.dataDir);
  const path = request.to ?? (await newBackupPath(folder, request.kind, now));
  const files = await openFiles(config);
  try {
    const parts = { database, files, store: config.s3 ? ('s3' as const) : ('folder' as const), secret };
    const manifest = await makeBackup(parts, path, { ...request, now });
    if (request.keep !== undefined) await rotateBackups(folder, request.kind, request.keep, now);
    return { path, manifest };
  } finally {
    files.close();
  }
}

/** A restore point of the embedded database before migrations change it. */
export async function saveBeforeUpdate(config: Where, database: Database, secret: string, log: Log): Promise<void> {
  try {
    const { path } = await backUp(config, database, secret, {
      kind: 'before_update',
      pictures: false,
      keep: KEPT_POINTS,
    });
    log.info({ path }, 'made a restore point before the update');
  } catch (cause) {
    throw new SafeNestError(
      'unavailable',
      `No restore point could be made before the update (${(cause as Error).message}). Nothing was changed. Make ${backupFolder(config.dataDir)} writable and free some space, then start again.`,
      { cause },
    );
  }
}

/** Puts a backup in the place of what the settings name; the service must not run. */
export async function restore(
  config: Where,
  log: Log,
  path: string,
  { restorePoint = true, onProgress }: { restorePoint?: boolean; onProgress?: (what: string) => void } = {},
): Promise<Restored> {
  const secret = config.secret?.reveal() ?? (await ownSecret(config.dataDir));
  const databaseUrl = config.databaseUrl?.reveal();
  const files = await openFiles(config);
  try {
    return await restoreBackup(path, {
      kind: databaseUrl ? 'postgres' : 'embedded',
      open: ({ replacing }) =>
        connect(databaseUrl ? { databaseUrl, log } : { dataDir: config.dataDir, log, embedded: { replacing } }),
      files,
      secret,
      now: () => new Date(),
      log,
      ...(onProgress ? { onProgress } : {}),
      async savePoint(database) {
        if (!restorePoint || (await isEmpty(database))) return null;
        const kind = 'before_restore';
        return (await backUp(config, database, secret, { kind, pictures: false, keep: KEPT_POINTS })).path;
      },
    });
  } finally {
    files.close();
  }
}

/**
 * The backups of an installation; `restart` resolves where an admin has had one restored, which only an embedded database can have done
 * while the service runs, and only where somebody is there to start it again.
 */
export function openBackups(
  config: Config,
  { database, secret }: { database: Database; secret: string },
  timeZone: string,
  restoring: RestoreOutcome | undefined,
  { db, auditKey, now, log }: Shared,
): { backups: Backups; restart: Promise<{ path: string }> } {
  const restart = Promise.withResolvers<{ path: string }>();
  const nightly = config.nightlyBackups;
  const backups = createBackups({
    folder: backupFolder(config.dataDir),
    db,
    auditKey,
    secret,
    nightly: nightly === null ? null : { keep: nightly, at: '02:00', timeZone },
    restored: restoring?.outcome ?? null,
    make: ({ kind, ...request }) =>
      backUp(config, database, secret, {
        kind,
        ...request,
        ...(kind === 'nightly' && nightly ? { keep: nightly } : {}),
      }),
    restart: restoring && database.kind === 'embedded' ? (path) => restart.resolve({ path }) : null,
    now,
    log,
  });
  return { backups, restart: restart.promise };
}
