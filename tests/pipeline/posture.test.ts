import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertLogins } from '../../src/db/events.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { openIncident, undoIncidentChange, updateIncident } from '../../src/pipeline/incidents.ts';
import { type Posture, summarisePosture } from '../../src/pipeline/posture.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

// A Saturday in Berlin. The weeks told of are 19–25 October, in which the clocks go back, and 12–18 October before it.
const NOW = new Date('2026-10-31T12:00:00Z');
const KEY = auditKey('a secret for tests');
const WEEK = '2026-10-19/2026-10-25';

const login = (id: string, at: string, part: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: id,
  occurredAt: new Date(at),
  outcome: 'success',
  account: 'ada',
  address: '192.0.2.1',
  country: 'DE',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  text: `login ${id}`,
  source: 'sshd',
  ...part,
});

describe.each(databases)('posture on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let reader: Principal;

  const summarise = (asked: { range?: string; compareTo?: string }, who = reader): Promise<Posture> =>
    summarisePosture((work) => withOrg(opened.db, who.orgId, work), { principal: who, now: NOW }, asked);
  const change = <T>(at: string, work: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => work({ tx, principal: org.admin, now: new Date(at), auditKey: KEY }));
  const alert = (at: string, part: Parameters<typeof raiseTestAlert>[2] = {}): Promise<number> =>
    raiseTestAlert(opened.db, org.orgId, { lastSeen: new Date(at), ...part });

  let numbers: Record<'late' | 'critical' | 'spray' | 'old' | 'unassigned' | 'closed', number>;

  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    reader = { ...(await org.member('manager')), timeZone: 'Europe/Berlin' };
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'test', NOW));
    await withOrg(opened.db, org.orgId, (tx) =>
      insertLogins(
        tx,
        [
          // the first and the last second of the week: it begins in summer time and ends in winter time
          login('first', '2026-10-18T22:00:00Z'),
          login('last', '2026-10-25T22:59:59Z', { account: 'bob', address: '192.0.2.2', outcome: 'failure' }),
          login('same', '2026-10-20T10:00:00Z', { outcome: 'failure', address: null }),
          login('again', '2026-10-20T10:00:01Z', { account: 'bob' }),
          // before and after it
          login('before', '2026-10-18T21:59:59Z', { account: 'eve', outcome: 'failure' }),
          login('after', '2026-10-25T23:00:00Z', { account: 'eve' }),
        ],
        NOW,
      ),
    );
    // the week before: one, of root in NL
    const old = await alert('2026-10-14T10:00:00Z', { severity: 'medium' });
    // the week: four
    const late = await alert('2026-10-25T22:30:00Z', { severity: 'high', account: 'root' });
    const critical = await alert('2026-10-21T08:00:00Z', { severity: 'critical', account: 'bob', country: 'RO' });
    const spray = await alert('2026-10-22T08:00:00Z', { severity: 'low', account: 'root' });
    // from one week into the other: it belongs to both
    await alert('2026-10-19T08:00:00Z', {
      severity: 'high',
      account: 'root',
      address: '198.51.100.7',
      firstSeen: new Date('2026-10-17T08:00:00Z'),
    });
    // answered after ten minutes and after thirty; what comes later for the same alert does not count
    const set = (number: number, status: 'acknowledged' | 'resolved' | 'false_alarm', at: string) =>
      change(at, (work) => changeAlertStatus(work, { number, status }));
    await set(critical, 'acknowledged', '2026-10-21T08:10:00Z');
    await set(critical, 'resolved', '2026-10-21T18:00:00Z');
    await set(spray, 'false_alarm', '2026-10-22T08:30:00Z');
    await set(old, 'resolved', '2026-10-14T11:00:00Z');

    const closed = await change('2026-10-21T09:00:00Z', (work) => openIncident(work, { title: 'Closed' }));
    await change('2026-10-21T12:00:00Z', (work) => updateIncident(work, closed.number, { status: 'closed' }));
    const unassigned = await change('2026-10-22T09:00:00Z', (work) => openIncident(work, { title: 'Still open' }));
    const gone = await change('2026-10-22T10:00:00Z', (work) => openIncident(work, { title: 'Withdrawn' }));
    await change('2026-10-22T10:01:00Z', (work) => undoIncidentChange(work, gone.number));
    numbers = { late, critical, spray, old, unassigned: unassigned.number, closed: closed.number };
  });
  afterAll(() => opened.close());

  test('counts a week of the reader’s calendar and the one before', async () => {
    const { current, before, names, periods } = await summarise({ range: WEEK });
    expect(periods.unit).toBe('week');
    expect(current.days).toBe(7);
    expect(current.logins).toEqual({ logins: 4, failed: 2 });
    expect(names).toEqual({ accounts: 2, addresses: 2 });
    expect(before.logins).toEqual({ logins: 1, failed: 1 });
    expect(current.alerts).toEqual({
      total: 4,
      bySeverity: { low: 1, medium: 0, high: 2, critical: 1 },
      byStatus: { open: 2, acknowledged: 0, resolved: 1, false_alarm: 1 },
    });
    expect(before.alerts.total).toBe(2);
    expect(current.medianToAcknowledge).toBe(20 * 60);
    expect(before.medianToAcknowledge).toBe(60 * 60);
    expect(current.incidents).toEqual({ opened: 2, closed: 1, stillOpen: 1, medianToClose: 3 * 3600 });
    expect(before.incidents).toEqual({ opened: 0, closed: 0, stillOpen: 0, medianToClose: null });
  });

  test('says what was named most, how often before, and what is new', async () => {
    const { hotspots } = await summarise({ range: WEEK });
    expect(hotspots.account).toEqual([
      { name: 'root', alerts: 3, before: 2, isNew: false },
      { name: 'bob', alerts: 1, before: 0, isNew: true },
    ]);
    expect(hotspots.country).toEqual([
      { name: 'NL', alerts: 3, before: 2, isNew: false },
      { name: 'RO', alerts: 1, before: 0, isNew: true },
    ]);
    expect(hotspots.address[0]).toEqual({ name: '203.0.113.9', alerts: 3, before: 1, isNew: false });
    expect(hotspots.rule).toEqual([{ name: 'failed logins', alerts: 4, before: 2, isNew: false }]);
  });

  test('draws every day of the week, each alert on the day it first shows in it', async () => {
    const { overTime } = await summarise({ range: WEEK });
    expect(overTime.unit).toBe('day');
    expect(overTime.slots.map(({ key, alerts, severe }) => [key.slice(8), alerts, severe])).toEqual([
      ['19', 1, 1],
      ['20', 0, 0],
      ['21', 1, 1],
      ['22', 1, 0],
      ['23', 0, 0],
      ['24', 0, 0],
      ['25', 1, 1],
    ]);
    const day = await summarise({ range: '2026-10-25' });
    expect(day.overTime.unit).toBe('hour');
    expect(day.overTime.slots).toHaveLength(24);
    expect(day.overTime.slots.at(-1)).toEqual({ key: '2026-10-25T23', alerts: 1, severe: 1 });
  });

  test('says what to do next, or that nothing waits', async () => {
    const { next } = await summarise({ range: WEEK });
    expect(next.map((step) => step.kind)).toEqual(['handle_alerts', 'assign_incidents']);
    expect(next[0]).toMatchObject({ total: 2, alerts: [{ number: numbers.late }, {}] });
    expect(next[1]).toMatchObject({ total: 1, incidents: [{ number: numbers.unassigned }] });
    expect((await summarise({ range: '2026-10-01/2026-10-05' })).next).toEqual([]);
  });

  test('names a rule whose alerts were mostly false alarms', async () => {
    const other = await newOrganisation(opened.db);
    await withOrg(opened.db, other.orgId, (tx) => seedRules(tx, 'test', NOW));
    const raised: number[] = [];
    for (let i = 0; i < 5; i++)
      raised.push(
        await raiseTestAlert(opened.db, other.orgId, { severity: 'low', lastSeen: new Date(NOW.getTime() - 1000) }),
      );
    await withOrg(opened.db, other.orgId, async (tx) => {
      const rule = await tx
        .selectFrom('rule')
        .select(['id', 'number'])
        .where('number', '=', 2)
        .executeTakeFirstOrThrow();
      await tx.updateTable('alert').set({ rule_id: rule.id }).where('org_id', '=', other.orgId).execute();
      await tx.updateTable('alert').set({ status: 'false_alarm' }).where('number', 'in', raised.slice(0, 3)).execute();
    });
    const posture = await summarise({ range: 'today' }, other.admin);
    expect(posture.next).toMatchObject([{ kind: 'tune_rule', rule: { number: 2, alerts: 5, falseAlarms: 3 } }]);
    expect(posture.hotspots.rule[0]).toMatchObject({ alerts: 5, ruleNumber: 2, isNew: false });
    expect(posture.first).toBe(true);
  });

  test('what an old log holds of years ago is no measure for the week before', async () => {
    const { orgId, member } = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    const who = { ...(await member('manager')), timeZone: 'Europe/Berlin' };
    const store = (...at: string[]) =>
      withOrg(opened.db, orgId, (tx) =>
        insertLogins(
          tx,
          at.map((when) => login(when, when)),
          NOW,
        ),
      );
    await store('2015-12-10T09:00:00Z', '2026-10-18T09:55:00Z', '2026-10-20T08:00:00Z', '2026-10-21T08:00:00Z');
    expect((await summarise({ range: WEEK }, who)).first).toBe(true);
    await store('2026-10-02T08:00:00Z');
    expect((await summarise({ range: WEEK }, who)).first).toBe(false);
  });

  test('compares with a period that is named', async () => {
    const { periods, before, rangeName } = await summarise({ range: '2026-10-14', compareTo: WEEK });
    expect(rangeName).toBe(WEEK);
    expect(periods.chosen).toBe(true);
    expect(before.alerts.total).toBe(1);
  });

  test('sees nothing of another organisation', async () => {
    const stranger = await newOrganisation(opened.db);
    const posture = await summarise({ range: WEEK }, stranger.admin);
    expect(posture.current.logins.logins).toBe(0);
    expect(posture.current.alerts.total).toBe(0);
    expect(posture.names).toEqual({ accounts: 0, addresses: 0 });
    expect(Object.values(posture.hotspots).flat()).toEqual([]);
    expect(posture.next).toEqual([]);
    expect(posture.direction).toBe('same');
  });

  test('is not for everyone, and not for any time', async () => {
    await expect(summarise({}, await org.member('moderator'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(summarise({ range: 'whenever' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(summarise({ range: '2026-12' })).rejects.toThrow(/still to come/);
  });
});
