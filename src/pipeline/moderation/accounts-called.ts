import type { AccountThere } from '../../db/cases.ts';
import { chatAccountsOf, listMembers } from '../../db/members.ts';
import { moderatedAccounts, speakersCalled } from '../../db/moderated-accounts.ts';
import type { OrgDb } from '../../db/scope.ts';
import { bears } from '../../domain/member.ts';
import type { Principal } from '../../domain/principal.ts';
import { can } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';

const MOST_MEMBERS = 1000;

/** Somebody's account in a workspace, and what they are called there. */
export type Called = AccountThere & { name: string };

/**
 * The accounts that are called so, by id or name; where somebody is called just so, only theirs. Those that moderation has had to do with
 * come first, then, with `speakers`, who spoke lately in a guarded channel, then members by their name here. Fails with `invalid_input`.
 */
export async function accountsCalled(
  tx: OrgDb,
  { role }: Pick<Principal, 'role'>,
  said: string,
  { speakers = false }: { speakers?: boolean } = {},
): Promise<Called[]> {
  const called = said.trim().replace(/^@/, '');
  if (called === '') throw new SafeNestError('invalid_input', 'Say of whom: a name or an account.');
  const known = await moderatedAccounts(tx, called);
  const spoke = speakers ? await speakersCalled(tx, called) : [];
  const both = [...known, ...spoke.filter((one) => !known.some((other) => isSame(one, other)))];
  const exact = both.filter((one) => one.exact);
  if (exact.length > 0) return exact;
  if (both.length > 0) return both;
  // a member may be called otherwise in a chat
  const members = can(role, 'members.read')
    ? (await listMembers(tx, { limit: MOST_MEMBERS })).filter((member) => bears(member, called))
    : [];
  const linked = await chatAccountsOf(
    tx,
    members.map(({ id }) => id),
  );
  return linked.map(({ platform, workspace, externalId, memberId }) => ({
    platform,
    workspace,
    account: externalId,
    name: members.find(({ id }) => id === memberId)?.name ?? externalId,
  }));
}

/** One account, or several of one name: somebody is on more than one platform. */
export const isOnePerson = (found: readonly Called[]): boolean =>
  new Set(found.map(({ name }) => name.toLowerCase())).size <= 1 &&
  new Set(found.map(({ platform, workspace }) => `${platform} ${workspace}`)).size === found.length;

const isSame = (one: AccountThere, other: AccountThere): boolean =>
  one.platform === other.platform && one.workspace === other.workspace && one.account === other.account;
