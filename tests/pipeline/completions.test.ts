import { afterAll, beforeAll, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { completions } from '../../src/pipeline/completions.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

let database: TestDatabase;
let org: TestOrganisation;
beforeAll(async () => {
  database = await databases[0]!.open();
  org = await newOrganisation(database.db);
  await org.member('officer', { name: 'Maria Lindt', email: 'maria@example.org' });
  await as(org.admin, (work) => createCamera(work, { name: 'Loading dock', location: 'Hall 2' }));
  const stranger = await newOrganisation(database.db);
  await as(stranger.admin, (work) => createCamera(work, { name: 'Loading bay of others' }));
});
afterAll(() => database.close());
const as = <T>(who: Principal, run: (work: Work) => Promise<T>): Promise<T> =>
  withOrg(database.db, who.orgId, (tx) => run({ tx, principal: who, now: new Date(), auditKey: deskKey }));
const offered = async (who: Principal, option: string, text: string) =>
  (await as(who, (work) => completions(work, { option, text, language: 'en' }))).map(({ label }) => label);

test('cameras where a camera is asked for, people where a person is, by any part of their name', async () => {
  expect(await offered(org.admin, 'camera', 'DOCK')).toEqual(['Loading dock, Hall 2 (CAM-1)']);
  expect(await offered(org.admin, 'camera', 'others')).toEqual([]);
  expect(await offered(org.admin, 'person', 'lindt')).toEqual(['Maria Lindt']);
});

test('settings of a channel for whoever may set them', async () => {
  expect(await offered(org.admin, 'setting', 'critical')).toEqual(['alerts from critical']);
  expect(await offered(await org.member('officer'), 'setting', '')).toEqual([]);
});

test('what is reported on: the times for everybody, incidents for whoever may write about them', async () => {
  await as(org.admin, (work) => openIncident(work, { title: 'Laptop stolen' }));
  expect(await offered(org.admin, 'report', '')).toEqual([
    'week',
    'day',
    'INC-1 tactical: Laptop stolen',
    'INC-1 executive: Laptop stolen',
  ]);
  expect(await offered(await org.member('employee'), 'report', '')).toEqual(['week', 'day']);
});

test('nothing that the asker may not see, and nothing for a new incident’s title', async () => {
  const employee = await org.member('employee');
  expect(await offered(employee, 'camera', '')).toEqual([]);
  expect(await offered(employee, 'person', '')).toEqual([]);
  expect(await offered(org.admin, 'title', '')).toEqual([]);
  expect(await offered(org.admin, 'constructor', '')).toEqual([]);
});
