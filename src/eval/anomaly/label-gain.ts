import { growForest, type Matrix } from '../../pipeline/anomaly/forest/isolation-forest.ts';
import { scoreRows } from '../../pipeline/anomaly/forest/score-forest.ts';
import { seededRandom } from '../../pipeline/anomaly/forest/seeded-random.ts';
import { type Labelled, rerank, scaled } from '../../pipeline/anomaly/unusual/rerank.ts';
import { shareBelow } from '../../pipeline/anomaly/unusual/scored.ts';
import { auc } from '../screening/measures.ts';

/** After so many labels it is measured; none is the forest alone. */
export const LABELS = [0, 5, 10, 20] as const;
/** Of those most unusual so many are looked at for precision; fewer where there are fewer outliers. */
const LOOKED_AT = 20;
/** People are shown no more than these. */
const SHOWN = 1000;

export interface Gain {
  labels: number;
  auc: number;
  /** Of the 20 most unusual, the share that are outliers. */
  precision: number;
}

/**
 * What people's button presses gain: one half of the rows is shown as the desk shows logins, the most unusual first, and each in turn is
 * judged truly, after which the rest is ranked anew; the other half, of which nobody judged any, is ranked by the same labels and
 * measured after 0, 5, 10 and 20 of them. Everything from shares to ranks is the desk's own code; each row counts as another account.
 */
export function labelGain(data: Matrix, outlier: readonly boolean[], seed: number): Gain[] {
  const [shown, unseen] = halves(data.rows, outlier, seed);
  const learned = rowsOf(data, shown);
  const forest = growForest(learned, { seed });
  const { centre, spread } = spreadOf(learned);
  const scores = scoreRows(forest, learned);
  const sorted = scores.slice().sort();
  const quantiles = Array.from({ length: 1001 }, (_, i) => sorted[Math.round((i / 1000) * (sorted.length - 1))]!);
  const trained = { quantiles, centre, spread, accounts: 1 };
  const { columns } = data;
  const [zeros, ones] = [new Array<number>(columns).fill(0), new Array<number>(columns).fill(1)];
  const rankable = (rows: readonly number[], of: Float32Array) =>
    rows.map((row, at) => {
      // the desk's columns are of one size; these are made so
      const values = Array.from(data.values.subarray(row * columns, (row + 1) * columns), (value, column) =>
        spread[column] === 0 ? 0 : (value - centre[column]!) / spread[column]!,
      );
      return { row, share: shareBelow(trained, of[at]!), point: scaled(values, zeros, ones) };
    });
  const waiting = rankable(shown, scores)
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN);
  const measured = rankable(unseen, scoreRows(forest, rowsOf(data, unseen)));
  const labels: Labelled[] = [];
  const gains: Gain[] = [];
  for (const wanted of LABELS) {
    while (labels.length < wanted && waiting.length > 0) {
      const ranks = waiting.map(({ share, point }) => rerank(share, point, 'shown', labels));
      const most = ranks.reduce((best, rank, at) => (rank > ranks[best]! ? at : best), 0);
      const [judged] = waiting.splice(most, 1);
      labels.push({ account: 'judged', point: judged!.point, isReal: outlier[judged!.row]! });
    }
    const ranked = measured.map(({ row, share, point }) => ({
      score: rerank(share, point, 'measured', labels),
      toxic: outlier[row]!,
    }));
    gains.push({ labels: wanted, auc: auc(ranked), precision: precisionOf(ranked) });
  }
  return gains;
}

/** Two halves with outliers in both, drawn by chance. */
function halves(rows: number, outlier: readonly boolean[], seed: number): [number[], number[]] {
  const random = seededRandom(seed);
  const drawn = Array.from({ length: rows }, (_, row) => ({ row, by: random() })).sort((a, b) => a.by - b.by);
  const [first, second]: [number[], number[]] = [[], []];
  for (const kind of [true, false])
    for (const [at, { row }] of drawn.filter(({ row }) => outlier[row] === kind).entries())
      (at % 2 === 0 ? first : second).push(row);
  return [first, second];
}

function rowsOf({ values, columns }: Matrix, rows: readonly number[]): Matrix {
  const taken = new Float32Array(rows.length * columns);
  for (const [at, row] of rows.entries()) taken.set(values.subarray(row * columns, (row + 1) * columns), at * columns);
  return { values: taken, rows: rows.length, columns };
}

function spreadOf({ values, rows, columns }: Matrix): { centre: number[]; spread: number[] } {
  const [centre, spread] = [new Array<number>(columns).fill(0), new Array<number>(columns).fill(0)];
  for (let at = 0; at < values.length; at++) centre[at % columns]! += values[at]! / rows;
  for (let at = 0; at < values.length; at++) spread[at % columns]! += (values[at]! - centre[at % columns]!) ** 2 / rows;
  return { centre, spread: spread.map(Math.sqrt) };
}

/** Of the most unusual the share that are outliers; of equals what chance would give. */
function precisionOf(ranked: readonly { score: number; toxic: boolean }[]): number {
  const most = Math.min(LOOKED_AT, ranked.filter(({ toxic }) => toxic).length);
  const sorted = ranked.toSorted((a, b) => b.score - a.score);
  const limit = sorted[most - 1]?.score ?? 0;
  const above = sorted.filter(({ score }) => score > limit);
  const equal = sorted.filter(({ score }) => score === limit);
  const share = (rows: typeof sorted): number => rows.filter(({ toxic }) => toxic).length / Math.max(1, rows.length);
  return (share(above) * above.length + share(equal) * (most - above.length)) / Math.max(1, most);
}
