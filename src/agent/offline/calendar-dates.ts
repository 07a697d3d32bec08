import { Temporal } from 'temporal-polyfill';
import { MONTH, monthOf, NUMBER, numberOf, ORDINAL, ordinalOf, WEEKDAY } from './time-words.ts';

export interface FoundDate {
  /** Null for a date that does not exist, such as 31 February. */
  date: Temporal.PlainDate | null;
  match: RegExpExecArray;
}

/** A full or partial calendar date; one without a year is the latest that is not in the future. */
export function findDate(text: string, today: Temporal.PlainDate): FoundDate | null {
  const day = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
  const weekday = String.raw`(?:(?:${WEEKDAY}),? (?:the )?)?`;
  const patterns: [RegExp, (m: RegExpExecArray) => [string | undefined, number, number]][] = [
    [/\b(?:on )?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/, (m) => [m[1], Number(m[2]), Number(m[3])]],
    [/\b(?:on )?(\d{1,2})\.(\d{1,2})\.(\d{4})\b(?!\.\d)/, (m) => [m[3], Number(m[2]), Number(m[1])]],
    // Day first, unless only month first makes a date.
    [
      /\b(?:on )?(\d{1,2})\/(\d{1,2})\/(\d{4})\b/,
      (m) => (Number(m[2]) > 12 ? [m[3], Number(m[1]), Number(m[2])] : [m[3], Number(m[2]), Number(m[1])]),
    ],
    [
      /\b(?:on|since|from|of|for) (\d{1,2})[/.](\d{1,2})\b(?![/.]\d|\.\d)/,
      (m) => (Number(m[2]) > 12 ? [undefined, Number(m[1]), Number(m[2])] : [undefined, Number(m[2]), Number(m[1])]),
    ],
    [
      new RegExp(
        String.raw`\b(?:on |since )?${weekday}(?:the )?${day} (?:of )?(${MONTH})(?:\.|,)?(?:,? (?:of )?(\d{4}))?\b`,
      ),
      (m) => [m[3], monthOf(m[2]!), Number(m[1])],
    ],
    [
      new RegExp(String.raw`\b(?:on |since )?${weekday}(${MONTH})\.? (?:the )?${day}(?:,? (\d{4}))?\b(?!:)`),
      (m) => [m[3], monthOf(m[1]!), Number(m[2])],
    ],
    [
      new RegExp(
        String.raw`\b(?:on |since )?${weekday}(?:the )?(${ORDINAL}) (?:of )?(${MONTH})(?:,? (?:of )?(\d{4}))?\b`,
      ),
      (m) => [m[3], monthOf(m[2]!), ordinalOf(m[1]!)],
    ],
    [
      new RegExp(String.raw`\b(?:on |since )?${weekday}(${MONTH}) (?:the )?(${ORDINAL})(?:,? (\d{4}))?\b`),
      (m) => [m[3], monthOf(m[1]!), ordinalOf(m[2]!)],
    ],
  ];
  let impossible: FoundDate | null = null;
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year, month, dayOfMonth] = read(match);
    const date = dateOf(year ? Number(year) : null, month, dayOfMonth, today);
    if (date) return { date, match };
    // A month's name or a four-digit year leaves no doubt that a date was meant.
    if (/[a-z]{3}|\d{4}-/.test(match[0].replace(/^(?:on|since|from|of|for) /, '')))
      impossible ??= { date: null, match };
  }
  if (impossible) return impossible;
  const ofMonth = new RegExp(
    String.raw`\b(?:on |since )?${weekday}(?:the )?${day} of (this|the|last|previous) month\b`,
  ).exec(text);
  if (ofMonth) {
    const month = today.toPlainYearMonth().subtract({ months: /last|previous/.test(ofMonth[2]!) ? 1 : 0 });
    const number = Number(ofMonth[1]);
    if (number >= 1 && number <= month.daysInMonth) return { date: month.toPlainDate({ day: number }), match: ofMonth };
  }
  const ordinal = new RegExp(
    // "monday 16th" is a date without its “the”
    String.raw`\b(?:on |since )?(?:${weekday}the |(?:${WEEKDAY}),? )(\d{1,2})(?:st|nd|rd|th)\b(?! (?:one|alert|incident|result|entry|hit))`,
  ).exec(text);
  const dayOfMonth = Number(ordinal?.[1]);
  if (ordinal && dayOfMonth >= 1 && dayOfMonth <= 31) {
    for (let back = 0; back < 12; back++) {
      const month = today.toPlainYearMonth().subtract({ months: back });
      if (dayOfMonth > month.daysInMonth) continue;
      const date = month.toPlainDate({ day: dayOfMonth });
      if (Temporal.PlainDate.compare(date, today) <= 0) return { date, match: ordinal };
    }
  }
  return null;
}

