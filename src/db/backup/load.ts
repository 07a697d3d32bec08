import type { PoolClient } from 'pg';
import { SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../connect.ts';
import { checkPrerequisites, migrateWithin } from '../migrate.ts';
import { quoted, type StoredTable, tablesOf } from './tables.ts';

const ROWS_AT_ONCE = 500;
const LETTERS_AT_ONCE = 4_000_000;

/** What a database is made of again. */
export interface Contents {
  /** How many of this version's migrations it had. */
  migrations: number;
  tables: { name: string; columns: string[]; rows: number }[];
  /** A table's rows as `Snapshot` gave them: parsed, one text or null for each column. */
  rows(table: string): AsyncIterable<(string | null)[]>;
}

/**
 * Replaces everything in the database by `contents` and brings it up to date, in one transaction: until its end everyone
 * sees the old database, and whatever fails leaves it as it was.
 */
export async function replaceContents(
  { pool }: Pick<Database, 'pool'>,
  contents: Contents,
  log: Log,
  onTable: (name: string) => void = () => {},
): Promise<void> {
  const client = await pool.connect();
  try {
    await checkPrerequisites(client);
    await client.query('begin');
    try {
      await removeEverything(client);
      await migrateWithin(client, log, contents.migrations);
      await load(client, contents, onTable);
      await migrateWithin(client, log);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  } finally {
    client.release();
  }
}

/** Names of the application's other connections to this database, for a refusal; a restore must be alone. */
export async function otherConnections({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name = 'safenest' and pid <> pg_backend_pid()`,
  );
  return rows[0]!.count;
}

async function load(client: PoolClient, contents: Contents, onTable: (name: string) => void): Promise<void> {
  const tables = await tablesOf(client);
  const given = new Map(contents.tables.map((table) => [table.name, table]));
  const differs = tables.find(({ name, columns }) => {
    const names = given.get(name)?.columns;
    return !names || names.join() !== columns.map((column) => column.name).join();
  });
  if (differs || given.size !== tables.length)
    throw new SafeNestError(
      'invalid_input',
      `The backup does not have the tables of its version${differs ? ` (${differs.name})` : ''}. It cannot be restored.`,
    );
  const { rows: forced } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  );
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace order by conrelid::regclass::text, conname`,
  );
  // made again when all is there: checked row by row they would ask for an order, and slow indexes would be filled one by one
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select index.indexrelid::regclass::text as name, pg_get_indexdef(index.indexrelid) as definition
     from pg_index index join pg_class on pg_class.oid = index.indrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r'
       and not exists (select from pg_constraint where conindid = index.indexrelid)
       and not exists (select from pg_depend where objid = index.indrelid and deptype = 'e')`,
  );
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const { name } of forced) await client.query(`alter table ${quoted(name)} no force row level security`);
  for (const table of tables) {
    onTable(table.name);
    await client.query(`alter table ${quoted(table.name)} disable trigger user`);
    // a migration may have written rows of its own
    await client.query(`delete from ${quoted(table.name)}`);
    await fill(client, table, contents.rows(table.name));
    await client.query(`alter table ${quoted(table.name)} enable trigger user`);
    await goOnCounting(client, table);
    const { rows } = await client.query<{ count: string }>(`select count(*) as count from ${quoted(table.name)}`);
    if (Number(rows[0]!.count) !== given.get(table.name)!.rows)
      throw new SafeNestError('invalid_input', `The backup's table ${table.name} does not have all its rows.`);
  }
  onTable('');
  for (const { definition } of indexes) await client.query(definition);
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  for (const { name } of forced) await client.query(`alter table ${quoted(name)} force row level security`);
}

async function fill(client: PoolClient, table: StoredTable, rows: AsyncIterable<(string | null)[]>): Promise<void> {
  const { name, columns } = table;
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const values = columns.map(({ type }, i) => `c${i}::${type}`).join(', ');
  const given = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const aliases = columns.map((_, i) => `c${i}`).join(', ');
  const insert = `insert into ${quoted(name)} (${names}) overriding system value select ${values} from unnest(${given}) as row(${aliases})`;
  let batch: (string | null)[][] = columns.map(() => []);
  let letters = 0;
  const flush = async (): Promise<void> => {
    if (batch[0]!.length > 0) await client.query(insert, batch);
    batch = columns.map(() => []);
    letters = 0;
  };
  for await (const row of rows) {
    for (const [i, value] of row.entries()) {
      batch[i]!.push(value);
      letters += value?.length ?? 0;
    }
    if (batch[0]!.length >= ROWS_AT_ONCE || letters >= LETTERS_AT_ONCE) await flush();
  }
  await flush();
}

/** Numbers that the database gives go on after the greatest that is there. */
async function goOnCounting(client: PoolClient, { name }: StoredTable): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string | null }>(
    `select attname as column, pg_get_serial_sequence($1, attname) as sequence from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and (attidentity <> '' or atthasdef) and not attisdropped`,
    [`public.${quoted(name)}`],
  );
  for (const { column, sequence } of rows)
    if (sequence !== null)
      await client.query(`select setval($1, coalesce(max(${quoted(column)}), 0) + 1, false) from ${quoted(name)}`, [
        sequence,
      ]);
}

/** Everything of SafeNest's in the database, jobs included; not what belongs to an extension. */
async function removeEverything(client: PoolClient): Promise<void> {
  await client.query('drop schema if exists bullmq cascade');
  // a number that the database gives goes with its table
  const { rows } = await client.query<{ statement: string }>(
    `select statement from (
       select 1 as step, format('drop %s if exists %s cascade', case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
         pg_class.oid::regclass) as statement
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')
         and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('e', 'i', 'a') and classid = 'pg_class'::regclass)
       union all
       select 2, format('drop function if exists %s cascade', pg_proc.oid::regprocedure) from pg_proc
       where pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
     ) everything order by step`,
  );
  for (const { statement } of rows) await client.query(statement);
}
