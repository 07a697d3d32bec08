import { sql } from 'kysely';
import type { Database } from './connect.ts';
import type { OrgDb } from './scope.ts';

/** Bytes of an organisation's pictures and evidence files, as their rows say. */
export async function storedBytes(tx: OrgDb): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select (select coalesce(sum(size), 0) from picture where org_id = ${tx.orgId})
      + (select coalesce(sum(size), 0) from evidence where org_id = ${tx.orgId}) as bytes`.execute(tx);
  return Number(rows[0]!.bytes);
}

/** Bytes of the whole database on its disk. */
export async function databaseBytes({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes');
  return Number(rows[0]!.bytes);
}
