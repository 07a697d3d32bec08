import { parentPort, workerData } from 'node:worker_threads';
import type { TokenIds } from './bert-session.ts';
import { openSentenceModel, type Pooling } from './sentence-model.ts';
import type { ToWorker } from './worker-pool.ts';

const port = parentPort!;
const { path, pooling } = workerData as { path: string; pooling: Pooling };
const model = await openSentenceModel(path, pooling);

port.on('message', async (message: ToWorker<TokenIds[]>) => {
  if (message.kind === 'end') {
    port.close();
    await model.close();
    return;
  }
  const { id, task } = message;
  try {
    port.postMessage({ kind: 'done', id, result: await model.run(task) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ kind: 'ready', ready: null });
