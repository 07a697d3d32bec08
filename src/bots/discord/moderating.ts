import { type APIBan, PermissionFlagsBits, Routes } from 'discord.js';
import { oneLine } from '../../domain/text.ts';
import type { ModerationDone, ModerationOrder } from '../../messages/moderation-order.ts';
import { Refused } from '../platform-errors.ts';
import type { Bot, Bots } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';
import { muteRoleOf } from './mute-role.ts';
import { memberOf, missing, standingOf } from './staff.ts';

/** Discord's own limits: of a timeout, of a reason, of a bulk deletion, and of the age of what is deleted in bulk. */
const LONGEST_TIMEOUT_MS = 28 * 86_400_000;
const LONGEST_REASON = 400;
const BULK = 100;
const BULK_AGE_MS = 14 * 86_400_000 - 3_600_000;

/** Carries out on Discord what moderators decided, and takes it back there. */
export function createModerating({ bots, now }: { bots: Bots; now: () => Date }) {
  return async function moderate(order: ModerationOrder): Promise<ModerationDone> {
    const [first, ...others] = await bots.of(order.orgId);
    let last = carriedOut(first!, order, now());
    for (const bot of others)
      last = last.catch((error: unknown) => {
        // this one is not in the server: another may be
        if (refusedWith(error, CODE.unknownGuild, CODE.missingAccess)) return carriedOut(bot, order, now());
        throw error;
      });
    return last;
  };
}

async function carriedOut(bot: Bot, order: ModerationOrder, now: Date): Promise<ModerationDone> {
  try {
    switch (order.verb) {
      case 'delete':
        return await deleteMessages(bot, order, now);
      case 'lift_delete':
        return done();
      case 'timeout':
        return await timeOut(bot, order, now);
      case 'mute':
        return await mute(bot, order);
      case 'ban':
        return await ban(bot, order);
      case 'lift_timeout':
        return await liftTimeout(bot, order, now);
      case 'lift_mute':
        return await liftMute(bot, order);
      case 'lift_ban':
        return await liftBan(bot, order);
    }
  } catch (error) {
    if (refusedWith(error, CODE.missingPermission)) throw missing(NEEDS[order.verb]);
    if (refusedWith(error, CODE.unknownMember, CODE.unknownUser)) throw gone();
    throw error;
  }
}

const NEEDS: Record<ModerationOrder['verb'], bigint> = {
  delete: PermissionFlagsBits.ManageMessages,
  lift_delete: PermissionFlagsBits.ManageMessages,
  timeout: PermissionFlagsBits.ModerateMembers,
  lift_timeout: PermissionFlagsBits.ModerateMembers,
  mute: PermissionFlagsBits.ManageRoles,
  lift_mute: PermissionFlagsBits.ManageRoles,
  ban: PermissionFlagsBits.BanMembers,
  lift_ban: PermissionFlagsBits.BanMembers,
};

const done = (handle: Record<string, unknown> = {}, outcome = ''): ModerationDone => ({
  way: 'native',
  outcome,
  handle,
});
const gone = (): Refused => new Refused('They are not in the server any more.', 'Ban them, should they not come back.');
const NOT_THERE = 'They are not in the server any more.';

/** What stands in the server's audit log; it begins with the action's reference, by which ours is known again. */
const reasonOf = ({ key, reason }: ModerationOrder): string => `${key} ${oneLine(reason, LONGEST_REASON)}`;

async function timeOut(bot: Bot, order: ModerationOrder, now: Date): Promise<ModerationDone> {
  const { workspace, account, until } = order;
  const { target } = await standingOf(bot, order, NEEDS.timeout);
  if (!target) throw gone();
  const latest = now.getTime() + LONGEST_TIMEOUT_MS - 60_000;
  const ours = Math.min(until?.getTime() ?? latest, latest);
  const stands = Date.parse(target.communication_disabled_until ?? '') || 0;
  if (stands > ours)
    return done({ kept: true }, 'Somebody else has timed them out for longer already; that stays as it is.');
  const wanted = new Date(ours).toISOString();
  if (stands !== ours)
    await bot.api.call('PATCH', Routes.guildMember(workspace, account), {
      body: { communication_disabled_until: wanted },
      reason: reasonOf(order),
    });
  const before = stands > now.getTime() && stands !== ours ? { before: new Date(stands).toISOString() } : {};
  return done({ until: wanted, ...before });
}

