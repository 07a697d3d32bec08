import { Temporal } from 'temporal-polyfill';
import { dateOf, findDate, pieceOfMonth } from './calendar-dates.ts';
import { findFeast, findSeason } from './seasons.ts';
import { type Day, dates, MONTH, monthOf, NUMBER, numberOf, WEEKDAY, WEEKDAYS, weekdayOf } from './time-words.ts';

/** The night before: also as what is summed up, "how was the night?". */
const NIGHT_BEFORE =
  /\b(?:last night|over[ -]?night|(?:over|during|through|throughout|in the course of|of) the (?:whole )?night(?! (?:of|before|shift|from|to|between)\b)|yesterday night|(?<=\b(?:summari[sz]e|sum up|recap|report on|how was|how did|how went|about|review) (?:me )?)the (?:whole )?night(?! (?:of|before|shift|from|to|between)\b))(?:'s)?\b/;

/** The day or days a text names. */
export function findDays(text: string, today: Temporal.PlainDate): Day | null {
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
  if (pair) return { ...many(pair.match, pair.first, pair.last), ...(pair.backwards && { problem: 'backwards' }) };

  const either = eitherDay(text, today);
  if (either) return either;

  const piece = pieceOfMonth(text, today);
  if (piece) return many(piece.match, piece.first, piece.last);

  const season = findSeason(text, today);
  if (season) return season;
  const counted = weekdayCounted(text, today);
  if (counted) return one(counted.match, counted.date);

  const weekOf = /\b(?:the )?week (?:of|starting|beginning) (?:the )?(.{3,22})/.exec(text);
  const explicit = findFeast(text, today) ?? findDate(text, today);
  if (explicit) {
    if (!explicit.date) return { ...one(explicit.match, today), problem: 'no_such_date' };
    if (weekOf) {
      const monday = explicit.date.subtract({ days: explicit.date.dayOfWeek - 1 });
      const week = many(explicit.match, monday, monday.add({ days: 6 }));
      // "in the week of 9 November": the words that say so are read with it
      const lead = /\b(?:in|during|for|over|of) $/.exec(text.slice(0, weekOf.index));
      return { ...week, span: [Math.min(lead?.index ?? weekOf.index, week.span[0]), week.span[1]] };
    }
    return one(explicit.match, explicit.date);
  }

  const beforeYesterday = /\b(?:the )?day before yesterday\b/.exec(text);
  if (beforeYesterday) return one(beforeYesterday, today.subtract({ days: 2 }));
  const lastNight = NIGHT_BEFORE.exec(text);
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

const ONE_DAY = String.raw`today|yesterday|${WEEKDAYS.join('|')}`;
const EITHER = new RegExp(
  String.raw`\b(?:on |last |this |past )*(${ONE_DAY}) ?(?:and|or|,|&|as well as) ?(?:on |last |this |past )*(${ONE_DAY})\b(?! (?:last|this) week)(?!')`,
);

/** "on Thursday or Friday", "yesterday and today": both of them, the latest there were; what lies between is left out. */
function eitherDay(text: string, today: Temporal.PlainDate): Day | null {
  const match = EITHER.exec(text);
  if (!match || match[1] === match[2]) return null;
  const back = (word: string): number =>
    word === 'today' ? 0 : word === 'yesterday' ? 1 : (today.dayOfWeek - weekdayOf(word) + 7) % 7;
  const [one, other] = [match[1]!, match[2]!];
  // "Saturday and Sunday", said on a Saturday, are those of the weekend before
  const isWeekday = (word: string): boolean => WEEKDAYS.includes(word);
  const earlier =
    isWeekday(one) && isWeekday(other) && weekdayOf(one) < weekdayOf(other) && back(one) < back(other) ? 7 : 0;
  const ends = [today.subtract({ days: back(one) + earlier }), today.subtract({ days: back(other) })].sort(
    (a, b) => a.since(b).days,
  );
  const [first, last] = [ends[0]!, ends[1]!];
  if (first.equals(last)) return null;
  const nameOf = (date: Temporal.PlainDate): string => WEEKDAYS[date.dayOfWeek - 1]!;
  return {
    name: null,
    first,
    last,
    range: dates(first, last),
    span: [match.index, match.index + match[0].length],
    ...(first.until(last).days > 1 && { weekdays: `${nameOf(first)},${nameOf(last)}` }),
  };
}

/** "two Fridays ago", "the Monday before last", "Tuesday of last week", "last week's Friday". */
function weekdayCounted(
  text: string,
  today: Temporal.PlainDate,
): { date: Temporal.PlainDate; match: RegExpExecArray } | null {
  const latest = (word: string): Temporal.PlainDate =>
    today.subtract({ days: (today.dayOfWeek - weekdayOf(word) + 7) % 7 || 7 });
  const ago = new RegExp(String.raw`\b(?:on )?(${NUMBER}) (${WEEKDAY})s? ago\b`).exec(text);
  if (ago) return { date: latest(ago[2]!).subtract({ days: 7 * (numberOf(ago[1]!) - 1) }), match: ago };
  const before = new RegExp(String.raw`\b(?:on )?(?:the )?(${WEEKDAY}) before last\b`).exec(text);
  if (before) return { date: latest(before[1]!).subtract({ days: 7 }), match: before };
  const week = String.raw`(last|this|the previous|the past) week`;
  const of =
    new RegExp(String.raw`\b(?:on )?(?:the )?(${WEEKDAY}),? (?:of |in )?${week}\b`).exec(text) ??
    new RegExp(String.raw`\b(?:on )?${week}(?:'s|,| on)? (${WEEKDAY})\b`).exec(text);
  if (!of) return null;
  const [word, which] = /week|last|this|previous|past/.test(of[1]!) ? [of[2]!, of[1]!] : [of[1]!, of[2]!];
  const monday = today.subtract({ days: today.dayOfWeek - 1 + (which === 'this' ? 0 : 7) });
  return { date: monday.add({ days: weekdayOf(word) - 1 }), match: of };
}

/** "between 1 and 5 December", "from Monday to Wednesday", "2015-12-10 to 2015-12-12". */
function datePair(
  text: string,
  today: Temporal.PlainDate,
): { first: Temporal.PlainDate; last: Temporal.PlainDate; match: RegExpExecArray; backwards?: true } | null {
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
    // "from Friday to Monday" asked on a Saturday began a week before that Friday.
    if (
      a &&
      b &&
      Temporal.PlainDate.compare(a.first, b.last) > 0 &&
      new RegExp(`^(?:on )?(?:last )?(?:${WEEKDAY})\\b`).test(wide[1]!)
    )
      a.first = a.first.subtract({ days: 7 });
    if (a && b && a.span[0] === 0 && b.span[0] <= 4) {
      const end = wide[0].length - wide[2]!.length + b.span[1];
      const match = Object.assign([wide[0].slice(0, end)], {
        index: wide.index,
        input: text,
      }) as unknown as RegExpExecArray;
      if (Temporal.PlainDate.compare(a.first, b.last) <= 0) return { first: a.first, last: b.last, match };
      return { first: b.first, last: a.last, match, backwards: true };
    }
  }
  return null;
}
