import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONSOLE_CHANNEL, createConsolePlatform } from '../../src/bots/console/platform.ts';
import { createNotifier } from '../../src/bots/notify.ts';
import { addOutbox, DELIVERY_ATTEMPTS, outboxSteps } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId, type OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createLive } from '../../src/http/live.ts';
import { createJobs, type Jobs } from '../../src/jobs/queue.ts';
import { silentLog } from '../../src/log.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { type AuditVerdict, audit, auditKey } from '../../src/pipeline/audit.ts';
import { openIncident, updateIncident } from '../../src/pipeline/incidents.ts';
import { createWake, enqueueAnswer, jobHandlers, SCHEDULES } from '../../src/pipeline/job-handlers.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { readFeed } from '../support/feed.ts';

const log = silentLog();
const key = auditKey('a secret of more than sixteen characters');
const MINUTE = 60_000;
const DAY = 86_400_000;

for (const kind of databases)
  describe(`job handlers on the ${kind.name} database`, () => {
    let opened: TestDatabase;
    let orgId: OrgId;
    let admin: Principal;
    let now: Date;
    let delivered: string[];
    let due: Awaited<ReturnType<Parameters<typeof jobHandlers>[0]['deliver']>>;
    let enqueued: { name: string; payload: unknown; options: unknown }[];
    let verdicts: Map<OrgId, AuditVerdict>;

    beforeAll(async () => {
      opened = await kind.open();
    });
    beforeEach(async () => {
      ({ orgId, admin } = await newOrganisation(opened.db));
      now = new Date();
      await begin(admin);
      delivered = [];
      due = null;
      enqueued = [];
      verdicts = new Map();
    });
    afterAll(() => opened.close());

    /** Every organisation's log has a first entry. */
    const begin = (principal: Principal) =>
      withOrg(opened.db, principal.orgId, (tx) =>
        audit({ tx, principal, now, auditKey: key }, { action: 'organisation.create' }),
      );
    const context = () => ({ signal: new AbortController().signal, attempt: 1, log });
    const handlers = () =>
      jobHandlers({
        db: opened.db,
        auditKey: key,
        now: () => now,
        deliver: async (_, id) => {
          delivered.push(id);
          return due;
        },
        enqueue: async (name, payload, options) => {
          enqueued.push({ name, payload, options });
          return '1';
        },
        onAuditVerdict: (id, verdict) => verdicts.set(id, verdict),
      });
    const mine = () => enqueued.filter(({ payload }) => (payload as { orgId: string }).orgId === orgId);

    test('the sweep sends on their way the rows that stayed behind, and no others', async () => {
      const left = await withOrg(opened.db, orgId, async (tx) => {
        const [left, sent, hopeless] = [newId(), newId(), newId()];
        const row = { org_id: orgId, kind: 'alert_raised' as const, created_at: new Date(now.getTime() - MINUTE) };
        await tx
          .insertInto('outbox')
          .values([
            { ...row, id: left, subject: newId() },
            { ...row, id: sent, subject: newId(), sent_at: now },
            { ...row, id: hopeless, subject: newId(), attempts: DELIVERY_ATTEMPTS },
          ])
          .execute();
        return left;
      });
      const fresh = await withOrg(opened.db, orgId, (tx) => addOutbox(tx, { kind: 'alert_raised', subject: newId() }));
      await handlers().sweep_outbox({}, context());
      expect(mine()).toEqual([
        {
          name: 'deliver_outbox',
          payload: { orgId, outboxId: left },
          // not its own job's key: that may have died with its worker
          options: { dedupeKey: `outbox ${left} swept ${Math.floor(now.getTime() / MINUTE)}`, priority: 8 },
        },
      ]);
      enqueued = [];
      await handlers().sweep_outbox({ olderThanMs: 0 }, context());
      expect(mine().map(({ payload }) => (payload as { outboxId: string }).outboxId)).toEqual([left, fresh]);
    });

    test('what has to wait for its turn is queued again for then, beside news of the same matter', async () => {
      const outboxId = newId();
      const at = new Date(now.getTime() + 90_000);
      due = { at, severity: 'medium' };
      await handlers().deliver_outbox({ orgId, outboxId }, context());
      expect(enqueued).toEqual([
        {
          name: 'deliver_outbox',
          payload: { orgId, outboxId },
          options: { dedupeKey: `outbox ${outboxId} ${at.getTime()}`, priority: 4, delayMs: 90_000 },
        },
      ]);
    });

    test('one message about many alerts goes before each that is as bad, behind what is critical; also when it waited for its turn', async () => {
      const wake = createWake(
        async (name, payload, options) => {
          enqueued.push({ name, payload, options });
          return '1';
        },
        (error) => expect.unreachable(String(error)),
        () => now,
      );
      const ahead = { ahead: true as const };
      wake(orgId, [
        { outboxId: newId(), severity: 'critical' },
        { outboxId: newId(), severity: 'high', ...ahead },
        { outboxId: newId(), severity: 'high' },
        { outboxId: newId(), severity: 'medium', ...ahead },
        { outboxId: newId(), severity: 'medium' },
      ]);
      await vi.waitFor(() => expect(enqueued).toHaveLength(5));
      const orderOf = ({ options }: (typeof enqueued)[number]) => (options as { priority?: number }).priority ?? 0;
      const order = enqueued.map(orderOf);
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      enqueued = [];
      due = { at: now, severity: 'high', ...ahead };
      await handlers().deliver_outbox({ orgId, outboxId: newId() }, context());
      expect(orderOf(enqueued[0]!)).toBe(order[1]);
    });

    test('sign-ins that ended a week ago and rows sent a month ago are forgotten', async () => {
      const memberId = admin.actor.id!;
      const ended = (days: number) => new Date(now.getTime() - days * DAY);
      await withOrg(opened.db, orgId, async (tx) => {
        for (const days of [-1, 6, 8]) {
          const row = { org_id: orgId, member_id: memberId, expires_at: ended(days) };
          const hash = () => Buffer.from(newId());
          await tx
            .insertInto('sign_in_link')
            .values({ ...row, id: newId(), token_hash: hash() })
            .execute();
          await tx
            .insertInto('web_session')
            .values({ ...row, id: newId(), token_hash: hash() })
            .execute();
        }
        for (const days of [29, 31])
          await tx
            .insertInto('outbox')
            .values({ id: newId(), org_id: orgId, kind: 'alert_raised', subject: newId(), sent_at: ended(days) })
            .execute();
        await addOutbox(tx, { kind: 'alert_raised', subject: newId() });
      });
      await handlers().expire_sign_ins({}, context());
      const left = await withOrg(opened.db, orgId, async (tx) => ({
        links: await tx.selectFrom('sign_in_link').select('expires_at').orderBy('expires_at').execute(),
        sessions: await tx.selectFrom('web_session').select('expires_at').orderBy('expires_at').execute(),
        outbox: await tx.selectFrom('outbox').select('sent_at').orderBy('sent_at').execute(),
      }));
      expect(left).toEqual({
        links: [{ expires_at: ended(6) }, { expires_at: ended(-1) }],
        sessions: [{ expires_at: ended(6) }, { expires_at: ended(-1) }],
        outbox: [{ sent_at: ended(29) }, { sent_at: null }],
      });
    });

    test('a broken audit log is told of, organisation by organisation, and fails the job', async () => {
      const work = <T>(principal: Principal, run: (work: Parameters<typeof openIncident>[0]) => Promise<T>) =>
        withOrg(opened.db, principal.orgId, (tx) => run({ tx, principal, now, auditKey: key }));
      const sound = await newOrganisation(opened.db);
      for (const principal of [admin, sound.admin])
        await work(principal, (w) => openIncident(w, { title: 'Odd logins', severity: 'high' }));
      await handlers().verify_audit({}, context());
      expect(verdicts.get(orgId)).toMatchObject({ ok: true });

      // only the owner of the tables can do this, with the guard taken off
      await opened.database.pool.query('alter table audit_entry disable trigger audit_entry_append_only');
      await opened.database.pool.query('alter table audit_entry no force row level security');
      await opened.database.pool.query("update audit_entry set actor_name = 'Nobody' where org_id = $1", [orgId]);
      await opened.database.pool.query('alter table audit_entry force row level security');
      await opened.database.pool.query('alter table audit_entry enable trigger audit_entry_append_only');
      await expect(handlers().verify_audit({}, context())).rejects.toThrow(`${orgId}: entry 1 was changed`);
      await expect(handlers().verify_audit({}, context())).rejects.not.toThrow(/Harbour Works/);
      expect(verdicts.get(orgId)).toMatchObject({ ok: false, seq: 1 });
      expect(verdicts.get(sound.orgId)).toMatchObject({ ok: true });
    });

    test('a wake delivers the rows it knows; a sweep that died holds up only the wakes of its own second', async () => {
      let clock = new Date('2026-11-20T12:00:00Z');
      const wake = createWake(
        async (name, payload, options) => {
          enqueued.push({ name, payload, options });
          return '1';
        },
        (error) => expect.unreachable(String(error)),
        () => clock,
      );
      const [worst, bad] = [newId(), newId()];
      wake(orgId, [
        { outboxId: worst, severity: 'critical' },
        { outboxId: bad, severity: 'high' },
      ]);
      const job = (outboxId: string, more = {}) => ({
        name: 'deliver_outbox',
        payload: { orgId, outboxId },
        options: { dedupeKey: `outbox ${outboxId}`, ...more },
      });
      await vi.waitFor(() => expect(enqueued).toEqual([job(worst), job(bad, { priority: 2 })]));
      enqueued = [];
      wake();
      wake(
        orgId,
        Array.from({ length: 51 }, () => ({ outboxId: newId(), severity: null })),
      );
      clock = new Date(clock.getTime() + 1000);
      wake();
      await vi.waitFor(() => expect(enqueued).toHaveLength(12));
      expect(new Set(enqueued.map(({ name }) => name))).toEqual(
        new Set(['sweep_outbox', 'sweep_actions', 'sweep_rooms', 'sweep_tickets']),
      );
      for (const sweep of ['sweep_outbox', 'sweep_actions', 'sweep_rooms', 'sweep_tickets']) {
        const keys = enqueued.flatMap(({ name, options }) =>
          name === sweep ? [(options as { dedupeKey: string }).dedupeKey] : [],
        );
        const [first, same, later] = keys;
        expect(keys).toHaveLength(3);
        expect(same).toBe(first);
        expect(later).not.toBe(first);
      }
    });

    test('a job that is told to stop goes no further', async () => {
      const stopped = { ...context(), signal: AbortSignal.abort(new Error('stopping')) };
      await expect(handlers().verify_audit({}, stopped)).rejects.toThrow('stopping');
      expect(verdicts.size).toBe(0);
    });

    test('from a change to the live feed: written with it, woken after it, shown once, edited in place', async () => {
      const live = createLive(opened.database, log);
      await live.start();
      const notifier = createNotifier({
        platforms: [createConsolePlatform(live)],
        channels: async () => [CONSOLE_CHANNEL],
        outbox: outboxSteps(opened.db, () => new Date()),
        compose: (id, announcement) =>
          withOrg(opened.db, id, (tx) => composeAnnouncement(tx, announcement, (ref) => `/${ref}`)),
        log,
      });
      const jobs: Jobs = createJobs({
        backend: { kind: 'postgres', pool: opened.database.jobsPool() },
        handlers: jobHandlers({
          db: opened.db,
          auditKey: key,
          now: () => new Date(),
          deliver: notifier.deliver,
          enqueue: (...job) => jobs.add(...job),
        }),
        schedules: SCHEDULES,
        log,
      });
      await jobs.start();
      try {
        const reader = readFeed(live, orgId);
        const wake = createWake(
          jobs.add,
          (error) => expect.unreachable(String(error)),
          () => new Date(),
        );
        const write = <T>(run: (work: Parameters<typeof openIncident>[0]) => Promise<T>) =>
          withOrg(opened.db, orgId, (tx) => run({ tx, principal: admin, now: new Date(), auditKey: key }));
        const { number } = await write((work) => openIncident(work, { title: 'Odd logins', severity: 'high' }));
        wake();
        await vi.waitFor(() => expect(reader.shown()).toEqual([`INC-${number}`]), 10_000);
        const drawn = reader.drawn();
        await write((work) => updateIncident(work, number, { status: 'investigating' }));
        wake();
        await vi.waitFor(() => expect(reader.drawn()).toBeGreaterThan(drawn), 10_000);
        expect(reader.shown()).toEqual([`INC-${number}`]);
      } finally {
        await jobs.stop();
        await live.stop();
      }
    });

    test('while every turn waits for a language model, news are told and presses are answered', async () => {
      const order: string[] = [];
      const { promise: theModel, resolve: answers } = Promise.withResolvers<void>();
      const jobs: Jobs = createJobs({
        backend: { kind: 'postgres', pool: opened.database.jobsPool() },
        handlers: jobHandlers({
          db: opened.db,
          auditKey: key,
          now: () => new Date(),
          deliver: async () => {
            order.push('critical');
            return null;
          },
          answer: async (_, conversation) => {
            if (conversation.startsWith('slack ')) await theModel;
            order.push(conversation);
            return null;
          },
          enqueue: (...job) => jobs.add(...job),
        }),
        schedules: [],
        log,
        prefix: 'turns-apart',
        concurrency: 1,
        turns: 2,
      });
      const add: Jobs['add'] = (...job) => jobs.add(...job);
      for (let i = 1; i <= 5; i++) await enqueueAnswer(add, orgId, `slack T1 C1 question ${i}`);
      await jobs.start();
      try {
        await vi.waitFor(async () => expect(await jobs.counts()).toMatchObject({ active: 2, waiting: 3 }), 10_000);
        await enqueueAnswer(add, orgId, 'press slack T1 C1 1.2');
        const wake = createWake(
          add,
          (error) => expect.unreachable(String(error)),
          () => new Date(),
        );
        wake(orgId, [{ outboxId: newId(), severity: 'critical' }]);
        await vi.waitFor(() => expect(order.toSorted()).toEqual(['critical', 'press slack T1 C1 1.2']), 10_000);
        answers();
        await vi.waitFor(() => expect(order).toHaveLength(7), 10_000);
      } finally {
        answers();
        await jobs.stop();
      }
    });
  });
