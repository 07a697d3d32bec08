import type { Language } from '../../domain/language.ts';
import { inLanguage } from '../../domain/time-words.ts';
import { agoWords } from '../../messages/catalogue/ago.ts';
import { type Html, html } from './html.ts';

/** The reader's clock: every time on a page is said in this zone and relative to this moment. */
export interface Clock {
  now: Date;
  timeZone: string;
}

/** `<time>` that reads `3 min ago` and shows the absolute time with its zone on hover; console.js keeps it fresh. */
export const ago = (at: Date, clock: Clock, language: Language = 'en'): Html =>
  html`<time datetime="${at.toISOString()}" title="${absolute(at, clock)}" data-relative>${relative(at, clock, language)}</time>`;

/** `<time>` that reads the absolute time, for tables of log lines where the exact second matters. */
export const exact = (at: Date, clock: Clock): Html =>
  html`<time datetime="${at.toISOString()}" title="${relative(at, clock)}">${stamp(at, clock)}</time>`;

/** `Fri 20 Nov 2026, 14:03:07 (Europe/Berlin)`. */
export const absolute = (at: Date, clock: Clock): string =>
  `${format(clock.timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at)} (${clock.timeZone})`;

/** `20 Nov, 14:03:07`, with the year when it is not this one. */
export function stamp(at: Date, clock: Clock): string {
  const sameYear = year(at, clock.timeZone) === year(clock.now, clock.timeZone);
  return format(clock.timeZone, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
}

/** `14:03`. */
const hourMinute = (at: Date, clock: Clock): string =>
  format(clock.timeZone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** `just now`, `3 min ago`, `2 h ago`, `yesterday, 14:03`, then the date. */
export function relative(at: Date, clock: Clock, language: Language = 'en'): string {
  const words = agoWords[language];
  const seconds = Math.round((clock.now.getTime() - at.getTime()) / 1000);
  if (seconds < -60) return stamp(at, clock);
  if (seconds < 45) return words.now;
  if (seconds < 3570) return words.minutes(Math.max(1, Math.round(seconds / 60)));
  const days = dayNumber(clock.now, clock.timeZone) - dayNumber(at, clock.timeZone);
  if (days === 0 || seconds < 6 * 3600) return words.hours(Math.round(seconds / 3600));
  if (days === 1) return words.yesterday(hourMinute(at, clock));
  const sameYear = year(at, clock.timeZone) === year(clock.now, clock.timeZone);
  const said = format(clock.timeZone, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
  }).format(at);
  return inLanguage(said, language);
}

/** The calendar day in the zone as `2026-11-20`. */
export const calendarDay = (at: Date, timeZone: string): string =>
  format(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(at);

const dayNumber = (at: Date, timeZone: string): number => Date.parse(calendarDay(at, timeZone)) / 86_400_000;
const year = (at: Date, timeZone: string): string => calendarDay(at, timeZone).slice(0, 4);

const formats = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter costs far more than using one, and a page needs a hundred. */
function format(timeZone: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' });
    formats.set(key, made);
  }
  return made;
}

/** `2026-11-20` as `20 Nov`. */
export const dayLabel = (day: string): string =>
  format('UTC', { day: 'numeric', month: 'short' }).format(new Date(`${day}T12:00:00Z`));
