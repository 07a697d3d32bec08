import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What a job takes for a while, so that no other works on it: rows with `claimed_until`, and `due_at` when they are to be looked at next. */
type Taken = 'incident_room' | 'incident_ticket';

/** Whether a row is still held by whoever took it until then; it is locked until the transaction ends. */
export async function holdsTaken(tx: OrgDb, table: Taken, id: string, until: Date): Promise<boolean> {
  const row = await tx
    .selectFrom(table)
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('claimed_until', '=', until)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a row back that was taken until `until`; what was said of it meanwhile is looked at first. */
export async function releaseTaken(
  tx: OrgDb,
  table: Taken,
  { id, until, next }: { id: string; until: Date; next: Date | null },
): Promise<void> {
  await tx
    .updateTable(table)
    .set({ claimed_until: null, due_at: sql<Date | null>`case when due_at < ${until} then due_at else ${next} end` })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('claimed_until', '=', until)
    .execute();
}
