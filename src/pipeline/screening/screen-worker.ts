import { parentPort, workerData } from 'node:worker_threads';
import type { ToWorker } from '../../models/worker-pool.ts';
import { openOwnScreener } from './own-screener.ts';

const port = parentPort!;
const screener = await openOwnScreener((workerData as { folder: string }).folder);

port.on('message', async (message: ToWorker<readonly string[]>) => {
  if (message.kind === 'end') {
    port.close();
    await screener.close?.();
    return;
  }
  const { id, task } = message;
  try {
    port.postMessage({ kind: 'done', id, result: await screener.screen(task) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ kind: 'ready', ready: null });
