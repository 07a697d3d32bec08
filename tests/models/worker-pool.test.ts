import { afterEach, describe, expect, test, vi } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { createWorkerPool, type Room, type WorkerPool, type WorkerPoolOptions } from '../../src/models/worker-pool.ts';

type Task = {
  do: 'answer' | 'fail' | 'die' | 'end' | 'wait';
  say?: string;
  until?: Int32Array;
  bytes?: Uint8Array;
};
type OddPool = WorkerPool<Task, { from: unknown }, string>;

const open: OddPool[] = [];
const held: Int32Array[] = [];
const pool = (options: Partial<WorkerPoolOptions> = {}, pack?: (task: Task, room: Room) => Task): OddPool => {
  const odd: WorkerPoolOptions = {
    script: new URL('../fixtures/models/odd-worker.ts', import.meta.url),
    workerData: 'all is well',
    workers: 1,
    queue: 10,
    waitMs: 60_000,
    taskMs: 60_000,
    startMs: 60_000,
    subject: 'Recognition',
    log: silentLog(),
    ...options,
  };
  const made = createWorkerPool<Task, { from: unknown }, string>(odd, pack);
  open.push(made);
  return made;
};
/** A task that blocks its thread until it is let go. */
const waiting = (say: string): { task: Task; letGo(): void } => {
  const until = new Int32Array(new SharedArrayBuffer(4));
  held.push(until);
  const letGo = (): void => {
    Atomics.store(until, 0, 1);
    Atomics.notify(until, 0);
  };
  return { task: { do: 'wait', say, until }, letGo };
};
const answer = (say: string): Task => ({ do: 'answer', say });

afterEach(async () => {
  for (const until of held.splice(0)) {
    Atomics.store(until, 0, 1);
    Atomics.notify(until, 0);
  }
  await Promise.all(open.splice(0).map((each) => each.close()));
});

