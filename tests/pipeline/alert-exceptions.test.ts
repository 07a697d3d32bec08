import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countAlerts, findAlert, listAlerts } from '../../src/db/alerts.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import {
  endException,
  expectAlert,
  listAlertExceptions,
  seeSuppressed,
  snoozeAlert,
  tellAgain,
} from '../../src/pipeline/alert-exceptions.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import { formOf } from '../../src/pipeline/forms.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { wakeExceptions } from '../../src/pipeline/wake-exceptions.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const HOUR_MS = 3_600_000;

describe.each(databases)('alerts that are left alone on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let now: Date;
  let events: number;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
    now = new Date('2026-11-20T12:00:00Z');
    events = 0;
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'test', now));
  });

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const by = <T>(change: (work: Work) => Promise<T>): Promise<T> => as(maria, change);
  const later = (ms: number): Date => {
    now = new Date(now.getTime() + ms);
    return now;
  };
  /** Failed logins within the minute before now. */
  async function attack(count: number, { account = 'root', address = '203.0.113.9' } = {}) {
    const batch = Array.from({ length: count }, (_, i) => ({
      eventId: `e${events++}`,
      occurredAt: new Date(now.getTime() - 60_000 + i * 10),
      outcome: 'failure' as const,
      account,
      address,
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: 'password',
      reason: null,
      text: `Failed password for ${account} from ${address}`,
      source: 'sshd',
    }));
    return ingestLogins({ db: opened.db, now: () => now }, org.orgId, batch);
  }
  const alerts = () => by(({ tx }) => listAlerts(tx, { limit: 100 }));
  const untold = () =>
    by(async ({ tx }) => {
      const rows = await tx.selectFrom('outbox').select(['subject']).where('sent_at', 'is', null).execute();
      return rows.map(({ subject }) => subject);
    });
  const tellAll = () => by(({ tx }) => tx.updateTable('outbox').set({ sent_at: now }).execute());
  const news = (id: string) =>
    by(({ tx }) => composeAnnouncement(tx, { kind: 'alert_changed', subject: id }, (ref) => `/x/${ref}`, now));

  test('a snoozed matter grows, counts and is seen, and is told when that is over', async () => {
    await attack(30);
    const [alert] = await alerts();
    await tellAll();
    await by((work) =>
      snoozeAlert(work, { number: alert!.number, until: new Date(now.getTime() + HOUR_MS), reason: 'pen test' }),
    );
    const told = await news(alert!.id);
    expect(told!.pending).toBe(false);
    expect(told!.text).toContain('Snoozed until Fri 20 Nov 2026, 14:00 by Maria Lindqvist: pen test');
    await tellAll();

    later(60_000);
    await attack(12);
    expect(await untold()).toEqual([]);
    expect((await by(({ tx }) => findAlert(tx, alert!.number)))!.count).toBe(42);
    const [exception] = await by((work) => listAlertExceptions(work, { live: true }));
    expect(exception).toMatchObject({ kind: 'snooze', suppressed: 12, createdBy: 'Maria Lindqvist' });
    expect(await by((work) => seeSuppressed(work, exception!.id))).toHaveLength(12);

    expect(await by(({ tx }) => wakeExceptions(tx, now))).toEqual([]);
    later(HOUR_MS);
    expect(await by(({ tx }) => wakeExceptions(tx, now))).toHaveLength(1);
    expect(await untold()).toEqual([alert!.id]);
    expect((await news(alert!.id))!.pending).toBe(true);
    // once
    await tellAll();
    expect(await by(({ tx }) => wakeExceptions(tx, now))).toEqual([]);
  });

  test('what got worse than it was when it was snoozed is told all the same', async () => {
    await attack(30);
    const [alert] = await alerts();
    await by(({ tx }) => tx.updateTable('alert').set({ severity: 'low' }).execute());
    await by((work) => snoozeAlert(work, { number: alert!.number, until: new Date(now.getTime() + HOUR_MS) }));
    await tellAll();
    later(60_000);
    await attack(12);
    expect(await untold()).toEqual([alert!.id]);
    expect((await news(alert!.id))!.pending).toBe(true);
  });

  test('what is expected raises no alert, for this account and address alone, until then', async () => {
    await attack(30);
    const [alert] = await alerts();
    const until = new Date(now.getTime() + 30 * 24 * HOUR_MS);
    await by((work) => expectAlert(work, { number: alert!.number, until, reason: 'the backup job' }));
    expect(await by(({ tx }) => findAlert(tx, alert!.number))).toMatchObject({
      status: 'false_alarm',
      statusNote: 'Expected until Sun 20 Dec 2026, 13:00: the backup job',
    });
    await tellAll();

    later(48 * HOUR_MS);
    const before = await by(({ tx }) => countAlerts(tx));
    await attack(30);
    expect(await by(({ tx }) => countAlerts(tx))).toBe(before);
    expect(await untold()).toEqual([]);
    const [exception] = await by((work) => listAlertExceptions(work, { live: true }));
    expect(exception!.suppressed).toBe(30);
    // the same events again count nothing twice
    await by(({ tx }) => tx.selectFrom('event').select('seq').execute());
    await attack(1);
    expect((await by((work) => listAlertExceptions(work, { live: true })))[0]!.suppressed).toBe(31);

    // from elsewhere, it is told
    later(48 * HOUR_MS);
    await attack(30, { address: '198.51.100.7' });
    expect(await by(({ tx }) => countAlerts(tx))).toBe(before + 1);
    // and once it has run out
    later(40 * 24 * HOUR_MS);
    await attack(30);
    expect(await by(({ tx }) => countAlerts(tx))).toBe(before + 2);
  });

  test('what is expected hides nothing of others at the same address, and nothing once it is over', async () => {
    await attack(8, { account: 'priya' });
    const [expected] = await alerts();
    await by((work) => expectAlert(work, { number: expected!.number, until: new Date(now.getTime() + 600_000) }));
    await tellAll();
    const settled = () => by(({ tx }) => findAlert(tx, expected!.number));

    later(60_000);
    await attack(8, { account: 'elena' });
    const others = (await alerts()).filter(({ number }) => number !== expected!.number);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every(({ status }) => status === 'open')).toBe(true);
    expect((await untold()).toSorted()).toEqual(others.map(({ id }) => id).toSorted());
    expect(await settled()).toMatchObject({ status: 'false_alarm', count: 8, account: 'priya' });

    // what goes on belongs to the open one, however near the other lies
    later(60_000);
    await attack(8, { account: 'elena' });
    expect(await alerts()).toHaveLength(1 + others.length);
    expect(await settled()).toMatchObject({ status: 'false_alarm', count: 8 });
  });

  test('once what was expected is over, more of the same within the cooldown is told', async () => {
    await attack(8, { account: 'priya' });
    const [expected] = await alerts();
    await by((work) => expectAlert(work, { number: expected!.number, until: new Date(now.getTime() + 100_000) }));
    later(60_000);
    await attack(8, { account: 'priya' });
    expect(await alerts()).toHaveLength(1);
    later(120_000);
    await attack(8, { account: 'priya' });
    expect((await alerts()).map(({ status }) => status).toSorted()).toEqual(['false_alarm', 'open']);
  });

  test.each(['false_alarm', 'resolved'] as const)(
    'more of the same belongs to what is %s, for a day; what is worse or of others is told',
    async (status) => {
      await attack(8, { account: 'priya' });
      const [first] = await alerts();
      const set = { number: first!.number, status, note: 'a test' };
      await by((work) => changeAlertStatus(work, set));
      await tellAll();
      later(60_000);
      await attack(2, { account: 'priya' });
      expect(await alerts()).toHaveLength(1);
      expect(await by(({ tx }) => findAlert(tx, first!.number))).toMatchObject({ status, count: 10 });

      await attack(2, { account: 'oskar' });
      expect(await alerts()).toHaveLength(2);

      await by(({ tx }) => tx.updateTable('alert').set({ status }).execute());
      for (let hours = 0; hours < 30; hours++) {
        later(HOUR_MS / 2);
        await attack(6, { account: 'priya' });
      }
      expect((await alerts()).filter((one) => one.status === 'open').length).toBeGreaterThan(0);
    },
  );

  test('“tell again” ends it, and takes back the false alarm it made, unless somebody said something since', async () => {
    await attack(30);
    const [{ number } = { number: 0 }] = await alerts();
    const until = new Date(now.getTime() + 24 * HOUR_MS);
    await by((work) => expectAlert(work, { number, until }));
    later(60_000);
    const again = await by((work) => performAction(work, { id: 'alert.tell_again', value: `ALR-${number}` }));
    expect(again).toMatchObject({ done: true, text: `ALR-${number} is told again; it is open.` });
    expect(await by((work) => listAlertExceptions(work, { live: true }))).toEqual([]);
    expect((await by((work) => performAction(work, { id: 'alert.tell_again', value: `ALR-${number}` }))).done).toBe(
      false,
    );

    await by((work) => expectAlert(work, { number, until }));
    later(60_000);
    await by((work) => performAction(work, { id: 'alert.resolve', value: `ALR-${number}` }));
    expect((await by((work) => tellAgain(work, number))).alert.status).toBe('resolved');
    expect(await by(({ tx }) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });
    const { items } = await by(({ tx }) => listAudit(tx));
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['alert.expect', 'alert.exception_end', 'alert.false_alarm']),
    );
  });

  test('one exception can be ended by itself, and ending it twice changes nothing', async () => {
    await attack(30);
    const [{ number } = { number: 0 }] = await alerts();
    const made = await by((work) => snoozeAlert(work, { number, until: new Date(now.getTime() + HOUR_MS) }));
    later(1000);
    expect((await by((work) => endException(work, made.id))).endedBy).toBe('Maria Lindqvist');
    const lines = (await by(({ tx }) => listAudit(tx))).items.length;
    await by((work) => endException(work, made.id));
    expect((await by(({ tx }) => listAudit(tx))).items).toHaveLength(lines);
    await expect(by((work) => endException(work, 'x'))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the card offers it to whoever may, as forms with how long, and nothing for ever', async () => {
    await attack(30);
    const [alert] = await alerts();
    const ref = `ALR-${alert!.number}`;
    const shared = await news(alert!.id);
    expect(actionsOf(shared!.card!).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['alert.snooze', 'alert.expect', 'alert.ask']),
    );
    const form = await by((work) => formOf(work, { id: 'alert.snooze', value: ref }, 'en'));
    expect(cardText(form)).toContain(`Snooze ${ref}`);
    const sent = { id: 'alert.snooze_for', value: ref, fields: { hours: '24', reason: 'later' } };
    const done = await by((work) => performAction(work, sent));
    expect(done).toMatchObject({ done: true, card: { key: ref } });
    for (const hours of ['0', '-1', '999999', 'forever', ''])
      await expect(by((work) => performAction(work, { ...sent, fields: { hours } }))).rejects.toMatchObject({
        code: 'invalid_input',
      });
    const employee = await org.member('employee');
    const manager = await org.member('manager');
    for (const who of [employee, manager]) {
      await expect(as(who, (work) => performAction(work, sent))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(as(who, (work) => formOf(work, { id: 'alert.expect', value: ref }, 'en'))).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(
        as(who, (work) => performAction(work, { id: 'alert.tell_again', value: ref })),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('too long, already over, or about too much to name, is refused', async () => {
    await attack(30);
    const [{ number } = { number: 0 }] = await alerts();
    const at = (ms: number) => new Date(now.getTime() + ms);
    for (const until of [at(-1000), at(0), at(31 * 24 * HOUR_MS), new Date(Number.NaN)])
      await expect(by((work) => snoozeAlert(work, { number, until }))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(by((work) => expectAlert(work, { number, until: at(400 * 24 * HOUR_MS) }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await by(({ tx }) => tx.updateTable('alert').set({ account: null, address: null }).execute());
    await expect(by((work) => expectAlert(work, { number, until: at(HOUR_MS) }))).rejects.toMatchObject({
      code: 'conflict',
    });
    await by(({ tx }) => tx.updateTable('alert').set({ address: '203.0.113.9' }).execute());
    await expect(by((work) => expectAlert(work, { number, until: at(HOUR_MS), anyRule: true }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(by((work) => snoozeAlert(work, { number: 999, until: at(HOUR_MS) }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('another organisation’s exceptions hold nothing back here', async () => {
    const other = await newOrganisation(opened.db);
    await withOrg(opened.db, other.orgId, (tx) => seedRules(tx, 'test', now));
    await attack(30);
    const [{ number } = { number: 0 }] = await alerts();
    await by((work) => expectAlert(work, { number, until: new Date(now.getTime() + HOUR_MS) }));
    const mine = org;
    org = other;
    await attack(30);
    expect(await as(other.admin, ({ tx }) => countAlerts(tx))).toBeGreaterThan(0);
    expect(await as(other.admin, (work) => listAlertExceptions(work, { live: false }))).toEqual([]);
    org = mine;
  });
});
