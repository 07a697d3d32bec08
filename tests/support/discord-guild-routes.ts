import { PermissionFlagsBits } from 'discord.js';
import { BOT, type DiscordGuild, type DiscordRole, type DiscordWorld } from './discord-world.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface Call {
  method: string;
  route: string;
  body: Record<string, unknown>;
  /** Of the header for the audit log. */
  reason: string | null;
}

const DAY_MS = 86_400_000;

/** What a server's moderators do through Discord's API, with its rules of who may do what to whom; null for any other route. */
export function moderationRoutes(
  world: DiscordWorld,
  {
    now,
    problem,
    dispatch,
  }: {
    now: () => Date;
    problem: (words: string) => void;
    dispatch: (event: string, data: Record<string, unknown>, guild: string | null) => void;
  },
) {
  const guildOf = (id: string): DiscordGuild => {
    const guild = world.guilds.get(id);
    if (!guild) throw new Refusal(404, 10004, 'Unknown Guild');
    return guild;
  };
  const rolesOf = (guild: DiscordGuild, account: string): DiscordRole[] =>
    guild.roles.filter(({ id }) => id === guild.id || guild.rolesOf.get(account)?.has(id));
  const top = (roles: readonly DiscordRole[]): number => Math.max(...roles.map(({ position }) => position));
  const needs = (guild: DiscordGuild, bit: bigint): void => {
    const has = rolesOf(guild, BOT).reduce((all, role) => all | BigInt(role.permissions), 0n);
    if ((has & bit) === 0n) throw new Refusal(403, 50013, 'Missing Permissions');
  };
  const outranks = (guild: DiscordGuild, account: string): void => {
    if (account === guild.owner || top(rolesOf(guild, account)) >= top(rolesOf(guild, BOT)))
      throw new Refusal(403, 50013, 'Missing Permissions');
  };
  const memberOf = (guild: DiscordGuild, account: string): void => {
    if (!guild.members.has(account)) throw new Refusal(404, 10007, 'Unknown Member');
  };

  function remove(channel: string, ids: readonly string[]): void {
    const { guild } = world.channels.get(channel) ?? { guild: null };
    for (const id of ids) {
      const at = world.messages.findIndex((one) => one.id === id && one.channel === channel);
      if (at >= 0) world.messages.splice(at, 1);
    }
    const at = { channel_id: channel, ...(guild ? { guild_id: guild } : {}) };
    if (ids.length === 1) dispatch('MESSAGE_DELETE', { id: ids[0], ...at }, guild);
    else dispatch('MESSAGE_DELETE_BULK', { ids, ...at }, guild);
  }

  return function moderate({ method, route, body, reason }: Call): { answer: unknown } | null {
    const parts = route.split('/').slice(1);
    const key = `${method} ${parts.map((part) => (/^\d+$/.test(part) ? ':id' : part)).join('/')}`;
    const [, a = '', , b = '', , c = ''] = parts;
    const noted = (guild: DiscordGuild, action: string, target: string): void => {
      if (reason !== null && (reason.length === 0 || reason.length > 512)) problem('a reason too long');
      guild.audit.push({ action, target, reason });
    };
    const done = (answer?: unknown) => ({ answer });
    switch (key) {
      case 'GET guilds/:id':
        return done(world.guildJson(guildOf(a).id));
      case 'GET guilds/:id/auto-moderation/rules':
        needs(guildOf(a), PermissionFlagsBits.ManageGuild);
        return done(guildOf(a).automod);
      case 'POST guilds/:id/auto-moderation/rules':
      case 'PATCH guilds/:id/auto-moderation/rules/:id':
      case 'DELETE guilds/:id/auto-moderation/rules/:id': {
        const guild = guildOf(a);
        needs(guild, PermissionFlagsBits.ManageGuild);
        const rule = parts.at(-1) === 'rules' ? null : guild.automod.find(({ id }) => id === parts.at(-1));
        if (rule === undefined) throw new Refusal(404, 10066, 'Unknown Auto Moderation Rule');
        const { keyword_filter: words = [] } = (body.trigger_metadata ?? {}) as { keyword_filter?: string[] };
        if (words.length > 1000 || words.some((word) => word.length === 0 || word.length > 60))
          throw new Refusal(400, 50035, 'Invalid Form Body');
        noted(guild, `automod ${method}`, guild.id);
        if (method === 'DELETE') guild.automod = guild.automod.filter((one) => one !== rule);
        else if (rule) Object.assign(rule, body);
        else {
          if (guild.automod.filter((one) => one.trigger_type === 1).length >= 6)
            throw new Refusal(400, 30039, 'Maximum number of auto moderation rules reached');
          guild.automod.push({ ...body, id: world.snowflake(), creator_id: BOT });
        }
        return done(method === 'DELETE' ? undefined : (rule ?? guild.automod.at(-1)));
      }
      case 'GET guilds/:id/channels':
        return done(
          [...world.channels.values()]
            .filter((one) => one.guild === a && !one.parent)
            .map((one) => world.channelJson(one.id)),
        );
      case 'GET guilds/:id/members/:id':
        memberOf(guildOf(a), b);
        return done(world.memberJson(a, b));
      case 'PATCH guilds/:id/members/:id': {
        const guild = guildOf(a);
        memberOf(guild, b);
        const until = body.communication_disabled_until;
        if (until === undefined) throw new Refusal(400, 50035, 'Invalid Form Body');
        needs(guild, PermissionFlagsBits.ModerateMembers);
        outranks(guild, b);
        if (rolesOf(guild, b).some((role) => BigInt(role.permissions) & PermissionFlagsBits.Administrator))
          throw new Refusal(403, 50013, 'Missing Permissions');
        if (until === null) guild.timedOut.delete(b);
        else {
          const ends = Date.parse(String(until));
          if (Number.isNaN(ends) || ends > now().getTime() + 28 * DAY_MS)
            throw new Refusal(400, 50035, 'Invalid Form Body: communication_disabled_until');
          // Discord writes times in its own way
          guild.timedOut.set(b, new Date(ends).toISOString().replace('Z', '000+00:00'));
        }
        noted(guild, until === null ? 'untimeout' : 'timeout', b);
        return done(world.memberJson(a, b));
      }
      case 'PUT guilds/:id/members/:id/roles/:id':
      case 'DELETE guilds/:id/members/:id/roles/:id': {
        const guild = guildOf(a);
        memberOf(guild, b);
        const role = guild.roles.find(({ id }) => id === c);
        if (!role) throw new Refusal(404, 10011, 'Unknown Role');
        needs(guild, PermissionFlagsBits.ManageRoles);
        if (role.position >= top(rolesOf(guild, BOT))) throw new Refusal(403, 50013, 'Missing Permissions');
        const own = guild.rolesOf.get(b) ?? new Set<string>();
        if (method === 'PUT') own.add(c);
        else own.delete(c);
        guild.rolesOf.set(b, own);
        noted(guild, method === 'PUT' ? 'give_role' : 'take_role', b);
        return done();
      }
      case 'POST guilds/:id/roles': {
        const guild = guildOf(a);
        needs(guild, PermissionFlagsBits.ManageRoles);
        const id = world.addRole(a, { name: String(body.name), permissions: String(body.permissions ?? '0') });
        noted(guild, 'make_role', id);
        return done(world.roleJson(guild.roles.find((role) => role.id === id)!));
      }
      case 'PUT channels/:id/permissions/:id': {
        const channel = world.channels.get(a);
        if (!channel?.guild) throw new Refusal(404, 10003, 'Unknown Channel');
        needs(guildOf(channel.guild), PermissionFlagsBits.ManageRoles);
        channel.overwrites.set(b, String(body.deny));
        return done();
      }
      case 'GET guilds/:id/bans/:id': {
        const guild = guildOf(a);
        needs(guild, PermissionFlagsBits.BanMembers);
        const ban = guild.bans.get(b);
        if (!ban) throw new Refusal(404, 10026, 'Unknown Ban');
        return done({ user: world.users.get(b), reason: ban.reason });
      }
      case 'PUT guilds/:id/bans/:id': {
        const guild = guildOf(a);
        needs(guild, PermissionFlagsBits.BanMembers);
        if (!world.users.has(b)) throw new Refusal(404, 10013, 'Unknown User');
        if (guild.members.has(b)) outranks(guild, b);
        guild.members.delete(b);
        guild.rolesOf.delete(b);
        guild.bans.set(b, { reason });
        noted(guild, 'ban', b);
        return done();
      }
      case 'DELETE guilds/:id/bans/:id': {
        const guild = guildOf(a);
        needs(guild, PermissionFlagsBits.BanMembers);
        if (!guild.bans.delete(b)) throw new Refusal(404, 10026, 'Unknown Ban');
        noted(guild, 'unban', b);
        return done();
      }
      case 'DELETE channels/:id/messages/:id': {
        const channel = world.channels.get(a);
        if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
        const message = world.find(b);
        if (!message || message.channel !== a) throw new Refusal(404, 10008, 'Unknown Message');
        if (channel.guild && message.author !== BOT) {
          needs(guildOf(channel.guild), PermissionFlagsBits.ManageMessages);
          noted(guildOf(channel.guild), 'delete', b);
        }
        remove(a, [b]);
        return done();
      }
      case 'POST channels/:id/messages/bulk-delete': {
        const channel = world.channels.get(a);
        if (!channel?.guild) throw new Refusal(404, 10003, 'Unknown Channel');
        const ids = (body.messages ?? []) as string[];
        needs(guildOf(channel.guild), PermissionFlagsBits.ManageMessages);
        if (ids.length < 2 || ids.length > 100) throw new Refusal(400, 50016, 'Provided too few or too many messages');
        const written = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
        if (ids.some((id) => written(id) < now().getTime() - 14 * DAY_MS))
          throw new Refusal(400, 50034, 'You can only bulk delete messages that are under 14 days old.');
        noted(guildOf(channel.guild), 'bulk_delete', a);
        remove(a, ids);
        return done();
      }
    }
    return null;
  };
}
