import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import { MOST_PARTICIPANTS, type Participant } from '../domain/incident-work.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Who has to do with an incident, those who came first first. */
export async function participantsOf(tx: OrgDb, incidentId: string): Promise<Participant[]> {
  const rows = await tx
    .selectFrom('incident_participant')
    .innerJoin('member', (join) =>
      join
        .onRef('member.org_id', '=', 'incident_participant.org_id')
        .onRef('member.id', '=', 'incident_participant.member_id'),
    )
    .select(['member.id', 'member.name', 'since', 'added_by'])
    .where('incident_participant.org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('left_at', 'is', null)
    .orderBy('since')
    .orderBy('member.name')
    .limit(MOST_PARTICIPANTS)
    .execute();
  return rows.map(({ id, name, since, added_by: addedBy }) => ({ id, name, since, addedBy }));
}

/**
 * Makes a member take part; whether they did not before. With `addedBy` they are told so at `tellAt`, unless they were told of this
 * incident already.
 */
export async function addParticipant(
  tx: OrgDb,
  incidentId: string,
  { memberId, now, addedBy = null }: { memberId: string; now: Date; addedBy?: string | null },
): Promise<boolean> {
  const row = await tx
    .insertInto('incident_participant')
    .values({
      org_id: tx.orgId,
      incident_id: incidentId,
      member_id: memberId,
      since: now,
      left_at: null,
      added_by: addedBy,
      tell_at: addedBy === null ? null : now,
      told_at: null,
      called_by: null,
      called_at: null,
    })
    .onConflict((oc) =>
      oc
        .columns(['org_id', 'incident_id', 'member_id'])
        .doUpdateSet({
          since: now,
          left_at: null,
          added_by: addedBy,
          tell_at:
            addedBy === null
              ? null
              : sql<Date | null>`case when incident_participant.told_at is null then ${now}::timestamptz end`,
          tell_attempts: 0,
          called_by: null,
          called_at: null,
        })
        .where('incident_participant.left_at', 'is not', null),
    )
    .returning('member_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Has somebody who takes part told once more that they are wanted. */
export async function callParticipant(
  tx: OrgDb,
  incidentId: string,
  { memberId, by, now }: { memberId: string; by: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('incident_participant')
    .set({ called_by: by, called_at: now, tell_at: now, tell_attempts: 0 })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('member_id', '=', memberId)
    .where('left_at', 'is', null)
    .execute();
}

/** Whether a member takes part, or did before they were taken off. */
export async function hasTakenPart(tx: OrgDb, incidentId: string, memberId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('incident_participant')
    .select('member_id')
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a member off; whether they took part. Who was not told yet is not told any more. */
export async function removeParticipant(tx: OrgDb, incidentId: string, memberId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('incident_participant')
    .set({ left_at: now, tell_at: null })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('member_id', '=', memberId)
    .where('left_at', 'is', null)
    .returning('member_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody who is to be told that they take part in an incident now. */
export interface Untold {
  incidentId: string;
  memberId: string;
}

/** Who is to be told by now, who waits longest first. */
export async function untoldParticipants(tx: SystemDb, now: Date, limit = 200): Promise<(Untold & { orgId: OrgId })[]> {
  const rows = await tx
    .selectFrom('incident_participant')
    .select(['org_id', 'incident_id', 'member_id'])
    .where('tell_at', '<=', now)
    .orderBy('tell_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, incidentId: row.incident_id, memberId: row.member_id }));
}

/** By whom somebody was added or, at `calledAt`, called who is still to be told, and how often that failed; null where they are not. */
export async function findUntold(
  tx: OrgDb,
  { incidentId, memberId }: Untold,
): Promise<{ by: string; attempts: number; since: Date; calledAt: Date | null } | null> {
  const row = await tx
    .selectFrom('incident_participant')
    .select(['added_by', 'tell_attempts', 'since', 'called_by', 'called_at'])
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('member_id', '=', memberId)
    .where('tell_at', 'is not', null)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { since, called_at: calledAt } = row;
  return {
    by: row.called_by ?? row.added_by ?? '',
    attempts: row.tell_attempts,
    since: calledAt ?? since,
    calledAt,
  };
}

/** Notes that somebody was told, or when it is tried again; with neither, that they are not told. */
export async function saveTold(
  tx: OrgDb,
  { incidentId, memberId }: Untold,
  { toldAt = null, retryAt = null }: { toldAt?: Date | null; retryAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('incident_participant')
    .set((eb) => ({
      tell_at: retryAt,
      tell_attempts: eb('tell_attempts', '+', 1),
      ...(toldAt === null ? {} : { told_at: toldAt }),
    }))
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('member_id', '=', memberId)
    .execute();
}
