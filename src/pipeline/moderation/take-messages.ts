import { type NewFact, storeFacts } from '../../db/chat-messages.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import { countWaiting } from '../../db/waiting-messages.ts';
import type { OrgId } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';

/** As many facts in one transaction. */
const MOST_AT_ONCE = 1000;
/** So many may wait to be written in this process, and to be worked on in all; more are asked to come again later. */
const MOST_UNWRITTEN = 20_000;
const MOST_WAITING = 50_000;
/** About so many are worked on in a second, for whoever is asked to come again. */
const WORKED_PER_SECOND = 1000;
const COUNTED_EVERY_MS = 1000;
const TRIES = 4;
/** The queue is told so often at most; whoever comes in between is told of together. */
const TOLD_EVERY_MS = 100;

export interface TakingParts {
  db: Db;
  now: () => Date;
  /** Has the organisation's waiting messages worked on. */
  enqueue: (orgId: OrgId) => Promise<void>;
  onError: (error: unknown) => void;
}

/** Takes in what became known of messages of guarded channels. */
export interface MessageTaker {
  /**
   * Stores facts, all or none, and has them worked on; for each, whether it said anything new. They are stored when this resolves.
   */
  take(orgId: OrgId, facts: readonly NewFact[]): Promise<boolean[]>;
  /** Refuses with `rate_limited`, and says how soon to come again, while more waits than can be worked on soon. */
  admit(orgId: OrgId): Promise<void>;
}

interface Waiting {
  facts: readonly NewFact[];
  resolve: (fresh: boolean[]) => void;
  reject: (error: unknown) => void;
}

/** What arrives while a transaction runs goes into the next one together: a burst costs a few commits, one message waits for nothing. */
export function createMessageTaker({ db, now, enqueue, onError }: TakingParts): MessageTaker {
  const queues = new Map<OrgId, Waiting[]>();
  const counted = new Map<OrgId, { at: number; waiting: number }>();
  const telling = new Map<OrgId, { again: boolean }>();
  let unwritten = 0;

  async function write(orgId: OrgId, batch: readonly Waiting[]): Promise<void> {
    try {
      const facts = batch.flatMap((one) => one.facts);
      const receivedAt = now();
      const fresh = await patiently(() =>
        withOrg(db, orgId, (tx) => storeFacts(tx, clipped(facts, receivedAt), receivedAt)),
      );
      let from = 0;
      for (const one of batch) {
        one.resolve(fresh.slice(from, from + one.facts.length));
        from += one.facts.length;
      }
      if (fresh.some(Boolean)) tell(orgId);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      // one that cannot be stored takes no other with it
      for (const one of batch) await write(orgId, [one]);
    }
  }

  async function writeAll(orgId: OrgId, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, 1);
      let facts = batch[0]!.facts.length;
      while (queue[0] && facts + queue[0].facts.length <= MOST_AT_ONCE) {
        facts += queue[0].facts.length;
        batch.push(queue.shift()!);
      }
      await write(orgId, batch);
    }
    queues.delete(orgId);
  }

  /** One job is asked for at a time, and one more once something came meanwhile. */
  function tell(orgId: OrgId): void {
    const running = telling.get(orgId);
    if (running) {
      running.again = true;
      return;
    }
    const turn = { again: false };
    telling.set(orgId, turn);
    void (async () => {
      do {
        turn.again = false;
        // what the queue was not told of, the next sweep finds
        await enqueue(orgId).catch(onError);
        await new Promise((resolve) => setTimeout(resolve, TOLD_EVERY_MS));
      } while (turn.again);
      telling.delete(orgId);
    })();
  }

  return {
    async take(orgId, facts) {
      if (facts.length === 0) return [];
      unwritten += facts.length;
      return new Promise<boolean[]>((resolve, reject) => {
        const one = { facts, resolve, reject };
        const queue = queues.get(orgId);
        if (queue) {
          queue.push(one);
          return;
        }
        const first = [one];
        queues.set(orgId, first);
        void writeAll(orgId, first);
      }).finally(() => {
        unwritten -= facts.length;
      });
    },

    async admit(orgId) {
      if (unwritten > MOST_UNWRITTEN) throw tooMany(1);
      const at = now().getTime();
      let last = counted.get(orgId);
      if (!last || Math.abs(at - last.at) >= COUNTED_EVERY_MS) {
        last = { at, waiting: await withOrg(db, orgId, (tx) => countWaiting(tx, 2 * MOST_WAITING)) };
        counted.set(orgId, last);
      }
      if (last.waiting > MOST_WAITING) throw tooMany(Math.ceil((last.waiting - MOST_WAITING / 2) / WORKED_PER_SECOND));
    },
  };
}

const tooMany = (seconds: number): SafeNestError =>
  new SafeNestError(
    'rate_limited',
    `More messages wait than can be worked on soon. Send these again in ${seconds} s; none of them was taken.`,
    {
      details: { retry_after: seconds },
    },
  );

/** Nothing was said later than it was told. */
const clipped = (facts: readonly NewFact[], receivedAt: Date): NewFact[] =>
  facts.map(({ channelId, fact }) => ({ channelId, fact: fact.at > receivedAt ? { ...fact, at: receivedAt } : fact }));

/** Two who store the same messages in another order may hold each other up; one of them is sent away and comes again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if ((code !== '40P01' && code !== '40001') || tries >= TRIES) throw error;
    }
  }
}
