import { listOrganisations } from '../db/organisations.ts';
import { type Db, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { AmongJobs, JobCounts, Jobs } from '../jobs/queue.ts';

/** What an organisation may see and do of the queue all share. */
export type JobsOf = Pick<Jobs, 'counts' | 'retryDead' | 'dropDead'> & {
  dead(page?: { limit?: number; offset?: number }): ReturnType<Jobs['dead']>;
};

/**
 * The queue as one organisation sees it: the dead jobs that worked for it. What works for all of them, such as a sweep,
 * belongs to the oldest organisation, whose admins run the installation and to which the machine's own keys belong.
 * How many jobs wait and run is told of all: there is one line, and everybody stands in it.
 */
export function jobsOf(jobs: Pick<Jobs, 'counts' | 'dead' | 'retryDead' | 'dropDead'>, db: Db, orgId: OrgId): JobsOf {
  async function ours(): Promise<AmongJobs> {
    const [oldest] = await withSystem(db, listOrganisations);
    return (payload) => (orgOf(payload) ?? oldest?.id) === orgId;
  }
  return {
    dead: async (page) => jobs.dead({ ...page, among: await ours() }),
    retryDead: async (id) => jobs.retryDead(id, await ours()),
    dropDead: async (id) => jobs.dropDead(id, await ours()),
    async counts(): Promise<JobCounts> {
      const counts = await jobs.counts();
      if (counts.dead === 0) return counts;
      return { ...counts, dead: (await jobs.dead({ limit: counts.dead, among: await ours() })).length };
    },
  };
}

function orgOf(payload: unknown): string | undefined {
  const { orgId } = (payload ?? {}) as { orgId?: unknown };
  return typeof orgId === 'string' ? orgId : undefined;
}
