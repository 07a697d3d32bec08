import type { ListEffect, ListedKind } from '../../domain/block-list.ts';
import { inEveryLanguage, some } from './catalogue.ts';

export interface ListWords {
  kind: string;
  trigger: string;
  /** What a case is about that a list opened; `messages` is 0 of somebody who only joined. */
  summary: (one: { who: string; where: string; messages: number }) => string;
  /** Why it suggests a ban. */
  suggestsBan: (list: string) => string;
  kinds: Record<ListedKind, string>;
  effects: Record<ListEffect, string>;
}

/** Block lists: who and what is looked out for, and what that does. */
export const listWords = inEveryLanguage<ListWords>({
  en: {
    kind: 'on a block list',
    trigger: 'somebody or something on a block list',
    summary: ({ who, where, messages }) =>
      messages === 0
        ? `${who} is on a block list and joined where ${where} is guarded.`
        : `A block list names ${who} or what they posted, in ${where}: ${some(messages, 'message', 'messages')}.`,
    suggestsBan: (list) => `The list “${list}” is set to suggest a ban here.`,
    kinds: { account: 'account', word: 'word', pattern: 'pattern', domain: 'domain' },
    effects: {
      watch: 'opens a case',
      mention: 'is mentioned on cases',
      ban: 'opens a case that suggests a ban',
      off: 'does nothing',
    },
  },
  de: {
    kind: 'auf einer Sperrliste',
    trigger: 'jemand oder etwas auf einer Sperrliste',
    summary: ({ who, where, messages }) =>
      messages === 0
        ? `${who} steht auf einer Sperrliste und ist beigetreten, wo ${where} bewacht wird.`
        : `Eine Sperrliste nennt ${who} oder das Gepostete, in ${where}: ${some(messages, 'Nachricht', 'Nachrichten')}.`,
    suggestsBan: (list) => `Die Liste „${list}“ soll hier einen Ausschluss vorschlagen.`,
    kinds: { account: 'Konto', word: 'Wort', pattern: 'Muster', domain: 'Domain' },
    effects: {
      watch: 'eröffnet einen Fall',
      mention: 'wird bei Fällen erwähnt',
      ban: 'eröffnet einen Fall, der einen Ausschluss vorschlägt',
      off: 'tut nichts',
    },
  },
  fr: {
    kind: 'sur une liste de blocage',
    trigger: 'quelqu’un ou quelque chose sur une liste de blocage',
    summary: ({ who, where, messages }) =>
      messages === 0
        ? `${who} figure sur une liste de blocage et est arrivé là où ${where} est surveillé.`
        : `Une liste de blocage nomme ${who} ou ce qu’il a publié, dans ${where} : ${some(messages, 'message', 'messages')}.`,
    suggestsBan: (list) => `La liste « ${list} » doit proposer ici un bannissement.`,
    kinds: { account: 'compte', word: 'mot', pattern: 'motif', domain: 'domaine' },
    effects: {
      watch: 'ouvre un cas',
      mention: 'est mentionné sur les cas',
      ban: 'ouvre un cas qui propose un bannissement',
      off: 'ne fait rien',
    },
  },
  es: {
    kind: 'en una lista de bloqueo',
    trigger: 'alguien o algo en una lista de bloqueo',
    summary: ({ who, where, messages }) =>
      messages === 0
        ? `${who} está en una lista de bloqueo y ha entrado donde se vigila ${where}.`
        : `Una lista de bloqueo nombra a ${who} o lo que publicó, en ${where}: ${some(messages, 'mensaje', 'mensajes')}.`,
    suggestsBan: (list) => `La lista «${list}» debe proponer aquí una expulsión.`,
    kinds: { account: 'cuenta', word: 'palabra', pattern: 'patrón', domain: 'dominio' },
    effects: {
      watch: 'abre un caso',
      mention: 'se menciona en los casos',
      ban: 'abre un caso que propone una expulsión',
      off: 'no hace nada',
    },
  },
});
