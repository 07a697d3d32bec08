import { SafeNestError } from '../../../errors.ts';
import { type Forest, type Matrix, meanPath } from './isolation-forest.ts';

/** Rows that are taken through a tree together: few enough for the processor's cache. */
const BLOCK = 2048;

/**
 * How easily each row is isolated, between 0 and 1: about 0.5 is what the forest knows, towards 1 is unlike it (equation 2 of
 * Liu, Ting and Zhou). NaN counts as the column's median. `invalid_input` for rows of another width.
 */
export function scoreRows(forest: Forest, data: Matrix): Float32Array {
  checkWidth(forest, data);
  const { rows, columns } = data;
  const values = filled(forest, data);
  const { roots, feature, threshold, left, path } = forest;
  const lengths = new Float64Array(rows);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (let tree = 0; tree < roots.length; tree++) {
      const root = roots[tree]!;
      for (let row = from, base = from * columns; row < to; row++, base += columns) {
        let node = root;
        for (let column = feature[node]!; column >= 0; column = feature[node]!)
          node = values[base + column]! <= threshold[node]! ? left[node]! : left[node]! + 1;
        lengths[row]! += path[node]!;
      }
    }
  }
  const scores = new Float32Array(rows);
  for (let row = 0; row < rows; row++) scores[row] = scoreOf(forest, lengths[row]! / roots.length);
  return scores;
}

/**
 * Which columns isolated the rows: by how many steps each column's splits made the path shorter (or, below zero, longer) than
 * expected where they stand, mean over the trees, row after row. The sum of a row is the mean path at the roots less its own:
 * the attribution that A. Saabas described for forests of decision trees, with the path length in place of the prediction.
 */
export function isolatedBy(forest: Forest, data: Matrix): Float32Array {
  checkWidth(forest, data);
  const { rows, columns } = data;
  const values = filled(forest, data);
  const { roots, feature, threshold, left, path } = forest;
  const shares = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const base = row * columns;
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree]!;
      for (let column = feature[node]!; column >= 0; column = feature[node]!) {
        const next = values[base + column]! <= threshold[node]! ? left[node]! : left[node]! + 1;
        shares[base + column]! += path[node]! - path[next]!;
        node = next;
      }
    }
    for (let column = 0; column < columns; column++) shares[base + column]! /= roots.length;
  }
  return shares;
}

function scoreOf({ sample }: Forest, length: number): number {
  const usual = meanPath(sample);
  // one row knows nothing of what is usual
  return usual === 0 ? 0.5 : 2 ** (-length / usual);
}

function checkWidth({ columns }: Forest, data: Matrix): void {
  if (data.columns === columns && data.values.length === data.rows * columns) return;
  throw new SafeNestError('invalid_input', `The forest knows rows of ${columns} numbers; these have ${data.columns}.`);
}

function filled({ fill }: Forest, { values, columns }: Matrix): Float32Array {
  if (!values.some(Number.isNaN)) return values;
  return values.map((value, at) => (Number.isNaN(value) ? fill[at % columns]! : value));
}
