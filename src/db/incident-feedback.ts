import type { OrgId } from '../domain/id.ts';
import { newId } from '../domain/id.ts';
import type { OwnTitle } from '../domain/incident.ts';
import type { HandlingFeedback } from '../domain/incident-review.ts';
import type { Posted } from '../messages/outbound.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** What somebody is asked about an incident they took part in. */
export interface AskedFeedback {
  id: string;
  incidentId: string;
  incidentNumber: number;
  incidentTitle: string;
  ownTitle: OwnTitle | null;
  memberId: string;
  memberName: string;
  askedAt: Date;
  state: 'sending' | 'asked' | 'answered';
  told: Posted | null;
  attempts: number;
  score: number | null;
  words: string;
}

const asked = (tx: OrgDb) =>
  tx
    .selectFrom('incident_feedback')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.org_id', '=', 'incident_feedback.org_id')
        .onRef('incident.id', '=', 'incident_feedback.incident_id'),
    )
    .innerJoin('member', (join) =>
      join
        .onRef('member.org_id', '=', 'incident_feedback.org_id')
        .onRef('member.id', '=', 'incident_feedback.member_id'),
    )
    .selectAll('incident_feedback')
    .select([
      'incident.number as incident_number',
      'incident.title as incident_title',
      'incident.own_title',
      'member.name as member_name',
    ])
    .where('incident_feedback.org_id', '=', tx.orgId);

/** Asks members about an incident; whoever was asked is not asked again. */
export async function insertFeedback(
  tx: OrgDb,
  incidentId: string,
  memberIds: readonly string[],
  at: Date,
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insertInto('incident_feedback')
    .values(
      memberIds.map((memberId) => ({
        id: newId(at.getTime()),
        org_id: tx.orgId,
        incident_id: incidentId,
        member_id: memberId,
        asked_at: at,
        state: 'sending' as const,
      })),
    )
    .onConflict((conflict) => conflict.columns(['org_id', 'incident_id', 'member_id']).doNothing())
    .execute();
}

/** What a member was asked of one incident, locked; null where they were not. */
export async function lockFeedback(
  tx: OrgDb,
  of: { id: string } | { incidentId: string; memberId: string },
): Promise<AskedFeedback | null> {
  const row = await asked(tx)
    .$if('id' in of, (query) => query.where('incident_feedback.id', '=', 'id' in of ? of.id : ''))
    .$if('incidentId' in of, (query) =>
      query
        .where('incident_id', '=', 'incidentId' in of ? of.incidentId : '')
        .where('member_id', '=', 'memberId' in of ? of.memberId : ''),
    )
    .forUpdate('incident_feedback')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    incidentId: row.incident_id,
    incidentNumber: row.incident_number,
    incidentTitle: row.incident_title,
    ownTitle: row.own_title,
    memberId: row.member_id,
    memberName: row.member_name,
    askedAt: row.asked_at,
    state: row.state,
    told: row.told,
    attempts: row.attempts,
    score: row.score,
    words: row.words,
  };
}

/** Keeps an answer; a newer one takes its place. */
export async function answerFeedback(
  tx: OrgDb,
  id: string,
  { score, words, at }: { score: number; words: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('incident_feedback')
    .set({ state: 'answered', score, words, answered_at: at, retry_at: null })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** How far asking somebody has come. */
export async function saveAsking(
  tx: OrgDb,
  id: string,
  change: { state?: 'asked'; told?: Posted; attempts?: number; retryAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('incident_feedback')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.told === undefined ? {} : { told: JSON.stringify(change.told) }),
      ...(change.attempts === undefined ? {} : { attempts: change.attempts }),
      ...(change.retryAt === undefined ? {} : { retry_at: change.retryAt }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('state', '<>', 'answered')
    .execute();
}

/** What those who took part said, the oldest first. */
export async function answersOf(tx: OrgDb, incidentId: string): Promise<HandlingFeedback[]> {
  const rows = await asked(tx)
    .where('incident_id', '=', incidentId)
    .where('incident_feedback.state', '=', 'answered')
    .orderBy('answered_at')
    .orderBy('incident_feedback.id')
    .execute();
  return rows.map((row) => ({
    memberName: row.member_name,
    score: row.score!,
    words: row.words,
    at: row.answered_at!,
  }));
}

/** Who is still to be asked. */
export async function feedbackDue(tx: SystemDb, now: Date, limit = 200): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('incident_feedback')
    .select(['id', 'org_id'])
    .where('state', '=', 'sending')
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .orderBy('asked_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}
