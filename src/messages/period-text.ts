import type { Language } from '../domain/language.ts';
import { rangeWords } from '../domain/range-words.ts';

/** A period as its reader says it: in English by its name and days, elsewhere by its days or hours. */
export function periodText(
  { range, from, to }: { range: string; from: string; to: string },
  { language, timeZone }: { language: Language; timeZone: string },
): string {
  if (language === 'en') return range;
  const [first, last] = [new Date(from), new Date(Math.max(Date.parse(from), Date.parse(to) - 1))];
  // all that is older than a day
  if (first.getTime() < DAY) return rangeWords[language].until(formatter(language, timeZone, false).format(last));
  const short = last.getTime() - first.getTime() < 2 * DAY && !isWholeDay(first, last, timeZone);
  return formatter(language, timeZone, short).formatRange(first, last);
}

const DAY = 86_400_000;

/** Whether a span begins at a midnight and ends just before one: then its hours need not be said. */
function isWholeDay(first: Date, last: Date, timeZone: string): boolean {
  const clock = (at: Date): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return clock(first) === '00:00' && clock(last) === '23:59';
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, timeZone: string, short: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${short}`;
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, {
      timeZone,
      ...(short
        ? { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
        : { day: 'numeric', month: 'long', year: 'numeric' }),
    });
    formatters.set(key, made);
  }
  return made;
}
