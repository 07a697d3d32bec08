import { type Db, withSystem } from '../../db/scope.ts';
import { waitingOrganisations } from '../../db/waiting-messages.ts';
import { orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { createConversationMemory } from './conversation-memory.ts';
import { createListMemory } from './lists/listed.ts';
import { type WorkingParts, workMessages } from './work-messages.ts';

/** A message that waits longer was left behind by a crash. */
const SWEEP_AFTER_MS = 15_000;
const KEY_MS = 2000;

export const MESSAGE_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_messages', payload: {}, everyMs: 30_000 }];

/** What works on messages; they wait where it is absent. */
export function messageJobs(
  db: Db,
  enqueue: Jobs['add'],
  parts: WorkingParts | undefined,
): Pick<JobHandlers, 'work_messages' | 'sweep_messages'> {
  /** Organisations that this process works on: whoever comes meanwhile only says that there is more. */
  const busy = new Map<string, { more: boolean }>();
  const working = parts && { memory: createConversationMemory(), lists: createListMemory(), ...parts };

  return {
    async work_messages(payload, { signal, log }) {
      if (!working) return;
      const other = busy.get(payload.orgId);
      if (other) {
        other.more = true;
        return;
      }
      const turn = { more: false };
      busy.set(payload.orgId, turn);
      try {
        let worked = 0;
        do {
          turn.more = false;
          worked += await workMessages(working, orgId(payload.orgId), signal);
        } while (turn.more);
        if (worked > 0) log.debug({ messages: worked }, 'messages were screened');
      } finally {
        busy.delete(payload.orgId);
      }
    },

    async sweep_messages({ olderThanMs = SWEEP_AFTER_MS }, { log }) {
      const late = await withSystem(db, (tx) => waitingOrganisations(tx, olderThanMs));
      for (const id of late) await enqueueMessages(enqueue, id);
      if (late.length > 0) log.debug({ organisations: late.length }, 'messages are screened late');
    },
  };
}

/**
 * Has an organisation's waiting messages worked on; one job for it waits, however many come. A job keeps its key until its worker is
 * given up for dead, half a minute and more: with a key for every few seconds, a dead worker keeps back no more than those.
 */
export async function enqueueMessages(enqueue: Jobs['add'], id: string): Promise<void> {
  const dedupeKey = `messages ${id} ${Math.floor(Date.now() / KEY_MS)}`;
  await enqueue('work_messages', { orgId: id }, { dedupeKey });
}
