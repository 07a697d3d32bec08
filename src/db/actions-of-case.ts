import type { Selectable } from 'kysely';
import type { GuardedChannel, ModerationAction } from '../domain/moderation.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What was done about a case, oldest first. */
export async function actionsOfCase(
  tx: OrgDb,
  { id, channel }: { id: string; channel: GuardedChannel },
): Promise<ModerationAction[]> {
  const rows = await tx
    .selectFrom('moderation_action')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('case_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map((row) => fromRow(row, channel));
}

const fromRow = (row: Selectable<Schema['moderation_action']>, channel: GuardedChannel): ModerationAction => ({
  id: row.id,
  number: row.number,
  caseId: row.case_id,
  channel,
  step: row.step,
  account: row.account,
  accountName: row.account_name,
  messageKeys: row.message_keys,
  reason: row.reason,
  requestedBy: row.requested_by,
  requestedById: row.requested_by_id,
  automatic: row.automatic,
  way: row.way,
  state: row.state,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  secondedBy: row.seconded_by,
  doneAt: row.done_at,
  expiresAt: row.expires_at,
  liftedAt: row.lifted_at,
  liftedBy: row.lifted_by,
  liftReason: row.lift_reason,
  outcome: row.outcome,
});
