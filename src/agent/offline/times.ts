import { Temporal } from 'temporal-polyfill';
import { parseRange } from '../../domain/time-range.ts';
import { type ClockWindow, clockWindow, partOfDay } from './clock.ts';

/** A time phrase found in a message: what it means, and which parts of the text said so. */
export interface TimeMention {
  /** A named range of src/domain/time-range.ts; null where only a moment was named. */
  range: string;
  /** The single moment, as `today 14:05`, where one was named. */
  at: string | null;
  /** It lies wholly in the future, where nothing has been recorded yet. */
  future: boolean;
  /** Half-open spans of the text, to be left out when the rest is read. */
  spans: [number, number][];
}

interface Day {
  /** `today`, `yesterday` and `last_night` keep their names, since a range can be cut from them. */
  name: 'today' | 'yesterday' | 'last_night' | null;
  first: Temporal.PlainDate;
  /** Inclusive. */
  last: Temporal.PlainDate;
  /** The range of the whole, where it has a name of its own. */
  range: string;
  span: [number, number];
}

const NUMBER_WORDS: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, 'forty-five': 45, sixty: 60, ninety: 90 },
  ...{ 'couple of': 2, couple: 2, few: 3, several: 5, 'twenty-four': 24, 'forty-eight': 48, dozen: 12, fourteen: 14 },
};
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

const NUMBER = String.raw`\d{1,4}|${Object.keys(NUMBER_WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')}`;
const UNIT = String.raw`minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|fortnights?|months?|quarters?|years?`;
const MONTH = String.raw`jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`;
const WEEKDAY = String.raw`mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?`;
const LEAD = String.raw`(?:(?:on|in|over|during|within|for|from|at|of|since|throughout|across) )?`;

/** Parts of today that have names of their own. */
const NAMED_PARTS: Record<string, string> = {
  morning: 'this_morning',
  'this morning': 'this_morning',
  afternoon: 'this_afternoon',
  'this afternoon': 'this_afternoon',
  evening: 'this_evening',
  'this evening': 'this_evening',
};

const monthOf = (word: string): number => MONTHS.findIndex((month) => month.startsWith(word.slice(0, 3))) + 1;
const weekdayOf = (word: string): number => WEEKDAYS.findIndex((day) => day.startsWith(word.slice(0, 3))) + 1;
const numberOf = (word: string): number => NUMBER_WORDS[word] ?? Number(word);

/** `2015-12-10`, or `2015-12-01/2015-12-05` (both days included) where it is more than one. */
function dates(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  return first.equals(last) ? first.toString() : `${first}/${last}`;
}

/** The range of the last `count` units, by its name. */
function rolling(count: number, unit: string): string {
  if (/^(min|minute)/.test(unit)) return `last_${count}m`;
  if (/^h/.test(unit)) return count === 1 ? 'last_hour' : `last_${count}h`;
  if (/^(day|night)/.test(unit)) return count === 1 ? 'last_24h' : `last_${count}d`;
  if (/^week/.test(unit)) return count === 1 ? 'last_7d' : `last_${count}w`;
  if (/^fortnight/.test(unit)) return `last_${2 * count}w`;
  if (/^month/.test(unit)) return `last_${30 * count}d`;
  if (/^quarter/.test(unit)) return `last_${91 * count}d`;
  return `last_${365 * count}d`;
}

/** Finds the time a text speaks of, as a range the tools can read; null where it names none. Pure: the clock is `now`. */
export function findTime(text: string, now: Date, timeZone: string): TimeMention | null {
  const readable = (range: string): boolean => parseRange(range, { now, timeZone }) !== null;
  const found = readTime(text, now, timeZone, readable);
  return found && readable(found.range) ? found : null;
}

