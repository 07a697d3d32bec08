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
const UNDEFINED_TABLE = '42P01';
/** Every role that migrations make. */
export const DATABASE_ROLES = ['safenest_app', 'safenest_system', 'safenest_search'];

/** Brings the database's tables up to date, all or nothing; returns the names of the migrations it applied. */
export async function migrate({ pool }: Pick<Database, 'pool'>, log: Log): Promise<string[]> {
  const client = await pool.connect();
  try {
    if ((await pending(client)).length === 0) return [];
    await checkPrerequisites(client);
    // loaded late: a start that has nothing to migrate need not wait for it
    const { runner } = await import('node-pg-migrate');
    // NOTE the runner's own lock is one of the session's, which on the embedded database everyone shares
    await client.query(`begin; select pg_advisory_xact_lock(${LOCK})`);
    try {
      const applied = await runner({
        dbClient: client,
        dir: FOLDER,
        direction: 'up',
        migrationsTable: TABLE,
        noLock: true,
        singleTransaction: true,
        logger: { debug: () => {}, info: () => {}, warn: (text) => log.debug(text), error: () => {} },
      });
      await client.query('commit');
      const names = applied.map(({ name }) => name);
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
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).map((name) => name.slice(0, -4));
  const applied = await client.query<{ name: string }>(`select name from ${TABLE}`).then(
    ({ rows }) => new Set(rows.map(({ name }) => name)),
    (error: { code?: string }) => {
      if (error.code === UNDEFINED_TABLE) return new Set<string>();
      throw error;
    },
  );
  return files.filter((name) => !applied.has(name));
}

/** What only a superuser can do must be done before; the refusal says how. */
async function checkPrerequisites(client: PoolClient): Promise<void> {
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
