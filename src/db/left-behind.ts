import type { Database } from './connect.ts';

/**
 * What processes held that are gone is free at once: where nobody but this process has the database, all that is held when it starts.
 * Call it before anything is worked on. On a server it does nothing: there it is only free once its time has run out.
 */
export async function freeLeftBehind(database: Pick<Database, 'kind' | 'pool' | 'jobsPool'>): Promise<void> {
  if (database.kind !== 'embedded') return;
  const { rows } = await database.pool.query<{ name: string; due: boolean }>(
    `select table_name as name, bool_or(column_name = 'due_at') as due
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and column_name in ('claimed_until', 'due_at')
     group by table_name having bool_or(column_name = 'claimed_until') order by table_name`,
  );
  for (const { name, due } of rows)
    await database.pool.query(
      // whoever holds some rows has them due when the hold runs out
      `update public.${name} set ${due ? 'due_at = case when due_at = claimed_until then now() else due_at end,' : ''} claimed_until = null
       where claimed_until > now()`,
    );
  const jobs = database.jobsPool();
  const known = await jobs.query<{ there: boolean }>(`select to_regclass('job') is not null as there`);
  if (!known.rows[0]?.there) return;
  // as BullMQ leaves a job whose worker was not heard of when it looked last, and whose lock has run out since: each counts as one that took its worker down
  await jobs.query(`update job set locked_until_ms = 0, stalled_marked = true where state = 'active'`);
  await jobs.query(`delete from meta where field = 'stalled-check'`);
}
