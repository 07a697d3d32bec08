import type { Language } from '../../domain/language.ts';
import { inEveryLanguage } from './catalogue.ts';

/** Why a conversation has escalated, as it is stored in English: what the groups of each hold is said in the other languages too. */
const STORED = {
  threat: /^a threat \((\d+ %)\)$/,
  identity: /^an attack on what somebody is \((\d+ %)\)$/,
  severe: /^very severe words \((\d+ %)\)$/,
  sexual: /^sexual words \((\d+ %)\)$/,
  several: /^(\d+) people bear down on (.*) with (\d+) hostile messages?$/s,
  aimed: /^(\d+) hostile messages? aimed at (.*)$/s,
  nobody: /^(\d+) hostile messages? at nobody in particular$/,
  silent: /^(.*) has stopped answering$/s,
  worse: /^the tone gets worse$/,
  faster: /^messages follow each other faster and faster$/,
  long: /^it has gone on for a long while$/,
  repeats: /^the same text (\d+) times$/,
  mentions: /^(\d+) mentions within a minute$/,
  called: /^(\d+) people called within a minute$/,
  back: /^(.*) hit back with (\d+) hostile messages?$/s,
  both: /^it goes both ways: (\d+) hostile messages? from (.*)$/s,
  capitals: /^much of it in capitals$/,
  linkRefused: /^a link to (.*), which is refused here$/s,
  linkUnlisted: /^a link to (.*), which no list allows$/s,
  linkImitates: /^a link to (.*), which imitates (.*)$/s,
  linkMixed: /^a link to (.*), which mixes alphabets$/s,
  invite: /^an invite to another place \((.*)\)$/s,
  program: /^a program as a file \((.*)\)$/s,
  fileType: /^a file of a refused type \((.*)\)$/s,
  fileDisguised: /^a file that is not what its name says \((.*)\)$/s,
  fileLarge: /^a file of ([\d.]+ MB) \((.*)\)$/s,
  rate: /^(\d+) (messages|characters|lines|emoji|links|files|stickers) of one person within (\d+) s$/,
  joined: /^(\d+) accounts joined within (\d+) s$/,
  young: /^(\d+) of them made in the last (\d+) days$/,
  alike: /^(\d+) of them have names alike \((.*)\)$/s,
  plain: /^(\d+) of them have no picture$/,
  stopped: /^a message that Discord’s AutoMod stopped$/,
  copies: /^the same text in (\d+) channels$/,
  teasing: /^it looks like teasing: it goes both ways, and they laugh$/,
} as const;
type Reason = keyof typeof STORED;
const NAMES = Object.keys(STORED) as Reason[];

type Said = Record<Reason, (a: string, b: string, c: string) => string>;
const count = (number: string, one: string, several: string): string => `${number} ${number === '1' ? one : several}`;

/** What a rate counts, as it is stored and in the other languages. */
const RATE_WORDS: Record<'de' | 'fr' | 'es', Record<string, string>> = {
  de: {
    messages: 'Nachrichten',
    characters: 'Zeichen',
    lines: 'Zeilen',
    emoji: 'Emojis',
    links: 'Links',
    files: 'Dateien',
    stickers: 'Sticker',
  },
  fr: {
    messages: 'messages',
    characters: 'caractères',
    lines: 'lignes',
    emoji: 'émojis',
    links: 'liens',
    files: 'fichiers',
    stickers: 'autocollants',
  },
  es: {
    messages: 'mensajes',
    characters: 'caracteres',
    lines: 'líneas',
    emoji: 'emojis',
    links: 'enlaces',
    files: 'archivos',
    stickers: 'stickers',
  },
};

