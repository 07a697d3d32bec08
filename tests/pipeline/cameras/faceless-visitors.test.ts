import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../src/db/alerts.ts';
import { peopleOfEvent } from '../../../src/db/camera-events.ts';
import { findPersonsById } from '../../../src/db/persons.ts';
import { lookAtPicture } from '../../../src/pipeline/cameras/look-at-picture.ts';
import { takeFrame } from '../../../src/pipeline/cameras/take-frame.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { describePeople } from '../../../src/pipeline/recognition/people.ts';
import { seeSightings } from '../../../src/pipeline/recognition/sightings.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import { body, type CameraWorld, cameraWorld, direction, face, pictureBytes } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (seconds: number): Date => new Date(NOON + seconds * 1000);
const SIZE = { width: 640, height: 360 };
const ON_LEFT: [number, number, number, number] = [60, 60, 90, 260];
const ON_RIGHT: [number, number, number, number] = [400, 60, 90, 260];
const headOf = ([x, y]: readonly number[]): [number, number, number, number] => [x! + 30, y! + 5, 30, 36];
/** So alike to a direction: 0.92 is enough, 0.82 is not, below is another one. */
const alike = (axis: number, towards: number, similarity: number): Float32Array => {
  const vector = direction(axis);
  vector[axis] = similarity;
  vector[towards] = Math.sqrt(1 - similarity ** 2);
  return vector;
};

