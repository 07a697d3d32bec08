import { totalLogins } from '../db/login-tallies.ts';
import {
  type AlertTotals,
  alertsOverTime,
  alertTotals,
  anyAlertBefore,
  firstLogin,
  type Hotspot,
  type HotspotKind,
  hotspots,
  type IncidentTotals,
  incidentTotals,
  type LoginNames,
  loginNames,
  medianToAcknowledge,
  type NoisyRule,
  noisiestRule,
  openAlertsBefore,
  type Span,
  unassignedIncidents,
  untouchedAlerts,
} from '../db/posture.ts';
import type { InOrg } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import { type CalendarUnit, calendarSlots } from '../domain/calendar-slots.ts';
import { comparePeriods, type Direction, daysIn, directionOf, type Periods } from '../domain/compare-periods.ts';
import type { Incident } from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS, type TimeRange } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import { authorise } from './authorise.ts';

export type { Hotspot, HotspotKind, NoisyRule } from '../db/posture.ts';

export const DEFAULT_RANGE = 'last_7d';
export const HOTSPOT_KINDS = ['account', 'address', 'country', 'rule'] as const satisfies readonly HotspotKind[];

const TOP = 5;
const NAMED = 5;
/** Up to this many days are drawn by the hour, then by the day, then by the month. */
const HOURLY_DAYS = 2;
const DAILY_DAYS = 62;
/** Whoever recorded nothing for so long begins anew. */
const SILENCE_MS = 14 * 86_400_000;

/** What one period held. */
export interface PeriodTotals {
  /** When it began and ended; `label` says which it is, in English. */
  range: TimeRange;
  days: number;
  logins: { logins: number; failed: number };
  alerts: AlertTotals;
  incidents: IncidentTotals;
  /** Seconds from an alert's being raised until somebody handled it: the middle one; null where nobody did. */
  medianToAcknowledge: number | null;
}

/** What to do next, the most pressing first; nothing where it is quiet. */
export type NextStep =
  | { kind: 'handle_alerts'; alerts: Alert[]; total: number }
  | { kind: 'assign_incidents'; incidents: Incident[]; total: number }
  | { kind: 'tune_rule'; rule: NoisyRule };

export interface Posture {
  /** The current period as `parseRange` reads it, for links to its alerts. */
  rangeName: string;
  periods: Periods;
  current: PeriodTotals;
  /** Of the current period. */
  names: LoginNames;
  before: PeriodTotals;
  direction: Direction;
  /** Of the period before less than half was recorded: there is nothing to compare with. */
  first: boolean;
  hotspots: Record<HotspotKind, Hotspot[]>;
  overTime: { unit: CalendarUnit; slots: { key: string; alerts: number; severe: number }[] };
  next: NextStep[];
  /** Alerts from before the current period that are open, too; 0 of a period that is over. */
  openBefore: number;
}

/** Runs work in one transaction of the asker's organisation. */
/**
 * How security stood in a period beside the one before it, or beside another that is named. Reads in several short
 * transactions at once. Fails with `invalid_input` for a time that cannot be read or has not begun.
 */
export async function summarisePosture(
  org: InOrg,
  { principal, now }: { principal: Principal; now: Date },
  asked: { range?: string | undefined; compareTo?: string | undefined },
): Promise<Posture> {
  for (const permission of ['logs.read', 'alerts.read', 'incidents.read'] as const) authorise(principal, permission);
  const { periods, rangeName } = readPeriods(asked, { now, timeZone: principal.timeZone });
  const unit = unitFor(periods.current);
  const spans = { current: periods.current, before: periods.before, limit: TOP };
  // Nothing here waits for anything else: a server answers them side by side.
  const [current, before, names, found, began, counted, next, openBefore] = await Promise.all([
    totals(org, periods.current),
    totals(org, periods.before),
    org((tx) => loginNames(tx, periods.current)),
    org(async (tx) => {
      const spots = await hotspots(tx, spans);
      // In the first alerts there ever were everything is new, which is not worth saying.
      const known = await anyAlertBefore(tx, periods.current.from);
      const named = (kind: HotspotKind): Hotspot[] =>
        spots[kind].map((spot) => ({ ...spot, isNew: spot.isNew && known }));
      return { account: named('account'), address: named('address'), country: named('country'), rule: named('rule') };
    }),
    org((tx) => firstLogin(tx, new Date(periods.before.from.getTime() - SILENCE_MS))),
    org((tx) => alertsOverTime(tx, periods.current, { unit, timeZone: principal.timeZone })),
    nextSteps(org, periods.current, now),
    periods.current.to >= now ? org((tx) => openAlertsBefore(tx, periods.current.from)) : 0,
  ]);
  const first = isFirst(before, began);
  return {
    rangeName,
    periods,
    current,
    names,
    before,
    direction: first ? 'same' : directionOf(countedIn(current), countedIn(before)),
    first,
    hotspots: found,
    overTime: {
      unit,
      slots: calendarSlots(periods.current, unit, principal.timeZone).map((key) => ({
        key,
        ...(counted.get(key) ?? { alerts: 0, severe: 0 }),
      })),
    },
    next,
    openBefore,
  };
}

