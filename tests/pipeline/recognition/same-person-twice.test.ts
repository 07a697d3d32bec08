import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFace, listFaces } from '../../../src/db/faces.ts';
import { undoPersonChange } from '../../../src/pipeline/recognition/change-people.ts';
import { mergePeople } from '../../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seePeople, seePerson } from '../../../src/pipeline/recognition/people.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { faceDesk, looks, seenFace } from '../../support/faces.ts';

const worse = { size: 60, sharpness: 90, turned: 0.2, overall: 0.5 };

describe.each(databases)('one person twice in a picture, $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  async function begun() {
    const { admin } = await newOrganisation(opened.db);
    const desk = faceDesk(opened, admin);
    await desk.allow();
    const cameraId = await desk.camera();
    return { ...desk, event: async () => ({ id: await desk.event(cameraId), cameraId }) };
  }
  type Desk = Awaited<ReturnType<typeof begun>>;
  const everybody = async (desk: Desk): Promise<number[]> =>
    (await desk.inOrg((work) => seePeople(work))).items.map(({ person }) => person.number).sort();

  test('a mirror image of somebody known makes nobody new, and they are known again as before', async () => {
    const desk = await begun();
    const [dana] = await desk.see([seenFace(looks(0))]);
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    const [colin] = await desk.see([seenFace(looks(5))]);
    await desk.inOrg((work) => namePerson(work, colin!.person!.number, 'Colin'));
    const [own, mirrored] = await desk.see([seenFace(looks(0, { 1: 0.2 })), seenFace(looks(0, { 1: 0.9 }))], {
      event: await desk.event(),
    });
    expect(own).toMatchObject({ person: { id: dana!.person!.id }, isNew: false });
    expect(mirrored).toMatchObject({
      person: null,
      isNew: false,
      face: {
        personId: null,
        decision: { result: 'unsure', reason: 'same_person_twice', nearest: { personId: dana!.person!.id } },
      },
    });
    expect(await everybody(desk)).toEqual([dana!.person!.number, colin!.person!.number]);
    const [later] = await desk.see([seenFace(looks(0, { 1: 0.8 }))]);
    expect(later!.person!.id).toBe(dana!.person!.id);
  });

  test('a poster of them that is less like their pictures than like the face beside it makes nobody new', async () => {
    const desk = await begun();
    const [dana] = await desk.see([seenFace(looks(0))]);
    await desk.inOrg((work) => namePerson(work, dana!.person!.number, 'Dana'));
    // 0.2 like her pictures, 0.63 like the face beside it
    const [, poster] = await desk.see([seenFace(looks(0, { 1: 1.8 })), seenFace(looks(0, { 1: 2, 2: 4.4 }))]);
    expect(poster).toMatchObject({ person: null, isNew: false });
  });

  test('of a stranger and their mirror image the better face is somebody new, the other nobody', async () => {
    const desk = await begun();
    const two = await desk.see([seenFace(looks(0), { quality: worse }), seenFace(looks(0, { 1: 0.1 }))]);
    expect(two.map(({ isNew }) => isNew)).toEqual([false, true]);
    expect(two[0]).toMatchObject({
      person: null,
      face: { decision: { result: 'unsure', nearest: { personId: two[1]!.person!.id } } },
    });
    const [next] = await desk.see([seenFace(looks(0, { 1: 0.3 }))]);
    expect(next!.person!.id).toBe(two[1]!.person!.id);
    // two who do not look alike are two
    const others = await desk.see([seenFace(looks(7)), seenFace(looks(8))]);
    expect(new Set(others.map(({ person }) => person!.id)).size).toBe(2);
  });

  test('two people who turn out to be one in spite of a picture of both are merged anyway, and apart again', async () => {
    const desk = await begun();
    const [dana, badge] = await desk.see([seenFace(looks(0)), seenFace(looks(1))], { event: await desk.event() });
    const [another] = await desk.see([seenFace(looks(1, { 2: 0.3 }))], { event: await desk.event() });
    expect(another!.person!.id).toBe(badge!.person!.id);
    const numbers = { into: dana!.person!.number, from: badge!.person!.number };
    await expect(desk.inOrg((work) => mergePeople(work, numbers))).rejects.toMatchObject({
      code: 'conflict',
      details: { canAnyway: true },
    });
    const { changeId } = await desk.inOrg((work) => mergePeople(work, numbers, { anyway: true }));
    const theirs = await desk.inOrg(({ tx }) => listFaces(tx, { personId: dana!.person!.id, limit: 10 }));
    expect(theirs.map(({ id }) => id).sort()).toEqual([dana!.face.id, another!.face.id].sort());
    const beside = await desk.inOrg(({ tx }) => findFace(tx, badge!.face.id));
    expect(beside).toMatchObject({ personId: null, assigned: null });
    await desk.inOrg((work) => undoPersonChange(work, changeId));
    const back = await desk.inOrg(({ tx }) => findFace(tx, badge!.face.id));
    expect(back!.personId).toBe(badge!.person!.id);
    expect((await desk.inOrg((work) => seePerson(work, numbers.from))).number).toBe(numbers.from);
  });
});
