import { LogLevel, webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Speaker } from '../../messages/inbound.ts';
import type { ChatApp, SlackCredentials } from '../chat-apps.ts';
import { Unreachable } from '../platform-errors.ts';
import { createTokenTrial, type TokenTrial, type TokenTrialOptions } from '../token-trial.ts';
import { asking, isOfToken } from './errors.ts';

const { WebClient } = webApi;
export type SlackClient = InstanceType<typeof WebClient>;

/** Who the app is in the one workspace its token belongs to. */
export interface Identity {
  teamId: string;
  teamName: string;
  botUserId: string;
  botId: string | null;
}

/** One app of Slack: its token's client and what is known through it. */
export interface SlackConnection {
  readonly app: ChatApp<SlackCredentials>;
  readonly client: SlackClient;
  /** With the token of a workspace admin, which may delete what others wrote; null where none is set. */
  readonly admin: SlackClient | null;
  /** Whether Slack takes the bot's token. */
  readonly token: TokenTrial;
  /** Asked once; asked again a little after it failed. */
  identity(): Promise<Identity>;
  /** The same without asking; null while it is not known. */
  readonly known: Identity | null;
  /** Slack's id of the app, as its events say it. */
  appId: string | null;
  lastEventAt: Date | null;
  /** Whether Socket Mode is connected; null where events come by HTTP. */
  socket: boolean | null;
  /** Accounts as far as they are known or Slack tells them in that time; a second where none is named. */
  people(ids: readonly string[], withinMs?: number): Promise<ReadonlyMap<string, Speaker>>;
  /** What a channel is called, as far as it is known or Slack tells it in that time; null where it does not. */
  channelName(channel: string, withinMs: number): Promise<string | null>;
  /** The conversation alone with somebody. */
  directWith(user: string): Promise<string>;
}

const PEOPLE = { count: 5000, forMs: 10 * 60_000, waitMs: 1000 };
/** Channels are renamed seldom. */
const CHANNELS = { count: 5000, forMs: 3_600_000 };
const MOST_DIRECTS = 10_000;
const ASK_AGAIN_MS = 5000;

/** The SDK's words at warning level and above, as one kind of line without what they were said about. */
export const sdkLogger = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: () => log.debug('the SDK of Slack warns'),
  error: () => log.debug('the SDK of Slack reports an error'),
  setLevel: () => {},
  getLevel: () => LogLevel.WARN,
  setName: () => {},
});

/** How the SDK is to call Slack: once, and telling us at once what came of it. */
export const clientOptions = (apiUrl: string, log: Log) => ({
  slackApiUrl: `${apiUrl}/`,
  allowAbsoluteUrls: false,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 10_000,
  logger: sdkLogger(log),
});

/** Says of every call whether its token was taken. */
class WatchedClient extends WebClient {
  trial: TokenTrial | null = null;
  override async apiCall(...call: Parameters<SlackClient['apiCall']>): ReturnType<SlackClient['apiCall']> {
    try {
      const answer = await super.apiCall(...call);
      this.trial?.taken();
      return answer;
    } catch (error) {
      if (isOfToken(error)) this.trial?.refused();
      throw error;
    }
  }
}

