import type { PeakCount } from '../../../db/conversation-peaks.ts';
import { type PostedRow, postedBetween } from '../../../db/posted-messages.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { GuardedChannel } from '../../../domain/moderation.ts';
import type { ModerationPolicy } from '../../../domain/moderation-policy.ts';
import { exceptionsIn } from '../fired.ts';
import { LISTED, refusedIn } from './refused.ts';

/** The newest so many messages with a link or a file are gone through again. */
const MOST_LOOKED_AT = 20_000;

/**
 * In how many conversations a policy would have refused links, invites and files: gone through anew, since what is refused is what its
 * lists say, and not what others said then. One person's messages in one conversation count together.
 */
export async function refusedLately(
  tx: OrgDb,
  { content, exemptions }: Pick<ModerationPolicy, 'content' | 'exemptions'>,
  { from, to }: { from: Date; to: Date },
  channels: readonly GuardedChannel[],
): Promise<PeakCount[]> {
  const exempt = new Map(channels.map((channel) => [channel.id, exceptionsIn({ exemptions }, channel).accounts]));
  const posted = (await postedBetween(tx, { from, to, limit: MOST_LOOKED_AT })).filter(
    ({ channelId, author }) => !exempt.get(channelId)?.has(author),
  );
  return LISTED.flatMap((trigger) => {
    const refused = posted.filter((one) => refusedIn(one, trigger, content).length > 0);
    return [...Map.groupBy(refused, ({ sessionId }) => sessionId).values()].map((own) => ({
      trigger,
      channelId: own[0]!.channelId,
      bucket: 100 * mostOfOne(own),
      sessions: 1,
    }));
  });
}

const mostOfOne = (messages: readonly PostedRow[]): number =>
  Math.max(...[...Map.groupBy(messages, ({ author }) => author).values()].map((own) => own.length));
