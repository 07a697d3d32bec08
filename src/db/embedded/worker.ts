import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { SharedSession } from './shared-session.ts';

/** How the thread is started. */
export interface WorkerStart {
  /** A folder, or `memory://`. */
  dataDir: string;
  /** A tar of a data folder to begin from, where there is none yet. */
  image: Uint8Array<ArrayBuffer> | null;
  idleInTransactionMs: number;
}

export type ToWorker =
  | { kind: 'open'; connection: number; searchPath: string }
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'close'; connection: number }
  | { kind: 'dump' }
  | { kind: 'stop' };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'end'; connection: number }
  | { kind: 'dumped'; image: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; reason: string };

const port = parentPort!;
const start = workerData as WorkerStart;
const tell = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const sendable = (bytes: Uint8Array) => bytes.buffer as ArrayBuffer;

function fail(error: unknown): never {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  // the thread, not the process: what is left of PGlite cannot be used any more
  process.exit(1);
}

try {
  const database = await PGlite.create({
    dataDir: start.dataDir,
    extensions: { vector },
    // half the memory of the default, and no slower for databases of this size
    postgresqlconf: ['shared_buffers=16MB', 'timezone=UTC', 'log_timezone=UTC'],
    ...(start.image && { loadDataDir: new Blob([start.image]) }),
  });
  const session = new SharedSession(
    {
      run: (messages) => database.runExclusive(() => database.execProtocolRaw(messages, { throwOnError: false })),
      send: (connection, bytes) => tell({ kind: 'data', connection, bytes }, [sendable(bytes)]),
      end: (connection) => tell({ kind: 'end', connection }),
      fail,
    },
    { idleInTransactionMs: start.idleInTransactionMs },
  );
  port.on('message', async (message: ToWorker) => {
    try {
      switch (message.kind) {
        case 'open':
          return session.open(message.connection, message.searchPath);
        case 'data':
          return session.receive(message.connection, message.bytes);
        case 'close':
          return session.close(message.connection);
        case 'dump': {
          const image = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
          return tell({ kind: 'dumped', image }, [image.buffer]);
        }
        case 'stop':
          await database.close();
          return port.close();
      }
    } catch (error) {
      fail(error);
    }
  });
  tell({ kind: 'ready' });
} catch (error) {
  fail(error);
}
