import type { OrgId } from '../../domain/id.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import { powersIn } from '../../messages/moderation-powers.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { type ChatApp, type ChatApps, type OnProven, type SlackCredentials, speaksFor } from '../chat-apps.ts';
import type { Deliver, Platform } from '../platform.ts';
import { TokenRefused } from '../platform-errors.ts';
import type { TokenTrialOptions } from '../token-trial.ts';
import { type AnswerPace, EYES, PACE, writeAnswer } from './answer.ts';
import { completed } from './completed.ts';
import { createConnection, type SlackConnection } from './connection.ts';
import { slackChecks } from './doctor.ts';
import { asking } from './errors.ts';
import { moderate } from './moderating.ts';
import { Posting, type PostingOptions } from './posting.ts';
import { messageBefore, readMessage } from './read-message.ts';
import { type AskedIn, createTake, handleRequest, type SuggestedPrompts, type Take } from './receive.ts';
import { room } from './rooms.ts';
import { openSharedPicture } from './shared-pictures.ts';
import { openSocket, type Socket } from './socket.ts';

export interface SlackOptions extends PostingOptions, Pick<TokenTrialOptions, 'onTokenBack' | 'tokenPausesMs'> {
  apps: ChatApps<SlackCredentials>;
  /** Told which bot and workspace an app's token belongs to, as soon as Slack has said so. */
  onProven?: OnProven<SlackCredentials>;
  /** Questions offered to somebody who opens a conversation with the app, by what they may ask. */
  suggestedPrompts?: SuggestedPrompts;
  askedIn?: AskedIn;
  guards?: AskedIn;
  /** Whether incidents have rooms of their own for whom an app speaks: its scopes are checked for that. */
  wantsRooms?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether any channel is guarded for whom an app speaks: its scopes are checked for that, too. */
  guardsAny?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  pace?: AnswerPace;
  /** Whether this process is held up: events are stored then before anything is looked up. */
  heldUp?: () => boolean;
}

/** One app with all that works through it. */
interface Line {
  connection: SlackConnection;
  posting: Posting;
  credentials: string;
  take: Take | null;
  socket: Socket | null;
}

