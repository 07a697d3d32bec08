import { listMembers } from '../../../db/members.ts';
import { removeMemberAccount, seeMemberAccounts, setMemberAccount } from '../../../pipeline/member-accounts.ts';
import { memberAccountsPage } from '../pages/member-accounts.ts';
import type { Pages } from '../visit.ts';

const accounts = (): string => '/members/accounts';

/** Whose login accounts are whose. Before the pages of single members, whose addresses look alike. */
export function memberAccountRoutes(pages: Pages): void {
  pages.show('/members/accounts', 'members.write', async ({ principal }, tx) => ({
    title: 'Whose login is whose?',
    current: 'members',
    body: memberAccountsPage(
      await seeMemberAccounts({ tx, principal }),
      (await listMembers(tx, { limit: 500 })).filter(({ active }) => active),
    ),
  }));

  pages.act(
    '/members/accounts',
    'members.write',
    async ({ work }, form) => {
      const one = await work((w) => setMemberAccount(w, form.account ?? '', form.member ?? ''));
      return { to: '/members/accounts', text: `${one.account} is ${one.memberName}’s.` };
    },
    accounts,
  );

  pages.act(
    '/members/accounts/remove',
    'members.write',
    async ({ work }, form) => {
      await work((w) => removeMemberAccount(w, form.account ?? ''));
      return { to: '/members/accounts', text: 'Removed.' };
    },
    accounts,
  );
}