function readTime(text: string, now: Date, timeZone: string, readable: (range: string) => boolean): TimeMention | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
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
    return { ...mention(dates(day, day), future), future: true };
  }

  const named = findDays(text, today);
  const span = rollingRange(text, today);
  // "the 14th of this month" is a day, and "the first week of last month" is not that month.
  const within = span && named && named.span[0] < span.spans[0]![0] && named.span[1] >= span.spans[0]![1];
  if (span && !within) return span;

  const days = named;
  const window = clockWindow(text, days !== null, days?.name === 'last_night');
  const part = partOfDay(text) ?? (days ? nightOf(text, days) : null);
  const open = days && !window ? sinceBefore(text, days) : null;
  if (open) return open;
  if (!days && !window && !part) return null;

  const spans = [days?.span, window?.span, part?.span].filter((s) => s !== undefined && s !== null);
  const day: Day = days ?? { name: 'today', first: today, last: today, range: 'today', span: [0, 0] };
  // "yesterday afternoon between 2 and 4" is in the afternoon.
  const hours = window ? shiftInto(window, part) : part;
  if (!hours) return { range: day.range, at: null, future: false, spans };
  if (!day.first.equals(day.last)) return { range: day.range, at: null, future: false, spans };
  const partName =
    days === null || days.span[1] - days.span[0] <= 5
      ? NAMED_PARTS[text.slice(...(part?.span ?? [0, 0])).trim()]
      : undefined;
  if (!window && part && day.name === 'today' && partName) return { range: partName, at: null, future: false, spans };
  const hoursOfIt = cut(day, hours);
  // Hours that do not lie in the day ("last night at noon") leave the day.
  const range = readable(hoursOfIt) ? hoursOfIt : day.range;
  return { range, at: window?.instant ? moment(day, hours) : null, future: false, spans };
}

function mention(range: string, match: RegExpExecArray): TimeMention {
  return { range, at: null, future: false, spans: [[match.index, match.index + match[0].length]] };
}

/** Ranges counted back from now, and those a calendar word names whole. */
function rollingRange(text: string, today: Temporal.PlainDate): TimeMention | null {
  const count = new RegExp(
    String.raw`\b${LEAD}(?:the |these |our )?(?:last|past|previous|preceding|latest|recent) (?:half(?: an)? hour|(quarter of an hour)|(${NUMBER})[ -]?(${UNIT}))\b`,
  ).exec(text);
  if (count)
    return mention(count[3] ? rolling(numberOf(count[2]!), count[3]) : count[1] ? 'last_15m' : 'last_30m', count);
  const bare = /\b(\d{1,3}) ?(h|hrs?|hours?|days?|mins?|minutes?|weeks?) (?:back|window)\b/.exec(text);
  if (bare) return mention(rolling(Number(bare[1]), bare[2]!), bare);

  const before = /\b(?:the )?(week|month|year) before last\b/.exec(text);
  if (before) return mention(earlier(before[1]!, 2, today), before);
  const current =
    /\b(?:so far )?(?:this|the current) (week|month|year|quarter)\b|\b(week|month|year)[ -]to[ -]date\b|\b(?:since|from) the (?:start|beginning) of the (week|month|year)\b/.exec(
      text,
    );
  const unit =
    /\b(the |this |over |during |within )?(in the |over the )?(last|past|previous) (minute|hour|day|week|fortnight|month|quarter|year)\b(?!'s report)/.exec(
      text,
    );
  if (unit && !(current && current.index < unit.index) && !/ ago\b/.test(text.slice(unit.index))) {
    const isRolling = unit[3] === 'past' || unit[1] === 'the ' || unit[2] !== undefined;
    const name = unit[4]!;
    if (name === 'minute' || name === 'hour' || name === 'day' || name === 'fortnight')
      return mention(rolling(1, name), unit);
    if (isRolling && unit[3] !== 'previous' && !(name === 'quarter' && unit[3] === 'last'))
      return mention(rolling(1, name), unit);
    return mention(name === 'quarter' ? earlier(name, 1, today) : `last_${name}`, unit);
  }
  if (current) {
    const name = (current[1] ?? current[2] ?? current[3])!;
    return mention(name === 'quarter' ? earlier('quarter', 0, today) : `this_${name}`, current);
  }
  const ago = new RegExp(String.raw`\b(?:about |around |some )?(${NUMBER}) (${UNIT}) ago\b`).exec(text);
  if (ago) {
    const n = numberOf(ago[1]!);
    const word = ago[2]!;
    const since = /\bsince (?:about |around )?$/.test(text.slice(0, ago.index));
    if (since || (/^(m|h)/.test(word) && !/^month/.test(word)))
      return { ...mention(rolling(n, word), ago), at: ago[0].trim() };
    if (/^month/.test(word)) return mention(today.subtract({ months: n }).toPlainYearMonth().toString(), ago);
    if (/^year/.test(word)) return mention(String(today.year - n), ago);
    const day = today.subtract({ days: /^week/.test(word) ? 7 * n : /^fortnight/.test(word) ? 14 * n : n });
    return mention(day.toString(), ago);
  }
  return null;
}

