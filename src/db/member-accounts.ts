import type { OrgDb } from './scope.ts';

/** A login account that is a member's. */
export interface MemberAccount {
  account: string;
  memberId: string;
  memberName: string;
}

/** The active member whose login account this is: said so, or else the one with this e-mail address. */
export async function memberOfAccount(tx: OrgDb, account: string): Promise<{ id: string; name: string } | null> {
  const said = await tx
    .selectFrom('member_account')
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'member_account.org_id').onRef('member.id', '=', 'member_account.member_id'),
    )
    .select(['member.id', 'member.name', 'member.active'])
    .where('member_account.org_id', '=', tx.orgId)
    .where('member_account.account', '=', account)
    .executeTakeFirst();
  if (said) return said.active ? { id: said.id, name: said.name } : null;
  const row = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('org_id', '=', tx.orgId)
    .where('email', '=', account.toLowerCase())
    .where('active', '=', true)
    .executeTakeFirst();
  return row ?? null;
}

/** The login accounts that are a member's: said to be theirs, and their e-mail address unless it is said to be somebody else's. */
export async function accountsOfMember(tx: OrgDb, memberId: string): Promise<string[]> {
  const said = await tx
    .selectFrom('member_account')
    .select('account')
    .where('org_id', '=', tx.orgId)
    .where('member_id', '=', memberId)
    .orderBy('account')
    .limit(50)
    .execute();
  const member = await tx
    .selectFrom('member')
    .select('email')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', memberId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!member) return [];
  const owner = await memberOfAccount(tx, member.email);
  const own = owner?.id === memberId ? [member.email] : [];
  return [...new Set([...said.map(({ account }) => account), ...own])];
}

/** What was said of whose accounts are whose, by account. */
export async function listMemberAccounts(tx: OrgDb): Promise<MemberAccount[]> {
  const rows = await tx
    .selectFrom('member_account')
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'member_account.org_id').onRef('member.id', '=', 'member_account.member_id'),
    )
    .select(['member_account.account', 'member_account.member_id', 'member.name'])
    .where('member_account.org_id', '=', tx.orgId)
    .orderBy('member_account.account')
    .limit(5000)
    .execute();
  return rows.map((row) => ({ account: row.account, memberId: row.member_id, memberName: row.name }));
}

/** Says whose an account is; what was said before is replaced. */
export async function saveMemberAccount(
  tx: OrgDb,
  one: { account: string; memberId: string; now: Date; by: string },
): Promise<void> {
  const row = { member_id: one.memberId, created_at: one.now, created_by: one.by };
  await tx
    .insertInto('member_account')
    .values({ org_id: tx.orgId, account: one.account, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'account']).doUpdateSet(row))
    .execute();
}

/** False where nothing was said of it. */
export async function deleteMemberAccount(tx: OrgDb, account: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('member_account')
    .where('org_id', '=', tx.orgId)
    .where('account', '=', account)
    .executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}
