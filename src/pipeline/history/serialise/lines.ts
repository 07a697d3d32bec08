import { countryName } from '../../../domain/country.ts';
import { oneLine } from '../../../domain/text.ts';

const DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `Friday 20 November 2026, 14:03 UTC`: every word of it may be searched for. */
export function momentWords(at: Date | string): string {
  const date = new Date(at);
  return `${dayWords(date)}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** `Friday 20 November 2026 (2026-11-20)` */
export const dayWords = (at: Date | string): string => {
  const date = new Date(at);
  return `${DATE.format(date).replaceAll(',', '')} (${date.toISOString().slice(0, 10)})`;
};

/** `Romania (RO)` */
export const countryWords = (code: string): string => {
  const name = countryName(code);
  return name === code ? code : `${name} (${code})`;
};

/** A name as it is kept, in words: `failed_logins` as `failed logins`. */
export const plainName = (name: string): string => name.replaceAll('_', ' ');

/** The lines that say something, each as long as a thought may be. */
export const linesOf = (lines: readonly (string | null | undefined | false)[]): string =>
  lines.flatMap((line) => (line ? [oneLine(line, 2000)] : [])).join('\n');

/** Names one after the other: `root, git and 4 more`. */
export const namesOf = (names: readonly string[], most = 20): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