describe.each(databases)('visitors whose face is never seen, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());
  const begin = async ({ consent = true } = {}): Promise<CameraWorld> => {
    world = await cameraWorld(opened.db, { now: at(0), size: SIZE });
    if (consent) await world.consent();
    return world;
  };
  const persons = () => world.org((tx) => tx.selectFrom('person').select(['id', 'name']).execute());
  const whoIn = (told: { detections: { personId: string | null }[] } | null) =>
    told!.detections.map(({ personId }) => personId);

  test('they get a number for the day, and keep it at another camera', async () => {
    const { camera: add, send, as, admin } = await begin();
    const [door, dock] = [await add({ name: 'Front door' }), await add({ name: 'Loading dock' })];
    const first = await send(door, at(0), { objects: [body(ON_LEFT, direction(2))] });
    const [visitor] = whoIn(first.told);
    expect(visitor).not.toBeNull();
    const people = await world.org((tx) => peopleOfEvent(tx, first.told!.event.id));
    expect(people).toMatchObject([
      { personId: visitor, name: null, by: 'appearance', faces: 0, pictureId: first.taken.picture.id },
    ]);
    const again = await send(dock, at(600), { objects: [body(ON_RIGHT, alike(2, 3, 0.95))] });
    expect(whoIn(again.told)).toEqual([visitor]);
    const { rows } = await as(admin, (work) => seeSightings(work, { named: false }));
    expect(rows).toMatchObject([
      {
        camera: { name: 'Loading dock' },
        sighting: { by: 'appearance', shown: { pictureId: again.taken.picture.id } },
      },
      { camera: { name: 'Front door' }, sighting: { by: 'appearance', shown: { pictureId: first.taken.picture.id } } },
    ]);
    expect(await persons()).toHaveLength(1);
    // another day, other clothes: the same clothes say nothing any more
    const nextDay = await send(door, at(2 * 86_400), { objects: [body(ON_LEFT, direction(2))] });
    expect(whoIn(nextDay.told)).not.toEqual([visitor]);
  });

  test('nothing is told of who is somewhat alike, and whoever is not alike is somebody else', async () => {
    const { camera: add, send } = await begin();
    const door = await add({ name: 'Front door' });
    const first = await send(door, at(0), { objects: [body(ON_LEFT, direction(2))] });
    const somewhat = await send(door, at(10), { objects: [body(ON_LEFT, alike(2, 3, 0.87))] });
    expect(whoIn(somewhat.told)).toEqual([null]);
    const other = await send(door, at(20), { objects: [body(ON_LEFT, alike(2, 3, 0.7))] });
    expect(whoIn(other.told)).not.toContain(null);
    expect(whoIn(other.told)).not.toEqual(whoIn(first.told));
  });

  test('two people in one picture are never one, however alike, and who could be either is neither', async () => {
    const { camera: add, send } = await begin();
    const door = await add({ name: 'Front door' });
    const guards = { objects: [body(ON_LEFT, direction(2)), body(ON_RIGHT, alike(2, 3, 0.99))] };
    const first = await send(door, at(0), guards);
    expect(new Set(whoIn(first.told)).size).toBe(2);
    expect(whoIn(first.told)).not.toContain(null);
    expect(whoIn((await send(door, at(10), guards)).told)).toEqual([null, null]);
    expect(whoIn((await send(door, at(20), { objects: [body(ON_LEFT, direction(2))] })).told)).toEqual([null]);
    expect(await persons()).toHaveLength(2);
  });

  test('two who could both be the visitor of before are not told to be', async () => {
    const { camera: add, send } = await begin();
    const door = await add({ name: 'Front door' });
    const first = await send(door, at(0), { objects: [body(ON_LEFT, direction(2))] });
    const both = await send(door, at(60), { objects: [body(ON_LEFT, direction(2)), body(ON_RIGHT, direction(2))] });
    expect(whoIn(both.told)).toEqual([null, null]);
    const clear = await send(door, at(90), {
      objects: [body(ON_LEFT, alike(2, 3, 0.8)), body(ON_RIGHT, direction(2))],
    });
    expect(whoIn(clear.told)[1]).toBe(whoIn(first.told)[0]);
    expect(whoIn(clear.told)[0]).not.toBe(whoIn(first.told)[0]);
  });

  test.each([
    ['small', body([60, 60, 30, 80], direction(2))],
    ['unsure', body(ON_LEFT, direction(2), 0.6)],
    ['cut off at the side', body([0, 60, 90, 260], direction(2))],
    ['sitting, or half hidden', body([60, 60, 120, 130], direction(2))],
    ['no person', { ...body(ON_LEFT, direction(2)), kind: 'dog' as const }],
  ])('nobody is numbered who is %s', async (_why, seen) => {
    const { camera: add, send } = await begin();
    const door = await add({ name: 'Front door' });
    expect(whoIn((await send(door, at(0), { objects: [seen] })).told)).toEqual([null]);
    expect(await persons()).toEqual([]);
  });

  test('nobody is numbered who stands behind another, nor without consent', async () => {
    const { camera: add, send } = await begin();
    const door = await add({ name: 'Front door' });
    const behind = await send(door, at(0), {
      objects: [body(ON_LEFT, direction(2)), body([80, 60, 90, 260], direction(3))],
    });
    expect(whoIn(behind.told)).toEqual([null, null]);
    await world.close();
    await begin({ consent: false });
    const yard = await world.camera({ name: 'Yard' });
    const { told } = await world.send(yard, at(0), { objects: [body(ON_LEFT, direction(2))] });
    expect(whoIn(told)).toEqual([null]);
    expect(await persons()).toEqual([]);
  });

  test('whoever is dressed like somebody with a name is nobody new, and not them', async () => {
    const { camera: add, send, as, admin } = await begin();
    const door = await add({ name: 'Front door' });
    const seen = { objects: [body(ON_LEFT, direction(2))], faces: [face(headOf(ON_LEFT), direction(0))] };
    const { told } = await send(door, at(0), seen);
    const [id] = whoIn(told);
    const { number } = await world.org((tx) =>
      tx.selectFrom('person').select('number').where('id', '=', id!).executeTakeFirstOrThrow(),
    );
    await as(admin, (work) => namePerson(work, number, 'Dana Whitfield'));
    const fromBehind = await send(door, at(5), { objects: [body(ON_LEFT, direction(2))] });
    expect(whoIn(fromBehind.told)).toEqual([null]);
    expect(await persons()).toHaveLength(1);
  });

  test('a face in the same clothes is theirs when it is seen; another face later is not', async () => {
    const { camera: add, send, as, admin } = await begin();
    const [door, dock] = [await add({ name: 'Front door' }), await add({ name: 'Loading dock' })];
    const [visitor] = whoIn((await send(dock, at(0), { objects: [body(ON_LEFT, direction(2))] })).told);
    const turned = await send(door, at(300), {
      objects: [body(ON_LEFT, direction(2))],
      faces: [face(headOf(ON_LEFT), direction(0))],
    });
    expect(whoIn(turned.told)).toEqual([visitor]);
    const { rows } = await as(admin, (work) => seeSightings(work, { personIds: [visitor!] }));
    expect(rows.map(({ sighting }) => sighting.by)).toEqual(['face', 'appearance']);
    const other = await send(door, at(900), {
      objects: [body(ON_LEFT, direction(2))],
      faces: [face(headOf(ON_LEFT), direction(1))],
    });
    expect(whoIn(other.told)).not.toEqual([visitor]);
    expect(whoIn(other.told)).not.toContain(null);
  });

  test('two cameras at once make one number of one visitor', async () => {
    const { camera: add, context, orgId, vision } = await begin();
    const cameras = [await add({ name: 'One' }), await add({ name: 'Two' }), await add({ name: 'Three' })];
    vision.scene = { objects: [body(ON_LEFT, direction(2))] };
    const taken = [];
    for (const [i, { id }] of cameras.entries())
      taken.push(await takeFrame(context, orgId, id, await pictureBytes(900 + i, SIZE), { takenAt: at(0) }));
    await Promise.all(taken.map(({ picture }) => lookAtPicture(context, orgId, picture.id)));
    expect(await persons()).toHaveLength(1);
  });

  test('they raise an alert only where a rule asks for it, and then one per visitor', async () => {
    const { camera: add, send, as, admin } = await begin();
    const door = await add({ name: 'Front door' });
    const alerts = () => world.org((tx) => listAlerts(tx, { limit: 100 }));
    const visitor = { objects: [body(ON_LEFT, direction(2))] };
    await send(door, at(0), visitor);
    expect(await alerts()).toEqual([]);
    await as(admin, (work) =>
      createRule(work, { kind: 'unknown_person', name: 'Anybody', state: 'active', params: { faceless: true } }),
    );
    for (const seconds of [10, 20, 900, 910]) await send(door, at(seconds), visitor);
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'unknown_person', count: 2 });
    expect(alert?.pictureId).not.toBeNull();
    expect(JSON.stringify(alert?.facts)).toContain('by clothing only');
    await send(door, at(920), { objects: [body(ON_RIGHT, direction(1))] });
    expect(await alerts()).toHaveLength(2);
  });

  test('they are shown by what was seen of them, and forgotten with it', async () => {
    const { camera: add, send, as, admin } = await begin();
    const door = await add({ name: 'Front door' });
    const alone = await send(door, at(0), { objects: [body(ON_LEFT, direction(2))] });
    const [visitor] = whoIn(alone.told);
    const beside = await send(door, at(10), {
      objects: [body(ON_LEFT, direction(2)), body(ON_RIGHT, direction(1))],
    });
    expect(whoIn(beside.told)[0]).toBe(visitor);
    const [shown] = await world.org(async (tx) =>
      describePeople(tx, [...(await findPersonsById(tx, [visitor!])).values()]),
    );
    expect([alone.taken.picture.id, beside.taken.picture.id]).toContain(shown!.best?.pictureId);
    const forgotten = await as(admin, (work) => forgetPerson(work, shown!.person.number));
    expect(forgotten).toMatchObject({ pictures: 1, shared: 1, sightings: 1 });
    const left = await world.org((tx) => tx.selectFrom('picture').select('id').execute());
    expect(left).toEqual([{ id: beside.taken.picture.id }]);
    const clothes = await world.org((tx) => tx.selectFrom('appearance').select('detection_id').execute());
    expect(clothes).toHaveLength(1);
  });
});
