import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  type Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { OrgId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import type { Schema } from './schema.ts';

/** The whole database, scoped to nothing. Only this file turns it into something a repository accepts. */
export type Db = Kysely<Schema>;

/** A transaction that sees one organisation's rows and no others; `orgId` is what row-level security compares with. */
export type OrgDb = Transaction<Schema> & { readonly orgId: OrgId; readonly __scope: 'organisation' };

/** Runs work in one short transaction of an organisation. */
export type InOrg = <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>;

/** A transaction that may look up whom a key, link, session, e-mail address or chat account belongs to, and nothing else. */
export type SystemDb = Transaction<Schema> & { readonly __scope: 'system' };

/**
 * NOTE a scope inside a scope would wait for a second connection while holding the first: on the embedded database, for
 * ever. `open` tells work that is still inside from work that was begun there and goes on after the scope has ended.
 */
const inside = new AsyncLocalStorage<Scope>();

interface Scope {
  open: boolean;
  role: 'safenest_app' | 'safenest_system';
  /** The organisation; none for the system role. */
  org: string;
  /** Whose eyes it has, `officer 0199…`; empty for the service itself and for keys. */
  viewer: string;
}

/** Somebody who acts: of their organisation, and with what they themselves may see of it. */
export type Viewer = Pick<Principal, 'orgId' | 'actor' | 'role'>;

/**
 * Runs `work` in one transaction as the application role, scoped to the organisation; commits when it returns, rolls
 * back when it throws. For somebody, the database also leaves out what cameras that are not theirs saw: what is done in a person's
 * name is given the person, what the service does by itself the organisation alone. No network or model call belongs inside, and no
 * other scope.
 */
export function withOrg<T>(db: Db, of: OrgId | Viewer, work: (tx: OrgDb) => Promise<T>): Promise<T> {
  const orgId = typeof of === 'string' ? of : of.orgId;
  const viewer = typeof of === 'string' || of.actor.kind !== 'member' ? '' : `${of.role} ${of.actor.id}`;
  return scoped(db, { role: 'safenest_app', org: orgId, viewer }, (tx) => work(Object.assign(tx, { orgId }) as OrgDb));
}

/**
 * A part of a transaction that may fail by itself: what it wrote is undone, and what it failed with is answered; null where it did not.
 * A connection that is lost, or held up by another transaction, fails the whole.
 */
export async function attempt(tx: OrgDb, part: () => Promise<void>): Promise<{ error: unknown } | null> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await part();
    await sql`release savepoint attempt`.execute(tx);
    return null;
  } catch (error) {
    if (WHOLE_FAILS.test(String((error as { code?: unknown }).code ?? ''))) throw error;
    await sql`rollback to savepoint attempt`.execute(tx);
    return { error };
  }
}

/** SQLSTATEs of lost connections, deadlocks and the like. */
const WHOLE_FAILS = /^(?:08|40|53|57|E)/;

/** Runs `work` in one transaction as the system role: lookups that must happen before an organisation is known. */
export function withSystem<T>(db: Db, work: (tx: SystemDb) => Promise<T>): Promise<T> {
  return scoped(db, { role: 'safenest_system', org: '', viewer: '' }, (tx) => work(tx as SystemDb));
}

async function scoped<T>(db: Db, of: Omit<Scope, 'open'>, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  if (inside.getStore()?.open) throw new Error('a database scope was opened inside another; pass the open one instead');
  const scope: Scope = { open: true, ...of };
  try {
    return await inside.run(scope, () => db.transaction().execute(work));
  } finally {
    scope.open = false;
  }
}

/** Kysely's dialect for PostgreSQL, whose transactions begin with the scope they are opened in. */
export class ScopedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new ScopedDriver(this.#config);
  }
}

class ScopedDriver extends PostgresDriver {
  /** One message for all of it: every scope would wait for the database once more. */
  override async beginTransaction(...given: Parameters<PostgresDriver['beginTransaction']>): Promise<void> {
    const scope = inside.getStore();
    if (!scope?.open) return super.beginTransaction(...given);
    const [connection] = given;
    const { role, org, viewer } = scope;
    const eyes = viewer === '' ? '' : `; set local safenest.viewer = ${pg.escapeLiteral(viewer)}`;
    try {
      await connection.executeQuery(
        CompiledQuery.raw(`begin; set local role ${role}; set local safenest.org_id = ${pg.escapeLiteral(org)}${eyes}`),
      );
    } catch (error) {
      // it has begun and failed: nobody else must find it so
      await this.rollbackTransaction(connection as Parameters<PostgresDriver['rollbackTransaction']>[0]);
      throw error;
    }
  }
}
