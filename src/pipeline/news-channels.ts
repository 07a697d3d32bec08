import { type ChannelKey, saveRefusal } from '../db/chat-channels.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { addOutboxOnce, takeRefused } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { type ChatChannel, channelId, quietUntil } from '../domain/channel.ts';
import { can } from '../domain/role.ts';
import { severityRank } from '../domain/severity.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { News, WaitingNews } from '../messages/outbound.ts';
import { channelsFor } from './chat-channels.ts';
import type { HealthCheck } from './health.ts';

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
  /** Its platform refused what was posted there last. */
  refused: boolean;
}

/** Every channel that is told of such news: its bindings say of what from which severity upward, and when it is left alone. */
export async function newsChannels(
  tx: OrgDb,
  { purpose, pending, severity }: Pick<News, 'purpose' | 'pending' | 'severity'>,
  now: Date,
): Promise<NewsChannel[]> {
  if (!purpose) return [];
  const bound = await channelsFor(tx, purpose);
  if (bound.length === 0) return [];
  const timeZone = await organisationTimeZone(tx);
  return bound.map(({ channel: { platform, workspace, channel, leastRole, refused }, binding }) => ({
    platform,
    workspace,
    channel,
    wanted:
      pending === true &&
      (purpose !== 'alerts' || (severity !== undefined && severityRank(severity) >= severityRank(binding.floor))),
    quietUntil: quietUntil(binding, now, binding.timeZone ?? timeZone),
    withoutLogs: leastRole === null || !can(leastRole, 'logs.read'),
    refused: Boolean(refused),
  }));
}

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

/** Whether every bound channel takes what it is told. */
export const channelsCheck = (channels: () => Promise<readonly ChatChannel[]>): HealthCheck => ({
  name: 'channels',
  mend: 'Do what the message says (or unbind the channel on the Channels page); what was refused is told with the next news.',
  async check() {
    const bound = (await channels()).filter(({ bindings }) => bindings.length > 0);
    const refusing = bound.filter(({ refused }) => refused);
    const words = [...new Set(refusing.map(({ platform, refused }) => `${platform}: ${refused!.why}`))];
    if (refusing.length > 0) throw new Error(`${refusing.length} of ${bound.length} refuse. ${words.join(' ')}`);
    return bound.length === 0 ? 'none is told of anything yet' : `${bound.length}, all take what they are told`;
  },
});
