import type { OrgId } from '../domain/id.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** A one-time link or a session, found by the hash of its token before the organisation is known. */
interface Owner {
  id: string;
  orgId: OrgId;
}

export interface WebSession {
  id: string;
  memberId: string;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertSignInLink(
  tx: OrgDb,
  link: { id: string; memberId: string; tokenHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('sign_in_link')
    .values({
      id: link.id,
      org_id: tx.orgId,
      member_id: link.memberId,
      token_hash: link.tokenHash,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function findSignInLinkOwner(tx: SystemDb, tokenHash: Buffer): Promise<Owner | undefined> {
  const row = await tx
    .selectFrom('sign_in_link')
    .select(['id', 'org_id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row && { id: row.id, orgId: row.org_id as OrgId };
}

/** Whether the link could be used now; looking does not use it. */
export async function signInLinkIsGood(tx: OrgDb, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_in_link')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the link up and says whose it is; undefined when it was used or has expired. Of two at once, one wins. */
export async function useSignInLinkRow(tx: OrgDb, id: string, now: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('member_id')
    .executeTakeFirst();
  return row?.member_id;
}

export async function insertSession(
  tx: OrgDb,
  session: WebSession & { tokenHash: Buffer; userAgent: string | null },
): Promise<void> {
  await tx
    .insertInto('web_session')
    .values({
      id: session.id,
      org_id: tx.orgId,
      member_id: session.memberId,
      token_hash: session.tokenHash,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
    })
    .execute();
}

export async function findSessionOwner(tx: SystemDb, tokenHash: Buffer): Promise<Owner | undefined> {
  const row = await tx
    .selectFrom('web_session')
    .select(['id', 'org_id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row && { id: row.id, orgId: row.org_id as OrgId };
}

export async function findSession(tx: OrgDb, id: string): Promise<WebSession | undefined> {
  const row = await tx
    .selectFrom('web_session')
    .select(['id', 'member_id', 'created_at', 'expires_at'])
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, memberId: row.member_id, createdAt: row.created_at, expiresAt: row.expires_at };
}

export async function extendSession(tx: OrgDb, id: string, expiresAt: Date): Promise<void> {
  await tx
    .updateTable('web_session')
    .set({ expires_at: expiresAt })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

export async function deleteSession(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('web_session').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Ends the member's sessions and links, but the session `except`; returns how many sessions ended. */
export async function deleteSignInsOf(tx: OrgDb, memberId: string, except?: string): Promise<number> {
  await tx.deleteFrom('sign_in_link').where('org_id', '=', tx.orgId).where('member_id', '=', memberId).execute();
  let query = tx.deleteFrom('web_session').where('org_id', '=', tx.orgId).where('member_id', '=', memberId);
  if (except !== undefined) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Forgets the organisation's links and sessions that ended before now; returns how many. */
export async function deleteExpiredSignIns(tx: OrgDb, now: Date): Promise<number> {
  const links = await tx
    .deleteFrom('sign_in_link')
    .where('org_id', '=', tx.orgId)
    .where('expires_at', '<=', now)
    .executeTakeFirst();
  const sessions = await tx
    .deleteFrom('web_session')
    .where('org_id', '=', tx.orgId)
    .where('expires_at', '<=', now)
    .executeTakeFirst();
  return Number(links.numDeletedRows + sessions.numDeletedRows);
}
