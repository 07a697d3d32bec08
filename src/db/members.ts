import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { ChatAccount, Member } from '../domain/member.ts';
import type { Role } from '../domain/role.ts';
import type { OrgDb, SystemDb } from './scope.ts';

const COLUMNS = ['id', 'name', 'email', 'role', 'active', 'time_zone', 'password_hash', 'created_at'] as const;

interface Row {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  time_zone: string | null;
  password_hash: string | null;
  created_at: Date;
}

const member = (row: Row): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  active: row.active,
  timeZone: row.time_zone,
  createdAt: row.created_at,
  hasPassword: row.password_hash !== null,
});

/** Adds a member; undefined when somebody in the organisation has this e-mail address already. */
export async function insertMember(
  tx: OrgDb,
  values: { id: string; name: string; email: string; role: Role; timeZone: string | null; createdAt: Date },
): Promise<Member | undefined> {
  const row = await tx
    .insertInto('member')
    .values({
      id: values.id,
      org_id: tx.orgId,
      name: values.name,
      email: values.email,
      role: values.role,
      time_zone: values.timeZone,
      password_hash: null,
      created_at: values.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'email']).doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && member(row);
}

/** Whether some active member keeps another time zone than this. */
export async function hasOtherZones(tx: OrgDb, timeZone: string): Promise<boolean> {
  const row = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('active', '=', true)
    .where('time_zone', '<>', timeZone)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findMember(tx: OrgDb, id: string): Promise<Member | undefined> {
  const row = await tx
    .selectFrom('member')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && member(row);
}

/** `email` in any case. */
export async function findMemberByEmail(tx: OrgDb, email: string): Promise<Member | undefined> {
  const row = await tx
    .selectFrom('member')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return row && member(row);
}

/** Members in the order they joined; `after` is the id of the last one already read. */
export async function listMembers(tx: OrgDb, page: { limit: number; after?: string }): Promise<Member[]> {
  let query = tx.selectFrom('member').select(COLUMNS).where('org_id', '=', tx.orgId);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  return (await query.orderBy('id').limit(page.limit).execute()).map(member);
}

/** Whoever is called what, the shut out too. */
export async function memberNames(tx: OrgDb): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom('member').select(['id', 'name']).where('org_id', '=', tx.orgId).execute();
}

