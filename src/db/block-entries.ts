import { type Selectable, sql } from 'kysely';
import type { BlockEntry, ListEffect, ListedKind } from '../domain/block-list.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What stands on a list, or what of it has a text in it; by kind and value. */
export async function entriesOf(
  tx: OrgDb,
  listId: string,
  { like, limit, after = 0 }: { like?: string; limit: number; after?: number },
): Promise<BlockEntry[]> {
  const rows = await tx
    .selectFrom('block_entry')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('list_id', '=', listId)
    .$if(like !== undefined && like !== '', (query) =>
      query.where(sql<boolean>`strpos(lower(value || ' ' || reason), lower(${like ?? ''})) > 0`),
    )
    .orderBy('kind')
    .orderBy('value')
    .orderBy('platform')
    .limit(limit)
    .offset(after)
    .execute();
  return rows.map(fromRow);
}

/** Adds entries, or changes those that stand there already. */
export async function putEntries(tx: OrgDb, listId: string, entries: readonly BlockEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    const some = entries.slice(at, at + AT_ONCE);
    await sql`
      insert into block_entry (id, org_id, list_id, kind, platform, value, reason, since, expires_at, effect)
      select unnest(${some.map(({ id }) => id)}::uuid[]), ${tx.orgId}, ${listId}::uuid,
        unnest(${some.map(({ kind }) => kind)}::text[]), unnest(${some.map(({ platform }) => platform)}::text[]),
        unnest(${some.map(({ value }) => value)}::text[]), unnest(${some.map(({ reason }) => reason)}::text[]),
        unnest(${some.map(({ since }) => since)}::timestamptz[]), unnest(${some.map(({ expiresAt }) => expiresAt)}::timestamptz[]),
        unnest(${some.map(({ effect }) => effect)}::text[])
      on conflict (org_id, list_id, kind, platform, value)
      do update set reason = excluded.reason, since = excluded.since, expires_at = excluded.expires_at, effect = excluded.effect`.execute(
      tx,
    );
  }
}
const AT_ONCE = 2000;

/** Takes entries off a list; answers what they were. */
export async function takeEntries(tx: OrgDb, listId: string, ids: readonly string[]): Promise<BlockEntry[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .deleteFrom('block_entry')
    .where('org_id', '=', tx.orgId)
    .where('list_id', '=', listId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .returningAll()
    .execute();
  return rows.map(fromRow);
}

/** Gives one entry an effect of its own; false where there is none. */
export async function setEntryEffect(
  tx: OrgDb,
  listId: string,
  id: string,
  effect: ListEffect | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('block_entry')
    .set({ effect })
    .where('org_id', '=', tx.orgId)
    .where('list_id', '=', listId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** An entry with its list, as it is looked for in messages. */
export interface LookedFor extends Omit<BlockEntry, 'effect'> {
  list: string;
  effect: ListEffect;
}

/** Everything that is to be looked for: of every list that is not off, without what is excepted. */
export async function allLookedFor(tx: OrgDb): Promise<LookedFor[]> {
  return lookedFor(tx, sql<boolean>`true`, sql<boolean>`not exists (${excepted})`);
}

/** On which lists something stands, whatever it does there: by its value in any case, and where it is one. */
export async function listingsOf(
  tx: OrgDb,
  { kinds, values }: { kinds: readonly ListedKind[]; values: readonly string[] },
): Promise<(LookedFor & { excepted: boolean })[]> {
  const rows = await lookedFor(
    tx,
    sql<boolean>`e.kind = any(${[...kinds]}::text[]) and lower(e.value) = any(${values.map((one) => one.toLowerCase())}::text[])`,
    sql<boolean>`true`,
    true,
  );
  const { rows: out } = await sql<{ id: string }>`
    select e.id from block_entry e where e.org_id = ${tx.orgId} and e.id = any(${rows.map(({ id }) => id)}::uuid[]) and exists (${excepted})`.execute(
    tx,
  );
  const exempt = new Set(out.map(({ id }) => id));
  return rows.map((row) => ({ ...row, excepted: exempt.has(row.id) }));
}

const excepted = sql`select from block_exception x where x.org_id = e.org_id and x.kind = e.kind
  and (x.platform = e.platform or x.platform = '') and lower(x.value) = lower(e.value)`;

async function lookedFor(
  tx: OrgDb,
  which: ReturnType<typeof sql<boolean>>,
  and: ReturnType<typeof sql<boolean>>,
  withOff = false,
): Promise<LookedFor[]> {
  const { rows } = await sql<Selectable<Schema['block_entry']> & { list: string; does: ListEffect }>`
    select e.*, l.name as list, coalesce(e.effect, l.effect) as does
    from block_entry e join block_list l on l.org_id = e.org_id and l.id = e.list_id
    where e.org_id = ${tx.orgId} and ${which} and ${and} and (${withOff}::boolean or (l.effect <> 'off' and coalesce(e.effect, l.effect) <> 'off'))
    order by l.name, e.value`.execute(tx);
  return rows.map((row) => ({ ...fromRow(row), list: row.list, effect: row.does }));
}

const fromRow = (row: Selectable<Schema['block_entry']>): BlockEntry => ({
  ...{ id: row.id, kind: row.kind, platform: row.platform, value: row.value, reason: row.reason, since: row.since },
  expiresAt: row.expires_at,
  effect: row.effect,
});

/** Whether somebody who stands on a list is looked out for, on a platform or anywhere. */
export async function watchesAccounts(tx: OrgDb, platform?: string): Promise<boolean> {
  const row = await tx
    .selectFrom('block_entry')
    .innerJoin('block_list', (on) =>
      on.onRef('block_list.org_id', '=', 'block_entry.org_id').onRef('block_list.id', '=', 'block_entry.list_id'),
    )
    .select('block_entry.id')
    .where('block_entry.org_id', '=', tx.orgId)
    .where('block_entry.kind', '=', 'account')
    .$if(platform !== undefined, (query) => query.where('block_entry.platform', '=', platform ?? ''))
    .where('block_list.effect', '<>', 'off')
    .where(sql<boolean>`coalesce(block_entry.effect, block_list.effect) in ('watch', 'ban')`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
