import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alertNumbersOf, countIncidents } from '../../src/db/incidents.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { INCIDENT_STATUSES, type Incident, type IncidentStatus, NEXT_STATUSES } from '../../src/domain/incident.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import {
  commentOnIncident,
  findIncident,
  linkAlerts,
  listIncidents,
  openIncident,
  seeIncident,
  seeIncidents,
  timeline,
  undoIncidentChange,
  unlinkAlerts,
  updateIncident,
} from '../../src/pipeline/incidents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('incidents on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lindqvist', email: 'maria@example.com' });
  });

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: KEY }));
  const read = <T>(look: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(opened.db, org.orgId, look);
  const lines = async (number: number): Promise<string[]> => {
    const entries = await read(async (tx) => timeline(tx, (await findIncident(tx, number))!.id));
    return entries.map((entry) => `${entry.actorName}: ${entry.text}${entry.undone ? ' (undone)' : ''}`);
  };
  const audited = async (): Promise<string[]> =>
    (await read((tx) => listAudit(tx))).items.map((entry) => `${entry.action} ${entry.subject}`).reverse();
  const announced = () => read((tx) => tx.selectFrom('outbox').select('kind').orderBy('kind').execute());
  const alertsOf = (incident: Incident) => read((tx) => alertNumbersOf(tx, incident.id));
  const openOne = (title = 'Break-in') => as(officer, (work) => openIncident(work, { title }));

  test('an incident opens with its alerts, a timeline line, an audit line and word to the channels', async () => {
    const [a, b] = [
      await raiseTestAlert(opened.db, org.orgId, { severity: 'medium' }),
      await raiseTestAlert(opened.db, org.orgId, { severity: 'critical' }),
    ];
    const incident = await as(officer, (work) =>
      openIncident(work, { title: ' Break-in\non the bastion ', alertNumbers: [b, a, a] }),
    );
    expect(incident).toMatchObject({
      number: 1,
      title: 'Break-in on the bastion',
      severity: 'critical',
      status: 'open',
      createdBy: 'Maria Lindqvist',
      createdById: officer.actor.id,
      linked: [a, b],
      elsewhere: [],
    });
    expect(await read((tx) => findIncident(tx, 1))).toEqual(
      expect.objectContaining({ id: incident.id, title: incident.title, openedAt: NOW, closedAt: null }),
    );
    expect(await alertsOf(incident)).toEqual([a, b]);
    expect(await lines(1)).toEqual(['Maria Lindqvist: Opened with ALR-1, ALR-2']);
    expect(await audited()).toEqual(['incident.open INC-1']);
    // its alerts say so too where they were told
    const kinds = ['alert_changed', 'alert_changed', 'incident_changed'];
    expect(await announced()).toEqual(kinds.map((kind) => ({ kind })));
  });

  test('alerts of another incident stay there, and are named', async () => {
    const [a, b] = [await raiseTestAlert(opened.db, org.orgId), await raiseTestAlert(opened.db, org.orgId)];
    await as(officer, (work) => openIncident(work, { title: 'First', alertNumbers: [a] }));
    const second = await as(officer, (work) => openIncident(work, { title: 'Second', alertNumbers: [a, b] }));
    expect(second).toMatchObject({ linked: [b], elsewhere: [{ alert: a, incident: 1 }] });
    const third = as(officer, (work) => openIncident(work, { title: 'Third', alertNumbers: [a, b] }));
    await expect(third).rejects.toMatchObject({
      code: 'conflict',
      message: 'ALR-1 belongs to INC-1, ALR-2 belongs to INC-2 already.',
    });
    // the refused one took no number
    expect((await openOne()).number).toBe(3);
  });

  test('an alert that does not exist, or is another organisation’s, is not found, and nothing is opened', async () => {
    const other = await newOrganisation(opened.db);
    await raiseTestAlert(opened.db, other.orgId);
    await expect(as(officer, (work) => openIncident(work, { title: 'x', alertNumbers: [1] }))).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no alert ALR-1.',
    });
    expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toEqual([]);
    expect(await announced()).toEqual([]);
  });

  test('who may not read alerts cannot take one into an incident, nor learn whether it exists', async () => {
    const employee = await org.member('employee', { name: 'Jonas Weber' });
    const alert = await raiseTestAlert(opened.db, org.orgId, { severity: 'critical' });
    for (const number of [alert, 99])
      await expect(
        as(employee, (work) => openIncident(work, { title: 'Mine', alertNumbers: [number] })),
      ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toEqual([]);
    expect(await as(officer, (work) => openIncident(work, { title: 'x', alertNumbers: [alert] }))).toMatchObject({
      linked: [alert],
    });
  });

  test('a line of the timeline is written once: the application cannot reword it', async () => {
    const incident = await openOne();
    for (const change of [
      { text: 'Nothing happened' },
      { actor_name: 'Nobody' },
      { at: new Date(0) },
      { kind: 'comment' as const },
    ])
      await expect(read((tx) => tx.updateTable('incident_entry').set(change).execute())).rejects.toMatchObject({
        code: '42501',
      });
    expect(await lines(incident.number)).toEqual(['Maria Lindqvist: Opened']);
  });

  test('the workflow allows what its table says and no other move', async () => {
    for (const from of INCIDENT_STATUSES) {
      for (const to of INCIDENT_STATUSES) {
        const { number } = await openOne();
        await read((tx) => tx.updateTable('incident').set({ status: from }).where('number', '=', number).execute());
        const move = as(officer, (work) => updateIncident(work, number, { status: to }));
        if (from === to) expect((await move).entryIds).toEqual([]);
        else if (NEXT_STATUSES[from].includes(to)) expect((await move).incident.status).toBe(to);
        else await expect(move).rejects.toMatchObject({ code: 'conflict' });
      }
    }
  });

  test('one update changes several things, each a line of its own, one audit line for all', async () => {
    await openOne();
    const { incident, entryIds } = await as(officer, (work) =>
      updateIncident(work, 1, {
        title: 'Break-in on the bastion',
        severity: 'critical',
        assignee: 'me',
        status: 'closed',
        resolution: 'Blocked the address.',
      }),
    );
    expect(incident).toMatchObject({
      status: 'closed',
      closedAt: NOW,
      resolution: 'Blocked the address.',
      assigneeName: 'Maria Lindqvist',
    });
    expect(await read((tx) => findIncident(tx, 1))).toEqual(incident);
    expect(entryIds).toHaveLength(4);
    expect(await lines(1)).toEqual([
      'Maria Lindqvist: Opened',
      'Maria Lindqvist: Renamed from “Break-in”',
      'Maria Lindqvist: Severity: medium → critical',
      'Maria Lindqvist: Assigned to Maria Lindqvist',
      'Maria Lindqvist: Closed: Blocked the address.',
    ]);
    expect(await audited()).toEqual(['incident.open INC-1', 'incident.update INC-1']);
    // the same once more changes nothing and says nothing
    const again = await as(officer, (work) =>
      updateIncident(work, 1, {
        severity: 'critical',
        assignee: 'maria@example.com',
        status: 'closed',
        resolution: 'Blocked the address.',
      }),
    );
    expect(again.entryIds).toEqual([]);
    expect(await audited()).toHaveLength(2);
    // what waits to be told anyway is told with it
    expect(await announced()).toHaveLength(1);
  });

  test('opening again forgets how it ended', async () => {
    await openOne();
    await as(officer, (work) => updateIncident(work, 1, { status: 'closed', resolution: 'Done' }));
    const { incident } = await as(officer, (work) => updateIncident(work, 1, { status: 'open' }));
    expect(incident).toMatchObject({ status: 'open', closedAt: null, resolution: null });
  });

  describe('an assignee', () => {
    beforeEach(async () => {
      await org.member('officer', { name: 'Jörg Müller', email: 'joerg@example.com' });
      await org.member('manager', { name: 'Maria Santos', email: 'santos@example.com' });
      await org.member('moderator', { name: 'Sam Okafor', email: 'sam@example.com' });
      await org.member('employee', { name: 'Jonas Weber', email: 'jonas@example.com' });
      await openOne();
    });
    const assign = async (assignee: string | null, principal = officer) =>
      (await as(principal, (work) => updateIncident(work, 1, { assignee }))).incident.assigneeName;

    test.each([
      ['me', 'Maria Lindqvist'],
      ['SANTOS@example.com', 'Maria Santos'],
      ['maria santos', 'Maria Santos'],
      ['  @sam ', 'Sam Okafor'],
      ['jorg', 'Jörg Müller'],
      ['Müll', 'Jörg Müller'],
      ['okafor', 'Sam Okafor'],
    ])('%s is %s', async (text, name) => {
      expect(await assign(text)).toBe(name);
    });

    test('null is nobody', async () => {
      await assign('sam');
      expect(await assign(null)).toBeNull();
      expect((await lines(1)).at(-1)).toBe('Maria Lindqvist: No longer assigned to Sam Okafor');
    });

    test('several who fit are named, nobody is said, who may not see incidents gets none', async () => {
      await expect(assign('maria')).rejects.toMatchObject({
        code: 'invalid_input',
        message:
          '“maria” could be Maria Lindqvist <maria@example.com>, or Maria Santos <santos@example.com>. Which one?',
        details: { candidates: ['Maria Lindqvist <maria@example.com>', 'Maria Santos <santos@example.com>'] },
      });
      await expect(assign('zoe')).rejects.toMatchObject({
        code: 'invalid_input',
        message: 'Nobody here goes by “zoe”.',
      });
      await expect(assign('jonas')).rejects.toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('may not see'),
      });
      await expect(assign(' ')).rejects.toMatchObject({ code: 'invalid_input' });
      const keyOf = (id: string): Principal => ({ ...officer, actor: { kind: 'key', id }, name: 'automation' });
      await expect(assign('me', keyOf(randomUUID()))).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(assign('me', keyOf(officer.actor.id!))).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('a member who left is nobody', async () => {
      await read((tx) => tx.updateTable('member').set({ active: false }).where('name', '=', 'Sam Okafor').execute());
      await expect(assign('sam')).rejects.toMatchObject({ code: 'invalid_input' });
    });
  });

  test('what is opened again goes on from the status that it was closed from', async () => {
    await openOne();
    const set = async (status: IncidentStatus) =>
      (await as(officer, (work) => updateIncident(work, 1, { status }))).incident.status;
    for (const was of ['investigating', 'contained'] as const) {
      await set(was);
      await set('closed');
      expect(await set('open')).toBe(was);
    }
    expect((await lines(1)).at(-1)).toBe('Maria Lindqvist: Status: closed → contained');
  });

  describe('undo', () => {
    test('takes back the newest change that stands, one after the other, to the opening', async () => {
      const alert = await raiseTestAlert(opened.db, org.orgId);
      const incident = await as(officer, (work) => openIncident(work, { title: 'x', alertNumbers: [alert] }));
      await as(officer, (work) => updateIncident(work, 1, { severity: 'low' }));
      await as(officer, (work) => updateIncident(work, 1, { status: 'closed', resolution: 'Done' }));
      await as(officer, (work) => commentOnIncident(work, 1, 'a comment is not a change'));
      const undo = () => as(officer, (work) => undoIncidentChange(work, 1));
      expect((await undo()).incident).toMatchObject({
        status: 'open',
        closedAt: null,
        resolution: null,
        severity: 'low',
      });
      expect((await undo()).incident).toMatchObject({ status: 'open', severity: 'high' });
      expect((await undo()).incident).toMatchObject({ status: 'withdrawn' });
      expect(await alertsOf(incident)).toEqual([]);
      expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toEqual([]);
      await expect(undo()).rejects.toMatchObject({
        code: 'conflict',
        message: 'There is nothing left to undo in INC-1.',
      });
      expect(await lines(1)).toEqual([
        'Maria Lindqvist: Opened with ALR-1 (undone)',
        'Maria Lindqvist: Severity: high → low (undone)',
        'Maria Lindqvist: Closed: Done (undone)',
        'Maria Lindqvist: a comment is not a change',
        'Maria Lindqvist: Undone: Closed: Done',
        'Maria Lindqvist: Undone: Severity: high → low',
        'Maria Lindqvist: Undone: Opened with ALR-1',
      ]);
      // free again, the alert can go into another
      expect(await as(officer, (work) => openIncident(work, { title: 'y', alertNumbers: [alert] }))).toMatchObject({
        linked: [alert],
      });
    });

    test('restores when it was closed, not when the undo was', async () => {
      await openOne();
      await as(officer, (work) => updateIncident(work, 1, { status: 'closed', resolution: 'Done' }));
      const later = new Date(NOW.getTime() + 3_600_000);
      const at = <T>(change: (work: Work) => Promise<T>) => as(officer, (work) => change({ ...work, now: later }));
      await at((work) => updateIncident(work, 1, { status: 'open' }));
      const { incident } = await at((work) => undoIncidentChange(work, 1));
      expect(incident).toMatchObject({ status: 'closed', closedAt: NOW, resolution: 'Done', updatedAt: later });
    });

    test('of a given change, while the same thing was not changed since', async () => {
      await openOne();
      const first = (await as(officer, (work) => updateIncident(work, 1, { severity: 'low' }))).entryIds[0]!;
      const status = (await as(officer, (work) => updateIncident(work, 1, { status: 'investigating' }))).entryIds[0]!;
      const second = (await as(officer, (work) => updateIncident(work, 1, { severity: 'critical' }))).entryIds[0]!;
      const undo = (entry: string) => as(officer, (work) => undoIncidentChange(work, 1, entry));
      await expect(undo(first)).rejects.toMatchObject({
        code: 'conflict',
        message: '“Severity: medium → low” cannot be undone: INC-1 was changed since, its severity is now critical.',
      });
      expect((await undo(status)).incident).toMatchObject({ status: 'open', severity: 'critical' });
      await undo(second);
      expect((await undo(first)).incident.severity).toBe('medium');
      await expect(undo(first)).rejects.toMatchObject({
        code: 'conflict',
        message: '“Severity: medium → low” was undone already.',
      });
    });

    test('of the opening is refused once work has begun', async () => {
      await openOne();
      const opening = (await read(async (tx) => timeline(tx, (await findIncident(tx, 1))!.id)))[0]!.id;
      await as(officer, (work) => updateIncident(work, 1, { status: 'contained' }));
      await expect(as(officer, (work) => undoIncidentChange(work, 1, opening))).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    test('of links and unlinks moves the alerts back, unless they moved on', async () => {
      const [a, b] = [await raiseTestAlert(opened.db, org.orgId), await raiseTestAlert(opened.db, org.orgId)];
      const incident = await openOne();
      const linked = (await as(officer, (work) => linkAlerts(work, 1, [a, b])))!;
      expect(await as(officer, (work) => linkAlerts(work, 1, [a]))).toBeNull();
      const unlinked = (await as(officer, (work) => unlinkAlerts(work, 1, [b])))!;
      await expect(as(officer, (work) => undoIncidentChange(work, 1, linked))).rejects.toMatchObject({
        code: 'conflict',
      });
      await as(officer, (work) => undoIncidentChange(work, 1, unlinked));
      expect(await alertsOf(incident)).toEqual([a, b]);
      await as(officer, (work) => undoIncidentChange(work, 1, linked));
      expect(await alertsOf(incident)).toEqual([]);
      await as(officer, (work) => openIncident(work, { title: 'other', alertNumbers: [a] }));
      await expect(as(officer, (work) => linkAlerts(work, 1, [a]))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('of an entry that is another incident’s, or no id at all, is not found', async () => {
      await openOne();
      await openOne();
      const entry = (await as(officer, (work) => updateIncident(work, 2, { severity: 'low' }))).entryIds[0]!;
      for (const id of [entry, 'x', officer.actor.id!]) {
        await expect(as(officer, (work) => undoIncidentChange(work, 1, id))).rejects.toMatchObject({
          code: 'not_found',
        });
      }
    });

    test('a whole random history undone step by step ends where it began', async () => {
      const patch = fc.record(
        {
          severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
          title: fc.constantFrom('a', 'b', 'c'),
          assignee: fc.constantFrom(null, 'me'),
          resolution: fc.constantFrom('r', 's'),
        },
        { requiredKeys: [] },
      );
      const steps = fc.array(
        fc.oneof(
          patch,
          fc.constantFrom(...INCIDENT_STATUSES).map((status) => ({ status })),
        ),
        { maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(steps, async (history) => {
          const begun = await openOne('a');
          let changes = 0;
          for (const step of history) {
            const allowed =
              'status' in step ? NEXT_STATUSES[(await read((tx) => findIncident(tx, begun.number)))!.status] : null;
            if (allowed && 'status' in step && !allowed.includes(step.status as IncidentStatus)) continue;
            changes += (await as(officer, (work) => updateIncident(work, begun.number, step))).entryIds.length;
          }
          for (let i = 0; i < changes; i++) await as(officer, (work) => undoIncidentChange(work, begun.number));
          const { linked: _l, elsewhere: _e, ...incident } = begun;
          expect(await read((tx) => findIncident(tx, begun.number))).toEqual(incident);
        }),
        { numRuns: 8 },
      );
    }, 30_000);
  });

  describe('who may', () => {
    test('an employee opens an incident, sees and comments on it, withdraws it, and knows of no other', async () => {
      const employee = await org.member('employee', { name: 'Jonas Weber' });
      await openOne();
      const own = await as(employee, (work) => openIncident(work, { title: 'Odd mail' }));
      expect(
        (await read((tx) => seeIncidents(tx, employee, { limit: 10 }))).map((incident) => incident.number),
      ).toEqual([own.number]);
      expect((await read((tx) => seeIncident(tx, employee, own.number))).title).toBe('Odd mail');
      await as(employee, (work) => commentOnIncident(work, own.number, 'It asked for my password.'));
      await expect(read((tx) => seeIncident(tx, employee, 1))).rejects.toMatchObject({ code: 'not_found' });
      await expect(as(employee, (work) => commentOnIncident(work, 1, 'x'))).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(as(employee, (work) => updateIncident(work, own.number, { severity: 'low' }))).rejects.toMatchObject(
        {
          code: 'forbidden',
          message: 'Your role (employee) does not allow this; ask someone who is admin or officer.',
        },
      );
      expect((await as(employee, (work) => undoIncidentChange(work, own.number))).incident.status).toBe('withdrawn');
    });

    test('a key that may only open incidents sees, comments on and withdraws its own, and no other key’s', async () => {
      const keyOf = (name: string): Principal => ({
        ...officer,
        actor: { kind: 'key', id: randomUUID() },
        name,
        role: 'employee',
      });
      const [kiosk, other] = [keyOf('kiosk'), keyOf('other')];
      const own = await as(kiosk, (work) => openIncident(work, { title: 'Lost badge' }));
      expect(own.createdById).toBe(kiosk.actor.id);
      expect((await read((tx) => seeIncident(tx, kiosk, own.number))).title).toBe('Lost badge');
      expect(await read((tx) => seeIncidents(tx, kiosk, { limit: 10 }))).toHaveLength(1);
      await as(kiosk, (work) => commentOnIncident(work, own.number, 'A blue one.'));
      await expect(read((tx) => seeIncident(tx, other, own.number))).rejects.toMatchObject({ code: 'not_found' });
      expect(await read((tx) => seeIncidents(tx, other, { limit: 10 }))).toEqual([]);
      expect((await as(kiosk, (work) => undoIncidentChange(work, own.number))).incident.status).toBe('withdrawn');
    });

    test('a manager reads all, changes nothing, and undoes nobody’s opening but their own', async () => {
      const manager = await org.member('manager');
      await openOne();
      expect(await read((tx) => seeIncidents(tx, manager, { limit: 10 }))).toHaveLength(1);
      for (const change of [
        (work: Work) => updateIncident(work, 1, { status: 'closed' }),
        (work: Work) => commentOnIncident(work, 1, 'x'),
        (work: Work) => undoIncidentChange(work, 1),
        (work: Work) => linkAlerts(work, 1, []),
      ]) {
        await expect(as(manager, change as (work: Work) => Promise<unknown>)).rejects.toMatchObject({
          code: 'forbidden',
        });
      }
    });

    test('another organisation’s incident does not exist', async () => {
      await openOne();
      const { admin } = await newOrganisation(opened.db);
      await expect(as(admin, (work) => updateIncident(work, 1, { status: 'closed' }))).rejects.toMatchObject({
        code: 'not_found',
      });
      expect((await read((tx) => findIncident(tx, 1)))?.status).toBe('open');
    });
  });

  test('two who assign at once are told apart: the second sees what the first did', async () => {
    const sam = await org.member('officer', { name: 'Sam Okafor' });
    await openOne();
    await Promise.all([officer, sam].map((who) => as(who, (work) => updateIncident(work, 1, { assignee: 'me' }))));
    const entries = await lines(1);
    expect(entries).toHaveLength(3);
    const changes = (await read(async (tx) => timeline(tx, (await findIncident(tx, 1))!.id))).map(
      (entry) => entry.change,
    );
    expect(changes[2]).toMatchObject({ before: changes[1]!.after });
    expect(await read((tx) => verifyAudit(tx, KEY))).toMatchObject({ ok: true, entries: 3 });
  });

  test('two who open with the same alert at once: one gets it, the other is refused', async () => {
    const alert = await raiseTestAlert(opened.db, org.orgId);
    const results = await Promise.allSettled(
      [1, 2, 3].map((i) => as(officer, (work) => openIncident(work, { title: `${i}`, alertNumbers: [alert] }))),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toHaveLength(1);
  });

  test('a form sent twice, at once or later, opens one incident', async () => {
    const id = randomUUID();
    const open = () => as(officer, (work) => openIncident(work, { id, title: 'Once' }));
    const results = await Promise.allSettled([open(), open()]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(open()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('INC-1') });
    expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toMatchObject([{ id, number: 1 }]);
  });

  test('bad words: empty, too long, unseen', async () => {
    const long = 'x'.repeat(20_000);
    await expect(openOne(' \u200b\n')).rejects.toMatchObject({ code: 'invalid_input' });
    expect([...(await openOne(long)).title]).toHaveLength(200);
    await expect(as(officer, (work) => openIncident(work, { title: 'x', summary: long }))).rejects.toMatchObject({
      code: 'too_large',
    });
    await expect(as(officer, (work) => commentOnIncident(work, 1, '\0 '))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(as(officer, (work) => commentOnIncident(work, 1, long))).rejects.toMatchObject({ code: 'too_large' });
    await as(officer, (work) => commentOnIncident(work, 1, 'a\0b\ud800c \u202ed'));
    expect((await lines(1)).at(-1)).toBe('Maria Lindqvist: ab\ufffdc d');
    await expect(
      as(officer, (work) =>
        linkAlerts(
          work,
          1,
          Array.from({ length: 501 }, (_, i) => i),
        ),
      ),
    ).rejects.toMatchObject({ code: 'too_large' });
  });

  test('lists filter, page and count', async () => {
    await as(officer, (work) => openIncident(work, { title: 'VPN break-in', severity: 'high' }));
    await as(officer, (work) =>
      openIncident(work, { title: 'Odd mail', severity: 'low', assigneeId: officer.actor.id }),
    );
    await as(officer, (work) => openIncident(work, { title: 'Withdrawn', severity: 'low' }));
    await as(officer, (work) => undoIncidentChange(work, 3));
    await as(officer, (work) => updateIncident(work, 1, { status: 'investigating' }));
    const numbers = async (filter: Partial<Parameters<typeof listIncidents>[1]>) =>
      (await read((tx) => listIncidents(tx, { limit: 10, ...filter }))).map((incident) => incident.number);
    expect(await numbers({})).toEqual([2, 1]);
    expect(await numbers({ statuses: ['withdrawn'] })).toEqual([3]);
    expect(await numbers({ severities: ['high', 'critical'] })).toEqual([1]);
    expect(await numbers({ assigneeId: officer.actor.id! })).toEqual([2]);
    expect(await numbers({ text: 'BREAK-in' })).toEqual([1]);
    expect(await numbers({ text: '%' })).toEqual([]);
    expect(await numbers({ before: 2 })).toEqual([1]);
    expect(await numbers({ limit: 1 })).toEqual([2]);
    expect(await numbers({ from: NOW })).toEqual([2, 1]);
    expect(await numbers({ to: NOW })).toEqual([]);
    expect(await read((tx) => countIncidents(tx, { statuses: INCIDENT_STATUSES }))).toEqual({
      open: 1,
      investigating: 1,
      contained: 0,
      closed: 0,
      withdrawn: 1,
    });
  });
});
