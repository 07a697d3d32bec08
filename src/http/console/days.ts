import type { OrgDb } from '../../db/scope.ts';
import type { Principal } from '../../domain/principal.ts';
import { parseRange } from '../../domain/time-range.ts';
import { type LogSearch, searchLogs } from '../../pipeline/search-logs.ts';
import type { Bar } from './chart.ts';
import { type Clock, dayLabel } from './time.ts';

const DAYS = 30;

/**
 * How many of something there were on each of the last 30 days of the reader's calendar, today last, and how many of
 * those were of a narrower kind. Days without any are there, with zero.
 */
export async function lastDays(
  tx: OrgDb,
  reader: Principal,
  clock: Clock,
  counted: LogSearch,
  of: LogSearch,
  url: (day: string) => string,
): Promise<Bar[]> {
  const today = parseRange('today', clock)!;
  const days = calendarDays(today.from, clock.timeZone);
  const range = { ...parseRange(`${days[0]}/`, clock)!, to: today.to };
  const search = { from: range.from, to: range.to, groupBy: 'day' as const, limit: 1 };
  const all = await searchLogs(tx, reader, { ...counted, ...search });
  const some = await searchLogs(tx, reader, { ...of, ...search });
  const perDay = ({ groups }: typeof all) => new Map((groups ?? []).map((group) => [group.key, group.count]));
  const [values, parts] = [perDay(all), perDay(some)];
  return days.map((day) => ({
    label: dayLabel(day),
    value: values.get(day) ?? 0,
    of: Math.min(parts.get(day) ?? 0, values.get(day) ?? 0),
    url: url(day),
  }));
}

/** The last 30 calendar days as `2026-11-20`, the given day last. */
function calendarDays(lastDay: Date, timeZone: string): string[] {
  const last = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(lastDay);
  const noon = Date.parse(`${last}T12:00:00Z`);
  return Array.from({ length: DAYS }, (_, index) =>
    new Date(noon - (DAYS - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}
