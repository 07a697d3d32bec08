import type { HistoryKind } from '../../domain/history.ts';
import { inEveryLanguage } from './catalogue.ts';

interface HistoryWords {
  kinds: Record<HistoryKind, string>;
  /** How many there are. */
  found: (count: number, range: string | null) => string;
  /** Nothing says all of it. */
  nearest: (count: number, range: string | null) => string;
  none: (asked: string, range: string | null) => string;
  onlyFillers: string;
  another: string;
  next: (ref: string) => string;
  card: string;
  more: string;
}

/** What the history has about a question, in answers and on the card. */
export const historyWords = inEveryLanguage<HistoryWords>({
  en: {
    kinds: {
      alert: 'alert',
      incident: 'incident',
      case: 'moderation case',
      rule: 'rule',
      proposal: 'proposal',
      logins: 'logins of a day',
      sightings: 'seen on camera',
    },
    found: (count, range) =>
      `${count === 1 ? 'One entry' : `${count} entries`} of the history${range ? `, ${range},` : ''} ${count === 1 ? 'speaks' : 'speak'} of it.`,
    nearest: (count, range) =>
      `Nothing in the history${range ? `, ${range},` : ''} says all of that. What comes nearest${count === 1 ? '' : `, ${count} entries`}:`,
    none: (asked, range) => `The history${range ? `, ${range},` : ''} has nothing about “${asked}”.`,
    onlyFillers: 'Tell me a word of what you are looking for: a name, an address, a country, a thing.',
    another: 'Other words, or fewer of them, may find more.',
    next: (ref) => `Next: “open ${ref}”.`,
    card: 'From the history',
    more: 'Search the history',
  },
  de: {
    kinds: {
      alert: 'Alarm',
      incident: 'Vorfall',
      case: 'Moderationsfall',
      rule: 'Regel',
      proposal: 'Vorschlag',
      logins: 'Anmeldungen eines Tages',
      sightings: 'auf Kamera gesehen',
    },
    found: (count, range) =>
      `${count === 1 ? 'Ein Eintrag' : `${count} Einträge`} der Geschichte${range ? `, ${range},` : ''} ${count === 1 ? 'handelt' : 'handeln'} davon.`,
    nearest: (count, range) =>
      `Nichts in der Geschichte${range ? `, ${range},` : ''} sagt genau das. Am nächsten kommt${count === 1 ? '' : `en ${count} Einträge`}:`,
    none: (asked, range) => `In der Geschichte${range ? `, ${range},` : ''} steht nichts über „${asked}“.`,
    onlyFillers: 'Nennen Sie ein Wort dessen, was Sie suchen: einen Namen, eine Adresse, ein Land, eine Sache.',
    another: 'Andere oder weniger Wörter finden vielleicht mehr.',
    next: (ref) => `Als Nächstes: „open ${ref}“.`,
    card: 'Aus der Geschichte',
    more: 'Geschichte durchsuchen',
  },
  fr: {
    kinds: {
      alert: 'alerte',
      incident: 'incident',
      case: 'cas de modération',
      rule: 'règle',
      proposal: 'proposition',
      logins: 'connexions d’un jour',
      sightings: 'vu par une caméra',
    },
    found: (count, range) =>
      `${count === 1 ? 'Une entrée' : `${count} entrées`} de l’historique${range ? `, ${range},` : ''} en ${count === 1 ? 'parle' : 'parlent'}.`,
    nearest: (count, range) =>
      `Rien dans l’historique${range ? `, ${range},` : ''} ne dit tout cela. Le plus proche${count === 1 ? '' : ` (${count} entrées)`} :`,
    none: (asked, range) => `L’historique${range ? `, ${range},` : ''} ne contient rien sur « ${asked} ».`,
    onlyFillers: 'Donnez-moi un mot de ce que vous cherchez : un nom, une adresse, un pays, une chose.',
    another: 'D’autres mots, ou moins de mots, en trouveront peut-être plus.',
    next: (ref) => `Ensuite : « open ${ref} ».`,
    card: 'Dans l’historique',
    more: 'Chercher dans l’historique',
  },
  es: {
    kinds: {
      alert: 'alerta',
      incident: 'incidente',
      case: 'caso de moderación',
      rule: 'regla',
      proposal: 'propuesta',
      logins: 'inicios de sesión de un día',
      sightings: 'visto por una cámara',
    },
    found: (count, range) =>
      `${count === 1 ? 'Una entrada' : `${count} entradas`} del historial${range ? `, ${range},` : ''} ${count === 1 ? 'habla' : 'hablan'} de ello.`,
    nearest: (count, range) =>
      `Nada en el historial${range ? `, ${range},` : ''} dice todo eso. Lo más cercano${count === 1 ? '' : ` (${count} entradas)`}:`,
    none: (asked, range) => `El historial${range ? `, ${range},` : ''} no tiene nada sobre «${asked}».`,
    onlyFillers: 'Dime una palabra de lo que buscas: un nombre, una dirección, un país, una cosa.',
    another: 'Otras palabras, o menos, quizá encuentren más.',
    next: (ref) => `A continuación: «open ${ref}».`,
    card: 'Del historial',
    more: 'Buscar en el historial',
  },
});
