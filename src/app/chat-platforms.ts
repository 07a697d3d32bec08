import { join } from 'node:path';
import type { ChatApp, Proof } from '../bots/chat-apps.ts';
import { createDiscord } from '../bots/discord/platform.ts';
import { mayOpenForm } from '../bots/may-open-form.ts';
import type { Platform } from '../bots/platform.ts';
import { conversationOf } from '../bots/replying.ts';
import { createSlack } from '../bots/slack/platform.ts';
import { createTeams } from '../bots/teams/platform.ts';
import { createFileJournal } from '../bots/teams/post-journal.ts';
import type { Config } from '../config.ts';
import { NEEDS_JOINS } from '../domain/moderation-policy.ts';
import type { Log } from '../log.ts';
import { chartPicture } from '../media/chart-picture.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { AllChatApps, createChatApps } from '../pipeline/chat-apps.ts';
import type { ChatServices } from '../pipeline/chat-services.ts';
import type { OpenMessagePicture } from '../pipeline/message-picture.ts';

/** The bots of the environment, tokens revealed: for the adapters, and for nothing else. */
export const settingsApps = ({ slack, discord, teams }: Config): Parameters<typeof createChatApps>[0]['settings'] => ({
  slack: slack && {
    botToken: slack.botToken.reveal(),
    signingSecret: slack.signingSecret?.reveal() ?? null,
    appToken: slack.appToken?.reveal() ?? null,
    adminToken: slack.adminToken?.reveal() ?? null,
  },
  discord: discord && { token: discord.token.reveal(), shards: discord.shards },
  teams: teams && { ...teams, appPassword: teams.appPassword.reveal() },
});

interface ChatPlatformParts {
  config: Config;
  chatApps: AllChatApps;
  chat: ChatServices;
  openImage: OpenMessagePicture;
  heldUp: () => boolean;
  /** Told when a token that was refused is taken again: what waits for it goes on. */
  onTokenBack: (platform: ChatPlatform) => void;
  now: () => Date;
  log: Log;
}

/** Slack, Discord and Teams, each with the apps of the settings and of the organisations; none listens yet. */
export function createChatPlatforms({
  config,
  chatApps,
  chat,
  openImage,
  heldUp,
  onTokenBack,
  now,
  log,
}: ChatPlatformParts): Platform[] {
  const { addresses, publicUrl } = config;
  const shared = { publicUrl, log, now, drawChart: chartPicture, openImage };
  const proven =
    (platform: ChatPlatform) =>
    (app: ChatApp<unknown>, { externalId, workspace }: Proof): void =>
      void chatApps
        .proven(platform, app, externalId)
        .then(async (good) => {
          if (!good || !workspace) return;
          await chat.workspaceFound(app, { platform, workspace: workspace.id, name: workspace.name });
        })
        .catch((err) => log.warn({ err, platform }, 'a workspace could not be connected by its token'));
  const named =
    (platform: ChatPlatform, how: { weakly?: boolean } = {}) =>
    (app: ChatApp<unknown>, { id, name }: { id: string; name: string }): void =>
      void chat
        .workspaceNamed(app.id, { platform, workspace: id, name }, how)
        .catch((err) => log.warn({ err, platform }, 'the name of a workspace could not be kept'));
  return [
    createSlack({
      ...shared,
      apps: chatApps.slack,
      onTokenBack: () => onTokenBack('slack'),
      apiUrl: addresses.slack,
      heldUp,
      onProven: proven('slack'),
      askedIn: ({ app, place }) =>
        chat.saidIn({ app, place }, conversationOf({ place, speaker: { id: '', name: '', bot: false } })),
      guards: chat.guards,
      guardsAny: (app) => chat.guardsAny(app, 'slack'),
      wantsRooms: chat.wantsRooms,
      async suggestedPrompts({ app, workspace, account }) {
        const place = { platform: 'slack', workspace, channel: '', thread: null, direct: true } as const;
        const questions = await chat.prompts({ app, place, speaker: account });
        return questions && { title: 'SafeNest', prompts: questions.map((message) => ({ title: message, message })) };
      },
    }),
    createDiscord({
      ...shared,
      apps: chatApps.discord,
      onTokenBack: () => onTokenBack('discord'),
      apiUrl: addresses.discord,
      defersFirst: (event) =>
        heldUp() &&
        !mayOpenForm(
          event,
          (action) => chat.opensForm(action) || chat.affected.isFor(action) || chat.mayAskProof(action),
        ),
      onProven: proven('discord'),
      onNamed: named('discord'),
      guardsAny: (app) => chat.guardsAny(app, 'discord'),
      mindsJoins: (app) => chat.minds(app, 'discord', NEEDS_JOINS),
      mindsPower: (app) => chat.minds(app, 'discord', ['power']),
      mindsAutoMod: (app) => chat.minds(app, 'discord', ['automod']),
      wantsReactions: (app) => chat.tellsOfIncidents(app, 'discord'),
      wantsRooms: chat.wantsRooms,
      desksOf: (app, account) => chat.desksOf(app, { platform: 'discord', account }),
    }),
    createTeams({
      ...shared,
      apps: chatApps.teams,
      onTokenBack: () => onTokenBack('teams'),
      addresses: {
        login: addresses.teamsLogin,
        openId: addresses.teamsOpenId,
        service: addresses.teamsService,
        graph: addresses.teamsGraph,
      },
      onProven: proven('teams'),
      // of a tenant only the domains are known that its people's addresses are in
      onNamed: named('teams', { weakly: true }),
      view: chat.cardFor,
      guards: chat.guards,
      guardsAny: (app) => chat.guardsAny(app, 'teams'),
      graphPlaces: chat.graphPlaces,
      serviceUrls: chat.serviceUrls,
      heldUp,
      journal: createFileJournal(join(config.dataDir, 'teams-posts.jsonl')),
      playground: !config.production,
    }),
  ];
}
