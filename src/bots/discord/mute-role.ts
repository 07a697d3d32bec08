import { type APIChannel, type APIRole, ChannelType, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import { Refused } from '../platform-errors.ts';
import type { Bot } from './bots.ts';
import { highest, memberOf, rolesOf, type Standing } from './staff.ts';

/** What a server's own mute role is mostly called; the first is the one we make. */
const NAMES = ['SafeNest muted', 'muted', 'mute', 'silenced', 'stumm'];
/** NOTE a bot can take away no permission that it has not got itself. */
const TAKEN =
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads;
const WRITABLE: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
];

/**
 * The server's mute role: its own where it has one, else one that is made once and takes writing away in every channel. What was begun
 * and not finished is gone on with.
 */
export async function muteRoleOf(bot: Bot, { guild }: Pick<Standing, 'guild'>, reason: string): Promise<string> {
  const named = NAMES.map((name) =>
    guild.roles.find((role) => !role.managed && role.name.toLowerCase() === name.toLowerCase()),
  );
  const known = named.find((role) => role !== undefined);
  const ours = !known || known.name === NAMES[0];
  const role =
    known ??
    (await bot.api.call<APIRole>('POST', Routes.guildRoles(guild.id), {
      body: { name: NAMES[0], permissions: '0', hoist: false, mentionable: false },
      reason,
    }));
  const me = await memberOf(bot, guild.id, (await bot.self()).id);
  if (known && me && highest([known]) >= highest(rolesOf(guild, me)))
    throw new Refused(
      `The role “${known.name}” stands above SafeNest’s.`,
      'Move SafeNest’s role above it: Server Settings, Roles.',
    );
  // a role that the server's admins made is theirs to set up
  if (ours) await closeChannels(bot, guild.id, role.id, reason);
  return role.id;
}

type GuildChannel = APIChannel & { permission_overwrites?: { id: string }[] };

async function closeChannels(bot: Bot, guild: string, role: string, reason: string): Promise<void> {
  const channels = await bot.api.call<GuildChannel[]>('GET', Routes.guildChannels(guild));
  for (const channel of channels) {
    const done = channel.permission_overwrites?.some(({ id }) => id === role);
    if (done || !WRITABLE.includes(channel.type)) continue;
    await bot.api.call('PUT', Routes.channelPermission(channel.id, role), {
      body: { type: OverwriteType.Role, allow: '0', deny: TAKEN.toString() },
      reason,
    });
  }
}
