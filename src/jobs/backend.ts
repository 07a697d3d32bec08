import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type PgPool,
  runMigrations,
  withBackend,
} from 'bullmq';

/**
 * Where jobs are kept: Redis, or the schema `bullmq` of the database behind a `pg.Pool` whose search path is set to it.
 * Every worker keeps one of the pool's connections for notifications; give it at least four.
 */
export type JobBackend = { kind: 'redis'; url: string } | { kind: 'postgres'; pool: PgPool };

const factory: BackendFactory<IQueueBackend, JobBackend> = (name, options, more) => {
  const backend = options.connection;
  if (backend.kind === 'postgres') return createPostgresBackend(name, { ...options, connection: backend.pool }, more);
  // Whoever adds a job hears at once that Redis is away; a worker waits until it is back.
  const patience = more?.withBlockingConnection
    ? { maxRetriesPerRequest: null }
    : { maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const retryStrategy = (times: number) => Math.min(100 * 2 ** times, 5000);
  return createRedisBackend(name, { ...options, connection: { url: backend.url, retryStrategy, ...patience } }, more);
};

/** BullMQ's queue and worker on either backend. */
export const { Queue, Worker } = withBackend(factory);

/** Creates or updates what the backend keeps its jobs in; nothing to do for Redis. */
export async function prepareBackend(backend: JobBackend): Promise<void> {
  if (backend.kind === 'redis') return;
  const client = await backend.pool.connect();
  try {
    await runMigrations(client, 'bullmq', {});
  } finally {
    client.release();
  }
}
