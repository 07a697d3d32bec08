import type { ListEffect } from '../../domain/block-list.ts';
import { listWords } from './block-lists.ts';
import { inEveryLanguage } from './catalogue.ts';

interface Listing {
  what: string;
  list: string;
  since: string;
  why: string;
  effect: ListEffect;
  excepted: boolean;
  ended: boolean;
}

interface List {
  name: string;
  entries: number;
  effect: ListEffect;
  own: boolean;
  failing: boolean;
  changed: { time: string; added: number; removed: number } | null;
}

interface Words {
  noLists: string;
  where: string;
  count: (lists: number) => string;
  list: (one: List) => string;
  /** `words`: how many words and phrases of our own there are. */
  onNone: (thing: string, lists: number, words: number) => string;
  /** There is no such list at all. */
  noneKept: (thing: string) => string;
  /** It is one of our own words: one that counts, or one that never does. */
  word: (term: string, kind: 'block' | 'allow', why: string) => string;
  whereWords: string;
  onSome: (thing: string, entries: number) => string;
  listing: (one: Listing) => string;
  more: (count: number) => string;
}

const because = (why: string): string => (why === '' ? '' : `: “${why}”`);

/** What is said of block lists when somebody asks. */
export const listAnswerWords = inEveryLanguage<Words>({
  en: {
    noLists: 'There is no block list.',
    where: 'Lists are kept, imported, subscribed to and shared on the page Moderation, Lists.',
    count: (lists) => `${lists} block ${lists === 1 ? 'list' : 'lists'}.`,
    list: ({ name, entries, effect, own, failing, changed }) =>
      `${name} (${own ? 'ours' : 'kept by others'}): ${entries} ${entries === 1 ? 'entry' : 'entries'}, what stands on it ${listWords.en.effects[effect]}${changed ? `; last change ${changed.time}: ${changed.added} added, ${changed.removed} taken off` : ''}${failing ? '; it could not be fetched lately' : ''}.`,
    onNone: (thing, lists, words) =>
      `No: “${thing}” is not one of ${words} ${words === 1 ? 'word' : 'words'} of our own, and on none of ${lists} block ${lists === 1 ? 'list' : 'lists'}.`,
    noneKept: (thing) => `No: “${thing}” is on no list. We keep no words of our own here and no block lists.`,
    word: (term, kind, why) =>
      kind === 'block'
        ? `Yes: “${term}” is a word of our own that counts${because(why)}.`
        : `Yes: “${term}” is a word of our own that never counts${because(why)}.`,
    whereWords: 'Words of our own are kept on the page Moderation, Words; an admin changes them.',
    onSome: (thing, entries) => `Yes: ${entries} ${entries === 1 ? 'entry names' : 'entries name'} ${thing}.`,
    listing: ({ what, list, since, why, effect, excepted, ended }) =>
      `${what} is on the list “${list}” since ${since}${because(why)}. ${excepted ? 'It is excepted here.' : ended ? 'The entry has ended.' : `It ${listWords.en.effects[effect]}.`}`,
    more: (count) => `And ${count} more.`,
  },
  de: {
    noLists: 'Es gibt keine Sperrliste.',
    where: 'Listen werden auf der Seite Moderation, Lists geführt, importiert, abonniert und geteilt.',
    count: (lists) => `${lists} ${lists === 1 ? 'Sperrliste' : 'Sperrlisten'}.`,
    list: ({ name, entries, effect, own, failing, changed }) =>
      `${name} (${own ? 'unsere' : 'von anderen geführt'}): ${entries} ${entries === 1 ? 'Eintrag' : 'Einträge'}; was darauf steht, ${listWords.de.effects[effect]}${changed ? `; letzte Änderung ${changed.time}: ${changed.added} hinzu, ${changed.removed} entfernt` : ''}${failing ? '; sie konnte zuletzt nicht geholt werden' : ''}.`,
    onNone: (thing, lists, words) =>
      `Nein: „${thing}“ ist keines von ${words} eigenen Wörtern und steht auf keiner von ${lists} ${lists === 1 ? 'Sperrliste' : 'Sperrlisten'}.`,
    noneKept: (thing) => `Nein: „${thing}“ steht auf keiner Liste. Hier gibt es weder eigene Wörter noch Sperrlisten.`,
    word: (term, kind, why) =>
      kind === 'block'
        ? `Ja: „${term}“ ist ein eigenes Wort, das zählt${because(why)}.`
        : `Ja: „${term}“ ist ein eigenes Wort, das nie zählt${because(why)}.`,
    whereWords: 'Eigene Wörter stehen auf der Seite Moderation, Words; ändern kann sie ein Admin.',
    onSome: (thing, entries) => `Ja: ${entries} ${entries === 1 ? 'Eintrag nennt' : 'Einträge nennen'} ${thing}.`,
    listing: ({ what, list, since, why, effect, excepted, ended }) =>
      `${what} steht auf der Liste „${list}“ seit ${since}${because(why)}. ${excepted ? 'Hier ist es ausgenommen.' : ended ? 'Der Eintrag ist abgelaufen.' : `Der Eintrag ${listWords.de.effects[effect]}.`}`,
    more: (count) => `Und ${count} mehr.`,
  },
  fr: {
    noLists: 'Il n’y a aucune liste de blocage.',
    where: 'Les listes sont tenues, importées, suivies et partagées sur la page Moderation, Lists.',
    count: (lists) => `${lists} ${lists === 1 ? 'liste' : 'listes'} de blocage.`,
    list: ({ name, entries, effect, own, failing, changed }) =>
      `${name} (${own ? 'la nôtre' : 'tenue par d’autres'}) : ${entries} ${entries === 1 ? 'entrée' : 'entrées'} ; ce qui y figure ${listWords.fr.effects[effect]}${changed ? ` ; dernier changement ${changed.time} : ${changed.added} ajoutées, ${changed.removed} retirées` : ''}${failing ? ' ; elle n’a pas pu être lue dernièrement' : ''}.`,
    onNone: (thing, lists, words) =>
      `Non : « ${thing} » n’est aucun des ${words} mots à nous et ne figure sur aucune liste de blocage (${lists}).`,
    noneKept: (thing) =>
      `Non : « ${thing} » ne figure sur aucune liste. Il n’y a ici ni mots à nous ni listes de blocage.`,
    word: (term, kind, why) =>
      kind === 'block'
        ? `Oui : « ${term} » est un mot à nous, qui compte${because(why)}.`
        : `Oui : « ${term} » est un mot à nous, qui ne compte jamais${because(why)}.`,
    whereWords: 'Nos propres mots sont tenus sur la page Moderation, Words ; un admin les change.',
    onSome: (thing, entries) => `Oui : ${entries} ${entries === 1 ? 'entrée nomme' : 'entrées nomment'} ${thing}.`,
    listing: ({ what, list, since, why, effect, excepted, ended }) =>
      `${what} figure sur la liste « ${list} » depuis ${since}${because(why)}. ${excepted ? 'Exception ici.' : ended ? 'L’entrée a expiré.' : `L’entrée ${listWords.fr.effects[effect]}.`}`,
    more: (count) => `Et ${count} de plus.`,
  },
  es: {
    noLists: 'No hay ninguna lista de bloqueo.',
    where: 'Las listas se llevan, importan, siguen y comparten en la página Moderation, Lists.',
    count: (lists) => `${lists} ${lists === 1 ? 'lista' : 'listas'} de bloqueo.`,
    list: ({ name, entries, effect, own, failing, changed }) =>
      `${name} (${own ? 'nuestra' : 'llevada por otros'}): ${entries} ${entries === 1 ? 'entrada' : 'entradas'}; lo que figura en ella ${listWords.es.effects[effect]}${changed ? `; último cambio ${changed.time}: ${changed.added} añadidas, ${changed.removed} retiradas` : ''}${failing ? '; últimamente no se pudo leer' : ''}.`,
    onNone: (thing, lists, words) =>
      `No: «${thing}» no es ninguna de las ${words} palabras propias y no está en ninguna lista de bloqueo (${lists}).`,
    noneKept: (thing) => `No: «${thing}» no está en ninguna lista. Aquí no hay palabras propias ni listas de bloqueo.`,
    word: (term, kind, why) =>
      kind === 'block'
        ? `Sí: «${term}» es una palabra propia que cuenta${because(why)}.`
        : `Sí: «${term}» es una palabra propia que nunca cuenta${because(why)}.`,
    whereWords: 'Las palabras propias están en la página Moderation, Words; las cambia un administrador.',
    onSome: (thing, entries) => `Sí: ${entries} ${entries === 1 ? 'entrada nombra' : 'entradas nombran'} ${thing}.`,
    listing: ({ what, list, since, why, effect, excepted, ended }) =>
      `${what} está en la lista «${list}» desde ${since}${because(why)}. ${excepted ? 'Aquí está exceptuado.' : ended ? 'La entrada ha caducado.' : `La entrada ${listWords.es.effects[effect]}.`}`,
    more: (count) => `Y ${count} más.`,
  },
});
