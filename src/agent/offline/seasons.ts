import { Temporal } from 'temporal-polyfill';
import { type Day, dates } from './time-words.ts';

const SEASONS = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 } as const;

/** "last spring", "this summer", "in autumn 2025": three whole months, the latest that have begun. */
export function findSeason(text: string, today: Temporal.PlainDate): Day | null {
  const match =
    /\b(?:in |over |during |since |for |all |throughout )?(?:the )?(?:(last|this|past|previous) )?(spring|summer|autumn|fall|winter)(?:(?: of)? (\d{4}))?\b/.exec(
      text,
    );
  const word = match?.[2] as keyof typeof SEASONS | undefined;
  // "fall" and "spring" are other words too: a season is led in.
  if (!match || !word || (!match[1] && !match[3] && !/^(?:in|over|during|since|all|throughout|for) /.test(match[0])))
    return null;
  const begins = (year: number): Temporal.PlainDate => Temporal.PlainDate.from({ year, month: SEASONS[word], day: 1 });
  let first = begins(match[3] ? Number(match[3]) : today.year);
  const running =
    Temporal.PlainDate.compare(first, today) <= 0 && Temporal.PlainDate.compare(first.add({ months: 3 }), today) > 0;
  const begun = Temporal.PlainDate.compare(first, today) <= 0;
  if (!match[3] && (!begun || (running && match[1] === 'last'))) first = begins(today.year - 1);
  const last = first.add({ months: 3 }).subtract({ days: 1 });
  return {
    name: null,
    first,
    last,
    range: dates(first, last),
    span: [match.index, match.index + match[0].length],
  };
}

const FEASTS: [RegExp, (year: number) => Temporal.PlainDate][] = [
  [/christmas eve|xmas eve/, (year) => on(year, 12, 24)],
  [/boxing day/, (year) => on(year, 12, 26)],
  [/christmas(?: day)?|xmas/, (year) => on(year, 12, 25)],
  [/new year'?s eve|nye/, (year) => on(year, 12, 31)],
  [/new year(?:'?s)?(?: day)?/, (year) => on(year, 1, 1)],
  [/good friday/, (year) => easter(year).subtract({ days: 2 })],
  [/easter monday/, (year) => easter(year).add({ days: 1 })],
  [/easter(?: sunday)?/, (year) => easter(year)],
  [/hallowe'?en/, (year) => on(year, 10, 31)],
  [/valentine'?s(?: day)?/, (year) => on(year, 2, 14)],
  [/thanksgiving/, (year) => nth(year, 11, 4, 4)],
  [/black friday/, (year) => nth(year, 11, 4, 4).add({ days: 1 })],
];
const FEAST = new RegExp(
  String.raw`\b(?:on |at |over |since |around )?(?:(?:last|this) )?(${FEASTS.map(([words]) => words.source).join('|')})(?: (?:of |in )?(\d{4}|last year|this year))?\b`,
);

/** A feast by its name, the latest that is not in the future unless a year is named. */
export function findFeast(
  text: string,
  today: Temporal.PlainDate,
): { date: Temporal.PlainDate; match: RegExpExecArray } | null {
  const match = FEAST.exec(text);
  const feast = match && FEASTS.find(([words]) => new RegExp(`^(?:${words.source})$`).test(match[1]!));
  if (!match || !feast) return null;
  const said = match[2];
  if (said === 'last year' || said === 'this year')
    return { date: feast[1](said === 'last year' ? today.year - 1 : today.year), match };
  if (said) return { date: feast[1](Number(said)), match };
  const date = feast[1](today.year);
  return { date: Temporal.PlainDate.compare(date, today) > 0 ? feast[1](today.year - 1) : date, match };
}

const on = (year: number, month: number, day: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day });

/** The `count`th given weekday (1 is Monday) of a month. */
function nth(year: number, month: number, weekday: number, count: number): Temporal.PlainDate {
  const first = on(year, month, 1);
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (count - 1) });
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - (b >> 2) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * (c >> 2) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return on(year, Math.floor(f / 31), (f % 31) + 1);
}
