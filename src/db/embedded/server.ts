import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { EmbeddedStream } from './stream.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker.ts';

/** The embedded database, running in its own thread; connections to it are streams for `pg`. */
export class EmbeddedServer {
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #streams = new Map<number, EmbeddedStream>();
  readonly #lost = Promise.withResolvers<SafeNestError>();
  #lastConnection = 0;
  #stopped: SafeNestError | null = null;

  private constructor(worker: Worker, log: Log) {
    this.#worker = worker;
    this.#log = log;
  }

  /** Starts the thread and waits until the database accepts connections. */
  static async start(options: WorkerStart, log: Log): Promise<EmbeddedServer> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options, execArgv: [] });
    const server = new EmbeddedServer(worker, log);
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve();
        server.#receive(message);
      });
      worker.on('error', (error) => server.#fail(error.message));
      worker.on('exit', () => {
        server.#fail('its thread ended');
        reject(server.#stopped);
      });
    });
    return server;
  }

  /** Resolves when it stopped by itself; nothing brings it back in this process. */
  get lost(): Promise<SafeNestError> {
    return this.#lost.promise;
  }

  /** A stream that `pg` may use as its socket; its session looks names up in `searchPath`. */
  connection(searchPath: string): EmbeddedStream {
    return new EmbeddedStream((stream) => {
      if (this.#stopped) throw this.#stopped;
      const connection = ++this.#lastConnection;
      this.#streams.set(connection, stream);
      this.#tell({ kind: 'open', connection, searchPath });
      return {
        send: (bytes) => this.#tell({ kind: 'data', connection, bytes }, [bytes.buffer]),
        close: () => {
          if (this.#streams.delete(connection)) this.#tell({ kind: 'close', connection });
        },
      };
    });
  }

  /** The whole data folder as a tar. */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    this.#tell({ kind: 'dump' });
    for (;;) {
      const [message] = (await once(this.#worker, 'message')) as [FromWorker];
      if (message.kind === 'dumped') return message.image;
    }
  }

  /** Shuts the database down in order and ends its thread. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = new SafeNestError('unavailable', 'The embedded database has been closed.');
    const exited = once(this.#worker, 'exit');
    this.#tell({ kind: 'stop' });
    await exited;
  }

  #tell(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'data':
        this.#streams.get(message.connection)?.push(Buffer.from(message.bytes.buffer));
        return;
      case 'end':
        this.#streams.get(message.connection)?.push(null);
        return;
      case 'failed':
        this.#fail(message.reason);
    }
  }

  #fail(reason: string): void {
    if (this.#stopped) return;
    this.#stopped = new SafeNestError(
      'unavailable',
      `The embedded database stopped: ${reason}. What was acknowledged is stored; start SafeNest again.`,
    );
    this.#log.fatal({ reason }, 'the embedded database stopped');
    for (const stream of this.#streams.values()) stream.destroy(this.#stopped);
    this.#lost.resolve(this.#stopped);
  }
}
