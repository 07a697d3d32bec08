import type { OrgDb } from './scope.ts';

/** The next number of `ALR-`, `INC-` or `RULE-` in the organisation; numbers of a transaction rolled back are given again. */
export const nextNumber = (tx: OrgDb, kind: 'alert' | 'incident' | 'rule'): Promise<number> => nextNumbers(tx, kind, 1);

/** The first of the next `count` numbers, which are all taken. */
export async function nextNumbers(tx: OrgDb, kind: 'alert' | 'incident' | 'rule', count: number): Promise<number> {
  const row = await tx
    .insertInto('org_counter')
    .values({ org_id: tx.orgId, kind, value: count })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'kind']).doUpdateSet((eb) => ({ value: eb('org_counter.value', '+', count) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value - count + 1;
}
