import { type APIChannel, ChannelType, type Client, Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import type { ChatApp } from '../chat-apps.ts';
import type { Bot, BotSelf } from './bots.ts';
import type { Known, KnownChannel } from './parse-message.ts';
import { Recent } from './recent.ts';

const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];
const CAN_THREAD: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
/** Asked whether somebody is in them, of a bot that is in many. */
const MOST_SERVERS = 20;

/** A desk that somebody belongs to: a server they are linked in. */
export interface Desk {
  workspace: string;
  name: string;
  orgId: OrgId;
}
/** The desks of an account, as far as an app speaks for their organisations. */
export type DesksOf = (app: ChatApp<unknown>, account: string) => Promise<Desk[]>;

/** What a connection knows of servers, channels and people, from the gateway or asked for. */
export function createDirectory(options: {
  bot: Bot;
  log: Log;
  now: () => Date;
  hasAnswered: (thread: string) => boolean;
  desksOf?: DesksOf;
}) {
  const { bot, log, now, hasAnswered, desksOf } = options;
  const lookedUp = new Recent<KnownChannel>();
  /** By account, and by its conversation with the bot: the server it belongs to. */
  const servers = new Recent<string>();
  /** Of those who belong to several organisations. */
  const several = new Recent<Desk[]>();

  return {
    knownTo: (client: Client, self: BotSelf): Known => ({
      app: bot.app.id,
      me: self.id,
      now: now(),
      channel(id) {
        const found = client.channels.cache.get(id);
        if (!found) return lookedUp.get(id) ?? null;
        if (found.isThread()) {
          const ours = found.ownerId === self.id || found.joined || hasAnswered(id);
          return { name: found.name, parent: found.parentId, ours, threads: false };
        }
        const name = 'name' in found && found.name ? found.name : '';
        return { name, parent: null, ours: false, threads: CAN_THREAD.includes(found.type) };
      },
      serverOf: (user) => servers.get(user) ?? null,
      deskNamed: (user, server) => several.get(user)?.find(({ workspace }) => workspace === server)?.name ?? null,
      undecided(user) {
        const desks = several.get(user);
        if (!desks || desks.some(({ workspace }) => workspace === servers.get(user))) return null;
        return [...new Set(desks.map(({ name }) => name))];
      },
      serverName: (guild) => client.guilds.cache.get(guild)?.name || null,
      roleOfMine: (guild) => client.guilds.cache.get(guild)?.roles.botRoleFor(self.id)?.id ?? null,
    }),

    /** Somebody did something in a server: what they write to the bot alone belongs there until they are met elsewhere. */
    metIn: (user: string, server: string): void => void servers.set(user, server),

    /** What the gateway has not told of (a thread that was asleep) is asked for. */
    async lookUp(known: Known, id: string): Promise<void> {
      if (known.channel(id)) return;
      try {
        type Found = APIChannel & { parent_id?: string; owner_id?: string };
        const found = await bot.api.call<Found>('GET', Routes.channel(id));
        const parent = THREADS.includes(found.type) ? (found.parent_id ?? null) : null;
        const ours = parent !== null && (found.owner_id === known.me || hasAnswered(id) || 'member' in found);
        lookedUp.set(id, { name: found.name ?? '', parent, ours, threads: CAN_THREAD.includes(found.type) });
      } catch (err) {
        log.debug({ err }, 'a channel of Discord is not known');
      }
    },

    /**
     * The server whose desk somebody belongs to who writes to the bot alone. Of several organisations' the one where they were met
     * last is meant, and none while they were met nowhere; of those who belong to none, any server that both are in.
     */
    async findServer(client: Client, user: string, channel: string): Promise<void> {
      const desks = (await desksOf?.(bot.app, user)) ?? [];
      if (new Set(desks.map(({ orgId }) => orgId)).size > 1) several.set(user, desks);
      else several.delete(user);
      const here = desks.some(({ workspace }) => workspace === servers.get(user));
      if (desks.length > 0 && !here && !several.has(user)) servers.set(user, desks[0]!.workspace);
      if (several.has(user) && !here) {
        servers.delete(channel);
        return;
      }
      if (!servers.has(user)) {
        const guilds = [...client.guilds.cache.keys()].slice(0, MOST_SERVERS);
        const member = (guild: string) =>
          bot.api.call('GET', Routes.guildMember(guild, user)).then(
            () => guild,
            () => null,
          );
        const asked = guilds.length === 1 ? guilds : await Promise.all(guilds.map(member));
        const found = asked.find((one) => one !== null);
        if (found) servers.set(user, found);
      }
      const server = servers.get(user);
      if (server) servers.set(channel, server);
    },
  };
}
