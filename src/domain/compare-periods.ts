import { Temporal } from 'temporal-polyfill';
import type { TimeRange } from './time-range.ts';
import { dateWords, daysWords } from './time-words.ts';

/** What a period is to people; `span` is any other length. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'span';

/** Where a count is going, as far as such numbers can tell. */
export type Direction = 'more' | 'fewer' | 'same' | 'unclear';

/** Two periods to be told side by side; neither reaches beyond now. */
export interface Periods {
  current: TimeRange;
  before: TimeRange;
  unit: PeriodUnit;
  /** The current period still runs: of the one before, only the same part is taken. */
  running: boolean;
  /** The other period was named, and is not simply the one before. */
  chosen: boolean;
}

type Zoned = Temporal.ZonedDateTime;

/**
 * A period and the equally long one before it, on the zone's calendar: a week and the week before, a month so far and the
 * same part of the last, hours of a day and the same hours of the day before. With `other`, that one instead. Null where
 * the period has not begun.
 */
export function comparePeriods(
  range: TimeRange,
  { now, timeZone, other }: { now: Date; timeZone: string; other?: TimeRange },
): Periods | null {
  if (other && other.from > range.from) return comparePeriods(other, { now, timeZone, other: range });
  if (range.from > now) return null;
  const zoned = (at: Date): Zoned => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const [from, to, until] = [zoned(range.from), zoned(range.to), zoned(range.to > now ? now : range.to)];
  const running = range.to > now;
  const { unit, back } = step(from, to, zoned(now));
  const start = back(from);
  const whole = back(to);
  // 31 March has no counterpart in February: then the whole of February is its same part.
  const sameDay = !running || back(until).day === until.day || unit === 'day' || unit === 'week' || unit === 'span';
  const end = running ? (sameDay ? back(until) : whole) : whole;
  const current = { ...range, to: date(until) };
  const named = other && !(sameTime(other.from, date(start)) && sameTime(other.to, date(whole)));
  if (named) {
    const before = { ...other, to: other.to > now ? now : other.to };
    return { current, before, unit, running, chosen: true };
  }
  const before = { from: date(start), to: date(end), label: beforeLabel(unit, running, start, whole) };
  return { current, before, unit, running, chosen: false };
}

/** How many days a period has, to one decimal. */
export const daysIn = ({ from, to }: Pick<TimeRange, 'from' | 'to'>): number =>
  Math.round((to.getTime() - from.getTime()) / 8_640_000) / 10;

/** What kind of period it is, and how one goes back to the one before. */
function step(from: Zoned, to: Zoned, now: Zoned): { unit: PeriodUnit; back: (time: Zoned) => Zoned } {
  const midnight = (time: Zoned): boolean => time.equals(time.startOfDay());
  const days = from.toPlainDate().until(to.toPlainDate()).days;
  if (midnight(from) && midnight(to)) {
    const { years, months, days: rest } = from.toPlainDate().until(to.toPlainDate(), { largestUnit: 'years' });
    const count = 12 * years + months;
    if (from.day === 1 && rest === 0 && count > 0)
      return { unit: MONTHS[count] ?? 'span', back: (time) => time.subtract({ months: count }) };
    return byDays(days);
  }
  // "since Monday": as many days before it, to the same hour
  if (to.equals(now) && midnight(from)) return byDays(days + 1);
  if (to.equals(now) && days > 0 && from.toPlainTime().equals(to.toPlainTime())) return byDays(days);
  const length = to.epochMilliseconds - from.epochMilliseconds;
  // Hours of a day or night are compared with the same hours a day earlier; "the last six hours" with the six before.
  if (!to.equals(now) && length <= DAY) return byDays(1);
  return { unit: length === DAY ? 'day' : 'span', back: (time) => time.subtract({ milliseconds: length }) };
}

const DAY = 86_400_000;
const MONTHS: Partial<Record<number, PeriodUnit>> = { 1: 'month', 3: 'quarter', 12: 'year' };
const byDays = (days: number): { unit: PeriodUnit; back: (time: Zoned) => Zoned } => ({
  unit: days === 1 ? 'day' : days === 7 ? 'week' : 'span',
  back: (time) => time.subtract({ days }),
});

/** `the week before, 9 to 15 November 2026`. */
function beforeLabel(unit: PeriodUnit, running: boolean, start: Zoned, end: Zoned): string {
  const last = end.subtract({ milliseconds: 1 });
  const days = start.toPlainDate().equals(last.toPlainDate()) ? dateWords(start) : daysWords(start, last);
  if (unit === 'span') return `the same length of time before, ${days}`;
  return `${running ? 'the same part of ' : ''}the ${unit} before, ${days}`;
}

const date = (time: Zoned): Date => new Date(time.epochMilliseconds);
const sameTime = (a: Date, b: Date): boolean => a.getTime() === b.getTime();

/** A count over so many days. */
export interface Counted {
  days: number;
  count: number;
}

/**
 * Whether the current count is more than the one before, by the day. Alerts come as they come: of all there were, the share
 * that falls into one period varies without any reason by its standard deviation; only what exceeds twice that is a change.
 */
export function directionOf(current: Counted, before: Counted): Direction {
  const all = current.count + before.count;
  if (all === 0 || (current.count === before.count && current.days === before.days)) return 'same';
  const share = current.days / Math.max(current.days + before.days, 0.1);
  const expected = all * share;
  if (Math.abs(current.count - expected) <= 2 * Math.sqrt(all * share * (1 - share))) return 'unclear';
  return current.count > expected ? 'more' : 'fewer';
}
