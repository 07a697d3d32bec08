import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { readLock } from '../../db/embedded/lock.ts';
import { backupFolder } from '../../pipeline/backup/kept-backups.ts';
import type { Cli } from '../cli.ts';
import { plural, printable } from '../output.ts';
import { withApi } from '../session.ts';

interface State {
  kept: { name: string; size: number; rows: number; files: number; listed_files: number; kind: string }[];
  running: { saving: string } | null;
  failed: string | null;
}

interface Made {
  path: string;
  size: number;
  rows: number;
  files: { included: boolean; store: string; count: number; listed: number };
}

const POLL_MS = 300;

export function backupCommand(program: Command, cli: Cli): void {
  program
    .command('backup')
    .description('Back everything up into one file, while SafeNest runs or not: every organisation, and the pictures')
    .option('--to <file>', 'where to write it; by default into the folder backups of the data folder')
    .option('--without-pictures', 'the database only; pictures are listed')
    .action((options: { to?: string; withoutPictures?: boolean }) => backup(cli, options));
}

async function backup(cli: Cli, options: { to?: string; withoutPictures?: boolean }): Promise<void> {
  const to = options.to === undefined ? null : resolve(options.to);
  if (to !== null && (await stat(to).catch(() => null))) throw cli.refuse(`${printable(to)} is there already.`);
  const pictures = !options.withoutPictures;
  const holder = cli.config.databaseUrl ? null : await readLock(cli.config.dataDir);
  const made = holder?.alive && holder.url ? await backupThere(cli, to, pictures) : await backupHere(cli, to, pictures);
  cli.out.done();
  cli.out.line(`${made.path} (${megabytes(made.size)}): ${plural(made.rows, 'row')}, ${filesTold(made.files)}.`);
  cli.out.note(
    'It holds personal data in clear, and not the secret: keep SAFENEST_SECRET (or data/secret) somewhere else.',
  );
}

/** The service that has the embedded database open makes it; it is on this machine. */
async function backupThere(cli: Cli, to: string | null, pictures: boolean): Promise<Made> {
  const state = await withApi(cli.config, {}, cli.log, async (api) => {
    const before = new Set((await api.get<State>('/backups')).kept.map(({ name }) => name));
    let state = await api.send<State>('POST', '/backups', { pictures });
    while (state.running) {
      cli.out.progress(`Saving ${state.running.saving}`);
      await sleep(POLL_MS);
      state = await api.get<State>('/backups');
    }
    return { failed: state.failed, made: state.kept.find(({ name, kind }) => kind === 'manual' && !before.has(name)) };
  });
  if (!state.made) throw cli.refuse(state.failed ?? 'The backup is not there. See the log of the service.');
  const { name, size, rows, files, listed_files } = state.made;
  const kept = join(backupFolder(cli.config.dataDir), name);
  if (to !== null) {
    const draft = `${to}.partial`;
    await copyFile(kept, draft);
    await rename(draft, to);
    await rm(kept);
  }
  const store = cli.config.s3 ? 's3' : 'folder';
  return {
    path: to ?? kept,
    size,
    rows,
    files: { included: pictures && store === 'folder', store, count: files, listed: listed_files },
  };
}

async function backupHere(cli: Cli, to: string | null, pictures: boolean): Promise<Made> {
  const [{ openCore }, { backUp }] = await Promise.all([import('../../app/core.ts'), import('../../app/backups.ts')]);
  const core = await openCore(cli.config, cli.log);
  try {
    const { path, manifest } = await backUp(cli.config, core.database, core.secret, {
      kind: 'manual',
      pictures,
      ...(to === null ? {} : { to }),
      onProgress: (what) => cli.out.progress(`Saving ${what}`),
    });
    const { files, tables } = manifest;
    return {
      path,
      size: (await stat(path)).size,
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      files: { included: files.included, store: files.store, count: files.count, listed: files.list.rows },
    };
  } finally {
    await core.close();
  }
}

const filesTold = ({ included, store, count: copied, listed }: Made['files']): string =>
  included
    ? plural(copied, 'file')
    : `${plural(listed, 'file')} listed and not copied${store === 's3' ? ' (they are in the bucket; back it up there)' : ''}`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
