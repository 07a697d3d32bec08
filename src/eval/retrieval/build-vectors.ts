import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isStop, termOf } from '../../domain/text-terms.ts';
import { readWordVectors } from '../screening/word-table.ts';

/**
 * Writes models/word-vectors.json: of the words that English uses most the public-domain GloVe vectors, through the learned projection
 * (word-projection.json, see models/word-vectors.md), the forms of a word together, a byte a number.
 *
 *     node src/eval/retrieval/build-vectors.ts [--vectors FILE] [--out FILE]
 */
const { values } = parseArgs({
  options: {
    vectors: { type: 'string' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../../models/word-vectors.json') },
  },
});
const MOST_WORDS = 59_000;
const MOST_TERMS = 36_000;
/** Of two forms of a word the one that is used more tells more of what it means. */
const worthOf = (place: number): number => 1 / (place + 50);

const { map, from } = JSON.parse(await readFile(new URL('./word-projection.json', import.meta.url), 'utf8')) as {
  map: number[][];
  from: number[];
};
const { words, vectorOf } = await readWordVectors(values.vectors);
const sums = new Map<string, number[]>();
for (const [place, word] of words.slice(0, MOST_WORDS).entries()) {
  if (isStop(word)) continue;
  const term = termOf(word);
  const known = sums.get(term);
  if (!known && sums.size >= MOST_TERMS) continue;
  const projected = unit(
    map.map((row) => row.reduce((sum, value, at) => sum + value * (vectorOf(word)![at]! - from[at]!), 0)),
  );
  const weighed = projected.map((value) => value * worthOf(place));
  sums.set(term, known ? known.map((value, at) => value + weighed[at]!) : weighed);
}
const bytes = [...sums.values()].flatMap((sum) => {
  const most = Math.max(...sum.map(Math.abs));
  return sum.map((value) => Math.round((127 * value) / most));
});
await writeFile(
  values.out,
  `${JSON.stringify({ dimensions: map.length, terms: [...sums.keys()].join(' '), vectors: Buffer.from(Int8Array.from(bytes).buffer).toString('base64') })}\n`,
);
process.stdout.write(`${sums.size} terms written to ${values.out}\n`);

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
