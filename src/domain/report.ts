import { Temporal } from 'temporal-polyfill';
import type { AuditWitness } from './audit.ts';
import type { CalendarUnit } from './calendar-slots.ts';
import type { Direction, PeriodUnit } from './compare-periods.ts';
import type { Language } from './language.ts';
import type { Severity } from './severity.ts';

/** Those that are made by themselves; `asked` is one that somebody had made. */
export const SCHEDULED_REPORTS = ['daily', 'weekly'] as const;
export type ScheduledReport = (typeof SCHEDULED_REPORTS)[number];
export const REPORT_KINDS = [...SCHEDULED_REPORTS, 'asked'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** When an organisation's reports are made, in its own time zone. */
export interface ReportSchedule {
  daily: boolean;
  /** Full hours, 0 to 23. */
  dailyHour: number;
  weekly: boolean;
  /** 1 is Monday. */
  weeklyDay: number;
  weeklyHour: number;
  /** In which reports are written and told to channels. */
  language: Language;
  /** Rules are recommended by themselves, when the weekly report is due. */
  recommends: boolean;
}

/** What holds until somebody says otherwise. */
export const USUAL_SCHEDULE: ReportSchedule = {
  daily: false,
  dailyHour: 8,
  weekly: true,
  weeklyDay: 1,
  weeklyHour: 8,
  language: 'en',
  recommends: true,
};

/** A report that is due: since when, and about which whole days of the zone's calendar. */
export interface DueReport {
  dueAt: Date;
  from: Date;
  /** Not included. */
  to: Date;
  /** `2026-11-16/2026-11-22`, as ranges of time are named; of one day `2026-11-22`. */
  period: string;
}

/**
 * The last moment, at or before `now`, at which a report of this kind was due: at its hour on the zone's clock, on its day. An hour
 * that a change of clocks leaves out is due that much later, one that comes twice the first time. The report is about the day, or
 * the seven days, before the day it is due on.
 */
export function lastDue(schedule: ReportSchedule, kind: ScheduledReport, now: Date, timeZone: string): DueReport {
  const today = zoned(now, timeZone).toPlainDate();
  const back = kind === 'daily' ? 0 : (today.dayOfWeek - schedule.weeklyDay + 7) % 7;
  const day = today.subtract({ days: back });
  const due = dueOn(schedule, kind, day, timeZone);
  return due.dueAt <= now ? due : dueOn(schedule, kind, day.subtract({ days: lengthOf(kind) }), timeZone);
}

/** The next one after that. */
export function nextDue(schedule: ReportSchedule, kind: ScheduledReport, now: Date, timeZone: string): DueReport {
  const { dueAt } = lastDue(schedule, kind, now, timeZone);
  const day = zoned(dueAt, timeZone).toPlainDate();
  return dueOn(schedule, kind, day.add({ days: lengthOf(kind) }), timeZone);
}

const lengthOf = (kind: ScheduledReport): number => (kind === 'daily' ? 1 : 7);

function dueOn(schedule: ReportSchedule, kind: ScheduledReport, day: Temporal.PlainDate, timeZone: string): DueReport {
  const hour = kind === 'daily' ? schedule.dailyHour : schedule.weeklyHour;
  const first = day.subtract({ days: lengthOf(kind) });
  const last = day.subtract({ days: 1 });
  return {
    dueAt: date(day.toZonedDateTime({ timeZone, plainTime: { hour } })),
    from: date(first.toZonedDateTime(timeZone)),
    to: date(day.toZonedDateTime(timeZone)),
    period: kind === 'daily' ? first.toString() : `${first}/${last}`,
  };
}

const zoned = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
const date = (time: Temporal.ZonedDateTime): Date => new Date(time.epochMilliseconds);

/** What one period held, in figures. Times in seconds; null where there is nothing to take one of. */
export interface ReportFigures {
  logins: number;
  failed: number;
  alerts: number;
  bySeverity: Record<Severity, number>;
  open: number;
  resolved: number;
  falseAlarms: number;
  toAcknowledge: number | null;
  incidentsOpened: number;
  incidentsClosed: number;
  /** Of those opened in it. */
  incidentsOpen: number;
  toClose: number | null;
  longestToClose: number | null;
  cameraEvents: number;
  cases: number;
  casesOpen: number;
  casesDismissed: number;
  /** What was done in moderation, and what of it was taken back. */
  moderated: number;
  takenBack: number;
  appeals: number;
  approved: number;
  rejected: number;
  ruleChanges: number;
}

/** What was named most. */
export const REPORT_SPOTS = ['account', 'address', 'country', 'rule', 'camera', 'zone', 'channel'] as const;
export type ReportSpotKind = (typeof REPORT_SPOTS)[number];

export interface ReportSpot {
  kind: ReportSpotKind;
  /** As it is called; of accounts, whatever somebody typed who tried to sign in. */
  name: string;
  /** Alerts, of cameras and zones what was seen there, of channels cases. */
  count: number;
  before: number;
  isNew: boolean;
  ruleNumber?: number;
}

/** What somebody decided about a proposal. */
export interface ReportDecision {
  number: number;
  title: string;
  /** The same in the other languages; was not always kept. */
  titles?: Partial<Record<Language, string>>;
  state: 'approved' | 'rejected';
  by: string;
}

export type ReportStep =
  | {
      kind: 'handle_alerts' | 'assign_incidents';
      total: number;
      items: { number: number; title: string; severity: Severity }[];
    }
  | { kind: 'tune_rule'; number: number; name: string; alerts: number; falseAlarms: number }
  | { kind: 'decide'; total: number };

/** A rule worth having or changing, in the words of the rule itself. */
export interface ReportRecommendation {
  words: string;
  /** The rule that would change; null for a new one. */
  ruleNumber: number | null;
  alerts: number;
  perWeek: number;
  /** Over how many days of logins it was tried; absent in older reports: 30. */
  days?: number;
}

/** Everything a report says, counted by the database. Times are ISO 8601 in UTC. */
export interface ReportData {
  from: string;
  to: string;
  beforeFrom: string;
  beforeTo: string;
  timeZone: string;
  unit: PeriodUnit;
  running: boolean;
  /** Too little was recorded before: there is nothing to compare with. */
  first: boolean;
  direction: Direction;
  current: ReportFigures;
  before: ReportFigures;
  /** Null where there were too many to look at each. */
  accounts: number | null;
  addresses: number | null;
  overTime: { unit: CalendarUnit; slots: { key: string; alerts: number; severe: number }[] };
  spots: ReportSpot[];
  decisions: ReportDecision[];
  next: ReportStep[];
  recommendations: ReportRecommendation[];
}

/** What a language model made of the figures, with every figure checked against them. */
export interface ReportWording {
  headline: string;
  sentences: string[];
  language: Language;
  model: string;
}

export interface Report {
  id: string;
  number: number;
  kind: ReportKind;
  /** The days it is about, as ranges of time are named. */
  period: string;
  from: Date;
  to: Date;
  timeZone: string;
  language: Language;
  data: ReportData;
  wording: ReportWording | null;
  madeAt: Date;
  madeBy: string;
  /** Where the audit log ended when it was made; null of older ones. Told in channels, it is a witness that no database holds. */
  witness: AuditWitness | null;
}
