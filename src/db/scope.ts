import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { Schema } from './schema.ts';

/** The whole database, scoped to nothing. Only this file turns it into something a repository accepts. */
export type Db = Kysely<Schema>;

/** A transaction that sees one organisation's rows and no others; `orgId` is what row-level security compares with. */
export type OrgDb = Transaction<Schema> & { readonly orgId: OrgId; readonly __scope: 'organisation' };

/** A transaction that may look up whom a key, link, session, e-mail address or chat account belongs to, and nothing else. */
export type SystemDb = Transaction<Schema> & { readonly __scope: 'system' };

/**
 * NOTE a scope inside a scope would wait for a second connection while holding the first: on the embedded database, for
 * ever. `open` tells work that is still inside from work that was begun there and goes on after the scope has ended.
 */
const inside = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Runs `work` in one transaction as the application role, scoped to the organisation; commits when it returns, rolls
 * back when it throws. No network or model call belongs inside, and no other scope.
 */
export function withOrg<T>(db: Db, orgId: OrgId, work: (tx: OrgDb) => Promise<T>): Promise<T> {
  return scoped(db, 'safenest_app', orgId, (tx) => work(Object.assign(tx, { orgId }) as OrgDb));
}

/** Runs `work` in one transaction as the system role: lookups that must happen before an organisation is known. */
export function withSystem<T>(db: Db, work: (tx: SystemDb) => Promise<T>): Promise<T> {
  return scoped(db, 'safenest_system', '', (tx) => work(tx as SystemDb));
}

async function scoped<T>(db: Db, role: string, org: string, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  if (inside.getStore()?.open) throw new Error('a database scope was opened inside another; pass the open one instead');
  const scope = { open: true };
  try {
    return await inside.run(scope, () =>
      db.transaction().execute(async (tx) => {
        await sql`select set_config('role', ${role}, true), set_config('safenest.org_id', ${org}, true)`.execute(tx);
        return work(tx);
      }),
    );
  } finally {
    scope.open = false;
  }
}
