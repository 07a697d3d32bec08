import { z } from 'zod';

/** As much of Slack's payloads as we read; what else they hold is let through unread. */
const id = z.string().min(1).max(300);
const maybe = z.string().optional().catch(undefined);
const files = z.array(z.unknown()).optional().catch(undefined);

const spoken = z.looseObject({
  subtype: maybe,
  user: maybe,
  bot_id: maybe,
  username: maybe,
  text: maybe,
  ts: id,
  thread_ts: maybe,
  edited: z.looseObject({ ts: maybe }).optional().catch(undefined),
  files,
  attachments: files,
});

/** A file that came with a message, as far as we read it. */
export const sharedFile = z.looseObject({
  name: z.string().max(1000).optional().catch(undefined),
  mimetype: maybe,
  size: z.number().optional().catch(undefined),
  url_private: z.string().max(3000),
});

/** The same as far as nobody fetches it. */
export const toldFile = sharedFile.omit({ url_private: true });

export const messageEvent = z.looseObject({
  type: z.enum(['message', 'app_mention']),
  channel: id,
  channel_type: maybe,
  deleted_ts: maybe,
  event_ts: maybe,
  ...spoken.shape,
  message: spoken.optional().catch(undefined),
  previous_message: spoken.optional().catch(undefined),
});
export type MessageEvent = z.infer<typeof messageEvent>;

const others = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('app_home_opened'), user: id, channel: id, tab: maybe }),
  z.looseObject({
    type: z.literal('assistant_thread_started'),
    assistant_thread: z.looseObject({ user_id: id, channel_id: id, thread_ts: id }),
  }),
  z.looseObject({ type: z.literal('member_joined_channel'), user: id, channel: id, inviter: maybe }),
  z.looseObject({ type: z.enum(['channel_left', 'group_left']), channel: id }),
  z.looseObject({
    type: z.enum(['reaction_added', 'reaction_removed']),
    user: id,
    reaction: id,
    item: z.looseObject({ channel: maybe, ts: maybe }),
  }),
  z.looseObject({ type: z.literal('app_uninstalled') }),
  z.looseObject({
    type: z.literal('tokens_revoked'),
    tokens: z.looseObject({ bot: z.array(z.string()).optional().catch(undefined) }),
  }),
]);
export type OtherEvent = z.infer<typeof others>;

export const eventCallback = z.looseObject({
  type: z.literal('event_callback'),
  team_id: maybe,
  api_app_id: maybe,
  event_id: id,
  event_time: z.number().optional().catch(undefined),
  authorizations: z
    .array(z.looseObject({ team_id: maybe.nullable() }))
    .optional()
    .catch(undefined),
  event: z.union([messageEvent, others]),
});

export const slashCommand = z.looseObject({
  command: z.string().startsWith('/'),
  team_id: id,
  api_app_id: maybe,
  channel_id: id,
  channel_name: maybe,
  user_id: id,
  user_name: maybe,
  text: maybe,
  response_url: maybe,
  trigger_id: id,
});

const user = z.looseObject({ id, username: maybe, name: maybe });
const team = z.looseObject({ id, domain: maybe });
const stateValues = z.looseObject({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        value: z.string().nullish().catch(null),
        selected_option: z.looseObject({ value: z.string() }).nullish().catch(null),
        selected_options: z
          .array(z.looseObject({ value: z.string() }))
          .max(100)
          .nullish()
          .catch(null),
      }),
    ),
  ),
});
export type StateValues = z.infer<typeof stateValues>['values'];

export const blockActions = z.looseObject({
  type: z.literal('block_actions'),
  team,
  user,
  api_app_id: maybe,
  trigger_id: id,
  response_url: maybe,
  channel: z.looseObject({ id, name: maybe }).optional().catch(undefined),
  container: z.looseObject({
    type: maybe,
    message_ts: maybe,
    thread_ts: maybe,
    is_ephemeral: z.boolean().optional().catch(undefined),
  }),
  message: z.looseObject({ ts: maybe, thread_ts: maybe }).optional().catch(undefined),
  state: stateValues.optional().catch(undefined),
  actions: z
    .array(
      z.looseObject({
        type: z.string(),
        action_id: id,
        action_ts: maybe,
        value: maybe,
        selected_option: z.looseObject({ value: z.string() }).nullish().catch(null),
      }),
    )
    .min(1),
});

export const viewSubmission = z.looseObject({
  type: z.literal('view_submission'),
  team,
  user,
  api_app_id: maybe,
  trigger_id: maybe,
  view: z.looseObject({ id, hash: maybe, callback_id: maybe, private_metadata: z.string(), state: stateValues }),
});

/** What renderForm wrote into a form. */
export const formMetadata = z.strictObject({
  action: z.string(),
  value: z.string(),
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  direct: z.boolean(),
  message: z.strictObject({ channel: z.string(), messageId: z.string(), thread: z.string().optional() }).nullable(),
});

export const messageShortcut = z.looseObject({
  type: z.literal('message_action'),
  callback_id: id,
  team,
  user,
  api_app_id: maybe,
  trigger_id: id,
  response_url: maybe,
  channel: z.looseObject({ id, name: maybe }),
  message: spoken,
});

export const globalShortcut = z.looseObject({
  type: z.literal('shortcut'),
  callback_id: id,
  team,
  user,
  api_app_id: maybe,
  trigger_id: id,
});
