import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SafeNestError } from '../../errors.ts';
import type { BackupKind } from './manifest.ts';

/** `safenest-20261122-020000-nightly.tar`: sorted by name they are sorted by time. */
const NAME = /^safenest-(\d{8}-\d{6})-(manual|nightly|before_update|before_restore)(?:-\d+)?\.tar$/;
/** A draft this old belongs to a process that died. */
const ABANDONED_MS = 86_400_000;

export interface KeptBackup {
  name: string;
  path: string;
  kind: BackupKind;
  /** Bytes. */
  size: number;
  at: Date;
}

export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');

/** The backups of a folder, newest first. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const kept: KeptBackup[] = [];
  for (const name of names) {
    const match = NAME.exec(name);
    const path = join(folder, name);
    const file = match && (await stat(path).catch(() => null));
    if (file?.isFile())
      kept.push({ name, path, kind: match![2] as BackupKind, size: file.size, at: timeOf(match![1]!) });
  }
  return kept.sort((a, b) => (a.name < b.name ? 1 : -1));
}

/** One of the folder's backups; nothing that is not a name of ours leads anywhere. */
export async function findBackup(folder: string, name: string): Promise<KeptBackup> {
  const found = (await listBackups(folder)).find((backup) => backup.name === name);
  if (!found) throw new SafeNestError('not_found', 'There is no such backup any more.');
  return found;
}

/** Where a backup made now is kept. */
export async function newBackupPath(folder: string, kind: BackupKind, now: Date): Promise<string> {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:]/g, '')
    .replace('T', '-');
  const taken = new Set((await listBackups(folder)).map(({ name }) => name));
  for (let n = 1; ; n++) {
    const name = `safenest-${time}-${kind}${n === 1 ? '' : `-${n}`}.tar`;
    if (!taken.has(name)) return join(folder, name);
  }
}

/** Deletes the oldest backups of a kind but so many, and what died drafts left behind; answers the names. */
export async function rotateBackups(folder: string, kind: BackupKind, keep: number, now: Date): Promise<string[]> {
  const old = (await listBackups(folder)).filter((backup) => backup.kind === kind).slice(keep);
  for (const { path } of old) await rm(path, { force: true });
  for (const name of await readdir(folder).catch(() => []))
    if (name.startsWith('.safenest-') && name.endsWith('.partial')) {
      const file = await stat(join(folder, name)).catch(() => null);
      if (file && now.getTime() - file.mtimeMs > ABANDONED_MS) await rm(join(folder, name), { force: true });
    }
  return old.map(({ name }) => name);
}

function timeOf(text: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(text)!.map(Number);
  return new Date(Date.UTC(year!, month! - 1, day, hour, minute, second));
}
