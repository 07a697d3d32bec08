import { Redis } from 'ioredis';
import type { Log } from '../log.ts';

/** A connection to the queue's Redis for small shared counts. While Redis is away commands fail at once; it comes back by itself. */
export function openRedis(url: string, log: Log): { client: Redis; close: () => void } {
  const client = new Redis(url, { maxRetriesPerRequest: 0, enableOfflineQueue: false });
  client.on('error', (err) => log.warn({ err }, 'Redis cannot be reached'));
  return { client, close: () => client.disconnect() };
}
