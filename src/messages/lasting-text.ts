import type { Language } from '../domain/language.ts';
import { LOCALES } from '../domain/time-words.ts';

type Unit = 'second' | 'minute' | 'hour' | 'day';

const UNITS: Record<Language, Record<Unit, [one: string, many: string]>> = {
  en: { second: ['second', 'seconds'], minute: ['minute', 'minutes'], hour: ['hour', 'hours'], day: ['day', 'days'] },
  de: {
    second: ['Sekunde', 'Sekunden'],
    minute: ['Minute', 'Minuten'],
    hour: ['Stunde', 'Stunden'],
    day: ['Tag', 'Tage'],
  },
  fr: {
    second: ['seconde', 'secondes'],
    minute: ['minute', 'minutes'],
    hour: ['heure', 'heures'],
    day: ['jour', 'jours'],
  },
  es: { second: ['segundo', 'segundos'], minute: ['minuto', 'minutos'], hour: ['hora', 'horas'], day: ['día', 'días'] },
};

/** A length of time as one says it: `40 seconds`, `14 minutes`, `3 hours`, `2 days`. German behind “innerhalb von” as `dative`. */
export function lastingText(ms: number, language: Language = 'en', { dative = false } = {}): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return inUnit(Math.max(1, seconds), 'second', language, dative);
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return inUnit(minutes, 'minute', language, dative);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? inUnit(hours, 'hour', language, dative) : inUnit(Math.round(hours / 24), 'day', language, dative);
}

/** `3 days`. */
export const daysText = (days: number, language: Language = 'en'): string => inUnit(days, 'day', language, false);

function inUnit(count: number, unit: Unit, language: Language, dative: boolean): string {
  const [one, many] = UNITS[language][unit];
  const word = count === 1 ? one : many;
  const told = dative && language === 'de' && word === 'Tage' ? 'Tagen' : word;
  return `${count.toLocaleString(LOCALES[language])} ${told}`;
}
