import { Temporal } from 'temporal-polyfill';
import { parseRange } from '../../domain/time-range.ts';
import { chronoTime } from './chrono-times.ts';
import { type ClockWindow, clockWindow, partOfDay } from './clock.ts';
import { dateTimes } from './date-times.ts';
import { findDays } from './days.ts';
import { rollingRange } from './rolling-times.ts';
import { type Day, dates, mention, type TimeMention } from './time-words.ts';

export type { TimeMention } from './time-words.ts';

/** Parts of today that have names of their own. */
const NAMED_PARTS: Record<string, string> = {
  morning: 'this_morning',
  'this morning': 'this_morning',
  afternoon: 'this_afternoon',
  'this afternoon': 'this_afternoon',
  evening: 'this_evening',
  'this evening': 'this_evening',
};

/** Finds the time a text speaks of, as a range the tools can read; null where it names none. Pure: the clock is `now`. */
export function findTime(text: string, now: Date, timeZone: string): TimeMention | null {
  const readable = (range: string): boolean => parseRange(range, { now, timeZone }) !== null;
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const found = readTime(text, today, readable) ?? chronoTime(text, today);
  if (!found) return null;
  if (found.problem || readable(found.range)) return found;
  // What ends before it begins is said, not dropped.
  return found.range.includes('/') ? { ...found, range: 'today', problem: 'backwards' } : null;
}

function readTime(text: string, today: Temporal.PlainDate, readable: (range: string) => boolean): TimeMention | null {
  const interval =
    /\b\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:\d{2})?)?\/(?:\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:\d{2})?)?)?(?!\S*\/)/.exec(
      text,
    );
  if (interval) return mention(interval[0].toUpperCase(), interval);

  const future =
    /\b(tomorrow(?:'s)?|next (?:hour|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/.exec(
      text,
    );
  if (future) {
    const day = today.add({ days: 1 });
    return { ...mention(dates(day, day), future), future: true, problem: 'future' };
  }
  const between = dateTimes(text, today);
  if (between) return between;

  const named = findDays(text, today);
  const weekdays = named?.weekdays && { weekdays: named.weekdays };
  const span = rollingRange(text, today);
  // "the 14th of this month" is a day, and "the first week of last month" is not that month.
  const within = span && named && named.span[0] < span.spans[0]![0] && named.span[1] >= span.spans[0]![1];
  if (span && !within) return withHours(span, text, null);

  const days = named;
  if (days?.problem) return { range: days.range, at: null, future: false, spans: [days.span], problem: days.problem };
  if (days && Temporal.PlainDate.compare(days.first, today) > 0)
    return { range: days.range, at: null, future: true, spans: [days.span], problem: 'future' };
  // "about 12 November" names no hour.
  const window = clockWindow(days ? without(text, days.span) : text, days !== null, days?.name === 'last_night');
  const part = partOfDay(text) ?? (days ? nightOf(text, days) : null);
  const open = days && !window ? sinceBefore(text, days) : null;
  if (open) return withHours(open, text, days);
  if (!days && !window && !part) return null;

  const spans = [days?.span, window?.span, part?.span].filter((s) => s !== undefined && s !== null);
  const day = days ?? (window && window.to > 24 ? nightBefore(today) : dayOf(today));
  // "yesterday afternoon between 2 and 4" is in the afternoon.
  const hours = window ? shiftInto(window, part) : part;
  if (window?.backwards) return { range: day.range, at: null, future: false, spans, problem: 'backwards' };
  if (window?.unclear && !part)
    return { range: day.range, at: null, future: false, spans: [window.span], problem: 'which_hours' };
  const whole = { range: day.range, at: null, future: false, spans, ...weekdays };
  if (!hours) return whole;
  if (!day.first.equals(day.last)) return withHours(whole, text, day);
  const partName =
    days === null || days.span[1] - days.span[0] <= 5
      ? NAMED_PARTS[text.slice(...(part?.span ?? [0, 0])).trim()]
      : undefined;
  if (!window && part && day.name === 'today' && partName) return { range: partName, at: null, future: false, spans };
  const hoursOfIt = cut(day, hours);
  // Hours that do not lie in the day ("last night at noon") leave the day.
  if (!readable(hoursOfIt)) {
    const used = spans.filter((one) => one !== window?.span);
    return { range: day.range, at: null, future: false, spans: used };
  }
  return { range: hoursOfIt, at: window?.instant ? moment(day, hours) : null, future: false, spans };
}

const dayOf = (today: Temporal.PlainDate): Day => ({
  name: 'today',
  first: today,
  last: today,
  range: 'today',
  span: [0, 0],
});
function nightBefore(today: Temporal.PlainDate): Day {
  const first = today.subtract({ days: 1 });
  return { name: 'last_night', first, last: first, range: 'last_night', span: [0, 0] };
}

