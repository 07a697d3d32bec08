import type { Log } from '../log.ts';
import type { TokenIds } from './bert-session.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

/** A BERT-style classifier on threads of its own. */
export const textPool = (path: string, log: Log): WorkerPool<TokenIds[], null, Float32Array[]> =>
  createWorkerPool({
    script: new URL('./text-worker.ts', import.meta.url),
    workerData: { path },
    workers: 1,
    queue: 256,
    waitMs: 30_000,
    taskMs: 60_000,
    startMs: 60_000,
    subject: 'Screening',
    log,
  });
