import { parentPort, workerData } from 'node:worker_threads';
import { see } from './see.ts';
import { loadSight, type SightFiles } from './sight.ts';
import type { VisionTask } from './vision.ts';
import type { ToWorker } from './worker-pool.ts';

const port = parentPort!;
const { sight, report } = await loadSight(workerData as SightFiles);

port.on('message', async (message: ToWorker<VisionTask>) => {
  if (message.kind === 'end') {
    port.close();
    for (const model of Object.values(sight.models)) await model?.close();
    return;
  }
  const { id, task } = message;
  try {
    port.postMessage({ kind: 'done', id, result: await see(sight, task) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ kind: 'ready', ready: report });
