import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { z } from 'zod';
import { GivenUp, SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type JobBackend, prepareBackend, Queue, Worker } from './backend.ts';
import { isJobName, JOBS, type JobName, type JobPayload, MAY_WAIT } from './contract.ts';

/** What a handler may use besides its payload. */
export interface JobContext {
  /** Aborted when the service stops and this job has used up its time to finish, or when another worker took it over. */
  signal: AbortSignal;
  /** 1 for the first try. */
  attempt: number;
  log: Log;
}

/** One handler for every job; each may run more than once for the same job and must not mind. */
export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>, context: JobContext) => Promise<void> };

/** When a job runs by itself: every so many milliseconds, or by a cron pattern in a time zone. */
export type Schedule = { [N in JobName]: { name: N; payload: JobPayload<N> } }[JobName] &
  ({ everyMs: number } | { cron: string; timeZone: string });

export interface AddOptions {
  /**
   * While a job with this key waits, another is not added. While it runs, one more is kept and runs after it (the last
   * one's payload): the running one may have looked too early.
   */
  dedupeKey?: string;
  delayMs?: number;
  /** Smaller runs earlier; jobs without one run first. */
  priority?: number;
  /** Where it waits, and in whose slots it runs; `main` where absent. */
  lane?: Lane;
}

/**
 * Jobs of one lane never wait for those of another. `turns` is for what mostly waits itself, for a language model say: many of those
 * run at once.
 */
export const LANES = ['main', 'turns'] as const;
export type Lane = (typeof LANES)[number];

/** A job that failed for good. */
export interface DeadJob {
  id: string;
  name: string;
  payload: unknown;
  error: string;
  attempts: number;
  failedAt: Date;
}

/** Which dead jobs there are at all for the asker, by their payload; the others are as unknown as no job. */
export type AmongJobs = (payload: unknown) => boolean;

export interface JobCounts {
  waiting: number;
  active: number;
  delayed: number;
  dead: number;
}

/** At-least-once jobs that survive the process. */
export interface Jobs {
  /** Begins to work and to keep the schedules; a process that only adds jobs need not call it. */
  start(): Promise<void>;
  /** Takes no more jobs, lets the running ones finish, then aborts them: those run again elsewhere. */
  stop(): Promise<void>;
  /** Queues a job and returns its id, or the id of the one that holds its `dedupeKey`. */
  add<N extends JobName>(name: N, payload: JobPayload<N>, options?: AddOptions): Promise<string>;
  counts(): Promise<JobCounts>;
  /** Newest first; `offset` counts those that `among` lets through. */
  dead(page?: { limit?: number; offset?: number; among?: AmongJobs }): Promise<DeadJob[]>;
  /** Runs a dead job again, with all its attempts; `not_found` where there is none. */
  retryDead(id: string, among?: AmongJobs): Promise<void>;
  /** Forgets a dead job; `not_found` where there is none. */
  dropDead(id: string, among?: AmongJobs): Promise<void>;
}

export interface JobsOptions {
  backend: JobBackend;
  handlers: JobHandlers;
  log: Log;
  schedules: readonly Schedule[];
  /** The queue's name; two services that share a Redis or a database need two. */
  prefix?: string;
  /** Jobs at a time in this process: of the main lane, and of turns. */
  concurrency?: number;
  turns?: number;
  /** Tries before a job is dead, and the first pause between two; it doubles, and up to half of it is left out by chance. */
  attempts?: number;
  backoffMs?: number;
  /** How long a running job may take to finish once the service stops, and to obey once it is aborted. */
  drainMs?: number;
  graceMs?: number;
  /** A worker that has not been heard of for `lockMs` has lost its jobs; looked for every `stalledCheckMs`. */
  lockMs?: number;
  stalledCheckMs?: number;
  /** How long to wait for the backend at first use. */
  connectMs?: number;
  /** Whether this process has more urgent things to do: what may wait is put off by so many ms, and for so long at most. */
  heldUp?: () => boolean;
  putOffMs?: number;
  longestMs?: number;
}

/** A job that took its worker down with it more often than this is dead. */
const MAX_STALLS = 3;
const DEAD_PAGE = 200;

const everyJob = (): boolean => true;