describe('a pool of worker threads', () => {
  test('tells what the first worker found, and answers each task with its own result', async () => {
    const two = pool({ workers: 2 });
    expect(await two.ready).toEqual({ from: 'all is well' });
    const words = Array.from({ length: 9 }, (_, i) => `answer ${i}`);
    expect(await Promise.all(words.map((word) => two.run(answer(word))))).toEqual(words);
  });

  test('what is packed into a worker’s room is read there, longer or shorter, and is not another worker’s', async () => {
    const rooms: ArrayBufferLike[] = [];
    const two = pool({ workers: 2 }, (task, room) => {
      const text = Buffer.from(task.say ?? '');
      const bytes = room(text.length);
      rooms.push(bytes.buffer);
      bytes.set(text);
      return { ...task, say: 'not read', bytes };
    });
    const said = (text: string): Promise<string> => {
      const { task, letGo } = waiting(text);
      letGo();
      return two.run(task);
    };
    expect(await said('a long line')).toBe('a long line');
    expect(await said('short')).toBe('short');
    expect(await said('')).toBe('');
    expect(new Set(rooms).size).toBe(1);
    const [slow, others] = [waiting('kept'), ['first', 'second', 'third']];
    const answer = two.run(slow.task);
    expect(await Promise.all(others.map(said))).toEqual(others);
    slow.letGo();
    expect(await answer).toBe('kept');
  });

  test('begins another worker only when there is more to do', async () => {
    const three = pool({ workers: 3 });
    await three.run(answer('one at a time'));
    await three.run(answer('one at a time'));
    expect(three.load().workers).toBe(1);
    const [first, second] = [waiting('first'), waiting('second')];
    const both = [three.run(first.task), three.run(second.task)];
    expect(await three.run(answer('past them'))).toBe('past them');
    expect(three.load()).toMatchObject({ workers: 3, busy: 2 });
    first.letGo();
    second.letGo();
    expect(await Promise.all(both)).toEqual(['first', 'second']);
  });

  test('a task that fails says why, and the worker goes on', async () => {
    const one = pool();
    await expect(one.run({ do: 'fail' })).rejects.toThrow('Recognition failed on this one: the picture is odd.');
    await expect(one.run({ do: 'fail' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await one.run(answer('still here'))).toBe('still here');
  });

  test.each(['die', 'end'] as const)('a worker that dies (%s) fails its own task and is replaced', async (how) => {
    const one = pool();
    const results = await Promise.allSettled([
      one.run(answer('before')),
      one.run({ do: how }),
      one.run(answer('after')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'unavailable' });
  });

  test('a task that takes too long is given up, its worker replaced, and what waits is done', async () => {
    const one = pool({ taskMs: 300 });
    await one.ready;
    const stuck = waiting('too late');
    const results = await Promise.allSettled([one.run(stuck.task), one.run(answer('by another'))]);
    expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    expect((results[0] as PromiseRejectedResult).reason.message).toMatch(/took longer than 0.3 s/);
    expect(results[1]).toEqual({ status: 'fulfilled', value: 'by another' });
  });

  test('who waits too long is told so, and threads that were given up are not followed by ever more', async () => {
    const one = pool({ taskMs: 200, waitMs: 700 });
    await one.ready;
    const stuck = [waiting('a'), waiting('b')];
    const results = await Promise.allSettled([...stuck.map(({ task }) => one.run(task)), one.run(answer('c'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(results.map((result) => (result as PromiseRejectedResult).reason.message).join()).toMatch(/too much to do/);
    for (const { letGo } of stuck) letGo();
    // a new thread may take longer to begin than a task may wait here
    const ended = await vi.waitFor(() => one.run(answer('when they have ended')), { timeout: 20_000, interval: 100 });
    expect(ended).toBe('when they have ended');
  });

  test('more than may wait is refused at once, with when to come again', async () => {
    const one = pool({ queue: 2 });
    await one.ready;
    const busy = waiting('busy');
    const first = one.run(busy.task);
    const queued = [one.run(answer('a')), one.run(answer('b'))];
    await expect(one.run(answer('c'))).rejects.toMatchObject({ code: 'unavailable', details: { retry_after: 2 } });
    busy.letGo();
    expect(await Promise.all([first, ...queued])).toEqual(['busy', 'a', 'b']);
    expect(await one.run(answer('c'))).toBe('c');
  });

  test('who does not want the answer any more leaves the queue, and nothing is done for them', async () => {
    const one = pool({ queue: 1 });
    await one.ready;
    const busy = waiting('busy');
    const first = one.run(busy.task);
    const leaving = new AbortController();
    const left = one.run({ do: 'die' }, leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    const next = one.run(answer('in their place'));
    busy.letGo();
    expect(await Promise.all([first, next])).toEqual(['busy', 'in their place']);
    await expect(one.run(answer('never'), AbortSignal.abort(new Error('gone before')))).rejects.toThrow('gone before');
  });

  test('a worker that cannot start fails what waits with the reason, again and again, and ends nothing', async () => {
    const broken = pool({ workerData: 'broken' });
    await expect(broken.ready).rejects.toThrow('nothing to work with');
    await expect(broken.run(answer('?'))).rejects.toThrow('Recognition cannot start: nothing to work with.');
    const slow = pool({ workerData: 'slow to start', startMs: 200 });
    await expect(slow.run(answer('?'))).rejects.toThrow('did not start within 0.2 s');
  });

  test('closed, it refuses what waits, what runs and what comes', async () => {
    const one = pool();
    await one.ready;
    const busy = waiting('never');
    const running = one.run(busy.task);
    const queued = one.run(answer('never'));
    const refused = Promise.allSettled([running, queued]);
    const closing = one.close();
    await one.close();
    busy.letGo();
    await closing;
    for (const result of await refused)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    await expect(one.run(answer('never'))).rejects.toThrow('Recognition is shutting down.');
    expect(one.load()).toEqual({ workers: 0, busy: 0, waiting: 0 });
  });
});
