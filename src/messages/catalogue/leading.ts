import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

const upper = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

interface LeadingWords {
  nobody: string;
  /** Of an alert: its incident is worked on by nobody. */
  nobodyThrough: (incident: string) => string;
  worksOnIt: (who: string, incident: string | null) => string;
  /** Nobody has it, but somebody has said that they saw it. */
  sawIt: (who: string) => string;
  openedBy: (who: string, when: string) => string;
  raisedByRule: string;
  openFor: (length: string, since: string) => string;
  wasOpenFor: (length: string, since: string, until: string) => string;
  since: (when: string) => string;
  /** Why an alert is as severe as it is: its rule says so. */
  severityOfRule: (rule: string, severity: Severity) => string;
  severityAsSet: (severity: Severity) => string;
  raisedBy: (rule: string) => string;
  settledBy: (who: string, when: string | null) => string;
  stillOpen: string;
  reason: (text: string) => string;
  noReason: string;
  /** The answer to “is it still open?”. */
  yes: (status: AlertStatus | IncidentStatus) => string;
  no: (status: AlertStatus | IncidentStatus) => string;
}

const statusEn = (status: AlertStatus | IncidentStatus): string =>
  status === 'false_alarm' ? 'a false alarm' : { ...terms.en.incidentStatus, ...terms.en.alertStatus }[status];
const statusDe = (status: AlertStatus | IncidentStatus): string =>
  ({ ...terms.de.incidentStatus, ...terms.de.alertStatus })[status];
const statusFr = (status: AlertStatus | IncidentStatus): string =>
  ({ ...terms.fr.incidentStatus, ...terms.fr.alertStatus })[status];
const statusEs = (status: AlertStatus | IncidentStatus): string =>
  ({ ...terms.es.incidentStatus, ...terms.es.alertStatus })[status];