const reasonWords = inEveryLanguage<Said | null>({
  // as it is stored
  en: null,
  de: {
    threat: (share) => `eine Drohung (${share})`,
    identity: (share) => `ein Angriff darauf, was jemand ist (${share})`,
    severe: (share) => `sehr schwere Worte (${share})`,
    sexual: (share) => `sexuelle Worte (${share})`,
    several: (people, whom, blows) =>
      `${people} Personen setzen ${whom} mit ${count(blows, 'feindseligen Nachricht', 'feindseligen Nachrichten')} zu`,
    aimed: (blows, whom) => `${count(blows, 'feindselige Nachricht', 'feindselige Nachrichten')} gegen ${whom}`,
    nobody: (blows) => `${count(blows, 'feindselige Nachricht', 'feindselige Nachrichten')} gegen niemand Bestimmten`,
    silent: (whom) => `${whom} antwortet nicht mehr`,
    worse: () => 'der Ton wird schlimmer',
    faster: () => 'die Nachrichten folgen immer schneller aufeinander',
    long: () => 'es geht schon lange so',
    repeats: (times) => `derselbe Text ${times}-mal`,
    mentions: (times) => `${times} Erwähnungen in einer Minute`,
    called: (people) => `${people} Personen in einer Minute gerufen`,
    both: (blows, whom) =>
      `es geht hin und her: ${count(blows, 'feindselige Nachricht', 'feindselige Nachrichten')} von ${whom}`,
    back: (whom, blows) =>
      `${whom} schlug mit ${count(blows, 'feindseligen Nachricht', 'feindseligen Nachrichten')} zurück`,
    capitals: () => 'vieles davon in Großbuchstaben',
    linkRefused: (host) => `ein Link zu ${host}, der hier nicht erlaubt ist`,
    linkUnlisted: (host) => `ein Link zu ${host}, das auf keiner Liste steht`,
    linkImitates: (host, domain) => `ein Link zu ${host}, das ${domain} nachahmt`,
    linkMixed: (host) => `ein Link zu ${host}, das Alphabete mischt`,
    invite: (code) => `eine Einladung woandershin (${code})`,
    program: (name) => `ein Programm als Datei (${name})`,
    fileType: (name) => `eine Datei von nicht erlaubter Art (${name})`,
    fileDisguised: (name) => `eine Datei, die nicht ist, was ihr Name sagt (${name})`,
    fileLarge: (size, name) => `eine Datei von ${size} (${name})`,
    rate: (number, what, seconds) => `${number} ${RATE_WORDS.de[what]} einer Person in ${seconds} s`,
    joined: (n, s) => `${n} Konten traten in ${s} s bei`,
    young: (n, s) => `${n} davon entstanden in den letzten ${s} Tagen`,
    alike: (n, s) => `${n} davon heißen ähnlich (${s})`,
    plain: (n) => `${n} davon haben kein Bild`,
    stopped: () => 'eine Nachricht, die Discords AutoMod gestoppt hat',
    copies: (channels) => `derselbe Text in ${channels} Kanälen`,
    teasing: () => 'es sieht nach Necken aus: es geht hin und her, und sie lachen',
  },
  fr: {
    threat: (share) => `une menace (${share})`,
    identity: (share) => `une attaque contre ce que quelqu’un est (${share})`,
    severe: (share) => `des mots très graves (${share})`,
    sexual: (share) => `des mots sexuels (${share})`,
    several: (people, whom, blows) =>
      `${people} personnes s’acharnent sur ${whom} avec ${count(blows, 'message hostile', 'messages hostiles')}`,
    aimed: (blows, whom) => `${count(blows, 'message hostile', 'messages hostiles')} contre ${whom}`,
    nobody: (blows) => `${count(blows, 'message hostile', 'messages hostiles')} contre personne en particulier`,
    silent: (whom) => `${whom} ne répond plus`,
    worse: () => 'le ton se durcit',
    faster: () => 'les messages se suivent de plus en plus vite',
    long: () => 'cela dure depuis longtemps',
    repeats: (times) => `le même texte ${times} fois`,
    mentions: (times) => `${times} mentions en une minute`,
    called: (people) => `${people} personnes appelées en une minute`,
    both: (blows, whom) =>
      `cela va dans les deux sens : ${count(blows, 'message hostile', 'messages hostiles')} de ${whom}`,
    back: (whom, blows) => `${whom} a riposté par ${count(blows, 'message hostile', 'messages hostiles')}`,
    capitals: () => 'une bonne part en majuscules',
    linkRefused: (host) => `un lien vers ${host}, refusé ici`,
    linkUnlisted: (host) => `un lien vers ${host}, qu’aucune liste n’autorise`,
    linkImitates: (host, domain) => `un lien vers ${host}, qui imite ${domain}`,
    linkMixed: (host) => `un lien vers ${host}, qui mélange les alphabets`,
    invite: (code) => `une invitation ailleurs (${code})`,
    program: (name) => `un programme en fichier (${name})`,
    fileType: (name) => `un fichier d’un type refusé (${name})`,
    fileDisguised: (name) => `un fichier qui n’est pas ce que dit son nom (${name})`,
    fileLarge: (size, name) => `un fichier de ${size} (${name})`,
    rate: (number, what, seconds) => `${number} ${RATE_WORDS.fr[what]} d’une personne en ${seconds} s`,
    joined: (n, s) => `${n} comptes sont arrivés en ${s} s`,
    young: (n, s) => `${n} d’entre eux créés ces ${s} derniers jours`,
    alike: (n, s) => `${n} d’entre eux ont des noms semblables (${s})`,
    plain: (n) => `${n} d’entre eux n’ont pas d’image`,
    stopped: () => 'un message que l’AutoMod de Discord a arrêté',
    copies: (channels) => `le même texte dans ${channels} canaux`,
    teasing: () => 'cela ressemble à des taquineries : cela va dans les deux sens, et ils rient',
  },
  es: {
    threat: (share) => `una amenaza (${share})`,
    identity: (share) => `un ataque a lo que alguien es (${share})`,
    severe: (share) => `palabras muy graves (${share})`,
    sexual: (share) => `palabras sexuales (${share})`,
    several: (people, whom, blows) =>
      `${people} personas acosan a ${whom} con ${count(blows, 'mensaje hostil', 'mensajes hostiles')}`,
    aimed: (blows, whom) => `${count(blows, 'mensaje hostil', 'mensajes hostiles')} contra ${whom}`,
    nobody: (blows) => `${count(blows, 'mensaje hostil', 'mensajes hostiles')} contra nadie en particular`,
    silent: (whom) => `${whom} ha dejado de responder`,
    worse: () => 'el tono empeora',
    faster: () => 'los mensajes se suceden cada vez más rápido',
    long: () => 'dura ya mucho tiempo',
    repeats: (times) => `el mismo texto ${times} veces`,
    mentions: (times) => `${times} menciones en un minuto`,
    called: (people) => `${people} personas llamadas en un minuto`,
    both: (blows, whom) => `va en ambos sentidos: ${count(blows, 'mensaje hostil', 'mensajes hostiles')} de ${whom}`,
    back: (whom, blows) => `${whom} respondió con ${count(blows, 'mensaje hostil', 'mensajes hostiles')}`,
    capitals: () => 'gran parte en mayúsculas',
    linkRefused: (host) => `un enlace a ${host}, rechazado aquí`,
    linkUnlisted: (host) => `un enlace a ${host}, que ninguna lista permite`,
    linkImitates: (host, domain) => `un enlace a ${host}, que imita a ${domain}`,
    linkMixed: (host) => `un enlace a ${host}, que mezcla alfabetos`,
    invite: (code) => `una invitación a otro sitio (${code})`,
    program: (name) => `un programa como archivo (${name})`,
    fileType: (name) => `un archivo de un tipo rechazado (${name})`,
    fileDisguised: (name) => `un archivo que no es lo que dice su nombre (${name})`,
    fileLarge: (size, name) => `un archivo de ${size} (${name})`,
    rate: (number, what, seconds) => `${number} ${RATE_WORDS.es[what]} de una persona en ${seconds} s`,
    joined: (n, s) => `${n} cuentas entraron en ${s} s`,
    young: (n, s) => `${n} de ellas creadas en los últimos ${s} días`,
    alike: (n, s) => `${n} de ellas tienen nombres parecidos (${s})`,
    plain: (n) => `${n} de ellas no tienen imagen`,
    stopped: () => 'un mensaje que detuvo el AutoMod de Discord',
    copies: (channels) => `el mismo texto en ${channels} canales`,
    teasing: () => 'parecen bromas: van en ambos sentidos, y se ríen',
  },
});

/** A stored reason in a language; null for one that a language model wrote, which nobody can say in another. */
export function reasonText(stored: string, language: Language): string | null {
  const words = reasonWords[language];
  if (words === null) return stored;
  for (const name of NAMES) {
    const found = STORED[name].exec(stored);
    if (found) return words[name](found[1] ?? '', found[2] ?? '', found[3] ?? '');
  }
  return null;
}
