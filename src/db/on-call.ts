import { sql } from 'kysely';
import type { Cover, Rota } from '../domain/on-call.ts';
import type { OrgDb } from './scope.ts';

/** Who takes turns; null where nobody set it. */
export async function findRota(tx: OrgDb): Promise<Rota | null> {
  const row = await tx.selectFrom('on_call_rota').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  return row
    ? { members: row.members, every: row.every, weekday: row.weekday, at: row.at_minute, anchor: row.anchor }
    : null;
}

export async function saveRota(tx: OrgDb, rota: Rota, { at, by }: { at: Date; by: string }): Promise<void> {
  const set = {
    members: rota.members,
    every: rota.every,
    weekday: rota.weekday,
    at_minute: rota.at,
    anchor: rota.anchor,
    updated_at: at,
    updated_by: by,
  };
  await tx
    .insertInto('on_call_rota')
    .values({ org_id: tx.orgId, ...set })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(set))
    .execute();
}

/** Waits until no other transaction of the organisation changes who is on call, and keeps the next one waiting. */
export async function lockOnCall(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`on call ${tx.orgId}`}, 0))`.execute(tx);
}

export interface StoredCover extends Cover {
  by: string;
}

/** Covers that are not over by then, the first to begin first. */
export async function coversFrom(tx: OrgDb, from: Date): Promise<StoredCover[]> {
  const rows = await tx
    .selectFrom('on_call_cover')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('until_at', '>', from)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    from: row.from_at,
    until: row.until_at,
    madeAt: row.created_at,
    by: row.created_by,
  }));
}

export async function insertCover(tx: OrgDb, one: StoredCover): Promise<void> {
  await tx
    .insertInto('on_call_cover')
    .values({
      id: one.id,
      org_id: tx.orgId,
      member_id: one.memberId,
      from_at: one.from,
      until_at: one.until,
      created_at: one.madeAt,
      created_by: one.by,
    })
    .execute();
}

/** Whether there was one. */
export async function deleteCover(tx: OrgDb, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('on_call_cover')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
