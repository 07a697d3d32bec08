import { termsOf } from '../../domain/text-terms.ts';
import { normalised, type TextEmbedder } from './embedder.ts';
import { MEANING_DIMENSIONS, meaningOfAll, rarityInEnglish } from './word-vectors.ts';

/** Places for the words and their pieces; behind them what the words mean. */
const HASHED = 320;
const DIMENSIONS = HASHED + MEANING_DIMENSIONS;
/** What the meaning counts in a cosine, the rest being words and pieces; and what the most used word counts beside the rarest. */
const MEANING_SHARE = 0.25;
const MOST_USED = 0.4;
/** Pieces of so many letters, ends of words marked: `<id`, `idio`, `ot>`. */
const PIECES = [3, 4, 5];
/** What a word's pieces weigh together beside the word itself. */
const PIECES_WEIGHT = 1;
/** Each feature stands in so many places, so that two that meet in one do not meet in all. */
const PLACES = 2;
const MOST_TERMS = 2000;

/**
 * SafeNest's own embedder: the words of a text and pieces of them, hashed into a vector (feature hashing, Weinberger et al. 2009; pieces as in
 * fastText, Bojanowski et al. 2017), a word counted more the rarer English uses it, and less each further time; and the mean of what the words mean
 * by a learned projection (word-vectors.ts), weighed alike (Arora et al. 2017). Texts that share words, endings or misspelt words, or speak of
 * the same in other words, stand near each other. The same on every machine, in linear time.
 */
export const ownEmbedder: TextEmbedder = {
  id: `own-subword-${DIMENSIONS}-v3`,
  dimensions: DIMENSIONS,
  async embed(texts, _purpose, signal) {
    signal?.throwIfAborted();
    return texts.map(ownVector);
  },
};

/** The vector of one text. */
export function ownVector(text: string): Float32Array {
  const counts = new Map<string, number>();
  for (const { term } of termsOf(text.slice(0, 50_000), MOST_TERMS)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const hashed = new Float32Array(HASHED);
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * (MOST_USED + (1 - MOST_USED) * rarityInEnglish(term));
    add(hashed, ` ${term}`, weight);
    const pieces = piecesOf(term);
    for (const piece of pieces) add(hashed, piece, (weight * PIECES_WEIGHT) / Math.sqrt(pieces.length));
  }
  const vector = new Float32Array(DIMENSIONS);
  vector.set(normalised(hashed).map((value) => value * Math.sqrt(1 - MEANING_SHARE)));
  vector.set(
    meaningOfAll([...counts.keys()]).map((value) => value * Math.sqrt(MEANING_SHARE)),
    HASHED,
  );
  return normalised(vector);
}

function piecesOf(word: string): string[] {
  const marked = `<${word.slice(0, 40)}>`;
  return PIECES.flatMap((length) =>
    Array.from({ length: Math.max(0, marked.length - length + 1) }, (_, at) => marked.slice(at, at + length)),
  );
}

/** FNV-1a, 32 bits, with a last stir so that the sign does not hang on the place. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function add(vector: Float32Array, feature: string, weight: number): void {
  for (let place = 0; place < PLACES; place++) {
    const hashed = hash(feature, place * 0x9e3779b9);
    vector[hashed % HASHED]! += (hashed & 0x8000_0000 ? -weight : weight) / Math.sqrt(PLACES);
  }
}
