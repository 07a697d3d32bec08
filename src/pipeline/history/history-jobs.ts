import { organisationsWithHistory } from '../../db/history-changes.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { withSystem } from '../../db/scope.ts';
import { type OrgId, orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { type IndexingParts, indexHistory } from './index-history.ts';

/** Changes that nobody told of are looked for this often; new days of logins, and what another model left, now and then. */
export const HISTORY_SCHEDULES: readonly Schedule[] = [
  { name: 'sweep_history', payload: {}, everyMs: 30_000 },
  { name: 'renew_history', payload: {}, everyMs: 600_000 },
];

/** What keeps the history up to date; nothing where it is not set up. */
export function historyJobs(
  enqueue: Jobs['add'],
  parts: IndexingParts | undefined,
): Pick<JobHandlers, 'index_history' | 'sweep_history' | 'renew_history'> {
  return {
    async index_history({ orgId: id }, { signal, log }) {
      if (!parts) return;
      const done = await indexHistory(parts, orgId(id), signal);
      if (done.written + done.removed + done.embedded > 0)
        log.debug({ orgId: id, ...done }, 'history was brought up to date');
      if (done.more) await enqueueHistory(enqueue, orgId(id));
    },

    async sweep_history({ olderThanMs = SWEEP_AFTER_MS }) {
      if (!parts) return;
      for (const id of await withSystem(parts.db, (tx) => organisationsWithHistory(tx, olderThanMs)))
        await enqueueHistory(enqueue, id);
    },

    async renew_history() {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations)) await enqueueHistory(enqueue, id);
    },
  };
}

/** A change younger than this is probably on its way. */
const SWEEP_AFTER_MS = 10_000;
/** What changes in bursts is taken in once. */
const AFTER_MS = 1_000;

/** Has an organisation's history brought up to date in a moment; one job for it waits, however much changes. */
async function enqueueHistory(enqueue: Jobs['add'], id: OrgId): Promise<void> {
  await enqueue('index_history', { orgId: id }, { dedupeKey: `history ${id}`, delayMs: AFTER_MS, priority: 10 });
}

/** After a commit: what changed is taken in soon, of this organisation, or of whichever it was. */
export async function wakeHistory(enqueue: Jobs['add'], id?: OrgId): Promise<void> {
  if (id !== undefined) return enqueueHistory(enqueue, id);
  await enqueue('sweep_history', { olderThanMs: 0 }, { dedupeKey: 'wake history', delayMs: AFTER_MS, priority: 10 });
}
