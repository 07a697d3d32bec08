import { type Selectable, sql } from 'kysely';
import type { AlertPause } from '../domain/alert-pause.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

const pauses = (tx: OrgDb) => tx.selectFrom('alert_pause').selectAll().where('org_id', '=', tx.orgId);

/** Those that hold at `now`, oldest first. */
export async function livePauses(tx: OrgDb, now: Date): Promise<AlertPause[]> {
  const rows = await pauses(tx)
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function findPause(tx: OrgDb, id: string): Promise<AlertPause | null> {
  const row = await pauses(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertPause(tx: OrgDb, one: AlertPause): Promise<void> {
  await tx
    .insertInto('alert_pause')
    .values({
      id: one.id,
      org_id: tx.orgId,
      scope: one.scope,
      camera_id: one.cameraId,
      created_at: one.createdAt,
      created_by: one.createdBy,
      until: one.until,
    })
    .execute();
}

/** Ends one now; false where it was over already. */
export async function endPauseRow(tx: OrgDb, id: string, by: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('alert_pause')
    .set({ ended_at: now, ended_by: by })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts a finding that raised nothing. */
export async function countHeld(tx: OrgDb, id: string, held: number): Promise<void> {
  await tx
    .updateTable('alert_pause')
    .set({ held: sql<number>`held + ${held}` })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

const fromRow = (row: Selectable<Schema['alert_pause']>): AlertPause => ({
  id: row.id,
  scope: row.scope,
  cameraId: row.camera_id,
  createdAt: row.created_at,
  createdBy: row.created_by,
  until: row.until,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
  held: row.held,
});