/** The sentence that answers what was asked of one alert or incident, before the rest is told. */
export const leadingWords = inEveryLanguage<LeadingWords>({
  en: {
    nobody: 'Nobody works on it yet.',
    nobodyThrough: (incident) => `Nobody yet: it belongs to [${incident}], which nobody works on.`,
    worksOnIt: (who, incident) => `${who} works on it${incident ? `, through [${incident}]` : ''}.`,
    sawIt: (who) => `Nobody has it assigned; ${who} has acknowledged it.`,
    openedBy: (who, when) => `${who} opened it, ${when}.`,
    raisedByRule: 'Nobody did: alerts are raised by rules.',
    openFor: (length, since) => `It has been open for ${length}, since ${since}.`,
    wasOpenFor: (length, since, until) => `It was open for ${length}, from ${since} to ${until}.`,
    since: (when) => `It began ${when}.`,
    severityOfRule: (rule, severity) => `Because ${rule}, which raised it, is a ${terms.en.severity[severity]} rule.`,
    severityAsSet: (severity) => `It stands at ${terms.en.severity[severity]}: its timeline says who set that.`,
    raisedBy: (rule) => `${rule} raised it.`,
    settledBy: (who, when) => `${who} did${when ? `, ${when}` : ''}.`,
    stillOpen: 'Nobody did: it is still open.',
    reason: (text) => `The reason given: ${text}.`,
    noReason: 'No reason was written down.',
    yes: (status) => `Yes, it is ${statusEn(status)}.`,
    no: (status) => `No, it is ${statusEn(status)}.`,
  },
  de: {
    nobody: 'Daran arbeitet noch niemand.',
    nobodyThrough: (incident) => `Noch niemand: Er gehört zu [${incident}], an dem niemand arbeitet.`,
    worksOnIt: (who, incident) => `${who} arbeitet daran${incident ? `, über [${incident}]` : ''}.`,
    sawIt: (who) => `Zugewiesen ist niemand; ${who} hat bestätigt.`,
    openedBy: (who, when) => `${who} hat eröffnet, ${when}.`,
    raisedByRule: 'Niemand: Alarme werden von Regeln ausgelöst.',
    openFor: (length, since) => `Offen seit ${length}, seit ${since}.`,
    wasOpenFor: (length, since, until) => `War ${length} offen, von ${since} bis ${until}.`,
    since: (when) => `Beginn: ${when}.`,
    severityOfRule: (rule, severity) =>
      `Weil ${rule}, die Regel dahinter, den Schweregrad ${terms.de.severity[severity]} hat.`,
    severityAsSet: (severity) =>
      `Der Schweregrad ist ${terms.de.severity[severity]}: Wer das gesetzt hat, steht im Verlauf.`,
    raisedBy: (rule) => `Ausgelöst von ${rule}.`,
    settledBy: (who, when) => `${who}${when ? `, ${when}` : ''}.`,
    stillOpen: 'Niemand: noch offen.',
    reason: (text) => `Angegebener Grund: ${text}.`,
    noReason: 'Ein Grund wurde nicht angegeben.',
    yes: (status) => `Ja: ${statusDe(status)}.`,
    no: (status) => `Nein: ${statusDe(status)}.`,
  },
  fr: {
    nobody: 'Personne ne s’en occupe encore.',
    nobodyThrough: (incident) => `Personne encore : elle appartient à [${incident}], dont personne ne s’occupe.`,
    worksOnIt: (who, incident) => `${who} s’en occupe${incident ? `, par [${incident}]` : ''}.`,
    sawIt: (who) => `Personne n’en est chargé ; ${who} l’a acquittée.`,
    openedBy: (who, when) => `Ouvert par ${who}, ${when}.`,
    raisedByRule: 'Personne : les alertes viennent de règles.',
    openFor: (length, since) => `Ouvert depuis ${length} (${since}).`,
    wasOpenFor: (length, since, until) => `Ouvert pendant ${length}, de ${since} à ${until}.`,
    since: (when) => `Début : ${when}.`,
    severityOfRule: (rule, severity) =>
      `Parce que ${rule}, la règle qui l’a levée, est de gravité ${terms.fr.severity[severity]}.`,
    severityAsSet: (severity) => `Sa gravité est ${terms.fr.severity[severity]} : la chronologie dit qui l’a fixée.`,
    raisedBy: (rule) => `Levée par ${rule}.`,
    settledBy: (who, when) => `${upper(who)}${when ? `, ${when}` : ''}.`,
    stillOpen: 'Personne : c’est encore ouvert.',
    reason: (text) => `Raison donnée : ${text}.`,
    noReason: 'Aucune raison n’a été notée.',
    yes: (status) => `Oui : ${statusFr(status)}.`,
    no: (status) => `Non : ${statusFr(status)}.`,
  },
  es: {
    nobody: 'Nadie trabaja en ello todavía.',
    nobodyThrough: (incident) => `Nadie todavía: pertenece a [${incident}], en el que nadie trabaja.`,
    worksOnIt: (who, incident) => `${who} trabaja en ello${incident ? `, por [${incident}]` : ''}.`,
    sawIt: (who) => `No está asignada a nadie; ${who} la confirmó.`,
    openedBy: (who, when) => `Lo abrió ${who}, ${when}.`,
    raisedByRule: 'Nadie: las alertas las generan reglas.',
    openFor: (length, since) => `Abierto desde hace ${length} (${since}).`,
    wasOpenFor: (length, since, until) => `Estuvo abierto ${length}, de ${since} a ${until}.`,
    since: (when) => `Empezó: ${when}.`,
    severityOfRule: (rule, severity) =>
      `Porque ${rule}, la regla que la generó, es de gravedad ${terms.es.severity[severity]}.`,
    severityAsSet: (severity) => `Su gravedad es ${terms.es.severity[severity]}: la cronología dice quién la fijó.`,
    raisedBy: (rule) => `La generó ${rule}.`,
    settledBy: (who, when) => `${upper(who)}${when ? `, ${when}` : ''}.`,
    stillOpen: 'Nadie: sigue abierto.',
    reason: (text) => `Razón indicada: ${text}.`,
    noReason: 'No se anotó ninguna razón.',
    yes: (status) => `Sí: ${statusEs(status)}.`,
    no: (status) => `No: ${statusEs(status)}.`,
  },
});
