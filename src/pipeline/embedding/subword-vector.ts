import { tellingWords } from '../../domain/telling-words.ts';

/** Names the space of these vectors; another number where anything below changes. */
export const SUBWORD_MODEL = 'subword-hash-512-v1';
export const SUBWORD_DIMENSIONS = 512;

/** Pieces of so many letters, ends of words marked: `<id`, `idio`, `ot>`. */
const PIECES = [3, 4, 5];
/** What a word's pieces weigh together beside the word itself. */
const PIECES_WEIGHT = 0.8;

/**
 * Where a text stands among others, by its telling words and pieces of them, hashed into a vector of length 1: texts that share
 * words, endings or misspelt words stand near each other (feature hashing, Weinberger et al. 2009; pieces of words as in
 * fastText, Bojanowski et al. 2017). All zeros where nothing tells. The same on every machine, no model, in linear time.
 */
export function subwordVector(text: string): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(SUBWORD_DIMENSIONS);
  for (const word of tellingWords(plain(text))) {
    add(vector, ` ${word}`, 1);
    const pieces = piecesOf(word);
    for (const piece of pieces) add(vector, piece, PIECES_WEIGHT / Math.sqrt(pieces.length));
  }
  let square = 0;
  for (const value of vector) square += value * value;
  if (square > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= Math.sqrt(square);
  return vector;
}

/** Cosine of two such vectors: 1 for the same, about 0 for nothing in common. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const plain = (text: string): string =>
  text
    .slice(0, 50_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();

function piecesOf(word: string): string[] {
  const marked = `<${word.slice(0, 40)}>`;
  return PIECES.flatMap((length) =>
    Array.from({ length: Math.max(0, marked.length - length + 1) }, (_, at) => marked.slice(at, at + length)),
  );
}

/** FNV-1a, 32 bits, with a last stir so that the sign does not hang on the place. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

function add(vector: Float32Array, feature: string, weight: number): void {
  const hashed = hash(feature);
  vector[hashed % SUBWORD_DIMENSIONS]! += hashed & 0x8000_0000 ? -weight : weight;
}
