import type { ConnectionCheck, Platform } from '../bots/platform.ts';
import { Refused } from '../bots/platform-errors.ts';
import { SCOPES, slackManifest } from '../bots/slack/manifest.ts';
import { teamsPackage, WHY } from '../bots/teams/package.ts';
import type { OrgId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import type { ChatConnections } from '../http/services.ts';
import type { Log } from '../log.ts';
import { iconPicture } from '../media/icon-picture.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../messages/inbound.ts';
import type { AllChatApps } from '../pipeline/chat-apps.ts';
import { checkHealth, type HealthCheck } from '../pipeline/health.ts';
import type { TokenKey } from '../pipeline/sealed-tokens.ts';
import { cardPreviews } from './card-previews.ts';

const CHECK_MS = 10_000;

/**
 * One platform's connections that serve an organisation: the settings' one and its own. For a `guest` in somebody's
 * installation, of the settings' one only whether it works: its details are about everybody's workspaces.
 */
export async function checksOf(
  platform: Platform,
  apps: ReadonlySet<string>,
  { guest, log }: { guest: boolean; log: Log },
): Promise<ConnectionCheck[]> {
  try {
    const all = ((await platform.checks?.()) ?? []).filter(({ app }) => app === undefined || apps.has(app));
    return guest ? all.map(discreet) : all;
  } catch (err) {
    log.warn({ err, platform: platform.name }, 'the connections of a platform could not be listed');
    return [];
  }
}

function discreet(check: ConnectionCheck): ConnectionCheck {
  if (check.app !== undefined && check.app !== 'settings') return check;
  return {
    ...check,
    mend: 'Ask whoever runs this service.',
    check: () =>
      check.check().then(
        () => 'works',
        () => Promise.reject(new Error('does not work')),
      ),
  };
}

/** What pages and the API need of the chat platforms. */
export function chatConnections(options: {
  platforms: readonly Platform[];
  apps: AllChatApps;
  fromSettings: readonly ChatPlatform[];
  tokenKey: TokenKey;
  publicUrl: string | null;
  discordInvitation: (token: string) => Promise<{ link: string }>;
  /** Whether an organisation is a guest in somebody else's installation. */
  isGuest: (orgId: OrgId) => Promise<boolean>;
  log: Log;
}): ChatConnections {
  const { platforms, apps, publicUrl, log } = options;
  const byName = new Map(platforms.map((platform) => [platform.name, platform]));
  const named = (platform: ChatPlatform): Platform => {
    const found = byName.get(platform);
    if (!found) throw new SafeNestError('unavailable', `This process does not speak to ${platform}.`);
    return found;
  };
  return {
    fromSettings: options.fromSettings,
    tokenKey: options.tokenKey,
    previews: cardPreviews(log),
    reasons: { slack: SCOPES, teams: WHY },
    async checks(orgId) {
      await apps.look();
      const guest = await options.isGuest(orgId);
      const reports = await Promise.all(
        CHAT_PLATFORMS.map(async (platform) => {
          const own = await apps[platform].list();
          const ids = new Set(own.filter((app) => app.orgId === null || app.orgId === orgId).map(({ id }) => id));
          const found = byName.get(platform);
          const { checks } = await checkHealth(found ? await checksOf(found, ids, { guest, log }) : [], CHECK_MS);
          return checks.map((check) => ({ platform, ...check }));
        }),
      );
      return reports.flat();
    },
    async say(orgId, { platform, workspace, channel }, text, key) {
      try {
        await named(platform).post({ workspace, channel }, { orgId, text }, key);
      } catch (error) {
        // who asks may; it is the platform that does not let us
        throw error instanceof Refused ? new SafeNestError('conflict', error.message, { cause: error }) : error;
      }
    },
    async keywords(orgId, workspace, words) {
      try {
        return await named('discord').keywords!({ orgId, workspace, words });
      } catch (error) {
        throw error instanceof Refused ? new SafeNestError('conflict', error.message, { cause: error }) : error;
      }
    },
    slackManifest: (socketMode, rooms) => slackManifest({ publicUrl, socketMode, rooms }),
    async discordInvite(orgId) {
      const app = await serving(apps.discord, orgId);
      return app && (await options.discordInvitation(app.credentials.token)).link;
    },
    async teamsPackage(orgId) {
      const app = await serving(apps.teams, orgId);
      if (!app) return null;
      if (publicUrl === null)
        throw new SafeNestError('conflict', 'Set PUBLIC_URL to the https address of this service first.');
      return teamsPackage({
        appId: app.credentials.appId,
        publicUrl,
        madeAt: new Date(),
        drawIcon: iconPicture,
      });
    },
  };
}

/** The bot that serves an organisation: its own one wins over the settings' one. */
async function serving<A extends { orgId: OrgId | null }>(
  apps: { list(): Promise<A[]> },
  orgId: OrgId,
): Promise<A | null> {
  const all = await apps.list();
  return all.find((app) => app.orgId === orgId) ?? all.find((app) => app.orgId === null) ?? null;
}

/** What can fail of the connections that serve this organisation: the settings' ones and its own. */
export async function connectionChecks(
  platforms: readonly Platform[],
  own: readonly { id: string }[],
  { guest, log }: { guest: boolean; log: Log },
): Promise<HealthCheck[]> {
  const apps = new Set(['settings', ...own.map(({ id }) => id)]);
  const all = await Promise.all(platforms.map((platform) => checksOf(platform, apps, { guest, log })));
  return all.flat();
}
