import { type Selectable, sql } from 'kysely';
import type { Appeal, AppealState } from '../domain/moderation.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

export interface StoredAppeal extends Appeal {
  decidedById: string | null;
  /** When whoever appealed was told how it was decided; null while they were not. */
  toldAt: Date | null;
}

const appeals = (tx: OrgDb) => tx.selectFrom('appeal').selectAll().where('org_id', '=', tx.orgId);

/** The appeal `APL-<number>`; null where there is none. */
export async function findAppeal(tx: OrgDb, number: number): Promise<StoredAppeal | null> {
  const row = await appeals(tx).where('number', '=', number).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findAppealById(tx: OrgDb, id: string): Promise<StoredAppeal | null> {
  const row = await appeals(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function appealAgainst(tx: OrgDb, actionId: string): Promise<StoredAppeal | null> {
  const row = await appeals(tx).where('action_id', '=', actionId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same, locked until the transaction ends. */
export async function lockAppeal(tx: OrgDb, number: number): Promise<StoredAppeal | null> {
  const row = await appeals(tx).where('number', '=', number).forUpdate().executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Appeals, newest first; only smaller numbers with `before`, the cursor of the next page. */
export async function listAppeals(
  tx: OrgDb,
  {
    states,
    accounts,
    from,
    to,
    before,
    limit,
  }: {
    states?: readonly AppealState[];
    /** Made by one of these. */
    accounts?: readonly string[];
    /** Made at or after, made before. */
    from?: Date;
    to?: Date;
    before?: number;
    limit: number;
  },
): Promise<StoredAppeal[]> {
  const rows = await appeals(tx)
    .$if(states !== undefined, (query) => query.where('state', 'in', [...states!]))
    .$if(accounts !== undefined, (query) => query.where('account', 'in', [...accounts!]))
    .$if(from !== undefined, (query) => query.where('created_at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('created_at', '<', to!))
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many appeals there are in each state. */
export async function countAppeals(tx: OrgDb): Promise<Record<AppealState, number>> {
  const rows = await tx
    .selectFrom('appeal')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('org_id', '=', tx.orgId)
    .groupBy('state')
    .execute();
  const counts = { open: 0, upheld: 0, overturned: 0 };
  for (const row of rows) counts[row.state] = Number(row.count);
  return counts;
}

/** False where there is one against the same action already. */
export async function insertAppeal(tx: OrgDb, appeal: StoredAppeal): Promise<boolean> {
  const result = await tx
    .insertInto('appeal')
    .values({
      id: appeal.id,
      org_id: tx.orgId,
      number: appeal.number,
      action_id: appeal.actionId,
      account: appeal.account,
      text: appeal.text,
      created_at: appeal.createdAt,
      ...columns(appeal),
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'action_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Writes all of an appeal that changes. */
export async function saveAppeal(tx: OrgDb, appeal: StoredAppeal): Promise<void> {
  await tx
    .updateTable('appeal')
    .set(columns(appeal))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', appeal.id)
    .executeTakeFirstOrThrow();
}

/** Every organisation's appeals whose outcome is still to be told, of those that were decided since then. */
export async function untoldAppeals(
  tx: SystemDb,
  since: Date,
): Promise<{ orgId: string; id: string; decidedAt: Date }[]> {
  const { rows } = await sql<{ org_id: string; id: string; decided_at: Date }>`select org_id, id, decided_at from appeal
    where decided_at is not null and told_at is null and decided_at >= ${since} limit 1000`.execute(tx);
  return rows.map((row) => ({ orgId: row.org_id, id: row.id, decidedAt: row.decided_at }));
}

const columns = (one: StoredAppeal) => ({
  state: one.state,
  updated_at: one.updatedAt,
  decided_at: one.decidedAt,
  decided_by: one.decidedBy,
  decided_by_id: one.decidedById,
  note: one.note,
  told_at: one.toldAt,
});

const fromRow = (row: Selectable<Schema['appeal']>): StoredAppeal => ({
  id: row.id,
  number: row.number,
  actionId: row.action_id,
  account: row.account,
  text: row.text,
  state: row.state,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedById: row.decided_by_id,
  note: row.note,
  toldAt: row.told_at,
});
