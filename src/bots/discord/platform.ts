import { setTimeout as wait } from 'node:timers/promises';
import { Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import { powersIn } from '../../messages/moderation-powers.ts';
import type { ChatApps, DiscordCredentials, OnNamed, OnProven } from '../chat-apps.ts';
import type { Deliver, InboundEvent, Platform } from '../platform.ts';
import type { TokenTrialOptions } from '../token-trial.ts';
import { createAcknowledge } from './acknowledge.ts';
import { createAnswer } from './answer.ts';
import { createInvalidCount } from './api.ts';
import { openAttachedPicture } from './attached-pictures.ts';
import { createBots } from './bots.ts';
import { type Connection, openConnection } from './connection.ts';
import type { DesksOf } from './directory.ts';
import { discordChecks } from './doctor.ts';
import type { DrawingOptions } from './drawing.ts';
import { translated } from './errors.ts';
import { createKeywordRules } from './keyword-rules.ts';
import { addressUnder } from './markdown.ts';
import { createModerating } from './moderating.ts';
import { createPosting } from './posting.ts';
import { messageMeant, readMessage } from './read-message.ts';
import { createRooms } from './rooms.ts';

export interface DiscordOptions extends DrawingOptions, TokenTrialOptions {
  apps: ChatApps<DiscordCredentials>;
  /** Of Discord's API, without its version: `https://discord.com/api`. */
  apiUrl: string;
  /** Told which application a token is of. Servers invite a bot themselves: none of them is anybody's because of a token. */
  onProven?: OnProven<DiscordCredentials>;
  /** Told what a server is called. */
  onNamed?: OnNamed;
  /** The desks somebody belongs to who writes to the bot alone: Discord's direct messages belong to no server. */
  desksOf?: DesksOf;
  /** Whether any channel is guarded for whom an app speaks: its permissions are checked for that. */
  /** Whether a line of a policy of whom an app speaks for minds what Discord's AutoMod stops. */
  mindsAutoMod?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether a line of a policy of whom an app speaks for minds who joins. */
  mindsJoins?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether a line of a policy of whom an app speaks for minds who is given power. */
  mindsPower?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  guardsAny?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether incidents have rooms of their own for whom an app speaks: its permissions are checked for that. */
  wantsRooms?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether what people set under messages is of use to whom an app speaks for: then reactions are asked for. Where channels are guarded they always are. */
  wantsReactions?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Servers in which the commands are registered, where they change at once; everywhere when absent. */
  commandGuilds?: readonly string[];
  /** Whether an interaction is acknowledged before anything else; none is where absent. */
  defersFirst?: (event: InboundEvent) => boolean;
  /** Shorter in tests. */
  betweenEditsMs?: number;
}

/** Discord as a chat platform: its gateway for what people do, its REST API for what they are told. */
export function createDiscord(options: DiscordOptions): Platform {
  const { apiUrl: url, log, now } = options;
  const ending = new AbortController();
  const sleep = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: ending.signal, ref: false }).catch(() => {});
  const bots = createBots({ ...options, url, invalid: createInvalidCount(now) });
  const posting = createPosting({ ...options, bots, sleep: (ms) => wait(ms) });
  const take = createAcknowledge({
    log,
    address: addressUnder(options.publicUrl),
    ...(options.defersFirst ? { defersFirst: options.defersFirst } : {}),
  });
  const moderate = createModerating({ bots, now });
  const room = createRooms({ bots });
  const keywords = createKeywordRules({ bots });
  const connections = new Map<string, { token: string; connection: Connection }>();
  let unlisten: (() => void) | null = null;
  let reconciling: Promise<void> = Promise.resolve();

  async function saying<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw translated(error);
    }
  }

  /** Opens what is new, closes what is gone; a replaced token is both. */
  async function reconcile(deliver: Deliver): Promise<void> {
    const listed = ending.signal.aborted ? [] : await bots.list();
    const wanted = new Map(listed.map((bot) => [bot.app.id, bot]));
    for (const [id, { token, connection }] of connections) {
      const { credentials } = wanted.get(id)?.app ?? {};
      if (credentials && `${credentials.token} ${credentials.shards}` === token) continue;
      connections.delete(id);
      await connection.stop();
    }
    for (const [id, bot] of wanted) {
      if (connections.has(id)) continue;
      const { token, shards } = bot.app.credentials;
      const connection = openConnection({
        bot,
        url,
        log,
        now,
        sleep,
        take,
        deliver,
        hasAnswered: posting.hasAnswered,
        ...(options.desksOf ? { desksOf: options.desksOf } : {}),
        ...(options.onProven ? { onProven: options.onProven } : {}),
        ...(options.onNamed ? { onNamed: options.onNamed } : {}),
        wantsAutoMod: async () => (await options.mindsAutoMod?.(bot.app)) ?? false,
        wantsPower: async () => (await options.mindsPower?.(bot.app)) ?? false,
        wantsJoins: async () => (await options.mindsJoins?.(bot.app)) ?? false,
        wantsReactions: async () =>
          ((await options.guardsAny?.(bot.app)) ?? false) || ((await options.wantsReactions?.(bot.app)) ?? false),
        ...(options.commandGuilds ? { commandGuilds: options.commandGuilds } : {}),
      });
      connections.set(id, { token: `${token} ${shards}`, connection });
    }
  }

  return {
    name: 'discord',
    async start(deliver) {
      const again = (): void => {
        reconciling = reconciling
          .then(() => reconcile(deliver))
          .catch((err: unknown) => log.error({ err }, 'the Discord bots could not be read'));
      };
      unlisten = bots.onChange(again);
      again();
      await reconciling;
    },
    async stop() {
      unlisten?.();
      bots.stop();
      const stopAll = () => Promise.all([...connections.values()].map(({ connection }) => connection.stop()));
      const stopping = stopAll();
      ending.abort();
      await stopping;
      // what was being opened just then
      await reconciling;
      await stopAll();
      connections.clear();
    },
    post: (to, message, key) => saying(() => posting.post(to, message, key)),
    update: (posted, message, handle) => saying(() => posting.update(posted, message, handle)),
    answer(to, orgId, of) {
      const writer = createAnswer(to, orgId, { ...options, posting }, of);
      return { ...writer, finish: (message, before) => saying(() => writer.finish(message, before)) };
    },
    message: (event, orgId) => saying(() => readMessage(bots, event, orgId)),
    meant: (event, orgId) => saying(() => messageMeant(bots, event, orgId)),
    powers: (place) => powersIn({ platform: 'discord', ...place }),
    moderate: (order) => saying(() => moderate(order)),
    room: (order) => saying(() => room(order)),
    keywords: (order) => saying(() => keywords(order)),
    sign: {
      fades: true,
      async set({ app, place, handle }, orgId) {
        // what a command asked shows that it is thought about by itself
        if (handle?.interaction) return;
        const [bot] = await bots.of(orgId, app);
        // the thread of a question asked in a channel is begun by its answer
        const within = place.thread !== null && place.thread !== handle?.message;
        await bot!.api.call('POST', Routes.channelTyping(within ? place.thread! : place.channel));
      },
      clear: async () => {},
    },
    async picture(event, orgId, picture, signal) {
      const [bot] = await bots.of(orgId, event.app);
      return openAttachedPicture(bot!, picture, { url, signal });
    },
    async checks() {
      const all = await bots.list();
      return all.flatMap((bot) => {
        const connection = connections.get(bot.app.id)?.connection;
        const checks = discordChecks(bot, connection ? () => connection.state() : null, async () => ({
          rooms: (await options.wantsRooms?.(bot.app)) ?? false,
          automod: (await options.mindsAutoMod?.(bot.app)) ?? false,
          joins: (await options.mindsJoins?.(bot.app)) ?? false,
          power: (await options.mindsPower?.(bot.app)) ?? false,
          moderates: (await options.guardsAny?.(bot.app)) ?? false,
        }));
        return checks.map((check) => ({ ...check, app: bot.app.id }));
      });
    },
  };
}
