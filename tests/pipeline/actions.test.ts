import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { isSafeNestError } from '../../src/errors.ts';
import { cardText } from '../../src/messages/card-text.ts';
import type { ActionOutcome } from '../../src/pipeline/actions/told.ts';
import { ACTION_IDS, performAction } from '../../src/pipeline/actions.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import { commentOnIncident, findIncident, openIncident } from '../../src/pipeline/incidents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('buttons on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let sam: Principal;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
    sam = await org.member('officer', { name: 'Sam Okafor' });
    await raiseTestAlert(opened.db, org.orgId, { title: '40 failed logins for root' });
  });

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: KEY }));
  const click = (principal: Principal, id: string, value: string): Promise<ActionOutcome> =>
    as(principal, (work) => performAction(work, { id, value }));
  const labels = (outcome: ActionOutcome) => actionsOf(outcome.card!).map((action) => action.label);
  const status = async (number: number) => (await as(maria, ({ tx }) => findIncident(tx, number)))?.status;

  test('an alert becomes an incident, is worked on, closed, reopened and withdrawn by its buttons alone', async () => {
    const first = await click(maria, 'alert.open_incident', 'ALR-1');
    expect(first.text).toBe('Opened INC-1 from ALR-1.');
    expect(first.card?.key).toBe('INC-1');
    expect(labels(first)).toEqual(['Open', 'Assign to me', 'Close', 'Undo']);
    expect(cardText(first.card!)).toContain('ALR-1 40 failed logins for root');

    const mine = await click(maria, 'incident.assign_to_me', 'INC-1');
    expect(mine.text).toBe('INC-1 is now yours.');
    expect(labels(mine)).toEqual(['Open', 'Close', 'Undo']);
    expect((await click(sam, 'incident.assign_to_me', 'INC-1')).text).toBe(
      'INC-1 is now yours; it was with Maria Lindqvist.',
    );

    expect((await click(sam, 'incident.close', 'INC-1')).text).toBe('Closed INC-1.');
    expect((await click(sam, 'incident.reopen', 'INC-1')).text).toBe('INC-1 is open again.');
    for (let i = 0; i < 4; i++) await click(maria, 'incident.undo', 'INC-1');
    const last = await click(maria, 'incident.undo', 'INC-1');
    expect(last.text).toBe('INC-1 is withdrawn; its alerts are free again.');
    expect(labels(last)).toEqual(['Open', 'Reopen']);
    expect(await as(maria, ({ tx }) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });
    const { items } = await as(maria, ({ tx }) => listAudit(tx));
    expect(items.every((entry) => entry.detail.via === 'button')).toBe(true);
  });

  test('pressed again, a button says what is so already, and writes nothing', async () => {
    const twice = async (id: string, value: string, who = maria) => {
      await click(maria, id, value);
      const before = (await as(maria, ({ tx }) => listAudit(tx))).items.length;
      const again = await click(who, id, value);
      expect((await as(maria, ({ tx }) => listAudit(tx))).items).toHaveLength(before);
      return again;
    };
    expect((await twice('alert.acknowledge', 'ALR-1')).text).toBe('ALR-1 is acknowledged already (Maria Lindqvist).');
    expect((await twice('alert.open_incident', 'ALR-1')).text).toBe('ALR-1 belongs to INC-1 already.');
    expect((await twice('incident.assign_to_me', 'INC-1')).text).toBe('INC-1 is yours already.');
    const closed = await twice('incident.close', 'INC-1', sam);
    expect(closed.text).toBe('INC-1 was closed by Maria Lindqvist on Fri 20 Nov 2026, 13:00.');
    expect(labels(closed)).toEqual(['Open', 'Review', 'Reopen', 'Undo']);
    expect((await click(sam, 'incident.assign_to_me', 'INC-1')).text).toBe(
      'INC-1 was closed by Maria Lindqvist on Fri 20 Nov 2026, 13:00.',
    );
    expect((await twice('incident.reopen', 'INC-1')).text).toBe('INC-1 is open already.');
    expect((await twice('alert.resolve', 'ALR-1')).text).toContain('already');
    expect((await twice('alert.false_alarm', 'ALR-1')).text).toContain('false alarm already');
  });

  test('two who press Close at the same moment: one closes, the other learns who did', async () => {
    await click(maria, 'alert.open_incident', 'ALR-1');
    const [a, b] = await Promise.all([click(maria, 'incident.close', 'INC-1'), click(sam, 'incident.close', 'INC-1')]);
    expect(await status(1)).toBe('closed');
    const { items } = await as(maria, ({ tx }) => listAudit(tx, { action: 'incident.update' }));
    expect(items).toHaveLength(1);
    expect([a.text, b.text].filter((text) => text === 'Closed INC-1.')).toHaveLength(1);
    expect([a.text, b.text].some((text) => text.startsWith('INC-1 was closed by '))).toBe(true);
  });

  test('two who open an incident from one alert at the same moment open one', async () => {
    const texts = (await Promise.all([maria, sam].map((who) => click(who, 'alert.open_incident', 'ALR-1')))).map(
      (outcome) => outcome.text,
    );
    expect(texts.toSorted()).toEqual(['ALR-1 belongs to INC-1 already.', 'Opened INC-1 from ALR-1.']);
  });

  test('an Undo button takes back the change it was drawn for, not a later one', async () => {
    await click(maria, 'alert.open_incident', 'ALR-1');
    const assigned = await click(maria, 'incident.assign_to_me', 'INC-1');
    const undo = actionsOf(assigned.card!).find((action) => action.id === 'incident.undo')!;
    await click(sam, 'incident.close', 'INC-1');
    expect((await click(maria, undo.id, undo.value)).text).toBe('Undone: Assigned to Maria Lindqvist.');
    expect(await status(1)).toBe('closed');
    expect((await click(maria, undo.id, undo.value)).text).toBe('“Assigned to Maria Lindqvist” was undone already.');
  });

  test('an Undo whose thing was changed since says so and shows the card as it is', async () => {
    await click(maria, 'alert.open_incident', 'ALR-1');
    const assigned = await click(maria, 'incident.assign_to_me', 'INC-1');
    const undo = actionsOf(assigned.card!).find((action) => action.id === 'incident.undo')!;
    await click(sam, 'incident.assign_to_me', 'INC-1');
    const refused = await click(maria, undo.id, undo.value);
    expect(refused.text).toContain('INC-1 was changed since, it is now with Sam Okafor.');
    expect(cardText(refused.card!)).toContain('Commander: Sam Okafor');
  });

  test('what a role may is asked at the click, whatever the card showed', async () => {
    const manager = await org.member('manager');
    const employee = await org.member('employee');
    await as(maria, (work) => openIncident(work, { title: 'Break-in' }));
    for (const id of ACTION_IDS.filter((action) => action.startsWith('incident.') && action !== 'incident.review')) {
      // whoever may see incidents may come into their rooms, and sees what else they may do
      if (id !== 'incident.join_room' && id !== 'incident.more')
        await expect(click(manager, id, 'INC-1'), id).rejects.toMatchObject({ code: 'forbidden' });
      const refusal = await click(employee, id, 'INC-1').catch((error: unknown) => error);
      expect(isSafeNestError(refusal) && ['forbidden', 'not_found'].includes(refusal.code), id).toBe(true);
    }
    const more = await click(manager, 'incident.more', 'INC-1');
    expect([more.alone, actionsOf(more.card!).map(({ id }) => id)]).toEqual([true, ['incident.open']]);
    // a review is read by whoever reads incidents
    expect((await click(manager, 'incident.review', 'INC-1')).alone).toBe(true);
    await expect(click(employee, 'incident.review', 'INC-1')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(click(manager, 'alert.resolve', 'ALR-1')).rejects.toMatchObject({ code: 'forbidden' });
    // may open incidents, but may not see alerts
    await expect(click(employee, 'alert.open_incident', 'ALR-1')).rejects.toMatchObject({ code: 'forbidden' });
    // opens and takes that back, though they may change no incident
    expect((await click(manager, 'alert.open_incident', 'ALR-1')).text).toBe('Opened INC-2 from ALR-1.');
    expect((await click(manager, 'incident.undo', 'INC-2')).text).toContain('withdrawn');
  });

  test('what is unknown, forged or another organisation’s is refused, and nothing changes', async () => {
    await as(maria, (work) => openIncident(work, { title: 'Break-in' }));
    const stranger = (await newOrganisation(opened.db)).admin;
    const refused = (id: string, value: string, code: string, who = maria) =>
      expect(click(who, id, value), `${id} ${value}`).rejects.toMatchObject({ code });
    for (const id of ['', 'incident.delete', 'toString', '__proto__', 'constructor'])
      await refused(id, 'INC-1', 'invalid_input');
    for (const value of [
      '',
      '1',
      'ALR-1',
      'INC-',
      'INC-1; drop table incident',
      'INC-1\0',
      'LOG-7QK3M9',
      `INC-${'1'.repeat(5000)}`,
    ]) {
      await refused('incident.close', value, 'invalid_input');
    }
    await refused('alert.resolve', 'INC-1', 'invalid_input');
    await refused('incident.close', 'INC-99', 'not_found');
    await refused('alert.resolve', 'ALR-99', 'not_found');
    await refused('incident.undo', 'INC-1#nonsense', 'not_found');
    await refused('incident.undo', `INC-1#${maria.actor.id}`, 'not_found');
    await refused('incident.close', 'INC-1', 'not_found', stranger);
    await refused('alert.open_incident', 'ALR-1', 'not_found', stranger);
    expect(await status(1)).toBe('open');
  });

  test('an employee sees the card of their own incident, without the alerts they may not see', async () => {
    const employee = await org.member('employee', { name: 'Jonas Weber' });
    await as(employee, (work) => openIncident(work, { title: 'Odd mail' }));
    await as(employee, (work) => commentOnIncident(work, 1, 'It asked for my password.'));
    const outcome = await click(employee, 'incident.undo', 'INC-1');
    expect(outcome.text).toContain('withdrawn');
    expect(labels(outcome)).toEqual(['Open']);
  });
});
