import type { Language } from '../../domain/language.ts';
import { GERMAN } from './words-de.ts';
import { SPANISH } from './words-es.ts';
import { FRENCH } from './words-fr.ts';

/** How the guide, which is in English, is found by whoever asks in another language. */
export interface WordsOfLanguage {
  /** Words of the guide, and the beginnings of words that mean them. */
  meanings: Readonly<Record<string, string>>;
  /** What a question says without being about it. */
  small: string;
}

interface Read {
  beginnings: readonly (readonly [begins: string, english: string])[];
  small: ReadonlySet<string>;
}

const withoutAccents = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
const split = (list: string): string[] => withoutAccents(list).split(/\s+/);
const read = ({ meanings, small }: WordsOfLanguage): Read => ({
  // The longest that fits is the one that is meant.
  beginnings: Object.entries(meanings)
    .flatMap(([english, list]) => split(list).map((begins) => [begins, english] as const))
    .sort(([a], [b]) => b.length - a.length),
  small: new Set(split(small)),
});
const WORDS: Record<Exclude<Language, 'en'>, Read> = { de: read(GERMAN), fr: read(FRENCH), es: read(SPANISH) };

/** Who may do something is asked for a permission. */
const WHO_MAY =
  /^(?:wer (?:darf|kann|sieht|liest)|wer hat zugriff(?: auf)?|qui (?:peut|voit|lit)|qui a (?:le droit d[eu]?|acces a)|quien(?:es)? (?:puede|pueden|ve|lee)|quien tiene (?:acceso a|permiso para)) /;

/** German puts what a verb begins with last: "wie logge ich mich aus?" asks about "ausloggen". */
const APART = /(\p{L}+) (ich|man|wir|du|er|sie)( .*)? (ab|an|auf|aus|ein|frei|hinzu|um|vor|zu|zuruck)$/u;

/**
 * A question in the words of the guide, typed with accents or without: known words in English, small ones left out, all
 * others as they stand. Words that are the same in English, such as names of attacks, may stay.
 */
export function inGuideWords(question: string, language: Language): string {
  if (language === 'en') return question;
  const { beginnings, small } = WORDS[language];
  const said = (withoutAccents(question).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  const joined =
    language === 'de' ? said.replace(APART, (_, verb, who, rest = '', part) => `${part}${verb} ${who}${rest}`) : said;
  return (WHO_MAY.test(joined) ? `permission ${joined}` : joined)
    .split(' ')
    .flatMap((word) => (small.has(word) ? [] : [beginnings.find(([begins]) => word.startsWith(begins))?.[1] ?? word]))
    .join(' ');
}
