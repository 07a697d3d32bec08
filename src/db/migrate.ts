import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PoolClient } from 'pg';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database } from './connect.ts';

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));
const TABLE = 'schema_migration';
/** The advisory lock that lets one process at a time migrate; any number would do. */
const LOCK = 7_306_126_118;
/** Every role that migrations make. */
export const DATABASE_ROLES = ['safenest_app', 'safenest_system', 'safenest_search'];

/** Brings the database's tables up to date, all or nothing; returns the names of the migrations it applied. */
export async function migrate({ pool }: Pick<Database, 'pool'>, log: Log): Promise<string[]> {
  const client = await pool.connect();
  try {
    if ((await pending(client)).length === 0) return [];
    await checkPrerequisites(client);
    await client.query(`begin; select pg_advisory_xact_lock(${LOCK})`);
    try {
      const names = await migrateWithin(client, log);
      await client.query('commit');
      log.info({ migrations: names }, 'migrated the database');
      return names;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  } finally {
    client.release();
  }
}

/** The names of migrations that this version of SafeNest has and the database has not. */
async function pending(client: PoolClient): Promise<string[]> {
  const applied = new Set(await appliedMigrations(client));
  return (await ownMigrations()).filter((name) => !applied.has(name));
}

/** The names of this version's migrations, in order. */
export async function ownMigrations(): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql'));
  return files.map((name) => name.slice(0, -4)).sort();
}

/** The names of the migrations that a database has, in order; none where it is empty. */
export async function appliedMigrations(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('public.${TABLE}') is not null as exists`,
  );
  if (!rows[0]!.exists) return [];
  const applied = await client.query<{ name: string }>(`select name from ${TABLE} order by name`);
  return applied.rows.map(({ name }) => name);
}

/** Whether the database holds something that this version would change. */
export async function isBehind({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const client = await pool.connect();
  try {
    return (await appliedMigrations(client)).length > 0 && (await pending(client)).length > 0;
  } finally {
    client.release();
  }
}

/** Whether nothing was ever migrated here. */
export async function isEmpty({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const client = await pool.connect();
  try {
    return (await appliedMigrations(client)).length === 0;
  } finally {
    client.release();
  }
}

/** Runs the next migrations, `count` at most, in the transaction that the client is in. */
export async function migrateWithin(client: PoolClient, log: Log, count = Number.POSITIVE_INFINITY): Promise<string[]> {
  if (count <= 0) return [];
  // loaded late: a start that has nothing to migrate need not wait for it
  const { runner } = await import('node-pg-migrate');
  // the transaction is the caller's
  const within = {
    query: (...given: unknown[]) =>
      typeof given[0] === 'string' && /^(begin|commit|rollback);?$/i.test(given[0])
        ? Promise.resolve({ rows: [], rowCount: 0 })
        : (client.query as (...args: unknown[]) => unknown)(...given),
  };
  const applied = await runner({
    dbClient: within as unknown as PoolClient,
    dir: FOLDER,
    direction: 'up',
    count,
    migrationsTable: TABLE,
    // NOTE the runner's own lock is one of the session's, which on the embedded database everyone shares
    noLock: true,
    singleTransaction: true,
    logger: { debug: () => {}, info: () => {}, warn: (text) => log.debug(text), error: () => {} },
  });
  return applied.map(({ name }) => name);
}

/** What only a superuser can do must be done before; the refusal says how. */
export async function checkPrerequisites(client: PoolClient): Promise<void> {
  const { rows } = await client.query<Prerequisites>(
    `select current_database() as database, current_user as owner, rolsuper as superuser,
       exists (select from pg_extension where extname = 'vector') as installed,
       exists (select from pg_available_extensions where name = 'vector') as available,
       exists (select from pg_available_extension_versions where name = 'vector' and trusted) as trusted,
       array(select name from unnest($1::text[]) name left join pg_roles existing on existing.rolname = name
         where case when existing.oid is null then not owner.rolcreaterole
           else (pg_has_role(existing.oid, 'usage') or not pg_has_role(existing.oid, 'set'))
             and not pg_has_role(existing.oid, 'member with admin option') end
       ) as roles
     from pg_roles owner where owner.rolname = current_user`,
    [DATABASE_ROLES],
  );
  const { database, owner, superuser, installed, available, trusted, roles } = rows[0]!;
  if (!installed && !available) {
    throw new SafeNestError(
      'unavailable',
      'The PostgreSQL server lacks pgvector. Install it there (on Debian: apt-get install postgresql-17-pgvector; as a ' +
        'container: pgvector/pgvector:pg17) and start again.',
    );
  }
  const commands = [
    ...(installed || superuser || trusted ? [] : ['create extension vector;']),
    ...(superuser
      ? []
      : roles.map((role) => `create role ${role} nologin; grant ${role} to "${owner}" with inherit false, set true;`)),
  ];
  if (commands.length > 0) {
    throw new SafeNestError(
      'forbidden',
      `The database's user "${owner}" may not do all that the migrations need. Let a superuser run this in the database ` +
        `"${database}" (a role that exists already needs only its grant), then start again:\n  ${commands.join('\n  ')}`,
    );
  }
}

interface Prerequisites {
  database: string;
  owner: string;
  superuser: boolean;
  installed: boolean;
  available: boolean;
  trusted: boolean;
  /** Roles that the owner does not hold as it should, and cannot give itself. */
  roles: string[];
}
