import { setTimeout as sleep } from 'node:timers/promises';
import { type OrgDb, withOrg } from '../../db/scope.ts';
import { waitingMessages } from '../../db/waiting-messages.ts';
import { createJobs, type Jobs } from '../../jobs/queue.ts';
import { createWake, jobHandlers } from '../../pipeline/job-handlers.ts';
import { systemPrincipal } from '../../pipeline/members.ts';
import { channelsOfSender, keyOf } from '../../pipeline/moderation/guarded-channels.ts';
import { parseMessageEvent } from '../../pipeline/moderation/ingest-schema.ts';
import { createIntake } from '../../pipeline/moderation/intake.ts';
import { judgeSession } from '../../pipeline/moderation/judge-session.ts';
import { enqueueMessages } from '../../pipeline/moderation/message-jobs.ts';
import { openScreener } from '../../pipeline/screening/open-screener.ts';
import type { BenchContext } from './index.ts';
import { benchMessage, benchPileOn, type SentMessage } from './message-load.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const PER_SECOND = 1000;
const BATCH = 20;
const WARM_UP_SECONDS = 4;
const PILE_ON_EVERY_MS = 1500;
const MEMBERS = 100_000;

/**
 * Messages through the whole of moderation in one process: stored, screened, put into their conversations, judged, and the card's
 * announcement handed to whoever delivers it. A thousand a second for a minute, and every second or two a pile-on among them.
 */
