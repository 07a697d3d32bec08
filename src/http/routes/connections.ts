import { z } from 'zod';
import type { ChatWorkspace } from '../../db/chat-workspaces.ts';
import { isUuid } from '../../domain/id.ts';
import { CHAT_PLATFORMS } from '../../messages/inbound.ts';
import { chatCredentials, listOwnChatApps, removeChatApp, setChatApp } from '../../pipeline/chat-apps.ts';
import { makeWorkspaceCode } from '../../pipeline/chat-codes.ts';
import { disconnectWorkspace, listWorkspaces, setLinkByEmail } from '../../pipeline/chat-workspaces.ts';
import { defineRoute } from '../define-route.ts';
import { chatOf } from '../services.ts';
import { idParams, unknownRef } from './shapes.ts';

const tag = 'connections';
const instant = z.iso.datetime();
const platform = z.enum(CHAT_PLATFORMS);
const platformParams = z.strictObject({ platform });

const appSchema = z.object({
  platform,
  of: z.enum(['settings', 'organisation']).describe('Whose app it is: the service’s, or one of your own'),
  external_id: z.string().nullable(),
  updated_at: instant.nullable(),
  updated_by: z.string().nullable(),
});
const workspaceSchema = z.object({
  id: z.uuid(),
  platform,
  workspace: z.string(),
  name: z.string(),
  link_by_email: z.boolean(),
  connected_at: instant,
  connected_by: z.string(),
});
const workspaceShape = (one: ChatWorkspace): z.input<typeof workspaceSchema> => ({
  id: one.id,
  platform: one.platform,
  workspace: one.workspace,
  name: one.name,
  link_by_email: one.linkByEmail,
  connected_at: one.connectedAt.toISOString(),
  connected_by: one.connectedBy,
});
export const codeSchema = z.object({
  code: z.string().describe('It cannot be seen again'),
  expires_at: instant,
});
export const codeShape = ({ code, expiresAt }: { code: string; expiresAt: Date }): z.input<typeof codeSchema> => ({
  code,
  expires_at: expiresAt.toISOString(),
});

/** An id of ours; anything else is as unknown as one that was never given out. */
const idOf = (id: string): string => {
  if (!isUuid(id)) throw unknownRef();
  return id;
};

export const connectionRoutes = [
  defineRoute({
    method: 'get',
    path: '/connections',
    tag,
    summary: 'Which chat platforms are connected: apps, and workspaces with their names',
    permission: 'chat.write',
    answer: z.object({ apps: z.array(appSchema), workspaces: z.array(workspaceSchema) }),
    handle: async ({ org, services }) =>
      org(async (tx) => {
        const settings = (services.connections?.fromSettings ?? []).map((one) => ({
          platform: one,
          of: 'settings' as const,
          external_id: null,
          updated_at: null,
          updated_by: null,
        }));
        const own = (await listOwnChatApps(tx)).map((app) => ({
          platform: app.platform,
          of: 'organisation' as const,
          external_id: app.externalId,
          updated_at: app.updatedAt.toISOString(),
          updated_by: app.updatedBy,
        }));
        return { apps: [...settings, ...own], workspaces: (await listWorkspaces(tx)).map(workspaceShape) };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/connections/checks',
    tag,
    summary: 'Whether each connection works now, and how to mend it',
    description: 'Asks the platforms, so it may take ten seconds.',
    permission: 'chat.write',
    answer: z.object({
      checks: z.array(
        z.object({ platform, name: z.string(), ok: z.boolean(), detail: z.string(), mend: z.string().optional() }),
      ),
    }),
    handle: async ({ services, principal }) => ({ checks: await chatOf(services).checks(principal.orgId) }),
  }),
  defineRoute({
    method: 'post',
    path: '/connections/:platform/app',
    tag,
    summary: 'Set or replace the tokens of your own app; they are never shown again',
    description:
      'slack: `{botToken, signingSecret, appToken, adminToken}` (one of the middle two; the last, a user token of an admin, only to delete others’ messages); discord: `{token, shards}`; teams: `{appId, appPassword, tenantId, graph}` (with `graph` moderation is carried out by Microsoft Graph, as far as the tenant’s admin has granted it).',
    permission: 'chat.write',
    params: platformParams,
    body: z.union([chatCredentials.slack, chatCredentials.discord, chatCredentials.teams]),
    answer: appSchema,
    async handle({ work, services }, { params, body }) {
      const { tokenKey } = chatOf(services);
      const app = await work((w) => setChatApp(w, tokenKey, params.platform, body as never));
      return {
        platform: app.platform,
        of: 'organisation' as const,
        external_id: app.externalId,
        updated_at: app.updatedAt.toISOString(),
        updated_by: app.updatedBy,
      };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/connections/:platform/app',
    tag,
    summary: 'Remove the tokens of your own app',
    permission: 'chat.write',
    params: platformParams,
    status: 204,
    handle: ({ work }, { params }) => work((w) => removeChatApp(w, params.platform)),
  }),
  defineRoute({
    method: 'post',
    path: '/connections/codes',
    tag,
    summary: 'Make a one-time code that connects the workspace it is said in, within 15 minutes',
    permission: 'chat.write',
    body: z.strictObject({ member_id: z.uuid().describe('The admin in whose name the workspace is connected') }),
    status: 201,
    answer: codeSchema,
    handle: async ({ work }, { body }) => codeShape(await work((w) => makeWorkspaceCode(w, body.member_id))),
  }),
  defineRoute({
    method: 'patch',
    path: '/connections/workspaces/:id',
    tag,
    summary: 'Whether people of a workspace are known by their e-mail address there',
    permission: 'chat.write',
    params: idParams,
    body: z.strictObject({ link_by_email: z.boolean() }),
    answer: workspaceSchema,
    handle: async ({ work }, { params, body }) =>
      work(async (w) => {
        await setLinkByEmail(w, idOf(params.id), body.link_by_email);
        return workspaceShape((await listWorkspaces(w.tx)).find((one) => one.id === params.id)!);
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/connections/workspaces/:id',
    tag,
    summary: 'Disconnect a workspace, with its channels and its people’s links',
    permission: 'chat.write',
    params: idParams,
    status: 204,
    handle: async ({ work }, { params }) => void (await work((w) => disconnectWorkspace(w, idOf(params.id)))),
  }),
];
