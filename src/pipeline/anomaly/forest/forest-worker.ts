import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../../models/worker-pool.ts';
import { forestFromBytes, forestToBytes } from './forest-bytes.ts';
import type { ForestTask, ForestTaskResult } from './forest-pool.ts';
import { growForest } from './isolation-forest.ts';
import { isolatedBy, scoreRows } from './score-forest.ts';

const port = parentPort!;

function work(task: ForestTask): ForestTaskResult {
  if (task.kind === 'grow') {
    const forest = growForest(task.data, task.options);
    return { kind: 'grown', bytes: forestToBytes(forest), scores: scoreRows(forest, task.data) };
  }
  const forest = forestFromBytes(task.bytes);
  return { kind: 'scored', scores: scoreRows(forest, task.data), shares: isolatedBy(forest, task.data) };
}

port.on('message', (message: ToWorker<ForestTask>) => {
  if (message.kind === 'end') {
    port.close();
    return;
  }
  const { id, task } = message;
  try {
    port.postMessage({ kind: 'done', id, result: work(task) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ kind: 'ready', ready: null });
