import type { OrgDb } from './scope.ts';

type Counted =
  | 'alert'
  | 'incident'
  | 'rule'
  | 'proposal'
  | 'camera'
  | 'camera_event'
  | 'person'
  | 'case'
  | 'action'
  | 'appeal'
  | 'report';

/** The next number of `ALR-`, `INC-`, `CAM-` and so on in the organisation; numbers of a transaction rolled back are given again. */
export const nextNumber = (tx: OrgDb, kind: Counted): Promise<number> => nextNumbers(tx, kind, 1);

/** The first of the next `count` numbers, which are all taken. */
export async function nextNumbers(tx: OrgDb, kind: Counted, count: number): Promise<number> {
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

/** Has everybody else who wants a number wait until this transaction ends; nothing where none was given yet. */
export async function lockCounter(tx: OrgDb, kind: Counted): Promise<void> {
  await tx
    .selectFrom('org_counter')
    .select('value')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .forUpdate()
    .execute();
}