/** Slack, over HTTP at `/slack/events` or Socket Mode, with as many apps as there are. */
export function createSlack(options: SlackOptions): Platform {
  const { apps, apiUrl, log, now } = options;
  const lines = new Map<string, Line>();
  let deliver: Deliver | null = null;
  let reading: Promise<void> | null = null;
  let stale = true;
  const forget = apps.onChange(() => {
    stale = true;
    // who listens takes up a new app by itself; who posts looks when it posts
    if (deliver) void refreshed().catch((err) => log.warn({ err }, 'the apps of Slack could not be read'));
  });

  /** The apps as they are now: tokens change while the service runs. */
  async function refreshed(): Promise<Line[]> {
    while (stale) {
      reading ??= read().finally(() => {
        reading = null;
      });
      await reading;
    }
    return [...lines.values()];
  }

  async function read(): Promise<void> {
    stale = false;
    try {
      const listed = new Map((await apps.list()).map((app) => [app.id, app]));
      for (const [id, line] of lines) {
        const app = listed.get(id);
        if (app && fingerprint(app) === line.credentials) continue;
        lines.delete(id);
        line.connection.token.stop();
        await line.socket?.stop();
      }
      for (const app of listed.values()) if (!lines.has(app.id)) lines.set(app.id, lineOf(app));
      if (deliver) for (const line of lines.values()) listen(line, deliver);
    } catch (error) {
      stale = true;
      throw error;
    }
  }

  function lineOf(app: ChatApp<SlackCredentials>): Line {
    const connection = createConnection(app, options);
    const posting = new Posting(connection, options);
    return { connection, posting, credentials: fingerprint(app), take: null, socket: null };
  }

  function listen(line: Line, to: Deliver): void {
    if (line.take) return;
    const { connection } = line;
    line.take = createTake(connection, { ...options, deliver: to });
    const { appToken } = connection.app.credentials;
    if (appToken !== null) line.socket = openSocket(connection, appToken, line.take, { apiUrl, log });
    void identified(line).catch((err) => log.warn({ err }, 'an app of Slack does not work'));
  }

  const told = new WeakSet<Line>();
  async function identified(line: Line): Promise<string> {
    const { teamId, teamName, botId, botUserId } = await line.connection.identity();
    if (!told.has(line)) {
      told.add(line);
      options.onProven?.(line.connection.app, {
        externalId: `${teamId} ${botId ?? botUserId}`,
        workspace: { id: teamId, name: teamName },
      });
    }
    return teamId;
  }

  /**
   * The app that speaks for the organisation in the workspace: the one that was spoken to, then its own, then the service's; last one
   * whose token is refused. Another organisation's never does, though it may be installed there too.
   */
  async function lineFor(workspace: string, orgId: OrgId, spokenTo: string | undefined): Promise<Line> {
    const all = await refreshed();
    const fitting = all.filter(({ connection: { app } }) => speaksFor(app, orgId));
    const here = (team: string): boolean => team === workspace || (workspace === '' && fitting.length === 1);
    const found = fitting.filter(({ connection: { known } }) => known !== null && here(known.teamId));
    let away: unknown = null;
    // one that does not answer keeps nobody waiting who needs another
    const works = found.some(({ connection: { token } }) => token.nextAt === null);
    for (const line of works ? [] : fitting.filter((one) => !found.includes(one))) {
      try {
        if (here(await identified(line))) found.push(line);
      } catch (error) {
        away = error;
      }
    }
    const rank = ({ connection: { app, token } }: Line): number =>
      (app.id === spokenTo ? 0 : app.orgId === orgId ? 1 : 2) + (token.nextAt ? 3 : 0);
    const [line] = found
      .filter(({ connection: { app } }) => app.id === spokenTo || app.orgId === orgId || app.orgId === null)
      .toSorted((a, b) => rank(a) - rank(b));
    if (line) return line;
    // the one that fails may be the one that is meant
    if (away !== null) throw away;
    throw new TokenRefused(
      'No app of Slack is connected for that workspace.',
      'Run `safenest connect slack`, install the app there and set its token.',
    );
  }

  async function eyes({ app, place, handle }: InboundEvent, orgId: OrgId, change: 'add' | 'remove'): Promise<void> {
    if (!handle?.message) return;
    const { connection } = await lineFor(place.workspace, orgId, app);
    const { reactions } = connection.client;
    const sign = { channel: place.channel, timestamp: handle.message, name: EYES };
    await asking(() => reactions[change](sign));
  }

  return {
    name: 'slack',
    async start(to) {
      deliver = to;
      stale = true;
      await refreshed();
    },
    async stop() {
      deliver = null;
      forget();
      for (const { connection } of lines.values()) connection.token.stop();
      await Promise.all([...lines.values()].map((line) => line.socket?.stop()));
      lines.clear();
      stale = true;
    },
    async post(to, message, key) {
      const { posting } = await lineFor(to.workspace, message.orgId, to.handle?.app);
      return posting.post(to, message, key);
    },
    async update(posted, message, handle) {
      const { posting } = await lineFor(posted.workspace ?? '', message.orgId, handle?.app);
      return posting.update(posted, message, handle);
    },
    answer(to, orgId, of) {
      const pace = options.pace ?? PACE;
      const writer = lineFor(to.workspace, orgId, to.handle?.app).then(({ connection, posting }) =>
        writeAnswer({ connection, posting, apiUrl, to, pace, now, log, of }),
      );
      const quietly = writer.catch(() => null);
      return {
        status: async (words) => (await quietly)?.status(words),
        text: async (soFar) => (await quietly)?.text(soFar),
        finish: async (message: OutboundMessage, before) => (await writer).finish(message, before),
      };
    },
    async complete(event, orgId) {
      try {
        return await completed(event, (await lineFor(event.place.workspace, orgId, event.app)).connection);
      } catch (err) {
        log.debug({ err }, 'who speaks in Slack could not be looked up');
        return event;
      }
    },
    async picture(event, orgId, picture, signal) {
      const { connection } = await lineFor(event.place.workspace, orgId, event.app);
      return openSharedPicture(connection, picture, { apiUrl, signal });
    },
    async message(event, orgId) {
      const { connection } = await lineFor(event.place.workspace, orgId, event.app);
      return readMessage(connection, event);
    },
    async meant(event, orgId) {
      const { connection } = await lineFor(event.place.workspace, orgId, event.app);
      return messageBefore(connection, event);
    },
    powers: (place) => powersIn({ platform: 'slack', ...place }),
    async moderate(order) {
      const { connection } = await lineFor(order.workspace, order.orgId, undefined);
      return moderate(connection, order);
    },
    async room(order) {
      const { connection } = await lineFor(order.workspace, order.orgId, undefined);
      return room(connection, order);
    },
    sign: {
      fades: false,
      set: (event, orgId) => eyes(event, orgId, 'add'),
      clear: (event, orgId) => eyes(event, orgId, 'remove'),
    },
    webhooks: [
      {
        path: '/slack/events',
        async handle(request, response) {
          try {
            const all = await refreshed();
            const connections = all.map(({ connection, take }) => ({ connection, take }));
            await handleRequest(request, response, { connections, now, log });
          } catch (err) {
            // who went away in the middle hears nothing; to Slack it is a reason to come again
            log.warn({ err }, 'a request of Slack could not be taken in');
            if (!response.headersSent && !response.destroyed) response.writeHead(503).end();
          }
        },
      },
    ],
    async checks() {
      const all = await refreshed();
      return all.flatMap(({ connection }) =>
        slackChecks(connection, {
          apiUrl,
          now,
          several: all.length > 1,
          listening: deliver !== null,
          wantsRooms: async () => (await options.wantsRooms?.(connection.app)) ?? false,
          guards: async () => (await options.guardsAny?.(connection.app)) ?? false,
        }).map((check) => ({
          ...check,
          app: connection.app.id,
        })),
      );
    },
  };
}

const fingerprint = ({ orgId, credentials }: ChatApp<SlackCredentials>): string => JSON.stringify([orgId, credentials]);
