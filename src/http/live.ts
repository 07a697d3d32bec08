import { z } from 'zod';
import type { OrgId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { LiveMessage } from '../messages/live.ts';

const CHANNEL = 'safenest_live';

const wire = z.strictObject({
  orgId: z.uuid(),
  type: z.enum(['alert', 'incident', 'case', 'appeal', 'report']),
  ref: z.string().min(1).max(64),
  key: z.string().min(1).max(200),
});

/** News of every process, for the pages of this one. */
export interface Live {
  /** Tells every process that listens; only references travel, each reader loads them in their own name. */
  publish(orgId: OrgId, message: LiveMessage): Promise<void>;
  /** Calls `tell` for each message of the organisation until the returned function is called. */
  subscribe(orgId: OrgId, tell: (message: LiveMessage) => void): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Notifications between processes; after a broken connection they come back by themselves. */
export interface Notifications {
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  notify(channel: string, payload: string): Promise<void>;
}

/**
 * Hands news round between all processes on one database; `limit` open pages per organisation and process.
 * NOTE what is said while the connection to the database is broken is not heard; a page that reconnects loads anew.
 */
export function createLive(database: Notifications, log: Log, limit = 1000): Live {
  const readers = new Map<OrgId, Set<(message: LiveMessage) => void>>();
  let leave: (() => Promise<void>) | undefined;

  function hear(payload: string): void {
    const news = parse(payload);
    if (!news) {
      log.warn({ length: payload.length }, 'a live message could not be read');
      return;
    }
    const { orgId, ...message } = news;
    for (const tell of [...(readers.get(orgId as OrgId) ?? [])]) {
      try {
        tell(message);
      } catch (err) {
        log.warn({ err }, 'a page could not be told of news');
      }
    }
  }

  return {
    async publish(orgId, message) {
      await database.notify(CHANNEL, JSON.stringify(wire.parse({ orgId, ...message })));
    },

    subscribe(orgId, tell) {
      const all = readers.get(orgId) ?? new Set();
      if (all.size >= limit)
        throw new SafeNestError('unavailable', `${limit} pages are open already; close one and load this one again.`);
      // The same function may be given twice, and each time must be undone by itself.
      const reader = (message: LiveMessage): void => tell(message);
      readers.set(orgId, all.add(reader));
      return () => {
        all.delete(reader);
        if (all.size === 0 && readers.get(orgId) === all) readers.delete(orgId);
      };
    },

    async start() {
      leave ??= await database.listen(CHANNEL, hear);
    },

    async stop() {
      const left = leave?.();
      leave = undefined;
      readers.clear();
      await left;
    },
  };
}

function parse(payload: string): z.output<typeof wire> | null {
  try {
    return wire.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
