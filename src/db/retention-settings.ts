import type { OwnRetention } from '../domain/retention.ts';
import type { OrgDb } from './scope.ts';

/** For how many days the organisation itself wants to keep what; what it left to the installation is absent. */
export async function findOwnRetention(tx: OrgDb): Promise<OwnRetention> {
  const row = await tx.selectFrom('retention_settings').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return {};
  const own = {
    frameDays: row.frame_days,
    eventDays: row.event_days,
    questionDays: row.question_days,
    messageDays: row.message_days,
    caseDays: row.case_days,
    reportDays: row.report_days,
    unknownDays: row.unknown_days,
    archivedDays: row.archived_days,
    biometricDays: row.biometric_days,
  };
  return Object.fromEntries(Object.entries(own).filter(([, days]) => days !== null)) as OwnRetention;
}

export async function saveOwnRetention(
  tx: OrgDb,
  own: OwnRetention,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const columns = {
    frame_days: own.frameDays ?? null,
    event_days: own.eventDays ?? null,
    question_days: own.questionDays ?? null,
    message_days: own.messageDays ?? null,
    case_days: own.caseDays ?? null,
    report_days: own.reportDays ?? null,
    unknown_days: own.unknownDays ?? null,
    archived_days: own.archivedDays ?? null,
    biometric_days: own.biometricDays ?? null,
    updated_at: at,
    updated_by: by,
  };
  await tx
    .insertInto('retention_settings')
    .values({ org_id: tx.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns))
    .execute();
}
