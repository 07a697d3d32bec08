import type { PoolClient } from 'pg';
import { SafeNestError } from '../../errors.ts';
import type { Database } from '../connect.ts';
import { appliedMigrations } from '../migrate.ts';
import { quoted, type StoredTable, tablesOf } from './tables.ts';

const ROWS_AT_ONCE = 500;

/** The whole database at one moment, every organisation's rows, row by row as text. */
export interface Snapshot {
  /** Names of the migrations it has, in order. */
  migrations: string[];
  organisations: string[];
  tables: StoredTable[];
  /** Each row as a line of JSON: an array of texts and nulls in the order of the table's columns. */
  rows(table: StoredTable): AsyncIterable<string[]>;
}

/**
 * Reads the database in one transaction that sees a single moment. On the embedded database, which has one session, others
 * wait meanwhile.
 */
export async function withSnapshot<T>(
  { pool }: Pick<Database, 'pool'>,
  read: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    try {
      const tables = await tablesOf(client);
      await requireEveryRow(client);
      const organisations = await client.query<{ id: string }>('select id from organisation order by id');
      return await read({
        migrations: await appliedMigrations(client),
        organisations: organisations.rows.map(({ id }) => id),
        tables,
        rows: (table) => rowsOf(client, table),
      });
    } finally {
      await client.query('rollback');
    }
  } finally {
    client.release();
  }
}

async function* rowsOf(client: PoolClient, { name, columns }: StoredTable): AsyncGenerator<string[]> {
  const texts = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await client.query(
    `declare backup_rows no scroll cursor for select array_to_json(array[${texts}])::text as row from public.${quoted(name)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('close backup_rows');
}

/** Row-level security would leave rows out without a word. */
async function requireEveryRow(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ user: string; hidden: boolean }>(
    `select current_user as user, bool_or(row_security_active(oid)) as hidden from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const { user, hidden } = rows[0]!;
  if (hidden)
    throw new SafeNestError(
      'forbidden',
      `The database's user "${user}" does not see every organisation's rows, so the backup would not be whole. Let a ` +
        `superuser run:  alter role "${user}" bypassrls;  or make the backup with a DATABASE_URL whose user may.`,
    );
}
