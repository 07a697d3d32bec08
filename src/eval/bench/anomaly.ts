import { addEvent, emptyPattern, slotOf } from '../../pipeline/anomaly/baselines/baseline.ts';
import { growForest, type Matrix } from '../../pipeline/anomaly/forest/isolation-forest.ts';
import { scoreRows } from '../../pipeline/anomaly/forest/score-forest.ts';
import { seededRandom } from '../../pipeline/anomaly/forest/seeded-random.ts';
import { FEATURES } from '../../pipeline/anomaly/unusual/features.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const ROWS = 20_000;
const ROUNDS = 9;
const UPDATES = 20_000;

/**
 * A forest of 100 trees asked about 20,000 logins, and baselines that learn one event each; median of processor time, which a busy machine leaves
 * nearly as it is, without the database.
 */
export async function benchAnomaly({ database, say }: BenchContext): Promise<BenchRow[]> {
  // No database has part in it: once is enough.
  if (database.kind !== 'embedded') return [];
  const random = seededRandom(1);
  const columns = FEATURES.length;
  const data: Matrix = { values: Float32Array.from({ length: ROWS * columns }, random), rows: ROWS, columns };
  const forest = growForest(data, { seed: 1 });
  const scoring: number[] = [];
  const updating: number[] = [];
  const began = Date.parse('2026-01-01T00:00:00Z');
  for (let round = 0; round < ROUNDS; round++) {
    say(`round ${round + 1} of ${ROUNDS}`);
    let from = process.cpuUsage();
    scoreRows(forest, data);
    scoring.push(microseconds(from) / ROWS);
    const pattern = emptyPattern();
    from = process.cpuUsage();
    for (let i = 0; i < UPDATES; i++) {
      const at = new Date(began + i * 300_000);
      addEvent(pattern, at, slotOf(at, 'Europe/Berlin'));
    }
    updating.push(microseconds(from) / 1000 / UPDATES);
  }
  const less = (value: number): BenchRow['target'] => ({ value, better: 'less' });
  return [
    {
      name: 'isolation forest: one login scored',
      value: percentile(scoring, 0.5),
      unit: 'µs',
      target: less(20),
      compared: `processor time; 100 trees, ${columns} features, one thread`,
    },
    {
      name: 'baseline: one event learned',
      value: percentile(updating, 0.5),
      unit: 'ms',
      target: less(1),
      compared: 'processor time; hour × weekday, in memory',
    },
  ];
}

const microseconds = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};
