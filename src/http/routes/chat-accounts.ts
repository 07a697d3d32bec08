import { z } from 'zod';
import { chatAccountsOf, findMember } from '../../db/members.ts';
import { isUuid } from '../../domain/id.ts';
import type { ChatAccount } from '../../domain/member.ts';
import { SafeNestError } from '../../errors.ts';
import { CHAT_PLATFORMS } from '../../messages/inbound.ts';
import { makeAccountCode } from '../../pipeline/chat-codes.ts';
import { listWorkspaces } from '../../pipeline/chat-workspaces.ts';
import { linkChatAccount, unlinkChatAccount } from '../../pipeline/members.ts';
import { defineRoute, type RouteContext } from '../define-route.ts';
import { codeSchema, codeShape } from './connections.ts';
import { idParams, unknownRef } from './shapes.ts';

const tag = 'members';
const instant = z.iso.datetime();
const platform = z.enum(CHAT_PLATFORMS);
const accountSchema = z.object({
  id: z.uuid(),
  platform: z.string(),
  workspace: z.string(),
  external_id: z.string(),
  linked_at: instant,
});
const accountShape = (one: ChatAccount): z.input<typeof accountSchema> => ({
  id: one.id,
  platform: one.platform,
  workspace: one.workspace,
  external_id: one.externalId,
  linked_at: one.linkedAt.toISOString(),
});

/** An id of ours; anything else is as unknown as one that was never given out. */
const idOf = (id: string): string => {
  if (!isUuid(id)) throw unknownRef();
  return id;
};

const memberOf = ({ org }: RouteContext, id: string) =>
  org(async (tx) => {
    const member = await findMember(tx, idOf(id));
    if (!member) throw unknownRef();
    return member;
  });

/** The chat accounts of members; an own account is linked by its owner's code. */
export const chatAccountRoutes = [
  defineRoute({
    method: 'get',
    path: '/members/:id/chat-accounts',
    tag,
    summary: 'A member’s linked chat accounts',
    permission: 'members.read',
    params: idParams,
    answer: z.object({ items: z.array(accountSchema) }),
    async handle(context, { params }) {
      const member = await memberOf(context, params.id);
      return { items: (await context.org((tx) => chatAccountsOf(tx, [member.id]))).map(accountShape) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/members/:id/chat-accounts',
    tag,
    summary: 'Link a chat account by its platform’s own id',
    permission: 'members.write',
    params: idParams,
    body: z.strictObject({
      platform,
      workspace: z.string().min(1).max(300),
      external_id: z.string().trim().min(1).max(200),
    }),
    status: 201,
    answer: accountSchema,
    async handle({ work }, { params, body }) {
      const { platform, workspace, external_id: externalId } = body;
      return accountShape(
        await work(async (w) => {
          const known = (await listWorkspaces(w.tx)).some(
            (one) => one.platform === platform && one.workspace === workspace,
          );
          if (!known) throw new SafeNestError('not_found', 'This workspace is not connected; connect it first.');
          return linkChatAccount(w, idOf(params.id), { platform, workspace, externalId });
        }),
      );
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/members/:id/chat-accounts/:account',
    tag,
    summary: 'Unlink a chat account',
    permission: 'members.write',
    params: idParams.extend({ account: z.string().max(100) }),
    status: 204,
    handle: async ({ work }, { params }) =>
      work(async (w) => {
        const own = await chatAccountsOf(w.tx, [idOf(params.id)]);
        if (own.every(({ id }) => id !== params.account)) throw unknownRef();
        await unlinkChatAccount(w, params.account);
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/members/:id/chat-code',
    tag,
    summary: 'Make a one-time code that links whoever says it in chat to this member, within 15 minutes',
    permission: 'members.write',
    params: idParams,
    status: 201,
    answer: codeSchema,
    handle: async ({ work }, { params }) => codeShape(await work((w) => makeAccountCode(w, idOf(params.id)))),
  }),
];
