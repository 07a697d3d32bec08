import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vectorsOf } from '../../../src/db/face-vectors.ts';
import { listFaces } from '../../../src/db/faces.ts';
import { calibrateAround } from '../../../src/pipeline/recognition/calibrate-threshold.ts';
import { recordPersonConsent, withdrawnSince } from '../../../src/pipeline/recognition/consents.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { identify } from '../../../src/pipeline/recognition/identify.ts';
import { confirmFace } from '../../../src/pipeline/recognition/judge-faces.ts';
import { mergePeople } from '../../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seePeople, seePerson } from '../../../src/pipeline/recognition/people.ts';
import { similarPeople } from '../../../src/pipeline/recognition/similar-people.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { embedder, faceDesk, looks, seenFace } from '../../support/faces.ts';

describe.each(databases)('whoever took their consent back, on $name', (kind) => {
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
    const [seen] = await desk.see([seenFace(looks(0))]);
    const ann = seen!.person!;
    await desk.inOrg((work) => namePerson(work, ann.number, 'Ann Lee'));
    const vectors = (personId: string) => desk.inOrg(({ tx }) => vectorsOf(tx, embedder.id, { personId }));
    return {
      ...desk,
      ann,
      face: seen!.face,
      vectors,
      event: async () => ({ id: await desk.event(cameraId), cameraId }),
      withdraw: (leaveOut = false) =>
        desk.inOrg((work) => recordPersonConsent(work, ann, { state: 'withdrawn', text: 'By e-mail', leaveOut })),
      people: async () => (await desk.inOrg((work) => seePeople(work))).items.map(({ person }) => person.number),
    };
  }

  test('nothing is kept that knows them, so their face is a stranger’s; the stranger who is them is erased, too', async () => {
    const desk = await begun();
    await desk.withdraw();
    expect(await desk.vectors(desk.ann.id)).toEqual([]);
    const event = await desk.event();
    const [again] = await desk.see([seenFace(looks(0))], { event });
    expect(again).toMatchObject({ isNew: true });
    const stranger = again!.person!;
    expect(await desk.vectors(stranger.id)).toHaveLength(1);
    // not the other way round: the stranger has withdrawn nothing
    const wrong = { into: stranger.number, from: desk.ann.number };
    await expect(desk.inOrg((work) => mergePeople(work, wrong))).rejects.toThrow(/took back their consent/);
    await desk.inOrg((work) => mergePeople(work, { into: desk.ann.number, from: stranger.number }));
    expect(await desk.vectors(desk.ann.id)).toEqual([]);
    const [decision] = await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder));
    expect(decision).toMatchObject({ result: 'no_match', nearest: null });
  });

  test('left out with their leave: no number, no face, no name for it, and nobody learns whom they resemble', async () => {
    const desk = await begun();
    for (const axis of [0.2, 0.3]) await desk.see([seenFace(looks(0, { 1: axis }))]);
    await desk.withdraw(true);
    const before = await desk.people();
    const event = await desk.event();
    const seen = await desk.see([seenFace(looks(0, { 2: 0.4 })), seenFace(looks(5))], { event });
    expect(seen.map(({ index, isNew }) => [index, isNew])).toEqual([[1, true]]);
    expect(await desk.people()).toHaveLength(before.length + 1);
    const faces = await desk.inOrg(({ tx }) => listFaces(tx, { cameraEventId: event.id, limit: 10 }));
    expect(faces.map(({ id }) => id)).toEqual([seen[0]!.face.id]);
    // a match, a likeness, and somebody who resembles them a little
    const decisions = await desk.inOrg(({ tx }) =>
      identify(tx, [seenFace(looks(0)), seenFace(looks(1, { 0: 0.39 })), seenFace(looks(1, { 0: 0.2 }))], embedder),
    );
    expect(decisions).toMatchObject([
      { result: 'unavailable', reason: 'left_out', nearest: null, runnerUp: null },
      // it may be them: nobody is told that it is, and nothing is kept of it
      { result: 'unsure', reason: 'maybe_left_out', nearest: null, runnerUp: null },
      { result: 'no_match', nearest: null, runnerUp: null },
    ]);
    expect(await desk.see([seenFace(looks(1, { 0: 0.39 }))], { event: await desk.event() })).toEqual([]);
    const alike = await desk.inOrg(({ tx }) => similarPeople(tx, looks(0), embedder));
    expect(alike.map(({ person }) => person.id)).not.toContain(desk.ann.id);
    await expect(desk.inOrg((work) => confirmFace(work, desk.face.id))).rejects.toThrow(/took back their consent/);
  });

  test('nobody is left out without a face to do it by, and only whoever takes their consent back', async () => {
    const desk = await begun();
    await desk.withdraw();
    await expect(desk.withdraw(true)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      desk.inOrg((work) => recordPersonConsent(work, desk.ann, { state: 'given', text: 'Yes', leaveOut: true })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('who gives it anew is recognised again, and what was numbered meanwhile is merged with them', async () => {
    const desk = await begun();
    await desk.withdraw();
    expect(await desk.inOrg(({ tx }) => withdrawnSince(tx, desk.ann.id))).not.toBeNull();
    const [meanwhile] = await desk.see([seenFace(looks(0))]);
    await desk.inOrg((work) => recordPersonConsent(work, desk.ann, { state: 'given', text: 'Again' }));
    expect(await desk.inOrg(({ tx }) => withdrawnSince(tx, desk.ann.id))).toBeNull();
    await desk.inOrg((work) => mergePeople(work, { into: desk.ann.number, from: meanwhile!.person!.number }));
    const [now] = await desk.see([seenFace(looks(0, { 1: 0.3 }))]);
    expect(now!.person!.id).toBe(desk.ann.id);
  });

  test.each(['forgotten', 'withdrawn'] as const)(
    'a threshold that somebody raised is calibrated anew when they are %s',
    async (gone) => {
      const desk = await begun();
      const confirmed = [];
      for (const part of [0.15, 0.25]) {
        const [next] = await desk.see([seenFace(looks(0, { 2: part }))]);
        confirmed.push(next!.face.id);
      }
      for (const id of confirmed) await desk.inOrg((work) => confirmFace(work, id, desk.ann.number));
      // a twin, 0.5 like her, as if somebody had said “not this person”
      const [twin] = await desk.see([seenFace(looks(3))]);
      await desk.inOrg(async ({ tx }) => {
        const [vector] = await tx.selectFrom('face_vector').selectAll().where('face_id', '=', twin!.face.id).execute();
        expect(vector).toBeTruthy();
        await tx
          .updateTable('face_vector')
          .set({ embedding: `[${looks(3, { 0: 0.6 }).join(',')}]` } as never)
          .where('face_id', '=', twin!.face.id)
          .execute();
      });
      const threshold = () => desk.inOrg(async (work) => (await seePerson(work, desk.ann.number)).threshold);
      await desk.inOrg(({ tx }) => calibrateAround(tx, desk.ann.id, embedder));
      expect(await threshold()).toBeGreaterThan(embedder.threshold + 0.1);
      const { number } = twin!.person!;
      await desk.inOrg(async (work) =>
        gone === 'forgotten'
          ? forgetPerson(work, number)
          : recordPersonConsent(work, await seePerson(work, number), { state: 'withdrawn', text: 'No' }),
      );
      expect(await threshold()).toBeNull();
      await desk.inOrg(({ tx }) => calibrateAround(tx, desk.ann.id, embedder));
      expect(await threshold()).toBe(embedder.threshold);
    },
  );
});
