import { z } from 'zod';
import { type GuardedChannel, STRICTNESS } from '../../domain/moderation.ts';
import { guardChannel, guardedChannelSchema, listGuardedChannels } from '../../pipeline/moderation/guarded-channels.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'moderation';
const channelSchema = z.object({
  id: z.uuid(),
  platform: z.string(),
  workspace: z.string(),
  channel: z.string(),
  name: z.string(),
  strictness: z.enum(STRICTNESS).describe('off: known, and left alone'),
});
const channelShape = ({
  id,
  platform,
  workspace,
  channel,
  name,
  strictness,
}: GuardedChannel): z.input<typeof channelSchema> => ({ id, platform, workspace, channel, name, strictness });

export const guardedChannelRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/channels',
    tag,
    summary: 'Channels whose messages are screened',
    permission: 'moderation.read',
    answer: z.object({ items: z.array(channelSchema) }),
    handle: async ({ org }) => ({ items: (await org(listGuardedChannels)).map(channelShape) }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/channels',
    tag,
    summary: 'Have the messages of a channel screened, or leave it alone again with the strictness off',
    description:
      'A channel of Slack, Discord or Teams by the platform’s own ids; its workspace must be connected. Any other platform is one that you send messages of yourself.',
    permission: 'moderation.rules',
    body: guardedChannelSchema,
    answer: channelSchema,
    async handle({ work, services, principal }, { body }) {
      const channel = await work((w) => guardChannel(w, body));
      services.messages?.forget(principal.orgId);
      return channelShape(channel);
    },
  }),
];
