import { type APIGuild, type APIGuildMember, type APIRole, PermissionFlagsBits, Routes } from 'discord.js';
import { Refused } from '../platform-errors.ts';
import type { Bot } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';
import { MODERATION_PERMISSIONS } from './invite.ts';

/** What makes somebody one of a server's staff; other roles are colours and groups, which say nothing of who stands above whom. */
export const STAFF =
  PermissionFlagsBits.Administrator |
  PermissionFlagsBits.ManageGuild |
  PermissionFlagsBits.ManageRoles |
  PermissionFlagsBits.ManageChannels |
  PermissionFlagsBits.ManageMessages |
  PermissionFlagsBits.KickMembers |
  PermissionFlagsBits.BanMembers |
  PermissionFlagsBits.ModerateMembers;

/** What somebody of a server is called there; empty for somebody who is not in it. */
export async function nameIn(bot: Bot, guild: string, account: string): Promise<string> {
  const found = await bot.api.call<Pick<APIGuildMember, 'nick' | 'user'>>('GET', Routes.guildMember(guild, account));
  return found.nick || found.user?.global_name || found.user?.username || '';
}

type Guild = Pick<APIGuild, 'id' | 'owner_id' | 'roles'>;
type Member = Pick<APIGuildMember, 'roles' | 'communication_disabled_until'>;

/** The people of an order as their server has them; `target` is null for somebody who is not in it (any more). */
export interface Standing {
  guild: Guild;
  target: Member | null;
}

/** Somebody of a server; null who is not in it. */
export async function memberOf(bot: Bot, guild: string, account: string): Promise<Member | null> {
  try {
    return await bot.api.call<Member>('GET', Routes.guildMember(guild, account));
  } catch (error) {
    if (refusedWith(error, CODE.unknownMember, CODE.unknownUser)) return null;
    throw error;
  }
}

/**
 * Looks up who stands where, and refuses in words what Discord would refuse with a number, or would let happen and should not: on
 * SafeNest itself, on the owner, on somebody above it or above whoever asked.
 */
export async function standingOf(
  bot: Bot,
  { workspace, account, by }: { workspace: string; account: string; by: string | null },
  needs: bigint,
): Promise<Standing> {
  const self = await bot.self();
  if (account === self.id) throw new Refused('SafeNest does not act on itself.', 'Choose somebody else.');
  const guild = await bot.api.call<Guild>('GET', Routes.guild(workspace));
  if (account === guild.owner_id)
    throw new Refused('They own the server.', 'Nobody can do this to a server’s owner: talk to them.');
  const target = await memberOf(bot, workspace, account);
  const me = await memberOf(bot, workspace, self.id);
  const mine = rolesOf(guild, me);
  const may = mine.reduce((all, role) => all | BigInt(role.permissions), 0n);
  if (me && (may & (needs | PermissionFlagsBits.Administrator)) === 0n) throw missing(needs);
  if (!target) return { guild, target };
  const theirs = rolesOf(guild, target);
  if (me && highest(theirs) >= highest(mine))
    throw new Refused(
      'Their highest role stands as high as SafeNest’s, or above it.',
      'Move SafeNest’s role above theirs: Server Settings, Roles. Or do it by hand.',
    );
  if (needs === PermissionFlagsBits.ModerateMembers && has(theirs, PermissionFlagsBits.Administrator))
    throw new Refused(
      'They are an administrator there, whom Discord times out for nobody.',
      'Take that role away first.',
    );
  if (by !== null && by !== guild.owner_id && by !== account) {
    const asker = await memberOf(bot, workspace, by);
    if (asker && highest(theirs.filter(isStaff)) > highest(rolesOf(guild, asker).filter(isStaff)))
      throw new Refused('They stand above you among the server’s staff.', 'Ask somebody who stands above them.');
  }
  return { guild, target };
}

/** What a refusal for a missing permission comes to, with what to do. */
export function missing(needs: bigint): Refused {
  const name = MODERATION_PERMISSIONS.find(({ bit }) => bit === needs)?.name ?? 'the permission';
  return new Refused(
    `SafeNest may not do that in this server: it lacks “${name}”.`,
    `Give its role “${name}” (Server Settings, Roles), or open the link that “safenest connect discord --moderation” prints.`,
  );
}

/** The roles somebody has, the one that everybody has among them. */
export const rolesOf = (guild: Guild, member: Pick<Member, 'roles'> | null): APIRole[] =>
  guild.roles.filter(({ id }) => id === guild.id || member?.roles.includes(id));

export const highest = (roles: readonly Pick<APIRole, 'position'>[]): number =>
  Math.max(-1, ...roles.map(({ position }) => position));

const has = (roles: readonly APIRole[], bit: bigint): boolean =>
  roles.some(({ permissions }) => (BigInt(permissions) & bit) !== 0n);

const isStaff = (role: APIRole): boolean => (BigInt(role.permissions) & STAFF) !== 0n;
