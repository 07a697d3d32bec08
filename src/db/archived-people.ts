import { type SqlBool, sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** People know who they are: somebody named them, or enrolled them with pictures. Their age alone deletes nobody of these. */
const KNOWN = sql<SqlBool>`(person.name is not null or exists (
  select from face where face.org_id = person.org_id and face.person_id = person.id and face.assigned = 'enrolled'))`;

const seenSince = (moment: unknown) => sql<SqlBool>`(
  exists (select from face where face.org_id = person.org_id and face.person_id = person.id and face.at >= ${moment})
  or exists (select from sighting s where s.org_id = person.org_id and s.person_id = person.id and s.last_seen >= ${moment}))`;

/** Archived before and not seen since then, whom nobody knows: they have had their time. */
export const expired = (before: Date) => sql<SqlBool>`(
  person.archived_at < ${before} and person.merged_into is null and not ${KNOWN} and not ${seenSince(before)})`;

/** Archives people whom nobody knows and who were not seen since; answers how many. */
export async function archiveUnknown(tx: OrgDb, before: Date, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ archived_at: now })
    .where('org_id', '=', tx.orgId)
    .where('merged_into', 'is', null)
    .where('archived_at', 'is', null)
    .where('created_at', '<', before)
    .where(sql<SqlBool>`not ${KNOWN} and not ${seenSince(before)}`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Archives somebody of whom nothing is left. */
export async function archivePerson(tx: OrgDb, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('person')
    .set({ archived_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** These people are archived no longer: they were seen, named or changed. */
export async function bringBack(tx: OrgDb, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .updateTable('person')
    .set({ archived_at: null })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...personIds])
    .where('archived_at', 'is not', null)
    .execute();
}

/** Brings back everybody archived who is known, or was seen after it; answers how many. */
export async function bringBackKnown(tx: OrgDb): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ archived_at: null })
    .where('org_id', '=', tx.orgId)
    .where('archived_at', 'is not', null)
    .where('merged_into', 'is', null)
    .where(sql<SqlBool>`(${KNOWN} or ${seenSince(sql.ref('person.archived_at'))})`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Numbers of people who have had their time, archived longest ago first. */
export async function expiredPeople(tx: OrgDb, before: Date, limit: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('person')
    .select('number')
    .where('org_id', '=', tx.orgId)
    .where(expired(before))
    .orderBy('archived_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

/** Whether somebody still has had their time, locked until the transaction ends: they may have been seen or named since they were listed. */
export async function lockExpired(tx: OrgDb, number: number, before: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('person')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .where(expired(before))
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
