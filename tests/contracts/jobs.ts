import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/domain/id.ts';
import { GivenUp } from '../../src/errors.ts';
import { type JobBackend, Queue, Worker } from '../../src/jobs/backend.ts';
import { createJobs, type JobContext, type JobHandlers, type Jobs, type JobsOptions } from '../../src/jobs/queue.ts';
import { silentLog } from '../../src/log.ts';

export interface JobsFixture {
  backend: JobBackend;
  /** What a worker in another process connects to; null where only this process can. */
  url: string | null;
  close(): Promise<void>;
}

type CreateOptions = Partial<Omit<JobsOptions, 'handlers'>> & { handlers?: Partial<JobHandlers> };
type Deliver = (outboxId: string, context: JobContext) => Promise<void>;

/** What every queue must do, whatever keeps its jobs. */
export function jobsContract(name: string, open: () => Promise<JobsFixture>): void {
  describe(`jobs on ${name}`, () => {
    let fixture: JobsFixture;
    let prefix: string;
    const running: Jobs[] = [];

    beforeAll(async () => {
      fixture = await open();
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
      const queue = rawQueue();
      await queue.obliterate({ force: true });
      await queue.close();
    });
    afterAll(() => fixture.close());

    const rawQueue = () => new Queue<unknown, void>(prefix, { connection: fixture.backend }).on('error', () => {});
    const fresh = (): void => {
      prefix = `test-${newId()}`;
    };
    function create(deliver: Deliver, { handlers = {}, ...options }: CreateOptions = {}): Jobs {
      const idle = async (): Promise<void> => {};
      const jobs = createJobs({
        backend: fixture.backend,
        prefix,
        handlers: {
          deliver_outbox: ({ outboxId }, context) => deliver(outboxId, context),
          sweep_outbox: idle,
          answer_inbound: idle,
          sweep_inbox: idle,
          expire_sign_ins: idle,
          make_backup: async () => {},
          apply_retention: idle,
          erase_files: idle,
          look_at_picture: idle,
          sweep_pictures: idle,
          renew_faces: idle,
          work_messages: idle,
          sweep_messages: idle,
          describe_case: idle,
          carry_out_action: idle,
          sweep_actions: idle,
          tend_room: idle,
          sweep_rooms: idle,
          tend_ticket: idle,
          sweep_tickets: idle,
          read_tickets: idle,
          follow_tickets: idle,
          tell_appeal: idle,
          deliver_to_target: idle,
          sweep_deliveries: idle,
          fetch_list: idle,
          sweep_lists: idle,
          watch_alerts: idle,
          tell_members: idle,
          close_camera_events: idle,
          sweep_reports: idle,
          make_report: idle,
          recommend_rules: idle,
          index_history: idle,
          sweep_history: idle,
          renew_history: idle,
          score_logins: idle,
          learn_cameras: idle,
          train_anomalies: idle,
          verify_audit: idle,
          ...handlers,
        },
        schedules: [],
        log: silentLog(),
        backoffMs: 40,
        drainMs: 5000,
        graceMs: 200,
        lockMs: 600,
        stalledCheckMs: 300,
        ...options,
      });
      running.push(jobs);
      return jobs;
    }
    const orgId = newId();
    const add = (jobs: Jobs, outboxId: string, options?: Parameters<Jobs['add']>[2]): Promise<string> =>
      jobs.add('deliver_outbox', { orgId, outboxId }, options);
    const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 10_000, interval: 20 });

    test('runs what was added, also what was added before anyone worked', async () => {
      fresh();
      const ran: string[] = [];
      const jobs = create(async (id) => void ran.push(id));
      const [early, late] = [newId(), newId()];
      await add(jobs, early);
      expect(await jobs.counts()).toEqual({ waiting: 1, active: 0, delayed: 0, dead: 0 });
      await jobs.start();
      await add(jobs, late);
      await until(() => expect(ran).toEqual([early, late]));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }));
    });

    test('a key keeps a second job out while the first waits', async () => {
      fresh();
      const ran: string[] = [];
      const jobs = create(async (id) => void ran.push(id));
      const [first, second, third] = [newId(), newId(), newId()];
      const id = await add(jobs, first, { dedupeKey: 'alert:1' });
      expect(await add(jobs, second, { dedupeKey: 'alert:1' })).toBe(id);
      await jobs.start();
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }));
      expect(ran).toEqual([first]);
      await add(jobs, third, { dedupeKey: 'alert:1' });
      await until(() => expect(ran).toEqual([first, third]));
    });

    test('what is added under a key while its job runs is run once more after it, never beside it', async () => {
      fresh();
      const ran: string[] = [];
      let atOnce = 0;
      let most = 0;
      let finish = (): void => {};
      const jobs = create(async (id) => {
        ran.push(id);
        most = Math.max(most, ++atOnce);
        if (ran.length === 1)
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        atOnce--;
      });
      await jobs.start();
      const ids = [newId(), newId(), newId()];
      await add(jobs, ids[0]!, { dedupeKey: 'wake' });
      await until(() => expect(ran).toHaveLength(1));
      await add(jobs, ids[1]!, { dedupeKey: 'wake' });
      await add(jobs, ids[2]!, { dedupeKey: 'wake' });
      finish();
      await until(() => expect(ran).toEqual([ids[0], ids[2]]));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }));
      expect({ ran: ran.length, most }).toEqual({ ran: 2, most: 1 });
    });

    test('a delayed job waits its time, an urgent one goes first', async () => {
      fresh();
      const ran: { id: string; at: number }[] = [];
      const jobs = create(async (id) => void ran.push({ id, at: Date.now() }), { concurrency: 1 });
      const [delayed, later, sooner] = [newId(), newId(), newId()];
      const added = Date.now();
      await add(jobs, delayed, { delayMs: 400 });
      await add(jobs, later, { priority: 9 });
      await add(jobs, sooner, { priority: 1 });
      expect(await jobs.counts()).toMatchObject({ waiting: 2, delayed: 1 });
      await jobs.start();
      await until(() => expect(ran.map((run) => run.id)).toEqual([sooner, later, delayed]));
      expect(ran[2]!.at - added).toBeGreaterThanOrEqual(400);
    });

    test('what may wait is put off while the process is held up, for so long at most; nothing else is', async () => {
      fresh();
      let heldUp = true;
      const ran: string[] = [];
      const note = (what: string) => async () => void ran.push(what);
      const jobs = create(note('news'), {
        handlers: { index_history: note('history'), verify_audit: note('audit') },
        heldUp: () => heldUp,
        putOffMs: 50,
        longestMs: 1200,
      });
      await jobs.start();
      await jobs.add('index_history', { orgId });
      await add(jobs, newId());
      await until(() => expect(ran).toEqual(['news']));
      await until(async () => expect(await jobs.counts()).toMatchObject({ delayed: 1, waiting: 0, dead: 0 }));
      heldUp = false;
      await until(() => expect(ran).toEqual(['news', 'history']));
      heldUp = true;
      await jobs.add('verify_audit', {});
      await until(() => expect(ran).toEqual(['news', 'history', 'audit']));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }));
    });

    test('a failing job is tried again after growing pauses, then finishes', async () => {
      fresh();
      const tries: { attempt: number; at: number }[] = [];
      const jobs = create(async (_, { attempt }) => {
        tries.push({ attempt, at: Date.now() });
        if (attempt < 4) throw new Error('the channel is away');
      });
      await jobs.start();
      await add(jobs, newId());
      await until(() => expect(tries.map((one) => one.attempt)).toEqual([1, 2, 3, 4]));
      const pauses = tries.slice(1).map((one, i) => one.at - tries[i]!.at);
      // 40, 80 and 160 ms, of which chance may leave out half
      pauses.forEach((pause, i) => {
        expect(pause).toBeGreaterThanOrEqual(20 * 2 ** i - 2);
      });
      await until(async () => expect(await jobs.counts()).toMatchObject({ dead: 0, delayed: 0, active: 0 }));
    });

    test('a job that fails for good is listed with its reason, can be run again and can be dropped', async () => {
      fresh();
      let broken = true;
      const ran: number[] = [];
      const jobs = create(
        async (_, { attempt }) => {
          ran.push(attempt);
          if (broken) throw new Error('the channel is gone');
        },
        { attempts: 2 },
      );
      await jobs.start();
      const outboxId = newId();
      const before = Date.now();
      const id = await add(jobs, outboxId, { dedupeKey: 'alert:2' });
      await add(jobs, newId());
      await until(async () => expect(await jobs.dead()).toHaveLength(2));
      const dead = (await jobs.dead()).find((job) => job.id === id)!;
      expect(dead).toMatchObject({ name: 'deliver_outbox', payload: { orgId, outboxId }, attempts: 2 });
      expect(dead.error).toBe('the channel is gone');
      expect(dead.failedAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(await jobs.dead({ limit: 1, offset: 1 })).toHaveLength(1);

      ran.length = 0;
      await jobs.retryDead(id);
      await until(() => expect(ran).toEqual([1, 2]));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 2 }));
      broken = false;
      await jobs.retryDead(id);
      await until(() => expect(ran).toEqual([1, 2, 1]));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 1 }));

      const [other] = await jobs.dead();
      await jobs.dropDead(other!.id);
      expect(await jobs.dead()).toEqual([]);
      for (const gone of [id, other!.id, 'no-such-job']) {
        await expect(jobs.retryDead(gone)).rejects.toMatchObject({ code: 'not_found' });
        await expect(jobs.dropDead(gone)).rejects.toMatchObject({ code: 'not_found' });
      }
    });

    test('what a job gave up is a dead letter at once, with why', async () => {
      fresh();
      const jobs = create(async () => {
        throw new GivenUp('Somebody was not answered.');
      });
      await jobs.start();
      await jobs.add('deliver_outbox', { orgId, outboxId: newId() });
      await until(async () => expect(await jobs.dead()).toHaveLength(1));
      expect((await jobs.dead())[0]).toMatchObject({ attempts: 1, error: 'Somebody was not answered.' });
    });

    test('a payload is checked at both ends, and a job nobody knows is a dead letter at once', async () => {
      fresh();
      const ran: string[] = [];
      const jobs = create(async (id) => void ran.push(id));
      await expect(add(jobs, 'not-an-id')).rejects.toMatchObject({ code: 'invalid_input' });
      const raw = rawQueue();
      await raw.add('deliver_outbox', { orgId, outboxId: 7 }, { attempts: 5 });
      await raw.add('brew_coffee', {}, { attempts: 5 });
      await raw.add('constructor', {}, { attempts: 5 });
      await raw.close();
      await jobs.start();
      await until(async () => expect(await jobs.dead()).toHaveLength(3));
      const why = new Map((await jobs.dead()).map((job) => [job.name, job]));
      expect(why.get('deliver_outbox')).toMatchObject({ attempts: 1, error: expect.stringContaining('outboxId') });
      expect(why.get('brew_coffee')).toMatchObject({
        attempts: 1,
        error: 'no handler knows a job named "brew_coffee"',
      });
      expect(why.get('constructor')).toMatchObject({ attempts: 1 });
      expect(ran).toEqual([]);
    });

    test('schedules run by themselves, by the clock of their zone, and end when they are no longer wanted', async () => {
      fresh();
      let sweeps = 0;
      const handlers = {
        deliver_outbox: async () => {},
        sweep_outbox: async () => void sweeps++,
        answer_inbound: async () => {},
        sweep_inbox: async () => {},
        expire_sign_ins: async () => {},
        make_backup: async () => {},
        apply_retention: async () => {},
        erase_files: async () => {},
        look_at_picture: async () => {},
        sweep_pictures: async () => {},
        renew_faces: async () => {},
        work_messages: async () => {},
        sweep_messages: async () => {},
        describe_case: async () => {},
        carry_out_action: async () => {},
        sweep_actions: async () => {},
        tend_room: async () => {},
        sweep_rooms: async () => {},
        tend_ticket: async () => {},
        sweep_tickets: async () => {},
        read_tickets: async () => {},
        follow_tickets: async () => {},
        tell_appeal: async () => {},
        deliver_to_target: async () => {},
        sweep_deliveries: async () => {},
        fetch_list: async () => {},
        sweep_lists: async () => {},
        watch_alerts: async () => {},
        tell_members: async () => {},
        close_camera_events: async () => {},
        sweep_reports: async () => {},
        make_report: async () => {},
        recommend_rules: async () => {},
        index_history: async () => {},
        sweep_history: async () => {},
        renew_history: async () => {},
        score_logins: async () => {},
        learn_cameras: async () => {},
        train_anomalies: async () => {},
        verify_audit: async () => {},
      };
      const jobs = create(async () => {}, {
        handlers,
        schedules: [
          { name: 'sweep_outbox', payload: {}, everyMs: 200 },
          { name: 'verify_audit', payload: {}, cron: '30 4 * * *', timeZone: 'Asia/Kolkata' },
        ],
      });
      await jobs.start();
      await until(() => expect(sweeps).toBeGreaterThanOrEqual(3));
      const raw = rawQueue();
      const daily = (await raw.getJobSchedulers()).find((scheduler) => scheduler.key === 'verify_audit');
      // India keeps UTC+05:30 all year
      expect(new Date(daily!.next!).toISOString()).toMatch(/T23:00:00\.000Z$/);
      await jobs.stop();

      const slower = create(async () => {}, {
        handlers,
        schedules: [{ name: 'sweep_outbox', payload: {}, everyMs: 3_600_000 }],
      });
      await slower.start();
      expect((await raw.getJobSchedulers()).map(({ key, every }) => ({ key, every: Number(every) }))).toEqual([
        { key: 'sweep_outbox', every: 3_600_000 },
      ]);
      await raw.close();
    });

    test('a schedule that keeps failing leaves one dead letter, its last', async () => {
      fresh();
      let sweeps = 0;
      const jobs = create(async () => {}, {
        attempts: 1,
        handlers: {
          deliver_outbox: async () => {},
          sweep_outbox: async () => {
            throw new Error(`broken ${++sweeps}`);
          },
          answer_inbound: async () => {},
          sweep_inbox: async () => {},
          expire_sign_ins: async () => {},
          make_backup: async () => {},
          apply_retention: async () => {},
          erase_files: async () => {},
          look_at_picture: async () => {},
          sweep_pictures: async () => {},
          renew_faces: async () => {},
          work_messages: async () => {},
          sweep_messages: async () => {},
          describe_case: async () => {},
          carry_out_action: async () => {},
          sweep_actions: async () => {},
          tend_room: async () => {},
          sweep_rooms: async () => {},
          tend_ticket: async () => {},
          sweep_tickets: async () => {},
          read_tickets: async () => {},
          follow_tickets: async () => {},
          tell_appeal: async () => {},
          deliver_to_target: async () => {},
          sweep_deliveries: async () => {},
          fetch_list: async () => {},
          sweep_lists: async () => {},
          watch_alerts: async () => {},
          tell_members: async () => {},
          close_camera_events: async () => {},
          sweep_reports: async () => {},
          make_report: async () => {},
          recommend_rules: async () => {},
          index_history: async () => {},
          sweep_history: async () => {},
          renew_history: async () => {},
          score_logins: async () => {},
          learn_cameras: async () => {},
          train_anomalies: async () => {},
          verify_audit: async () => {},
        },
        schedules: [{ name: 'sweep_outbox', payload: {}, everyMs: 150 }],
      });
      await jobs.start();
      await until(() => expect(sweeps).toBeGreaterThanOrEqual(4));
      await until(async () => {
        const dead = await jobs.dead();
        expect(dead).toHaveLength(1);
        expect(Number(dead[0]!.error.slice('broken '.length))).toBeGreaterThanOrEqual(3);
        await jobs.dropDead(dead[0]!.id);
      });
    });

    test('stop lets the running job finish and takes no other', async () => {
      fresh();
      const [first, second] = [newId(), newId()];
      const taken: string[] = [];
      let finish = (): void => {};
      const jobs = create(
        async (id) => {
          taken.push(id);
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          taken.push(`${id} done`);
        },
        { concurrency: 1 },
      );
      await jobs.start();
      await add(jobs, first);
      await until(() => expect(taken).toEqual([first]));
      await add(jobs, second);
      let stopped = false;
      const stopping = jobs.stop().then(() => {
        stopped = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(stopped).toBe(false);
      finish();
      await stopping;
      expect(taken).toEqual([first, `${first} done`]);
      await expect(async () => add(jobs, newId())).rejects.toMatchObject({ code: 'unavailable' });

      const ran: string[] = [];
      const next = create(async (id) => void ran.push(id));
      await next.start();
      await until(() => expect(ran).toEqual([second]));
    });

    test.each(['obeys', 'does not obey'] as const)(
      'a job that outlasts stop and %s is aborted and runs elsewhere',
      async (how) => {
        fresh();
        let aborted = false;
        let taken = false;
        const jobs = create(
          (_, { signal }) => {
            taken = true;
            return new Promise<void>((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                aborted = true;
                if (how === 'obeys') reject(signal.reason);
              });
            });
          },
          { drainMs: 50, graceMs: 100, attempts: 1 },
        );
        await jobs.start();
        const outboxId = newId();
        await add(jobs, outboxId);
        await until(() => expect(taken).toBe(true));
        await jobs.stop();
        expect(aborted).toBe(true);

        const ran: { id: string; attempt: number }[] = [];
        const next = create(async (id, { attempt }) => void ran.push({ id, attempt }));
        await next.start();
        await until(() => expect(ran).toEqual([{ id: outboxId, attempt: 1 }]));
        expect(await next.dead()).toEqual([]);
      },
    );

    test('the job of a worker that died is taken over', async () => {
      fresh();
      const ran: string[] = [];
      const jobs = create(async (id) => void ran.push(id));
      const outboxId = newId();
      const die = fixture.url
        ? await workerInAnotherProcess(fixture, prefix)
        : await workerThatIsNeverHeard(fixture, prefix);
      await add(jobs, outboxId);
      await die();
      expect(await jobs.counts()).toMatchObject({ active: 1 });
      await jobs.start();
      await until(() => expect(ran).toEqual([outboxId]));
      await until(async () => expect(await jobs.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }));
    });
  });
}

/** Starts a worker; the returned function waits until it holds a job, then kills it where it stands. */
async function workerInAnotherProcess({ backend, url }: JobsFixture, prefix: string): Promise<() => Promise<void>> {
  const pinned = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  const script = fileURLToPath(new URL('./jobs-that-hang.ts', import.meta.url));
  const child = spawn(existsSync(pinned) ? pinned : process.execPath, [script, backend.kind, url!, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return async () => {
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('taken\n');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
}

/** The same within this process: a worker that takes a job, never renews its lock and is cut off. */
async function workerThatIsNeverHeard({ backend }: JobsFixture, prefix: string): Promise<() => Promise<void>> {
  let take = (): void => {};
  const taken = new Promise<void>((resolve) => {
    take = resolve;
  });
  const hang = (): Promise<void> => {
    take();
    return new Promise(() => {});
  };
  const worker = new Worker<unknown, void>(prefix, hang, {
    connection: backend,
    lockDuration: 600,
    skipLockRenewal: true,
    skipStalledCheck: true,
  });
  worker.on('error', () => {});
  return async () => {
    await taken;
    await worker.close(true);
  };
}