function readPeriods(
  { range = DEFAULT_RANGE, compareTo }: { range?: string | undefined; compareTo?: string | undefined },
  clock: { now: Date; timeZone: string },
): { periods: Periods; rangeName: string } {
  const asked = readRange(range, clock);
  const other = compareTo === undefined ? undefined : readRange(compareTo, clock);
  const periods = comparePeriods(asked, { ...clock, ...(other && { other }) });
  // Of two that are named the later is the one told of, whichever was named first.
  if (periods) return { periods, rangeName: periods.current.from > asked.from ? compareTo! : range };
  throw new SafeNestError('invalid_input', `“${oneLine(range, 60)}” is still to come: there is nothing to sum up yet.`);
}

function readRange(text: string, clock: { now: Date; timeZone: string }): TimeRange {
  const range = parseRange(text, clock);
  if (range) return range;
  throw new SafeNestError(
    'invalid_input',
    `I cannot read the time “${oneLine(text, 60)}”. Use one of: ${RANGE_WORDS}.`,
  );
}

async function totals(org: InOrg, range: TimeRange): Promise<PeriodTotals> {
  // The logins apart: over many they take longest, and nothing else should wait in their transaction.
  const logins = await org((tx) => totalLogins(tx, range));
  return org(async (tx) => ({
    range,
    days: daysIn(range),
    logins,
    alerts: await alertTotals(tx, range),
    incidents: await incidentTotals(tx, range),
    medianToAcknowledge: await medianToAcknowledge(tx, range),
  }));
}

/**
 * Whether recording began so late that the period before is no measure; alerts or incidents alone are one. `began` is the first login
 * since shortly before that period: what an old log holds of years ago says nothing of it.
 */
function isFirst({ range, logins, alerts, incidents }: PeriodTotals, began: Date | null): boolean {
  const middle = (range.from.getTime() + range.to.getTime()) / 2;
  return began === null || logins.logins === 0
    ? logins.logins + alerts.total + incidents.opened === 0
    : began.getTime() > middle;
}

const countedIn = ({ days, alerts }: PeriodTotals) => ({ days, count: alerts.total });

/** What to turn to; of a period that still runs all that waits does, however old it is. */
async function nextSteps(org: InOrg, span: Span, now: Date): Promise<NextStep[]> {
  const waiting = span.to >= now ? { from: new Date(0), to: span.to } : span;
  return org(async (tx) => {
    const alerts = await untouchedAlerts(tx, waiting, NAMED);
    const incidents = await unassignedIncidents(tx, span.to, NAMED);
    const rule = await noisiestRule(tx, span);
    const steps: NextStep[] = [];
    if (alerts.total > 0) steps.push({ kind: 'handle_alerts', ...alerts });
    if (incidents.total > 0) steps.push({ kind: 'assign_incidents', ...incidents });
    if (rule) steps.push({ kind: 'tune_rule', rule });
    return steps;
  });
}

function unitFor(range: TimeRange): CalendarUnit {
  const days = daysIn(range);
  return days <= HOURLY_DAYS ? 'hour' : days <= DAILY_DAYS ? 'day' : 'month';
}
