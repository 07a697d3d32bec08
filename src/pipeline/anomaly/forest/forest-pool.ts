import type { Log } from '../../../log.ts';
import { createWorkerPool } from '../../../models/worker-pool.ts';
import type { ForestOptions, Matrix } from './isolation-forest.ts';

export type ForestTask =
  | { kind: 'grow'; data: Matrix; options: ForestOptions }
  | { kind: 'score'; bytes: Uint8Array; data: Matrix };

export type ForestTaskResult =
  | { kind: 'grown'; bytes: Uint8Array; scores: Float32Array }
  | { kind: 'scored'; scores: Float32Array; shares: Float32Array };

/** Forests grown and asked off the main thread. */
export interface ForestPool {
  /** A new forest as bytes, and how it scores what it was grown from. */
  grow(
    data: Matrix,
    options: ForestOptions,
    signal?: AbortSignal,
  ): Promise<{ bytes: Uint8Array; scores: Float32Array }>;
  /** The score of each row and, row after row, what each column added to it (see `isolatedBy`). */
  score(bytes: Uint8Array, data: Matrix, signal?: AbortSignal): Promise<{ scores: Float32Array; shares: Float32Array }>;
  close(): Promise<void>;
}

/** A thread for forests, started with the first task: an organisation whose nights are quiet needs none. */
export function createForestPool(log: Log): ForestPool {
  const open = () =>
    createWorkerPool<ForestTask, null, ForestTaskResult>({
      script: new URL('./forest-worker.ts', import.meta.url),
      workerData: null,
      workers: 1,
      queue: 256,
      waitMs: 120_000,
      taskMs: 120_000,
      startMs: 60_000,
      subject: 'Scoring of logins',
      log,
    });
  let pool: ReturnType<typeof open> | null = null;
  const run = async <K extends ForestTaskResult['kind']>(
    kind: K,
    task: ForestTask,
    signal?: AbortSignal,
  ): Promise<Extract<ForestTaskResult, { kind: K }>> => {
    pool ??= open();
    const result = await pool.run(task, signal);
    if (result.kind !== kind) throw new Error(`the forest thread answered ${result.kind}, not ${kind}`);
    return result as Extract<ForestTaskResult, { kind: K }>;
  };
  return {
    grow: (data, options, signal) => run('grown', { kind: 'grow', data, options }, signal),
    score: (bytes, data, signal) => run('scored', { kind: 'score', bytes, data }, signal),
    close: async () => pool?.close(),
  };
}
