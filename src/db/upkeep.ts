import type { Log } from '../log.ts';
import type { Database } from './connect.ts';

/** As autovacuum's own settings, in rows: a fixed part, and a share of the table. */
const CHANGED = { rows: 500, share: 0.1 };

/**
 * Does for the embedded database what autovacuum does on a server: without it the planner knows nothing of the tables, and
 * searches that take milliseconds take seconds. Looks once a minute; on a server it does nothing.
 */
export function startUpkeep(database: Pick<Database, 'kind' | 'pool'>, log: Log, everyMs = 60_000) {
  let running = Promise.resolve();
  const timer =
    database.kind === 'embedded'
      ? setInterval(() => {
          running = running.then(async () => {
            await tend(database).catch((err) => log.warn({ err }, 'the embedded database could not be tended'));
          });
        }, everyMs).unref()
      : undefined;
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}

/** Vacuums and analyses the tables that have changed much since that was last done; answers their names. */
export async function tend({ pool }: Pick<Database, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; quoted: string }>(
    `select relname as name, format('%I.%I', schemaname, relname) as quoted from pg_stat_user_tables
     where greatest(n_mod_since_analyze, n_ins_since_vacuum, n_dead_tup) > $1::float8 + $2::float8 * n_live_tup
     order by relname`,
    [CHANGED.rows, CHANGED.share],
  );
  for (const { quoted } of rows) await pool.query(`vacuum (analyze) ${quoted}`);
  return rows.map((row) => row.name);
}
