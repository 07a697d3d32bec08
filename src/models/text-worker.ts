import { parentPort, workerData } from 'node:worker_threads';
import type { TokenIds } from './bert-session.ts';
import { openTextClassifier } from './text-classifier.ts';
import type { ToWorker } from './worker-pool.ts';

const port = parentPort!;
const classifier = await openTextClassifier((workerData as { path: string }).path);

port.on('message', async (message: ToWorker<TokenIds[]>) => {
  if (message.kind === 'end') {
    port.close();
    await classifier.close();
    return;
  }
  const { id, task } = message;
  try {
    port.postMessage({ kind: 'done', id, result: await classifier.run(task) });
  } catch (error) {
    port.postMessage({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ kind: 'ready', ready: null });
