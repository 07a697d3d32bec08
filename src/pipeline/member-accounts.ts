import {
  deleteMemberAccount,
  listMemberAccounts,
  type MemberAccount,
  saveMemberAccount,
} from '../db/member-accounts.ts';
import { findMember } from '../db/members.ts';
import { isUuid } from '../domain/id.ts';
import { cleanText } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

export type { MemberAccount } from '../db/member-accounts.ts';

const LONGEST = 320;

/** Login accounts that are somebody's, beside their e-mail addresses. */
export async function seeMemberAccounts({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<MemberAccount[]> {
  authorise(principal, 'members.read');
  return listMemberAccounts(tx);
}

/** Says whose a login account is: they are asked whether it was them. What was said of it before is replaced. */
export async function setMemberAccount(work: Work, account: string, memberId: string): Promise<MemberAccount> {
  authorise(work.principal, 'members.write');
  const name = cleanText(account).slice(0, LONGEST);
  if (name === '') throw new SafeNestError('invalid_input', 'Name the login account as it stands in the logs.');
  const member = isUuid(memberId) ? await findMember(work.tx, memberId) : undefined;
  if (!member) throw new SafeNestError('not_found', 'There is no such member.');
  await saveMemberAccount(work.tx, { account: name, memberId, now: work.now, by: work.principal.name });
  await audit(work, { action: 'member.account_set', subject: member.name, detail: { account: name } });
  return { account: name, memberId, memberName: member.name };
}

/** Nobody's from now on; `not_found` where it was nobody's. */
export async function removeMemberAccount(work: Work, account: string): Promise<void> {
  authorise(work.principal, 'members.write');
  const known = (await listMemberAccounts(work.tx)).find((one) => one.account === account);
  if (!known || !(await deleteMemberAccount(work.tx, account)))
    throw new SafeNestError('not_found', 'Nobody is said to have this account.');
  await audit(work, { action: 'member.account_remove', subject: known.memberName, detail: { account } });
}
