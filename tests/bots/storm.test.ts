import { describe, expect, test } from 'vitest';
import { createNotifier, type Later, type NotifierOptions, type Progress } from '../../src/bots/notify.ts';
import type { Platform } from '../../src/bots/platform.ts';
import { RateLimited } from '../../src/bots/platform-errors.ts';
import { newOrgId } from '../../src/domain/id.ts';
import { SEVERITIES, type Severity } from '../../src/domain/severity.ts';
import { silentLog } from '../../src/log.ts';
import type { Claim } from '../../src/messages/outbound.ts';

const orgId = newOrgId();
const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

/** A thousand things at once, on a clock that only the test moves: eight workers, a queue by severity, one channel. */
function storm({ workers = 8, workMs = 40, burst = 1 } = {}) {
  let clock = Date.parse('2026-03-01T10:00:00Z');
  const began = clock;
  const now = () => new Date(clock);
  const posts: { id: string; at: number }[] = [];
  const refusals: number[] = [];
  const called: number[] = [];
  /** As Slack has it: one a second and channel, and a few more now and then. */
  const tokens = { left: burst, at: clock };
  const slack: Platform = {
    name: 'slack',
    start: async () => {},
    stop: async () => {},
    async post(_, __, key) {
      called.push(clock - began);
      tokens.left = Math.min(3, tokens.left + (clock - tokens.at) / 1000);
      tokens.at = clock;
      if (tokens.left < 1) {
        refusals.push(clock - began);
        throw new RateLimited('Slack asks us to wait.', 5000);
      }
      tokens.left--;
      posts.push({ id: key, at: clock - began });
      return { ...channel, messageId: key };
    },
    update: async () => {},
  };
  const lane = { next: { urgent: 0, other: 0 }, held: 0 };
  const take = (which: 'urgent' | 'other', ms: number): number => {
    const at = Math.max(lane.next[which], lane.held, clock);
    lane.next[which] = at + ms;
    return at - clock;
  };
  const lanes: NonNullable<NotifierOptions['lanes']> = {
    async reserve(_, __, urgent, ms) {
      const wait = urgent ? take('urgent', ms) : 0;
      const other = take('other', ms);
      return urgent ? wait : other;
    },
    enter: async () => (lane.held > clock ? 'held' : null),
    hold: async (_, __, ms) => {
      lane.held = Math.max(lane.held, clock + ms);
    },
  };
  const rows = new Map<
    string,
    { severity: Severity; since: Date; progress: Progress; done: boolean; kind: Claim['kind'] }
  >();
  const claimOf = (id: string): Claim => {
    const { progress, since, kind } = rows.get(id)!;
    return { orgId, subject: id, kind, ids: [id], since, until: new Date(8.64e15), ...structuredClone(progress) };
  };
  const outbox: NotifierOptions['outbox'] = {
    renewMs: 60_000,
    renew: async () => true,
    claim: async (_, id) => (rows.get(id)!.done ? 'sent' : claimOf(id)),
    async keep(claim, progress) {
      rows.get(claim.subject)!.progress = structuredClone(progress);
    },
    async settle(claim) {
      rows.get(claim.subject)!.done = true;
      return null;
    },
    async defer(claim, { dueAt: _, error: __, ...progress }) {
      rows.get(claim.subject)!.progress = structuredClone(progress);
      return null;
    },
    async release() {
      throw new Error('nothing here fails for good');
    },
  };
  const notifier = createNotifier({
    platforms: [slack],
    channels: async () => [channel],
    outbox,
    lanes,
    now,
    compose: async (_, { subject }) => {
      const { severity } = rows.get(subject)!;
      return { orgId, text: subject, severity, purpose: 'alerts', pending: true };
    },
    log: silentLog(),
  });
  const queue: { id: string; at: number; rank: number; order: number }[] = [];
  let order = 0;
  const enqueue = (id: string, later: Later | null): void => {
    const severity = rows.get(id)!.severity;
    queue.push({ id, at: later?.at.getTime() ?? clock, rank: -SEVERITIES.indexOf(severity), order: order++ });
  };
  return {
    raise(id: string, severity: Severity, kind: Claim['kind'] = 'alert_raised'): void {
      rows.set(id, { severity, since: now(), progress: { posted: [], slots: {} }, done: false, kind });
      enqueue(id, null);
    },
    /** Works until nothing is left, or for so long. */
    async work(ms = Number.POSITIVE_INFINITY): Promise<void> {
      const until = clock + ms;
      while (queue.length > 0) {
        const due = queue.filter(({ at }) => at <= clock);
        if (due.length === 0) {
          const next = Math.min(...queue.map(({ at }) => at));
          if (next > until) break;
          clock = next;
          continue;
        }
        if (clock >= until) break;
        const taken = due.sort((a, b) => a.rank - b.rank || a.at - b.at || a.order - b.order).slice(0, workers);
        for (const job of taken) queue.splice(queue.indexOf(job), 1);
        for (const { id } of taken) {
          const later = await notifier.deliver(orgId, id);
          if (later) enqueue(id, later);
        }
        clock += workMs;
      }
    },
    posts,
    refusals,
    called,
    now: () => clock - began,
  };
}

describe('a thousand alerts at once for one channel', () => {
  test('a critical one is posted within two seconds of being raised, though a thousand others wait', async () => {
    const { raise, work, posts, now } = storm();
    const postedAfter = (id: string, raised: number): number => posts.find((post) => post.id === id)!.at - raised;
    for (let i = 0; i < 999; i++) raise(`other ${i}`, i % 2 ? 'high' : 'low');
    raise('at once', 'critical');
    await work(60_000);
    expect(postedAfter('at once', 0)).toBeLessThanOrEqual(2000);
    const raised = now();
    raise('in the middle', 'critical');
    await work(10_000);
    expect(postedAfter('in the middle', raised)).toBeLessThanOrEqual(2000);
  });

  test('one message about many does not wait for its turn behind those before it, and keeps nothing critical back', async () => {
    const { raise, work, posts, now } = storm({ burst: 3 });
    const postedAfter = (id: string, raised: number): number => posts.find((post) => post.id === id)!.at - raised;
    for (let i = 0; i < 10; i++) raise(`alone ${i}`, 'high');
    await work(500);
    const raised = now();
    raise('many', 'high', 'alerts_rolled_up');
    raise('at once', 'critical');
    await work(60_000);
    expect(postedAfter('many', raised)).toBeLessThanOrEqual(2500);
    expect(postedAfter('at once', raised)).toBeLessThanOrEqual(2000);
    expect(posts).toHaveLength(12);
  });

  test('all are posted, each once, the worst first; a platform that asks to wait is asked no more until then', async () => {
    const { raise, work, posts, refusals, called } = storm();
    for (let i = 0; i < 990; i++) raise(`other ${i}`, i % 2 ? 'high' : 'low');
    for (let i = 0; i < 10; i++) raise(`critical ${i}`, 'critical');
    await work();
    expect(posts).toHaveLength(1000);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1000);
    const worst = posts.slice(0, 20).filter(({ id }) => id.startsWith('critical'));
    expect(worst).toHaveLength(10);
    expect(refusals.length).toBeLessThanOrEqual(5);
    for (const at of refusals) expect(called.filter((call) => call > at && call < at + 5000)).toEqual([]);
    // the channel’s own pace is all that it takes
    expect(posts.at(-1)!.at).toBeLessThan(1000 * 1100 * 1.1);
  });
});