export function dateOf(
  year: number | null,
  month: number,
  day: number,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  for (let y = year ?? today.year; y > today.year - 9 || year !== null; y--) {
    const yearMonth = Temporal.PlainYearMonth.from({ year: y, month });
    const date = day <= yearMonth.daysInMonth ? yearMonth.toPlainDate({ day }) : null;
    if (year !== null) return date;
    if (date && Temporal.PlainDate.compare(date, today) <= 0) return date;
  }
  return null;
}

/** "the first week of November", "late October", "the end of last month", "Q3 2025". */
export function pieceOfMonth(
  text: string,
  today: Temporal.PlainDate,
): { first: Temporal.PlainDate; last: Temporal.PlainDate; match: RegExpExecArray } | null {
  const quarter =
    /\b(?:in |during |for )?(?:the )?(?:q([1-4])|(first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?:(?: of)? (\d{4}))?\b/.exec(
      text,
    );
  if (quarter) {
    const month = 3 * (quarter[1] ? Number(quarter[1]) : rankOf(quarter[2]!) + 1) - 2;
    const year = quarter[3] ? Number(quarter[3]) : month <= today.month ? today.year : today.year - 1;
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return { first, last: first.add({ months: 3 }).subtract({ days: 1 }), match: quarter };
  }
  const match = new RegExp(
    String.raw`\b(?:(?:in|during|over|at|from|since) )?(?:the )?(?:(first|1st|second|2nd|third|3rd|fourth|4th|last|final) (week|half|(?:${NUMBER}) days) (?:of|in)|(early|mid|late|beginning of|start of|middle of|end of))[ -](?:in )?(?:(this|the|last|previous) month|(${MONTH})(?:,? (\d{4}))?)\b`,
  ).exec(text);
  if (!match) return null;
  const [, rank, unit, part, relative, name, year] = match;
  const number = name ? monthOf(name) : 0;
  const month = name
    ? Temporal.PlainYearMonth.from({
        year: year ? Number(year) : number <= today.month ? today.year : today.year - 1,
        month: number,
      })
    : today.toPlainYearMonth().subtract({ months: /last|previous/.test(relative!) ? 1 : 0 });
  const end = month.daysInMonth;
  const [from, to] = part
    ? /^(?:early|beginning|start)/.test(part)
      ? [1, 10]
      : /^mid/.test(part)
        ? [11, 20]
        : [21, end]
    : stretchOf(rank!, unit!, end);
  return { first: month.toPlainDate({ day: from }), last: month.toPlainDate({ day: Math.min(to, end) }), match };
}

/** `first` is 0; what is not counted from the front (`last`) is below 0. */
const rankOf = (word: string): number =>
  ['first', '1st', 'second', '2nd', 'third', '3rd', 'fourth', '4th'].indexOf(word) >> 1;

/** The first and last day of "the second week" or "the last 3 days" of a month of `end` days. */
function stretchOf(rank: string, unit: string, end: number): [number, number] {
  const index = rankOf(rank);
  if (unit === 'half') return index === 0 ? [1, 15] : [16, end];
  const length = unit === 'week' ? 7 : Math.min(end, Math.max(1, numberOf(unit.replace(/ days$/, ''))));
  if (index < 0) return [end - length + 1, end];
  const from = Math.min(1 + index * length, end);
  return [from, from + length - 1];
}
