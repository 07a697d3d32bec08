import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const ROUNDS = 5;

/** From nothing to a database that can be used, in a new folder and in one that is there. Median of five; embedded only. */
export async function benchStart({ database, log, say }: BenchContext): Promise<BenchRow[]> {
  if (database.kind !== 'embedded') return [];
  const times = { fresh: [] as number[], again: [] as number[] };
  for (let round = 1; round <= ROUNDS; round++) {
    say(`round ${round} of ${ROUNDS}`);
    const dataDir = await mkdtemp(join(tmpdir(), 'safenest-start-'));
    try {
      for (const kind of ['fresh', 'again'] as const) {
        const began = performance.now();
        const opened = await connect({ dataDir, log });
        await migrate(opened, log);
        times[kind].push((performance.now() - began) / 1000);
        await opened.close();
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  const row = (name: string, samples: number[], value: number): BenchRow => ({
    name,
    value: percentile(samples, 0.5),
    unit: 's',
    target: { value, better: 'less' },
    compared: '',
  });
  return [row('start in a new folder', times.fresh, 3), row('start again', times.again, 1)];
}
