import { type APIUser, ChannelType, MessageFlags } from 'discord.js';

/** A message as the local Discord keeps it. */
export interface DiscordMessage {
  id: string;
  channel: string;
  author: string;
  content: string;
  components: unknown[];
  flags: number;
  /** The one who sees it, of an ephemeral one. */
  only: string | null;
  edits: number;
  editedAt: string | null;
  attachments: { id: string; filename: string; size: number; url?: string; content_type?: string }[];
  nonce: string | null;
  webhook: boolean;
  replyTo: string | null;
  mentionsBot: boolean;
}

export interface DiscordChannel {
  id: string;
  type: ChannelType;
  name: string;
  guild: string | null;
  /** Of a thread. */
  parent: string | null;
  owner: string | null;
  archived: boolean;
  /** Of a conversation with the bot. */
  with: string | null;
  /** What the bot may not do there. */
  denied: Set<'view' | 'send' | 'threads'>;
}

export interface DiscordInteraction {
  id: string;
  token: string;
  user: string;
  channel: string;
  at: number;
  /** The kind of its acknowledgement; null before it. */
  acknowledged: number | null;
  /** The message its `@original` is. */
  original: string | null;
  choices: { name: string; value: string }[] | null;
  dead: boolean;
}

export const BOT = '100000000000000001';
export const APPLICATION = '100000000000000002';
export const LOADING = MessageFlags.Loading;

