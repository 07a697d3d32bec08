import type { IncidentStatus } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { inLanguage } from '../../domain/time-words.ts';
import { inEveryLanguage } from './catalogue.ts';
import { workChangeText } from './incident-changes.ts';
import { countryText, terms } from './terms.ts';
import { ticketLine } from './tickets.ts';

/**
 * Sentences of our own that are stored, or said deep inside, in English. A person's words are never among them: a timeline
 * is translated by the kind of its entry, a log's reason only where it is one that we know.
 */
interface StoredWords {
  assigned: (who: string) => string;
  unassigned: (who: string) => string;
  status: (from: string, to: string) => string;
  severity: (from: string, to: string) => string;
  renamed: (from: string) => string;
  closed: (how: string) => string;
  resolution: (how: string) => string;
  resolutionRemoved: string;
  linked: (refs: string) => string;
  unlinked: (refs: string) => string;
  opened: string;
  openedWith: (refs: string) => string;
  undone: (what: string) => string;
  /** By the reason as sources write it, lower case. */
  reasons: Record<string, string>;
  noSuchAccount: (name: string) => string;
  accountOf: (name: string, account: string) => string;
  searchedAs: (name: string, accounts: string) => string;
  nobodyCalled: (name: string) => string;
  knownByCameras: (name: string, people: string[]) => string;
  leftOut: (kinds: readonly string[]) => string;
  recordedSince: (when: string) => string;
  home: (country: string) => string;
  noSuchWay: (way: string, services: string) => string;
  /** Of logins that do not say whether a second factor was used: all that fit, or so many more. */
  noFactorSaid: (many: string | null) => string;
  kinds: Record<string, string>;
}

