import { chmod, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDir as freshImage } from '@electric-sql/pglite-prepopulatedfs';
import type { Log } from '../../log.ts';
import { takeLock } from './lock.ts';
import { EmbeddedServer } from './server.ts';
import { unpack } from './unpack.ts';

const IDLE_IN_TRANSACTION_MS = 30_000;
const IN_MEMORY = 'memory://';

export interface EmbeddedOptions {
  /** SafeNest's data folder; the database is kept in `database` inside it. Absent: in memory, gone when closed. */
  dataDir?: string | undefined;
  url?: string | undefined;
  /** A tar of a data folder that an in-memory database begins from. */
  image?: Uint8Array<ArrayBuffer> | undefined;
  idleInTransactionMs?: number | undefined;
  /** Begins with an empty database beside the one of the folder, which `replace` puts in its place. */
  replacing?: boolean | undefined;
}

export interface OpenedEmbedded {
  server: EmbeddedServer;
  announce(url: string): Promise<void>;
  close(): Promise<void>;
  /** Closes what was opened for `replacing` and puts it in the place of the folder's database. */
  replace(): Promise<void>;
}

/** The database; the one that is being made to replace it; and the replaced one, until the new one is in its place. */
const NAME = 'database';
const NEXT = 'database.next';
const BEFORE = 'database.before';

/** Opens the embedded database and holds the lock of its folder until `close`. */
export async function openEmbedded(options: EmbeddedOptions, log: Log): Promise<OpenedEmbedded> {
  const { dataDir, image, replacing = false, idleInTransactionMs = IDLE_IN_TRANSACTION_MS } = options;
  const start = (folder: string, from: Uint8Array<ArrayBuffer> | null) =>
    EmbeddedServer.start({ dataDir: folder, image: from, idleInTransactionMs }, log);

  if (dataDir === undefined) {
    const server = await start(IN_MEMORY, image ?? (await emptyImage()));
    return { server, announce: async () => {}, close: () => server.stop(), replace: () => server.stop() };
  }
  const lock = await takeLock(dataDir, options.url === undefined ? {} : { url: options.url });
  try {
    await endReplacing(dataDir);
    const folder = join(dataDir, replacing ? NEXT : NAME);
    if (!(await exists(folder))) await create(folder);
    await chmod(folder, 0o700);
    const server = await start(folder, null);
    return {
      server,
      announce: (url) => lock.announce(url),
      async close() {
        await server.stop();
        await lock.release();
      },
      async replace() {
        await server.stop();
        try {
          await swap(dataDir);
        } finally {
          await lock.release();
        }
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A process that dies between the two renamings leaves the old database, which the next one finds and puts back. */
async function swap(dataDir: string): Promise<void> {
  if (await exists(join(dataDir, NAME))) await rename(join(dataDir, NAME), join(dataDir, BEFORE));
  await rename(join(dataDir, NEXT), join(dataDir, NAME));
  await rm(join(dataDir, BEFORE), { recursive: true, force: true });
}

/** Clears up after a process that died while it replaced the database: what stands is the old one or the new one. */
async function endReplacing(dataDir: string): Promise<void> {
  if (!(await exists(join(dataDir, NAME))) && (await exists(join(dataDir, BEFORE))))
    await rename(join(dataDir, BEFORE), join(dataDir, NAME));
  for (const name of [BEFORE, NEXT]) await rm(join(dataDir, name), { recursive: true, force: true });
}

/** A process that dies while it creates the folder leaves nothing that a later one would take for a database. */
async function create(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  unpack(await emptyImage(), partial);
  await rename(partial, folder);
}

/** An empty data folder as a gzipped tar: what `initdb` would need three seconds for. */
const emptyImage = async () => new Uint8Array(await (await freshImage()).arrayBuffer());

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
