import { Temporal } from 'temporal-polyfill';
import type { Language } from './language.ts';
import { type RangeWords, rangeWords } from './range-words.ts';
import { dateWords, daysWords, monthWords, weekdayWords } from './time-words.ts';

/** A span of time, `to` not included, and how to say it: `yesterday, 20 November 2026`. */
export interface TimeRange {
  from: Date;
  to: Date;
  label: string;
}

/** What a range may look like, in words for people and models; also the refusal when one cannot be read. */
export const RANGE_WORDS =
  'today, yesterday, this_week, last_week, this_month, last_month, this_year, last_year, last_hour, last_30m, last_24h, ' +
  'last_7d, last_2w, this_morning, this_afternoon, tonight, last_night, last_night_02_04, today_14_16, yesterday_09_12, ' +
  'monday, 2015-12-10, 2015-12-10_02_04, 2015-12, 2015, 2015-12-10/2015-12-12, 2015-12-10T02:00/2015-12-10T04:00, ' +
  '2015-12-10/ or since_yesterday (until now)';

interface Clock {
  now: Date;
  timeZone: string;
  /** Of the label. */
  language?: Language;
}

/** The present on the reader's clock, and how its days are called. */
interface Present {
  now: Temporal.ZonedDateTime;
  language: Language;
  words: RangeWords;
}

interface Span {
  from: Temporal.ZonedDateTime;
  to: Temporal.ZonedDateTime;
  label: string;
  /** A moment rather than a day or month: as the end of `A/B` it is where the range stops, not the last thing in it. */
  moment?: boolean;
}

const UNITS = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' } as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const PARTS_OF_TODAY: Record<string, [number, number]> = {
  // what happened in the small hours is found in the morning
  this_morning: [0, 12],
  this_afternoon: [12, 18],
  this_evening: [18, 24],
  tonight: [18, 24],
};

/**
 * Reads a named range (see RANGE_WORDS) in the zone; null when it cannot be read. Days are calendar days of the zone, 23
 * or 25 hours long where its clocks change; weeks begin on Monday; the end of a range of dates is the end of its last day.
 */