const stored = inEveryLanguage<StoredWords>({
  en: {
    assigned: (who) => `Assigned to ${who}`,
    unassigned: (who) => `No longer assigned to ${who}`,
    status: (from, to) => `Status: ${from} → ${to}`,
    severity: (from, to) => `Severity: ${from} → ${to}`,
    renamed: (from) => `Renamed from “${from}”`,
    closed: (how) => `Closed: ${how}`,
    resolution: (how) => `Resolution: ${how}`,
    resolutionRemoved: 'Resolution removed',
    linked: (refs) => `Linked ${refs}`,
    unlinked: (refs) => `Unlinked ${refs}`,
    opened: 'Opened',
    openedWith: (refs) => `Opened with ${refs}`,
    undone: (what) => `Undone: ${what}`,
    reasons: {},
    noSuchAccount: (name) => `no account is exactly “${name}”: accounts that begin so were searched`,
    accountOf: (name, account) => `the account of ${name} is ${account}`,
    searchedAs: (name, accounts) => `no account is exactly “${name}”: searched as ${accounts}`,
    nobodyCalled: (name) => `no account here goes by “${name}”`,
    knownByCameras: (name, people) => `“${name}” is ${people.join(' or ')}, whom cameras know`,
    home: (country) => `most logins come from ${country}: everywhere else is abroad`,
    noFactorSaid: (many) =>
      many === null
        ? 'none of these logins says whether a second factor was used'
        : `${many} more logins do not say whether a second factor was used`,
    noSuchWay: (way, services) => `no login here goes by “${way}”: the latest went to ${services}`,
    leftOut: (kinds) => `what was asked does not apply to ${kinds.join(' and ')}, which are left out`,
    recordedSince: (when) => `logins are recorded since ${when}`,
    kinds: { logins: 'logins', alerts: 'alerts', incidents: 'incidents' },
  },
  de: {
    assigned: (who) => `${who} zugewiesen`,
    unassigned: (who) => `${who} nicht mehr zugewiesen`,
    status: (from, to) => `Status: ${from} → ${to}`,
    severity: (from, to) => `Schweregrad: ${from} → ${to}`,
    renamed: (from) => `Umbenannt, vorher „${from}“`,
    closed: (how) => `Geschlossen: ${how}`,
    resolution: (how) => `Ausgang: ${how}`,
    resolutionRemoved: 'Ausgang entfernt',
    linked: (refs) => `Verknüpft: ${refs}`,
    unlinked: (refs) => `Nicht mehr verknüpft: ${refs}`,
    opened: 'Eröffnet',
    openedWith: (refs) => `Eröffnet mit ${refs}`,
    undone: (what) => `Zurückgenommen: ${what}`,
    reasons: {
      'invalid user': 'unbekanntes Konto',
      'unknown user': 'unbekanntes Konto',
      'wrong password': 'falsches Passwort',
      'bad password': 'falsches Passwort',
      'invalid password': 'falsches Passwort',
      'account locked': 'Konto gesperrt',
      'account disabled': 'Konto abgeschaltet',
      'mfa failed': 'zweiter Faktor fehlgeschlagen',
      timeout: 'Zeitüberschreitung',
    },
    noSuchAccount: (name) => `kein Konto heißt genau „${name}“; gesucht wurden Konten, die so beginnen`,
    accountOf: (name, account) => `das Konto von ${name} ist ${account}`,
    searchedAs: (name, accounts) => `kein Konto heißt genau „${name}“; gesucht wurde ${accounts}`,
    nobodyCalled: (name) => `hier gibt es kein Konto „${name}“`,
    knownByCameras: (name, people) => `„${name}“ ist ${people.join(' oder ')}, von den Kameras her bekannt`,
    home: (country) => `die meisten Anmeldungen kommen aus: ${country}; alles andere gilt als Ausland`,
    noFactorSaid: (many) =>
      many === null
        ? 'keine dieser Anmeldungen sagt, ob ein zweiter Faktor benutzt wurde'
        : `${many.replace('more than', 'mehr als')} weitere Anmeldungen sagen nicht, ob ein zweiter Faktor benutzt wurde`,
    noSuchWay: (way, services) => `keine Anmeldung hier läuft über „${way}“; die letzten gingen an ${services}`,
    leftOut: (kinds) => `das Gefragte gibt es nicht für ${kinds.join(' und ')}; sie sind ausgelassen`,
    recordedSince: (when) => `Anmeldungen sind seit ${when} aufgezeichnet`,
    kinds: { logins: 'Anmeldungen', alerts: 'Alarme', incidents: 'Vorfälle' },
  },
  fr: {
    assigned: (who) => `Attribué à ${who}`,
    unassigned: (who) => `N’est plus attribué à ${who}`,
    status: (from, to) => `Statut : ${from} → ${to}`,
    severity: (from, to) => `${from} → ${to}`,
    renamed: (from) => `Renommé, auparavant « ${from} »`,
    closed: (how) => `Clos : ${how}`,
    resolution: (how) => `Issue : ${how}`,
    resolutionRemoved: 'Issue retirée',
    linked: (refs) => `Rattaché : ${refs}`,
    unlinked: (refs) => `Détaché : ${refs}`,
    opened: 'Ouvert',
    openedWith: (refs) => `Ouvert avec ${refs}`,
    undone: (what) => `Annulé : ${what}`,
    reasons: {
      'invalid user': 'compte inconnu',
      'unknown user': 'compte inconnu',
      'wrong password': 'mot de passe erroné',
      'bad password': 'mot de passe erroné',
      'invalid password': 'mot de passe erroné',
      'account locked': 'compte verrouillé',
      'account disabled': 'compte désactivé',
      'mfa failed': 'échec du second facteur',
      timeout: 'délai dépassé',
    },
    noSuchAccount: (name) =>
      `aucun compte ne s’appelle exactement « ${name} » ; j’ai cherché ceux qui commencent ainsi`,
    accountOf: (name, account) => `le compte de ${name} est ${account}`,
    searchedAs: (name, accounts) => `aucun compte ne s’appelle exactement « ${name} » : recherché comme ${accounts}`,
    nobodyCalled: (name) => `aucun compte ici ne répond au nom de « ${name} »`,
    knownByCameras: (name, people) => `« ${name} » est ${people.join(' ou ')}, que les caméras connaissent`,
    home: (country) => `la plupart des connexions viennent de : ${country} ; tout le reste est l’étranger`,
    noFactorSaid: (many) =>
      many === null
        ? 'aucune de ces connexions ne dit si un second facteur a servi'
        : `${many.replace('more than', 'plus de')} autres connexions ne disent pas si un second facteur a servi`,
    noSuchWay: (way, services) => `aucune connexion ici ne passe par « ${way} » ; les dernières allaient à ${services}`,
    leftOut: (kinds) => `la question ne s’applique pas aux ${kinds.join(' et ')}, qui sont laissés de côté`,
    recordedSince: (when) => `les connexions sont enregistrées depuis le ${when}`,
    kinds: { logins: 'connexions', alerts: 'alertes', incidents: 'incidents' },
  },
  es: {
    assigned: (who) => `Asignado a ${who}`,
    unassigned: (who) => `Ya no está asignado a ${who}`,
    status: (from, to) => `Estado: ${from} → ${to}`,
    severity: (from, to) => `${from} → ${to}`,
    renamed: (from) => `Renombrado, antes «${from}»`,
    closed: (how) => `Cerrado: ${how}`,
    resolution: (how) => `Resolución: ${how}`,
    resolutionRemoved: 'Resolución eliminada',
    linked: (refs) => `Vinculado: ${refs}`,
    unlinked: (refs) => `Desvinculado: ${refs}`,
    opened: 'Abierto',
    openedWith: (refs) => `Abierto con ${refs}`,
    undone: (what) => `Deshecho: ${what}`,
    reasons: {
      'invalid user': 'cuenta desconocida',
      'unknown user': 'cuenta desconocida',
      'wrong password': 'contraseña incorrecta',
      'bad password': 'contraseña incorrecta',
      'invalid password': 'contraseña incorrecta',
      'account locked': 'cuenta bloqueada',
      'account disabled': 'cuenta desactivada',
      'mfa failed': 'falló el segundo factor',
      timeout: 'tiempo agotado',
    },
    noSuchAccount: (name) => `ninguna cuenta se llama exactamente «${name}»; se buscaron las que empiezan así`,
    accountOf: (name, account) => `la cuenta de ${name} es ${account}`,
    searchedAs: (name, accounts) => `ninguna cuenta se llama exactamente «${name}»; se buscó ${accounts}`,
    nobodyCalled: (name) => `aquí ninguna cuenta se llama «${name}»`,
    knownByCameras: (name, people) => `«${name}» es ${people.join(' o ')}, a quien las cámaras conocen`,
    home: (country) => `la mayoría de los inicios de sesión vienen de: ${country}; todo lo demás es el extranjero`,
    noFactorSaid: (many) =>
      many === null
        ? 'ninguno de estos inicios dice si hubo un segundo factor'
        : `${many.replace('more than', 'más de')} inicios más no dicen si hubo un segundo factor`,
    noSuchWay: (way, services) => `ningún inicio de sesión va por «${way}»; los últimos fueron a ${services}`,
    leftOut: (kinds) => `lo preguntado no se aplica a ${kinds.join(' y ')}, que quedan fuera`,
    recordedSince: (when) => `los inicios de sesión están registrados desde el ${when}`,
    kinds: { logins: 'inicios de sesión', alerts: 'alertas', incidents: 'incidentes' },
  },
});

