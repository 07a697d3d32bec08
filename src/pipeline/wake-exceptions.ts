import { takeOver } from '../db/alert-exceptions.ts';
import { findAlertById, openAlertsWith } from '../db/alerts.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Announcement, WaitingNews } from '../messages/outbound.ts';

/** Of one matter; what a snooze held back is rarely more than its own alert. */
const MOST = 50;

/**
 * What was left alone and is not any more: its alerts are told as they stand now, also those that came up meanwhile. Answers what is to
 * be told; each end is looked at once.
 */
export async function wakeExceptions(tx: OrgDb, now: Date): Promise<WaitingNews[]> {
  const news = new Map<string, Announcement>();
  for (const { kind, alertId, fingerprint } of await takeOver(tx, now)) {
    const own = await findAlertById(tx, alertId);
    const open = kind === 'snooze' && fingerprint !== null ? await openAlertsWith(tx, fingerprint, MOST) : [];
    for (const { id, severity } of [...(own ? [own] : []), ...open])
      news.set(id, { kind: 'alert_changed', subject: id, severity });
  }
  return addOutboxOnce(tx, [...news.values()]);
}
