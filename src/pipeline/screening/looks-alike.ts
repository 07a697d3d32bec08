import { CONFUSABLE } from './confusables.ts';

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
const SCRIPTS = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Armenian}/u, /\p{sc=Cherokee}/u];

/**
 * Whether two short names can hardly be told apart by the eye: but for the case of letters, spaces, what cannot be seen, and letters of another
 * alphabet that are drawn like each other, such as a Cyrillic а for a Latin a. Letters of one alphabet are always told apart.
 */
export function looksAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map(asSeen) as [string[], string[]];
  return a.length === b.length && a.every((letter, at) => isDrawnLike(letter, b[at]!));
}

const asSeen = (name: string): string[] => [
  ...name.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll(/\s+/g, ' ').trim().toLowerCase().normalize('NFC'),
];

function isDrawnLike(a: string, b: string): boolean {
  if (a === b) return true;
  return scriptOf(a) !== scriptOf(b) && drawnAs(a) === drawnAs(b);
}

const drawnAs = (letter: string): string => CONFUSABLE.get(letter.codePointAt(0)!) ?? letter;
const scriptOf = (letter: string): number => SCRIPTS.findIndex((script) => script.test(letter));
