import { unfannedOutbox } from '../../db/deliveries.ts';
import { targetsDue } from '../../db/delivery-targets.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import { type OrgId, orgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import type { Announcement, News } from '../../messages/outbound.ts';
import { type DeliveringParts, deliverToTarget } from './deliver-to-target.ts';
import { fanOut } from './fan-out.ts';

/** A row younger than this is probably on its way. */
const SWEEP_AFTER_MS = 30_000;

export const DELIVERY_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_deliveries', payload: {}, everyMs: 15_000 }];

export interface DeliveryJobParts extends DeliveringParts {
  /** A matter as it stands now, with addresses that people outside can open. */
  compose(tx: OrgDb, announcement: Announcement, language: Language): Promise<News | null>;
}

/**
 * Hands an outbox row to the targets beside the chat, and has those told now that are due. Never throws: what fails here keeps
 * nothing from the chat, and is swept up later.
 */
export async function handOut(
  { db, now, compose, log }: DeliveryJobParts,
  enqueue: Jobs['add'],
  id: OrgId,
  outboxId: string,
): Promise<void> {
  try {
    const due = await withOrg(db, id, (tx) =>
      fanOut(tx, outboxId, (announcement, language) => compose(tx, announcement, language), now()),
    );
    for (const targetId of due) await enqueueTarget(enqueue, id, targetId);
  } catch (err) {
    log.warn({ err }, 'news could not be handed to the places of delivery; it is tried again');
  }
}

/** What brings news to e-mail, webhooks and MQTT; it waits where `parts` is absent. */
export const deliveryJobs = (
  db: Db,
  enqueue: Jobs['add'],
  now: () => Date,
  parts: DeliveryJobParts | undefined,
): Pick<JobHandlers, 'deliver_to_target' | 'sweep_deliveries'> => ({
  async deliver_to_target(payload, { signal }) {
    if (!parts) return;
    const again = await deliverToTarget(parts, orgId(payload.orgId), payload.targetId, signal);
    // should this be lost, a sweep finds it once it is due
    if (again)
      await enqueue('deliver_to_target', payload, {
        dedupeKey: `target ${payload.targetId} ${again.getTime()}`,
        delayMs: Math.max(0, again.getTime() - now().getTime()),
      });
  },

  async sweep_deliveries(_, { log }) {
    if (!parts) return;
    const left = await withSystem(db, (tx) => unfannedOutbox(tx, SWEEP_AFTER_MS));
    for (const row of left) await handOut(parts, enqueue, row.orgId, row.outboxId);
    const due = await withSystem(db, (tx) => targetsDue(tx, now()));
    for (const one of due) await enqueueTarget(enqueue, one.orgId, one.id);
    if (left.length + due.length > 0)
      log.debug({ rows: left.length, targets: due.length }, 'news is sent on its way beside the chat');
  },
});

/** Has a target told what is due for it. */
export const enqueueTarget = (enqueue: Jobs['add'], org: OrgId, targetId: string): Promise<unknown> =>
  enqueue('deliver_to_target', { orgId: org, targetId }, { dedupeKey: `target ${targetId}` });