const without = (text: string, [from, to]: [number, number]): string =>
  text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);

/** Hours that are named beside more than one day hold on each of them: "last week between 2 and 4am". */
function withHours(found: TimeMention, text: string, day: Day | null): TimeMention {
  let rest = text;
  for (const [from, to] of found.spans) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  const window = clockWindow(rest, day !== null, false);
  const part = partOfDay(rest);
  const hours = window && !window.instant ? shiftInto(window, part) : window ? null : part;
  if (!hours) return found;
  if (window?.backwards) return { ...found, problem: 'backwards' };
  const spans = [window?.span, part?.span].filter((one) => one !== undefined && one !== null);
  return { ...found, hours: `${clockText(hours.from)}-${clockText(hours.to)}`, spans: [...found.spans, ...spans] };
}

/** `14.5` as `14:30`. */
function clockText(hours: number): string {
  const minutes = Math.round((hours > 24 ? hours - 24 : hours) * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Before anything that a log of ours holds. */
const BEGINNING = '1970-01-01';

/** "since Monday", "until yesterday", "before 10 December": ranges with one open end. */
function sinceBefore(text: string, day: Day): TimeMention | null {
  const said = text.slice(Math.max(0, day.span[0] - 12), day.span[0] + 6);
  const spans: [number, number][] = [day.span];
  if (/\b(?:since|starting|ever since)\b/.test(said) && day.name !== 'today') {
    if (day.name === 'last_night') return { range: `${day.first}T18:00/`, at: null, future: false, spans };
    const named = /^[a-z_]+$/.test(day.range) ? day.range : day.first.toString();
    return { range: `since_${named}`, at: null, future: false, spans };
  }
  // "since she came back on Monday"
  if (/\bsince\b[^,.;?!]{1,30}$/.test(text.slice(Math.max(0, day.span[0] - 40), day.span[0])) && day.name !== 'today') {
    const named = /^[a-z_]+$/.test(day.range) ? day.range : day.first.toString();
    return { range: `since_${named}`, at: null, future: false, spans };
  }
  const head = text.slice(Math.max(0, day.span[0] - 18), day.span[0]);
  const edge = /\b(before|older than|earlier than|prior to|until|till|up to|through) (?:the )?$/.exec(head)?.[1];
  if (edge) {
    const last = /before|than|prior/.test(edge) ? day.first.subtract({ days: 1 }) : day.last;
    return { range: `${BEGINNING}/${last}`, at: null, future: false, spans };
  }
  if (/\b(?:after|newer than|later than) (?:the )?$/.test(head))
    return { range: `${day.last.add({ days: 1 })}/`, at: null, future: false, spans };
  return null;
}

/** A stretch of hours cut from a day, by name where the day has one and the hours are whole. */
function cut(day: Day, hours: { from: number; to: number }): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = (hour: number): string => {
    // ranges are of minutes
    const minutes = Math.floor((hour % 1) * 60 + 1e-6);
    return two(Math.floor(hour)) + (minutes ? two(minutes) : '');
  };
  const to = day.name === 'last_night' ? hours.to % 24 : hours.to > 24 ? hours.to - 24 : hours.to;
  return `${day.range}_${clock(hours.from)}_${clock(to)}`;
}

/** "Tuesday night", "the night of the 14th": from that evening into the next morning. */
function nightOf(text: string, day: Day): { from: number; to: number; span: [number, number] } | null {
  if (day.name === 'last_night' || !day.first.equals(day.last)) return null;
  const after = /^ (?:at )?night\b/.exec(text.slice(day.span[1]));
  if (after) return { from: 18, to: 30, span: [day.span[1], day.span[1] + after[0].length] };
  const before = /\b(?:the )?night (?:of |on )?$/.exec(text.slice(0, day.span[0]));
  return before ? { from: 18, to: 30, span: [before.index, day.span[0]] } : null;
}

function moment(day: Day, hours: { from: number }): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = Math.round(hours.from * 3600);
  const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}${seconds % 60 > 0 ? `:${two(seconds % 60)}` : ''}`;
  const date =
    day.name === 'last_night' && hours.from < 12 ? 'today' : day.name === 'last_night' ? 'yesterday' : day.name;
  return `${date ?? day.first} ${clock}`;
}

/** Hours written without am or pm belong to the part of the day that was named. */
function shiftInto(window: ClockWindow, part: { from: number; to: number } | null): { from: number; to: number } {
  if (!part || part.from < 12 || window.from >= 12) return window;
  // "half past seven in the evening", "7:30 in the evening"
  const after = window.from + 12;
  if (window.exact && (after < part.from - 1 || after >= part.to)) return window;
  return { from: window.from + 12, to: window.to <= 12 ? window.to + 12 : window.to };
}
