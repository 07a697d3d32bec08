import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { countCameraEvents } from '../../../src/db/camera-events.ts';
import { deletePictures } from '../../../src/db/pictures.ts';
import { cameraEventSummary } from '../../../src/messages/camera-event-text.ts';
import { seeCameraEvents } from '../../../src/pipeline/cameras/see-camera.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seeSightings, seeUntold } from '../../../src/pipeline/recognition/sightings.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);
const LEFT_HALF: [number, number][] = [
  [0, 0],
  [0.5, 0],
  [0.5, 1],
  [0, 1],
];
/** Somebody with a face in the left half of the picture, which is the vault, or in the right one. */
const somebody = (axis: number, x: 10 | 60) => ({
  objects: [body([x, 10, 20, 80])],
  faces: [face([x + 5, 12, 10, 12], direction(axis))],
});

describe.each(databases)('who was in a zone, once it can no longer be told, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());

  const begin = async () => {
    world = await cameraWorld(opened.db, { now: at(0) });
    await world.consent();
    return world.camera({ name: 'Annexe', zones: [{ name: 'Vault', kind: 'restricted', polygon: LEFT_HALF }] });
  };
  const zones = ['Vault'];
  const ask = () =>
    world.as(world.admin, async (work) => ({
      seen: (await seeSightings(work, { zones })).count,
      untold: await seeUntold(work, { zones }, 5),
      events: await countCameraEvents(work.tx, { zones, kinds: ['person'] }),
    }));
  const forget = async (told: { detections: readonly { personId: string | null }[] } | null) => {
    const id = told!.detections.find(({ personId }) => personId !== null)!.personId!;
    const { number } = await world.org((tx) =>
      tx.selectFrom('person').select('number').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    await world.as(world.admin, (work) => namePerson(work, number, 'Dana Whitfield'));
    await world.as(world.admin, (work) => forgetPerson(work, number));
  };

  test('somebody who was forgotten was there all the same, and nothing says who', async () => {
    const annexe = await begin();
    const { told, taken } = await world.send(annexe, at(0), somebody(0, 10));
    expect(await ask()).toMatchObject({ seen: 1, untold: { count: 0 }, events: 1 });
    await forget(told);
    expect(await ask()).toEqual({
      seen: 0,
      untold: { count: 1, rows: [{ number: told!.event.number, people: 1, last: at(0) }] },
      events: 1,
    });
    const left = await world.org(async (tx) => ({
      events: await tx.selectFrom('camera_event').selectAll().execute(),
      detections: await tx.selectFrom('detection').select('id').execute(),
      faces: await tx.selectFrom('face').select('id').execute(),
      pictures: await tx.selectFrom('picture').select('id').where('id', '=', taken.picture.id).execute(),
    }));
    expect(left).toMatchObject({ detections: [], faces: [], pictures: [] });
    expect(JSON.stringify(left.events)).not.toMatch(/Dana|Whitfield/);
  });

  test('people who are known were there, too, when the pictures are old enough to go', async () => {
    const annexe = await begin();
    const { taken } = await world.send(annexe, at(0), somebody(0, 10));
    await world.org((tx) => deletePictures(tx, [taken.picture.id]));
    expect(await ask()).toMatchObject({ untold: { count: 1, rows: [{ people: 1 }] }, events: 1 });
  });

  test('whoever was beside the zone is not told to have been in it', async () => {
    const annexe = await begin();
    const { told } = await world.send(annexe, at(0), somebody(0, 60));
    await forget(told);
    expect(await ask()).toMatchObject({ seen: 0, untold: { count: 0 }, events: 0 });
    // nor where a car stood there, or somebody known did
    const { objects, faces } = somebody(1, 60);
    const beside = await world.send(annexe, at(10), {
      objects: [...objects, { ...body([10, 10, 20, 80]), kind: 'car' }],
      faces,
    });
    await forget(beside.told);
    await world.send(annexe, at(20), somebody(2, 10));
    const other = await world.send(annexe, at(20.5), somebody(3, 60));
    expect(await ask()).toMatchObject({ seen: 1 });
    await forget(other.told);
    expect(await ask()).toMatchObject({ seen: 1, untold: { count: 0 }, events: 1 });
  });

  test('beside others they are one more, of whom nothing is said, however they came', async () => {
    const annexe = await begin();
    // one after the other, and never two at once
    for (const [index, axis] of [0, 1, 2].entries()) {
      const { told } = await world.send(annexe, at(index / 4), somebody(axis, 60));
      if (axis === 1) await forget(told);
    }
    const untold = () => world.as(world.admin, (work) => seeUntold(work, { cameraIds: [annexe.id] }, 5));
    expect(await untold()).toMatchObject({ count: 1, rows: [{ people: 1 }] });
    const [event] = await world.as(world.admin, (work) => seeCameraEvents(work, { limit: 1 }));
    expect(event!.people).toHaveLength(2);
    expect(cameraEventSummary(event!, 'en')).toMatch(/^3 people \(Person_[0-9A-F]{8}, Person_[0-9A-F]{8}\) at Annexe/);
    expect(JSON.stringify(event)).not.toMatch(/Dana|Whitfield/);
  });

  test('events of before are known to be of their zones', async () => {
    const annexe = await begin();
    const gone = await world.send(annexe, at(0), somebody(0, 10));
    await forget(gone.told);
    const { objects, faces } = somebody(1, 60);
    await world.send(annexe, at(10), { objects: [...objects, { ...body([10, 10, 20, 80]), kind: 'car' }], faces });
    const events = () =>
      world.org((tx) => tx.selectFrom('camera_event').select(['number', 'objects']).orderBy('number').execute());
    const now = await events();
    expect(now.map((one) => Object.entries(one.objects).map(([what, { zones }]) => [what, zones]))).toEqual([
      [['person', ['Vault']]],
      expect.arrayContaining([
        ['person', undefined],
        ['car', ['Vault']],
      ]),
    ]);
    for (const { number, objects: seen } of now) {
      const before = Object.fromEntries(Object.entries(seen).map(([what, { zones: _zones, ...rest }]) => [what, rest]));
      await world.org((tx) =>
        tx
          .updateTable('camera_event')
          .set({ objects: JSON.stringify(before) })
          .where('number', '=', number)
          .execute(),
      );
    }
    expect(await ask()).toMatchObject({ untold: { count: 0 } });
    const path = new URL('../../../migrations/0089_zones_entered.sql', import.meta.url);
    await opened.database.pool.query(readFileSync(path, 'utf8'));
    expect(await events()).toEqual(now);
    expect(await ask()).toMatchObject({ untold: { count: 1 }, events: 1 });
  });
});