const WRITTEN_BY_PEOPLE: ReadonlySet<string> = new Set([
  'comment',
  'ticket_comment',
  'evidence',
  'tactical_report',
  'executive_report',
]);

/** A line of a timeline as it is said in a language; what a person wrote stays as it is. */
export function entryText({ kind, text }: { kind: string; text: string }, language: Language): string {
  if (language === 'en' || WRITTEN_BY_PEOPLE.has(kind)) return text;
  return changeText(text, language);
}

/** A change that the timeline tells, e.g. `Assigned to Lena` or `Status: open → closed`. */
export function changeText(text: string, language: Language): string {
  if (language === 'en') return text;
  const words = stored[language];
  const { incidentStatus, severity } = terms[language];
  const statusOf = (said: string): string => incidentStatus[said as IncidentStatus] ?? said;
  const severityOf = (said: string): string => severity[said as Severity] ?? said;
  const told =
    /^(Undone: |Closed: |Resolution: |Assigned to |No longer assigned to |Linked |Unlinked |Opened with )/.exec(
      text,
    )?.[0];
  const rest = text.slice(told?.length ?? 0);
  switch (told) {
    case 'Undone: ':
      return words.undone(changeText(rest, language));
    case 'Closed: ':
      return words.closed(rest);
    case 'Resolution: ':
      return words.resolution(rest);
    case 'Assigned to ':
      return words.assigned(rest);
    case 'No longer assigned to ':
      return words.unassigned(rest);
    case 'Linked ':
      return words.linked(rest);
    case 'Unlinked ':
      return words.unlinked(rest);
    case 'Opened with ':
      return words.openedWith(rest);
  }
  const work = workChangeText(text, language) ?? ticketLine(text, language);
  if (work !== null) return work;
  if (text === 'Opened') return words.opened;
  if (text === 'Resolution removed') return words.resolutionRemoved;
  const moved = /^(Status|Severity): (\w+) → (\w+)$/.exec(text);
  if (moved?.[1] === 'Status') return words.status(statusOf(moved[2]!), statusOf(moved[3]!));
  if (moved) return words.severity(severityOf(moved[2]!), severityOf(moved[3]!));
  const renamed = /^Renamed from “([\s\S]*)”$/.exec(text);
  return renamed ? words.renamed(renamed[1]!) : text;
}