/** The typed queue over BullMQ, on Redis or on the database. */
export function createJobs(options: JobsOptions): Jobs {
  const { backend, handlers, log, schedules } = options;
  const { concurrency = 8, turns = 8, attempts = 5, backoffMs = 1000, connectMs = 10_000 } = options;
  const { drainMs = 20_000, graceMs = 2000, lockMs = 30_000, stalledCheckMs = 15_000 } = options;
  const { heldUp = () => false, putOffMs = 5000, longestMs = 10 * 60_000 } = options;
  const nameOf = (lane: Lane): string => `${options.prefix ?? 'safenest'}${lane === 'main' ? '' : `-${lane}`}`;
  let preparing: Promise<void> | undefined;
  /** Once, however many lanes are opened at the same time. */
  const prepared = (): Promise<void> => {
    preparing ??= prepareBackend(backend).catch((error: unknown) => {
      preparing = undefined;
      unreachable(error);
    });
    return preparing;
  };
  const slots: Record<Lane, number> = { main: concurrency, turns };
  const opened = new Map<Lane, Promise<JobQueue>>();
  const workers = new Map<Lane, JobWorker>();
  let stopping = false;
  let closed = false;

  async function open(lane: Lane): Promise<JobQueue> {
    await prepared();
    const queue = new Queue<unknown, void>(nameOf(lane), {
      connection: backend,
      defaultJobOptions: {
        attempts,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: true,
      },
    });
    queue.on('error', (error) => log.warn({ err: error }, 'the job queue has trouble'));
    try {
      await within(connectMs, queue.waitUntilReady());
    } catch (error) {
      void queue.disconnect().catch(() => {});
      unreachable(error);
    }
    return queue;
  }

  const queue = (lane: Lane): Promise<JobQueue> => {
    if (closed) throw new SafeNestError('unavailable', 'The job queue has been stopped.');
    const before = opened.get(lane);
    if (before) return before;
    const opening = open(lane).catch((error) => {
      opened.delete(lane);
      throw error;
    });
    opened.set(lane, opening);
    return opening;
  };
  const queues = (): Promise<[Lane, JobQueue][]> =>
    Promise.all(LANES.map(async (lane): Promise<[Lane, JobQueue]> => [lane, await queue(lane)]));

  async function add(
    name: JobName,
    payload: unknown,
    { dedupeKey, delayMs, priority, lane = 'main' }: AddOptions = {},
  ): Promise<string> {
    const data = JOBS[name].safeParse(payload);
    if (!data.success) throw new SafeNestError('invalid_input', `Job ${name}: ${z.prettifyError(data.error)}`);
    const deduplication = dedupeKey === undefined ? undefined : { id: dedupeKey, keepLastIfActive: true };
    const job = await (await queue(lane)).add(name, data.data, { delay: delayMs, priority, deduplication });
    return idIn(lane, job);
  }

  // The third parameter must be named: BullMQ looks at the function's length to see who wants a signal.
  async function perform(job: Job<unknown, void>, token: string | undefined, signal?: AbortSignal): Promise<void> {
    const giveUp = signal ?? new AbortController().signal;
    const context = { signal: giveUp, attempt: job.attemptsMade + 1, log: log.child({ job: job.name, jobId: job.id }) };
    if (!isJobName(job.name)) throw new UnrecoverableError(`no handler knows a job named "${job.name}"`);
    // What a schedule makes cannot be removed on PostgreSQL, once dead; so it only adds the job that does the work.
    if (job.repeatJobKey) {
      await add(job.name, job.data, { dedupeKey: `schedule ${job.repeatJobKey}` });
      return;
    }
    if (MAY_WAIT.has(job.name) && heldUp() && Date.now() - job.timestamp < longestMs) {
      await job.moveToDelayed(Date.now() + putOffMs, token);
      throw new DelayedError();
    }
    try {
      await untilAborted(call(handlers, job.name, job.data, context), giveUp, graceMs);
    } catch (error) {
      if (error instanceof GivenUp) throw new UnrecoverableError(error.message);
      if (!stopping || !giveUp.aborted) throw error;
      // Interrupted by us, not failed: it goes back as it was, without losing an attempt.
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  async function buried(lane: Lane, job: Job<unknown, void>): Promise<void> {
    log.error({ job: job.name, jobId: job.id, attempts: job.attemptsMade, reason: job.failedReason }, 'a job is dead');
    if (job.deduplicationId === undefined) return;
    // What has the same key failed for the same matter, a schedule again and again: the last failure says it all.
    for (const older of await (await queue(lane)).getFailed(0, 99))
      if (older.deduplicationId === job.deduplicationId && older.id !== job.id) await older.remove();
  }

  function startWorker(lane: Lane): JobWorker {
    const worker = new Worker<unknown, void>(nameOf(lane), perform, {
      connection: backend,
      concurrency: slots[lane],
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: MAX_STALLS,
      runRetryDelay: 2000,
    });
    worker.on('error', (error) => log.warn({ err: error }, 'the job worker has trouble'));
    worker.on('stalled', (jobId) => log.warn({ jobId }, 'a job was taken over from a worker that is gone'));
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) worker.cancelJob(id, 'another worker took this job over');
    });
    worker.on('failed', (job, error) => {
      if (!job) return;
      if (job.finishedOn)
        buried(lane, job).catch((err) => log.warn({ err }, 'older dead letters with the same key were kept'));
      else
        log.warn(
          { err: error, job: job.name, jobId: job.id, attempt: job.attemptsMade },
          'a job failed; it is retried',
        );
    });
    return worker;
  }

  async function keepSchedules(queue: JobQueue): Promise<void> {
    for (const schedule of schedules) {
      const when = 'cron' in schedule ? { pattern: schedule.cron, tz: schedule.timeZone } : { every: schedule.everyMs };
      const opts = { removeOnFail: true };
      await queue.upsertJobScheduler(schedule.name, when, { name: schedule.name, data: schedule.payload, opts });
    }
    const wanted = new Set<string>(schedules.map((schedule) => schedule.name));
    for (const { key } of await queue.getJobSchedulers()) if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }

  async function deadJob(id: string, among: AmongJobs = everyJob): Promise<Job<unknown, void>> {
    const [lane, own] = laneOf(id);
    const job = await (await queue(lane)).getJob(own);
    if (job && (await job.isFailed()) && among(job.data)) return job;
    throw new SafeNestError('not_found', `There is no dead job with the id ${id}.`);
  }

  return {
    async start() {
      await queues();
      await keepSchedules(await queue('main'));
      for (const lane of LANES) workers.set(lane, startWorker(lane));
      const ready = [...workers.values()].map((worker) => worker.waitUntilReady());
      await within(connectMs, Promise.all(ready)).catch(unreachable);
    },

    async stop() {
      if (stopping) return;
      stopping = true;
      const ending = [...workers.values()].map(async (running) => {
        const patience = setTimeout(() => running.cancelAllJobs('the service is stopping'), drainMs);
        await within(drainMs + graceMs + 5000, running.close()).catch((err) =>
          log.warn({ err }, 'jobs were left behind'),
        );
        clearTimeout(patience);
      });
      await Promise.all(ending);
      closed = true;
      for (const opening of opened.values()) {
        const queue = await opening.catch(() => undefined);
        if (queue) await within(5000, queue.close()).catch((err) => log.warn({ err }, 'the job queue did not close'));
      }
    },

    add,

    async counts() {
      const all = (await queues()).map(([, one]) =>
        one.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
      );
      const counted = await Promise.all(all);
      const n = (state: string): number => counted.reduce((sum, found) => sum + (found[state] ?? 0), 0);
      return { waiting: n('wait') + n('prioritized'), active: n('active'), delayed: n('delayed'), dead: n('failed') };
    },

    async dead({ limit = 100, offset = 0, among = everyJob } = {}) {
      const found: DeadJob[] = [];
      for (const [lane, queue] of await queues()) {
        const enough = found.length + offset + limit;
        // A page at a time: the queue knows nothing of whose a job is, and refuses an offset beyond its integers.
        for (let at = 0; found.length < enough; at += DEAD_PAGE) {
          const page = await queue.getFailed(at, at + DEAD_PAGE - 1);
          for (const job of page) if (among(job.data)) found.push(deadOf(lane, job));
          if (page.length < DEAD_PAGE) break;
        }
      }
      return found.toSorted((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(offset, offset + limit);
    },

    async retryDead(id, among) {
      const job = await deadJob(id, among);
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    },

    async dropDead(id, among) {
      await (await deadJob(id, among)).remove();
    },
  };
}

const deadOf = (lane: Lane, job: Job<unknown, void>): DeadJob => ({
  id: idIn(lane, job),
  name: job.name,
  payload: job.data,
  error: job.failedReason ?? 'unknown',
  attempts: job.attemptsMade,
  failedAt: new Date(job.finishedOn ?? job.timestamp),
});

/** A job's id says its lane: each lane counts for itself. */
const idIn = (lane: Lane, { id }: Job<unknown, void>): string => (lane === 'main' ? id! : `${lane}:${id}`);
function laneOf(id: string): [Lane, string] {
  const lane = LANES.find((one) => id.startsWith(`${one}:`));
  return lane ? [lane, id.slice(lane.length + 1)] : ['main', id];
}

type JobQueue = InstanceType<typeof Queue<unknown, void>>;
type JobWorker = InstanceType<typeof Worker<unknown, void>>;

async function call<N extends JobName>(
  handlers: JobHandlers,
  name: N,
  data: unknown,
  context: JobContext,
): Promise<void> {
  const payload = JOBS[name].safeParse(data);
  if (!payload.success)
    throw new UnrecoverableError(`the payload of ${name} is wrong: ${z.prettifyError(payload.error)}`);
  await handlers[name](payload.data as JobPayload<N>, context);
}

/** The work's outcome; once aborted, it has `graceMs` left to come. */
async function untilAborted(work: Promise<void>, signal: AbortSignal, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let abandon = (): void => {};
  const abandoned = new Promise<never>((_, reject) => {
    abandon = () => {
      timer = setTimeout(() => reject(new Error('aborted, and did not stop in time')), graceMs);
    };
    signal.addEventListener('abort', abandon, { once: true });
  });
  try {
    await Promise.race([work, abandoned]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abandon);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(cause: unknown): never {
  throw new SafeNestError('unavailable', 'The job queue cannot be reached; check REDIS_URL, or the database.', {
    cause,
  });
}
