import type { Language } from '../../../domain/language.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { formatTime, inLanguage } from '../../../domain/time-words.ts';
import { countryText, terms } from '../../../messages/catalogue/terms.ts';
import { referencesIn } from '../../guardrails/citations.ts';
import type { PlanContext } from '../plan-types.ts';

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** Somebody's words as they stand between quotation marks of ours: with none of their own, which could end them early. */
export const within = (text: string): string => text.replaceAll(/[“”„‟«»"]/g, "'");
/** Somebody's words, quoted: no sentence of ours. */
export const theirs = (text: string, language: Language): string => terms[language].quote(within(text));
/** A person as answers name them. What no name looks like is quoted: whoever chose it could say something in our voice. */
export const named = (name: string, language: Language): string =>
  /^[\p{L}\p{M}'’.-]+(?: [\p{L}\p{M}'’.-]+){0,4}$/u.test(name) && name.length <= 60 ? name : theirs(name, language);
/** A title where it is only to be recognised, for between quotation marks. */
export const short = (title: string): string => within(title.length > 70 ? `${title.slice(0, 69).trimEnd()}…` : title);
/** A sentence ends with one full stop, also where a title brought its own. */
export const sentence = (words: string): string => words.replace(/([.!?…])\.$/, '$1');

/** A range as its reader calls it: tools call it by its English name. */
export function rangeText(range: string | null, args: Record<string, unknown>, context: PlanContext): string | null {
  if (range === null || context.language === 'en' || typeof args.range !== 'string') return range;
  return parseRange(args.range, context)?.label ?? range;
}

/** `Fri 20 Nov, 03:00 to 03:02`; of a day that the English `range` names only the hours. */
export function span(first: string, last: string, range: string | null, language: Language): string {
  const { to } = terms[language];
  const day = dayOf(first);
  if (day !== dayOf(last)) return `${inLanguage(first, language)} ${to} ${inLanguage(last, language)}`;
  const hours = first === last ? first.slice(-5) : `${first.slice(-5)} ${to} ${last.slice(-5)}`;
  return isDayOf(range, day) ? hours : `${inLanguage(day, language)}, ${hours}`;
}
const dayOf = (time: string): string => time.slice(0, -7);

/** Whether a range is that one day: `yesterday, 20 November 2026` is `Fri 20 Nov`. */
function isDayOf(range: string | null, day: string): boolean {
  // "last night, 20 November 2026, 18:00–06:00" ends on the next day
  const hours = /(\d{2}:\d{2})–(\d{2}:\d{2})/.exec(range ?? '');
  if (hours && hours[2]! <= hours[1]!) return false;
  const dates = [...(range ?? '').matchAll(/(\d{1,2} [A-Z][a-z]{2})[a-z]* \d{4}/g)].map((match) => match[1]!);
  return dates.length === 1 && !/^since\b|\bto\b/.test(range ?? '') && day.slice(4).startsWith(dates[0]!);
}

/** Whether whoever tries to sign in, or their program, chose it: it could say something in our voice. */
const isChosen = (by: unknown): boolean => by === 'user' || by === 'device' || by === 'device_kind';
/** One word that names no thing of ours: an account or an address as they usually are. */
export const isPlainKey = (key: string): boolean => /^[\w.:/-]+$/.test(key) && referencesIn(key).length === 0;

/** A group's name as one reads it: `2026-11-16` as `Mon 16 Nov`, a country by its name, what was typed in quotation marks. */
export function keyText(key: string, by: unknown, range: string | null, language: Language): string {
  if (key === 'unknown') return terms[language].unknown;
  if (by === 'country') return countryText(key, language);
  const named = namedKey(key, by, language);
  if (named) return named;
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(key);
  if (!date) return (isChosen(by) ? isPlainKey(key) : /^[\w .:/-]+$/.test(key)) ? key : theirs(key, language);
  const noon = new Date(`${date[1]}T12:00:00Z`);
  const day = formatTime(noon, 'UTC', noon).slice(0, -7);
  if (!date[2]) return inLanguage(day, language);
  return isDayOf(range, day) ? date[2] : `${inLanguage(day, language)}, ${date[2]}`;
}

/** Groups that are words of ours. */
function namedKey(key: string, by: unknown, language: Language): string | undefined {
  const words = terms[language];
  if (by === 'severity') return (words.severity as Record<string, string>)[key];
  if (by === 'status') return ({ ...words.incidentStatus, ...words.alertStatus } as Record<string, string>)[key];
  return undefined;
}