export function parseRange(text: string, { now, timeZone, language = 'en' }: Clock): TimeRange | null {
  const clock: Present = {
    now: Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone),
    language,
    words: rangeWords[language],
  };
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, '_').replaceAll(/[–—]/g, '-');
  if (words.length > 80) return null;
  try {
    const span = interval(words, clock);
    if (!span || Temporal.ZonedDateTime.compare(span.from, span.to) > 0) return null;
    if (span.from.year < 1 || span.to.year > 9999) return null;
    return { from: toDate(span.from), to: toDate(span.to), label: span.label };
  } catch (error) {
    // a date that does not exist, or one beyond what can be counted
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function interval(text: string, present: Present): Span | null {
  const since = /^since_(.+)$/.exec(text)?.[1] ?? /^(.+)\/$/.exec(text)?.[1];
  if (since !== undefined) {
    const start = single(since, present);
    if (!start) return null;
    const to = Temporal.ZonedDateTime.compare(start.from, present.now) > 0 ? start.from : present.now;
    return { from: start.from, to, label: present.words.since(start.label) };
  }
  const sides = text.split('/');
  if (sides.length === 1) return single(text, present);
  if (sides.length !== 2) return null;
  const [start, end] = [single(sides[0]!, present), single(sides[1]!, present)];
  if (!start || !end) return null;
  const to = end.moment ? end.from : end.to;
  // nothing was recorded before 1970: from there on is all that is older
  if (start.from.year === 1970 && start.from.dayOfYear === 1 && !start.moment)
    return { from: start.from, to, label: present.words.until(end.label) };
  return { from: start.from, to, label: between(start, end, to, present) };
}

function single(text: string, present: Present): Span | null {
  return relative(text, present) ?? calendar(text, present) ?? moment(text, present) ?? hoursOfDay(text, present);
}

/** `last_hour`, `last_24h`, `last_2_weeks`: ends now. */
function relative(text: string, { now, words }: Present): Span | null {
  const match = /^(?:the_)?(?:last|past)_(\d{1,5})?_?(m|h|d|w|mins?|minutes?|hours?|days?|weeks?)$/.exec(text);
  if (!match) return null;
  const [, digits, word] = match;
  // `last_week` without a number is the calendar's; `last_d` says nothing
  if (digits === undefined && !['minute', 'hour', 'day'].includes(word!)) return null;
  const count = Number(digits ?? 1);
  if (count === 0) return null;
  const unit = UNITS[word![0] as keyof typeof UNITS];
  return { from: now.subtract({ [unit]: count }), to: now, label: words.last(count, unit) };
}

/** `today`, `last_month`, `2015-12-10`, `2015-12`, `2015`, `monday`, `last_night`. */
function calendar(text: string, present: Present): Span | null {
  const { now, language, words } = present;
  const zone = now.timeZoneId;
  const today = now.toPlainDate();
  const span = (from: Temporal.PlainDate, length: Temporal.DurationLike, label: string): Span => {
    return { from: startOf(from, zone), to: startOf(from.add(length), zone), label };
  };
  const week = (monday: Temporal.PlainDate, name: string): Span =>
    span(monday, { days: 7 }, `${name}, ${daysWords(monday, monday.add({ days: 6 }), language)}`);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const month = (first: Temporal.PlainDate, name?: string): Span =>
    span(first, { months: 1 }, [name, monthWords(first, language)].filter(Boolean).join(', '));
  const firstOfMonth = today.with({ day: 1 });
  const firstOfYear = today.with({ month: 1, day: 1 });

  switch (text) {
    case 'this_week':
      return week(monday, words.named.this_week);
    case 'last_week':
      return week(monday.subtract({ weeks: 1 }), words.named.last_week);
    case 'this_month':
      return month(firstOfMonth, words.named.this_month);
    case 'last_month':
      return month(firstOfMonth.subtract({ months: 1 }), words.named.last_month);
    case 'this_year':
      return span(firstOfYear, { years: 1 }, `${words.named.this_year}, ${firstOfYear.year}`);
    case 'last_year':
      return span(
        firstOfYear.subtract({ years: 1 }),
        { years: 1 },
        `${words.named.last_year}, ${firstOfYear.year - 1}`,
      );
    case 'last_night':
      return night(present, '18', '06');
  }
  const day = dayOf(text, present);
  if (day) return span(day.date, { days: 1 }, day.label);
  const part = Object.hasOwn(PARTS_OF_TODAY, text) ? PARTS_OF_TODAY[text] : undefined;
  if (part) {
    const [from, to] = part;
    const name = words.named[text as keyof typeof words.named];
    const label = `${name}, ${dateWords(today, language)}, ${hourWords(from * 60)}–${hourWords(to * 60)}`;
    return { from: at(today, from * 60, zone), to: at(today, to * 60, zone), label };
  }
  const iso = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (!iso) return null;
  const first = Temporal.PlainDate.from({ year: Number(iso[1]), month: Number(iso[2] ?? 1), day: 1 }, STRICT);
  return iso[2] === undefined ? span(first, { years: 1 }, String(first.year)) : month(first);
}

/** `2015-12-10T02:00`, with an offset or in the zone: as long as its last figure says (an hour, a minute, a second). */
function moment(text: string, { now, language }: Present): Span | null {
  const zone = now.timeZoneId;
  const match = /^(\d{4}-\d{2}-\d{2})[t_](\d{2})(:\d{2})?(:\d{2}(?:\.\d{1,9})?)?(z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (!match) return null;
  const [, date, hour, minutes, seconds, offset] = match;
  const iso = `${date}T${hour}${minutes ?? ':00'}${seconds ?? ''}`;
  const from = offset
    ? Temporal.Instant.from(`${iso}${offset.toUpperCase()}`).toZonedDateTimeISO(zone)
    : Temporal.PlainDateTime.from(iso).toZonedDateTime(zone);
  const to = from.add(seconds ? { seconds: 1 } : minutes ? { minutes: 1 } : { hours: 1 });
  return { from, to, label: `${dateWords(from, language)}, ${clockWords(from)}`, moment: true };
}

/** `today_14_16`, `monday_0930_1015`, `2015-12-10_22_02` (into the next day), `last_night_02_04`. */
function hoursOfDay(text: string, present: Present): Span | null {
  const match = /^(.+?)_(\d{1,2}(?::?[0-5]\d)?)_(\d{1,2}(?::?[0-5]\d)?)$/.exec(text);
  if (!match) return null;
  const [, name, start, end] = match as unknown as [string, string, string, string];
  const [from, to] = [minutesOf(start), minutesOf(end)];
  if (from === null || to === null) return null;
  const zone = present.now.timeZoneId;
  if (name === 'last_night') return night(present, start, end);
  const day = dayOf(name, present);
  if (!day) return null;
  return {
    from: at(day.date, from, zone),
    to: at(to <= from ? day.date.add({ days: 1 }) : day.date, to, zone),
    label: `${day.label}, ${hourWords(from)}–${hourWords(to)}`,
  };
}

/** Hours of the night before today: those from noon on belong to yesterday, those before it to today. */
function night({ now, language, words }: Present, start: string, end: string): Span | null {
  const [today, zone] = [now.toPlainDate(), now.timeZoneId];
  const [from, to] = [minutesOf(start), minutesOf(end)];
  if (from === null || to === null) return null;
  const yesterday = today.subtract({ days: 1 });
  const dayOfHour = (minutes: number): Temporal.PlainDate => (minutes >= 12 * 60 ? yesterday : today);
  return {
    from: at(dayOfHour(from), from, zone),
    to: at(dayOfHour(to), to, zone),
    label: `${words.named.last_night}, ${dateWords(dayOfHour(from), language)}, ${hourWords(from)}–${hourWords(to)}`,
  };
}

function dayOf(name: string, { now, language, words }: Present): { date: Temporal.PlainDate; label: string } | null {
  const today = now.toPlainDate();
  if (name === 'today') return { date: today, label: `${words.named.today}, ${dateWords(today, language)}` };
  if (name === 'yesterday') {
    const date = today.subtract({ days: 1 });
    return { date, label: `${words.named.yesterday}, ${dateWords(date, language)}` };
  }
  const weekday = /^(?:on_|last_)?([a-z]+)$/.exec(name)?.[1];
  const index = weekday === undefined ? -1 : DAYS.indexOf(weekday);
  if (index >= 0) {
    const back = (today.dayOfWeek - 1 - index + 7) % 7;
    const date = today.subtract({ days: back === 0 && name.startsWith('last_') ? 7 : back });
    return { date, label: `${weekdayWords(index, language)}, ${dateWords(date, language)}` };
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(name)) return null;
  const date = Temporal.PlainDate.from(name, STRICT);
  return { date, label: dateWords(date, language) };
}

const STRICT = { overflow: 'reject' } as const;

function between(start: Span, end: Span, to: Temporal.ZonedDateTime, { words }: Present): string {
  const sameDay = start.moment && end.moment && start.from.toPlainDate().equals(end.from.toPlainDate());
  return sameDay ? `${start.label}–${clockWords(to)}` : words.between(start.label, end.label);
}

/** `14` and `1430` and `14:30` as minutes after midnight; null beyond 24:00. */
function minutesOf(text: string): number | null {
  const digits = text.replace(':', '');
  const [hours, minutes] = digits.length > 2 ? [digits.slice(0, -2), digits.slice(-2)] : [digits, '0'];
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 24 * 60 ? total : null;
}

const startOf = (date: Temporal.PlainDate, zone: string): Temporal.ZonedDateTime => date.toZonedDateTime(zone);

/** NOTE a clock time that a change of clocks leaves out means the time that many minutes after the jump. */
const at = (date: Temporal.PlainDate, minutes: number, zone: string): Temporal.ZonedDateTime =>
  minutes === 24 * 60
    ? startOf(date.add({ days: 1 }), zone)
    : date.toZonedDateTime({
        timeZone: zone,
        plainTime: { hour: Math.floor(minutes / 60), minute: minutes % 60 },
      });

const toDate = (time: Temporal.ZonedDateTime): Date => new Date(time.epochMilliseconds);
const hourWords = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const clockWords = (time: Temporal.ZonedDateTime): string => time.toPlainTime().toString({ smallestUnit: 'minute' });
