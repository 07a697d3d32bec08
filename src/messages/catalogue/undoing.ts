import { LANGUAGES, type Language } from '../../domain/language.ts';
import { inEveryLanguage } from './catalogue.ts';

interface UndoingWords {
  /** Nobody said to take back this change of somebody else's, or of long ago. */
  whose: (ref: string, what: string, who: string, when: string) => string;
  /** Beside a comment: comments stay. */
  comment: (ref: string, what: string, who: string, when: string) => string;
  /** The same where the change before it is the opening: what is asked is whether all of it is withdrawn. */
  opening: (ref: string, what: string, who: string, when: string) => string;
  nothing: (ref: string) => string;
  again: (ref: string) => string;
  nothingOfYours: string;
}

/** Names, in the place of a change, that the incident itself is to be withdrawn. */
export const OPENING = 'opening';

/** What is said before a change is taken back that is not the asker's own of just now. */
export const undoingWords = inEveryLanguage<UndoingWords>({
  en: {
    whose: (ref, what, who, when) =>
      `Nothing is changed yet. The last change of ${ref} is “${what}”, by ${who}, ${when}. Shall I take that back? Say “yes” if so.`,
    comment: (ref, what, who, when) =>
      `The last thing in ${ref} is a comment, and comments stay. The change before it is “${what}”, by ${who}, ${when}. Shall I take that back? Say “yes” if so.`,
    opening: (ref, _what, who, when) =>
      `The last thing in ${ref} is a comment, and comments stay; nothing is changed yet. Shall I withdraw ${ref} itself, opened by ${who}, ${when}? Say “yes” if so.`,
    nothing: (ref) => `Nothing of ${ref} was changed, so there is nothing to take back.`,
    again: (ref) => `The last change of ${ref} was taken back already. Say what it is to be instead.`,
    nothingOfYours:
      'You changed nothing in what I remember of this conversation, so there is nothing of yours to take back. If you mean something else, name it: “undo the last change of INC-3”.',
  },
  de: {
    whose: (ref, what, who, when) =>
      `Noch ist nichts geändert. Die letzte Änderung an ${ref} ist „${what}“, von ${who}, ${when}. Soll ich sie zurücknehmen? Wenn ja, sagen Sie „ja“.`,
    comment: (ref, what, who, when) =>
      `Das Letzte in ${ref} ist ein Kommentar, und Kommentare bleiben. Die Änderung davor ist „${what}“, von ${who}, ${when}. Soll ich sie zurücknehmen? Wenn ja, sagen Sie „ja“.`,
    opening: (ref, _what, who, when) =>
      `Das Letzte in ${ref} ist ein Kommentar, und Kommentare bleiben; noch ist nichts geändert. Soll ich ${ref} selbst zurückziehen, eröffnet von ${who}, ${when}? Wenn ja, sagen Sie „ja“.`,
    nothing: (ref) => `An ${ref} wurde nichts geändert, es gibt also nichts zurückzunehmen.`,
    again: (ref) => `Die letzte Änderung an ${ref} ist schon zurückgenommen. Sagen Sie, wie es stattdessen sein soll.`,
    nothingOfYours:
      'Soweit ich mich an dieses Gespräch erinnere, haben Sie nichts geändert; es gibt also nichts von Ihnen zurückzunehmen. Wenn Sie etwas anderes meinen, nennen Sie es: „mach die letzte Änderung an INC-3 rückgängig“.',
  },
  fr: {
    whose: (ref, what, who, when) =>
      `Rien n’est encore changé. Le dernier changement de ${ref} est « ${what} », par ${who}, ${when}. Dois-je l’annuler ? Si oui, dites « oui ».`,
    comment: (ref, what, who, when) =>
      `Le dernier élément de ${ref} est un commentaire, et les commentaires restent. Le changement précédent est « ${what} », par ${who}, ${when}. Dois-je l’annuler ? Si oui, dites « oui ».`,
    opening: (ref, _what, who, when) =>
      `Le dernier élément de ${ref} est un commentaire, et les commentaires restent ; rien n’est encore changé. Dois-je retirer ${ref} lui-même, ouvert par ${who}, ${when} ? Si oui, dites « oui ».`,
    nothing: (ref) => `Rien n’a été changé dans ${ref} ; il n’y a donc rien à annuler.`,
    again: (ref) => `Le dernier changement de ${ref} est déjà annulé. Dites comment il doit être.`,
    nothingOfYours:
      'Vous n’avez rien changé dans ce que je me rappelle de cette conversation ; il n’y a donc rien de vous à annuler. Si vous pensez à autre chose, nommez-le : « annule le dernier changement de INC-3 ».',
  },
  es: {
    whose: (ref, what, who, when) =>
      `Aún no ha cambiado nada. El último cambio de ${ref} es «${what}», de ${who}, ${when}. ¿Lo deshago? Si es así, diga «sí».`,
    comment: (ref, what, who, when) =>
      `Lo último en ${ref} es un comentario, y los comentarios se quedan. El cambio anterior es «${what}», de ${who}, ${when}. ¿Lo deshago? Si es así, diga «sí».`,
    opening: (ref, _what, who, when) =>
      `Lo último en ${ref} es un comentario, y los comentarios se quedan; aún no ha cambiado nada. ¿Retiro ${ref} mismo, abierto por ${who}, ${when}? Si es así, diga «sí».`,
    nothing: (ref) => `No se cambió nada en ${ref}, así que no hay nada que deshacer.`,
    again: (ref) => `El último cambio de ${ref} ya está deshecho. Diga cómo debe quedar.`,
    nothingOfYours:
      'No ha cambiado nada en lo que recuerdo de esta conversación, así que no hay nada suyo que deshacer. Si se refiere a otra cosa, nómbrela: «deshaz el último cambio de INC-3».',
  },
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** Each question with what it names left open: whose change, and of when. */
const ASKED = LANGUAGES.flatMap((language) =>
  (['whose', 'comment', 'opening'] as const).map(
    (kind) =>
      new RegExp(
        `^${escaped(undoingWords[language][kind]('\u0001', '\u0001', '\u0002', '\u0003'))
          .replaceAll('\u0001', '[^]*?')
          .replace('\u0002', '(?<who>[^]*?)')
          .replace('\u0003', '(?<when>[^]*?)')}$`,
      ),
  ),
);

/** Which change a question of ours would take back, as `undo_of` names it; null for any other sentence. */
export function changeAskedAbout(sentence: string): string | null {
  for (const pattern of ASKED) {
    const { who, when } = pattern.exec(sentence)?.groups ?? {};
    if (who !== undefined && when !== undefined) return changeOf(who, when);
  }
  return null;
}

/** A change as a person means it: whose, and of when. */
export const changeOf = (who: string, when: string): string => `${who}, ${when}`;

/** Whether that is the change somebody said to take back, in whatever language it was told them. */
export const isChangeOf = (meant: string | undefined, who: string, when: (language: Language) => string): boolean =>
  meant !== undefined && LANGUAGES.some((language) => changeOf(who, when(language)) === meant);
