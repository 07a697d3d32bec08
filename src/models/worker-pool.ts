import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';

/** What a worker is told. After `end` it gives back what it holds and lets its thread run out. */
export type ToWorker<Task> = { kind: 'task'; id: number; task: Task } | { kind: 'end' };
/** What it answers: `ready` once, with whatever it found out, then one answer per task. */
export type FromWorker<Ready, Result> =
  | { kind: 'ready'; ready: Ready }
  | { kind: 'done'; id: number; result: Result }
  | { kind: 'failed'; id: number; reason: string };

export interface WorkerPoolOptions {
  script: URL;
  workerData: unknown;
  /** At most; the first is started at once, the others when there is more to do than those there are can take. */
  workers: number;
  /** Tasks that may wait; one more is refused. */
  queue: number;
  /** How long a task may wait, how long it may then take, and how long a worker may take to start, in milliseconds. */
  waitMs: number;
  taskMs: number;
  startMs: number;
  /** What the tasks are, for errors: `Recognition`. */
  subject: string;
  log: Log;
}

export interface WorkerPool<Task, Ready, Result> {
  /** What the first worker found out when it started. */
  ready: Promise<Ready>;
  /** Fails with `unavailable` when too much is waiting already, when the task waits or takes too long or its worker dies, or when closed. */
  run(task: Task, signal?: AbortSignal): Promise<Result>;
  /** How much is being done and waits. */
  load(): { workers: number; busy: number; waiting: number };
  /** What waits and what runs is refused; ends when the threads have. */
  close(): Promise<void>;
}

