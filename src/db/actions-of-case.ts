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

/**
 * Has a step carried out that the policy takes by itself; false where the case has that step for that account already. Whatever
 * carries out what is due does the rest.
 */
export async function insertAutomaticAction(
  tx: OrgDb,
  one: { id: string; number: number; caseId: string; reason: string; by: string; now: Date; until: Date | null } & Pick<
    ModerationAction,
    'step' | 'account' | 'accountName' | 'channel'
  >,
): Promise<boolean> {
  const row = await tx
    .insertInto('moderation_action')
    .values({
      id: one.id,
      org_id: tx.orgId,
      number: one.number,
      case_id: one.caseId,
      guarded_channel_id: one.channel.id,
      step: one.step,
      account: one.account,
      account_name: one.accountName,
      reason: one.reason,
      requested_by: one.by,
      automatic: true,
      state: 'due',
      created_at: one.now,
      updated_at: one.now,
      expires_at: one.until,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
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
