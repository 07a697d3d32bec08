import type { Database } from './connect.ts';

/**
 * Runs `work` while no other process on this database runs work under the same number; they wait for it. The embedded
 * database has one process, and nothing to wait for.
 */
export async function exclusively<T>(database: Database, lock: number, work: () => Promise<T>): Promise<T> {
  if (database.kind === 'embedded') return work();
  const client = await database.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]);
    }
  } finally {
    client.release();
  }
}
