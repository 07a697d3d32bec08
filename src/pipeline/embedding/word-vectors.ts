import { readFileSync } from 'node:fs';
import { normalised } from './embedder.ts';

/** What src/eval/retrieval/build-vectors.ts writes: terms in the order of their use, with what they mean, a byte a number. */
interface WordVectorsFile {
  dimensions: number;
  terms: string;
  vectors: string;
}

interface Ready {
  dimensions: number;
  places: ReadonlyMap<string, number>;
  /** Each of length 1. */
  vectors: Float32Array;
}

const FILE = new URL('../../../models/word-vectors.json', import.meta.url);

let ready: Ready | null = null;
const model = (): Ready => (ready ??= read());

function read(): Ready {
  const { dimensions, terms, vectors } = JSON.parse(readFileSync(FILE, 'utf8')) as WordVectorsFile;
  const bytes = new Int8Array(Buffer.from(vectors, 'base64'));
  const scaled = new Float32Array(bytes.length);
  for (let from = 0; from < bytes.length; from += dimensions) {
    let square = 0;
    for (let at = from; at < from + dimensions; at++) square += bytes[at]! ** 2;
    const length = Math.sqrt(square) || 1;
    for (let at = from; at < from + dimensions; at++) scaled[at] = bytes[at]! / length;
  }
  return { dimensions, places: new Map(terms.split(' ').map((term, place) => [term, place])), vectors: scaled };
}

/** What a term means, of length 1; null for one that is not among the most used. */
export function meaningOf(term: string): Float32Array | null {
  const { dimensions, places, vectors } = model();
  const place = places.get(term);
  return place === undefined ? null : vectors.subarray(place * dimensions, (place + 1) * dimensions);
}

/** How rarely English uses a term, 0 to 1; 1 for one that is not among the most used. */
export function rarityInEnglish(term: string): number {
  const { places } = model();
  const place = places.get(term);
  return place === undefined ? 1 : Math.log(1 + place) / Math.log(1 + places.size);
}

export const MEANING_DIMENSIONS = 64;

/** Cosine of two vectors of length 1. */
export function cosineOf(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** Adds what a term means to a sum of meanings, so many times. */
function addMeaning(sum: Float32Array, term: string, times: number): void {
  const meaning = meaningOf(term);
  if (meaning) for (let at = 0; at < sum.length; at++) sum[at]! += times * meaning[at]!;
}

/** What the most used term counts beside the rarest, where meanings are summed. */
const MOST_USED = 0.2;

/** What terms mean together, of length 1: the mean, a term weighing more the rarer English uses it (Arora et al. 2017). Zeros where nothing is known. */
export function meaningOfAll(terms: readonly string[]): Float32Array {
  const sum = new Float32Array(MEANING_DIMENSIONS);
  for (const term of terms) addMeaning(sum, term, MOST_USED + (1 - MOST_USED) * rarityInEnglish(term));
  return normalised(sum);
}
