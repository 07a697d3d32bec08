import type { FactKind } from '../../domain/similar-incidents.ts';
import { inEveryLanguage } from './catalogue.ts';
import { postureWords } from './posture.ts';

/** What two incidents share, as far as it is said. */
export interface Reason {
  kind: FactKind;
  /** The first of what is shared, as it may be shown. */
  shared: readonly string[];
  /** How many are shared, and of how many at most. */
  count: number;
  of: number;
}

const NAMED = 2;

interface ReasonWords {
  one: (fact: string) => string;
  several: (facts: string, count: number, of: number) => string;
}

/** `same account root`, `2 of 3 accounts (root, git)`: one by its name, several by their number. */
const reasonIn =
  (words: Record<FactKind, ReasonWords>) =>
  ({ kind, shared, count, of }: Reason): string => {
    const named = shared.slice(0, NAMED).join(', ') + (count > NAMED ? ', …' : '');
    return count === 1 ? words[kind].one(named) : words[kind].several(named, count, of);
  };

const KINDS = {
  en: {
    failed_logins: 'failed logins',
    password_spray: 'password spraying',
    success_after_failures: 'success after failures',
    time_window: 'outside the allowed hours',
    country: 'country',
    listed: 'listed address or account',
    first_seen: 'first seen',
    impossible_travel: 'impossible travel',
    without_second_factor: 'without a second factor',
  },
  de: {
    failed_logins: 'fehlgeschlagene Anmeldungen',
    password_spray: 'Passwort-Spraying',
    success_after_failures: 'Erfolg nach Fehlversuchen',
    time_window: 'außerhalb der erlaubten Zeiten',
    country: 'Land',
    listed: 'Adresse oder Konto auf der Liste',
    first_seen: 'zum ersten Mal gesehen',
    impossible_travel: 'unmögliche Reise',
    without_second_factor: 'ohne zweiten Faktor',
  },
  fr: {
    failed_logins: 'échecs de connexion',
    password_spray: 'pulvérisation de mots de passe',
    success_after_failures: 'succès après des échecs',
    time_window: 'hors des heures permises',
    country: 'pays',
    listed: 'adresse ou compte de la liste',
    first_seen: 'vu pour la première fois',
    impossible_travel: 'voyage impossible',
    without_second_factor: 'sans second facteur',
  },
  es: {
    failed_logins: 'inicios de sesión fallidos',
    password_spray: 'rociado de contraseñas',
    success_after_failures: 'éxito tras fallos',
    time_window: 'fuera del horario permitido',
    country: 'país',
    listed: 'dirección o cuenta de la lista',
    first_seen: 'visto por primera vez',
    impossible_travel: 'viaje imposible',
    without_second_factor: 'sin segundo factor',
  },
};
const kindIn =
  (names: Record<string, string>) =>
  (kind: string): string =>
    names[kind] ?? kind.replaceAll('_', ' ');

