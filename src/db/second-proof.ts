import type { OrgDb } from './scope.ts';

export interface MemberPin {
  hash: string;
  failures: number;
  lockedAt: Date | null;
}

/** A member's PIN, locked until the transaction ends: two who guess at once are counted both. */
export async function lockPin(tx: OrgDb, memberId: string): Promise<MemberPin | null> {
  const row = await tx
    .selectFrom('member_pin')
    .select(['pin_hash', 'failures', 'locked_at'])
    .where('org_id', '=', tx.orgId)
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst();
  return row ? { hash: row.pin_hash, failures: row.failures, lockedAt: row.locked_at } : null;
}

/** Sets a PIN anew, with no wrong ones against it. */
export async function savePin(tx: OrgDb, memberId: string, hash: string, now: Date): Promise<void> {
  const row = { pin_hash: hash, set_at: now, failures: 0, locked_at: null };
  await tx
    .insertInto('member_pin')
    .values({ org_id: tx.orgId, member_id: memberId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'member_id']).doUpdateSet(row))
    .execute();
}

/** Counts wrong ones, from which moment on none is taken; none wrong after a right one. */
export async function countWrong(
  tx: OrgDb,
  memberId: string,
  { failures, lockedAt }: Pick<MemberPin, 'failures' | 'lockedAt'>,
): Promise<void> {
  await tx
    .updateTable('member_pin')
    .set({ failures, locked_at: lockedAt })
    .where('org_id', '=', tx.orgId)
    .where('member_id', '=', memberId)
    .execute();
}

/** Takes a PIN away; whether there was one. */
export async function deletePin(tx: OrgDb, memberId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('member_pin')
    .where('org_id', '=', tx.orgId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Which members have a PIN, and whether it is locked. */
export async function pinStates(tx: OrgDb): Promise<Map<string, 'set' | 'locked'>> {
  const rows = await tx
    .selectFrom('member_pin')
    .select(['member_id', 'locked_at'])
    .where('org_id', '=', tx.orgId)
    .execute();
  return new Map(rows.map((row) => [row.member_id, row.locked_at ? 'locked' : 'set']));
}

/** What waits for somebody's PIN. */
export interface PendingProof {
  id: string;
  memberId: string;
  action: string;
  value: string;
  fields: Record<string, string> | null;
  expiresAt: Date;
}

/** Keeps it, and forgets what ran out. */
export async function insertPending(tx: OrgDb, pending: PendingProof, now: Date): Promise<void> {
  await tx.deleteFrom('pending_proof').where('org_id', '=', tx.orgId).where('expires_at', '<', now).execute();
  await tx
    .insertInto('pending_proof')
    .values({
      id: pending.id,
      org_id: tx.orgId,
      member_id: pending.memberId,
      action: pending.action,
      value: pending.value,
      fields: pending.fields === null ? null : JSON.stringify(pending.fields),
      expires_at: pending.expiresAt,
    })
    .execute();
}

/** What waits under this id for this member, locked; null where nothing does any more. */
export async function lockPending(tx: OrgDb, id: string, memberId: string, now: Date): Promise<PendingProof | null> {
  const row = await tx
    .selectFrom('pending_proof')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('member_id', '=', memberId)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const { action, value, fields, expires_at: expiresAt } = row;
  return { id, memberId, action, value, fields, expiresAt };
}

export async function deletePending(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('pending_proof').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}
