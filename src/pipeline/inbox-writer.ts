import { type NewInbound, storeInbound } from '../db/inbox.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';

/** As many events in one transaction. */
const MOST = 200;

interface Waiting {
  event: NewInbound;
  since: number;
  resolve: (stored: boolean) => void;
  reject: (error: unknown) => void;
}

/** Stores one event; false where it is stored already. */
export type InboxWriter = (orgId: OrgId, event: NewInbound) => Promise<boolean>;

/**
 * Writes events down before they are acknowledged. What arrives while a transaction runs goes into the next one together: a
 * burst costs a few commits, and a single event waits for nothing. `onStored` is told how many ms the oldest of them took.
 */
export function createInboxWriter(db: Db, onStored: (ms: number) => void = () => {}): InboxWriter {
  const waiting = new Map<OrgId, Waiting[]>();

  async function write(orgId: OrgId, batch: readonly Waiting[]): Promise<void> {
    try {
      const stored = await withOrg(db, orgId, (tx) =>
        storeInbound(
          tx,
          batch.map(({ event }) => event),
        ),
      );
      for (const [at, { resolve }] of batch.entries()) resolve(stored[at]!);
      onStored(performance.now() - batch[0]!.since);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      // one that cannot be stored takes no other with it
      for (const one of batch) await write(orgId, [one]);
    }
  }

  async function writeAll(orgId: OrgId, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await write(orgId, queue.splice(0, MOST));
    waiting.delete(orgId);
  }

  return (orgId, event) =>
    new Promise((resolve, reject) => {
      const one = { event, since: performance.now(), resolve, reject };
      const queue = waiting.get(orgId);
      if (queue) {
        queue.push(one);
        return;
      }
      const first = [one];
      waiting.set(orgId, first);
      void writeAll(orgId, first);
    });
}