export async function benchMessages({ database, log, say, seconds }: BenchContext): Promise<BenchRow[]> {
  const { db } = database;
  const now = (): Date => new Date();
  const { orgId, auditKey } = await benchOrganisation(database, 'Bench: messages');
  const screener = await openScreener({ model: 'own', openai: { key: null, baseUrl: null }, log });
  const sent = new Map<string, number>();
  const cards: number[] = [];
  const intake = createIntake({
    db,
    now,
    enqueue: (id) => enqueueMessages((...job) => jobs.add(...job), id),
    onError: (err) => log.warn({ err }, 'the queue could not be told'),
  });
  const wake = createWake(
    (...job) => jobs.add(...job),
    (err) => log.warn({ err }, 'the queue could not be told'),
    now,
  );
  const jobs: Jobs = createJobs({
    backend: { kind: 'postgres', pool: database.jobsPool() },
    handlers: jobHandlers({
      db,
      auditKey,
      now,
      async deliver(id, outboxId) {
        const at = performance.now();
        const channel = await withOrg(db, id, (tx) => channelOf(tx, outboxId));
        const began = channel && sent.get(channel);
        if (!began) return null;
        sent.delete(channel);
        cards.push(at - began);
        return null;
      },
      enqueue: (...job) => jobs.add(...job),
      messages: { db, now, auditKey, screenerOf: async () => screener, judge: judgeSession, wake, log },
    }),
    schedules: [],
    log,
    prefix: 'bench-messages',
  });
  const principal = systemPrincipal(orgId, 'UTC', { platform: 'cli', audience: 'private' });

  async function send(messages: readonly SentMessage[]): Promise<number> {
    const began = performance.now();
    const parsed = messages.map((message) => parseMessageEvent(message, { now: now(), keptDays: 30 }));
    const events = parsed.map((one) => {
      if (!one.ok) throw new Error(one.reason);
      return one.sent;
    });
    const channels = await intake.channelsOf(
      orgId,
      events.map(({ channel }) => channel),
      (missing) => withOrg(db, orgId, (tx) => channelsOfSender(tx, missing, { now: now(), by: principal.name })),
    );
    await intake.take(
      orgId,
      events.flatMap((sent) =>
        sent.kind === 'fact' ? [{ channelId: channels.get(keyOf(sent.channel))!.id, fact: sent.fact }] : [],
      ),
    );
    return performance.now() - began;
  }

  let offered = 0;
  let piles = 0;
  async function load(duration: number): Promise<{ waits: number[] }> {
    const waits: number[] = [];
    const began = performance.now();
    const underWay: Promise<unknown>[] = [];
    let pileAt = began + PILE_ON_EVERY_MS;
    for (let i = 0; i < (duration * PER_SECOND) / BATCH; i++) {
      const due = began + (i * BATCH * 1000) / PER_SECOND;
      const early = due - performance.now();
      if (early > 1) await sleep(early);
      const at = now();
      const batch = Array.from({ length: BATCH }, () => benchMessage(offered++, at));
      underWay.push(send(batch).then((ms) => waits.push(ms)));
      if (performance.now() < pileAt) continue;
      pileAt += PILE_ON_EVERY_MS;
      const pile = benchPileOn(piles++, at);
      sent.set(pile[0]!.channel, performance.now());
      underWay.push(send(pile));
    }
    await Promise.all(underWay);
    return { waits };
  }

  const drained = async (): Promise<void> => {
    while ((await withOrg(db, orgId, (tx) => waitingMessages(tx, 1))).length > 0) await sleep(50);
  };
  await jobs.start();
  try {
    say('warming up');
    await load(WARM_UP_SECONDS);
    await drained();
    await sleep(500);
    cards.length = 0;
    sent.clear();
    say(`${PER_SECOND} messages a second for ${seconds} s`);
    const began = performance.now();
    const cpu = { main: process.threadCpuUsage(), all: process.cpuUsage() };
    const { waits } = await load(seconds);
    await drained();
    const spent = { main: process.threadCpuUsage(cpu.main), all: process.cpuUsage(cpu.all) };
    const each = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / (seconds * PER_SECOND);
    const took = (performance.now() - began) / 1000;
    for (let i = 0; i < 100 && sent.size > 0; i++) await sleep(50);
    if (sent.size > 0) throw new Error(`${sent.size} pile-ons were not told of`);
    say(`conversations of ${MEMBERS.toLocaleString('en')} members`);
    const memory = await crowd();
    return [
      {
        name: 'messages stored, screened and judged',
        value: (seconds * PER_SECOND) / took,
        unit: 'events/s',
        // a second after the last one at the latest
        target: { value: (seconds * PER_SECOND) / (seconds + 1), better: 'more' },
        compared: `offered ${PER_SECOND} a second for ${seconds} s, batches of ${BATCH}`,
      },
      {
        name: 'one batch stored, p99',
        value: percentile(waits, 0.99),
        unit: 'ms',
        target: { value: 100, better: 'less' },
        compared: '',
      },
      {
        name: 'processor time of the main thread for a message',
        value: each(spent.main),
        unit: 'µs',
        target: null,
        compared: '',
      },
      {
        name: 'processor time of the process for a message',
        value: each(spent.all),
        unit: 'µs',
        target: null,
        compared: 'screening and sending included, the database apart',
      },
      {
        name: 'from a message to its card, p95',
        value: percentile(cards, 0.95),
        unit: 'ms',
        target: { value: 1000, better: 'less' },
        compared: `${cards.length} pile-ons`,
      },
      {
        name: `conversations of ${MEMBERS.toLocaleString('en')} members`,
        value: memory,
        unit: 'MB',
        target: { value: 1000, better: 'less' },
        compared: 'memory of this process and what the database keeps of them',
      },
    ];
  } finally {
    await jobs.stop();
    await screener.close?.();
  }

  /** A message of each member, worked on; how much memory and storage the conversations take. */
  async function crowd(): Promise<number> {
    const at = now();
    for (let from = 0; from < MEMBERS; from += 1000)
      await send(
        Array.from({ length: 1000 }, (_, i) => ({
          ...benchMessage(from + i, at, { members: MEMBERS, channels: 4000 }),
          message_id: `c${from + i}`,
          author: { id: `w${from + i}`, name: `Member ${from + i}` },
        })),
      );
    await drained();
    const bytes = await withOrg(db, orgId, async (tx) => {
      const row = await tx
        .selectFrom('moderation_session')
        .select((eb) => eb.fn.sum<string>(eb.fn('pg_column_size', ['state'])).as('bytes'))
        .executeTakeFirst();
      return Number(row?.bytes ?? 0);
    });
    return (process.memoryUsage().rss + bytes) / 1e6;
  }
}

async function channelOf(tx: OrgDb, outboxId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('outbox')
    .innerJoin('moderation_case', 'moderation_case.id', 'outbox.subject')
    .innerJoin('guarded_channel', 'guarded_channel.id', 'moderation_case.guarded_channel_id')
    .select('guarded_channel.channel')
    .where('outbox.id', '=', outboxId)
    .executeTakeFirst();
  return row?.channel ?? null;
}
