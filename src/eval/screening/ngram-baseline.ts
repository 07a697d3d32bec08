import { fold } from '../../pipeline/screening/fold.ts';
import { seeded } from './random.ts';
import type { Labelled } from './sets.ts';
import { hash32 } from './sets.ts';

const ROWS = 1 << 18;

/**
 * The plain tool that SafeNest's model is compared with: logistic regression on words, pairs of words and pieces of 3 to 5 letters,
 * weighted by how rare they are (TF-IDF, length 1), learned from the same texts.
 */
export function trainBaseline(texts: readonly Pick<Labelled, 'text' | 'toxic'>[], seed = 1): (text: string) => number {
  const documents = texts
    .filter(({ toxic }) => toxic !== null)
    .map(({ text, toxic }) => ({ rows: countsOf(text), toxic: Number(toxic) }));
  const found = new Float32Array(ROWS);
  for (const { rows } of documents) for (const row of rows.keys()) found[row]!++;
  const rarity = found.map((n) => Math.log((1 + documents.length) / (1 + n)) + 1);
  const vectors = documents.map(({ rows, toxic }) => ({ ...vectorOf(rows, rarity), toxic }));
  const weights = new Float32Array(ROWS);
  const squares = new Float32Array(ROWS).fill(1e-6);
  let bias = 0;
  const toxicShare = vectors.filter(({ toxic }) => toxic).length / vectors.length;
  const random = seeded(seed);
  const score = ({ rows, values }: Vector): number => {
    let sum = bias;
    for (let i = 0; i < rows.length; i++) sum += weights[rows[i]!]! * values[i]!;
    return 1 / (1 + Math.exp(-sum));
  };
  for (let epoch = 0; epoch < 6; epoch++) {
    random.shuffle(vectors);
    for (const vector of vectors) {
      // Both classes count alike.
      const grad = (score(vector) - vector.toxic) * (vector.toxic ? 0.5 / toxicShare : 0.5 / (1 - toxicShare));
      bias -= 0.05 * grad;
      for (let i = 0; i < vector.rows.length; i++) {
        const row = vector.rows[i]!;
        const own = grad * vector.values[i]! + 1e-6 * weights[row]!;
        squares[row]! += own * own;
        weights[row]! -= (0.4 * own) / Math.sqrt(squares[row]!);
      }
    }
  }
  return (text) => score(vectorOf(countsOf(text), rarity));
}

interface Vector {
  rows: Int32Array;
  values: Float32Array;
}

function countsOf(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (gram: string): void => {
    const row = hash32(gram) % ROWS;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  };
  const words =
    fold(text)
      .text.match(/[\p{L}\p{N}']+/gu)
      ?.slice(0, 300) ?? [];
  words.forEach((word, i) => {
    add(word);
    if (i > 0) add(`${words[i - 1]} ${word}`);
    const framed = ` ${word} `;
    for (let n = 3; n <= 5; n++) for (let k = 0; k + n <= framed.length; k++) add(`#${framed.slice(k, k + n)}`);
  });
  return counts;
}

function vectorOf(counts: Map<number, number>, rarity: Float32Array): Vector {
  const rows = Int32Array.from(counts.keys());
  const values = Float32Array.from(counts, ([row, n]) => (1 + Math.log(n)) * rarity[row]!);
  const length = Math.hypot(...values) || 1;
  return { rows, values: values.map((value) => value / length) };
}
