import { findIncident } from '../db/incidents.ts';
import { findProposal } from '../db/proposals.ts';
import type { OrgDb } from '../db/scope.ts';
import { channelId } from '../domain/channel.ts';
import type { Place } from '../domain/principal.ts';
import type { Reference } from '../domain/reference.ts';
import type { Announcement } from '../messages/outbound.ts';
import { composeAnnouncement } from './announcements.ts';
import { newsChannels } from './news-channels.ts';

/** One that was made longer ago stands too far up. */
const JUST_MS = 60_000;

/** Whether a channel is told of what was just made by itself, with its buttons: then they need not stand there twice. */
export async function isToldHere(
  tx: OrgDb,
  channel: NonNullable<Place['channel']>,
  about: Reference,
  now: Date,
): Promise<boolean> {
  const made = await justMade(tx, about, new Date(now.getTime() - JUST_MS));
  const news = made && (await composeAnnouncement(tx, made, (ref) => ref, now));
  if (!news?.pending) return false;
  return (await newsChannels(tx, news, now)).some(
    (one) =>
      channelId(one) === channelId(channel) && one.wanted && !one.brief && !one.refused && one.quietUntil === null,
  );
}

/** What tells of a proposal or an incident that was made since then. */
async function justMade(tx: OrgDb, { kind, number }: Reference, since: Date): Promise<Announcement | null> {
  if (kind === 'proposal') {
    const proposal = await findProposal(tx, number);
    return proposal && proposal.createdAt >= since ? { kind: 'proposal_changed', subject: proposal.id } : null;
  }
  const incident = kind === 'incident' ? await findIncident(tx, number) : null;
  return incident && incident.openedAt >= since ? { kind: 'incident_changed', subject: incident.id } : null;
}
