import { SafeNestError } from '../../../errors.ts';
import { seededRandom } from './seeded-random.ts';

/** Rows of numbers, one after the other: the value of row `r` in column `c` is `values[r * columns + c]`. */
export interface Matrix {
  values: Float32Array;
  rows: number;
  columns: number;
}

/** A forest as flat arrays: nodes of all trees one after the other; the right child of a node stands behind the left. */
export interface Forest {
  columns: number;
  /** How many rows each tree was grown from. */
  sample: number;
  /** What stands for a value that is not known, by column: the median of those that were. */
  fill: Float32Array;
  /** Where each tree begins. */
  roots: Int32Array;
  /** The column a node splits by; -1 in a leaf. */
  feature: Int16Array;
  /** Values up to and including this one go left. */
  threshold: Float32Array;
  /** The left child; 0 in a leaf. */
  left: Int32Array;
  /** How long the path of the rows that came through here is expected to be, in steps from the root; in a leaf, how long it is. */
  path: Float32Array;
}

export interface ForestOptions {
  seed: number;
  trees?: number;
  /** Rows per tree. */
  sample?: number;
}

const MOST_COLUMNS = 32_767;
const EULER = 0.577_215_664_901_532_9;

/** The mean path length of an unsuccessful search in a binary tree of so many rows: what paths are measured by. */
export function meanPath(rows: number): number {
  if (rows <= 1) return 0;
  return rows === 2 ? 1 : 2 * (Math.log(rows - 1) + EULER) - (2 * (rows - 1)) / rows;
}

/**
 * Grows an Isolation Forest (F. T. Liu, K. M. Ting, Z.-H. Zhou, ICDM 2008): 100 trees of 256 rows, no deeper than their logarithm.
 * NaN is a value that is not known and counts as its column's median; infinities count as the column's largest and smallest
 * finite values. Constant columns are never split by: of constant data, or one row, every score is 0.5. `invalid_input` without
 * rows or columns, and where the numbers do not fill the matrix. The same seed grows the same forest.
 */
export function growForest(data: Matrix, { seed, trees = 100, sample = 256 }: ForestOptions): Forest {
  check(data, trees, sample);
  const { rows, columns } = data;
  const size = Math.min(sample, rows);
  const { values, fill } = finite(data);
  const depth = Math.ceil(Math.log2(Math.max(2, size)));
  // every split leaves something on both sides: no tree has more leaves than rows
  const most = trees * (2 * size - 1);
  const forest: Forest = {
    columns,
    sample: size,
    fill,
    roots: new Int32Array(trees),
    feature: new Int16Array(most).fill(-1),
    threshold: new Float32Array(most),
    left: new Int32Array(most),
    path: new Float32Array(most),
  };
  const random = seededRandom(seed);
  const grower = createGrower(forest, values, depth, random);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  for (let tree = 0; tree < trees; tree++) {
    drawFirst(all, size, random);
    grower.grow(tree, all.slice(0, size));
  }
  const nodes = grower.nodes();
  for (const name of ['threshold', 'path'] as const) forest[name] = forest[name].slice(0, nodes);
  forest.feature = forest.feature.slice(0, nodes);
  forest.left = forest.left.slice(0, nodes);
  return forest;
}

function check({ values, rows, columns }: Matrix, trees: number, sample: number): void {
  const refuse = (message: string): never => {
    throw new SafeNestError('invalid_input', message);
  };
  if (rows < 1 || columns < 1) refuse('There is nothing to learn from: give at least one row of at least one number.');
  if (columns > MOST_COLUMNS) refuse(`At most ${MOST_COLUMNS} columns can be learned from; these were ${columns}.`);
  if (values.length !== rows * columns)
    refuse(`${rows} rows of ${columns} numbers are ${rows * columns} numbers, not ${values.length}.`);
  if (!(Number.isInteger(trees) && trees >= 1 && Number.isInteger(sample) && sample >= 2))
    refuse('A forest has at least one tree of at least two rows.');
}

/** The same numbers without any that cannot be compared; the very array where there are none. */
function finite({ values, rows, columns }: Matrix): { values: Float32Array; fill: Float32Array } {
  const fill = new Float32Array(columns);
  const whole = values.every((value) => value - value === 0);
  const kept = whole ? values : values.slice();
  for (let column = 0; column < columns; column++) {
    // the median of a few thousand rows is as good as that of all
    const step = Math.max(1, Math.floor(rows / 4096));
    const known: number[] = [];
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < rows; row += whole ? step : 1) {
      const value = values[row * columns + column]!;
      if (value - value !== 0) continue;
      known.push(value);
      if (value < least) least = value;
      if (value > most) most = value;
    }
    known.sort((a, b) => a - b);
    fill[column] = known[known.length >> 1] ?? 0;
    if (whole) continue;
    if (known.length === 0) [least, most] = [0, 0];
    for (let at = column; at < values.length; at += columns) {
      const value = values[at]!;
      if (Number.isNaN(value)) kept[at] = fill[column]!;
      else if (value === Number.POSITIVE_INFINITY) kept[at] = most;
      else if (value === Number.NEGATIVE_INFINITY) kept[at] = least;
    }
  }
  return { values: kept, fill };
}

/** Brings so many rows to the front, each set as likely as any other (R. Durstenfeld's shuffle, cut short). */
function drawFirst(rows: Int32Array, count: number, random: () => number): void {
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (rows.length - i));
    const row = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = row;
  }
}

function createGrower(forest: Forest, values: Float32Array, deepest: number, random: () => number) {
  const { columns, feature, threshold, left, path } = forest;
  // Columns known to be constant in the rows at hand stand first, so that none is tried twice on the way down.
  const order = Int16Array.from({ length: columns }, (_, column) => column);
  let nodes = 0;

  /** Grows the node over `rows[from..to)`; answers nothing, but its path is known then. */
  function split(node: number, rows: Int32Array, from: number, to: number, depth: number, constant: number): void {
    const size = to - from;
    path[node] = depth + meanPath(size);
    if (size <= 1 || depth >= deepest) return;
    let known = constant;
    while (known < columns) {
      const at = known + Math.floor(random() * (columns - known));
      const column = order[at]!;
      let least = values[rows[from]! * columns + column]!;
      let most = least;
      for (let i = from + 1; i < to; i++) {
        const value = values[rows[i]! * columns + column]!;
        if (value < least) least = value;
        else if (value > most) most = value;
      }
      if (least === most) {
        order[at] = order[known]!;
        order[known++] = column;
        continue;
      }
      let limit = Math.fround(least + random() * (most - least));
      // rounding must leave something on both sides
      if (!(limit >= least && limit < most)) limit = least;
      let middle = from;
      for (let i = from; i < to; i++) {
        const row = rows[i]!;
        if (values[row * columns + column]! > limit) continue;
        rows[i] = rows[middle]!;
        rows[middle++] = row;
      }
      feature[node] = column;
      threshold[node] = limit;
      const child = nodes;
      nodes += 2;
      left[node] = child;
      split(child, rows, from, middle, depth + 1, known);
      split(child + 1, rows, middle, to, depth + 1, known);
      path[node] = ((middle - from) * path[child]! + (to - middle) * path[child + 1]!) / size;
      return;
    }
  }

  return {
    grow(tree: number, rows: Int32Array): void {
      forest.roots[tree] = nodes;
      split(nodes++, rows, 0, rows.length, 0, 0);
    },
    nodes: () => nodes,
  };
}
