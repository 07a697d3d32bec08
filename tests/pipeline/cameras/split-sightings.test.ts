import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPersonsById } from '../../../src/db/persons.ts';
import { seePersonChanges, undoPersonChange } from '../../../src/pipeline/recognition/change-people.ts';
import { splitSightings } from '../../../src/pipeline/recognition/judge-sightings.ts';
import { mergePeople } from '../../../src/pipeline/recognition/merge-people.ts';
import { seeSightings } from '../../../src/pipeline/recognition/sightings.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (seconds: number): Date => new Date(NOON + seconds * 1000);
const SIZE = { width: 640, height: 360 };
const PLACE: [number, number, number, number] = [60, 60, 90, 260];
const HEAD: [number, number, number, number] = [90, 65, 30, 36];
const alike = (similarity: number, towards = 3): Float32Array => {
  const vector = direction(2);
  vector[2] = similarity;
  vector[towards] = Math.sqrt(1 - similarity ** 2);
  return vector;
};

describe.each(databases)('“not this person” of somebody whose face was not seen, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());

  /** One visitor by their clothes at two cameras, of which the second was somebody else. */
  const begin = async () => {
    world = await cameraWorld(opened.db, { now: at(0), size: SIZE });
    await world.consent();
    const [door, dock] = [await world.camera({ name: 'Front door' }), await world.camera({ name: 'Loading dock' })];
    const first = await world.send(door, at(0), { objects: [body(PLACE, direction(2))] });
    const second = await world.send(dock, at(600), { objects: [body(PLACE, alike(0.95))] });
    const visitor = first.told!.detections[0]!.personId!;
    expect(second.told!.detections[0]!.personId).toBe(visitor);
    const person = (await world.org((tx) => findPersonsById(tx, [visitor]))).get(visitor)!;
    return { door, dock, person, second };
  };
  const sightingsOf = (personId: string) =>
    world.as(world.admin, (work) => seeSightings(work, { personIds: [personId] })).then(({ rows }) => rows);
  const split = (number: number, ids: string[]) => world.as(world.admin, (work) => splitSightings(work, number, ids));

  test('what was seen of them there is somebody new’s, is remembered, and can be taken back', async () => {
    const { person, dock, second } = await begin();
    const [wrong] = await sightingsOf(person.id);
    const { made } = await split(person.number, [wrong!.sighting.id]);
    expect(await sightingsOf(person.id)).toMatchObject([{ camera: { name: 'Front door' } }]);
    expect(await sightingsOf(made.id)).toMatchObject([
      {
        camera: { name: 'Loading dock' },
        sighting: { by: 'appearance', shown: { pictureId: second.taken.picture.id } },
      },
    ]);
    // nearer to what was taken away than to anything of theirs, though by less than would make two of them clear
    const again = await world.send(dock, at(900), { objects: [body(PLACE, alike(0.96))] });
    expect(again.told!.detections[0]!.personId).toBe(made.id);

    await expect(
      world.as(world.admin, (work) => mergePeople(work, { into: person.number, from: made.number })),
    ).rejects.toMatchObject({ code: 'conflict', details: { saidDifferent: 1 } });
    await world.as(world.admin, async (work) => {
      const [change] = await seePersonChanges(work, person);
      expect(change).toMatchObject({ kind: 'split' });
      await undoPersonChange(work, change!.id);
    });
    expect(await sightingsOf(person.id)).toHaveLength(2);
    // more was seen of the other meanwhile: they stay
    expect((await world.org((tx) => findPersonsById(tx, [made.id]))).get(made.id)!.mergedInto).toBeNull();
  });

  test('merged all the same, nothing stands between the two any more', async () => {
    const { person } = await begin();
    const [wrong] = await sightingsOf(person.id);
    const { made } = await split(person.number, [wrong!.sighting.id]);
    await world.as(world.admin, (work) =>
      mergePeople(work, { into: person.number, from: made.number }, { anyway: true }),
    );
    expect(await sightingsOf(person.id)).toHaveLength(2);
    expect(await world.org((tx) => tx.selectFrom('cannot_link_body').selectAll().execute())).toEqual([]);
  });

  test('of a sighting by the face it is said at the face, of everything it cannot be said, and of others’ neither', async () => {
    const { person, door } = await begin();
    const ids = (await sightingsOf(person.id)).map(({ sighting }) => sighting.id);
    await expect(split(person.number, ids)).rejects.toMatchObject({ code: 'conflict' });
    await expect(split(person.number, [])).rejects.toMatchObject({ code: 'invalid_input' });
    const shown = await world.send(door, at(1200), {
      objects: [body(PLACE, direction(2))],
      faces: [face(HEAD, direction(0))],
    });
    expect(shown.told!.detections[0]!.personId).toBe(person.id);
    const [byFace] = await sightingsOf(person.id);
    expect(byFace!.sighting.by).toBe('face');
    await expect(split(person.number, [byFace!.sighting.id])).rejects.toMatchObject({ code: 'conflict' });
    const other = await world.send(door, at(2400), { objects: [body(PLACE, direction(1))] });
    const [theirs] = await sightingsOf(other.told!.detections[0]!.personId!);
    await expect(split(person.number, [theirs!.sighting.id])).rejects.toMatchObject({ code: 'conflict' });
    // with a face of theirs they are somebody without these
    await split(person.number, ids);
    expect(await sightingsOf(person.id)).toHaveLength(1);
  });
});
