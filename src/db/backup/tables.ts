import type { PoolClient } from 'pg';

/** A table that backups hold. */
export interface StoredTable {
  name: string;
  /** What is stored: columns that the database computes are left out. */
  columns: { name: string; type: string }[];
}

/** Not in a backup: migrations write the first; who was signed in signs in again. */
const LEFT_OUT = ['schema_migration', 'web_session', 'sign_in_link'];

/** The tables of SafeNest in the database, by name. */
export async function tablesOf(client: PoolClient): Promise<StoredTable[]> {
  const { rows } = await client.query<{ table: string; name: string; type: string }>(
    `select relname as table, attname as name, format_type(atttypid, atttypmod) as type
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
       and attgenerated = '' and relname <> all($1)
       and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
     order by relname, attnum`,
    [LEFT_OUT],
  );
  const tables = new Map<string, StoredTable>();
  for (const { table, name, type } of rows) {
    const found = tables.get(table) ?? { name: table, columns: [] };
    found.columns.push({ name, type });
    tables.set(table, found);
  }
  return [...tables.values()];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
