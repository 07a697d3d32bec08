import type { Language } from './language.ts';

interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** As dates are written for readers of a language: day before month everywhere. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' };

/** `20 November 2026`, `20. November 2026`, `20 de noviembre de 2026` */
export const dateWords = ({ year, month, day }: CalendarDay, language: Language = 'en'): string =>
  day === 1 && language === 'fr'
    ? `1er ${monthWords({ year, month }, language)}`
    : format('date', language).format(noon(year, month, day));

/** `16 to 22 November 2026`, `28 September to 4 October 2026`: what both share is said once. */
export function daysWords(first: CalendarDay, last: CalendarDay, language: Language = 'en'): string {
  const to = { en: 'to', de: 'bis', fr: 'au', es: 'al' }[language];
  if (first.year !== last.year) return `${dateWords(first, language)} ${to} ${dateWords(last, language)}`;
  const dot = language === 'de' ? '.' : '';
  const from =
    first.month === last.month
      ? `${first.day}${dot}`
      : format('day', language).format(noon(first.year, first.month, first.day));
  return `${from} ${to} ${dateWords(last, language)}`;
}

/** `November 2026`, `noviembre de 2026` */
export const monthWords = ({ year, month }: Omit<CalendarDay, 'day'>, language: Language = 'en'): string =>
  format('month', language).format(noon(year, month, 1));

/**
 * A moment on the reader's clock, for answers: `Fri 20 Nov, 14:03`, `Fr. 20. Nov., 14:03`, with the year when it is not
 * this one. The clock is always the last five characters.
 */
export function formatTime(date: Date, timeZone: string, now: Date, language: Language = 'en'): string {
  const part = parts(date, timeZone);
  const year = part.year === parts(now, timeZone).year ? '' : ` ${part.year}`;
  return `${dayText(part, language)}${year}, ${part.hour}:${part.minute}`;
}

/** A text with the moments in it, written as `2026-11-20 12:06 UTC`, on the reader's clock. */
export const onClock = (text: string, timeZone: string, now: Date, language: Language = 'en'): string =>
  text.replaceAll(/\b(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?(?: UTC|Z)(?![\p{L}\d])/gu, (whole, day, clock) => {
    const at = new Date(`${day}T${clock}:00Z`);
    return Number.isNaN(at.getTime()) ? whole : formatTime(at, timeZone, now, language);
  });

/** A moment as `formatTime` writes it in English, in another language. What is no such text stays as it is. */
export function inLanguage(time: string, language: Language): string {
  if (language === 'en') return time;
  const match = /^([A-Z][a-z]{2}) (\d{1,2}) ([A-Z][a-z]{2,3})( \d{4})?(, \d{2}:\d{2})?$/.exec(time);
  if (!match) return time;
  const [, weekday, day, month, year = '', clock = ''] = match as unknown as [
    string,
    string,
    string,
    string,
    string?,
    string?,
  ];
  return `${dayText({ weekday, day, month: month.slice(0, 3) }, language)}${year}${clock}`;
}

/** The English short names, as `parts` has them, in a language. */
function dayText({ weekday, day, month }: Record<string, string>, language: Language): string {
  if (language === 'en') return `${weekday} ${day} ${month}`;
  const [weekdays, months] = shortNames(language);
  return `${weekdays[WEEKDAYS.indexOf(weekday!)]} ${day}${language === 'de' ? '.' : ''} ${months[MONTHS.indexOf(month!)]}`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const names = new Map<Language, [string[], string[]]>();

function shortNames(language: Language): [weekdays: string[], months: string[]] {
  let known = names.get(language);
  if (!known) {
    known = [
      // 1 January 2024 was a Monday
      WEEKDAYS.map((_, index) =>
        format('weekday', language)
          .format(noon(2024, 1, index + 1))
          .replace(/\.?$/, language === 'es' ? '' : '.'),
      ),
      MONTHS.map((_, index) => format('shortMonth', language).format(noon(2024, index + 1, 1))),
    ];
    names.set(language, known);
  }
  return known;
}

/** `Monday`, `Montag`, `lundi`: the day of the week whose number, from Monday on, is `index`. */
export const weekdayWords = (index: number, language: Language): string =>
  format('longWeekday', language).format(noon(2024, 1, index + 1));

const noon = (year: number, month: number, day: number): Date => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(12);
  return date;
};

const SHAPES = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short' },
  longWeekday: { weekday: 'long' },
  shortMonth: { month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const shaped = new Map<string, Intl.DateTimeFormat>();

function format(shape: keyof typeof SHAPES, language: Language): Intl.DateTimeFormat {
  const key = `${shape} ${language}`;
  let made = shaped.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(LOCALES[language], { ...SHAPES[shape], timeZone: 'UTC' });
    shaped.set(key, made);
  }
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(date: Date, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}