export function createConnection(
  app: ChatApp<SlackCredentials>,
  { apiUrl, ...options }: { apiUrl: string } & TokenTrialOptions,
): SlackConnection {
  const { log, now } = options;
  const { botToken, adminToken } = app.credentials;
  const client = new WatchedClient(botToken, clientOptions(apiUrl, log));
  const token = createTokenTrial(app.id, () => client.auth.test(), options);
  client.trial = token;
  const admin = adminToken ? new WebClient(adminToken, clientOptions(apiUrl, log)) : null;
  const people = new Map<string, { speaker: Speaker; until: number }>();
  const directs = new Map<string, string>();
  const channels = new Map<string, { name: Promise<string | null>; until: number }>();
  let identity: { asked: Promise<Identity>; failedAt: number | null } | null = null;
  let known: Identity | null = null;

  async function ask(): Promise<Identity> {
    const { team_id: teamId, team, user_id: botUserId, bot_id: botId } = await asking(() => client.auth.test());
    if (!teamId || !botUserId) throw new Unreachable('Slack does not say whose token it is.');
    known = { teamId, teamName: team ?? '', botUserId, botId: botId ?? null };
    return known;
  }

  async function person(id: string, teamId: string): Promise<Speaker | null> {
    const found = people.get(id);
    if (found && found.until > now().getTime()) return found.speaker;
    try {
      const { user } = await asking(() => client.users.info({ user: id, include_locale: true }));
      if (!user) return null;
      const speaker: Speaker = {
        id,
        name: user.profile?.display_name || user.real_name || user.name || '',
        bot: user.is_bot === true,
        // an account of another company is vouched for by that company, not by this workspace
        ...(user.profile?.email &&
        user.is_email_confirmed &&
        user.team_id === teamId &&
        !user.is_stranger &&
        !user.deleted
          ? { email: user.profile.email }
          : {}),
        ...(user.tz ? { timeZone: user.tz } : {}),
        ...(user.locale ? { language: user.locale } : {}),
      };
      if (people.size >= PEOPLE.count) people.delete(people.keys().next().value!);
      people.set(id, { speaker, until: now().getTime() + PEOPLE.forMs });
      return speaker;
    } catch (err) {
      log.debug({ err }, 'an account of Slack could not be looked up');
      return null;
    }
  }

  async function nameOf(channel: string): Promise<string | null> {
    try {
      const { channel: found } = await asking(() => client.conversations.info({ channel }));
      return (found as { name?: string } | undefined)?.name || null;
    } catch (err) {
      log.debug({ err }, 'a channel of Slack could not be looked up');
      return null;
    }
  }

  return {
    app,
    client,
    admin,
    token,
    appId: null,
    lastEventAt: null,
    socket: app.credentials.appToken === null ? null : false,
    get known() {
      return known;
    },
    identity() {
      if (identity === null || (identity.failedAt !== null && now().getTime() - identity.failedAt > ASK_AGAIN_MS)) {
        const started: NonNullable<typeof identity> = { asked: ask(), failedAt: null };
        identity = started;
        started.asked.catch(() => {
          started.failedAt = now().getTime();
        });
      }
      return identity.asked;
    },
    async people(ids, withinMs = PEOPLE.waitMs) {
      if (ids.length === 0 || known === null) return new Map();
      const { teamId } = known;
      const found = new Map<string, Speaker>();
      const looked = ids.map(async (id) => {
        const speaker = await person(id, teamId);
        if (speaker) found.set(id, speaker);
      });
      await Promise.race([Promise.all(looked), waiting(withinMs)]);
      // what arrives later is for the next time
      return new Map(found);
    },
    async channelName(channel, withinMs) {
      const at = now().getTime();
      let found = channels.get(channel);
      if (!found || found.until <= at) {
        if (channels.size >= CHANNELS.count) channels.delete(channels.keys().next().value!);
        found = { name: nameOf(channel), until: at + CHANNELS.forMs };
        channels.set(channel, found);
      }
      return Promise.race([found.name, waiting(withinMs).then(() => null)]);
    },
    async directWith(user) {
      const open = directs.get(user);
      if (open !== undefined) return open;
      const { channel } = await asking(() => client.conversations.open({ users: user }));
      if (!channel?.id) throw new Unreachable('Slack does not open the conversation.');
      if (directs.size >= MOST_DIRECTS) directs.delete(directs.keys().next().value!);
      directs.set(user, channel.id);
      return channel.id;
    },
  };
}

export const waiting = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    // no time at all: what is known already is there by then, and no answer from afar
    if (ms <= 0) setImmediate(resolve);
    else setTimeout(resolve, ms).unref();
  });
