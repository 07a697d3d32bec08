import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import { type ReportSchedule, USUAL_SCHEDULE } from '../domain/report.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** A schedule with who set it; both null where the usual one holds. */
export interface StoredSchedule {
  schedule: ReportSchedule;
  updatedBy: string | null;
}

/** An organisation's schedule with what a sweep must know to see what is due. */
export interface OrganisationSchedule {
  orgId: OrgId;
  timeZone: string;
  schedule: ReportSchedule;
  /** What was due before this is not made up for. */
  since: Date;
  /** Where the last daily and the last weekly report end; null where there is none. */
  dailyTo: Date | null;
  weeklyTo: Date | null;
  /** The last week for which rules were recommended. */
  recommendedFor: string | null;
}

/** When this organisation's reports are made. */
export async function findReportSchedule(tx: OrgDb): Promise<StoredSchedule> {
  const row = await tx.selectFrom('report_schedule').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return { schedule: USUAL_SCHEDULE, updatedBy: null };
  return { schedule: scheduleOf(row), updatedBy: row.updated_by };
}

export async function saveReportSchedule(
  tx: OrgDb,
  schedule: ReportSchedule,
  { since, by }: { since: Date; by: string },
): Promise<void> {
  const columns = {
    daily: schedule.daily,
    daily_hour: schedule.dailyHour,
    weekly: schedule.weekly,
    weekly_day: schedule.weeklyDay,
    weekly_hour: schedule.weeklyHour,
    language: schedule.language,
    recommends: schedule.recommends,
    since,
    updated_by: by,
  };
  await tx
    .insertInto('report_schedule')
    .values({ org_id: tx.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns))
    .execute();
}

/** Has no report made by itself until `releaseReports`, where nobody set a schedule; `by` says for whom it waits. */
export async function holdReports(tx: OrgDb, { since, by }: { since: Date; by: string }): Promise<void> {
  if ((await findReportSchedule(tx)).updatedBy !== null) return;
  const held = { ...USUAL_SCHEDULE, daily: false, weekly: false, recommends: false };
  await saveReportSchedule(tx, held, { since, by });
}

/** Reports are made as usual again, those that were due meanwhile, too; what somebody set since stays. */
export async function releaseReports(tx: OrgDb, by: string): Promise<void> {
  await tx.deleteFrom('report_schedule').where('org_id', '=', tx.orgId).where('updated_by', '=', by).execute();
}

/** Every organisation's schedule and how far its reports are. */
export async function reportSchedules(tx: SystemDb): Promise<OrganisationSchedule[]> {
  const { rows } = await sql<{
    id: string;
    time_zone: string;
    created_at: Date;
    daily: boolean | null;
    daily_hour: number;
    weekly: boolean;
    weekly_day: number;
    weekly_hour: number;
    language: ReportSchedule['language'];
    recommends: boolean;
    since: Date | null;
    daily_to: Date | null;
    weekly_to: Date | null;
    recommended_for: string | null;
  }>`
    select organisation.id, organisation.time_zone, organisation.created_at, daily, daily_hour, weekly, weekly_day, weekly_hour,
      language, recommends, since,
      (select max(to_at) from report where report.org_id = organisation.id and kind = 'daily') as daily_to,
      (select max(to_at) from report where report.org_id = organisation.id and kind = 'weekly') as weekly_to,
      (select max(period) from recommendation_run where recommendation_run.org_id = organisation.id) as recommended_for
    from organisation left join report_schedule on report_schedule.org_id = organisation.id
    order by organisation.id`.execute(tx);
  return rows.map((row) => ({
    orgId: row.id as OrgId,
    timeZone: row.time_zone,
    schedule: row.daily === null ? USUAL_SCHEDULE : scheduleOf({ ...row, daily: row.daily }),
    since: row.since ?? row.created_at,
    dailyTo: row.daily_to,
    weeklyTo: row.weekly_to,
    recommendedFor: row.recommended_for,
  }));
}

const scheduleOf = (row: {
  daily: boolean;
  daily_hour: number;
  weekly: boolean;
  weekly_day: number;
  weekly_hour: number;
  language: ReportSchedule['language'];
  recommends: boolean;
}): ReportSchedule => ({
  daily: row.daily,
  dailyHour: row.daily_hour,
  weekly: row.weekly,
  weeklyDay: row.weekly_day,
  weeklyHour: row.weekly_hour,
  language: row.language,
  recommends: row.recommends,
});
