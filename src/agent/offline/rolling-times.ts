import type { Temporal } from 'temporal-polyfill';
import { dates, LEAD, mention, NUMBER, numberOf, type TimeMention, UNIT } from './time-words.ts';

/** Ranges counted back from now, and those a calendar word names whole. */
export function rollingRange(text: string, today: Temporal.PlainDate): TimeMention | null {
  const count = new RegExp(
    String.raw`\b${LEAD}(?:the |these |our )?(?:last|past|previous|preceding|latest|recent) (?:half(?: an)? hour|(quarter of an hour)|(${NUMBER})[ -]?(${UNIT}))\b`,
  ).exec(text);
  if (count)
    return mention(count[3] ? rolling(numberOf(count[2]!), count[3]) : count[1] ? 'last_15m' : 'last_30m', count);
  // "older than 2 days", "open for more than a week": all that began before then
  const older = new RegExp(
    String.raw`\b(?:(?:older|longer ago|earlier) than|(?:open|waiting|unresolved|lying around) (?:for )?longer than|more than(?= \S+ \S+ (?:old|ago)\b)) (?:about |around )?(${NUMBER}) (days?|weeks?|months?|years?)(?: (?:old|ago))?\b`,
  ).exec(text);
  if (older) {
    const length = { [`${older[2]!.replace(/s$/, '')}s`]: numberOf(older[1]!) };
    return mention(`1970-01-01/${today.subtract(length)}`, older);
  }
  const bare = /\b(\d{1,3}) ?(h|hrs?|hours?|days?|mins?|minutes?|weeks?) (?:back|window)\b/.exec(text);
  if (bare) return mention(rolling(Number(bare[1]), bare[2]!), bare);

  const before = /\b(?:the )?(week|month|year) before last\b/.exec(text);
  if (before) return mention(earlier(before[1]!, 2, today), before);
  const current =
    /\b(?:so far )?(?:this|the current|(?:this|the) (?:whole|entire|full)|(?<=\b(?:for|over) )the) (week|month|year|quarter)\b(?! (?:of|from|to|before|after|starting|ending|until|ahead|commencing|\d))|\b(week|month|year)[ -]to[ -]date\b|\b(?:since|from) the (?:start|beginning|first(?: day)?|1st|turn) of (?:the|this) (week|month|year)\b/.exec(
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
export function earlier(unit: string, back: number, today: Temporal.PlainDate): string {
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
