import { z } from 'zod';
import { findMember, listMembers } from '../../db/members.ts';
import { isUuid } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';
import { addMember, memberChangeSchema, newMemberSchema, updateMember } from '../../pipeline/members.ts';
import { createSignInLink } from '../../pipeline/sign-in.ts';
import { signInLinkPath } from '../auth/routes.ts';
import { defineRoute } from '../define-route.ts';
import { baseOf } from '../services.ts';
import { idParams, listOf, memberSchema, memberShape, pageOf, pageQuery, unknownRef } from './shapes.ts';

const tag = 'members';
/** A member's id; anything else is as unknown as a member of another organisation. */
const idOf = (id: string): string => {
  if (!isUuid(id)) throw unknownRef();
  return id;
};

export const memberRoutes = [
  defineRoute({
    method: 'get',
    path: '/members',
    tag,
    summary: 'Members, in the order they joined',
    permission: 'members.read',
    query: z.strictObject(pageQuery),
    answer: listOf(memberSchema),
    async handle({ org }, { query: { limit, cursor } }) {
      if (cursor !== undefined && !isUuid(cursor))
        throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
      const page = { limit: limit + 1, ...(cursor === undefined ? {} : { after: cursor }) };
      return pageOf(await org((tx) => listMembers(tx, page)), limit, memberShape, (last) => last.id);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/members',
    tag,
    summary: 'Add a member',
    permission: 'members.write',
    body: newMemberSchema,
    status: 201,
    answer: memberSchema,
    handle: async ({ work }, { body }) => memberShape(await work((w) => addMember(w, body))),
  }),
  defineRoute({
    method: 'get',
    path: '/members/:id',
    tag,
    summary: 'One member',
    permission: 'members.read',
    params: idParams,
    answer: memberSchema,
    async handle({ org }, { params }) {
      const member = await org((tx) => findMember(tx, idOf(params.id)));
      if (!member) throw unknownRef();
      return memberShape(member);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/members/:id',
    tag,
    summary: 'Change a member’s name, role, time zone, or shut them out',
    description: 'A new role or `active: false` ends their sessions. The last active admin stays one.',
    permission: 'members.write',
    params: idParams,
    body: memberChangeSchema,
    answer: memberSchema,
    handle: async ({ work }, { params, body }) =>
      memberShape(await work((w) => updateMember(w, idOf(params.id), body))),
  }),
  defineRoute({
    method: 'post',
    path: '/members/:id/sign-in-link',
    tag,
    summary: 'Make a link that signs the member in once, within 15 minutes',
    permission: 'members.write',
    params: idParams,
    status: 201,
    answer: z.object({ url: z.string(), expires_at: z.iso.datetime() }),
    async handle({ work, services }, { params }) {
      const link = await work((w) => createSignInLink(w, idOf(params.id)));
      return { url: baseOf(services) + signInLinkPath(link.token), expires_at: link.expiresAt.toISOString() };
    },
  }),
];
