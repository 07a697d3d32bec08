import { type ChannelKey, type KeptChannel, listChatChannels, saveRefusal } from '../db/chat-channels.ts';
import { type ChatWorkspace, saveRemoval } from '../db/chat-workspaces.ts';
import { findRoom } from '../db/incident-rooms.ts';
import { findIncident } from '../db/incidents.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { addOutboxOnce, takeRefused } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { isWithin } from '../domain/alert-limits.ts';
import { type ChatChannel, channelId, quietUntil } from '../domain/channel.ts';
import { parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { isLive } from '../domain/room.ts';
import { severityRank } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../messages/inbound.ts';
import type { News, Standing, WaitingNews } from '../messages/outbound.ts';
import { aboutNews } from './alert-limits.ts';
import { channelsFor } from './chat-channels.ts';
import type { HealthCheck } from './health.ts';
import { readersOfRoom } from './rooms/room-readers.ts';

/** A channel as far as some news is for it. */
export interface NewsChannel {
  platform: ChatPlatform;
  workspace: string;
  channel: string;
  /** It hears of this for the first time too; else only what stands there already is changed. */
  wanted: boolean;
  /** Until when what is less than critical waits. */
  quietUntil: Date | null;
  /** Nothing says that all who read there may read the logs. */
  withoutLogs: boolean;
  /** Who reads there may not all see the matter, or nobody has said who does. */
  brief: boolean;
  /** Its platform refused what was posted there last. */
  refused: boolean;
  /** Told once, and not any more. */
  former?: true;
  /** A room that is archived or gone: nothing there is changed. */
  over?: true;
}

type ForWhom = Pick<News, 'purpose' | 'pending' | 'severity' | 'needs' | 'to' | 'state'>;

/**
 * Every channel that is told of such news: its bindings say of what from which severity upward, and when it is left alone. And
 * those where the matter stands (`standing`) that are told no more: as who reads there now may see it.
 */
export async function newsChannels(
  tx: OrgDb,
  news: ForWhom,
  now: Date,
  standing: readonly Pick<Standing, 'platform' | 'workspace' | 'channel'>[] = [],
): Promise<NewsChannel[]> {
  const bound = await toldChannels(tx, news, now);
  const room = await roomOfNews(tx, news, now);
  const told = room ? [...bound.filter((one) => channelId(one) !== channelId(room)), room] : bound;
  const former = standing.filter(
    (one) =>
      CHAT_PLATFORMS.some((platform) => platform === one.platform) &&
      !told.some((channel) => channelId(channel) === channelId(one)),
  );
  if (former.length === 0) return told;
  const known = await listChatChannels(tx);
  return [
    ...told,
    ...former.map(({ platform, workspace = '', channel }) => {
      const key = { platform: platform as ChatPlatform, workspace, channel };
      const { leastRole = null } = known.find((one) => channelId(one) === channelId(key)) ?? {};
      const readers = readersOf({ ...key, leastRole, refused: null }, news.needs);
      return { ...readers, withoutLogs: true, wanted: false, quietUntil: null, former: true as const };
    }),
  ];
}

async function toldChannels(
  tx: OrgDb,
  { purpose, pending, severity, needs, to, state }: ForWhom,
  now: Date,
): Promise<NewsChannel[]> {
  if (!purpose) return [];
  if (to !== undefined) {
    const channel = (await listChatChannels(tx)).find(({ id }) => id === to);
    return channel ? [{ ...readersOf(channel, needs), wanted: pending === true, quietUntil: null }] : [];
  }
  const bound = await channelsFor(tx, purpose);
  if (bound.length === 0) return [];
  const timeZone = await organisationTimeZone(tx);
  const limited = bound.some(({ binding }) => binding.limits);
  const about = limited && state ? await aboutNews(tx, { state }) : [];
  return bound.map(({ channel, binding }) => ({
    ...readersOf(channel, needs),
    wanted:
      pending === true &&
      isWithin(binding.limits, about) &&
      (purpose !== 'alerts' || (severity !== undefined && severityRank(severity) >= severityRank(binding.floor))),
    quietUntil: quietUntil(binding, now, binding.timeZone ?? timeZone),
  }));
}

/** The room of the incident that is told of: it hears all of it, at any hour. */
async function roomOfNews(tx: OrgDb, { state, needs, pending }: ForWhom, now: Date): Promise<NewsChannel | null> {
  const about = state?.kind === 'incident' ? parseReference(state.ref) : null;
  const incident = about && (await findIncident(tx, about.number));
  const room = incident && (await findRoom(tx, incident.id));
  // who reads there is asked for first
  if (!room || room.channel === null || (isLive(room) && room.readAt === null)) return null;
  const leastRole = isLive(room) ? await readersOfRoom(tx, room, now) : null;
  const { platform, workspace, channel } = room;
  return {
    ...readersOf({ platform, workspace, channel, leastRole, refused: null }, needs),
    wanted: pending === true,
    quietUntil: null,
    ...(isLive(room) ? {} : { over: true as const }),
  };
}

const readersOf = (
  { platform, workspace, channel, leastRole, refused }: Omit<KeptChannel, 'id' | 'name' | 'bindings' | 'answers'>,
  needs: News['needs'],
): Omit<NewsChannel, 'wanted' | 'quietUntil'> => ({
  platform,
  workspace,
  channel,
  brief: needs !== undefined && (leastRole === null || !can(leastRole, needs)),
  withoutLogs: leastRole === null || !can(leastRole, 'logs.read'),
  refused: Boolean(refused),
});

/**
 * Notes that a platform refuses a channel, in words for the console, or with null that it takes it again; answers what it
 * refused meanwhile, which is to be told now.
 */
export async function noteRefusal(
  tx: OrgDb,
  channel: ChannelKey,
  words: string | null,
  now: Date,
): Promise<WaitingNews[]> {
  await saveRefusal(tx, channel, words === null ? null : { at: now, why: words });
  return words === null ? addOutboxOnce(tx, await takeRefused(tx, channelId(channel))) : [];
}

/** What a platform's channels refused is to be told again: its app has changed. Whether they take it now is seen when it is told. */
export async function tellRefusedAgain(tx: OrgDb, platform: ChatPlatform): Promise<WaitingNews[]> {
  const news: WaitingNews[] = [];
  for (const channel of await listChatChannels(tx))
    if (channel.platform === platform && channel.refused)
      news.push(...(await addOutboxOnce(tx, await takeRefused(tx, channelId(channel)))));
  return news;
}

/**
 * Notes that the bot was taken out of a channel, or out of a whole workspace, so that whoever looks after it is told; or that
 * it is there again. Answers what is to be told now.
 */
export async function notePresence(
  tx: OrgDb,
  { channel, ...workspace }: Omit<ChannelKey, 'channel'> & { channel: string | null },
  here: boolean,
  now: Date,
): Promise<WaitingNews[]> {
  if (here || channel === null) await saveRemoval(tx, workspace, here ? null : now);
  const known = (await listChatChannels(tx)).filter(
    (one) => one.platform === workspace.platform && one.workspace === workspace.workspace,
  );
  const news: WaitingNews[] = [];
  for (const one of known) {
    if (channel !== null && one.channel !== channel) continue;
    // what was refused for another reason keeps it
    if (here && one.refused?.why !== BOT_GONE) continue;
    news.push(...(await noteRefusal(tx, one, here ? null : BOT_GONE, now)));
  }
  return news;
}

const BOT_GONE = 'SafeNest’s bot was taken out of this channel. Add it again, or unbind the channel.';

/** Whether the bot is still in every workspace that is connected. */
export const workspacesCheck = (
  workspaces: () => Promise<readonly Pick<ChatWorkspace, 'platform' | 'name' | 'removedAt'>[]>,
): HealthCheck => ({
  name: 'workspaces',
  mend: 'Add the bot to the workspace again, or disconnect the workspace on the Connections page.',
  async check() {
    const all = await workspaces();
    const gone = all.filter(({ removedAt }) => removedAt !== null).map(({ platform, name }) => `${name} (${platform})`);
    if (gone.length > 0) throw new Error(`The bot was taken out of ${gone.join(', ')}: nobody is answered there.`);
    return all.length === 0 ? 'none is connected yet' : `${all.length}, the bot is in all of them`;
  },
});

/** Whether every bound channel takes what it is told. */
export const channelsCheck = (channels: () => Promise<readonly ChatChannel[]>): HealthCheck => ({
  name: 'channels',
  mend: 'Do what the message says (or unbind the channel on the Channels page); what was refused is told then, or with the next news.',
  async check() {
    const bound = (await channels()).filter(({ bindings }) => bindings.length > 0);
    const refusing = bound.filter(({ refused }) => refused);
    const words = refusing
      .slice(0, 5)
      .map(({ platform, name, refused }) => `${platform}, ${oneLine(name, 60)}: ${refused!.why}`);
    if (refusing.length > 0) throw new Error(`${refusing.length} of ${bound.length} refuse. ${words.join(' ')}`);
    if (bound.length === 0) return 'none is told of anything yet';
    const unknown = bound.filter(({ leastRole }) => leastRole === null).length;
    const brief = `; of ${unknown} nobody has said who reads there, so they hear only that there is something (Channels page)`;
    return `${bound.length}, all take what they are told${unknown > 0 ? brief : ''}`;
  },
});
