import { Temporal } from 'temporal-polyfill';
import { parseRange, type TimeRange } from './time-range.ts';

interface Clock {
  now: Date;
  timeZone: string;
}

const AGO =
  /^(?:about |around |some )?(\d{1,4}|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty) (minutes?|mins?|hours?|days?) ago$/;
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How `at` is written: `yesterday 15:15`, `2026-11-20 03:00`, an ISO time, `ten minutes ago`, or a range by name. */
export const MOMENT_WORDS =
  'a day and a time such as "today 09:30", "yesterday 15:15", "monday 08:00" or "2026-11-20 03:00"; "20 minutes ago"; or a range such as last_night';

/**
 * A moment as tools are told it, or the range that is named instead; null for neither, and for what is yet to come. A moment is in
 * the asker's zone.
 */
export function parseMoment(text: string, { now, timeZone }: Clock): { at: Date } | TimeRange | null {
  const said = text.trim().toLowerCase();
  const ago = AGO.exec(said);
  if (ago) {
    const count = NUMBERS[ago[1]!] ?? Number(ago[1]);
    return past(now.getTime() - count * UNIT_MS[ago[2]![0] as 'm' | 'h' | 'd'], now);
  }
  if (/^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}/.test(said)) return iso(said.toUpperCase(), { now, timeZone });
  const clock =
    /^(.+?)[ ,]+(?:at )?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(said) ??
    /^()([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(said);
  if (!clock) return parseRange(text.trim(), { now, timeZone });
  const day = parseRange(clock[1] || 'today', { now, timeZone });
  if (!day) return null;
  const time = Temporal.PlainTime.from({
    hour: Number(clock[2]),
    minute: Number(clock[3]),
    second: Number(clock[4] ?? 0),
  });
  const at = Temporal.Instant.fromEpochMilliseconds(day.from.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toZonedDateTime({ timeZone, plainTime: time });
  // "at 11 pm", said in the morning, is the last one there was
  const late = at.epochMilliseconds > now.getTime() && (clock[1] || 'today') === 'today';
  return past((late ? at.subtract({ days: 1 }) : at).epochMilliseconds, now);
}

const past = (ms: number, now: Date): { at: Date } | null => (ms <= now.getTime() ? { at: new Date(ms) } : null);

function iso(text: string, { now, timeZone }: Clock): { at: Date } | null {
  try {
    const ms = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text)
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
    return past(ms, now);
  } catch {
    return null;
  }
}
