import { findProposal } from '../../db/proposals.ts';
import type { OrgDb } from '../../db/scope.ts';
import { channelId } from '../../domain/channel.ts';
import type { Place } from '../../domain/principal.ts';
import { composeAnnouncement } from '../announcements.ts';
import { newsChannels } from '../news-channels.ts';

/** One that was made longer ago stands too far up. */
const JUST_MS = 60_000;

/** Whether a channel is told of a proposal that was just made by itself, with its buttons: then they need not stand there twice. */
export async function isToldHere(
  tx: OrgDb,
  channel: NonNullable<Place['channel']>,
  number: number,
  now: Date,
): Promise<boolean> {
  const proposal = await findProposal(tx, number);
  if (!proposal || now.getTime() - proposal.createdAt.getTime() > JUST_MS) return false;
  const news = await composeAnnouncement(tx, { kind: 'proposal_changed', subject: proposal.id }, (ref) => ref, now);
  if (!news?.pending) return false;
  return (await newsChannels(tx, news, now)).some(
    (one) =>
      channelId(one) === channelId(channel) && one.wanted && !one.brief && !one.refused && one.quietUntil === null,
  );
}
