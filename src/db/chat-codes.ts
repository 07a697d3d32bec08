import type { OrgId } from '../domain/id.ts';
import type { OrgDb, SystemDb } from './scope.ts';

export type ChatCodeKind = 'account' | 'workspace';

export async function insertChatCode(
  tx: OrgDb,
  code: { id: string; kind: ChatCodeKind; memberId: string; codeHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('chat_code')
    .values({
      id: code.id,
      org_id: tx.orgId,
      kind: code.kind,
      member_id: code.memberId,
      code_hash: code.codeHash,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Which organisation made a code, before that is known. */
export async function codeOwner(tx: SystemDb, codeHash: Buffer): Promise<OrgId | undefined> {
  const row = await tx.selectFrom('chat_code').select('org_id').where('code_hash', '=', codeHash).executeTakeFirst();
  return row && (row.org_id as OrgId);
}

/** Uses the code up and says who made it; undefined when it is unknown, used, of the other kind or too old. Of two at once, one wins. */
export async function useChatCode(
  tx: OrgDb,
  kind: ChatCodeKind,
  codeHash: Buffer,
  now: Date,
): Promise<{ id: string; memberId: string } | undefined> {
  const row = await tx
    .updateTable('chat_code')
    .set({ used_at: now })
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'member_id'])
    .executeTakeFirst();
  return row && { id: row.id, memberId: row.member_id };
}

/** Makes the codes of a kind that this member has not used yet worthless, but for the newest `keep`. */
export async function deleteUnusedCodes(tx: OrgDb, kind: ChatCodeKind, memberId: string, keep: number): Promise<void> {
  const unused = await tx
    .selectFrom('chat_code')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const older = unused.slice(keep).map(({ id }) => id);
  if (older.length === 0) return;
  await tx.deleteFrom('chat_code').where('org_id', '=', tx.orgId).where('id', 'in', older).execute();
}

/** Forgets the codes that ended before; returns how many. */
export async function deleteExpiredCodes(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('chat_code')
    .where('org_id', '=', tx.orgId)
    .where('expires_at', '<=', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
