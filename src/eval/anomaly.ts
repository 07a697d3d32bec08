import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { growForest, type Matrix } from '../pipeline/anomaly/forest/isolation-forest.ts';
import { scoreRows } from '../pipeline/anomaly/forest/score-forest.ts';
import { type Gain, LABELS, labelGain } from './anomaly/label-gain.ts';
import { readNpz } from './anomaly/read-npz.ts';
import { auc } from './screening/measures.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

const SETS_FOLDER = resolve(import.meta.dirname, '../../../shared/data/adbench');
/** Forests differ with their seeds: every figure is the mean of these. */
const SEEDS = [1, 2, 3, 4, 5];

/**
 * Measures the Isolation Forest on sets with known outliers: `.npz` files with `X` (rows of numbers) and `y` (1 = outlier). Of
 * each set how well outliers are told from others (`auc`), their mean, and the processor time of one training and one scoring of
 * every set; then what a few labels gain where people judge the most unusual (see `labelGain`).
 */
export async function evaluateAnomaly({ path }: Pick<SuiteInput, 'path'>): Promise<SuiteReport> {
  const folder = path ?? SETS_FOLDER;
  if (path === null && !existsSync(folder))
    throw new SafeNestError(
      'invalid_input',
      'Anomalies are measured on your own sets: add --data with a folder of .npz files with X and y.',
    );
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.npz')).sort(byNumber);
  if (names.length === 0) throw new SafeNestError('invalid_input', `There is no .npz file in ${folder}.`);
  const failures: string[] = [];
  const rows: { name: string; auc: number; seconds: number; rows: number; gains: Gain[] }[] = [];
  for (const name of names) {
    try {
      const { data, outlier } = await readSet(join(folder, name));
      const gains = SEEDS.flatMap((seed) => labelGain(data, outlier, seed));
      rows.push({ name: basename(name, '.npz'), rows: data.rows, ...measure(data, outlier), gains });
    } catch (error) {
      if (!isSafeNestError(error)) throw error;
      failures.push(error.message);
    }
  }
  if (rows.length === 0) throw new SafeNestError('invalid_input', `No set could be measured: ${failures.join(' ')}`);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    suite: 'anomaly',
    n: rows.length,
    skipped: failures.length,
    metrics: {
      ...Object.fromEntries(rows.map((row) => [`auc_${row.name}`, row.auc])),
      mean_auc: mean(rows.map((row) => row.auc)),
      seconds: rows.reduce((sum, row) => sum + row.seconds, 0),
      ...Object.fromEntries(rows.map((row) => [`seconds_${row.name}`, row.seconds])),
      ...Object.fromEntries(
        LABELS.flatMap((labels) => {
          const after = rows.flatMap(({ gains }) => gains.filter((one) => one.labels === labels));
          return [
            [`auc_after_${labels}_labels`, mean(after.map((one) => one.auc))],
            [`precision_at_20_after_${labels}_labels`, mean(after.map((one) => one.precision))],
          ];
        }),
      ),
      ...Object.fromEntries(rows.map(({ name, gains }) => [`gain_of_20_labels_${name}`, gainOf(gains)])),
    },
    failures,
    notes: [
      `An Isolation Forest of 100 trees of 256 rows; every figure is the mean of ${SEEDS.length} forests. Seconds are processor time of training and scoring, reading the files apart.`,
      'Labels: of one half the most unusual rows are judged, one after the other; the other half is ranked by them and measured, mean of the same seeds.',
    ],
  };
}

/** By how much the area under the curve grew with the most labels. */
function gainOf(gains: readonly Gain[]): number {
  const of = (labels: number): number => {
    const areas = gains.filter((one) => one.labels === labels).map((one) => one.auc);
    return areas.reduce((a, b) => a + b, 0) / areas.length;
  };
  return of(LABELS.at(-1)!) - of(0);
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The folder ${folder} cannot be read.`, { cause });
  });

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

async function readSet(path: string): Promise<{ data: Matrix; outlier: boolean[] }> {
  const arrays = await readNpz(path);
  const [x, y] = [arrays.get('X'), arrays.get('y')];
  const [rows, columns] = x?.shape ?? [];
  if (!x || !y || rows === undefined || columns === undefined || x.shape.length !== 2 || y.values.length !== rows)
    throw new SafeNestError('invalid_input', `${path} needs X with rows of numbers and y with one label for each.`);
  const outlier = Array.from(y.values, (label) => label > 0);
  if (new Set(outlier).size < 2)
    throw new SafeNestError('invalid_input', `${path} has only outliers, or none: nothing can be told apart.`);
  return { data: { values: Float32Array.from(x.values), rows, columns }, outlier };
}

function measure(data: Matrix, outlier: readonly boolean[]): { auc: number; seconds: number } {
  let [area, micros] = [0, 0];
  for (const seed of SEEDS) {
    const before = process.cpuUsage();
    const scores = scoreRows(growForest(data, { seed }), data);
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
    area += auc(outlier.map((toxic, row) => ({ score: scores[row]!, toxic })));
  }
  return { auc: area / SEEDS.length, seconds: micros / 1e6 / SEEDS.length };
}
