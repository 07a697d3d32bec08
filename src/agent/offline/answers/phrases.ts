import { countryName } from '../../../domain/country.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { formatTime } from '../../../domain/time-words.ts';
import type { AlertData } from '../../../tools/tool-data.ts';

/** Whether an argument was given as words. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
export const plural = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** A title where it is only to be recognised. */
export const short = (title: string): string => (title.length > 70 ? `${title.slice(0, 69).trimEnd()}…` : title);
export const spoken = (status: string): string => status.replaceAll('_', ' ');
export const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
/** `Fri 20 Nov, 03:00–03:02`; of a day that `range` names only the hours. */
export function span(first: string, last: string, range: string | null = null): string {
  const day = dayOf(first);
  if (day !== dayOf(last)) return `${first} – ${last}`;
  const hours = first === last ? first.slice(-5) : `${first.slice(-5)}–${last.slice(-5)}`;
  return isDayOf(range, day) ? hours : `${day}, ${hours}`;
}
const dayOf = (time: string): string => time.slice(0, -7);
/** Whether a range is that one day: `yesterday, 20 November 2026` is `Fri 20 Nov`. */
function isDayOf(range: string | null, day: string): boolean {
  const dates = [...(range ?? '').matchAll(/(\d{1,2} [A-Z][a-z]{2})[a-z]* \d{4}/g)].map((match) => match[1]!);
  return dates.length === 1 && !/^since\b|\bto\b/.test(range ?? '') && day.slice(4).startsWith(dates[0]!);
}
export const countryList = (codes: unknown): string =>
  String(codes)
    .split(',')
    .map((code) => countryName(code.trim()))
    .join(', ');
/** `2026-11-16` as `Mon 16 Nov`; what an asker cannot have typed in quotation marks. */
export function keyWords(key: string, range: string | null): string {
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(key);
  if (!date) return quoteKey(key);
  const day = formatTime(new Date(`${date[1]}T12:00:00Z`), 'UTC', new Date(`${date[1]}T12:00:00Z`)).slice(0, -7);
  if (!date[2]) return day;
  return isDayOf(range, day) ? date[2] : `${day}, ${date[2]}`;
}
const quoteKey = (key: string): string =>
  SEVERITIES.some((one) => one === key) || /^[\w .:/-]+$/.test(key) ? key : `“${key}”`;
export const who = ({ account, address, country }: AlertData): string => {
  const where = [address, country].filter(Boolean).join(', ');
  return `${account ? `, account “${account}”` : ''}${where ? `, from ${where}` : ''}`;
};
