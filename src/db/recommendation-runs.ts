import type { OrgDb } from './scope.ts';

/** Whether rules were recommended for this week already. */
export async function recommendedIn(tx: OrgDb, period: string): Promise<boolean> {
  const row = await tx
    .selectFrom('recommendation_run')
    .select('period')
    .where('org_id', '=', tx.orgId)
    .where('period', '=', period)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that they were; once. */
export async function recordRecommendations(
  tx: OrgDb,
  { period, madeAt, proposed }: { period: string; madeAt: Date; proposed: number },
): Promise<void> {
  await tx
    .insertInto('recommendation_run')
    .values({ org_id: tx.orgId, period, made_at: madeAt, proposed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
