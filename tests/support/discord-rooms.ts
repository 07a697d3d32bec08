import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { Refusal } from './discord-guild-routes.ts';
import { BOT, type DiscordWorld } from './discord-world.ts';

/** What Discord documents of the bodies (docs: Start Thread without Message, Modify Channel of a thread). */
const started = z.strictObject({
  name: z.string().min(1).max(100),
  type: z.literal(ChannelType.PrivateThread),
  invitable: z.literal(false),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10_080)]),
});
const folded = z.strictObject({ archived: z.boolean(), locked: z.boolean() });

/** Private threads, who is in them, what is pinned there; null for any other route. */
export function roomRoutes(
  world: DiscordWorld,
  {
    problem,
    dispatch,
  }: {
    problem: (words: string) => void;
    dispatch: (event: string, data: Record<string, unknown>, guild: string | null) => void;
  },
) {
  function channelOf(id: string) {
    const channel = world.channels.get(id);
    if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
    const at = channel.parent ? (world.channels.get(channel.parent) ?? channel) : channel;
    if (at.denied.has('view') || !channel.guild || !world.guilds.has(channel.guild))
      throw new Refusal(403, 50001, 'Missing Access');
    return channel;
  }
  function needs(channel: string, bit: bigint): void {
    const { guild, parent, denied } = channelOf(channel);
    const at = parent ? world.channels.get(parent)!.denied : denied;
    const { roles, rolesOf } = world.guilds.get(guild!)!;
    const own = roles.filter(({ id }) => rolesOf.get(BOT)?.has(id));
    const has = own.reduce((all, role) => all | BigInt(role.permissions), 0n);
    if (at.has('threads') || (has & bit) === 0n) throw new Refusal(403, 50013, 'Missing Permissions');
  }
  function checked<T>(schema: z.ZodType<T>, body: unknown): T {
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    problem(read.error.message.slice(0, 300));
    throw new Refusal(400, 50035, 'Invalid Form Body');
  }
  const done = (answer?: unknown) => ({ answer });

  return function room(method: string, route: string, body: Record<string, unknown>): { answer: unknown } | null {
    const parts = route.split('/').slice(1);
    const key = `${method} ${parts.map((part) => (/^\d+$/.test(part) ? ':id' : part)).join('/')}`;
    const [, a = ''] = parts;
    switch (key) {
      case 'POST channels/:id/threads': {
        const { type, guild } = channelOf(a);
        needs(a, PermissionFlagsBits.CreatePrivateThreads);
        if (type !== ChannelType.GuildText) throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
        const { name } = checked(started, body);
        const id = world.addChannel({
          name,
          type: ChannelType.PrivateThread,
          guild,
          parent: a,
          owner: BOT,
          people: new Set([BOT]),
        });
        dispatch('THREAD_CREATE', { ...world.channelJson(id), newly_created: true }, guild);
        return done(world.channelJson(id));
      }
      case 'GET guilds/:id/threads/active': {
        const threads = [...world.channels.values()].filter((one) => one.guild === a && one.parent && !one.archived);
        return done({ threads: threads.map(({ id }) => world.channelJson(id)), members: [], has_more: false });
      }
      case 'PUT channels/:id/thread-members/:id': {
        const channel = channelOf(a);
        const account = parts[3]!;
        if (!world.guilds.get(channel.guild!)!.members.has(account) && !world.users.has(account))
          throw new Refusal(404, 10013, 'Unknown User');
        if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
        channel.people = (channel.people ?? new Set()).add(account);
        return done();
      }
      case 'PUT channels/:id/messages/pins/:id': {
        const channel = channelOf(a);
        needs(a, PermissionFlagsBits.PinMessages);
        const message = world.find(parts[4]!);
        if (message?.channel !== a) throw new Refusal(404, 10008, 'Unknown Message');
        channel.pins = (channel.pins ?? new Set()).add(message.id);
        return done();
      }
      case 'PATCH channels/:id': {
        if ('name' in body) {
          needs(a, PermissionFlagsBits.ManageThreads);
          channelOf(a).name = checked(z.strictObject({ name: z.string().min(1).max(100) }), body).name;
          return done(world.channelJson(a));
        }
        if (!('locked' in body)) return null;
        const channel = channelOf(a);
        needs(a, PermissionFlagsBits.ManageThreads);
        Object.assign(channel, checked(folded, body));
        dispatch('THREAD_UPDATE', world.channelJson(a), channel.guild);
        return done(world.channelJson(a));
      }
    }
    return null;
  };
}
