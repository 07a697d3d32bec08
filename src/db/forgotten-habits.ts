import type { OrgDb } from './scope.ts';

/** Since when which accounts' habits are forgotten: what they did until then is not learned. */
export async function forgottenHabits(tx: OrgDb): Promise<Map<string, Date>> {
  const rows = await tx
    .selectFrom('forgotten_habit')
    .select(['account', 'at'])
    .where('org_id', '=', tx.orgId)
    .execute();
  return new Map(rows.map((row) => [row.account, row.at]));
}

/** Remembers that an account's habits were forgotten, so that nobody learns them again. */
export async function noteForgottenHabit(
  tx: OrgDb,
  { account, at, by }: { account: string; at: Date; by: string },
): Promise<void> {
  const values = { at, forgotten_by: by };
  await tx
    .insertInto('forgotten_habit')
    .values({ org_id: tx.orgId, account, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'account']).doUpdateSet(values))
    .execute();
}

/** Forgets that they were forgotten, once nothing from before can be learned any more. */
export async function dropForgottenHabits(tx: OrgDb, before: Date): Promise<void> {
  await tx.deleteFrom('forgotten_habit').where('org_id', '=', tx.orgId).where('at', '<', before).execute();
}
