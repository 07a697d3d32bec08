/** Why the app needs each scope; nothing else is asked for. */
export const SCOPES: Record<string, string> = {
  'app_mentions:read': 'to be asked by a mention in a channel',
  'assistant:write': 'to show that a question is being worked on, and to offer questions to begin with',
  'channels:read':
    'to be told that it was invited to a channel or taken out of one, and what the channel is called, so that pages name it',
  'channels:history':
    'to follow a thread it answers in, to learn that a message was changed or deleted, and to find its own message again after a crash',
  'chat:write': 'to answer, and to post and change alerts',
  commands: 'for /safenest, and “Open an incident” in the menu of a message',
  'files:read': 'to look at pictures that somebody sends with a question, when they ask who is on them',
  'files:write': 'to show charts and snapshots as pictures, and to delete those of somebody who was forgotten',
  'groups:history': 'the same as channels:history in private channels it is invited to',
  'groups:read': 'the same as channels:read for private channels it is invited to',
  'im:history': 'to be asked alone, in a direct message',
  'im:write': 'to answer alone where an answer is not for the whole channel',
  'reactions:write': 'to set 👀 on a question while it is worked on, and to take it away',
  'users:read': 'to know the name, language and time zone of who asks',
  'users:read.email':
    'to know a member by the e-mail address that Slack has confirmed; leave it out where people link themselves with /safenest link',
};

/** What it needs beside these only where channels are guarded. */
export const MODERATION_SCOPES: Record<string, string> = {
  'reactions:read':
    'to see in guarded channels which emoji people set under a message; and where incidents have rooms, who pins a message with 📌',
  'channels:manage':
    'to take somebody out of a guarded public channel whom a moderator times out or mutes, and to invite them back',
  'groups:write': 'to take somebody out of a guarded private channel in the same way',
};

/** What it needs beside these only where incidents have rooms of their own. */
export const ROOM_SCOPES: Record<string, string> = {
  'groups:write':
    'to make an incident’s private channel, say what it is for, let in who works on it, and archive it when the incident is closed',
  'pins:write': 'to pin the incident’s card in its channel',
  'reactions:read': 'to see who pins a message to the incident’s timeline with 📌',
  'bookmarks:read': 'to see which bookmarks the incident’s channel has already',
  'bookmarks:write': 'to have the incident’s page and its bookmarks stand above its channel',
};

/** Those without which something else than linking by e-mail stops working. */
export const NEEDED_SCOPES = Object.keys(SCOPES).filter((scope) => scope !== 'users:read.email');

/** What it listens to, and the scope without which Slack does not tell of it. */
const EVENTS: Record<string, string | null> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  app_uninstalled: null,
  channel_left: 'channels:read',
  group_left: 'groups:read',
  // of public channels; those of private ones come with groups:read
  member_joined_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  tokens_revoked: null,
};
/** Nothing is subscribed to that the scopes do not allow: Slack would never send it, or refuse the manifest. */
const subscribed = (scopes: Record<string, string>): string[] =>
  Object.entries(EVENTS).flatMap(([event, scope]) => (scope === null || scope in scopes ? [event] : []));

/** The app as Slack’s “Create from a manifest” takes it: events over HTTP at our public address, or Socket Mode without one. */
export function slackManifest({
  publicUrl,
  socketMode,
  moderation = false,
  rooms = false,
  name = 'SafeNest',
}: {
  publicUrl: string | null;
  socketMode: boolean;
  /** Whether channels are to be guarded. */
  moderation?: boolean;
  /** Whether incidents have rooms of their own. */
  rooms?: boolean;
  name?: string;
}): Record<string, unknown> {
  const scopes = { ...SCOPES, ...(rooms ? ROOM_SCOPES : {}), ...(moderation ? MODERATION_SCOPES : {}) };
  const url = socketMode || publicUrl === null ? null : `${publicUrl.replace(/\/+$/, '')}/slack/events`;
  const at = url === null ? {} : { request_url: url };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: name.slice(0, 35),
      description: 'The security desk in your team’s chat',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: {
        display_name: name
          .toLowerCase()
          .replaceAll(/[^a-z0-9._-]+/g, '-')
          .slice(0, 80),
        always_online: true,
      },
      agent_view: {
        agent_description: 'Ask about logins, alerts and incidents. Answers name what they stand on.',
      },
      shortcuts: [
        {
          name: 'Open an incident',
          type: 'message',
          callback_id: 'incident_from_message',
          description: 'Opens an incident from this message',
        },
        {
          name: 'New incident',
          type: 'global',
          callback_id: 'new_incident',
          description: 'Opens an incident',
        },
      ],
      slash_commands: [
        {
          command: '/safenest',
          description: 'Ask the security desk, open an incident, link your account',
          usage_hint: 'ask … | incident … | who … | camera … | oncall | status | report … | link CODE | help',
          should_escape: true,
          ...(url === null ? {} : { url }),
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(scopes) } },
    settings: {
      event_subscriptions: { ...at, bot_events: subscribed(scopes) },
      interactivity: { is_enabled: true, ...at },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
}
