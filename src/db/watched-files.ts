import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** A file of a watched folder that was dealt with; its path is relative to the watched folder. */
export interface WatchedFile {
  path: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
  outcome: 'taken' | 'refused';
  /** Why it was refused. */
  reason: string | null;
  at: Date;
}

/** Whether exactly this file was dealt with: what changed since is another one. */
export async function knowsWatchedFile(
  tx: OrgDb,
  { path, size, modifiedAt }: Pick<WatchedFile, 'path' | 'size' | 'modifiedAt'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('watched_file')
    .select('path')
    .where('org_id', '=', tx.orgId)
    .where('path', '=', path)
    .where('size', '=', size)
    .where('modified_at', '=', modifiedAt)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers what became of a file, instead of what was known of its path. */
export async function rememberWatchedFile(tx: OrgDb, file: WatchedFile): Promise<void> {
  const { path, size, modifiedAt: modified_at, outcome, reason, at } = file;
  const known = { size, modified_at, outcome, reason, at };
  await tx
    .insertInto('watched_file')
    .values({ org_id: tx.orgId, path, ...known })
    .onConflict((conflict) => conflict.columns(['org_id', 'path']).doUpdateSet(known))
    .execute();
}

/** Forgets files that are gone. */
export async function forgetWatchedFiles(tx: OrgDb, paths: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('watched_file')
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`path = any(${[...paths]}::text[])`)
    .execute();
}

/** The newest refusals, for whoever wonders where a picture is. */
export async function refusedWatchedFiles(tx: OrgDb, limit: number): Promise<WatchedFile[]> {
  const rows = await tx
    .selectFrom('watched_file')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('outcome', '=', 'refused')
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    path: row.path,
    size: row.size,
    modifiedAt: row.modified_at,
    outcome: row.outcome,
    reason: row.reason,
    at: row.at,
  }));
}
