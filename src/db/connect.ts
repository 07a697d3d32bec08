import { Kysely } from 'kysely';
import pg from 'pg';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { columnTypes } from './column-types.ts';
import { type EmbeddedOptions, openEmbedded } from './embedded/open.ts';
import { Listener } from './listener.ts';
import { keepPlans } from './plan-once.ts';
import type { Schema } from './schema.ts';
import { type Db, ScopedDialect } from './scope.ts';

/** PostgreSQL 16: `grant … with set` and `pg_has_role(…, 'set')`, which the roles' migration uses. */
const OLDEST_SERVER = 160_000;
const JOBS_SCHEMA = 'bullmq';
/** Every BullMQ worker keeps one connection for itself, to hear of new jobs. */
const JOBS_POOL_SIZE = 16;

export interface ConnectOptions {
  /** A PostgreSQL server; without one the embedded database is used. */
  databaseUrl?: string | undefined;
  /** SafeNest's data folder, for the embedded database; without one it lives in memory. */
  dataDir?: string | undefined;
  /** Where this process can be reached, for whoever finds the embedded folder in use. */
  url?: string | undefined;
  /** Connections at most, 10 by default. */
  poolSize?: number | undefined;
  embedded?: Pick<EmbeddedOptions, 'image' | 'idleInTransactionMs' | 'replacing'> | undefined;
  log: Log;
}

export interface Database {
  kind: 'embedded' | 'postgres';
  db: Db;
  pool: pg.Pool;
  /** A pool of its own for the job queue, whose tables are in the schema `bullmq`. Made when first asked for. */
  jobsPool(): pg.Pool;
  /** Calls `hear` for every notification on the channel until the returned function is called. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  /** At most 8,000 bytes of payload; reaches every process that listens. */
  notify(channel: string, payload: string): Promise<void>;
  /** Tells whoever finds the embedded folder in use where this process can be reached. */
  announce(url: string): Promise<void>;
  /** The embedded database's data folder as a tar; null on a server. */
  dump(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Resolves where the embedded database stopped by itself: the process can do nothing any more. A server is waited for. */
  lost: Promise<Error>;
  close(): Promise<void>;
  /** Closes an embedded database that was opened for `replacing`, and puts it in the place of the folder's. */
  replace(): Promise<void>;
}

/** Opens the PostgreSQL server at `databaseUrl`, or the embedded database in `dataDir`; both behave the same. */
export async function connect(options: ConnectOptions): Promise<Database> {
  return options.databaseUrl === undefined
    ? connectEmbedded(options)
    : connectServer(options as ConnectOptions & { databaseUrl: string });
}

async function connectEmbedded({ dataDir, url, poolSize, embedded, log }: ConnectOptions): Promise<Database> {
  const opened = await openEmbedded({ ...embedded, dataDir, url }, log);
  const config = (searchPath: string): pg.ClientConfig => ({
    user: 'postgres',
    database: 'postgres',
    types: columnTypes,
    // pg's type asks for a whole socket and uses the part that this stream is
    stream: () => opened.server.connection(searchPath) as unknown as import('node:net').Socket,
  });
  return assemble({
    kind: 'embedded',
    config,
    poolSize,
    log,
    announce: opened.announce,
    dump: () => opened.server.dump(),
    lost: opened.server.lost,
    stop: opened.close,
    replace: opened.replace,
  });
}

async function connectServer({
  databaseUrl,
  poolSize,
  log,
}: ConnectOptions & { databaseUrl: string }): Promise<Database> {
  const config = (searchPath: string): pg.ClientConfig => ({
    connectionString: databaseUrl,
    // our queries run for milliseconds: where the planner overrates one, compiling it would take far longer
    options: `-c search_path=${searchPath} -c timezone=UTC -c jit=off`,
    types: columnTypes,
    application_name: 'safenest',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  const database = assemble({
    kind: 'postgres',
    config,
    poolSize,
    log,
    announce: async () => {},
    dump: async () => null,
    lost: new Promise(() => {}),
    stop: async () => {},
    replace: async () => {},
  });
  try {
    await checkServer(database.pool);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Parts {
  kind: Database['kind'];
  config(searchPath: string): pg.ClientConfig;
  poolSize: number | undefined;
  log: Log;
  announce(url: string): Promise<void>;
  dump(): Promise<Uint8Array<ArrayBuffer> | null>;
  lost: Promise<Error>;
  stop(): Promise<void>;
  replace(): Promise<void>;
}

function assemble({ kind, config, poolSize = 10, log, announce, dump, lost, stop, replace }: Parts): Database {
  const createPool = (searchPath: string, max: number) =>
    // an idle connection that breaks is only worth a line: the pool opens another
    new pg.Pool({ ...config(searchPath), max }).on('error', (err) => log.warn({ err }, 'a database connection broke'));
  const pool = createPool('public', poolSize).on('connect', keepPlans);
  const listener = new Listener(() => config('public'), log);
  let jobs: pg.Pool | null = null;
  let closed: Promise<void> | null = null;
  const end = async (last: () => Promise<void>) => {
    await Promise.all([listener.close(), jobs?.end(), pool.end()]);
    await last();
  };
  return {
    kind,
    db: new Kysely<Schema>({ dialect: new ScopedDialect({ pool }) }),
    pool,
    jobsPool() {
      jobs ??= createPool(JOBS_SCHEMA, JOBS_POOL_SIZE);
      return jobs;
    },
    listen: (channel, hear) => listener.listen(channel, hear),
    async notify(channel, payload) {
      await pool.query('select pg_notify($1, $2)', [channel, payload]);
    },
    announce,
    dump,
    lost,
    close() {
      closed ??= end(stop);
      return closed;
    },
    replace() {
      closed ??= end(replace);
      return closed;
    },
  };
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool
    .query<{ number: string; words: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as words`,
    )
    .catch((cause: Error) => {
      throw new SafeNestError(
        'unavailable',
        `The database does not answer (${cause.message || cause.name}). Check DATABASE_URL and that the server is running.`,
        { cause },
      );
    });
  const { number, words } = rows[0]!;
  if (Number(number) < OLDEST_SERVER) {
    throw new SafeNestError('unavailable', `SafeNest needs PostgreSQL 16 or later; the server is ${words}.`);
  }
}
