import {
  Client,
  ComponentType,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type GatewayGuildAuditLogEntryCreateDispatchData,
  GatewayIntentBits,
  type Guild,
  Options,
  Routes,
} from 'discord.js';
import type { Log } from '../../log.ts';
import { discordWords } from '../../messages/catalogue/discord.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import type { DiscordCredentials, OnNamed, OnProven } from '../chat-apps.ts';
import type { Deliver } from '../platform.ts';
import { TokenRefused } from '../platform-errors.ts';
import type { createAcknowledge } from './acknowledge.ts';
import type { Bot, BotSelf } from './bots.ts';
import { registerCommands } from './commands.ts';
import { createDirectory, type DesksOf } from './directory.ts';
import { plainLines } from './markdown.ts';
import { AUTOMOD_INTENT, parseStopped } from './parse-automod.ts';
import { AUDIT_LOG_INTENT, grantEvent, readGrant } from './parse-grant.ts';
import { parseJoin } from './parse-join.ts';
import { type Known, parseDeletion, parseEdit, parseMessage, parseReaction } from './parse-message.ts';
import { MESSAGE_FLAGS } from './render.ts';
import { nameIn } from './staff.ts';

export interface ConnectionOptions {
  bot: Bot;
  url: string;
  log: Log;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
  take: ReturnType<typeof createAcknowledge>;
  deliver: Deliver;
  /** Whether this process has answered in a thread. */
  hasAnswered: (thread: string) => boolean;
  onProven?: OnProven<DiscordCredentials>;
  onNamed?: OnNamed;
  desksOf?: DesksOf;
  /** Whether reactions are wanted: where any channel is guarded. Asked when the connection is made, and now and then after. */
  wantsReactions?: () => Promise<boolean>;
  /** Whether it is wanted to hear who joins: where a line of a policy minds that. Asked as often. */
  wantsJoins?: () => Promise<boolean>;
  /** Whether it is wanted to hear who is given power over others. Asked as often. */
  wantsPower?: () => Promise<boolean>;
  /** Whether it is wanted to hear what a server's own AutoMod stops. Asked as often. */
  wantsAutoMod?: () => Promise<boolean>;
  /** Shorter in tests. */
  reactionsAskedEveryMs?: number;
  /** Servers in which the commands are registered instead of everywhere. */
  commandGuilds?: readonly string[];
}

export interface Connection {
  stop(): Promise<void>;
  /** Of the gateway: in words for the doctor, or what is wrong. */
  state(): { ok: boolean; words: string };
}

const LONGEST_PAUSE_MS = 60_000;
/** So long what the gateway said is tried to be stored: a database that starts anew is away for less. */
const DELIVERY_PATIENCE_MS = 10 * 60_000;
const DELIVERY_PAUSE_MS = { first: 500, most: 5000 };
/** So many events wait here for the database at most; beyond them the newest is lost, and the log says so. */
const MOST_HELD = 5000;
const REACTIONS_ASKED_EVERY_MS = 15_000;
const READ_HERE: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.InteractionCreate,
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageUpdate,
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
  GatewayDispatchEvents.MessageReactionAdd,
  GatewayDispatchEvents.MessageReactionRemove,
  GatewayDispatchEvents.GuildMemberAdd,
  GatewayDispatchEvents.AutoModerationActionExecution,
  GatewayDispatchEvents.GuildAuditLogEntryCreate,
]);

