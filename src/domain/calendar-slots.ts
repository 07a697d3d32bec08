import { Temporal } from 'temporal-polyfill';

export type CalendarUnit = 'hour' | 'day' | 'month';

const STEP = { hour: { hours: 1 }, day: { days: 1 }, month: { months: 1 } } as const;
/** `2026-11-20T14`, `2026-11-20`, `2026-11` */
const LENGTH = { hour: 13, day: 10, month: 7 } as const;
const MOST = 1000;

/**
 * The hours, days or months of the zone's calendar that a span touches, in order, each once: an hour that a change of
 * clocks repeats is one, one that it leaves out is none. At most 1,000, the last ones.
 */
export function calendarSlots({ from, to }: { from: Date; to: Date }, unit: CalendarUnit, timeZone: string): string[] {
  const zoned = (at: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const end = zoned(to);
  const start = zoned(from);
  let at =
    unit === 'hour'
      ? start.round({ smallestUnit: 'hour', roundingMode: 'floor' })
      : (unit === 'month' ? start.with({ day: 1 }) : start).startOfDay();
  const keys = new Set<string>();
  while (Temporal.ZonedDateTime.compare(at, end) < 0) {
    keys.add(at.toPlainDateTime().toString().slice(0, LENGTH[unit]));
    at = at.add(STEP[unit]);
  }
  return [...keys].slice(-MOST);
}
