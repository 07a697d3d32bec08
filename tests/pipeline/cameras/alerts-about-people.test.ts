import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../../src/db/persons.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { searchNote } from '../../../src/messages/catalogue/stored-words.ts';
import { mergePeople } from '../../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import { type LogSearch, searchLogs } from '../../../src/pipeline/search-logs.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { body, type CameraWorld, cameraWorld, direction, face, type Scene } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);
const ON_LEFT: [number, number, number, number] = [10, 10, 20, 80];
const ON_RIGHT: [number, number, number, number] = [70, 10, 20, 80];
const who = (axis: number, [x, y, ...size] = ON_LEFT): Scene => ({
  objects: [body([x, y, ...size])],
  faces: [face([x + 5, y + 2, 10, 12], direction(axis))],
});

describe.each(databases)('alerts by whom they are about, on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let hall: Camera;
  /** The label of the stranger, and of whoever turned out to be Gerhard. */
  let labels: string[];
  beforeAll(async () => {
    opened = await open();
    world = await cameraWorld(opened.db, { now: at(-600) });
    await world.consent();
    hall = await world.camera({ name: 'Hall' });
    for (const axis of [0, 1, 2]) await world.send(hall, at(-500 + axis * 10), who(axis));
    labels = await world.org(async (tx) => [(await findPerson(tx, 2))!.label, (await findPerson(tx, 3))!.label]);
    const { as, admin } = world;
    await as(admin, (work) => namePerson(work, 1, 'Gerhard Weiß'));
    await as(admin, (work) =>
      createRule(work, {
        kind: 'zone_entry',
        name: 'Anybody',
        state: 'active',
        params: { zone_kinds: [] },
        cooldownSeconds: 60,
      }),
    );
    await world.send(hall, at(0), who(0));
    await world.send(hall, at(30), who(1));
    const both = who(0);
    await world.send(hall, at(60), { objects: [...both.objects!, ...who(1, ON_RIGHT).objects!], faces: both.faces! });
    await world.send(hall, at(90), who(2));
    await raiseTestAlert(opened.db, world.orgId, { account: 'gerhard@corp.example' });
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await opened?.close();
  });

  const search = (given: LogSearch, reader: Principal = world.admin) =>
    withOrg(opened.db, world.orgId, (tx) => searchLogs(tx, reader, { kinds: ['alert'], ...given }));
  const titles = async (given: LogSearch, reader?: Principal) => {
    const { rows, notes, totals } = await search({ rule: 'zone_entry', ...given }, reader);
    expect(totals.alert?.count).toBe(rows.length);
    const said = rows.map((row) => (row.kind === 'alert' ? row.alert.title.replace(/ at Hall.*$/, '') : row.kind));
    return { said: said.sort(), notes };
  };

  test('by name, a word of it, reference and label; who else was in the picture has alerts of their own', async () => {
    const his = { said: ['Gerhard Weiß', 'Gerhard Weiß', 'Person'], notes: [] };
    expect(await titles({ user: 'Gerhard Weiß' })).toEqual(his);
    expect(await titles({ user: 'gerhard weiß' })).toEqual(his);
    for (const called of ['Weiß', 'weiß', 'PER-1', 'per-1'])
      expect(await titles({ user: called })).toEqual({
        ...his,
        notes: [`“${called}” is Gerhard Weiß, whom cameras know`],
      });
    expect(await titles({ user: labels[0]! })).toMatchObject({ said: [labels[0]], notes: [] });
    expect(await titles({ user: `PER-2, gerhard weiß` })).toMatchObject({ said: [...his.said, labels[0]].sort() });
    expect(searchNote('“gerhard” is Gerhard Weiß, whom cameras know', 'de')).toBe(
      '„gerhard“ ist Gerhard Weiß, von den Kameras her bekannt',
    );
  });

  test('an account of that name and the person both; neither, where both are left out', async () => {
    const { rows } = await search({ user: 'gerhard' });
    expect(rows.map((row) => row.kind === 'alert' && row.alert.kind).sort()).toEqual([
      'failed_logins',
      'unknown_person',
      'zone_entry',
      'zone_entry',
      'zone_entry',
    ]);
    const { said } = await titles({ excludeUser: 'gerhard' });
    expect(said).toEqual([labels[0], labels[1]].sort());
  });

  test('counted as listed, and incidents by their alerts', async () => {
    const { groups, totals } = await search({ user: 'PER-1', groupBy: 'rule', rule: 'zone_entry' });
    expect(groups).toMatchObject([{ key: 'Anybody', count: 3 }]);
    expect(totals.alert?.count).toBe(3);
    expect((await search({ user: 'PER-1', kinds: ['incident'] })).rows).toEqual([]);
  });

  test('of logins it is said that no account is called so', async () => {
    const { notes } = await search({ user: 'Gerhard Weiß', kinds: ['login', 'alert'] });
    expect(notes).toEqual(['no account here goes by “Gerhard Weiß”']);
    expect((await search({ user: 'Gerhard Weiß', kinds: ['login'] })).notes).toEqual(notes);
  });

  test.each(['Nobody Known', 'PER-99', 'Person_00000000', '1', "x' or '1", '%', `${'a '.repeat(150)}b`])(
    'what neither an account nor a person is called is said: %s',
    async (user) => {
      expect(await titles({ user })).toEqual({
        said: [],
        notes: [expect.stringMatching(/^no account here goes by “/)],
      });
    },
  );

  test('only whoever may read about people finds alerts by them', async () => {
    const moderator = await world.member('moderator');
    const found = await search({ user: 'Gerhard Weiß', rule: 'zone_entry' }, moderator);
    expect(found.rows).toEqual([]);
    expect(found.notes).toEqual(['no account here goes by “Gerhard Weiß”']);
    expect((await search({ rule: 'zone_entry' }, moderator)).rows).toHaveLength(5);
  });

  test('who turned out to be somebody is found as they are, by what they were called, too', async () => {
    await world.as(world.admin, (work) => mergePeople(work, { from: 3, into: 1 }));
    for (const user of ['Gerhard Weiß', 'PER-3', labels[1]!])
      expect((await titles({ user })).said).toEqual(['Gerhard Weiß', 'Gerhard Weiß', 'Person', labels[1]].sort());
  });
});
