import { z } from 'zod';
import type { DeadJob } from '../../jobs/queue.ts';
import { audit } from '../../pipeline/audit.ts';
import { jobsOf } from '../../pipeline/jobs-of.ts';
import { defineRoute, type RouteContext } from '../define-route.ts';
import { idParams, listOf, numberCursor, pageOf, pageQuery } from './shapes.ts';

const tag = 'jobs';

// NOTE a job's payload carries ids of whichever organisation it works for, so it is not shown.
const deadJob = z.object({
  id: z.string(),
  name: z.string(),
  error: z.string(),
  attempts: z.int(),
  failed_at: z.iso.datetime(),
});
const deadJobShape = (job: DeadJob): z.input<typeof deadJob> => ({
  id: job.id,
  name: job.name,
  error: job.error,
  attempts: job.attempts,
  failed_at: job.failedAt.toISOString(),
});

const ours = ({ services, principal }: RouteContext) => jobsOf(services.jobs, services.db, principal.orgId);

export const jobRoutes = [
  defineRoute({
    method: 'get',
    path: '/jobs',
    tag,
    summary: 'How many jobs wait, run, are put off, and have died',
    permission: 'jobs.read',
    answer: z.object({ waiting: z.int(), active: z.int(), delayed: z.int(), dead: z.int() }),
    handle: (context) => ours(context).counts(),
  }),
  defineRoute({
    method: 'get',
    path: '/jobs/dead',
    tag,
    summary: 'Jobs that failed for good, newest first',
    description: 'Those of your organisation; those that work for all organisations are shown to the oldest one.',
    permission: 'jobs.read',
    query: z.strictObject(pageQuery),
    answer: listOf(deadJob),
    async handle(context, { query: { limit, cursor } }) {
      const offset = numberCursor(cursor) ?? 0;
      const rows = await ours(context).dead({ limit: limit + 1, offset });
      return pageOf(rows, limit, deadJobShape, () => String(offset + limit));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/jobs/dead/:id/retry',
    tag,
    summary: 'Run a dead job again',
    permission: 'jobs.write',
    params: idParams,
    status: 204,
    async handle(context, { params }) {
      await ours(context).retryDead(params.id);
      await context.work((w) => audit(w, { action: 'job.retry', subject: params.id }));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/jobs/dead/:id',
    tag,
    summary: 'Forget a dead job',
    permission: 'jobs.write',
    params: idParams,
    status: 204,
    async handle(context, { params }) {
      await ours(context).dropDead(params.id);
      await context.work((w) => audit(w, { action: 'job.drop', subject: params.id }));
    },
  }),
];
