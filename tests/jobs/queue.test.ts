import { jobsContract } from '../contracts/jobs.ts';
import { databases } from '../support/database.ts';

for (const kind of databases)
  jobsContract(`the ${kind.name} database`, async () => {
    const { database, close } = await kind.open();
    // BullMQ leaves one listener behind for each of the many queues that this suite opens
    const pool = database.jobsPool().setMaxListeners(0);
    const url = kind.name === 'postgres' ? (database.pool.options.connectionString ?? null) : null;
    return { backend: { kind: 'postgres', pool }, url, close };
  });

const redis = process.env.TEST_REDIS_URL;
if (redis)
  jobsContract('Redis', async () => ({ backend: { kind: 'redis', url: redis }, url: redis, close: async () => {} }));
else console.info('Redis tests are skipped: TEST_REDIS_URL is not set');
