import { type Selectable, sql } from 'kysely';
import type { PersonChangeKind } from '../domain/person.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What was done to a person. */
export interface PersonChange {
  id: string;
  personId: string;
  kind: PersonChangeKind;
  at: Date;
  changedBy: string;
  /** What is needed to take it back; only whoever wrote it can read it. */
  undo: Record<string, unknown>;
  undoneAt: Date | null;
  undoneBy: string | null;
}

export async function insertPersonChange(
  tx: OrgDb,
  change: Omit<PersonChange, 'undoneAt' | 'undoneBy'>,
): Promise<void> {
  await tx
    .insertInto('person_change')
    .values({
      id: change.id,
      org_id: tx.orgId,
      person_id: change.personId,
      kind: change.kind,
      at: change.at,
      changed_by: change.changedBy,
      undo: JSON.stringify(change.undo),
    })
    .execute();
}

/** Locked until the transaction ends. */
export async function lockPersonChange(tx: OrgDb, id: string): Promise<PersonChange | null> {
  const row = await tx
    .selectFrom('person_change')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** What was done to a person, newest first; with `standing` only what was not taken back. */
export async function listPersonChanges(
  tx: OrgDb,
  personId: string,
  { standing = false, limit = 50 }: { standing?: boolean; limit?: number } = {},
): Promise<PersonChange[]> {
  const rows = await tx
    .selectFrom('person_change')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('person_id', '=', personId)
    .$if(standing, (q) => q.where('undone_at', 'is', null))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function markChangeUndone(tx: OrgDb, id: string, { at, by }: { at: Date; by: string }): Promise<void> {
  await tx
    .updateTable('person_change')
    .set({ undone_at: at, undone_by: by })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Removes what could bring people back who are to be forgotten: changes of others in which they had a part. */
export async function deleteChangesNaming(tx: OrgDb, personIds: readonly string[]): Promise<void> {
  for (const id of personIds)
    await sql`delete from person_change where org_id = ${tx.orgId} and undo::text like ${`%${id}%`}`.execute(tx);
}

const fromRow = (row: Selectable<Schema['person_change']>): PersonChange => ({
  id: row.id,
  personId: row.person_id,
  kind: row.kind,
  at: row.at,
  changedBy: row.changed_by,
  undo: row.undo,
  undoneAt: row.undone_at,
  undoneBy: row.undone_by,
});
