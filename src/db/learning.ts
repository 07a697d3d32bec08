import type { LearnedWhat } from '../domain/unusual.ts';
import type { OrgDb } from './scope.ts';

/** How learning one thing goes. */
export interface Learning {
  what: LearnedWhat;
  /** Camera events that were over by then are learned from. */
  until: Date | null;
  /** When all was learned anew, and from how much. */
  learnedAt: Date | null;
  items: number;
  failedAt: Date | null;
  failure: string | null;
}

export async function listLearning(tx: OrgDb): Promise<Learning[]> {
  const rows = await tx.selectFrom('learning').selectAll().where('org_id', '=', tx.orgId).orderBy('what').execute();
  return rows.map((row) => ({
    what: row.what,
    until: row.until,
    learnedAt: row.learned_at,
    items: row.items,
    failedAt: row.failed_at,
    failure: row.failure,
  }));
}

/** Up to where it was learned; null where it never was. Held until the transaction ends: who learns goes one after the other. */
export async function lockLearning(tx: OrgDb, what: LearnedWhat): Promise<Date | null> {
  const row = await tx
    .selectFrom('learning')
    .select('until')
    .where('org_id', '=', tx.orgId)
    .where('what', '=', what)
    .forUpdate()
    .executeTakeFirst();
  return row?.until ?? null;
}

/** Writes down that all was learned anew; whatever failed before is over. */
export async function saveLearned(
  tx: OrgDb,
  what: LearnedWhat,
  { until = null, at, items }: { until?: Date | null; at: Date; items: number },
): Promise<void> {
  const values = { until, learned_at: at, items, failed_at: null, failure: null };
  await tx
    .insertInto('learning')
    .values({ org_id: tx.orgId, what, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'what']).doUpdateSet(values))
    .execute();
}

/** Moves on; the row is there, and held. */
export async function moveLearning(tx: OrgDb, what: LearnedWhat, until: Date): Promise<void> {
  await tx
    .updateTable('learning')
    .set({ until, failed_at: null, failure: null })
    .where('org_id', '=', tx.orgId)
    .where('what', '=', what)
    .execute();
}

export async function noteLearningFailed(tx: OrgDb, what: LearnedWhat, at: Date, failure: string): Promise<void> {
  const values = { failed_at: at, failure };
  await tx
    .insertInto('learning')
    .values({ org_id: tx.orgId, what, items: 0, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'what']).doUpdateSet(values))
    .execute();
}

/** It went well again; writes nothing where nothing had failed. */
export async function noteLearningWell(tx: OrgDb, what: LearnedWhat): Promise<void> {
  await tx
    .updateTable('learning')
    .set({ failed_at: null, failure: null })
    .where('org_id', '=', tx.orgId)
    .where('what', '=', what)
    .where('failed_at', 'is not', null)
    .execute();
}
