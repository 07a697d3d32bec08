import { type Selectable, sql } from 'kysely';
import type { BlockList, ListChange, ListEffect, ListException, ListedThing } from '../domain/block-list.ts';
import type { OrgId } from '../domain/id.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

const ofLists = (tx: OrgDb) =>
  tx
    .selectFrom('block_list')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('block_entry')
        .whereRef('block_entry.org_id', '=', 'block_list.org_id')
        .whereRef('block_entry.list_id', '=', 'block_list.id')
        .select(sql<number>`count(*)::integer`.as('n'))
        .as('entries'),
    )
    .where('block_list.org_id', '=', tx.orgId);

/** All of them, by name, with how much stands on each. */
export async function listBlockLists(tx: OrgDb): Promise<BlockList[]> {
  return (await ofLists(tx).orderBy('name').orderBy('id').execute()).map(fromRow);
}

/** One with what nobody is shown: its sealed address, and what its link must hold. */
export async function findBlockList(
  tx: OrgDb,
  id: string,
): Promise<{ list: BlockList; address: Buffer | null; shareKey: string | null } | null> {
  const row = await ofLists(tx).where('block_list.id', '=', id).executeTakeFirst();
  return row ? { list: fromRow(row), address: row.address, shareKey: row.share_key } : null;
}

/** Has everybody else who changes the list wait until this transaction ends; false where there is none. */
export async function lockBlockList(tx: OrgDb, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('block_list')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

type New = Pick<BlockList, 'id' | 'name' | 'source' | 'effect' | 'host' | 'everyHours' | 'createdAt' | 'createdBy'> & {
  address: Buffer | null;
  fetchAt: Date | null;
};

/** False where another has this name. */
export async function insertBlockList(tx: OrgDb, one: New): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('block_list')
    .values({
      ...{ id: one.id, org_id: tx.orgId, name: one.name, source: one.source, effect: one.effect },
      ...{ address: one.address, host: one.host, every_hours: one.everyHours, fetch_at: one.fetchAt },
      ...{ created_at: one.createdAt, created_by: one.createdBy },
    })
    .onConflict((on) => on.columns(['org_id', 'name']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export interface ListFields {
  name?: string;
  effect?: ListEffect;
  everyHours?: number;
  fetchAt?: Date;
  shareKey?: string | null;
  changed?: ListChange;
}

/** Changes what is given; what is remembered of the list is out of date then. */
export async function updateBlockList(tx: OrgDb, id: string, fields: ListFields): Promise<void> {
  const { name, effect, everyHours, fetchAt, shareKey, changed } = fields;
  await tx
    .updateTable('block_list')
    .set({
      revision: sql<number>`revision + 1`,
      ...(name === undefined ? {} : { name }),
      ...(effect === undefined ? {} : { effect }),
      ...(everyHours === undefined ? {} : { every_hours: everyHours }),
      ...(fetchAt === undefined ? {} : { fetch_at: fetchAt }),
      ...(shareKey === undefined ? {} : { share_key: shareKey }),
      ...(changed === undefined ? {} : { changed: JSON.stringify(changed) }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** What came of fetching it, and when that is due again. */
export async function noteFetched(
  tx: OrgDb,
  id: string,
  { now, next, error }: { now: Date; next: Date; error: string | null },
): Promise<void> {
  await tx
    .updateTable('block_list')
    .set({
      fetch_at: next,
      ...(error === null
        ? { fetched_at: now, failing_since: null, last_error: null }
        : {
            failing_since: sql<Date>`coalesce(failing_since, ${now}::timestamptz)`,
            last_error: error.slice(0, 500),
          }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** With everything that stands on it. */
export async function deleteBlockList(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('block_list').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Takes a list to be fetched, by moving on when it is due: false where another has it, or it is not due. */
export async function claimFetch(tx: OrgDb, id: string, now: Date, until: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('block_list')
    .set({ fetch_at: until })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('fetch_at', '<=', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lists of all organisations that are due to be fetched. */
export async function listsDue(tx: SystemDb, now: Date): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('block_list')
    .select(['id', 'org_id'])
    .where('fetch_at', '<=', now)
    .orderBy('fetch_at')
    .limit(500)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

/** How all lists stand: another text for every change of one; empty where there is none. */
export async function listsStand(tx: OrgDb): Promise<string> {
  const { rows } = await sql<{ stand: string | null }>`
    select string_agg(id || ' ' || revision, ',' order by id) as stand from block_list where org_id = ${tx.orgId}`.execute(
    tx,
  );
  return rows[0]?.stand ?? '';
}

export async function listExceptions(tx: OrgDb): Promise<ListException[]> {
  const rows = await tx
    .selectFrom('block_exception')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .orderBy('created_at', 'desc')
    .orderBy('value')
    .execute();
  return rows.map(({ kind, platform, value, why, created_at, created_by }) => ({
    ...{ kind, platform, value, why, createdAt: created_at, createdBy: created_by },
  }));
}

/** False where it is one already. */
export async function insertException(tx: OrgDb, one: ListException): Promise<boolean> {
  const { kind, platform, value, why, createdAt, createdBy } = one;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('block_exception')
    .values({ org_id: tx.orgId, kind, platform, value, why, created_at: createdAt, created_by: createdBy })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  await outdated(tx);
  return numInsertedOrUpdatedRows === 1n;
}

/** False where there is none. */
export async function deleteException(tx: OrgDb, { kind, platform, value }: ListedThing): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('block_exception')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('platform', '=', platform)
    .where('value', '=', value)
    .executeTakeFirst();
  await outdated(tx);
  return numDeletedRows === 1n;
}

/** An exception is one of every list. */
const outdated = (tx: OrgDb): Promise<unknown> =>
  tx.updateTable('block_list').set({ revision: sql<number>`revision + 1` }).where('org_id', '=', tx.orgId).execute();

function fromRow(row: Selectable<Schema['block_list']> & { entries: number | null }): BlockList {
  return {
    ...{ id: row.id, name: row.name, source: row.source, effect: row.effect, entries: row.entries ?? 0 },
    ...{ host: row.host, everyHours: row.every_hours, fetchAt: row.fetch_at, fetchedAt: row.fetched_at },
    ...{ failingSince: row.failing_since, lastError: row.last_error },
    changed: row.changed,
    ...{ shared: row.share_key !== null, createdAt: row.created_at, createdBy: row.created_by },
  };
}
