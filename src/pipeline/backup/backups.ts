import { ownMigrations } from '../../db/migrate.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { audit } from '../audit.ts';
import type { HealthCheck } from '../health.ts';
import { systemPrincipal } from '../members.ts';
import type { AuditKey } from '../work.ts';
import { findBackup, type KeptBackup, listBackups } from './kept-backups.ts';
import { type BackupKind, type Fit, fitOf, type Manifest } from './manifest.ts';
import { openBackup, readManifest } from './read-backup.ts';
import { unfit } from './restore-backup.ts';

/** A kept backup and what it says of itself; `problem` where it cannot be read. */
export type SeenBackup = KeptBackup &
  ({ manifest: Manifest; fit: Fit; problem: null } | { manifest: null; fit: null; problem: string });

export interface BackupState {
  kept: SeenBackup[];
  /** What is being saved now, where a backup is being made. */
  running: { kind: BackupKind; since: Date; saving: string } | null;
  /** Why the last one that this process tried was not made. */
  failed: string | null;
  /** Null where none is made by night. */
  nightly: { keep: number; at: string; timeZone: string } | null;
  /** How the restore ended that this process was started after. */
  restored: { ok: boolean; words: string } | null;
  /** Whether a backup can be restored from the console here. */
  restores: boolean;
}

export interface Backups {
  state(): Promise<BackupState>;
  /** Begins to make one; `conflict` while one is made. `made` is kept, or fails. */
  begin(request: { kind: BackupKind; pictures: boolean; by?: Who }): {
    made: Promise<{ path: string; manifest: Manifest }>;
  };
  find(name: string): Promise<KeptBackup>;
  /** Checks all of a backup, then has the service stop, restore it and start again. */
  restore(name: string): Promise<void>;
}

/** Who had it made, for the audit log; the schedule where absent. */
export type Who = ReturnType<typeof systemPrincipal>;

export interface BackupsOptions {
  folder: string;
  db: Db;
  auditKey: AuditKey;
  secret: string;
  nightly: BackupState['nightly'];
  restored: BackupState['restored'];
  make(request: {
    kind: BackupKind;
    pictures: boolean;
    onProgress: (what: string) => void;
  }): Promise<{ path: string; manifest: Manifest }>;
  /** Null where this process cannot stop everything that uses the database. */
  restart: ((path: string) => void) | null;
  now(): Date;
  log: Log;
}

export function createBackups(options: BackupsOptions): Backups {
  const { folder, db, secret, now, log } = options;
  let running: BackupState['running'] = null;
  let failed: string | null = null;

  async function make(kind: BackupKind, pictures: boolean, by?: Who) {
    try {
      const made = await options.make({
        kind,
        pictures,
        onProgress: (saving) => {
          if (running) running.saving = saving;
        },
      });
      failed = null;
      await note(made.manifest, by);
      return made;
    } catch (error) {
      failed = isSafeNestError(error) ? error.message : `It could not be written: ${(error as Error).message}`;
      log.error({ err: error }, 'a backup could not be made');
      throw error;
    } finally {
      running = null;
    }
  }

  /** It holds everybody's rows: each organisation's log says so. */
  async function note({ kind, files }: Manifest, by?: Who): Promise<void> {
    for (const { id } of await withSystem(db, listOrganisations)) {
      const principal =
        by && by.orgId === id ? by : systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
      await withOrg(db, id, (tx) =>
        audit(
          { tx, principal, now: now(), auditKey: options.auditKey },
          { action: 'backup.make', detail: { kind, pictures: files.included } },
        ),
      );
    }
  }

  async function seen(backup: KeptBackup, own: readonly string[]): Promise<SeenBackup> {
    try {
      const manifest = await readManifest(backup.path, secret);
      return { ...backup, manifest, fit: fitOf(manifest, own), problem: null };
    } catch (error) {
      const problem = isSafeNestError(error) ? error.message : 'It cannot be read.';
      return { ...backup, manifest: null, fit: null, problem };
    }
  }

  return {
    async state() {
      const own = await ownMigrations();
      const kept: SeenBackup[] = [];
      for (const backup of await listBackups(folder)) kept.push(await seen(backup, own));
      return {
        kept,
        running: running && { ...running },
        failed,
        nightly: options.nightly,
        restored: options.restored,
        restores: options.restart !== null,
      };
    },
    begin({ kind, pictures, by }) {
      if (running) throw new SafeNestError('conflict', 'A backup is being made already.');
      running = { kind, since: now(), saving: '' };
      return { made: make(kind, pictures, by) };
    },
    find: (name) => findBackup(folder, name),
    async restore(name) {
      if (!options.restart)
        throw new SafeNestError(
          'conflict',
          'Here a backup is restored by command, with every process stopped: npm run safenest -- restore FILE --yes',
        );
      if (running) throw new SafeNestError('conflict', 'A backup is being made. Wait for its end, then restore.');
      const { path } = await findBackup(folder, name);
      const { manifest } = await openBackup(path, secret);
      const fit = fitOf(manifest, await ownMigrations());
      if (!fit.fits) throw unfit(fit.why, manifest);
      options.restart(path);
    },
  };
}

const LATE_MS = 50 * 3_600_000;

/** Whether the nightly backups come; for the health page. */
export const backupsCheck = (backups: Backups, now: () => Date): HealthCheck => ({
  name: 'backups',
  mend: 'Make one now (Health, Backups, or: npm run safenest -- backup) and see what it says; look at the space on the disk.',
  async check() {
    const { kept, failed, nightly } = await backups.state();
    if (failed !== null) throw new Error(failed);
    if (!nightly) return 'not made by night here';
    const last = kept.find(({ problem }) => problem === null);
    // a new installation has its first night before it
    if (!last) return 'the first comes tonight';
    const hours = Math.round((now().getTime() - last.at.getTime()) / 3_600_000);
    if (hours * 3_600_000 > LATE_MS) throw new Error(`the last is ${hours} hours old`);
    return `the last is ${hours < 1 ? 'less than an hour' : hours === 1 ? 'an hour' : `${hours} hours`} old, ${kept.length} kept`;
  },
});

/** A backup holds everybody's data: where there are several organisations, none of their admins has to do with it. */
export async function requireAlone(db: Db): Promise<void> {
  if ((await withSystem(db, listOrganisations)).length > 1)
    throw new SafeNestError(
      'forbidden',
      'This installation serves several organisations, and a backup holds all of them. Whoever runs it makes and restores backups by command: npm run safenest -- backup',
    );
}
