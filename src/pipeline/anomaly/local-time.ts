import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { weekdayWords } from '../../domain/time-words.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** A time of day in a rule's parameters. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 07:30');

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, format);
  return format;
}

/** The weekday and the time of day, `07:30`, in an IANA zone. */
export function localTime(at: Date, zone: string): { day: Day; time: string } {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return { day: parts.weekday!.toLowerCase() as Day, time: `${parts.hour}:${parts.minute}` };
}

export const dayBefore = (day: Day): Day => DAYS[(DAYS.indexOf(day) + 6) % 7]!;

export const everyDay = (days: readonly Day[]): boolean => DAYS.every((day) => days.includes(day));

/** `Monday to Friday` for neighbours, else each by name. */
export function listDays(days: readonly Day[], language: Language = 'en'): string {
  const sorted = DAYS.filter((day) => days.includes(day));
  const first = DAYS.indexOf(sorted[0]!);
  const neighbours = sorted.every((day, i) => DAYS.indexOf(day) === first + i);
  const name = (day: Day): string => weekdayWords(DAYS.indexOf(day), language);
  if (sorted.length > 2 && neighbours) return ruleSentences[language].dayTo(name(sorted[0]!), name(sorted.at(-1)!));
  return sorted.map(name).join(', ');
}
