import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface Asked {
  source: string | null;
  about: string | null;
  /** When, in words; null for all time. */
  when: string | null;
}

interface SignalWords {
  title: string;
  all: string;
  found: (count: number, asked: Asked) => string;
  none: (asked: Asked) => string;
  /** Who sends signals, and when last. */
  senders: (list: string) => string;
  last: (source: string, when: string) => string;
  noSenders: string;
  row: (row: {
    time: string;
    source: string;
    title: string;
    account: string | null;
    severity: Severity;
    over: boolean;
    alerts: string;
  }) => string;
  more: (count: number) => string;
  /** Beside what a search of the logs found. */
  beside: (count: number, last: string) => string;
}

/** What other systems reported. Their own words are quoted as they are. */
export const signalWords = inEveryLanguage<SignalWords>({
  en: {
    title: 'Signals of other systems',
    all: 'All signals',
    found: (count, { source, about, when }) =>
      `${count.toLocaleString('en-GB')} ${count === 1 ? 'signal' : 'signals'}${source ? ` from ${source}` : ''}${about ? ` about “${about}”` : ''}${when ? `, ${when}` : ''}:`,
    none: ({ source, about, when }) =>
      `No signals${source ? ` from ${source}` : ''}${about ? ` about “${about}”` : ''}${when ? `, ${when}` : ''}.`,
    senders: (list) => `Within the last 30 days these sent signals: ${list}.`,
    last: (source, when) => `${source} (last ${when})`,
    noSenders: 'No system has sent signals within the last 30 days; [Signals](/signals) says how one does.',
    row: ({ time, source, title, account, severity, over, alerts }) =>
      `• ${time}, ${source}: “${title}”${account ? `, account “${account}”` : ''} (${terms.en.severity[severity]}${over ? ', over' : ''})${alerts ? `: ${alerts}` : ''}`,
    more: (count) => `And ${count.toLocaleString('en-GB')} more: [Signals](/signals).`,
    beside: (count, last) =>
      `${count === 1 ? 'Another system reported 1 thing' : `Other systems reported ${count.toLocaleString('en-GB')} things`} about it, last: ${last}.`,
  },
  de: {
    title: 'Signale anderer Systeme',
    all: 'Alle Signale',
    found: (count, { source, about, when }) =>
      `${count.toLocaleString('de')} ${count === 1 ? 'Signal' : 'Signale'}${source ? ` von ${source}` : ''}${about ? ` zu „${about}“` : ''}${when ? `, ${when}` : ''}:`,
    none: ({ source, about, when }) =>
      `Keine Signale${source ? ` von ${source}` : ''}${about ? ` zu „${about}“` : ''}${when ? `, ${when}` : ''}.`,
    senders: (list) => `In den letzten 30 Tagen haben diese Systeme Signale gesendet: ${list}.`,
    last: (source, when) => `${source} (zuletzt ${when})`,
    noSenders:
      'In den letzten 30 Tagen hat kein System Signale gesendet; unter [Signals](/signals) steht, wie es geht.',
    row: ({ time, source, title, account, severity, over, alerts }) =>
      `• ${time}, ${source}: „${title}“${account ? `, Konto „${account}“` : ''} (${terms.de.severity[severity]}${over ? ', vorbei' : ''})${alerts ? `: ${alerts}` : ''}`,
    more: (count) => `Und ${count.toLocaleString('de')} weitere: [Signals](/signals).`,
    beside: (count, last) =>
      `${count === 1 ? 'Ein anderes System hat dazu 1 Signal gesendet' : `Andere Systeme haben dazu ${count.toLocaleString('de')} Signale gesendet`}, zuletzt: ${last}.`,
  },
  fr: {
    title: 'Signaux d’autres systèmes',
    all: 'Tous les signaux',
    found: (count, { source, about, when }) =>
      `${count.toLocaleString('fr')} ${count === 1 ? 'signal' : 'signaux'}${source ? ` de ${source}` : ''}${about ? ` au sujet de « ${about} »` : ''}${when ? `, ${when}` : ''} :`,
    none: ({ source, about, when }) =>
      `Aucun signal${source ? ` de ${source}` : ''}${about ? ` au sujet de « ${about} »` : ''}${when ? `, ${when}` : ''}.`,
    senders: (list) => `Ces 30 derniers jours, ces systèmes ont envoyé des signaux : ${list}.`,
    last: (source, when) => `${source} (dernier ${when})`,
    noSenders: 'Aucun système n’a envoyé de signal ces 30 derniers jours ; [Signals](/signals) dit comment faire.',
    row: ({ time, source, title, account, severity, over, alerts }) =>
      `• ${time}, ${source} : « ${title} »${account ? `, compte « ${account} »` : ''} (${terms.fr.severity[severity]}${over ? ', terminé' : ''})${alerts ? ` : ${alerts}` : ''}`,
    more: (count) => `Et ${count.toLocaleString('fr')} de plus : [Signals](/signals).`,
    beside: (count, last) =>
      `${count === 1 ? 'Un autre système a envoyé 1 signal' : `D’autres systèmes ont envoyé ${count.toLocaleString('fr')} signaux`} à ce sujet, le dernier : ${last}.`,
  },
  es: {
    title: 'Señales de otros sistemas',
    all: 'Todas las señales',
    found: (count, { source, about, when }) =>
      `${count.toLocaleString('es')} ${count === 1 ? 'señal' : 'señales'}${source ? ` de ${source}` : ''}${about ? ` sobre «${about}»` : ''}${when ? `, ${when}` : ''}:`,
    none: ({ source, about, when }) =>
      `Ninguna señal${source ? ` de ${source}` : ''}${about ? ` sobre «${about}»` : ''}${when ? `, ${when}` : ''}.`,
    senders: (list) => `En los últimos 30 días enviaron señales: ${list}.`,
    last: (source, when) => `${source} (la última ${when})`,
    noSenders: 'Ningún sistema ha enviado señales en los últimos 30 días; [Signals](/signals) dice cómo se hace.',
    row: ({ time, source, title, account, severity, over, alerts }) =>
      `• ${time}, ${source}: «${title}»${account ? `, cuenta «${account}»` : ''} (${terms.es.severity[severity]}${over ? ', terminada' : ''})${alerts ? `: ${alerts}` : ''}`,
    more: (count) => `Y ${count.toLocaleString('es')} más: [Signals](/signals).`,
    beside: (count, last) =>
      `${count === 1 ? 'Otro sistema envió 1 señal' : `Otros sistemas enviaron ${count.toLocaleString('es')} señales`} sobre ello, la última: ${last}.`,
  },
});
