import type { OrgId } from '../domain/id.ts';
import type { TicketTracker, TrackerHealth } from '../domain/ticket.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** The organisation's issue tracker with its sealed token; null where it has none. */
export async function findTracker(
  tx: OrgDb,
): Promise<{ tracker: TicketTracker; sealed: Buffer; health: TrackerHealth } | null> {
  const row = await tx.selectFrom('ticket_tracker').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return null;
  const { kind, site, project, email, enabled, comments, closes, language } = row;
  return {
    tracker: {
      ...{ kind, site, project, email, enabled, comments, closes, language },
      issueType: row.issue_type,
      floor: row.severity_floor,
    },
    sealed: row.token,
    health: {
      readAt: row.read_at,
      resumeAt: row.resume_at,
      failingSince: row.failing_since,
      lastError: row.last_error,
    },
  };
}

/** Sets it, in the place of any other; what went wrong before is over. */
export async function saveTracker(
  tx: OrgDb,
  { issueType, floor, ...tracker }: TicketTracker,
  sealed: Buffer,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const values = {
    ...tracker,
    issue_type: issueType,
    severity_floor: floor,
    token: sealed,
    resume_at: null,
    failing_since: null,
    last_error: null,
    updated_at: now,
    updated_by: by,
  };
  await tx
    .insertInto('ticket_tracker')
    .values({ org_id: tx.orgId, read_at: null, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute();
}

export async function deleteTracker(tx: OrgDb): Promise<void> {
  await tx.deleteFrom('ticket_tracker').where('org_id', '=', tx.orgId).execute();
}

/** It did what it was asked. */
export async function noteTrackerWorks(tx: OrgDb, readAt?: Date): Promise<void> {
  await tx
    .updateTable('ticket_tracker')
    .set({ resume_at: null, failing_since: null, last_error: null, ...(readAt ? { read_at: readAt } : {}) })
    .where('org_id', '=', tx.orgId)
    .where(({ eb, or }) =>
      or([eb('failing_since', 'is not', null), eb('resume_at', 'is not', null), eb.lit(readAt !== undefined)]),
    )
    .execute();
}

/** It did not, and why; it is left alone until `resumeAt`. */
export async function noteTrackerFails(tx: OrgDb, why: string, now: Date, resumeAt: Date | null): Promise<void> {
  await tx
    .updateTable('ticket_tracker')
    .set((eb) => ({
      failing_since: eb.fn.coalesce('failing_since', eb.val(now)),
      last_error: why.slice(0, 1000),
      resume_at: resumeAt,
    }))
    .where('org_id', '=', tx.orgId)
    .execute();
}

/** Every organisation that works with one. */
export async function organisationsWithTracker(tx: SystemDb): Promise<OrgId[]> {
  const rows = await tx.selectFrom('ticket_tracker').select('org_id').where('enabled', '=', true).execute();
  return rows.map((row) => row.org_id as OrgId);
}
