import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { parseRange } from '../../src/domain/time-range.ts';
import { dateWords, daysWords, formatTime, inLanguage } from '../../src/domain/time-words.ts';

const now = new Date('2026-11-21T10:30:00Z');
const label = (range: string, language: (typeof LANGUAGES)[number]) =>
  parseRange(range, { now, timeZone: 'Europe/Berlin', language })?.label;

test('a range is called in the reader’s language', () => {
  expect(LANGUAGES.map((language) => label('yesterday', language))).toEqual([
    'yesterday, 20 November 2026',
    'gestern, 20. November 2026',
    'hier, 20 novembre 2026',
    'ayer, 20 de noviembre de 2026',
  ]);
  expect(LANGUAGES.map((language) => label('last_week', language))).toEqual([
    'last week, 9 to 15 November 2026',
    'letzte Woche, 9. bis 15. November 2026',
    'la semaine dernière, 9 au 15 novembre 2026',
    'la semana pasada, 9 al 15 de noviembre de 2026',
  ]);
  expect(label('2015-12-01/2015-12-05', 'fr')).toBe('du 1er décembre 2015 au 5 décembre 2015');
  expect(label('since_monday', 'es')).toBe('desde lunes, 16 de noviembre de 2026');
  expect(label('last_3d', 'de')).toBe('die letzten 3 Tage');
});

test('a moment ends with the clock in every language, whatever stands before it', () => {
  for (const language of LANGUAGES) {
    const time = formatTime(now, 'Europe/Berlin', now, language);
    expect(time).toMatch(/, 11:30$/);
    expect(inLanguage(formatTime(now, 'Europe/Berlin', now), language)).toBe(time);
    expect(inLanguage('not a time', language)).toBe('not a time');
  }
  expect(formatTime(now, 'Europe/Berlin', now, 'de')).toMatch(/^Sa\. 21\. Nov/);
});

test('dates are written as the language writes them', () => {
  expect(dateWords({ year: 2026, month: 5, day: 1 }, 'fr')).toBe('1er mai 2026');
  expect(daysWords({ year: 2026, month: 9, day: 28 }, { year: 2026, month: 10, day: 4 }, 'de')).toBe(
    '28. September bis 4. Oktober 2026',
  );
});