async function liftTimeout(bot: Bot, order: ModerationOrder, now: Date): Promise<ModerationDone> {
  const { workspace, account, handle, expired } = order;
  const found = await memberOf(bot, workspace, account);
  if (!found) return done(handle, NOT_THERE);
  const stands = Date.parse(found.communication_disabled_until ?? '') || 0;
  if (stands <= now.getTime()) return done(handle);
  const ours = Date.parse(String(handle.until ?? ''));
  if (handle.kept === true || (expired && stands !== ours))
    return done(handle, 'Somebody else has timed them out; that stays as it is.');
  const before = Date.parse(String(handle.before ?? ''));
  await bot.api.call('PATCH', Routes.guildMember(workspace, account), {
    body: { communication_disabled_until: before > now.getTime() ? new Date(before).toISOString() : null },
    reason: reasonOf(order),
  });
  return done(handle);
}

async function mute(bot: Bot, order: ModerationOrder): Promise<ModerationDone> {
  const { workspace, account } = order;
  const standing = await standingOf(bot, order, NEEDS.mute);
  if (!standing.target) throw gone();
  const role = await muteRoleOf(bot, standing, reasonOf(order));
  if (!standing.target.roles.includes(role))
    await bot.api.call('PUT', Routes.guildMemberRole(workspace, account, role), { reason: reasonOf(order) });
  return done({ role });
}

async function liftMute(bot: Bot, order: ModerationOrder): Promise<ModerationDone> {
  const { workspace, account, handle } = order;
  if (typeof handle.role !== 'string') return done(handle);
  try {
    await bot.api.call('DELETE', Routes.guildMemberRole(workspace, account, handle.role), { reason: reasonOf(order) });
    return done(handle);
  } catch (error) {
    if (refusedWith(error, CODE.unknownRole)) return done(handle);
    if (refusedWith(error, CODE.unknownMember, CODE.unknownUser)) return done(handle, NOT_THERE);
    throw error;
  }
}

async function ban(bot: Bot, order: ModerationOrder): Promise<ModerationDone> {
  const { workspace, account, key } = order;
  await standingOf(bot, order, NEEDS.ban);
  const stands = await banOf(bot, workspace, account);
  if (stands) {
    const ours = stands.reason?.startsWith(`${key} `) === true;
    return done(ours ? {} : { kept: true }, ours ? '' : 'Somebody else has banned them already.');
  }
  await bot.api.call('PUT', Routes.guildBan(workspace, account), { body: {}, reason: reasonOf(order) });
  return done();
}

async function liftBan(bot: Bot, order: ModerationOrder): Promise<ModerationDone> {
  const { workspace, account, handle } = order;
  if (handle.kept === true) return done(handle, 'Somebody else has banned them; that stays as it is.');
  try {
    await bot.api.call('DELETE', Routes.guildBan(workspace, account), { reason: reasonOf(order) });
  } catch (error) {
    if (!refusedWith(error, CODE.unknownBan)) throw error;
  }
  return done(handle);
}

async function banOf(bot: Bot, guild: string, account: string): Promise<APIBan | null> {
  try {
    return await bot.api.call<APIBan>('GET', Routes.guildBan(guild, account));
  } catch (error) {
    if (refusedWith(error, CODE.unknownBan)) return null;
    throw error;
  }
}

async function deleteMessages(bot: Bot, order: ModerationOrder, now: Date): Promise<ModerationDone> {
  const at = order.thread ?? order.channel;
  const reason = reasonOf(order);
  const oldest = now.getTime() - BULK_AGE_MS;
  const keys = order.messageKeys.filter((key) => /^\d{1,20}$/.test(key));
  const young = keys.filter((key) => writtenAt(key) > oldest);
  const single = keys.filter((key) => writtenAt(key) <= oldest);
  for (let from = 0; from < young.length; from += BULK) {
    const some = young.slice(from, from + BULK);
    if (some.length === 1) single.push(some[0]!);
    else await bot.api.call('POST', Routes.channelBulkDelete(at), { body: { messages: some }, reason });
  }
  for (const key of single) {
    try {
      await bot.api.call('DELETE', Routes.channelMessage(at, key), { reason });
    } catch (error) {
      // somebody was faster
      if (!refusedWith(error, CODE.unknownMessage)) throw error;
    }
  }
  return done();
}

/** Ids of Discord hold the time. */
const writtenAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
