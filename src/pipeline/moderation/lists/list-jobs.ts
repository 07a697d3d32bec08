import { listsDue } from '../../../db/block-lists.ts';
import { type Db, withSystem } from '../../../db/scope.ts';
import { orgId } from '../../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../../jobs/queue.ts';
import { type FetchingParts, refreshList } from './refresh-list.ts';

export const LIST_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_lists', payload: {}, everyMs: 60_000 }];

/** What fetches lists that others keep; they stay as they are where `parts` is absent. */
export const listJobs = (
  db: Db,
  enqueue: Jobs['add'],
  now: () => Date,
  parts: FetchingParts | undefined,
): Pick<JobHandlers, 'fetch_list' | 'sweep_lists'> => ({
  async fetch_list({ orgId: id, listId }, { signal }) {
    if (parts) await refreshList(parts, orgId(id), listId, { signal });
  },

  async sweep_lists() {
    if (!parts) return;
    for (const { orgId: id, id: listId } of await withSystem(db, (tx) => listsDue(tx, now())))
      await enqueue('fetch_list', { orgId: id, listId }, { dedupeKey: `list ${listId}` });
  },
});