/** Incidents like another one, in answers, on the card and on the incident's page. */
export const similarWords = inEveryLanguage({
  en: {
    kind: kindIn(KINDS.en),
    reason: reasonIn({
      kinds: { one: (fact) => `same kind of alert (${fact})`, several: (facts) => `same kinds of alert (${facts})` },
      accounts: {
        one: (fact) => `same account ${fact}`,
        several: (facts, count, of) => `${count} of ${of} accounts (${facts})`,
      },
      addresses: {
        one: (fact) => `same address ${fact}`,
        several: (facts, count, of) => `${count} of ${of} addresses (${facts})`,
      },
      networks: {
        one: (fact) => `same network ${fact}`,
        several: (facts, count, of) => `${count} of ${of} networks (${facts})`,
      },
      countries: { one: (fact) => `also from ${fact}`, several: (facts) => `also from ${facts}` },
      title: { one: (fact) => `“${fact}” in the title`, several: (facts) => `the title’s words (${facts})` },
      words: { one: (fact) => `the word “${fact}”`, several: (facts, count) => `${count} words (${facts})` },
    }),
    found: (count: number, compared: number, to: string | null) =>
      compared === 1
        ? `The only other incident is like ${to ?? 'that'}.`
        : `${count} of ${compared} ${to ? 'other incidents' : 'incidents'} ${count === 1 ? 'is' : 'are'} like ${to ?? 'that'}.`,
    nearest: (ref: string, title: string, reasons: string) =>
      `Nearest is [${ref}] “${title}”, and little is alike: ${reasons}.`,
    none: (compared: number, to: string | null) =>
      compared === 0
        ? 'There is no other incident to compare with yet.'
        : `Nothing similar among ${compared === 1 ? 'the one other incident' : `${compared} incidents`}${to ? ` to ${to}` : ''}.`,
    capped: (count: number) => `Only the newest ${count} were compared.`,
    open: (status: string, assignee: string | null) => `${status}, ${assignee ?? 'nobody assigned'}`,
    closed: (took: string, by: string | null) => `closed after ${took}${by ? ` by ${by}` : ''}`,
    resolution: (text: string) => `“${text}”`,
    statuses: { open: 'open', investigating: 'investigating', contained: 'contained', closed: 'closed' },
    lasting: postureWords.en.lasting,
    next: (ref: string) => `Next: “open ${ref}”.`,
    another: 'Another wording, or an incident’s reference, may find more.',
    card: (to: string | null) => (to ? `Like ${to}` : 'Similar incidents'),
  },
  de: {
    kind: kindIn(KINDS.de),
    reason: reasonIn({
      kinds: { one: (fact) => `gleiche Art Alarm (${fact})`, several: (facts) => `gleiche Arten Alarm (${facts})` },
      accounts: {
        one: (fact) => `gleiches Konto ${fact}`,
        several: (facts, count, of) => `${count} von ${of} Konten (${facts})`,
      },
      addresses: {
        one: (fact) => `gleiche Adresse ${fact}`,
        several: (facts, count, of) => `${count} von ${of} Adressen (${facts})`,
      },
      networks: {
        one: (fact) => `gleiches Netz ${fact}`,
        several: (facts, count, of) => `${count} von ${of} Netzen (${facts})`,
      },
      countries: { one: (fact) => `auch aus ${fact}`, several: (facts) => `auch aus ${facts}` },
      title: { one: (fact) => `„${fact}“ im Titel`, several: (facts) => `Wörter des Titels (${facts})` },
      words: { one: (fact) => `das Wort „${fact}“`, several: (facts, count) => `${count} Wörter (${facts})` },
    }),
    found: (count: number, compared: number, to: string | null) =>
      compared === 1
        ? `Der einzige andere Vorfall ähnelt ${to ?? 'dem'}.`
        : `${count} von ${compared} ${to ? 'anderen Vorfällen' : 'Vorfällen'} ${count === 1 ? 'ähnelt' : 'ähneln'} ${to ?? 'dem'}.`,
    nearest: (ref: string, title: string, reasons: string) =>
      `Am nächsten kommt [${ref}] „${title}“, und wenig ist gleich: ${reasons}.`,
    none: (compared: number, to: string | null) =>
      compared === 0
        ? 'Es gibt noch keinen anderen Vorfall zum Vergleichen.'
        : `Nichts Ähnliches${to ? ` wie ${to}` : ''} unter ${compared === 1 ? 'dem einen anderen Vorfall' : `${compared} Vorfällen`}.`,
    capped: (count: number) => `Verglichen wurden nur die neuesten ${count}.`,
    open: (status: string, assignee: string | null) => `${status}, ${assignee ?? 'niemandem zugewiesen'}`,
    closed: (took: string, by: string | null) => `nach ${took} geschlossen${by ? ` von ${by}` : ''}`,
    resolution: (text: string) => `„${text}“`,
    statuses: { open: 'offen', investigating: 'in Untersuchung', contained: 'eingedämmt', closed: 'geschlossen' },
    lasting: postureWords.de.lasting,
    next: (ref: string) => `Als Nächstes: „open ${ref}“.`,
    another: 'Andere Worte oder die Kennung eines Vorfalls finden vielleicht mehr.',
    card: (to: string | null) => (to ? `Ähnlich wie ${to}` : 'Ähnliche Vorfälle'),
  },
  fr: {
    kind: kindIn(KINDS.fr),
    reason: reasonIn({
      kinds: { one: (fact) => `même type d’alerte (${fact})`, several: (facts) => `mêmes types d’alerte (${facts})` },
      accounts: {
        one: (fact) => `même compte ${fact}`,
        several: (facts, count, of) => `${count} comptes sur ${of} (${facts})`,
      },
      addresses: {
        one: (fact) => `même adresse ${fact}`,
        several: (facts, count, of) => `${count} adresses sur ${of} (${facts})`,
      },
      networks: {
        one: (fact) => `même réseau ${fact}`,
        several: (facts, count, of) => `${count} réseaux sur ${of} (${facts})`,
      },
      countries: { one: (fact) => `même pays (${fact})`, several: (facts) => `mêmes pays (${facts})` },
      title: { one: (fact) => `« ${fact} » dans le titre`, several: (facts) => `mots du titre (${facts})` },
      words: { one: (fact) => `le mot « ${fact} »`, several: (facts, count) => `${count} mots (${facts})` },
    }),
    found: (count: number, compared: number, to: string | null) =>
      compared === 1
        ? `Le seul autre incident ressemble à ${to ?? 'cela'}.`
        : `${count} ${to ? 'autres incidents' : 'incidents'} sur ${compared} ${count === 1 ? 'ressemble' : 'ressemblent'} à ${to ?? 'cela'}.`,
    nearest: (ref: string, title: string, reasons: string) =>
      `Le plus proche est [${ref}] « ${title} », et peu de choses coïncident : ${reasons}.`,
    none: (compared: number, to: string | null) =>
      compared === 0
        ? 'Il n’y a pas encore d’autre incident à comparer.'
        : `Rien de semblable${to ? ` à ${to}` : ''} parmi ${compared === 1 ? 'le seul autre incident' : `${compared} incidents`}.`,
    capped: (count: number) => `Seuls les ${count} plus récents ont été comparés.`,
    open: (status: string, assignee: string | null) => `${status}, ${assignee ?? 'attribué à personne'}`,
    closed: (took: string, by: string | null) => `clos après ${took}${by ? ` par ${by}` : ''}`,
    resolution: (text: string) => `« ${text} »`,
    statuses: { open: 'ouvert', investigating: 'en cours d’examen', contained: 'contenu', closed: 'clos' },
    lasting: postureWords.fr.lasting,
    next: (ref: string) => `Ensuite : « open ${ref} ».`,
    another: 'D’autres mots, ou la référence d’un incident, en trouveront peut-être plus.',
    card: (to: string | null) => (to ? `Semblables à ${to}` : 'Incidents semblables'),
  },
  es: {
    kind: kindIn(KINDS.es),
    reason: reasonIn({
      kinds: {
        one: (fact) => `mismo tipo de alerta (${fact})`,
        several: (facts) => `mismos tipos de alerta (${facts})`,
      },
      accounts: {
        one: (fact) => `misma cuenta ${fact}`,
        several: (facts, count, of) => `${count} de ${of} cuentas (${facts})`,
      },
      addresses: {
        one: (fact) => `misma dirección ${fact}`,
        several: (facts, count, of) => `${count} de ${of} direcciones (${facts})`,
      },
      networks: {
        one: (fact) => `misma red ${fact}`,
        several: (facts, count, of) => `${count} de ${of} redes (${facts})`,
      },
      countries: { one: (fact) => `mismo país (${fact})`, several: (facts) => `mismos países (${facts})` },
      title: { one: (fact) => `«${fact}» en el título`, several: (facts) => `palabras del título (${facts})` },
      words: { one: (fact) => `la palabra «${fact}»`, several: (facts, count) => `${count} palabras (${facts})` },
    }),
    found: (count: number, compared: number, to: string | null) =>
      compared === 1
        ? `El único otro incidente se parece a ${to ?? 'eso'}.`
        : `${count} de ${compared} ${to ? 'otros incidentes' : 'incidentes'} se ${count === 1 ? 'parece' : 'parecen'} a ${to ?? 'eso'}.`,
    nearest: (ref: string, title: string, reasons: string) =>
      `Lo más cercano es [${ref}] «${title}», y poco coincide: ${reasons}.`,
    none: (compared: number, to: string | null) =>
      compared === 0
        ? 'Aún no hay otro incidente con el que comparar.'
        : `Nada parecido${to ? ` a ${to}` : ''} entre ${compared === 1 ? 'el único otro incidente' : `${compared} incidentes`}.`,
    capped: (count: number) => `Solo se compararon los ${count} más recientes.`,
    open: (status: string, assignee: string | null) => `${status}, ${assignee ?? 'sin asignar'}`,
    closed: (took: string, by: string | null) => `cerrado tras ${took}${by ? ` por ${by}` : ''}`,
    resolution: (text: string) => `«${text}»`,
    statuses: { open: 'abierto', investigating: 'en investigación', contained: 'contenido', closed: 'cerrado' },
    lasting: postureWords.es.lasting,
    next: (ref: string) => `A continuación: «open ${ref}».`,
    another: 'Otras palabras, o la referencia de un incidente, quizá encuentren más.',
    card: (to: string | null) => (to ? `Parecidos a ${to}` : 'Incidentes parecidos'),
  },
});