/** Until the transaction ends nobody else of the organisation takes a name: two cannot take the same at once. */
export async function lockMemberNames(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`member names ${tx.orgId}`}, 0))`.execute(tx);
}

/** Changes what is given; undefined when there is no such member. */
export async function updateMemberRow(
  tx: OrgDb,
  id: string,
  change: { name?: string; role?: Role; active?: boolean; timeZone?: string | null; passwordHash?: string | null },
): Promise<Member | undefined> {
  const row = await tx
    .updateTable('member')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.active === undefined ? {} : { active: change.active }),
      ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && member(row);
}

/** The ids of all active admins, locked until the transaction ends: two of them cannot demote each other at once. */
export async function lockActiveAdmins(tx: OrgDb): Promise<string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** The stored argon2id hash, or null when the member has no password. */
export async function passwordHash(tx: OrgDb, memberId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('member')
    .select('password_hash')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** Active members with this e-mail address in any organisation, the longest-standing first; at most `limit`. */
export async function membersByEmail(
  tx: SystemDb,
  email: string,
  limit: number,
): Promise<{ id: string; orgId: OrgId }[]> {
  const rows = await tx
    .selectFrom('member')
    .select(['id', 'org_id'])
    .where('email', '=', email.toLowerCase())
    .where('active', '=', true)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, orgId: row.org_id as OrgId }));
}

/** Links a platform's user to a member; false when that user is linked already, here or in another organisation. */
export async function insertChatAccount(tx: OrgDb, account: ChatAccount): Promise<boolean> {
  const result = await tx
    .insertInto('chat_account')
    .values({
      id: account.id,
      org_id: tx.orgId,
      member_id: account.memberId,
      platform: account.platform,
      workspace: account.workspace,
      external_id: account.externalId,
      linked_at: account.linkedAt,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace', 'external_id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export const listChatAccounts = (tx: OrgDb, memberId: string): Promise<ChatAccount[]> => chatAccountsOf(tx, [memberId]);

/** The chat accounts of several members, in the order they were linked. */
export async function chatAccountsOf(tx: OrgDb, memberIds: readonly string[]): Promise<ChatAccount[]> {
  if (memberIds.length === 0) return [];
  const rows = await tx
    .selectFrom('chat_account')
    .select(['id', 'member_id', 'platform', 'workspace', 'external_id', 'linked_at'])
    .where('org_id', '=', tx.orgId)
    .where('member_id', 'in', memberIds)
    .orderBy('linked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    platform: row.platform,
    workspace: row.workspace,
    externalId: row.external_id,
    linkedAt: row.linked_at,
  }));
}

/** Removes the link; false when there was none. */
export async function deleteChatAccount(tx: OrgDb, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('chat_account')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row.numDeletedRows > 0n;
}

/** Whom a platform's user is linked to, before the organisation is known. */
export async function findChatAccount(
  tx: SystemDb,
  account: Pick<ChatAccount, 'platform' | 'workspace' | 'externalId'>,
): Promise<{ memberId: string; orgId: OrgId } | undefined> {
  const row = await tx
    .selectFrom('chat_account')
    .select(['member_id', 'org_id'])
    .where('platform', '=', account.platform)
    .where('workspace', '=', account.workspace)
    .where('external_id', '=', account.externalId)
    .executeTakeFirst();
  return row && { memberId: row.member_id, orgId: row.org_id as OrgId };
}

/** Every workspace in which a platform's user is linked to somebody, the latest first. */
export async function linkedWorkspaces(
  tx: SystemDb,
  account: Pick<ChatAccount, 'platform' | 'externalId'>,
): Promise<{ workspace: string; orgId: OrgId }[]> {
  const rows = await tx
    .selectFrom('chat_account')
    .select(['workspace', 'org_id'])
    .where('platform', '=', account.platform)
    .where('external_id', '=', account.externalId)
    .orderBy('linked_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map((row) => ({ workspace: row.workspace, orgId: row.org_id as OrgId }));
}

/** Whom a platform's user is linked to in this organisation. */
export async function chatAccountHere(
  tx: OrgDb,
  account: Pick<ChatAccount, 'platform' | 'workspace' | 'externalId'>,
): Promise<{ memberId: string } | undefined> {
  const row = await tx
    .selectFrom('chat_account')
    .select('member_id')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', account.platform)
    .where('workspace', '=', account.workspace)
    .where('external_id', '=', account.externalId)
    .executeTakeFirst();
  return row && { memberId: row.member_id };
}

/** The account that a member has in a workspace; null where none is linked. */
export async function chatAccountOf(
  tx: OrgDb,
  { platform, workspace }: { platform: string; workspace: string },
  memberId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_account')
    .select('external_id')
    .where('org_id', '=', tx.orgId)
    .where('member_id', '=', memberId)
    .where('platform', '=', platform as ChatAccount['platform'])
    .where('workspace', '=', workspace)
    .limit(1)
    .executeTakeFirst();
  return row?.external_id ?? null;
}

/** A linked account is known by another id from now on; undefined where there is none, or the new id is linked already. */
export async function renameChatAccount(
  tx: OrgDb,
  before: Pick<ChatAccount, 'platform' | 'workspace' | 'externalId'>,
  externalId: string,
): Promise<{ memberId: string } | undefined> {
  const row = await tx
    .updateTable('chat_account')
    .set({ external_id: externalId })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', before.platform)
    .where('workspace', '=', before.workspace)
    .where('external_id', '=', before.externalId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('chat_account as other')
            .select('other.id')
            .where('other.platform', '=', before.platform)
            .where('other.workspace', '=', before.workspace)
            .where('other.external_id', '=', externalId),
        ),
      ),
    )
    .returning('member_id')
    .executeTakeFirst();
  return row && { memberId: row.member_id };
}

/** Forgets all links of a platform's workspace; returns how many. */
export async function deleteChatAccountsOf(
  tx: OrgDb,
  { platform, workspace }: Pick<ChatAccount, 'platform' | 'workspace'>,
): Promise<number> {
  const result = await tx
    .deleteFrom('chat_account')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
