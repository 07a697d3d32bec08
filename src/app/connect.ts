import { type Invitation, invitation, inviteLink, permissionsFor } from '../bots/discord/invite.ts';
import { MODERATION_SCOPES, ROOM_SCOPES, SCOPES, slackManifest } from '../bots/slack/manifest.ts';
import { WHY_GRAPH } from '../bots/teams/graph-permissions.ts';
import { MODERATION_WHY, teamsPackage, WHY } from '../bots/teams/package.ts';
import type { Config } from '../config.ts';
import { SafeNestError } from '../errors.ts';
import { iconPicture } from '../media/icon-picture.ts';

type Reasons = { name: string; why: string }[];

/** What is brought to a platform to connect it, and why each thing in it is asked for. */
export interface Brought<T> {
  what: T;
  why: Reasons;
}

/** What an app is asked more for than it needs to answer and to tell. */
export interface Extras {
  /** Guarding channels, and carrying out what moderators decide. */
  moderation?: boolean | undefined;
  /** Rooms of incidents. */
  rooms?: boolean | undefined;
  /** Hearing what the server's own AutoMod stops; of Discord. */
  automod?: boolean | undefined;
}

/** The app as Slack's “From a manifest” takes it; Socket Mode where Slack cannot reach an https address of ours. */
export function forSlack(
  publicUrl: string | null,
  socketMode: boolean,
  { moderation = false, rooms = false }: Extras = {},
): Brought<string> & { socketMode: boolean } {
  const socket = socketMode || !publicUrl?.startsWith('https:');
  const manifest = slackManifest({ publicUrl, socketMode: socket, moderation, rooms });
  return {
    what: `${JSON.stringify(manifest, null, 2)}\n`,
    why: Object.entries({
      ...SCOPES,
      ...(rooms ? ROOM_SCOPES : {}),
      ...(moderation ? MODERATION_SCOPES : {}),
    }).map(([name, why]) => ({ name, why })),
    socketMode: socket,
  };
}

/** Where a server's admin adds the bot. Without an application id Discord is asked whose token the settings have. */
export async function forDiscord(
  config: Pick<Config, 'discord' | 'addresses'>,
  application: string | null,
  { moderation = false, rooms = false, automod = false }: Extras = {},
): Promise<Brought<string> & { bot: Pick<Invitation, 'name' | 'readsContent'> | null }> {
  const wanted = { moderates: moderation, power: moderation, rooms, automod };
  const asked = permissionsFor(wanted);
  const why = asked.map((one) => ({ name: one.name, why: one.why }));
  if (application !== null) {
    if (!/^\d{5,25}$/.test(application))
      throw new SafeNestError(
        'invalid_input',
        'An application id is a long number: Developer Portal, General Information.',
      );
    return { what: inviteLink(application, wanted), why, bot: null };
  }
  if (!config.discord)
    throw new SafeNestError(
      'invalid_input',
      'Set DISCORD_TOKEN, or give the application’s id: --application 123456789012345678.',
    );
  const apiUrl = config.addresses.discord;
  const found = await invitation({ token: config.discord.token.reveal(), apiUrl, now: () => new Date() });
  return { what: inviteLink(found.application, wanted), why, bot: found };
}

const reasons = (why: Record<string, string>): Reasons =>
  Object.entries(why).map(([name, one]) => ({ name, why: one }));

const APP_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The app package to upload in Teams, a zip; `graph` is what moderation may use beside it, granted in Entra and not by the package. */
export async function forTeams(
  publicUrl: string | null,
  appId: string | null,
  moderation = false,
): Promise<Brought<Buffer> & { graph?: Reasons }> {
  if (appId === null)
    throw new SafeNestError(
      'invalid_input',
      'Set TEAMS_APP_ID, or give it: --app-id 00000000-0000-0000-0000-000000000000.',
    );
  if (!APP_ID.test(appId))
    throw new SafeNestError(
      'invalid_input',
      'A Microsoft App ID looks like 00000000-0000-0000-0000-000000000000: Azure portal, the Azure Bot, Configuration.',
    );
  if (!publicUrl?.startsWith('https:'))
    throw new SafeNestError(
      'invalid_input',
      'Set PUBLIC_URL to the https address of the service, or give it: --address.',
    );
  return {
    what: await teamsPackage({ appId, publicUrl, moderation, madeAt: new Date(), drawIcon: iconPicture }),
    why: reasons({ ...WHY, ...(moderation ? MODERATION_WHY : {}) }),
    ...(moderation ? { graph: reasons(WHY_GRAPH) } : {}),
  };
}