/** The calendar week, month, quarter or year `back` before the running one. */
function earlier(unit: string, back: number, today: Temporal.PlainDate): string {
  if (unit === 'year') return String(today.year - back);
  if (unit === 'month') return today.toPlainYearMonth().subtract({ months: back }).toString();
  if (unit === 'quarter') {
    const first = today
      .with({ day: 1, month: 3 * Math.floor((today.month - 1) / 3) + 1 })
      .subtract({ months: 3 * back });
    return dates(first, first.add({ months: 3 }).subtract({ days: 1 }));
  }
  const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 * back });
  return dates(monday, monday.add({ days: 6 }));
}

/** The day or days a text names. */
function findDays(text: string, today: Temporal.PlainDate): Day | null {
  const one = (match: RegExpExecArray, date: Temporal.PlainDate, name: Day['name'] = null, range = ''): Day => ({
    name,
    first: date,
    last: date,
    range: range || date.toString(),
    span: [match.index, match.index + match[0].length],
  });
  const many = (match: RegExpExecArray, first: Temporal.PlainDate, last: Temporal.PlainDate, range = ''): Day => ({
    ...one(match, first),
    last,
    range: range || dates(first, last),
  });

  const pair = datePair(text, today);
  if (pair) return many(pair.match, pair.first, pair.last);

  const piece = pieceOfMonth(text, today);
  if (piece) return many(piece.match, piece.first, piece.last);

  const weekOf = /\b(?:the )?week (?:of|starting|beginning) (?:the )?(.{3,22})/.exec(text);
  const explicit = findDate(text, today);
  if (explicit) {
    if (weekOf) {
      const monday = explicit.date.subtract({ days: explicit.date.dayOfWeek - 1 });
      return many(explicit.match, monday, monday.add({ days: 6 }));
    }
    return one(explicit.match, explicit.date);
  }

  const beforeYesterday = /\b(?:the )?day before yesterday\b/.exec(text);
  if (beforeYesterday) return one(beforeYesterday, today.subtract({ days: 2 }));
  const lastNight = /\b(?:last night|overnight|during the night|yesterday night)(?:'s)?\b/.exec(text);
  if (lastNight) return one(lastNight, today.subtract({ days: 1 }), 'last_night', 'last_night');
  const yesterday = /\b(?:yesterday)(?:'s)?\b/.exec(text);
  if (yesterday) return one(yesterday, today.subtract({ days: 1 }), 'yesterday', 'yesterday');
  const todayWord = /\b(?:so far )?(?:today)(?:'s)?\b|\bsince midnight\b|\bthis (?=morning|afternoon|evening)/.exec(
    text,
  );
  if (todayWord) return one(todayWord, today, 'today', 'today');
  const tonight = /\btonight\b/.exec(text);
  if (tonight) return one(tonight, today, null, 'tonight');

  const weekend = /\b(?:over |at |on |during )?(?:the |this |last |this past )?weekend\b/.exec(text);
  if (weekend) {
    // On a Saturday or Sunday "the weekend" is the running one, unless they say "last".
    const running = today.dayOfWeek >= 6 && !/last/.test(weekend[0]);
    const saturday = today.subtract({ days: running ? today.dayOfWeek - 6 : today.dayOfWeek + 1 });
    return many(weekend, saturday, saturday.add({ days: 1 }));
  }
  const weekday = new RegExp(String.raw`\b(?:on |last |this |since |(?:this )?past )?(${WEEKDAY})(?:'s)?\b`).exec(text);
  if (weekday && (weekday[1]!.length > 3 || /^(on|last|since)/.test(weekday[0]))) {
    const index = weekdayOf(weekday[1]!);
    const back = (today.dayOfWeek - index + 7) % 7;
    const isLast = back === 0 && /last/.test(weekday[0]);
    const name = WEEKDAYS[index - 1]!;
    return one(weekday, today.subtract({ days: isLast ? 7 : back }), null, isLast ? `last_${name}` : name);
  }
  const month = new RegExp(
    String.raw`\b(in |during |for |of |since |throughout |through |all )?(?:the month of )?(${MONTH})(?:'s)?(?: (?:of )?(\d{4}))?\b`,
  ).exec(text);
  // "may" and "march" are also other words.
  if (month && (month[1] || month[3] || !/^(may|mar|march|sep|dec|jan)$/.test(month[2]!))) {
    const number = monthOf(month[2]!);
    const year = month[3] ? Number(month[3]) : number <= today.month ? today.year : today.year - 1;
    const first = Temporal.PlainDate.from({ year, month: number, day: 1 });
    return many(month, first, first.add({ months: 1 }).subtract({ days: 1 }), first.toPlainYearMonth().toString());
  }
  const isoMonth = /\b(\d{4})-(0[1-9]|1[0-2])\b(?!-)/.exec(text);
  if (isoMonth) {
    const first = Temporal.PlainDate.from({ year: Number(isoMonth[1]), month: Number(isoMonth[2]), day: 1 });
    return many(isoMonth, first, first.add({ months: 1 }).subtract({ days: 1 }), isoMonth[0]);
  }
  const year = /\b(?:in|during|for|of|since|throughout|from|all) (?:the year )?((?:19|20)\d{2})\b/.exec(text);
  if (year) {
    const first = Temporal.PlainDate.from({ year: Number(year[1]), month: 1, day: 1 });
    return many(year, first, first.add({ years: 1 }).subtract({ days: 1 }), year[1]);
  }
  return null;
}

/** "the first week of November", "late October", "the end of last month", "Q3 2025". */
function pieceOfMonth(
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

interface FoundDate {
  date: Temporal.PlainDate;
  match: RegExpExecArray;
}

/** A full or partial calendar date; one without a year is the latest that is not in the future. */
function findDate(text: string, today: Temporal.PlainDate): FoundDate | null {
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
  ];
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year, month, dayOfMonth] = read(match);
    const date = dateOf(year ? Number(year) : null, month, dayOfMonth, today);
    if (date) return { date, match };
  }
  const ofMonth = new RegExp(
    String.raw`\b(?:on |since )?${weekday}(?:the )?${day} of (this|the|last|previous) month\b`,
  ).exec(text);
  if (ofMonth) {
    const month = today.toPlainYearMonth().subtract({ months: /last|previous/.test(ofMonth[2]!) ? 1 : 0 });
    const number = Number(ofMonth[1]);
    if (number >= 1 && number <= month.daysInMonth) return { date: month.toPlainDate({ day: number }), match: ofMonth };
  }
  const ordinal = new RegExp(
    String.raw`\b(?:on |since )?${weekday}the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:one|alert|incident|result|entry|hit))`,
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

function dateOf(year: number | null, month: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  for (let y = year ?? today.year; y > today.year - 9 || year !== null; y--) {
    const yearMonth = Temporal.PlainYearMonth.from({ year: y, month });
    const date = day <= yearMonth.daysInMonth ? yearMonth.toPlainDate({ day }) : null;
    if (year !== null) return date;
    if (date && Temporal.PlainDate.compare(date, today) <= 0) return date;
  }
  return null;
}

/** "between 1 and 5 December", "from Monday to Wednesday", "2015-12-10 to 2015-12-12". */
function datePair(
  text: string,
  today: Temporal.PlainDate,
): { first: Temporal.PlainDate; last: Temporal.PlainDate; match: RegExpExecArray } | null {
  const day = String.raw`(?:the )?(\d{1,2})(?:st|nd|rd|th)?`;
  const short = new RegExp(
    String.raw`\b(?:between|from)? ?${day} ?(?:and|to|until|till|through|-) ?${day} (?:of )?(${MONTH})(?:,? (\d{4}))?\b`,
  ).exec(text);
  if (short) {
    const last = dateOf(short[4] ? Number(short[4]) : null, monthOf(short[3]!), Number(short[2]), today);
    const first = last && dateOf(last.year, last.month, Number(short[1]), today);
    if (first && last && Temporal.PlainDate.compare(first, last) <= 0) return { first, last, match: short };
  }
  const monthFirst = new RegExp(
    String.raw`\b(?:between|from)? ?(${MONTH}) ${day} ?(?:and|to|until|till|through|-) ?${day}(?:,? (\d{4}))?\b(?!:)`,
  ).exec(text);
  if (monthFirst) {
    const last = dateOf(
      monthFirst[4] ? Number(monthFirst[4]) : null,
      monthOf(monthFirst[1]!),
      Number(monthFirst[3]),
      today,
    );
    const first = last && dateOf(last.year, last.month, Number(monthFirst[2]), today);
    if (first && last && Temporal.PlainDate.compare(first, last) <= 0) return { first, last, match: monthFirst };
  }
  const wide =
    /\b(?:between|from) (.{3,28}?) (?:and|to|until|till|through) (.{3,28})/.exec(text) ??
    new RegExp(String.raw`\b((?:${WEEKDAY})) ?(?:to|until|till|through|thru|-) ?((?:${WEEKDAY})\b)`).exec(text);
  if (wide) {
    const a = findDays(wide[1]!, today);
    const b = findDays(wide[2]!, today);
    if (a && b && a.span[0] === 0 && b.span[0] <= 4 && Temporal.PlainDate.compare(a.first, b.last) <= 0) {
      const end = wide[0].length - wide[2]!.length + b.span[1];
      const match = Object.assign([wide[0].slice(0, end)], {
        index: wide.index,
        input: text,
      }) as unknown as RegExpExecArray;
      return { first: a.first, last: b.last, match };
    }
  }
  return null;
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
  const head = text.slice(Math.max(0, day.span[0] - 8), day.span[0]);
  const edge = /\b(before|until|till|up to|through) (?:the )?$/.exec(head)?.[1];
  if (edge) {
    const last = edge === 'before' ? day.first.subtract({ days: 1 }) : day.last;
    return { range: `${BEGINNING}/${last}`, at: null, future: false, spans };
  }
  if (/\bafter $/.test(head)) return { range: `${day.last.add({ days: 1 })}/`, at: null, future: false, spans };
  return null;
}

/** A stretch of hours cut from a day, by name where the day has one and the hours are whole. */
function cut(day: Day, hours: { from: number; to: number }): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = (hour: number): string => {
    const minutes = Math.round((hour % 1) * 60);
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
  const minutes = Math.round(hours.from * 60);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const date =
    day.name === 'last_night' && hours.from < 12 ? 'today' : day.name === 'last_night' ? 'yesterday' : day.name;
  return `${date ?? day.first} ${clock}`;
}

/** Hours written without am or pm belong to the part of the day that was named. */
function shiftInto(window: ClockWindow, part: { from: number; to: number } | null): { from: number; to: number } {
  if (!part || window.exact || part.from < 12 || window.from >= 12) return window;
  return { from: window.from + 12, to: window.to <= 12 ? window.to + 12 : window.to };
}
