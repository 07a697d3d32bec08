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
  onNone: (thing: string, lists: number) => string;
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
    onNone: (thing, lists) => `No: ${thing} is on none of ${lists} block ${lists === 1 ? 'list' : 'lists'}.`,
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
    onNone: (thing, lists) =>
      `Nein: ${thing} steht auf keiner von ${lists} ${lists === 1 ? 'Sperrliste' : 'Sperrlisten'}.`,
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
    onNone: (thing, lists) =>
      `Non : ${thing} ne figure sur aucune des ${lists} ${lists === 1 ? 'liste' : 'listes'} de blocage.`,
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
    onNone: (thing, lists) =>
      `No: ${thing} no está en ninguna de ${lists} ${lists === 1 ? 'lista' : 'listas'} de bloqueo.`,
    onSome: (thing, entries) => `Sí: ${entries} ${entries === 1 ? 'entrada nombra' : 'entradas nombran'} ${thing}.`,
    listing: ({ what, list, since, why, effect, excepted, ended }) =>
      `${what} está en la lista «${list}» desde ${since}${because(why)}. ${excepted ? 'Aquí está exceptuado.' : ended ? 'La entrada ha caducado.' : `La entrada ${listWords.es.effects[effect]}.`}`,
    more: (count) => `Y ${count} más.`,
  },
});
