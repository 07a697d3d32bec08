import { z } from 'zod';
import { removeMemberAccount, seeMemberAccounts, setMemberAccount } from '../../pipeline/member-accounts.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'members';
const account = z.string().trim().min(1).max(320);
const shape = z.object({ account: z.string(), member_id: z.uuid(), member: z.string() });

export const memberAccountRoutes = [
  defineRoute({
    method: 'get',
    path: '/member-accounts',
    tag,
    summary: 'Login accounts that are somebody’s, beside their e-mail addresses',
    permission: 'members.read',
    answer: z.object({ items: z.array(shape) }),
    handle: async ({ org, principal }) => ({
      items: (await org((tx) => seeMemberAccounts({ tx, principal }))).map((one) => ({
        account: one.account,
        member_id: one.memberId,
        member: one.memberName,
      })),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/member-accounts',
    tag,
    summary: 'Say whose a login account is: they are asked whether it was them',
    permission: 'members.write',
    body: z.strictObject({ account, member_id: z.uuid() }),
    answer: shape,
    handle: async ({ work }, { body }) => {
      const one = await work((w) => setMemberAccount(w, body.account, body.member_id));
      return { account: one.account, member_id: one.memberId, member: one.memberName };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/member-accounts/:account',
    tag,
    summary: 'Nobody has this login account any more',
    permission: 'members.write',
    params: z.strictObject({ account }),
    status: 204,
    handle: ({ work }, { params }) => work((w) => removeMemberAccount(w, params.account)),
  }),
];
