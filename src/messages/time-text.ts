import type { Language } from '../domain/language.ts';
import { inLanguage } from '../domain/time-words.ts';

const UNTIL: Record<Language, string> = { en: 'to', de: 'bis', fr: 'à', es: 'a' };
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `Fri 20 Nov 2026, 14:03` in the reader's zone and language; an unknown zone reads as UTC. */
export function timeText(at: Date, timeZone: string, language: Language = 'en'): string {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const [weekday, day, month, year, hour, minute] = (
    ['weekday', 'day', 'month', 'year', 'hour', 'minute'] as const
  ).map((type) => parts.get(type));
  return inLanguage(`${weekday} ${day} ${month} ${year}, ${hour}:${minute}`, language);
}

/** `Fri 20 Nov 2026, 14:03 to 14:22 (19 min)`; one time when nothing lies between. */
export function spanText(from: Date, to: Date, timeZone: string, language: Language = 'en'): string {
  const seconds = Math.round((to.getTime() - from.getTime()) / 1000);
  if (seconds <= 0) return timeText(from, timeZone, language);
  const [start, end] = [timeText(from, timeZone, language), timeText(to, timeZone, language)];
  const day = start.slice(0, start.indexOf(','));
  const until = end.startsWith(`${day},`) ? end.slice(day.length + 2) : end;
  return start === end
    ? `${start} (${durationText(seconds)})`
    : `${start} ${UNTIL[language]} ${until} (${durationText(seconds)})`;
}

/** `42 s`, `19 min`, `3 h 5 min`, `2 d 4 h`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const rest = days > 0 ? (hours ? `${hours} h` : '') : minutes % 60 ? `${minutes % 60} min` : '';
  return [days > 0 ? `${days} d` : `${hours} h`, rest].filter(Boolean).join(' ');
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone });
  } catch {
    made = new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone: 'UTC' });
  }
  formatters.set(timeZone, made);
  return made;
}

const FORMAT: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};
