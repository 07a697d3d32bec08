import { z } from 'zod';
import { raised, SCREENED, type Scores } from '../../domain/screening.ts';
import { findPatterns, readPattern } from './list-patterns.ts';
import { normalise } from './normalise.ts';
import type { Screening, Weighed } from './screener.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

const LONGEST_TERM = 200;
const LONGEST_PATTERN = 500;
const MOST_ENTRIES = 5_000;
const MOST_HITS = 200;

/** A word or phrase (disguises are seen through), or a pattern in the syntax of RE2, and what it raises to what. */
const listEntry = z.union([
  z.object({
    term: z.string().trim().min(1).max(LONGEST_TERM),
    attribute: z.enum(SCREENED),
    score: z.number().min(0).max(1),
  }),
  z.object({
    pattern: z.string().min(1).max(LONGEST_PATTERN),
    attribute: z.enum(SCREENED),
    score: z.number().min(0).max(1),
  }),
]);
export const wordLists = z.object({
  /** What an organisation wants noticed. */
  lexicon: z.array(listEntry).max(MOST_ENTRIES).default([]),
  /** What is fine there: these words or phrases are not judged. */
  allow: z.array(z.string().trim().min(1).max(LONGEST_TERM)).max(MOST_ENTRIES).default([]),
});
export type WordLists = z.output<typeof wordLists>;

/** Lists made ready once; use them for as many messages as there are. */
export interface PreparedLists {
  /** The text with what is allowed taken out, places kept. */
  withoutAllowed(text: string): string;
  /** What was found on the lists raises the scores and is added to what weighed. */
  raise(text: string, screening: Screening): Screening;
}

interface Term {
  words: readonly string[];
  index: number;
}

/**
 * Makes lists ready. A pattern that may not be used is left out: it is refused when it is added, and one that was kept before it would
 * have been must not keep messages from being screened.
 */
export function prepareLists(lists: WordLists): PreparedLists {
  const vocabulary = vocabularyOf([
    ...lists.lexicon.flatMap((one) => ('term' in one ? [one.term] : [])),
    ...lists.allow,
  ]);
  const terms = lists.lexicon.flatMap((entry, index) =>
    'term' in entry ? [{ words: wordsOf(entry.term, vocabulary), index }] : [],
  );
  const patterns = lists.lexicon.flatMap((entry, index) => {
    const read = 'pattern' in entry ? readPattern(entry.pattern) : null;
    return read && 'pattern' in read ? [{ pattern: read.pattern, index }] : [];
  });
  const ready = patterns.map(({ pattern }) => pattern);
  const byFirst = beginnings(terms);
  const allowed = beginnings(lists.allow.map((term, index) => ({ words: wordsOf(term, vocabulary), index })));
  return {
    withoutAllowed(text) {
      if (allowed.size === 0) return text;
      let result = text;
      for (const { from, to } of found(text, allowed, vocabulary))
        result = result.slice(0, from) + ' '.repeat(to - from) + result.slice(to);
      return result;
    },
    raise(text, screening) {
      const hits = [
        ...found(text, byFirst, vocabulary),
        ...findPatterns(text, ready).flatMap((places, at) =>
          places.map((place) => ({ ...place, index: patterns[at]!.index })),
        ),
      ];
      if (hits.length === 0) return screening;
      const by: Partial<Scores> = {};
      const weighed = hits.map(({ from, to, index }): Weighed => {
        const { attribute, score } = lists.lexicon[index]!;
        by[attribute] = Math.max(by[attribute] ?? 0, score);
        by.toxicity = Math.max(by.toxicity ?? 0, attribute === 'profanity' ? 0 : score);
        return { from, to, attribute, weight: score };
      });
      return {
        ...screening,
        scores: raised(screening.scores, by),
        weighed: [...weighed, ...screening.weighed].sort((a, b) => b.weight - a.weight),
      };
    },
  };
}

/** Which of some words, phrases and patterns stand in a text, by their place among them; a pattern that may not be used stands in none. */
export function prepareFinder(
  entries: readonly { value: string; isPattern: boolean }[],
): (text: string) => ReadonlySet<number> {
  const plain = entries.flatMap(({ value, isPattern }, index) => (isPattern ? [] : [{ value, index }]));
  const vocabulary = vocabularyOf(plain.map(({ value }) => value));
  const terms = beginnings(plain.map(({ value, index }) => ({ words: wordsOf(value, vocabulary), index })));
  const patterns = entries.flatMap(({ value, isPattern }, index) => {
    const read = isPattern ? readPattern(value) : null;
    return read && 'pattern' in read ? [{ pattern: read.pattern, index }] : [];
  });
  const ready = patterns.map(({ pattern }) => pattern);
  return (text) =>
    new Set([
      ...found(text, terms, vocabulary).map(({ index }) => index),
      ...findPatterns(text, ready).flatMap((places, at) => (places.length > 0 ? [patterns[at]!.index] : [])),
    ]);
}

/** What is looked for is known, so that its disguises come off; what else is written is left as it stands. */
const vocabularyOf = (looked: readonly string[]): Vocabulary =>
  createVocabulary(
    [],
    looked.flatMap((one) => one.toLowerCase().match(/\p{L}{3,}/gu) ?? []),
  );

const wordsOf = (term: string, vocabulary: Vocabulary): string[] => normalise(term, vocabulary).map(({ text }) => text);

function beginnings(terms: readonly Term[]): Map<string, Term[]> {
  const map = new Map<string, Term[]>();
  for (const term of terms) {
    const [first] = term.words;
    if (first === undefined) continue;
    map.set(first, [...(map.get(first) ?? []), term]);
  }
  return map;
}

interface Hit {
  from: number;
  to: number;
  index: number;
}

function found(text: string, terms: ReadonlyMap<string, readonly Term[]>, vocabulary: Vocabulary): Hit[] {
  if (terms.size === 0) return [];
  const words = normalise(text, vocabulary);
  const hits: Hit[] = [];
  for (let i = 0; i < words.length && hits.length < MOST_HITS; i++)
    for (const { words: wanted, index } of terms.get(words[i]!.text) ?? [])
      if (wanted.every((each, k) => words[i + k]?.text === each))
        hits.push({ from: words[i]!.from, to: words[i + wanted.length - 1]!.to, index });
  return hits;
}
