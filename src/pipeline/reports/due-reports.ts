import { type OrganisationSchedule, reportSchedules } from '../../db/report-schedules.ts';
import { type Db, withSystem } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { lastDue, SCHEDULED_REPORTS, type ScheduledReport } from '../../domain/report.ts';

/** What is to be made for an organisation now. */
export interface DueWork {
  orgId: OrgId;
  kind: ScheduledReport | 'recommendations';
  period: string;
}

/**
 * The reports, and the weekly recommendations, that are due in any organisation and were not made yet. Of those that were missed,
 * while nothing ran, only the last of each kind: it says what there is to say now.
 */
export async function dueReports(db: Db, now: Date): Promise<DueWork[]> {
  const organisations = await withSystem(db, reportSchedules);
  return organisations.flatMap((one) => dueOf(one, now));
}

/** The same for one organisation. Pure. */
export function dueOf(one: OrganisationSchedule, now: Date): DueWork[] {
  const { orgId, schedule, timeZone, since } = one;
  const due: DueWork[] = [];
  for (const kind of SCHEDULED_REPORTS) {
    if (!schedule[kind]) continue;
    const { dueAt, to, period } = lastDue(schedule, kind, now, timeZone);
    const made = kind === 'daily' ? one.dailyTo : one.weeklyTo;
    // due before there was anything to report, or before somebody set this schedule
    if (dueAt <= since || (made !== null && made >= to)) continue;
    due.push({ orgId, kind, period });
  }
  const week = lastDue(schedule, 'weekly', now, timeZone);
  if (schedule.recommends && week.dueAt > since && (one.recommendedFor === null || one.recommendedFor < week.period))
    due.push({ orgId, kind: 'recommendations', period: week.period });
  return due;
}
