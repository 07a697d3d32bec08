import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** An organisation's own bot; its tokens are sealed. */
export interface ChatAppRow {
  id: string;
  platform: ChatPlatform;
  /** The platform's own id of the app. */
  externalId: string;
  credentials: Buffer;
  /** When its tokens were first seen to work; null until then. */
  verifiedAt: Date | null;
  updatedAt: Date;
  updatedBy: string;
}

/** Which own bots there are, of every organisation; without what is sealed. */
export async function allChatApps(
  tx: SystemDb,
): Promise<{ id: string; orgId: OrgId; platform: ChatPlatform; updatedAt: Date }[]> {
  const rows = await tx
    .selectFrom('chat_app')
    .select(['id', 'org_id', 'platform', 'updated_at'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id as OrgId,
    platform: row.platform,
    updatedAt: row.updated_at,
  }));
}

/** The organisation's own bots. */
export async function chatAppRows(tx: OrgDb): Promise<ChatAppRow[]> {
  const rows = await tx.selectFrom('chat_app').selectAll().where('org_id', '=', tx.orgId).orderBy('platform').execute();
  return rows.map((row) => ({
    id: row.id,
    platform: row.platform,
    externalId: row.external_id,
    credentials: row.credentials,
    verifiedAt: row.verified_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }));
}

/** Which organisation an own bot belongs to, before that is known. */
export async function chatAppOwner(tx: SystemDb, id: string): Promise<OrgId | undefined> {
  const row = await tx.selectFrom('chat_app').select('org_id').where('id', '=', id).executeTakeFirst();
  return row && (row.org_id as OrgId);
}

/** Stores a new one; false when the platform has one here already. */
export async function insertChatApp(tx: OrgDb, app: ChatAppRow): Promise<boolean> {
  const result = await tx
    .insertInto('chat_app')
    .values({
      id: app.id,
      org_id: tx.orgId,
      platform: app.platform,
      external_id: app.externalId,
      credentials: app.credentials,
      verified_at: app.verifiedAt,
      updated_at: app.updatedAt,
      updated_by: app.updatedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/**
 * Keeps that its tokens work and which app they are of. Throws `conflict` where that app is another organisation's: nothing else
 * can be done in the transaction then.
 */
export async function verifyChatApp(tx: OrgDb, id: string, externalId: string, at: Date): Promise<void> {
  try {
    await tx
      .updateTable('chat_app')
      .set({ external_id: externalId, verified_at: at })
      .where('org_id', '=', tx.orgId)
      .where('id', '=', id)
      .execute();
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== UNIQUE_VIOLATION) throw cause;
    throw new SafeNestError('conflict', 'This bot is in use by another organisation here; make an app of your own.', {
      cause,
    });
  }
}
/** Throws `conflict` where an app is proven to be another organisation's. Whether it is ours is still to be proven. */
export async function refuseTaken(tx: OrgDb, id: string, externalId: string, at: Date): Promise<void> {
  // nobody sees another organisation's rows: the index over all of them answers
  await verifyChatApp(tx, id, externalId, at);
  await tx
    .updateTable('chat_app')
    .set({ verified_at: null })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/** Forgets one; false when there was none. */
export async function deleteChatApp(tx: OrgDb, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('chat_app').where('org_id', '=', tx.orgId).where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** On which channel every process hears that own bots have changed. */
export const CHAT_APPS_CHANGED = 'safenest_chat_apps';

/** Tells every process, once this transaction is committed, that own bots have changed. */
export async function announceChatApps(tx: OrgDb): Promise<void> {
  await sql`select pg_notify(${CHAT_APPS_CHANGED}, '')`.execute(tx);
}
