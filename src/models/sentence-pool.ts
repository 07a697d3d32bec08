import type { Log } from '../log.ts';
import type { TokenIds } from './bert-session.ts';
import type { Pooling } from './sentence-model.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

/** A sentence encoder on a thread of its own. */
export const sentencePool = (
  model: { path: string; pooling: Pooling },
  log: Log,
): WorkerPool<TokenIds[], null, Float32Array[]> =>
  createWorkerPool({
    script: new URL('./sentence-worker.ts', import.meta.url),
    workerData: model,
    workers: 1,
    queue: 256,
    waitMs: 60_000,
    taskMs: 60_000,
    startMs: 60_000,
    subject: 'Embedding',
    log,
  });
