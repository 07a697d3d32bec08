import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listAuditEntries } from '../../../src/db/audit.ts';
import { insertAppearances, insertDetections } from '../../../src/db/detections.ts';
import { vectorsOf } from '../../../src/db/face-vectors.ts';
import { listFaces } from '../../../src/db/faces.ts';
import { newId } from '../../../src/domain/id.ts';
import { USUAL_RETENTION } from '../../../src/domain/retention.ts';
import { createFolderFiles } from '../../../src/media/folder-files.ts';
import { calibrateAround } from '../../../src/pipeline/recognition/calibrate-threshold.ts';
import {
  recordOrganisationConsent,
  recordPersonConsent,
  unlookedSpans,
  withdrawnSince,
} from '../../../src/pipeline/recognition/consents.ts';
import { seeBiometrics } from '../../../src/pipeline/recognition/erase-biometrics.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { identify } from '../../../src/pipeline/recognition/identify.ts';
import { confirmFace } from '../../../src/pipeline/recognition/judge-faces.ts';
import { mergePeople } from '../../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seePeople, seePerson } from '../../../src/pipeline/recognition/people.ts';
import { similarPeople } from '../../../src/pipeline/recognition/similar-people.ts';
import { applyRetention, seeRetention } from '../../../src/pipeline/retention.ts';
import { setRetention } from '../../../src/pipeline/retention-settings.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { embedder, faceDesk, looks, seenFace } from '../../support/faces.ts';

describe.each(databases)('whoever took their consent back, on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  async function begun() {
    const { admin, member } = await newOrganisation(opened.db);
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
      officer: () => member('officer'),
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

  test('it is known when nobody was looked for, as the organisation’s was taken back and given anew', async () => {
    const desk = await begun();
    const day = (days: number) => new Date(Date.parse('2026-11-20T12:00:00Z') + days * 86_400_000);
    const record = (state: 'given' | 'withdrawn', days: number) =>
      desk.inOrg((work) => recordOrganisationConsent(work, { state, text: 'So' }), day(days));
    const spans = (from: number, to: number) =>
      desk.inOrg(({ tx }) => unlookedSpans(tx, { from: day(from), to: day(to) }));
    await record('withdrawn', 1);
    // as long as it is, that is said otherwise
    expect(await spans(0, 9)).toEqual([]);
    await record('given', 3);
    await record('withdrawn', 5);
    await record('given', 6);
    expect(await spans(2, 9)).toEqual([
      { from: day(5), to: day(6) },
      { from: day(2), to: day(3) },
    ]);
    expect(await spans(3, 5)).toEqual([]);
  });

  test('the organisation’s: nobody is recognised at once, and what they are recognised by goes after the days that are set', async () => {
    const desk = await begun();
    const event = await desk.event();
    await desk.see([seenFace(looks(0)), seenFace(looks(5))], { event });
    await desk.inOrg(async ({ tx, now }) => {
      const [id, pictureId] = [newId(), desk.face.pictureId];
      const detection = { id, cameraEventId: event.id, pictureId, at: now, kind: 'person', score: 0.9 };
      const colours = { upper: { red: 1 } };
      await insertDetections(tx, [{ ...detection, box: [0, 0, 9, 9], zones: [], personId: desk.ann.id, colours }]);
      await insertAppearances(tx, [{ detectionId: id, model: 'osnet', at: now, embedding: looks(2) }]);
    });
    const later = (days: number) => new Date(Date.parse('2026-11-20T12:00:00Z') + days * 86_400_000);
    const record = (state: 'given' | 'withdrawn', days = 0) =>
      desk.inOrg((work) => recordOrganisationConsent(work, { state, text: 'So' }), later(days));
    const kept = () => desk.inOrg((work) => seeBiometrics(work, USUAL_RETENTION));
    const root = await mkdtemp(join(tmpdir(), 'safenest-withdrawn-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const files = createFolderFiles(root);
    const retention = async (days: number) => {
      const run = <T>(change: (work: Work) => Promise<T>): Promise<T> => desk.inOrg(change, later(days));
      return (await applyRetention(run, files, USUAL_RETENTION, later(days))).report;
    };
    expect(await kept()).toEqual({ faces: 3, bodies: 1, days: 7, erasedFrom: null });

    await record('withdrawn', 1);
    expect(await kept()).toMatchObject({ faces: 3, bodies: 1, erasedFrom: later(8) });
    expect(await desk.see([seenFace(looks(0))])).toEqual([]);
    const asked = await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder));
    expect(asked).toMatchObject([{ result: 'unavailable', reason: 'no_consent' }]);
    expect((await retention(7)).biometrics).toBe(0);
    // a slip, taken back in time: nothing is lost
    await record('given', 7);
    expect((await retention(8)).biometrics).toBe(0);
    expect(await kept()).toMatchObject({ faces: 3, bodies: 1, erasedFrom: null });
    expect(await desk.inOrg(({ tx }) => identify(tx, [seenFace(looks(0))], embedder))).toMatchObject([
      { result: 'match' },
    ]);

    await record('withdrawn', 9);
    await expect(
      desk.as(await desk.officer(), (work) => recordOrganisationConsent(work, { state: 'given', text: 'x' })),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect((await desk.inOrg(({ tx }) => seeRetention(tx, USUAL_RETENTION, later(19)))).overdue.biometrics).toBe(4);
    expect((await retention(17)).biometrics).toBe(4);
    expect(await kept()).toEqual({ faces: 0, bodies: 0, days: 7, erasedFrom: null });
    // names and pictures stay
    expect((await desk.inOrg((work) => seePerson(work, desk.ann.number))).name).toBe('Ann Lee');
    expect(await desk.inOrg(({ tx }) => listFaces(tx, { personId: desk.ann.id, limit: 9 }))).toHaveLength(2);
    const lines = await desk.inOrg(({ tx }) => listAuditEntries(tx, { action: 'biometrics.erase', limit: 9 }));
    expect(lines).toMatchObject([{ subject: 'organisation', detail: { faces: 3, bodies: 1 } }]);
    const worn = await desk.inOrg(({ tx }) => tx.selectFrom('detection').select('colours').execute());
    expect(worn).toEqual([{ colours: null }]);

    // none at all are kept where the organisation wants that
    await record('given', 17);
    await desk.see([seenFace(looks(7))]);
    expect((await kept()).faces).toBe(1);
    await desk.inOrg((work) => setRetention(work, USUAL_RETENTION, { biometricDays: 0 }));
    await record('withdrawn', 18);
    expect(await kept()).toEqual({ faces: 0, bodies: 0, days: 0, erasedFrom: null });
    for (const biometricDays of [-1, 8, 1.5])
      await expect(desk.inOrg((work) => setRetention(work, USUAL_RETENTION, { biometricDays }))).rejects.toMatchObject({
        code: 'invalid_input',
      });
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