/** One bot's place on Discord's gateway; connects by itself, again and again, until it is stopped. */
export function openConnection(options: ConnectionOptions): Connection {
  const { bot, log, now, sleep, take, deliver, hasAnswered } = options;
  const directory = createDirectory({
    bot,
    log,
    now,
    hasAnswered,
    ...(options.desksOf ? { desksOf: options.desksOf } : {}),
  });
  const queues = new Map<string, Promise<void>>();
  let client: Client | null = null;
  let stopped = false;
  let held = 0;
  let readContent = true;
  let words = 'connecting';
  let attempt = 0;
  let mayHearJoins = true;
  let heard = { reactions: false, joins: false, automod: false, power: false };
  const wanted = async (): Promise<typeof heard> => ({
    reactions: (await options.wantsReactions?.().catch(() => false)) ?? false,
    joins: (await options.wantsJoins?.().catch(() => false)) ?? false,
    automod: (await options.wantsAutoMod?.().catch(() => false)) ?? false,
    power: (await options.wantsPower?.().catch(() => false)) ?? false,
  });

  async function connect(): Promise<void> {
    while (!stopped) {
      try {
        const self = await bot.self();
        if (stopped) return;
        options.onProven?.(bot.app, { externalId: self.application, workspace: null });
        heard = await wanted();
        client = createClient(self);
        await client.login(bot.app.credentials.token);
        if (stopped) return void (await client.destroy());
        attempt = 0;
        await registerCommands(bot, options.commandGuilds).catch((err: unknown) =>
          log.warn({ err, app: bot.app.id }, 'Discord did not take the slash commands'),
        );
        return;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        words = message;
        if (error instanceof TokenRefused || /invalid token|authentication failed/i.test(message)) {
          await refused();
          continue;
        }
        if (/disallowed intents/i.test(message)) withoutPrivileges();
        log.warn({ app: bot.app.id, reason: message }, 'SafeNest is not connected to Discord; it tries again');
        await sleep(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt++));
      }
    }
  }

  /** Nothing comes until a person sets a new token, which is another connection, or Discord takes this one again. */
  async function refused(): Promise<void> {
    bot.api.token.refused();
    words = 'the token was refused';
    log.error(
      { app: bot.app.id },
      'Discord refused the bot’s token. Reset it in the Developer Portal and set the new one; this one is tried again.',
    );
    await bot.api.token.wait();
  }

  function createClient(self: BotSelf): Client {
    const { shards } = bot.app.credentials;
    const made: Client = new Client({
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.DirectMessages,
        ...(heard.reactions ? [GatewayIntentBits.GuildMessageReactions] : []),
        ...(heard.automod ? [AUTOMOD_INTENT] : []),
        ...(heard.power ? [AUDIT_LOG_INTENT] : []),
        // a privileged one: asked for only where it is wanted and was switched on for the bot
        ...(heard.joins && self.hearsJoins && mayHearJoins ? [GatewayIntentBits.GuildMembers] : []),
        ...(self.readsContent && readContent ? [GatewayIntentBits.MessageContent] : []),
      ],
      shards: shards === 'auto' ? 'auto' : Array.from({ length: shards }, (_, shard) => shard),
      ...(shards === 'auto' ? {} : { shardCount: shards }),
      rest: { api: options.url, version: '10', retries: 1 },
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        PresenceManager: 0,
        ReactionManager: 0,
        GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === self.id },
        UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === self.id },
      }),
    });
    made.on(Events.Raw as 'raw' & Events.ClientReady, (packet: unknown) => {
      const given = packet as GatewayDispatchPayload;
      try {
        receive(made, self, given);
      } catch (err) {
        log.error({ err }, 'an event of Discord could not be read');
      }
      // NOTE what is read here the library need not read as well: it would throw at half a message, with nobody to catch it
      if (READ_HERE.has(given.t)) Object.assign(given, { t: 'READ_ALREADY' });
    });
    made.on(Events.GuildCreate, (guild) => void arrived(self, guild, 'bot_added'));
    made.on(Events.GuildDelete, (guild) => void arrived(self, guild, 'bot_removed'));
    const named = ({ id, name }: Guild): void => {
      if (name) options.onNamed?.(bot.app, { id, name });
    };
    // what servers are called is said once all of them are known, and whenever it changes
    made.on(Events.ClientReady, () => {
      for (const guild of made.guilds.cache.values()) named(guild);
    });
    made.on(Events.GuildAvailable, named);
    made.on(Events.GuildUpdate, (_before, guild) => named(guild));
    made.on(Events.Error, (error) => log.warn({ reason: error.message }, 'the connection to Discord stumbled'));
    made.on(Events.ShardError, (error) => log.warn({ reason: error.message }, 'the connection to Discord stumbled'));
    made.on(Events.ShardReady, () => {
      words = 'connected';
    });
    made.on(Events.ShardResume, () => {
      words = 'connected';
    });
    made.on(Events.ShardReconnecting, () => {
      words = 'reconnecting';
    });
    made.on(Events.ShardDisconnect, ({ code }) => void lost(made, code));
    return made;
  }

  /** The gateway closed the connection for good: without the refused right at once, else after a while. */
  async function lost(made: Client, code: number): Promise<void> {
    if (stopped || client !== made || code === 1000) return;
    client = null;
    words = `closed by Discord (${code})`;
    log.warn({ app: bot.app.id, code }, 'Discord closed the connection');
    await made.destroy().catch(() => {});
    if (code === GatewayCloseCodes.AuthenticationFailed) await refused();
    else if (code === GatewayCloseCodes.DisallowedIntents) withoutPrivileges();
    else await sleep(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt++));
    await connect();
  }

  /** Discord does not say which of them it refused: that of who joins is given up first. */
  function withoutPrivileges(): void {
    if (heard.joins && mayHearJoins) mayHearJoins = false;
    else readContent = false;
  }

  function receive(made: Client, self: BotSelf, { t, d }: GatewayDispatchPayload): void {
    if (stopped) return;
    switch (t) {
      case GatewayDispatchEvents.InteractionCreate: {
        if (!d.id || !d.token) return;
        const user = d.member?.user.id ?? d.user?.id;
        if (user && d.guild_id) directory.metIn(user, d.guild_id);
        const ready =
          user && d.channel && !d.guild_id ? directory.findServer(made, user, d.channel.id) : Promise.resolve();
        void ready
          .then(() => take(bot, d, directory.knownTo(made, self), deliver))
          .catch((err: unknown) => log.error({ err }, 'an interaction of Discord failed'));
        return;
      }
      case GatewayDispatchEvents.MessageCreate:
        if (d.author.id !== self.id) inOrder(made, self, d, (known) => parseMessage(d, known));
        return;
      case GatewayDispatchEvents.MessageUpdate:
        if (d.author?.id !== self.id) inOrder(made, self, d, (known) => parseEdit(d, known));
        return;
      case GatewayDispatchEvents.MessageDelete:
      case GatewayDispatchEvents.MessageDeleteBulk:
        for (const id of 'ids' in d ? d.ids : [d.id])
          inOrder(made, self, { ...d, id }, (known) => parseDeletion(id, d.channel_id, d.guild_id, known));
        return;
      case GatewayDispatchEvents.MessageReactionAdd:
      case GatewayDispatchEvents.MessageReactionRemove: {
        const on = t === GatewayDispatchEvents.MessageReactionAdd;
        if (d.user_id !== self.id)
          inOrder(made, self, { ...d, id: d.message_id }, (known) => parseReaction(d, on, known));
        return;
      }
      case GatewayDispatchEvents.AutoModerationActionExecution:
        if (d.channel_id)
          inOrder(made, self, { ...d, id: d.rule_id, channel_id: d.channel_id }, (known) => parseStopped(d, known));
        return;
      case GatewayDispatchEvents.GuildAuditLogEntryCreate:
        void givenPower(made, self, d).catch((err: unknown) => log.error({ err }, 'who was given power was lost'));
        return;
      case GatewayDispatchEvents.GuildMemberAdd: {
        const event = parseJoin(d, { app: bot.app.id, now: now() });
        if (event && d.user.id !== self.id)
          void deliverSurely(event).catch((err: unknown) => log.error({ err }, 'who joined a server was lost'));
      }
    }
  }

  /** A line of the audit log that gives somebody power is told with the names of its people. */
  async function givenPower(
    made: Client,
    self: BotSelf,
    entry: GatewayGuildAuditLogEntryCreateDispatchData,
  ): Promise<void> {
    const { guild_id: guild } = entry;
    const roles = made.guilds.cache.get(guild)?.roles.cache;
    const told = readGrant(entry, (id) => {
      const role = roles?.get(id);
      return role && { name: role.name, permissions: role.permissions.bitfield };
    });
    if (!told || told.by === self.id || told.who === self.id) return;
    const people = new Map<string, string>();
    for (const id of new Set([told.who, told.by]))
      if (id !== null) people.set(id, await nameIn(bot, guild, id).catch(() => ''));
    const named = (id: string) => ({ id, name: people.get(id) ?? '' });
    const event = grantEvent(told, { app: bot.app.id, guild, named });
    if (event) await deliverSurely(event);
  }

  /** What is said in one conversation is delivered in the order it was said; in a channel every message begins one. */
  function inOrder(
    made: Client,
    self: BotSelf,
    said: { id: string; channel_id: string; guild_id?: string; author?: { id: string } },
    parse: (known: Known) => InboundEvent | null,
  ): void {
    const { channel_id: channel, guild_id: guild, author } = said;
    const found = guild === undefined ? null : directory.knownTo(made, self).channel(channel);
    const queue = found && found.parent === null ? said.id : channel;
    const work = async (): Promise<void> => {
      const known = directory.knownTo(made, self);
      if (guild !== undefined) await directory.lookUp(known, channel);
      else if (author) await directory.findServer(made, author.id, channel);
      const event = parse(known);
      if (!event) return;
      const desks = event.place.direct && event.kind === 'message' ? known.undecided(event.speaker.id) : null;
      if (desks && !event.speaker.bot) return ask(channel, desks);
      if (guild !== undefined && event.kind === 'message' && event.addressed) directory.metIn(event.speaker.id, guild);
      await deliverSurely(event);
    };
    const next = (queues.get(queue) ?? Promise.resolve())
      .then(work)
      .catch((err: unknown) => log.error({ err }, 'a message of Discord was lost'))
      .finally(() => {
        if (queues.get(queue) === next) queues.delete(queue);
      });
    queues.set(queue, next);
  }

  /** Somebody of several desks writes to the bot alone: which one is meant nobody knows. */
  async function ask(channel: string, desks: string[]): Promise<void> {
    const words = plainLines(discordWords.en.which(desks.join(', '))).join('\n');
    const body = {
      flags: MESSAGE_FLAGS,
      components: [{ type: ComponentType.TextDisplay, content: words.slice(0, 2000) }],
      allowed_mentions: { parse: [] },
    };
    await bot.api.call('POST', Routes.channelMessages(channel), { body });
  }

  /** The gateway says nothing twice: what could not be stored is tried again here. */
  async function deliverSurely(event: InboundEvent): Promise<void> {
    const giveUp = now().getTime() + DELIVERY_PATIENCE_MS;
    for (let tries = 0; ; tries++) {
      try {
        await deliver(event);
        return;
      } catch (error) {
        if (stopped || held >= MOST_HELD || now().getTime() >= giveUp) throw error;
        held += 1;
        await sleep(Math.min(DELIVERY_PAUSE_MS.most, DELIVERY_PAUSE_MS.first * 2 ** tries)).finally(() => {
          held -= 1;
        });
      }
    }
  }

  async function arrived(self: BotSelf, guild: Guild, kind: 'bot_added' | 'bot_removed'): Promise<void> {
    const channel = guild.systemChannelId ?? guild.channels.cache.find((one) => one.isTextBased())?.id ?? '';
    const joined = guild.joinedTimestamp ?? 0;
    const event: InboundEvent = {
      kind,
      id: `${kind}:${guild.id}:${joined}`,
      app: bot.app.id,
      place: { platform: 'discord', workspace: guild.id, channel, thread: null, direct: false },
      // Discord does not say who did it
      speaker: { id: guild.ownerId ?? self.id, name: '', bot: false },
      at: now().toISOString(),
    };
    await deliverSurely(event).catch((err: unknown) => log.error({ err }, 'a server of Discord was not taken note of'));
  }

  /** The first channel is guarded, or the last one is not any more: what Discord sends is asked for when a connection is made. */
  const watching = setInterval(() => {
    const before = client;
    if (!before?.isReady() || !(options.wantsReactions || options.wantsJoins)) return;
    void wanted().then(async (now) => {
      const same = Object.entries(now).every(([what, on]) => heard[what as keyof typeof heard] === on);
      if (same || stopped || client !== before) return;
      mayHearJoins = true;
      client = null;
      log.info({ app: bot.app.id }, 'the connection to Discord is made anew, for other events');
      await before.destroy().catch(() => {});
      await connect();
    });
  }, options.reactionsAskedEveryMs ?? REACTIONS_ASKED_EVERY_MS);
  watching.unref();

  void connect();
  return {
    async stop() {
      stopped = true;
      clearInterval(watching);
      await client?.destroy().catch(() => {});
      client = null;
      await Promise.allSettled(queues.values());
    },
    state: () => ({
      ok: words === 'connected',
      words: `${words}${bot.api.token.nextAt ? `. ${bot.api.token.words}` : ''}`,
    }),
  };
}