interface Job<Task, Result> {
  id: number;
  task: Task;
  /** Milliseconds since the process began. */
  since: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Member<Task, Result> {
  worker: Worker;
  room: Room;
  started: boolean;
  job: Job<Task, Result> | null;
  timer: NodeJS.Timeout;
}

/**
 * So many bytes that a worker's thread reads as well: what is put there need not be copied again to be sent. They are for one task
 * of that worker, and the next one's afterwards.
 */
export type Room = (bytes: number) => Uint8Array<SharedArrayBuffer>;

/** A worker that cannot start is tried again at most this soon. */
const PAUSE_MS = 1_000;
/** How long closing waits for threads that are in the middle of something. */
const END_MS = 10_000;
/** Up to so many bytes of a worker's room are kept for what it does next: a picture of five million pixels. */
const MOST_KEPT = 16_000_000;

/**
 * Worker threads that do one task at a time each. A worker that dies or takes too long is replaced; its task fails and is not
 * tried again, as it may be what killed it.
 *
 * NOTE: no thread is ever terminated. One that is cut off inside native code of ONNX Runtime takes the whole process with it, so a
 * worker that takes too long is left to finish, and told to end when it has.
 *
 * `pack` may put what is large in a task into the room of the worker that does it, and answers the task as it is sent.
 */
export function createWorkerPool<Task, Ready, Result>(
  options: WorkerPoolOptions,
  pack: (task: Task, room: Room) => Task = (task) => task,
): WorkerPool<Task, Ready, Result> {
  const { subject, log } = options;
  const members = new Set<Member<Task, Result>>();
  /** Given up, and not yet at an end. */
  const retired = new Set<Worker>();
  const waiting: Job<Task, Result>[] = [];
  const first = Promise.withResolvers<Ready>();
  // Whoever never asks for it should not end the process with its failure.
  first.promise.catch(() => {});
  let closed = false;
  let nextId = 1;
  let notBefore = 0;
  let later: NodeJS.Timeout | undefined;

  const unavailable = (message: string): SafeNestError =>
    new SafeNestError('unavailable', message, { details: { retry_after: 2 } });
  const end = (worker: Worker): void => worker.postMessage({ kind: 'end' } satisfies ToWorker<Task>);

  function start(): void {
    const worker = new Worker(options.script, { workerData: options.workerData, execArgv: [] });
    const member: Member<Task, Result> = {
      worker,
      room: roomOfWorker(),
      started: false,
      job: null,
      timer: setTimeout(() => lose(member, `did not start within ${options.startMs / 1000} s`), options.startMs),
    };
    members.add(member);
    worker.on('message', (message: FromWorker<Ready, Result>) => hear(member, message));
    worker.on('error', (error: unknown) => lose(member, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => {
      lose(member, `ended by itself (${code})`);
      retired.delete(worker);
      next();
    });
  }

  function hear(member: Member<Task, Result>, message: FromWorker<Ready, Result>): void {
    if (!members.has(member)) return;
    clearTimeout(member.timer);
    if (message.kind === 'ready') {
      member.started = true;
      first.resolve(message.ready);
    } else {
      const { job } = member;
      member.job = null;
      if (message.kind === 'done') job?.resolve(message.result);
      else job?.reject(unavailable(`${subject} failed on this one: ${message.reason}.`));
    }
    next();
  }

  /** Gives a worker up. What it was doing fails; what waits is done by another. */
  function lose(member: Member<Task, Result>, reason: string): void {
    if (!members.delete(member)) return;
    clearTimeout(member.timer);
    retired.add(member.worker);
    member.worker.unref();
    end(member.worker);
    if (closed) return;
    log.warn({ reason }, `a worker of ${subject.toLowerCase()} is replaced`);
    member.job?.reject(unavailable(`${subject} stopped on this one (${reason}). Try again, or with another picture.`));
    if (!member.started) {
      notBefore = performance.now() + PAUSE_MS;
      const failure = unavailable(`${subject} cannot start: ${reason}.`);
      first.reject(failure);
      if (members.size === 0) for (const job of waiting.splice(0)) job.reject(failure);
    }
    next();
  }

  function next(): void {
    if (closed) return;
    const now = performance.now();
    while (waiting[0] && now - waiting[0].since >= options.waitMs)
      waiting.shift()!.reject(unavailable(`${subject} has too much to do right now. Try again in a moment.`));
    for (const member of members) {
      if (waiting.length === 0) break;
      if (!member.started || member.job) continue;
      const job = waiting.shift()!;
      member.job = job;
      member.timer = setTimeout(() => lose(member, `took longer than ${options.taskMs / 1000} s`), options.taskMs);
      const task = pack(job.task, member.room);
      member.worker.postMessage({ kind: 'task', id: job.id, task } satisfies ToWorker<Task>);
    }
    clearTimeout(later);
    if (waiting.length === 0) return;
    let again = waiting[0]!.since + options.waitMs - now;
    const starting = [...members].filter(({ started }) => !started).length;
    // Threads that were given up may still be at it: twice as many as wanted, and no more, take from the rest of the machine.
    if (waiting.length > starting && members.size < options.workers && retired.size <= options.workers) {
      if (now >= notBefore) start();
      else again = Math.min(again, notBefore - now);
    }
    later = setTimeout(next, Math.max(1, again));
  }

  start();
  return {
    ready: first.promise,
    async run(task, signal) {
      signal?.throwIfAborted();
      if (closed) throw unavailable(`${subject} is shutting down.`);
      if (waiting.length >= options.queue)
        throw unavailable(`${subject} has too much to do right now. Try again in a moment.`);
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      const job: Job<Task, Result> = { id: nextId++, task, since: performance.now(), resolve, reject };
      const leave = (): void => {
        const place = waiting.indexOf(job);
        if (place >= 0) waiting.splice(place, 1);
        reject(signal!.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(job);
      next();
      return promise.finally(() => signal?.removeEventListener('abort', leave));
    },
    load: () => ({
      workers: members.size,
      busy: [...members].filter(({ job }) => job).length,
      waiting: waiting.length,
    }),
    async close() {
      if (closed) return;
      closed = true;
      clearTimeout(later);
      const gone = unavailable(`${subject} is shutting down.`);
      first.reject(gone);
      for (const job of waiting.splice(0)) job.reject(gone);
      const last = [...members];
      members.clear();
      for (const { worker, job, timer } of last) {
        clearTimeout(timer);
        job?.reject(gone);
        end(worker);
      }
      const ended = [...last.map(({ worker }) => worker), ...retired].map((worker) =>
        once(worker, 'exit').catch(() => undefined),
      );
      const patience = new AbortController();
      const giveUp = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, END_MS);
        patience.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      await Promise.race([Promise.all(ended), giveUp]);
      patience.abort();
      for (const { worker } of last) worker.unref();
    },
  };
}

/** A worker that is given up may go on reading its own: its room goes with it. */
function roomOfWorker(): Room {
  let kept = new SharedArrayBuffer(0);
  return (bytes) => {
    const memory = bytes <= kept.byteLength ? kept : new SharedArrayBuffer(bytes);
    if (memory.byteLength <= MOST_KEPT) kept = memory;
    return new Uint8Array(memory, 0, bytes);
  };
}
