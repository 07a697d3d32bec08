import { nounIn } from './cameras.ts';
import { inEveryLanguage } from './catalogue.ts';

/** Of pictures that nobody looked at yet, and of what cannot be told for that; `where` and `when` are said already, or empty. */
export interface WaitingWords {
  waiting: (count: number, where: string, when: string) => string;
  /** No models: `who` null of anybody. */
  cannotTell: (who: string | null, where: string, when: string) => string;
  /** The same of things: `what`, `car`. */
  cannotTellOf: (what: string, where: string) => string;
  /** On cards: a label, and how many. */
  label: string;
  pictures: (count: number) => string;
}

export const waitingWords = inEveryLanguage<WaitingWords>({
  en: {
    waiting: (count, where, when) =>
      `Not looked at yet: ${count} ${count === 1 ? 'picture' : 'pictures'}${where}${when}. I cannot tell who or what is on ${count === 1 ? 'it' : 'them'}.`,
    cannotTell: (who, where, when) => `I cannot tell whether ${who ?? 'anybody'} was seen${where}${when}.`,
    cannotTellOf: (what, where) => `I cannot tell whether that was seen${where}: ${what}.`,
    label: 'Not looked at yet',
    pictures: (count) => `${count} ${count === 1 ? 'picture' : 'pictures'}`,
  },
  de: {
    waiting: (count, where, when) =>
      `Noch nicht angesehen: ${count} ${count === 1 ? 'Bild' : 'Bilder'}${where}${when}. Wer oder was darauf ist, kann ich nicht sagen.`,
    cannotTell: (who, where, when) => `Ob ${who ?? 'jemand'} gesehen wurde${where}${when}, kann ich nicht sagen.`,
    cannotTellOf: (what, where) => `Ob das gesehen wurde${where}, kann ich nicht sagen: ${nounIn('de', what)}.`,
    label: 'Noch nicht angesehen',
    pictures: (count) => `${count} ${count === 1 ? 'Bild' : 'Bilder'}`,
  },
  fr: {
    waiting: (count, where, when) =>
      `Pas encore ${count === 1 ? 'regardée' : 'regardées'} : ${count} ${count === 1 ? 'image' : 'images'}${where}${when}. Je ne peux pas dire qui ou quoi s’y trouve.`,
    cannotTell: (who, where, when) => `Je ne peux pas dire si ${who ?? 'quelqu’un'} a été vu${where}${when}.`,
    cannotTellOf: (what, where) => `Je ne peux pas dire si cela a été vu${where} : ${nounIn('fr', what)}.`,
    label: 'Pas encore regardées',
    pictures: (count) => `${count} ${count === 1 ? 'image' : 'images'}`,
  },
  es: {
    waiting: (count, where, when) =>
      `Aún sin mirar: ${count} ${count === 1 ? 'imagen' : 'imágenes'}${where}${when}. No puedo decir quién o qué hay en ${count === 1 ? 'ella' : 'ellas'}.`,
    cannotTell: (who, where, when) => `No puedo decir si se vio a ${who ?? 'alguien'}${where}${when}.`,
    cannotTellOf: (what, where) => `No puedo decir si se vio eso${where}: ${nounIn('es', what)}.`,
    label: 'Aún sin mirar',
    pictures: (count) => `${count} ${count === 1 ? 'imagen' : 'imágenes'}`,
  },
});
