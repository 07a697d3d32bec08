import {
  type AlertStorm,
  insertStorm,
  leaveStorm,
  liveStorm,
  noteTelling,
  tellingOf,
  tellingsSince,
  touchStorm,
} from '../db/alert-storms.ts';
import { type ChannelKey, lockChannel } from '../db/chat-channels.ts';
import { addOutboxOnce, waitsInOutbox } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import type { RollUp } from '../domain/escalation.ts';
import { newId } from '../domain/id.ts';
import { type Severity, severityRank } from '../domain/severity.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import { alertPolicyOf } from './alert-policy.ts';

const MINUTE_MS = 60_000;
/** What goes on for longer is told anew: the first message is far up by then. */
const LONGEST_MS = 60 * MINUTE_MS;

export interface ToTell {
  alertId: string;
  severity: Severity;
  /** The channel would be told of it if it stood there by itself; no: it is settled, or not for this channel. */
  wanted: boolean;
}

/**
 * Whether a channel is told of an alert in the one message of a storm rather than by itself: once it was given as many alerts lately as
 * the policy says. What is critical never is. Said once, it stays so; news of what is in a storm is news of the storm, which is answered.
 */
export async function rollUpAlert(
  tx: OrgDb,
  key: ChannelKey,
  { alertId, severity, wanted }: ToTell,
  now: Date,
): Promise<{ rolled: boolean; news: WaitingNews[] }> {
  const alone = { rolled: false, news: [] };
  const channelId = await lockChannel(tx, key);
  if (channelId === null) return alone;
  const before = await tellingOf(tx, channelId, alertId);
  if (before?.stormId) {
    // what got critical stands by itself
    const { stormId } = before;
    const isCritical = severity === 'critical';
    if (isCritical) await leaveStorm(tx, { channelId, alertId, stormId });
    return { rolled: !isCritical, news: await tellStorm(tx, stormId, severity) };
  }
  if (before || !wanted) return alone;
  const { rollUp } = await alertPolicyOf(tx);
  const storm = rollUp && severity !== 'critical' ? await stormFor(tx, channelId, rollUp, now) : null;
  await noteTelling(tx, { channelId, alertId, stormId: storm?.id ?? null, now });
  if (!storm) return alone;
  await touchStorm(tx, storm.id, now);
  return { rolled: true, news: await tellStorm(tx, storm.id, severity) };
}

/** The storm that goes on in a channel, or one that begins now; null while few enough alerts come to stand by themselves. */
async function stormFor(tx: OrgDb, channelId: string, rollUp: RollUp, now: Date): Promise<AlertStorm | null> {
  const lately = new Date(now.getTime() - rollUp.minutes * MINUTE_MS);
  const startedAfter = new Date(now.getTime() - LONGEST_MS);
  const live = await liveStorm(tx, channelId, { startedAfter, joinedAfter: lately });
  if (live) return live;
  if ((await tellingsSince(tx, channelId, lately)) < rollUp.alerts) return null;
  const storm = { id: newId(now.getTime()), channelId, startedAt: now, lastAt: now };
  await insertStorm(tx, storm);
  return storm;
}

/** What waits already tells of this one too; it goes sooner only where it got worse. */
async function tellStorm(tx: OrgDb, id: string, severity: Severity): Promise<WaitingNews[]> {
  const waits = await waitsInOutbox(tx, id);
  if (waits?.severity && severityRank(waits.severity) >= severityRank(severity)) return [];
  return addOutboxOnce(tx, [{ kind: 'alerts_rolled_up', subject: id, severity }]);
}
