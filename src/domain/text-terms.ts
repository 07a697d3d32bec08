import { englishStem } from './english-stem.ts';

/** A word of a text as it is compared. */
export interface Term {
  /** The stem of a word; of a name with signs in it (an address, a reference, an e-mail address) the whole of it. */
  term: string;
  /** Which word of the text it is, from 1; a name stands where its first part does. */
  position: number;
}

/** English words that say nothing by themselves: those of every list, and those of questions. */
const STOP = new Set(
  `a about above after again against all also am an and any are aren as at be because been before being below between both but by can cannot could couldn did didn
  do does doesn doing don down during each ever few for from further had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn
  it its itself just let me more most my myself no nor not now of off on once only or other our ours ourselves out over own same shall shan she should shouldn so some
  such than that the their theirs them themselves then there these they this those through to too under until up us very was wasn we were weren what when where which
  while who whom whose why will with won would wouldn you your yours yourself yourselves s t d ll m re ve`.split(/\s+/),
);

/** A name that is written with signs: `ALR-16`, `203.0.113.9`, `maria.lopez@example.com`, `/api/v1`. */
const WORDS = /[\p{L}\p{N}\p{M}]+(?:['’.@:/_-]+[\p{L}\p{N}\p{M}]+)*/gu;
const SIGNS = /['’.@:/_-]+/u;
const LONGEST_TERM = 64;

/** A text as it is compared: no accents, no capitals, compatibility forms as plain ones. */
export const plainText = (text: string): string =>
  /^\p{ASCII}*$/u.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replaceAll(/\p{M}+/gu, '')
        .toLowerCase()
        .normalize('NFC');

/** Stems of words met lately: the same few thousand come again and again. Longer words are not kept, since V8 would keep the text they were cut from. */
const stems = new Map<string, string>();
const STEMS_KEPT = { words: 50_000, letters: 12 };

/** What stands for a word among the terms. */
export function termOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const term = englishStem(word).slice(0, LONGEST_TERM).toWellFormed();
  if (word.length > STEMS_KEPT.letters) return term;
  if (stems.size >= STEMS_KEPT.words) stems.clear();
  stems.set(word, term);
  return term;
}
export const isStop = (word: string): boolean => STOP.has(word);

/** The terms of a text in their order, at most `most`. What is written in scripts without spaces is taken in pairs of signs. */
export function termsOf(text: string, most = 10_000): Term[] {
  const terms: Term[] = [];
  let position = 0;
  for (const [whole] of plainText(text).matchAll(WORDS)) {
    if (terms.length >= most) break;
    const parts = whole.split(SIGNS).filter((part) => part !== '');
    const possessive = parts.length === 2 && /['’]/.test(whole);
    if (parts.length > 1 && !possessive && /[\d@]|\.[a-z]/.test(whole))
      terms.push({ term: whole.slice(0, LONGEST_TERM).toWellFormed(), position: position + 1 });
    for (const part of possessive ? parts.slice(0, parts[1]!.length > 2 ? 2 : 1) : parts) {
      if (PAIRED.test(part)) {
        for (const pair of pairsOf(part)) terms.push({ term: pair, position: ++position });
        continue;
      }
      position++;
      if (!STOP.has(part)) terms.push({ term: termOf(part), position });
    }
  }
  return terms;
}

const PAIRED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
function pairsOf(part: string): string[] {
  const signs = [...part.slice(0, 200)];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => signs[at]! + sign);
}

/** How often each term occurs. */
export function countTerms(terms: readonly Term[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
