import { type SqlBool, sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Keys whose bytes nobody may need any more, from `after` on in their order. */
export async function listErasures(tx: OrgDb, after: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('file_erasure')
    .select('storage_key')
    .where('org_id', '=', tx.orgId)
    .where('storage_key', '>', after)
    .orderBy('storage_key')
    .limit(limit)
    .execute();
  return rows.map((row) => row.storage_key);
}

/** Takes off the list those of these keys that a row still needs, and answers the others. */
export async function unneededKeys(tx: OrgDb, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const needed = await tx
    .deleteFrom('file_erasure')
    .where('org_id', '=', tx.orgId)
    .where('storage_key', 'in', [...keys])
    .where(
      sql<SqlBool>`(
      exists (select from picture p where p.org_id = file_erasure.org_id and p.storage_key = file_erasure.storage_key)
      or exists (select from evidence e where e.org_id = file_erasure.org_id and e.storage_key = file_erasure.storage_key))`,
    )
    .returning('storage_key')
    .execute();
  const kept = new Set(needed.map((row) => row.storage_key));
  return keys.filter((key) => !kept.has(key));
}

export async function forgetErasures(tx: OrgDb, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .deleteFrom('file_erasure')
    .where('org_id', '=', tx.orgId)
    .where('storage_key', 'in', [...keys])
    .execute();
}

export async function countErasures(tx: OrgDb): Promise<number> {
  const { count } = await tx
    .selectFrom('file_erasure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Those of these keys that no row names: neither a picture, nor evidence, nor the list of what is to be erased. */
export async function strayKeys(tx: OrgDb, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`select key from unnest(${[...keys]}::text[]) as given (key) where
    not exists (select from picture p where p.org_id = ${tx.orgId} and p.storage_key = key)
    and not exists (select from evidence e where e.org_id = ${tx.orgId} and e.storage_key = key)
    and not exists (select from file_erasure f where f.org_id = ${tx.orgId} and f.storage_key = key)`.execute(tx);
  return rows.map((row) => row.key);
}
