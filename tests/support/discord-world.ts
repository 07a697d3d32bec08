import { type APIUser, ChannelType, MessageFlags, PermissionFlagsBits } from 'discord.js';

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
  locked?: boolean;
  /** Of a private thread: who is in it; and what is pinned. */
  people?: Set<string>;
  pins?: Set<string>;
  /** Of a conversation with the bot. */
  with: string | null;
  /** What the bot may not do there. */
  denied: Set<'view' | 'send' | 'threads' | 'history'>;
  /** Roles that are kept from something there. */
  overwrites: Map<string, string>;
}

export interface DiscordRole {
  id: string;
  name: string;
  permissions: string;
  position: number;
  managed: boolean;
}

/** A server: who is in it with which roles, who is timed out until when, who is banned, and what its audit log says. */
export interface DiscordGuild {
  id: string;
  name: string;
  members: Set<string>;
  permissions: string;
  joined: string;
  owner: string;
  roles: DiscordRole[];
  /** By account. */
  rolesOf: Map<string, Set<string>>;
  timedOut: Map<string, string>;
  /** Rules of its AutoMod, as they were sent. */
  automod: ({ id: string; creator_id: string } & Record<string, unknown>)[];
  bans: Map<string, { reason: string | null }>;
  audit: { action: string; target: string; reason: string | null }[];
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
/** What the bot's own role holds in a new server. */
const MODERATES =
  PermissionFlagsBits.ManageMessages |
  PermissionFlagsBits.ModerateMembers |
  PermissionFlagsBits.ManageRoles |
  PermissionFlagsBits.BanMembers |
  PermissionFlagsBits.CreatePrivateThreads |
  PermissionFlagsBits.ManageThreads |
  PermissionFlagsBits.PinMessages |
  PermissionFlagsBits.SendMessages;

/** What there is on the local Discord: people, servers, channels, messages. No network here. */
export function createWorld(now: () => Date) {
  let counter = 0;
  const users = new Map<string, APIUser>();
  const guilds = new Map<string, DiscordGuild>();
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
      overwrites: new Map(),
      ...part,
    });
    return id;
  };
  const addGuild = (name: string, id = snowflake()): string => {
    const own = snowflake();
    const everyone = { id, name: '@everyone', permissions: '0', position: 0, managed: false };
    guilds.set(id, {
      id,
      name,
      members: new Set([BOT]),
      permissions: '1759218604441591',
      joined: now().toISOString(),
      owner: '1',
      roles: [everyone, { id: own, name: 'SafeNest', permissions: MODERATES.toString(), position: 10, managed: true }],
      rolesOf: new Map([[BOT, new Set([own])]]),
      timedOut: new Map(),
      automod: [],
      bans: new Map(),
      audit: [],
    });
    return id;
  };
  /** A new role of a server; given to whoever is named. */
  const addRole = (
    guild: string,
    { to = [], ...part }: Partial<DiscordRole> & { name: string; to?: readonly string[] },
  ): string => {
    const id = snowflake();
    const one = guilds.get(guild)!;
    one.roles.push({ id, permissions: '0', position: 1, managed: false, ...part });
    for (const account of to) one.rolesOf.set(account, (one.rolesOf.get(account) ?? new Set()).add(id));
    return id;
  };
  const memberJson = (guild: string, user: string): Record<string, unknown> => {
    const { rolesOf, timedOut, joined } = guilds.get(guild)!;
    return {
      user: users.get(user),
      roles: [...(rolesOf.get(user) ?? [])],
      joined_at: joined,
      communication_disabled_until: timedOut.get(user) ?? null,
      deaf: false,
      mute: false,
      flags: 0,
    };
  };
  const roleJson = ({ id, name, permissions, position, managed }: DiscordRole): Record<string, unknown> => ({
    id,
    name,
    permissions,
    position,
    managed,
    color: 0,
    hoist: false,
    mentionable: false,
  });
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
        ? {
            message_reference: { type: 0, message_id: replyTo, channel_id: channel },
            referenced_message: { id: replyTo, author: users.get(find(replyTo)!.author) },
          }
        : {}),
    };
  };
  const channelJson = (id: string): Record<string, unknown> => {
    const { type, name, guild, parent, owner, archived, locked = false, overwrites, with: person } = channels.get(id)!;
    if (person) return { id, type, recipients: [users.get(person)], last_message_id: null };
    return {
      id,
      type,
      name,
      guild_id: guild,
      position: 0,
      permission_overwrites: [...overwrites].map(([role, deny]) => ({ id: role, type: 0, allow: '0', deny })),
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
              locked,
            },
          }
        : {}),
    };
  };
  const guildJson = (id: string): Record<string, unknown> => {
    const own = [...channels.values()].filter((one) => one.guild === id);
    const { name, joined, owner, roles } = guilds.get(id)!;
    return {
      id,
      name,
      owner_id: owner,
      joined_at: joined,
      channels: own.filter((one) => !one.parent).map((one) => channelJson(one.id)),
      threads: own.filter((one) => one.parent && !one.archived).map((one) => channelJson(one.id)),
      roles: roles.map(roleJson),
      members: [memberJson(id, BOT)],
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
    addRole,
    roleJson,
    memberJson,
    write,
    find,
    directWith,
    messageJson,
    channelJson,
    guildJson,
    /** Who takes no direct messages of bots. */
    closed: new Set<string>(),
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
