import { RE2JS } from 're2js';
import { z } from 'zod';
import { raised, SCREENED, type Scores } from '../../domain/screening.ts';
import { SafeNestError } from '../../errors.ts';
import { fold } from './fold.ts';
import { normalise } from './normalise.ts';
import type { Screening, Weighed } from './screener.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

const LONGEST_TERM = 200;
const LONGEST_PATTERN = 500;
const MOST_ENTRIES = 5_000;
/** Instructions of a compiled pattern: a bomb like (a{1000}){1000} is far above. */
const MOST_INSTRUCTIONS = 5_000;
/** What is looked through by patterns. */
const MOST_MATCHED = 20_000;
const MOST_HITS = 200;

/** A word or phrase (disguises are seen through), or a pattern in the syntax of RE2, and what it raises to what. */
export const listEntry = z.union([
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
 * Makes lists ready. Patterns are matched in linear time (RE2): those with look-around or back-references, and those that would grow
 * too large, are refused with `invalid_input`, the reason and the entry's number.
 */
export function prepareLists(lists: WordLists, vocabulary: Vocabulary = PLAIN): PreparedLists {
  const terms = lists.lexicon.flatMap((entry, index) =>
    'term' in entry ? [{ words: wordsOf(entry.term, vocabulary), index }] : [],
  );
  const patterns = lists.lexicon.flatMap((entry, index) =>
    'pattern' in entry ? [{ pattern: compiled(entry.pattern, index), index }] : [],
  );
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
        ...patterns.flatMap(({ pattern, index }) => matches(text, pattern, index)),
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

const PLAIN = createVocabulary([]);

/** Why a pattern cannot be used, in a sentence; null where it can. For forms, before a list is kept. */
export function patternProblem(pattern: string): string | null {
  try {
    const { programSize } = sized(pattern);
    return programSize > MOST_INSTRUCTIONS
      ? `it grows to ${programSize.toLocaleString('en-GB')} steps; ${MOST_INSTRUCTIONS.toLocaleString('en-GB')} are the most`
      : null;
  } catch (error) {
    return `it cannot be matched in linear time, or is not a pattern: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function sized(pattern: string): { regex: RE2JS; programSize: number } {
  const regex = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  return { regex, programSize: regex.programSize() };
}

function compiled(pattern: string, index: number): RE2JS {
  const problem = patternProblem(pattern);
  if (problem)
    throw new SafeNestError('invalid_input', `Pattern ${index + 1} of the lexicon is refused: ${problem}.`, {
      details: [{ field: `lexicon.${index}.pattern`, message: problem }],
    });
  return sized(pattern).regex;
}

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

/** Matches in the folded text, so that capitals and accents do not matter. */
function matches(text: string, pattern: RE2JS, index: number): Hit[] {
  const { text: plain, from, to } = fold(text.slice(0, MOST_MATCHED));
  const matcher = pattern.matcher(plain);
  const hits: Hit[] = [];
  while (hits.length < MOST_HITS && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start) hits.push({ from: from[start]!, to: to[end - 1]!, index });
  }
  return hits;
}
