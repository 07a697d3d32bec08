import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { organisationTimeZone } from '../../db/organisations.ts';
import { findReportSchedule, type StoredSchedule, saveReportSchedule } from '../../db/report-schedules.ts';
import { findReport, listReports } from '../../db/reports.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { nextDue, type Report, type ReportKind, type ReportSchedule } from '../../domain/report.ts';
import { oneLine } from '../../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../../domain/time-range.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

const hour = z.int().min(0).max(23);
/** A schedule as somebody sets it; what is left out stays. */
const reportScheduleSchema = z
  .strictObject({
    daily: z.boolean(),
    dailyHour: hour,
    weekly: z.boolean(),
    weeklyDay: z.int().min(1).max(7),
    weeklyHour: hour,
    language: z.enum(LANGUAGES),
    recommends: z.boolean(),
  })
  .partial();

/** The archive for whoever may read all of what reports sum up, newest first. */
export async function seeReports(
  { tx, principal }: Looking,
  filter: { kind?: ReportKind; before?: number; limit: number },
): Promise<Report[]> {
  requireReader(principal);
  return listReports(tx, filter);
}

/** One report; `not_found` where there is none. */
export async function seeReport({ tx, principal }: Looking, number: number): Promise<Report> {
  requireReader(principal);
  const report = await findReport(tx, number);
  if (!report)
    throw new SafeNestError('not_found', `There is no report ${formatReference({ kind: 'report', number })}.`);
  return report;
}

/** When reports are made, and when the next ones are. */
export async function seeReportSchedule({
  tx,
  principal,
  now,
}: Looking & Pick<Work, 'now'>): Promise<
  StoredSchedule & { next: { daily: Date | null; weekly: Date | null }; timeZone: string }
> {
  requireReader(principal);
  const stored = await findReportSchedule(tx);
  const timeZone = await organisationTimeZone(tx);
  const { schedule } = stored;
  const next = (kind: 'daily' | 'weekly'): Date | null =>
    schedule[kind] ? nextDue(schedule, kind, now, timeZone).dueAt : null;
  return { ...stored, timeZone, next: { daily: next('daily'), weekly: next('weekly') } };
}

/** Changes when reports are made; from now on, and not for what was due before. */
export async function setReportSchedule(
  work: Work,
  change: z.input<typeof reportScheduleSchema>,
): Promise<ReportSchedule> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  const given = checked(reportScheduleSchema, change);
  const { schedule: before } = await findReportSchedule(tx);
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: ReportSchedule = { ...before, ...patch };
  const changed = (Object.keys(after) as (keyof ReportSchedule)[]).filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return before;
  await saveReportSchedule(tx, after, { since: now, by: oneLine(principal.name, 100) });
  await audit(work, {
    action: 'report.schedule',
    detail: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
  });
  return after;
}

/**
 * A range of time somebody asks a report for, by its own days or hours: `last_week` is another week next month. Fails with
 * `invalid_input` for what cannot be read or has not begun.
 */
export function reportPeriod(range: string, { now, timeZone }: { now: Date; timeZone: string }): string {
  const read = parseRange(range, { now, timeZone });
  if (!read)
    throw new SafeNestError(
      'invalid_input',
      `I cannot read the time “${oneLine(range, 60)}”. Use one of: ${RANGE_WORDS}.`,
    );
  if (read.from > now)
    throw new SafeNestError(
      'invalid_input',
      `“${oneLine(range, 60)}” is still to come: there is nothing to report yet.`,
    );
  const zoned = (at: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const [from, to] = [zoned(read.from), zoned(read.to)];
  const midnight = (time: Temporal.ZonedDateTime): boolean => time.equals(time.startOfDay());
  if (midnight(from) && midnight(to)) {
    const last = to.toPlainDate().subtract({ days: 1 });
    return from.toPlainDate().equals(last) ? last.toString() : `${from.toPlainDate()}/${last}`;
  }
  const minute = (time: Temporal.ZonedDateTime): string => time.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return `${minute(from)}/${minute(to)}`;
}

function requireReader(principal: Looking['principal']): void {
  for (const permission of ['logs.read', 'alerts.read', 'incidents.read'] as const) authorise(principal, permission);
}
