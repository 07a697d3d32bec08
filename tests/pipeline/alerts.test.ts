import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertEvents, countAlerts, countAlertsBy, findAlert, listAlerts } from '../../src/db/alerts.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { parseLoginEvent } from '../../src/pipeline/login-event-schema.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-03-02T12:00:00Z');

describe.each(databases)('alerts on $name', (kind) => {
  let opened: TestDatabase;
  let admin: Principal;
  let member: Awaited<ReturnType<typeof newOrganisation>>['member'];
  beforeAll(async () => {
    opened = await kind.open();
    ({ admin, member } = await newOrganisation(opened.db));
    await withOrg(opened.db, admin.orgId, (tx) => seedRules(tx, 'test', now));
    // three attacks from three addresses, an hour apart
    for (const [n, address] of ['192.0.2.1', '192.0.2.2', '192.0.2.3'].entries()) {
      const events = Array.from({ length: 6 + n }, (_, i) => {
        const occurred_at = new Date(Date.parse('2026-03-02T08:00:00Z') + n * 3_600_000 + i * 1000).toISOString();
        const parsed = parseLoginEvent(
          {
            event_id: `${n}/${i}`,
            occurred_at,
            outcome: 'failure',
            account: n === 2 ? `user${i}` : 'root',
            address,
            country: 'NL',
          },
          { now },
        );
        if (!parsed.ok) throw new Error(parsed.reason);
        return parsed.event;
      });
      await ingestLogins({ db: opened.db, now: () => now }, admin.orgId, events);
    }
  });
  afterAll(() => opened.close());

  const as = <T>(principal: Principal, work: (work: Work) => Promise<T>) =>
    withOrg(opened.db, principal.orgId, (tx) => work({ tx, principal, now, auditKey: auditKey('s') }));
  const numbers = (filter: Partial<Parameters<typeof listAlerts>[1]>) =>
    as(admin, async ({ tx }) => (await listAlerts(tx, { limit: 10, ...filter })).map((alert) => alert.number));

  test('are listed newest first, a page at a time, and filtered', async () => {
    expect(await numbers({})).toEqual([3, 2, 1]);
    const [first] = await as(admin, ({ tx }) => listAlerts(tx, { limit: 1 }));
    expect(await numbers({ before: first! })).toEqual([2, 1]);
    expect(await numbers({ account: 'root' })).toEqual([2, 1]);
    expect(await numbers({ address: '192.0.2.3' })).toEqual([3]);
    expect(await numbers({ severities: ['high', 'critical'] })).toEqual([3]);
    expect(await numbers({ kinds: ['password_spray'] })).toEqual([3]);
    expect(await numbers({ country: 'DE' })).toEqual([]);
    const [from, to] = [new Date('2026-03-02T09:00:00Z'), new Date('2026-03-02T10:00:00Z')];
    expect(await numbers({ from, to })).toEqual([2]);
    await as(admin, async ({ tx }) => {
      expect(await countAlerts(tx, { from })).toBe(2);
      expect(await countAlertsBy(tx, {}, 'severity')).toEqual([
        { value: 'medium', count: 2 },
        { value: 'high', count: 1 },
      ]);
      const alert = await findAlert(tx, 3);
      const events = await alertEvents(tx, alert!.id, 100);
      expect(events.map((event) => event.account)).toEqual(Array.from({ length: 8 }, (_, i) => `user${i}`));
    });
  });

  test('can be listed as they were raised: what an old log told of last is on top', async () => {
    const elsewhere = await newOrganisation(opened.db);
    const days = ['2026-03-01', '2015-12-10', '2026-02-01'];
    for (const day of days)
      await raiseTestAlert(opened.db, elsewhere.orgId, { lastSeen: new Date(`${day}T09:00:00Z`) });
    const listed = (page: Omit<Parameters<typeof listAlerts>[1], 'limit'>) =>
      withOrg(opened.db, elsewhere.orgId, async (tx) =>
        (await listAlerts(tx, { limit: 10, ...page })).map((alert) => alert.number),
      );
    expect(await listed({ order: 'seen' })).toEqual([1, 3, 2]);
    expect(await listed({ order: 'raised' })).toEqual([3, 2, 1]);
    expect(await listed({ order: 'raised', before: { number: 3, lastSeen: new Date() } })).toEqual([2, 1]);
  });

  test('are settled once, with who and why, in the log and the outbox', async () => {
    const officer = await member('officer', { name: 'Olga' });
    const settle = (note?: string) =>
      as(officer, (work) => changeAlertStatus(work, { number: 1, status: 'resolved', ...(note ? { note } : {}) }));
    expect(await settle(' the pen\u0000test ')).toMatchObject({
      status: 'resolved',
      statusBy: 'Olga',
      statusNote: 'the pentest',
    });
    await settle();
    await settle('the pentest');
    expect(await as(officer, (work) => changeAlertStatus(work, { number: 1, status: 'open' }))).toMatchObject({
      status: 'open',
      statusNote: null,
    });
    await as(admin, async ({ tx }) => {
      const lines = await tx
        .selectFrom('audit_entry')
        .select(['action', 'subject', 'actor_name'])
        .orderBy('seq')
        .execute();
      expect(lines).toEqual([
        { action: 'alert.resolve', subject: 'ALR-1', actor_name: 'Olga' },
        { action: 'alert.reopen', subject: 'ALR-1', actor_name: 'Olga' },
      ]);
      const alert = await findAlert(tx, 1);
      const outbox = await tx.selectFrom('outbox').select('kind').where('subject', '=', alert!.id).execute();
      // raised, and not yet told: the change needs no second row
      expect(outbox).toEqual([{ kind: 'alert_raised' }]);
      await tx.updateTable('outbox').set({ sent_at: now }).execute();
    });
    await as(officer, (work) => changeAlertStatus(work, { number: 1, status: 'acknowledged' }));
    const kinds = await as(admin, ({ tx }) =>
      tx.selectFrom('outbox').select('kind').where('sent_at', 'is', null).execute(),
    );
    expect(kinds).toEqual([{ kind: 'alert_changed' }]);
  });

  test('refuse the unknown, the novel and who may not', async () => {
    const employee = await member('employee');
    const change = (principal: Principal, number: number, note?: string) =>
      as(principal, (work) => changeAlertStatus(work, { number, status: 'resolved', ...(note ? { note } : {}) }));
    await expect(change(admin, 77)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(admin, 2, 'x'.repeat(2001))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(change(employee, 2)).rejects.toMatchObject({ code: 'forbidden' });
    const { admin: stranger } = await newOrganisation(opened.db);
    await expect(change(stranger, 2)).rejects.toMatchObject({ code: 'not_found' });
  });
});
