import type { AlertStatus } from '../../domain/alert.ts';
import { countryCode, countryName } from '../../domain/country.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { LOCALES } from '../../domain/time-words.ts';
import { inEveryLanguage } from './catalogue.ts';

interface Terms {
  /** As said of one alert or incident. */
  severity: Record<Severity, string>;
  alertStatus: Record<AlertStatus, string>;
  incidentStatus: Record<IncidentStatus, string>;
  alerts: (count: number) => string;
  incidents: (count: number) => string;
  logins: (count: number) => string;
  events: (count: number) => string;
  unknown: string;
  /** Of several, the last two are joined by this. */
  and: string;
  /** From one moment to another. */
  to: string;
  or: string;
  /** In the quotation marks of the language. */
  quote: (text: string) => string;
  /** Stands behind what is explained or listed. */
  colon: string;
}

const nouns = (one: string, many: string, language: Language) => (count: number) =>
  `${numberText(count, language)} ${count === 1 ? one : many}`;

const MINUTES: Record<Language, [one: string, many: string]> = {
  en: ['minute', 'minutes'],
  de: ['Minute', 'Minuten'],
  fr: ['minute', 'minutes'],
  es: ['minuto', 'minutos'],
};

/** `1 minute`, `15 minutes`. */
export const minutesText = (count: number, language: Language): string => nouns(...MINUTES[language], language)(count);

/** The words that stand everywhere: how bad, in what state, how many of what. */
export const terms = inEveryLanguage<Terms>({
  en: {
    severity: { low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
    alertStatus: { open: 'open', acknowledged: 'acknowledged', resolved: 'resolved', false_alarm: 'false alarm' },
    incidentStatus: {
      open: 'open',
      investigating: 'investigating',
      contained: 'contained',
      closed: 'closed',
      withdrawn: 'withdrawn',
    },
    alerts: nouns('alert', 'alerts', 'en'),
    incidents: nouns('incident', 'incidents', 'en'),
    logins: nouns('login', 'logins', 'en'),
    events: nouns('event', 'events', 'en'),
    unknown: 'unknown',
    and: 'and',
    to: 'to',
    or: 'or',
    quote: (text) => `“${text}”`,
    colon: ':',
  },
  de: {
    severity: { low: 'niedrig', medium: 'mittel', high: 'hoch', critical: 'kritisch' },
    alertStatus: { open: 'offen', acknowledged: 'bestätigt', resolved: 'erledigt', false_alarm: 'Fehlalarm' },
    incidentStatus: {
      open: 'offen',
      investigating: 'in Untersuchung',
      contained: 'eingedämmt',
      closed: 'geschlossen',
      withdrawn: 'zurückgezogen',
    },
    alerts: nouns('Alarm', 'Alarme', 'de'),
    incidents: nouns('Vorfall', 'Vorfälle', 'de'),
    logins: nouns('Anmeldung', 'Anmeldungen', 'de'),
    events: nouns('Ereignis', 'Ereignisse', 'de'),
    unknown: 'unbekannt',
    and: 'und',
    to: 'bis',
    or: 'oder',
    quote: (text) => `„${text}“`,
    colon: ':',
  },
  fr: {
    severity: {
      low: 'gravité faible',
      medium: 'gravité moyenne',
      high: 'gravité élevée',
      critical: 'gravité critique',
    },
    alertStatus: { open: 'ouverte', acknowledged: 'acquittée', resolved: 'résolue', false_alarm: 'fausse alerte' },
    incidentStatus: {
      open: 'ouvert',
      investigating: 'en cours d’enquête',
      contained: 'contenu',
      closed: 'clos',
      withdrawn: 'retiré',
    },
    alerts: nouns('alerte', 'alertes', 'fr'),
    incidents: nouns('incident', 'incidents', 'fr'),
    logins: nouns('connexion', 'connexions', 'fr'),
    events: nouns('événement', 'événements', 'fr'),
    unknown: 'inconnu',
    and: 'et',
    to: 'à',
    or: 'ou',
    quote: (text) => `« ${text} »`,
    colon: ' :',
  },
  es: {
    severity: { low: 'gravedad baja', medium: 'gravedad media', high: 'gravedad alta', critical: 'gravedad crítica' },
    alertStatus: { open: 'abierta', acknowledged: 'confirmada', resolved: 'resuelta', false_alarm: 'falsa alarma' },
    incidentStatus: {
      open: 'abierto',
      investigating: 'en investigación',
      contained: 'contenido',
      closed: 'cerrado',
      withdrawn: 'retirado',
    },
    alerts: nouns('alerta', 'alertas', 'es'),
    incidents: nouns('incidente', 'incidentes', 'es'),
    logins: nouns('inicio de sesión', 'inicios de sesión', 'es'),
    events: nouns('evento', 'eventos', 'es'),
    unknown: 'desconocido',
    and: 'y',
    to: 'a',
    or: 'o',
    quote: (text) => `«${text}»`,
    colon: ':',
  },
});

const formats = new Map<Language, Intl.NumberFormat>();

/** `12,345`, `12.345`, `12 345` */
export function numberText(value: number, language: Language): string {
  let format = formats.get(language);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], { useGrouping: 'min2' });
    formats.set(language, format);
  }
  return language === 'en' ? value.toLocaleString('en-GB') : format.format(value);
}

const countries = new Map<Language, Intl.DisplayNames>();

/** A country by its code or English name, as readers of a language call it; what is none stays as it is. */
export function countryText(country: string, language: Language): string {
  const code = countryCode(country);
  if (code === null) return country;
  if (language === 'en') return countryName(code);
  let names = countries.get(language);
  if (!names) {
    names = new Intl.DisplayNames([language], { type: 'region' });
    countries.set(language, names);
  }
  return names.of(code) ?? country;
}

const BADGES = inEveryLanguage<Record<Severity, string>>({
  en: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  de: { low: 'Niedrig', medium: 'Mittel', high: 'Hoch', critical: 'Kritisch' },
  fr: { low: 'Faible', medium: 'Moyenne', high: 'Élevée', critical: 'Critique' },
  es: { low: 'Baja', medium: 'Media', high: 'Alta', critical: 'Crítica' },
});
/** How bad something is, as its badge says it. */
export const severityBadgeText = (severity: Severity, language: Language): string => BADGES[language][severity];

/** `a, b and c` */
export const listText = (items: readonly string[], language: Language, joint: 'and' | 'or' = 'and'): string =>
  items.length > 1 ? `${items.slice(0, -1).join(', ')} ${terms[language][joint]} ${items.at(-1)}` : (items[0] ?? '');
