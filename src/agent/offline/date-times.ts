import { Temporal } from 'temporal-polyfill';
import { clockPoint, partOfDay } from './clock.ts';
import { findDays } from './days.ts';
import { type TimeMention, WEEKDAY } from './time-words.ts';

interface Edge {
  /** `2015-12-10T08:00`, or the date alone where no hour was named. */
  at: string;
  exact: boolean;
  /** Its day was named as a day of the week. */
  weekday: boolean;
  /** How much of the text said so. */
  length: number;
}

/** "from Monday 8am to Tuesday noon", "since yesterday 3pm": a day with an hour on at least one side. */
export function dateTimes(text: string, today: Temporal.PlainDate): TimeMention | null {
  for (const match of [
    ...text.matchAll(/\b(?:from|between|since) (.{3,40}?) (?:and|to|until|till|through|-) (.{3,45})/g),
  ].slice(0, 4)) {
    const [start, end] = [edge(match[1]!, today), edge(match[2]!, today, true)];
    if (!start || !end || !(start.exact || end.exact)) continue;
    // "from Friday 5pm to Monday 9am" began a week before the latest Friday.
    if (start.at > end.at && start.weekday)
      start.at = `${Temporal.PlainDate.from(start.at.slice(0, 10)).subtract({ days: 7 })}${start.at.slice(10)}`;
    const to = match.index + match[0].length - match[2]!.length + end.length;
    return { range: `${start.at}/${end.at}`, at: null, future: false, spans: [[match.index, to]] };
  }
  const since = /\bsince (.{3,40})/.exec(text);
  const start = since && (edge(since[1]!, today, true) ?? null);
  const part = since && start && !start.exact ? partSince(since[1]!, start, today) : null;
  if (since && part) {
    const to = since.index + since[0].length - since[1]!.length + part.length;
    return { range: `${part.at}/`, at: null, future: false, spans: [[since.index, to]] };
  }
  if (since && start?.exact && !/\b(?:to|until|till|and)\b/.test(since[1]!.slice(0, start.length))) {
    const to = since.index + since[0].length - since[1]!.length + start.length;
    return { range: `${start.at}/`, at: null, future: false, spans: [[since.index, to]] };
  }
  return null;
}

/** "yesterday evening", "Monday afternoon": where that part of the day begins. */
function partSince(
  text: string,
  { at, length }: Edge,
  today: Temporal.PlainDate,
): { at: string; length: number } | null {
  const part = partOfDay(text.slice(length));
  if (!part || part.span[0] > 4 || Temporal.PlainDate.compare(Temporal.PlainDate.from(at), today) >= 0) return null;
  return { at: `${at}T${String(part.from).padStart(2, '0')}:00`, length: length + part.span[1] };
}

/** A day, perhaps with an hour, at the beginning of a text; `null` where something else stands there. */
function edge(text: string, today: Temporal.PlainDate, open = false): Edge | null {
  const day = findDays(text, today);
  if (!day || day.problem || !day.first.equals(day.last)) return null;
  const clock = clockPoint(text);
  const near = clock && distance(day.span, clock.span) <= 4 ? clock : null;
  const spans = [day.span, ...(near ? [near.span] : [])];
  if (Math.min(...spans.map(([from]) => from)) > 4) return null;
  const length = Math.max(...spans.map(([, to]) => to));
  if (!open && length < text.trimEnd().length) return null;
  const weekday = new RegExp(`\\b(?:${WEEKDAY})\\b`).test(text.slice(...day.span));
  const minutes = Math.round((near?.hours ?? 0) * 60);
  // The night named "last night" ends on the morning after.
  const date = day.name === 'last_night' && minutes < 12 * 60 ? day.first.add({ days: 1 }) : day.first;
  if (!near) return { at: day.first.toString(), exact: false, weekday, length };
  if (minutes === 24 * 60) return { at: `${date.add({ days: 1 })}T00:00`, exact: true, weekday, length };
  const two = (value: number): string => String(value).padStart(2, '0');
  return { at: `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, exact: true, weekday, length };
}

const distance = (a: [number, number], b: [number, number]): number => Math.max(a[0] - b[1], b[0] - a[1]);
