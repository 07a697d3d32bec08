import type { StandardAnswer } from '../domain/standard-answer.ts';
import type { OrgDb } from './scope.ts';

/** The organisation's standard answers, the newest first. */
export async function listStandardAnswers(tx: OrgDb): Promise<StandardAnswer[]> {
  const rows = await tx
    .selectFrom('standard_answer')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    phrases: row.phrases,
    answer: row.answer,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }));
}

/** Keeps a standard answer, or what is new of one. */
export async function saveStandardAnswer(tx: OrgDb, answer: StandardAnswer): Promise<void> {
  const values = {
    channel_id: answer.channelId,
    phrases: answer.phrases,
    answer: answer.answer,
    updated_at: answer.updatedAt,
    updated_by: answer.updatedBy,
  };
  await tx
    .insertInto('standard_answer')
    .values({ id: answer.id, org_id: tx.orgId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** False where there was none. */
export async function deleteStandardAnswer(tx: OrgDb, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('standard_answer')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