/** What there is on the local Discord: people, servers, channels, messages. No network here. */
export function createWorld(now: () => Date) {
  let counter = 0;
  const users = new Map<string, APIUser>();
  const guilds = new Map<
    string,
    { id: string; name: string; members: Set<string>; permissions: string; joined: string }
  >();
  const channels = new Map<string, DiscordChannel>();
  const messages: DiscordMessage[] = [];
  const interactions = new Map<string, DiscordInteraction>();
  const modals = new Map<
    string,
    { interaction: DiscordInteraction; modal: Record<string, unknown>; message: string | null }
  >();

  /** Ids hold the time, as Discord's do. */
  const snowflake = (): string =>
    ((BigInt(now().getTime() - 1_420_070_400_000) << 22n) | BigInt(++counter & 0x3fffff)).toString();

  const addUser = (name: string, bot = false, id = snowflake()): string => {
    users.set(id, {
      id,
      username: name.toLowerCase().replaceAll(/\W/g, '_'),
      global_name: name,
      discriminator: '0',
      avatar: null,
      ...(bot ? { bot } : {}),
    });
    return id;
  };
  const addChannel = (part: Partial<DiscordChannel> & { name: string }): string => {
    const id = part.id ?? snowflake();
    channels.set(id, {
      id,
      type: ChannelType.GuildText,
      guild: null,
      parent: null,
      owner: null,
      archived: false,
      with: null,
      denied: new Set(),
      ...part,
    });
    return id;
  };
  const addGuild = (name: string, id = snowflake()): string => {
    guilds.set(id, { id, name, members: new Set(), permissions: '1759218604441591', joined: now().toISOString() });
    return id;
  };
  const write = (part: Partial<DiscordMessage> & { channel: string; author: string }): DiscordMessage => {
    const message: DiscordMessage = {
      id: snowflake(),
      content: '',
      components: [],
      flags: 0,
      only: null,
      edits: 0,
      editedAt: null,
      attachments: [],
      nonce: null,
      webhook: false,
      replyTo: null,
      mentionsBot: false,
      ...part,
    };
    messages.push(message);
    return message;
  };
  const find = (id: string): DiscordMessage | undefined => messages.find((one) => one.id === id);
  const directWith = (user: string): string =>
    [...channels.values()].find((one) => one.with === user)?.id ??
    addChannel({ name: '', type: ChannelType.DM, with: user });

  users.set(BOT, {
    id: BOT,
    username: 'safenest',
    global_name: 'SafeNest',
    discriminator: '0',
    avatar: null,
    bot: true,
  });

  /** As the API and the gateway tell it. */
  const messageJson = (message: DiscordMessage, withContent = true): Record<string, unknown> => {
    const { id, channel, author, flags, editedAt, nonce, replyTo, mentionsBot, webhook } = message;
    const guild = channels.get(channel)?.guild;
    const seen = withContent || mentionsBot || author === BOT || !guild;
    return {
      id,
      channel_id: channel,
      ...(guild ? { guild_id: guild } : {}),
      author: users.get(author),
      content: seen ? message.content : '',
      timestamp: now().toISOString(),
      edited_timestamp: editedAt,
      tts: false,
      mention_everyone: false,
      mentions: mentionsBot ? [users.get(BOT)] : [],
      mention_roles: [],
      attachments: seen ? message.attachments : [],
      embeds: [],
      components: seen ? numbered(message.components) : [],
      pinned: false,
      type: replyTo ? 19 : 0,
      flags,
      ...(nonce ? { nonce } : {}),
      ...(webhook ? { webhook_id: author } : {}),
      ...(replyTo && find(replyTo)
        ? { referenced_message: { id: replyTo, author: users.get(find(replyTo)!.author) } }
        : {}),
    };
  };
  const channelJson = (id: string): Record<string, unknown> => {
    const { type, name, guild, parent, owner, archived, with: person } = channels.get(id)!;
    if (person) return { id, type, recipients: [users.get(person)], last_message_id: null };
    return {
      id,
      type,
      name,
      guild_id: guild,
      position: 0,
      permission_overwrites: [],
      parent_id: parent,
      ...(parent
        ? {
            owner_id: owner,
            message_count: 0,
            member_count: 1,
            thread_metadata: {
              archived,
              auto_archive_duration: 1440,
              archive_timestamp: now().toISOString(),
              locked: false,
            },
          }
        : {}),
    };
  };
  const guildJson = (id: string): Record<string, unknown> => {
    const own = [...channels.values()].filter((one) => one.guild === id);
    const { name, joined } = guilds.get(id)!;
    return {
      id,
      name,
      owner_id: '1',
      joined_at: joined,
      channels: own.filter((one) => !one.parent).map((one) => channelJson(one.id)),
      threads: own.filter((one) => one.parent && !one.archived).map((one) => channelJson(one.id)),
      roles: [
        {
          id,
          name: '@everyone',
          permissions: '0',
          position: 0,
          color: 0,
          hoist: false,
          managed: false,
          mentionable: false,
        },
      ],
      members: [{ user: users.get(BOT), roles: [], joined_at: joined, deaf: false, mute: false, flags: 0 }],
      emojis: [],
      stickers: [],
      features: [],
      member_count: 2,
      unavailable: false,
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      premium_tier: 0,
      preferred_locale: 'en-US',
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw_level: 0,
      system_channel_flags: 0,
      system_channel_id: own.find((one) => !one.parent)?.id ?? null,
    };
  };

  return {
    users,
    guilds,
    channels,
    messages,
    interactions,
    modals,
    snowflake,
    addUser,
    addChannel,
    addGuild,
    write,
    find,
    directWith,
    messageJson,
    channelJson,
    guildJson,
    /** Of typing: channels in which the bot is seen to type, and how often it began to. */
    typing: { now: new Set<string>(), count: 0 },
  };
}
export type DiscordWorld = ReturnType<typeof createWorld>;

/** Discord numbers components that bring no number of their own. */
function numbered(components: readonly unknown[]): unknown[] {
  const taken = new Set<number>();
  const note = (part: Part): void => {
    if (part.id) taken.add(part.id);
    for (const inner of [...(part.components ?? []), ...(part.accessory ? [part.accessory] : [])]) note(inner);
  };
  for (const part of components) note(part as Part);
  let next = 0;
  const number = (part: Part): Part => {
    do next += part.id ? 0 : 1;
    while (!part.id && taken.has(next));
    const id = part.id ?? next;
    return {
      ...part,
      id,
      ...(part.components ? { components: part.components.map(number) } : {}),
      ...(part.accessory ? { accessory: number(part.accessory) } : {}),
    };
  };
  return components.map((part) => number(part as Part));
}
interface Part {
  id?: number;
  components?: Part[];
  accessory?: Part;
}
