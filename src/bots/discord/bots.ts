import { type APIApplication, ApplicationFlags, Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import { type ChatApp, type ChatApps, type DiscordCredentials, speaksFor } from '../chat-apps.ts';
import { TokenRefused } from '../platform-errors.ts';
import type { TokenTrialOptions } from '../token-trial.ts';
import { type Api, createApi, type InvalidCount } from './api.ts';

/** One bot with its token, as it is now. */
export interface Bot {
  app: ChatApp<DiscordCredentials>;
  api: Api;
  /** What Discord says of it; asked once. */
  self(): Promise<BotSelf>;
  /** The same, asked afresh: its settings may have been changed since, or its token taken away. */
  selfNow(): Promise<BotSelf>;
}

export interface BotSelf {
  application: string;
  /** Its account. */
  id: string;
  name: string;
  /** Whether it may read messages that do not mention it. */
  readsContent: boolean;
  /** Whether it may hear who joins. */
  hearsJoins: boolean;
  /** Where interactions are sent instead of the gateway, if somebody has set that. */
  endpoint: string | null;
}

export interface Bots {
  list(): Promise<Bot[]>;
  /**
   * Those that may speak for an organisation, the likeliest first: the one asked for, its own, the installation's; last those whose
   * tokens are refused.
   */
  of(orgId: OrgId, app?: string): Promise<Bot[]>;
  onChange(tell: () => void): () => void;
  /** No token is tried any more. */
  stop(): void;
}

export function createBots(
  options: { apps: ChatApps<DiscordCredentials>; url: string; invalid: InvalidCount } & TokenTrialOptions,
): Bots {
  const { apps } = options;
  const known = new Map<string, Bot>();

  async function list(): Promise<Bot[]> {
    const listed = await apps.list();
    for (const [id, { api }] of known)
      if (!listed.some((app) => app.id === id)) {
        api.token.stop();
        known.delete(id);
      }
    return listed.map((app) => {
      const before = known.get(app.id);
      if (before && JSON.stringify(before.app) === JSON.stringify(app)) return before;
      before?.api.token.stop();
      const bot = createBot(app, createApi({ ...options, app: app.id, token: app.credentials.token }));
      known.set(app.id, bot);
      return bot;
    });
  }

  return {
    list,
    async of(orgId, app) {
      const all = await list();
      const rank = ({ app: { id, orgId: owner }, api }: Bot): number =>
        (id === app ? 0 : owner === orgId ? 1 : 2) + (api.token.nextAt ? 3 : 0);
      const some = all.filter((bot) => speaksFor(bot.app, orgId)).toSorted((a, b) => rank(a) - rank(b));
      if (some.length === 0)
        throw new TokenRefused(
          'No Discord bot is connected.',
          'Set DISCORD_TOKEN, or add a bot on the Connections page.',
        );
      return some;
    },
    onChange: (tell) => apps.onChange(tell),
    stop() {
      for (const { api } of known.values()) api.token.stop();
    },
  };
}

export function createBot(app: ChatApp<DiscordCredentials>, api: Api): Bot {
  let asked: Promise<BotSelf> | null = null;
  let asking: Promise<BotSelf> | null = null;
  const ask = async (anyway = false): Promise<BotSelf> => {
    const found = await api.call<APIApplication>('GET', Routes.currentApplication(), { anyway });
    const flags = found.flags ?? 0;
    return {
      application: found.id,
      id: found.bot?.id ?? found.id,
      name: found.name,
      readsContent: Boolean(
        flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited),
      ),
      hearsJoins: Boolean(flags & (ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited)),
      endpoint: found.interactions_endpoint_url ?? null,
    };
  };
  return {
    app,
    api,
    self() {
      asked ??= ask().catch((error: unknown) => {
        asked = null;
        throw error;
      });
      return asked;
    },
    selfNow() {
      // checks that are made at once ask once
      asking ??= ask(true)
        .then((found) => {
          asked = Promise.resolve(found);
          return found;
        })
        .finally(() => {
          asking = null;
        });
      return asking;
    },
  };
}
