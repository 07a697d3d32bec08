import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listFaces } from '../../../src/db/faces.ts';
import { findPersonsById } from '../../../src/db/persons.ts';
import { seePersonChanges, undoPersonChange } from '../../../src/pipeline/recognition/change-people.ts';
import { rejectFace } from '../../../src/pipeline/recognition/judge-faces.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seeSightings } from '../../../src/pipeline/recognition/sightings.ts';
import { body, type CameraWorld, cameraWorld, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (seconds: number): Date => new Date(NOON + seconds * 1000);
const PLACE: [number, number, number, number] = [30, 5, 20, 20];
const BODY: [number, number, number, number] = [25, 0, 30, 90];

/** So alike to Dana, who is the first axis, and leaning to the second or third; two of one lean are alike themselves. */
const like = (similarity: number, lean = 1): Float32Array => {
  const vector = new Float32Array(4);
  vector[0] = similarity;
  vector[lean] = Math.sqrt(1 - similarity ** 2);
  return vector;
};

/** More like Dana than like whoever leans to the second axis. */
const between = (dana: number, second: number): Float32Array =>
  Float32Array.of(dana, second, Math.sqrt(1 - dana ** 2 - second ** 2), 0);

describe.each(databases)('several pictures of one event, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let dana: string;
  let number: number;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());

  /** Dana is known by one picture, of the day before; 0.5 is a match, from 0.4 it is not sure. */
  const begin = async () => {
    world = await cameraWorld(opened.db, { now: at(-86_400) });
    await world.consent();
    const door = await world.camera({ name: 'Front door' });
    const { told } = await world.send(door, at(-86_400), { faces: [face(PLACE, like(1))] });
    dana = told!.detections[0]!.personId!;
    const person = (await world.org((tx) => findPersonsById(tx, [dana]))).get(dana)!;
    number = person.number;
    await world.as(world.admin, (work) => namePerson(work, number, 'Dana Whitfield'));
    return door;
  };
  const facesOf = (cameraEventId: string) => world.org((tx) => listFaces(tx, { cameraEventId, limit: 50 }));
  const sightingsToday = () =>
    world.as(world.admin, (work) => seeSightings(work, { from: at(-3600) })).then(({ rows }) => rows);

  test('a face that alone was not sure is theirs by the others, with its body, its sighting and the numbers', async () => {
    const door = await begin();
    const unsure = await world.send(door, at(0), { objects: [body(BODY)], faces: [face(PLACE, like(0.45))] });
    expect(unsure.told!.detections).toMatchObject([{ personId: null }]);
    const sure = await world.send(door, at(10), { objects: [body(BODY)], faces: [face(PLACE, like(0.7))] });
    const [later, earlier] = await facesOf(sure.told!.event.id);
    expect(later).toMatchObject({ personId: dana, decision: { result: 'match', reason: null } });
    expect(earlier).toMatchObject({
      personId: dana,
      assigned: 'matched',
      decision: {
        result: 'match',
        reason: 'vote',
        nearest: { personId: dana, similarity: expect.closeTo(0.45) },
        vote: { pictures: 2, agreeing: 1, mean: expect.closeTo(0.575), next: null },
      },
    });
    expect(await sightingsToday()).toMatchObject([
      { person: { id: dana }, sighting: { faces: 2, firstSeen: at(0), lastSeen: at(10) } },
    ]);
    const bodies = await world.org((tx) =>
      tx.selectFrom('detection').select('person_id').where('camera_event_id', '=', sure.told!.event.id).execute(),
    );
    expect(bodies.map((one) => one.person_id)).toEqual([dana, dana]);
  });

  test('the picture at hand is carried, too, before rules ask who is in it', async () => {
    const door = await begin();
    await world.send(door, at(0), { objects: [body(BODY)], faces: [face(PLACE, like(0.7))] });
    const { told } = await world.send(door, at(10), { objects: [body(BODY)], faces: [face(PLACE, like(0.45))] });
    expect(told!.detections).toMatchObject([{ personId: dana }]);
  });

  test('a stranger made of one bad picture turns out to be them, which can be taken back', async () => {
    const door = await begin();
    const first = await world.send(door, at(0), { objects: [body(BODY)], faces: [face(PLACE, like(0.3))] });
    const stranger = first.told!.detections[0]!.personId!;
    expect(stranger).not.toBe(dana);
    await world.send(door, at(10), { objects: [body(BODY)], faces: [face(PLACE, between(0.7, 0.45))] });
    // two of three would have been enough alone: one is no majority
    expect((await sightingsToday()).map(({ person }) => person.id).sort()).toEqual([dana, stranger].sort());
    const { told } = await world.send(door, at(20), {
      objects: [body(BODY)],
      faces: [face(PLACE, between(0.72, 0.42))],
    });
    expect((await facesOf(told!.event.id)).map(({ personId }) => personId)).toEqual([dana, dana, dana]);
    expect(await sightingsToday()).toMatchObject([
      { person: { id: dana }, sighting: { faces: 3, firstSeen: at(0), lastSeen: at(20) } },
    ]);
    const after = (await world.org((tx) => findPersonsById(tx, [stranger]))).get(stranger)!;
    expect(after.mergedInto).toBe(dana);
    await world.as(world.admin, async (work) => {
      const person = (await findPersonsById(work.tx, [dana])).get(dana)!;
      expect(person.threshold).toBeNull();
      const [newest] = await seePersonChanges(work, person);
      expect(newest).toMatchObject({ kind: 'vote', changedBy: 'SafeNest' });
      await undoPersonChange(work, newest!.id);
      const back = (await findPersonsById(work.tx, [stranger])).get(stranger)!;
      expect(back.mergedInto).toBeNull();
    });
  });

  test('somebody who was seen before stays who they are, whatever an event says', async () => {
    const door = await begin();
    const before = await world.send(door, at(-7200), { faces: [face(PLACE, like(0.3))] });
    const stranger = before.told!.detections[0]!.personId!;
    await world.send(door, at(0), { faces: [face(PLACE, like(0.3))] });
    for (const seconds of [10, 20]) await world.send(door, at(seconds), { faces: [face(PLACE, between(0.71, 0.45))] });
    expect((await world.org((tx) => findPersonsById(tx, [stranger]))).get(stranger)!.mergedInto).toBeNull();
    expect((await sightingsToday()).some(({ person }) => person.id === stranger)).toBe(true);
  });

  test('two people of one event stay two, and whoever was in a picture with them is not them', async () => {
    const door = await begin();
    const beside: [number, number, number, number] = [70, 5, 20, 20];
    const both = await world.send(door, at(0), {
      faces: [face(PLACE, like(0.7)), face(beside, like(0.45, 2))],
    });
    await world.send(door, at(10), { faces: [face(PLACE, like(0.7)), face(beside, like(0.45, 2))] });
    await world.send(door, at(20), { faces: [face(beside, like(0.45, 2))] });
    const faces = await facesOf(both.told!.event.id);
    expect(faces.filter(({ personId }) => personId === dana)).toHaveLength(2);
    expect(faces.filter(({ personId }) => personId === null)).toHaveLength(3);
  });

  test('what somebody said is not voted down', async () => {
    const door = await begin();
    const { told } = await world.send(door, at(0), { faces: [face(PLACE, like(0.7))] });
    const [mine] = await facesOf(told!.event.id);
    await world.as(world.admin, (work) => rejectFace(work, mine!.id, number));
    await world.send(door, at(10), { faces: [face(PLACE, like(0.69))] });
    await world.send(door, at(20), { faces: [face(PLACE, like(0.71))] });
    const faces = await facesOf(told!.event.id);
    expect(faces.find(({ id }) => id === mine!.id)?.personId).not.toBe(dana);
  });
});
