import { askedWeight } from '../../domain/asking-words.ts';
import { isEveryday } from '../../domain/related-words.ts';
import { isStop, plainText, termOf } from '../../domain/text-terms.ts';
import { meaningOf, meaningOfAll, rarityInEnglish } from '../embedding/word-vectors.ts';

/** A word of a question, and what tells how much it says. */
export interface AskedWord {
  term: string;
  /** What it means; null where that is not known. */
  meaning: Float32Array | null;
  /** As it was written, and the words beside it. */
  written: string;
  before: string | null;
  after: string | null;
  /** The next term that says something. */
  next: string | null;
  rarity: number;
  /** What is known of it before any text is read: WORD_TRAITS numbers, about 0 to 1. */
  traits: readonly number[];
}

export const ANSWERS = ['number', 'date', 'who', 'where', 'why', 'other'] as const;
/** What kind of thing would answer a question. */
export type Answer = (typeof ANSWERS)[number];

export interface AskedWords {
  words: readonly AskedWord[];
  answer: Answer;
  /** What they mean together, of length 1. */
  meaning: Float32Array;
}

/** How many of a question's terms are weighed; and the traits of each. */
export const MOST_ASKED = 14;
export const WORD_TRAITS = 21;

/** The words of a question by which texts are compared closely; `rarities` and `parts` are those of the texts searched. */
export function askedWords(
  question: string,
  { terms, rarities, parts }: { terms: readonly string[]; rarities: ReadonlyMap<string, number>; parts: number },
): AskedWords {
  const written = [...question.matchAll(/[\p{L}\p{N}]+/gu)].map(([word], at) => {
    const plain = plainText(word);
    return { plain, term: termOf(plain), name: at > 0 && /^\p{Lu}/u.test(word), filler: isStop(plain) };
  });
  const asked = askedFor(written);
  const counted = new Set(
    written.flatMap(({ term }, at) => (/^(?:many|much)$/.test(written[at - 1]?.plain ?? '') ? term : [])),
  );
  const chosen = terms.slice(0, MOST_ASKED);
  const highest = Math.max(...chosen.map((term) => rarities.get(term) ?? 0), 1e-6);
  const most = Math.log(1 + (parts + 0.5) / 1.5);
  const answer = answerOf(question);
  const words = chosen.map((term, place): AskedWord => {
    const at = written.findIndex((word) => word.term === term);
    const word = written[at];
    const rarity = rarities.get(term) ?? 0;
    const meaning = meaningOf(term);
    return {
      term,
      meaning,
      written: word?.plain ?? term,
      before: written[at - 1]?.plain ?? null,
      after: at < 0 ? null : (written[at + 1]?.plain ?? null),
      next: chosen[place + 1] ?? null,
      rarity,
      traits: [
        rarity / most,
        rarity / highest,
        Number(askedWeight(term) < 1),
        Number(isEveryday(term)),
        rarityInEnglish(term),
        Number(meaning === null),
        Number(word?.name ?? false),
        Number(/\d/.test(term)),
        Number(asked.has(term)),
        Number(counted.has(term)),
        Number(/(?:ed|ing)$/.test(word?.plain ?? '')),
        place / chosen.length,
        Number(place === chosen.length - 1),
        Math.min(1, term.length / 10),
        Math.min(1, chosen.length / 10),
        ...ANSWERS.map((kind) => Number(kind === answer)),
      ],
    };
  });
  return { words, answer, meaning: meaningOfAll(chosen) };
}

/** What is asked for by name, as `religion` in “what religion were they?”: a text that answers may not say it. */
function askedFor(written: readonly { plain: string; term: string; name: boolean; filler: boolean }[]): Set<string> {
  const from = written.findIndex(({ plain }) => /^(?:what|which|whose)$/.test(plain)) + 1;
  if (from === 0) return new Set();
  const to = written.findIndex(({ filler }, at) => at >= from && filler);
  return new Set(
    written
      .slice(from, Math.min(from + 3, to < 0 ? written.length : to))
      .filter(({ name }) => !name)
      .map(({ term }) => term),
  );
}

const ASKS: readonly (readonly [Answer, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|long|far|old|large|big|tall|high|often|fast)\b|\bwhat (?:percent|percentage|number|amount|(?:is|was) the population|size|area)\b/,
  ],
  ['date', /\bwhen\b|\b(?:what|which) (?:year|date|day|month|decade|century|time|season|period|era)\b/],
  ['who', /\bwho(?:m|se)?\b/],
  [
    'where',
    /\bwhere\b|\b(?:what|which) (?:city|country|state|place|region|continent|town|river|location|county|area|countries|cities)\b/,
  ],
  ['why', /\bwhy\b/],
];

const answerOf = (question: string): Answer => {
  const plain = question.slice(0, 2000).toLowerCase();
  return ASKS.find(([, asks]) => asks.test(plain))?.[0] ?? 'other';
};
