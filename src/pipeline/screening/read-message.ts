import { SCREENED, type Screened } from '../../domain/screening.ts';
import { type SeedLexicon, seedLexicon, type TermWeights } from './lexicon.ts';
import { normalise, type Word } from './normalise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word, and what the lexicon says of it where it stands. */
export interface ReadWord extends Word {
  /** Of the term, or of the heaviest phrase it is part of; null where it is in none. */
  weights: TermWeights | null;
  /** How many words the term or phrase has; 0 in none. */
  phrase: number;
  /** First word of its term or phrase, as an index. */
  start: number;
}

/** The words of a message with the terms and phrases among them marked. */
export function readMessage(text: string, vocabulary: Vocabulary, lexicon: SeedLexicon = seedLexicon()): ReadWord[] {
  const words: ReadWord[] = normalise(text, vocabulary).map((word, start) => ({
    ...word,
    weights: null,
    phrase: 0,
    start,
  }));
  for (let i = 0; i < words.length; i++) {
    const { text: word } = words[i]!;
    const term = lexicon.terms.get(word);
    if (term) mark(words, i, 1, term);
    for (const phrase of lexicon.phrases.get(word) ?? [])
      if (phrase.words.every((each, k) => words[i + k]?.text === each))
        mark(words, i, phrase.words.length, phrase.weights);
  }
  return words;
}

/** Raises the weights of words from `start`; longer phrases take over from what is in them. */
function mark(words: ReadWord[], start: number, length: number, weights: TermWeights): void {
  for (let k = start; k < start + length; k++) {
    const word = words[k]!;
    word.weights = word.weights ? heavier(word.weights, weights) : weights;
    if (length > word.phrase) {
      word.phrase = length;
      word.start = start;
    }
  }
}

function heavier(one: TermWeights, other: TermWeights): TermWeights {
  const result: TermWeights = { ...one };
  for (const name of Object.keys(other) as Screened[]) result[name] = Math.max(result[name] ?? 0, other[name] ?? 0);
  return result;
}

/** The heaviest weight of each attribute among the words. */
export function heaviest(words: readonly ReadWord[]): Float32Array {
  const most = new Float32Array(SCREENED.length);
  for (const { weights } of words)
    if (weights) for (let k = 0; k < SCREENED.length; k++) most[k] = Math.max(most[k]!, weights[SCREENED[k]!] ?? 0);
  return most;
}
