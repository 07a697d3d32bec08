import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../src/db/alerts.ts';
import { cameraEventsOfAlert } from '../../../src/db/camera-events.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import { tellAlert } from '../../../src/messages/tell-alert.ts';
import { expectAlert } from '../../../src/pipeline/alert-exceptions.ts';
import { shownWithAlert } from '../../../src/pipeline/alert-shown.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { body, type CameraWorld, cameraWorld, direction, face, type Scene } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (seconds: number): Date => new Date(NOON + seconds * 1000);
const ON_LEFT: [number, number, number, number] = [10, 10, 20, 80];
const ON_RIGHT: [number, number, number, number] = [70, 10, 20, 80];
const headOf = ([x, y]: readonly number[]): [number, number, number, number] => [x! + 5, y! + 2, 10, 12];
const who = (axis: number, where = ON_LEFT): Scene => ({
  objects: [body(where)],
  faces: [face(headOf(where), direction(axis))],
});
const fromBehind = (where = ON_LEFT): Scene => ({ objects: [body(where)] });
const together = (...scenes: Scene[]): Scene => ({
  objects: scenes.flatMap(({ objects = [] }) => objects),
  faces: scenes.flatMap(({ faces = [] }) => faces),
});

describe.each(databases)('who an entry into a zone is about, on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let room: Camera;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    world = await cameraWorld(opened.db, { now: at(-20_000) });
    await world.consent();
    room = await world.camera({
      name: 'Rotunda',
      zones: [
        {
          name: 'Strongroom',
          kind: 'restricted',
          polygon: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        },
      ],
    });
    // Gerhard is known before, by his face at another camera
    const hall = await world.camera({ name: 'Hall' });
    await world.send(hall, at(-10_000), who(0));
    await world.as(world.admin, (work) => namePerson(work, 1, 'Gerhard'));
  });
  afterEach(() => world.close());

  const alerts = () =>
    world.org(async (tx) => {
      const found = (await listAlerts(tx, { limit: 20 })).filter(({ kind }) => kind === 'zone_entry');
      return Promise.all(
        found
          .toSorted((a, b) => a.number - b.number)
          .map(async (alert) => ({
            title: alert.title,
            who: alert.facts.find(({ label }) => label === 'Who')?.value ?? null,
            events: (await cameraEventsOfAlert(tx, alert.id, 20)).length,
            shown: await shownWithAlert(tx, alert),
            alert,
          })),
      );
    });
  const told = async () => (await alerts()).map(({ title, who: name, events }) => ({ title, who: name, events }));

  test('people who are known apart are alerts of their own, each one for as long as the cooldown lasts', async () => {
    await world.send(room, at(0), who(0));
    await world.send(room, at(300), who(1));
    await world.send(room, at(600), who(0));
    await world.send(room, at(900), fromBehind());
    const found = await alerts();
    const stranger = found[1]!.shown.person!.person;
    expect(found.map(({ title, who: name, events }) => ({ title, who: name, events }))).toEqual([
      { title: 'Gerhard in “Strongroom” at Rotunda, 2 times in all', who: 'Gerhard', events: 2 },
      { title: `${stranger.label} in “Strongroom” at Rotunda`, who: stranger.label, events: 1 },
      { title: 'Person in “Strongroom” at Rotunda', who: null, events: 1 },
    ]);
    expect(found.map(({ shown }) => shown.person?.person.name ?? null)).toEqual(['Gerhard', null, null]);
    expect(found[2]!.shown.person).toBeNull();
    // the picture is one with them, and their face is marked on it
    for (const { shown, alert } of found.slice(0, 2)) {
      expect(shown.person!.face).toMatchObject({ pictureId: alert.pictureId, personId: alert.personId });
    }
    expect(tellAlert(found[0]!.alert.told!.telling, 'de').title).toBe(
      'Gerhard in „Strongroom“ an Rotunda, insgesamt 2-mal',
    );
  });

  test('several in one event are told each, and who cannot be told beside them as one', async () => {
    await world.send(room, at(0), together(who(0), who(1, ON_RIGHT), fromBehind([40, 10, 20, 80])));
    const found = await alerts();
    expect(new Set(found.map(({ alert }) => alert.personId)).size).toBe(3);
    expect(found.map(({ who: name }) => name)).toContain('Gerhard');
    expect(found.map(({ events }) => events)).toEqual([1, 1, 1]);
    // more of the same event is more of the same alerts
    await world.send(room, at(5), together(who(0), who(1, ON_RIGHT), fromBehind([40, 10, 20, 80])));
    expect(await alerts()).toHaveLength(3);
  });

  test('whose face is seen later, or not on every picture, is one alert of one visit', async () => {
    await world.send(room, at(0), fromBehind());
    expect(await told()).toEqual([{ title: 'Person in “Strongroom” at Rotunda', who: null, events: 1 }]);
    const later = await world.send(room, at(5), who(0));
    expect(later.told!.news).not.toEqual([]);
    await world.send(room, at(10), fromBehind());
    expect(await told()).toEqual([{ title: 'Gerhard in “Strongroom” at Rotunda', who: 'Gerhard', events: 1 }]);
    expect((await alerts())[0]!.alert.lastSeen).toEqual(at(10));
    // once more within the cooldown: it joins what is his, and nothing stays beside it
    await world.send(room, at(600), fromBehind());
    await world.send(room, at(605), who(0));
    const open = (await alerts()).filter(({ alert }) => alert.status === 'open');
    expect(open.map(({ title, who: name, events }) => ({ title, who: name, events }))).toEqual([
      { title: 'Gerhard in “Strongroom” at Rotunda, 2 times in all', who: 'Gerhard', events: 2 },
    ]);
  });

  test('an alert of somebody nobody could tell stays as it is where it stands on more than that visit', async () => {
    await world.send(room, at(0), fromBehind());
    await world.send(room, at(300), fromBehind());
    await world.send(room, at(305), who(0));
    expect(await told()).toEqual([
      { title: 'Person in “Strongroom” at Rotunda, 2 times in all', who: null, events: 2 },
      { title: 'Gerhard in “Strongroom” at Rotunda', who: 'Gerhard', events: 1 },
    ]);
  });

  test('that one is expected there says nothing of the others', async () => {
    await world.send(room, at(0), who(0));
    const [his] = await alerts();
    await world.as(world.admin, (work) =>
      expectAlert(work, { number: his!.alert.number, until: at(86_400), reason: 'he works there' }),
    );
    await world.send(room, at(3000), who(0));
    await world.send(room, at(3300), who(1));
    expect((await told()).map(({ who: name }) => name)).toEqual(['Gerhard', expect.stringContaining('Person_')]);
  });
});