/** Why a sign-in failed, where the source's reason is a known one. */
export const reasonText = (reason: string, language: Language): string =>
  stored[language].reasons[reason.trim().toLowerCase()] ?? reason;

/** A note of the search about how it read what was asked. */
export function searchNote(note: string, language: Language): string {
  if (language === 'en') return note;
  const words = stored[language];
  const account = /^no account is exactly “(.*)”: accounts that begin so were searched$/.exec(note);
  if (account) return words.noSuchAccount(account[1]!);
  const as = /^no account is exactly “(.*)”: searched as (.+)$/.exec(note);
  if (as) return words.searchedAs(as[1]!, as[2]!);
  const nobody = /^no account here goes by “(.*)”$/.exec(note);
  if (nobody) return words.nobodyCalled(nobody[1]!);
  const seen = /^“(.*)” is (.+), whom cameras know$/.exec(note);
  if (seen) return words.knownByCameras(seen[1]!, seen[2]!.split(' or '));
  const member = /^the account of (.*) is (\S+)$/.exec(note);
  if (member) return words.accountOf(member[1]!, member[2]!);
  const home = /^most logins come from (.+): everywhere else is abroad$/.exec(note);
  if (home) return words.home(countryText(home[1]!, language));
  const way = /^no login here goes by “(.*)”: the latest went to (.+)$/.exec(note);
  if (way) return words.noSuchWay(way[1]!, way[2]!);
  if (note === 'none of these logins says whether a second factor was used') return words.noFactorSaid(null);
  const silent = /^((?:more than )?\d+) more logins do not say whether a second factor was used$/.exec(note);
  if (silent) return words.noFactorSaid(silent[1]!);
  const since = /^logins are recorded since (.+)$/.exec(note);
  if (since) return words.recordedSince(inLanguage(since[1]!, language));
  const left = /does not apply to (\w+(?: and \w+)*), which are left out$/.exec(note);
  return left ? words.leftOut(left[1]!.split(' and ').map((kind) => words.kinds[kind] ?? kind)) : note;
}
