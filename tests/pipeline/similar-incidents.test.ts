import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import {
  commentOnIncident,
  type NewIncident,
  openIncident,
  undoIncidentChange,
  updateIncident,
} from '../../src/pipeline/incidents.ts';
import { incidentsLike, type SimilarIncidents, similarIncidents } from '../../src/pipeline/similar-incidents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const KEY = auditKey('a secret for tests');

describe.each(databases)('similar incidents on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let employee: Principal;

  const change = <T>(work: (work: Work) => Promise<T>, principal = officer, now = NOW): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => work({ tx, principal, now, auditKey: KEY }));
  const opens = async (input: NewIncident, who = officer, at = NOW): Promise<number> =>
    (await change((work) => openIncident(work, input), who, at)).number;
  const alert = (part: Parameters<typeof raiseTestAlert>[2]): Promise<number> =>
    raiseTestAlert(opened.db, org.orgId, part);
  const like = (number: number, who = officer): Promise<SimilarIncidents> =>
    withOrg(opened.db, who.orgId, (tx) => similarIncidents(tx, who, number));
  const seenBefore = (text: string, who = officer): Promise<SimilarIncidents> =>
    withOrg(opened.db, who.orgId, (tx) => incidentsLike(tx, who, text));
  const found = ({ similar }: SimilarIncidents): number[] => similar.map(({ incident }) => incident.number);

  const incident: Record<string, number> = {};

  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Olivia Park' });
    employee = await org.member('employee', { name: 'Emil Sand' });
    const attack = async (name: string, title: string, part: Parameters<typeof raiseTestAlert>[2], at = NOW) => {
      incident[name] = await opens({ title, alertNumbers: [await alert(part)] }, officer, at);
    };
    const opened1 = new Date('2026-11-01T08:00:00Z');
    await attack('first', 'Break-in tries at the bastion', { account: 'root', address: '198.51.100.7' }, opened1);
    await attack('neighbour', 'Night of the mail gateway', {
      account: 'mail',
      address: '198.51.100.200',
      country: 'RO',
    });
    await attack('country', 'Somebody abroad', { account: 'zoe', address: '192.0.2.77', country: 'NL' });
    incident.badge = await opens({ title: 'Badge reader forced open at door 4', summary: 'The alarm was silent.' });
    incident.door = await opens({ title: 'Badge reader at the main door found forced' });
    incident.laptop = await opens({ title: 'Stolen notebook' });
    incident.own = await opens({ title: 'Lost badge near the door' }, employee);
    incident.gone = await opens({ title: 'Badge reader forced open again' });
    await change((work) => commentOnIncident(work, incident.laptop!, 'The firmware of the dock was replaced too.'));
    await change((work) => undoIncidentChange(work, incident.gone!));
    await change(
      (work) => updateIncident(work, incident.first!, { status: 'closed', resolution: 'Blocked the network.' }),
      officer,
      new Date('2026-11-01T11:30:00Z'),
    );
    await withOrg(opened.db, org.orgId, (tx) =>
      tx.updateTable('alert').set({ kind: 'country' }).where('account', '=', 'zoe').execute(),
    );
    await attack('asked', 'Root again', { account: 'root', address: '198.51.100.9', country: 'DE' });
  });
  afterAll(() => opened.close());

  test('ranks what shares most first, with reasons and how it ended', async () => {
    const result = await like(incident.asked!);
    expect(found(result)).toEqual([incident.first, incident.neighbour]);
    const [first] = result.similar;
    expect(first!.reasons.map(({ kind, shared }) => [kind, shared])).toEqual([
      ['accounts', ['root']],
      ['kinds', ['failed_logins']],
      ['networks', ['198.51.100.0/24']],
    ]);
    expect(first).toMatchObject({ closedBy: 'Olivia Park', took: 3.5 * 3600 });
    expect(first!.incident.resolution).toBe('Blocked the network.');
    expect(result.similar[1]).toMatchObject({ closedBy: null, took: null });
    // without itself and without the withdrawn one
    expect(result.compared).toBe(7);
  });

  test('finds what people wrote alike, and leaves out itself and what was withdrawn', async () => {
    const result = await like(incident.badge!);
    expect(found(result)[0]).toBe(incident.door);
    expect(found(result)).not.toContain(incident.badge);
    expect(found(result)).not.toContain(incident.gone);
    expect(result.similar[0]!.reasons[0]).toMatchObject({
      kind: 'title',
      shared: ['badge', 'door', 'forced', 'reader'],
    });
  });

  test('says so when nothing is alike', async () => {
    const result = await like(incident.laptop!);
    expect(result.similar).toEqual([]);
    expect(result.compared).toBe(7);
  });

  test('a network and a country are no likeness by themselves: what is nearest is told as such', async () => {
    const travel = await alert({ account: 'ida', address: '203.0.114.49', country: 'FI', title: 'ida in two places' });
    const brokeIn = await alert({ account: 'kai', address: '203.0.114.7', country: 'FI', title: 'kai after 20 tries' });
    const kinds = { ida: 'impossible_travel', kai: 'success_after_failures' };
    for (const [account, kind] of Object.entries(kinds))
      await withOrg(opened.db, org.orgId, (tx) =>
        tx.updateTable('alert').set({ kind }).where('account', '=', account).execute(),
      );
    const one = await opens({ title: 'Helsinki and Lisbon within an hour', alertNumbers: [travel] });
    const other = await opens({ title: 'Got through after many tries', alertNumbers: [brokeIn] });
    const result = await like(other);
    expect(result.similar).toEqual([]);
    expect(result.nearest!.incident.number).toBe(one);
    expect(result.nearest!.reasons.map(({ kind }) => kind)).toEqual(['networks', 'countries']);
    // the same way in from there is one, and stands before the network
    await withOrg(opened.db, org.orgId, (tx) =>
      tx.updateTable('alert').set({ kind: kinds.kai }).where('account', '=', 'ida').execute(),
    );
    const alike = await like(other);
    expect(found(alike)).toEqual([one]);
    expect(alike.nearest).toBeNull();
    expect(alike.similar[0]!.reasons.map(({ kind }) => kind)).toEqual(['kinds', 'networks', 'countries']);
    for (const number of [one, other]) await change((work) => undoIncidentChange(work, number));
  });

  test('reads a description', async () => {
    expect(found(await seenBefore('a brute force attack'))).toEqual(
      expect.arrayContaining([incident.first, incident.neighbour, incident.asked]),
    );
    expect(found(await seenBefore('something from 198.51.100.44'))).toHaveLength(3);
    expect(found(await seenBefore('forced badge readers'))).toEqual(
      expect.arrayContaining([incident.badge, incident.door]),
    );
    // said in a comment only
    expect(found(await seenBefore('firmware'))).toEqual([incident.laptop]);
    expect(found(await seenBefore('ransomware on the payroll server'))).toEqual([]);
    await expect(seenBefore('something like this before?')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('shows employees their own alone, and says nothing of alerts', async () => {
    expect(found(await seenBefore('badge reader forced at the door', employee))).toEqual([incident.own]);
    expect((await like(incident.own!, employee)).compared).toBe(0);
    await expect(like(incident.badge!, employee)).rejects.toMatchObject({ code: 'not_found' });
    const second = await opens({ title: 'Lost badge at the door', alertNumbers: [] }, employee);
    expect(found(await like(second, employee))).toEqual([incident.own]);
    await change((work) => undoIncidentChange(work, second), employee);
  });

  test('never shows another organisation’s', async () => {
    const other = await newOrganisation(opened.db);
    const stranger = other.admin;
    const theirs = await raiseTestAlert(opened.db, other.orgId, { account: 'root', address: '198.51.100.9' });
    const number = await opens({ title: 'Root again', alertNumbers: [theirs] }, stranger);
    expect(await like(number, stranger)).toMatchObject({ similar: [], compared: 0 });
    expect(found(await like(incident.asked!))).toEqual([incident.first, incident.neighbour]);
  });
});
