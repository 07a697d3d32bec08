import type { Temporal } from 'temporal-polyfill';

/** The day or days a phrase names. */
export interface Day {
  /** `today`, `yesterday` and `last_night` keep their names, since a range can be cut from them. */
  name: 'today' | 'yesterday' | 'last_night' | null;
  first: Temporal.PlainDate;
  /** Inclusive. */
  last: Temporal.PlainDate;
  /** The range of the whole, where it has a name of its own. */
  range: string;
  span: [number, number];
  /** Why it cannot be meant: a date that does not exist, or an end before its beginning. */
  problem?: 'no_such_date' | 'backwards';
  /** Of the days between, only these. */
  weekdays?: string;
}

export const NUMBER_WORDS: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, 'forty-five': 45, sixty: 60, ninety: 90 },
  ...{ 'couple of': 2, couple: 2, few: 3, several: 5, 'twenty-four': 24, 'forty-eight': 48, dozen: 12, fourteen: 14 },
};
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
export const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

export const NUMBER = String.raw`\d{1,4}|${Object.keys(NUMBER_WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')}`;
export const UNIT = String.raw`minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|fortnights?|months?|quarters?|years?`;
export const MONTH = String.raw`jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`;
export const WEEKDAY = String.raw`mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?`;
export const LEAD = String.raw`(?:(?:on|in|over|during|within|for|from|at|of|since|throughout|across) )?`;

export const monthOf = (word: string): number => MONTHS.findIndex((month) => month.startsWith(word.slice(0, 3))) + 1;
export const weekdayOf = (word: string): number => WEEKDAYS.findIndex((day) => day.startsWith(word.slice(0, 3))) + 1;
export const numberOf = (word: string): number => NUMBER_WORDS[word] ?? Number(word);

/** `2015-12-10`, or `2015-12-01/2015-12-05` (both days included) where it is more than one. */
export function dates(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  return first.equals(last) ? first.toString() : `${first}/${last}`;
}

/** A time phrase found in a message: what it means, and which parts of the text said so. */
export interface TimeMention {
  /** A named range of src/domain/time-range.ts. */
  range: string;
  /** The single moment, as `today 14:05`, where one was named. */
  at: string | null;
  /** It lies wholly in the future, where nothing has been recorded yet. */
  future: boolean;
  /** Half-open spans of the text, to be left out when the rest is read. */
  spans: [number, number][];
  /** Hours that hold on every day of the range, as search_logs takes them. */
  hours?: string;
  /** Days of the week that alone are meant, as search_logs takes them. */
  weekdays?: string;
  /** Why the time that was named cannot be meant; `range` then is what comes nearest. */
  problem?: 'future' | 'no_such_date' | 'backwards' | 'which_hours';
}

export function mention(range: string, match: RegExpExecArray): TimeMention {
  return { range, at: null, future: false, spans: [[match.index, match.index + match[0].length]] };
}
/** A day of the month in words: `third`, `twenty-first`. */
export const ORDINAL = String.raw`(?:twenty|thirty)[ -](?:${ORDINALS.slice(0, 9).join('|')})|${ORDINALS.join('|')}|thirtieth`;

export function ordinalOf(words: string): number {
  const [tens, ones] = words.split(/[ -]/);
  if (ones) return (tens === 'twenty' ? 20 : 30) + ORDINALS.indexOf(ones) + 1;
  return words === 'thirtieth' ? 30 : ORDINALS.indexOf(words) + 1;
}
