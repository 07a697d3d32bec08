import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { numberText, terms } from './terms.ts';

const bySeverity = (counts: Partial<Record<Severity, number>>, words: Record<Severity, string>): string =>
  (['critical', 'high', 'medium', 'low'] as const)
    .filter((one) => (counts[one] ?? 0) > 0)
    .map((one) => `${counts[one]} ${words[one]}`)
    .join(', ');

/** Two accounts, or two cameras, side by side. */
export const twoSidesWords = inEveryLanguage({
  en: {
    severities: (counts: Partial<Record<Severity, number>>) => bySeverity(counts, terms.en.severity),
    worse: (one: string, other: string, when: string) =>
      `${one} is the worse of the two, by alerts that nobody called false (${when}); ${other} less so.`,
    busier: (one: string, most: number, other: string, least: number, when: string) =>
      `${one} is the busier: ${numberText(most, 'en')} events against ${numberText(least, 'en')} at ${other} (${when}).`,
    alike: (one: string, other: string, when: string) => `${one} and ${other} are alike (${when}).`,
    nothing: (one: string, other: string, when: string) =>
      `Nothing is on record of either ${one} or ${other} (${when}).`,
    account: (failed: number, logins: number, countries: number) =>
      `${numberText(logins, 'en')} logins, ${numberText(failed, 'en')} of them failed, from ${countries} ${countries === 1 ? 'country' : 'countries'}`,
    camera: (events: number, risky: number) =>
      `${numberText(events, 'en')} ${events === 1 ? 'event' : 'events'}, ${numberText(risky, 'en')} of them risky`,
    state: (open: number, falsely: number) =>
      [open > 0 ? `${open} open` : '', falsely > 0 ? `${falsely} false` : ''].filter(Boolean).join(', '),
    worst: (ref: string, title: string) => `worst: [${ref}] ${title}`,
    notBoth: 'Compare two accounts, or two cameras: one of each cannot be set side by side.',
  },
  de: {
    severities: (counts: Partial<Record<Severity, number>>) => bySeverity(counts, terms.de.severity),
    worse: (one: string, other: string, when: string) =>
      `${one} ist schlimmer, gemessen an Alarmen, die niemand falsch nannte (${when}); ${other} weniger.`,
    busier: (one: string, most: number, other: string, least: number, when: string) =>
      `Mehr los ist an ${one}: ${numberText(most, 'de')} Ereignisse gegen ${numberText(least, 'de')} an ${other} (${when}).`,
    alike: (one: string, other: string, when: string) => `${one} und ${other} liegen gleichauf (${when}).`,
    nothing: (one: string, other: string, when: string) =>
      `Weder zu ${one} noch zu ${other} ist etwas verzeichnet (${when}).`,
    account: (failed: number, logins: number, countries: number) =>
      `${numberText(logins, 'de')} Anmeldungen, davon ${numberText(failed, 'de')} fehlgeschlagen, aus ${countries} ${countries === 1 ? 'Land' : 'Ländern'}`,
    camera: (events: number, risky: number) =>
      `${numberText(events, 'de')} ${events === 1 ? 'Ereignis' : 'Ereignisse'}, davon ${numberText(risky, 'de')} riskant`,
    state: (open: number, falsely: number) =>
      [open > 0 ? `${open} offen` : '', falsely > 0 ? `${falsely} falsch` : ''].filter(Boolean).join(', '),
    worst: (ref: string, title: string) => `am schwersten: [${ref}] ${title}`,
    notBoth: 'Vergleichen lassen sich zwei Konten oder zwei Kameras, nicht eines mit dem anderen.',
  },
  fr: {
    severities: (counts: Partial<Record<Severity, number>>) => bySeverity(counts, terms.fr.severity),
    worse: (one: string, other: string, when: string) =>
      `${one} est le pire des deux, d’après les alertes que personne n’a dites fausses (${when}) ; ${other} l’est moins.`,
    busier: (one: string, most: number, other: string, least: number, when: string) =>
      `${one} est le plus animé : ${numberText(most, 'fr')} événements contre ${numberText(least, 'fr')} à ${other} (${when}).`,
    alike: (one: string, other: string, when: string) => `${one} et ${other} se valent (${when}).`,
    nothing: (one: string, other: string, when: string) => `Rien n’est consigné sur ${one} ni sur ${other} (${when}).`,
    account: (failed: number, logins: number, countries: number) =>
      `${numberText(logins, 'fr')} connexions, dont ${numberText(failed, 'fr')} échouées, de ${countries} pays`,
    camera: (events: number, risky: number) =>
      `${numberText(events, 'fr')} ${events === 1 ? 'événement' : 'événements'}, dont ${numberText(risky, 'fr')} à risque`,
    state: (open: number, falsely: number) =>
      [open > 0 ? `${open} ouvertes` : '', falsely > 0 ? `${falsely} fausses` : ''].filter(Boolean).join(', '),
    worst: (ref: string, title: string) => `la pire : [${ref}] ${title}`,
    notBoth: 'On compare deux comptes ou deux caméras, pas l’un avec l’autre.',
  },
  es: {
    severities: (counts: Partial<Record<Severity, number>>) => bySeverity(counts, terms.es.severity),
    worse: (one: string, other: string, when: string) =>
      `${one} es peor de los dos, por las alertas que nadie llamó falsas (${when}); ${other}, menos.`,
    busier: (one: string, most: number, other: string, least: number, when: string) =>
      `${one} tiene más movimiento: ${numberText(most, 'es')} eventos frente a ${numberText(least, 'es')} en ${other} (${when}).`,
    alike: (one: string, other: string, when: string) => `${one} y ${other} están igual (${when}).`,
    nothing: (one: string, other: string, when: string) => `No consta nada ni de ${one} ni de ${other} (${when}).`,
    account: (failed: number, logins: number, countries: number) =>
      `${numberText(logins, 'es')} inicios de sesión, ${numberText(failed, 'es')} fallidos, desde ${countries} ${countries === 1 ? 'país' : 'países'}`,
    camera: (events: number, risky: number) =>
      `${numberText(events, 'es')} ${events === 1 ? 'evento' : 'eventos'}, ${numberText(risky, 'es')} de riesgo`,
    state: (open: number, falsely: number) =>
      [open > 0 ? `${open} abiertas` : '', falsely > 0 ? `${falsely} falsas` : ''].filter(Boolean).join(', '),
    worst: (ref: string, title: string) => `la peor: [${ref}] ${title}`,
    notBoth: 'Se comparan dos cuentas o dos cámaras, no una con la otra.',
  },
});
