import type { Language } from './language.ts';

type Unit = 'minutes' | 'hours' | 'days' | 'weeks';
type Named =
  | 'today'
  | 'yesterday'
  | 'this_week'
  | 'last_week'
  | 'this_month'
  | 'last_month'
  | 'this_year'
  | 'last_year'
  | 'last_night'
  | 'this_morning'
  | 'this_afternoon'
  | 'this_evening'
  | 'tonight';

/** How spans of time are called in a language. */
export interface RangeWords {
  named: Record<Named, string>;
  /** `since yesterday` */
  since: (start: string) => string;
  until: (end: string) => string;
  /** From one span to another, each in words. */
  between: (start: string, end: string) => string;
  last: (count: number, unit: Unit) => string;
}

export const rangeWords: Record<Language, RangeWords> = {
  en: {
    named: {
      today: 'today',
      yesterday: 'yesterday',
      this_week: 'this week',
      last_week: 'last week',
      this_month: 'this month',
      last_month: 'last month',
      this_year: 'this year',
      last_year: 'last year',
      last_night: 'last night',
      this_morning: 'this morning',
      this_afternoon: 'this afternoon',
      this_evening: 'this evening',
      tonight: 'tonight',
    },
    since: (start) => `since ${start}`,
    until: (end) => `until ${end}`,
    between: (start, end) => `${start} to ${end}`,
    last: (count, unit) => (count === 1 ? `the last ${unit.slice(0, -1)}` : `the last ${count} ${unit}`),
  },
  de: {
    named: {
      today: 'heute',
      yesterday: 'gestern',
      this_week: 'diese Woche',
      last_week: 'letzte Woche',
      this_month: 'dieser Monat',
      last_month: 'letzter Monat',
      this_year: 'dieses Jahr',
      last_year: 'letztes Jahr',
      last_night: 'letzte Nacht',
      this_morning: 'heute Morgen',
      this_afternoon: 'heute Nachmittag',
      this_evening: 'heute Abend',
      tonight: 'heute Abend',
    },
    since: (start) => `seit ${start}`,
    until: (end) => `bis ${end}`,
    between: (start, end) => `${start} bis ${end}`,
    last: (count, unit) =>
      count === 1
        ? {
            minutes: 'die letzte Minute',
            hours: 'die letzte Stunde',
            days: 'der letzte Tag',
            weeks: 'die letzte Woche',
          }[unit]
        : `die letzten ${count} ${{ minutes: 'Minuten', hours: 'Stunden', days: 'Tage', weeks: 'Wochen' }[unit]}`,
  },
  fr: {
    named: {
      today: 'aujourd’hui',
      yesterday: 'hier',
      this_week: 'cette semaine',
      last_week: 'la semaine dernière',
      this_month: 'ce mois-ci',
      last_month: 'le mois dernier',
      this_year: 'cette année',
      last_year: 'l’année dernière',
      last_night: 'la nuit dernière',
      this_morning: 'ce matin',
      this_afternoon: 'cet après-midi',
      this_evening: 'ce soir',
      tonight: 'ce soir',
    },
    since: (start) => `depuis ${start}`,
    until: (end) => `jusqu’au ${end}`,
    between: (start, end) => (/^\d/.test(start) ? `du ${start} au ${end}` : `de ${start} à ${end}`),
    last: (count, unit) =>
      count === 1
        ? {
            minutes: 'la dernière minute',
            hours: 'la dernière heure',
            days: 'les dernières 24 heures',
            weeks: 'les 7 derniers jours',
          }[unit]
        : `les ${count} ${{ minutes: 'dernières minutes', hours: 'dernières heures', days: 'derniers jours', weeks: 'dernières semaines' }[unit]}`,
  },
  es: {
    named: {
      today: 'hoy',
      yesterday: 'ayer',
      this_week: 'esta semana',
      last_week: 'la semana pasada',
      this_month: 'este mes',
      last_month: 'el mes pasado',
      this_year: 'este año',
      last_year: 'el año pasado',
      last_night: 'anoche',
      this_morning: 'esta mañana',
      this_afternoon: 'esta tarde',
      this_evening: 'esta noche',
      tonight: 'esta noche',
    },
    since: (start) => `desde ${start}`,
    until: (end) => `hasta el ${end}`,
    between: (start, end) => (/^\d/.test(start) ? `del ${start} al ${end}` : `de ${start} a ${end}`),
    last: (count, unit) =>
      count === 1
        ? {
            minutes: 'el último minuto',
            hours: 'la última hora',
            days: 'las últimas 24 horas',
            weeks: 'los últimos 7 días',
          }[unit]
        : `${{ minutes: 'los últimos', hours: 'las últimas', days: 'los últimos', weeks: 'las últimas' }[unit]} ${count} ${{ minutes: 'minutos', hours: 'horas', days: 'días', weeks: 'semanas' }[unit]}`,
  },
};
