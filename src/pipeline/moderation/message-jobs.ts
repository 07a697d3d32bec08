import { waitingOrganisations } from '../../db/chat-messages.ts';
import { type Db, withSystem } from '../../db/scope.ts';
import { orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { type WorkingParts, workMessages } from './work-messages.ts';

/** A message that waits longer was left behind by a crash. */
const SWEEP_AFTER_MS = 15_000;

export const MESSAGE_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_messages', payload: {}, everyMs: 30_000 }];

/** What works on messages; they wait where it is absent. */
export const messageJobs = (
  db: Db,
  enqueue: Jobs['add'],
  parts: WorkingParts | undefined,
): Pick<JobHandlers, 'work_messages' | 'sweep_messages'> => ({
  async work_messages(payload, { signal, log }) {
    if (!parts) return;
    const worked = await workMessages(parts, orgId(payload.orgId), signal);
    if (worked > 0) log.debug({ messages: worked }, 'messages were screened');
  },

  async sweep_messages({ olderThanMs = SWEEP_AFTER_MS }, { log }) {
    const late = await withSystem(db, (tx) => waitingOrganisations(tx, olderThanMs));
    for (const id of late) await enqueueMessages(enqueue, id);
    if (late.length > 0) log.debug({ organisations: late.length }, 'messages are screened late');
  },
});

/** Has an organisation's waiting messages worked on; one job for it waits, however many come. */
export async function enqueueMessages(enqueue: Jobs['add'], id: string): Promise<void> {
  await enqueue('work_messages', { orgId: id }, { dedupeKey: `messages ${id}` });
}
