import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countVectors, isRenewing } from '../../../src/db/face-renewal.ts';
import { setPersonThreshold } from '../../../src/db/persons.ts';
import { findPicture } from '../../../src/db/pictures.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { silentLog } from '../../../src/log.ts';
import { decodePicture } from '../../../src/media/decode-picture.ts';
import { createFolderFiles } from '../../../src/media/folder-files.ts';
import { createVision, type Vision } from '../../../src/models/vision.ts';
import { readPicture } from '../../../src/pipeline/pictures.ts';
import { recordOrganisationConsent, recordPersonConsent } from '../../../src/pipeline/recognition/consents.ts';
import { type Enrolment, enrol, MOST_PICTURES_AT_ONCE } from '../../../src/pipeline/recognition/enrol.ts';
import { eraseBiometrics } from '../../../src/pipeline/recognition/erase-biometrics.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { identify } from '../../../src/pipeline/recognition/identify.ts';
import { personCalled } from '../../../src/pipeline/recognition/people.ts';
import { reconsiderFaces } from '../../../src/pipeline/recognition/reconsider-faces.ts';
import { recordFaces } from '../../../src/pipeline/recognition/record-faces.ts';
import { renewFaces } from '../../../src/pipeline/recognition/renew-faces.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { faceDesk } from '../../support/faces.ts';
import { sharedFile } from '../../support/shared-data.ts';

const models = sharedFile('models');
const people = sharedFile('data/lfw10');

describe.skipIf(!models || !people).each(databases.slice(-1))('enrolment on $name, with real models', (kind) => {
  let opened: TestDatabase;
  let vision: Vision;
  let folder: string;
  /** Names of ten people, with ten photographs each. */
  let names: string[];
  const photographs = new Map<string, Buffer[]>();

  beforeAll(async () => {
    opened = await kind.open();
    vision = await createVision({ folder: models!, workers: 1, log: silentLog() });
    folder = await mkdtemp(join(tmpdir(), 'safenest-enrol-'));
    const inside = await readdir(people!, { withFileTypes: true });
    names = inside.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
    for (const name of names) {
      const files = (await readdir(join(people!, name))).toSorted();
      photographs.set(name, await Promise.all(files.map((file) => readFile(join(people!, name, file)))));
    }
  }, 60_000);
  afterAll(async () => {
    await vision?.close();
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function begun() {
    const organisation = await newOrganisation(opened.db);
    const desk = faceDesk(opened, organisation.admin);
    await desk.allow();
    const files = createFolderFiles(folder);
    const parts = { orgId: organisation.orgId, work: desk.inOrg, vision, files };
    const given = (pictures: readonly Buffer[], part: Partial<Enrolment> = {}): Enrolment => ({
      ...part,
      pictures: pictures.map((bytes, index) => ({ name: `${index + 1}.jpg`, bytes })),
    });
    const renew = (eyes: Pick<Vision, 'embedder' | 'faces'> = vision) =>
      renewFaces({
        orgId: organisation.orgId,
        org: (work) => withOrg(opened.db, organisation.orgId, work),
        vision: eyes,
        files,
        log: silentLog(),
      });
    const whoIs = async (bytes: Buffer) => {
      const { pixels } = await decodePicture(bytes);
      const [face] = (await vision.faces(pixels)).toSorted((a, b) => b.box[2] - a.box[2]);
      const [decision] = await desk.inOrg(({ tx }) => identify(tx, [face!], vision.embedder));
      return { decision: decision!, face: face!, pixels };
    };
    return { ...organisation, ...desk, parts, files, given, renew, whoIs };
  }

  test('three people enrolled with a few pictures each are recognised on others; nobody else is taken for them', async () => {
    const { parts, given, whoIs, inOrg } = await begun();
    const enrolled = new Map<string, string>();
    for (const name of names.slice(0, 3)) {
      const done = await enrol(parts, given(photographs.get(name)!.slice(0, 6), { name: name.replaceAll('_', ' ') }));
      expect(done.accepted).toBeGreaterThanOrEqual(3);
      enrolled.set(done.person!.id, name);
    }
    const told = { right: 0, wrong: 0, unsure: 0, missed: 0, strangers: 0, alarms: 0 };
    for (const name of names)
      for (const bytes of photographs.get(name)!.slice(6)) {
        const { decision } = await whoIs(bytes);
        const who = decision.result === 'match' ? enrolled.get(decision.nearest!.personId) : undefined;
        const known = [...enrolled.values()].includes(name);
        if (known && who === name) told.right++;
        else if (known && who) told.wrong++;
        else if (known) told[decision.result === 'unsure' ? 'unsure' : 'missed']++;
        else if (who) told.alarms++;
        else told.strangers++;
      }
    console.info(JSON.stringify(told));
    expect(told).toMatchObject({ wrong: 0, alarms: 0, strangers: 28 });
    expect(told.right).toBeGreaterThanOrEqual(11);
    expect(
      shortly((await inOrg((work) => personCalled(work, names[0]!.replaceAll('_', ' ')))).threshold),
    ).toBeGreaterThan(0.35);
  }, 60_000);

  test('each picture gets its verdict, and only good ones are kept', async () => {
    const { parts, given, inOrg } = await begun();
    const [a, b] = [photographs.get(names[0]!)!, photographs.get(names[1]!)!];
    const faceless = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#8899aa' } })
      .jpeg()
      .toBuffer();
    const two = await sharp({ create: { width: 500, height: 250, channels: 3, background: '#000' } })
      .composite([
        { input: a[0]!, left: 0, top: 0 },
        { input: b[0]!, left: 250, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    const tiny = await sharp(a[1]!).resize(90, 90).jpeg().toBuffer();
    const blurred = await sharp(a[1]!).blur(4).jpeg().toBuffer();
    const copy = await sharp(a[0]!).jpeg({ quality: 88 }).toBuffer();
    const pictures = [a[0]!, a[0]!, copy, a[2]!, a[4]!, b[4]!, faceless, two, tiny, blurred, Buffer.from('no picture')];
    const done = await enrol(parts, given(pictures, { name: 'One' }));
    expect(done.pictures.map(({ verdict }) => verdict)).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
      'accepted',
      'accepted',
      'someone_else',
      'no_face',
      'several_faces',
      'too_small',
      'blurred',
      'unreadable',
    ]);
    expect(done).toMatchObject({ accepted: 3, compared: 3, looksLike: null });
    expect(done.pictures.at(-1)!.problem).toMatch(/picture/);
    // the other person, known by name from now on
    await enrol(parts, given(b.slice(0, 3), { name: 'Two' }));
    const more = await enrol(parts, given([b[5]!], { person: done.person!.number }));
    expect(more.pictures).toMatchObject([{ verdict: 'someone_else', person: { name: 'Two' } }]);
    expect(more.accepted).toBe(0);
    // kept without what the camera wrote into it
    const id = done.pictures[0]!.pictureId!;
    const stored = (await inOrg(({ tx }) => findPicture(tx, id)))!;
    const { exif } = await sharp(await readPicture(parts.files, stored)).metadata();
    expect([exif, stored.class, stored.mediaType]).toEqual([undefined, 'enrolment', 'image/jpeg']);
  }, 60_000);

  test('too many pictures, none, nobody’s right, no consent: refused before anything is looked at', async () => {
    const { parts, given, inOrg, member, as } = await begun();
    const [picture] = photographs.get(names[0]!)!;
    const thousand = given(Array.from({ length: 1000 }, () => picture!));
    await expect(enrol(parts, thousand)).rejects.toMatchObject({ code: 'too_large' });
    expect(MOST_PICTURES_AT_ONCE).toBe(50);
    await expect(enrol(parts, given([]))).rejects.toMatchObject({ code: 'invalid_input' });
    const manager = await member('manager');
    const theirs = {
      ...parts,
      work: (<T>(change: Parameters<typeof inOrg<T>>[0]) => as(manager, change)) as typeof parts.work,
    };
    await expect(enrol(theirs, given([picture!]))).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await newOrganisation(opened.db);
    const desk = faceDesk(opened, elsewhere.admin);
    await expect(enrol({ ...parts, orgId: elsewhere.orgId, work: desk.inOrg }, given([picture!]))).rejects.toThrow(
      /consent is not recorded/,
    );
  });

  test('after the model was changed nobody is “nobody”, until all are embedded anew', async () => {
    const { parts, given, renew, whoIs, inOrg, picture } = await begun();
    const pictures = photographs.get(names[0]!)!;
    const { person } = await enrol(parts, given(pictures.slice(0, 3), { name: 'One' }));
    const thresholdOf = async () => (await inOrg((work) => personCalled(work, 'One'))).threshold;
    // what was reckoned with the model before says nothing of this one
    await inOrg(({ tx }) => setPersonThreshold(tx, person!.id, 0.6));
    const { face } = await whoIs(pictures[5]!);
    const other = { ...vision.embedder!, id: 'other-512' };
    const eyes: Pick<Vision, 'embedder' | 'faces'> = { embedder: other, faces: (...args) => vision.faces(...args) };
    const asked = () => inOrg(({ tx }) => identify(tx, [face], other));
    expect(await asked()).toMatchObject([{ result: 'unavailable', reason: 'being_renewed' }]);
    expect(await inOrg(({ tx }) => isRenewing(tx, other.id))).toBe(true);
    // a face that comes meanwhile is nobody's, and theirs once all are embedded anew
    const meanwhile = await inOrg(async (work) => {
      const stored = await picture(work, { width: 250, height: 250 });
      const decisions = await identify(work.tx, [face], other);
      return recordFaces(work, stored, [face], decisions, { source: 'camera', embedder: other });
    });
    expect(meanwhile).toMatchObject([{ person: null }]);
    expect(await renew(eyes)).toMatchObject({ embedded: 3, lost: 0, calibrated: 1 });
    expect(await reconsiderFaces(inOrg, other)).toBe(1);
    expect(await inOrg(({ tx }) => isRenewing(tx, other.id))).toBe(false);
    expect(await thresholdOf()).not.toBe(0.6);
    expect(await asked()).toMatchObject([{ result: 'match', model: 'other-512' }]);
    expect(await inOrg(({ tx }) => countVectors(tx, 'other-512'))).toEqual({ current: 4, stale: 0 });
    expect(await renew(eyes)).toMatchObject({ embedded: 0, lost: 0 });
  }, 60_000);

  test('a consent given anew brings back what somebody was recognised by', async () => {
    const { parts, given, renew, whoIs, inOrg } = await begun();
    const pictures = photographs.get(names[0]!)!;
    const { person } = await enrol(parts, given(pictures.slice(0, 3), { name: 'One', consent: 'I agree.' }));
    await inOrg((work) => recordPersonConsent(work, person!, { state: 'withdrawn', text: 'No more.' }));
    expect((await whoIs(pictures[5]!)).decision.result).toBe('no_match');
    await expect(enrol(parts, given(pictures.slice(3, 4), { person: person!.number }))).rejects.toThrow(/took back/);
    expect(await renew()).toMatchObject({ embedded: 0 });
    await inOrg((work) => recordPersonConsent(work, person!, { state: 'given', text: 'Again.' }));
    expect(await renew()).toMatchObject({ embedded: 3, calibrated: 1 });
    expect((await whoIs(pictures[5]!)).decision.result).toBe('match');
    // the organisation's, taken back for longer than what people are recognised by is kept
    const other = photographs.get(names[1]!)!;
    const left = await enrol(parts, given(other.slice(0, 3), { name: 'Two' }));
    await inOrg((work) => recordPersonConsent(work, left.person!, { state: 'withdrawn', text: 'No more.' }));
    const taken = await inOrg((work) => recordOrganisationConsent(work, { state: 'withdrawn', text: 'No.' }));
    await inOrg((work) => eraseBiometrics(work, taken.at));
    expect(await renew()).toMatchObject({ embedded: 0 });
    await inOrg((work) => recordOrganisationConsent(work, { state: 'given', text: 'Yes.' }));
    expect(await renew()).toMatchObject({ embedded: 3, calibrated: 1 });
    expect((await whoIs(pictures[5]!)).decision.result).toBe('match');
    expect((await whoIs(other[5]!)).decision.result).toBe('no_match');
    expect(await renew()).toMatchObject({ embedded: 0, lost: 0 });
  }, 60_000);

  test('whoever asked to be left out is enrolled by no other name, and nobody is told who they are', async () => {
    const { parts, given, whoIs, inOrg } = await begun();
    const [theirs, others] = [photographs.get(names[0]!)!, photographs.get(names[1]!)!];
    const { person } = await enrol(parts, given(theirs.slice(0, 4), { name: 'One', consent: 'I agree.' }));
    const two = await enrol(parts, given(others.slice(0, 3), { name: 'Two' }));
    await inOrg((work) =>
      recordPersonConsent(work, person!, { state: 'withdrawn', text: 'Leave me out.', leaveOut: true }),
    );
    for (const attempt of [
      { name: 'Somebody' },
      { name: 'Somebody', consent: 'They agree.', despite: ['someone_else' as const] },
      { person: two.person!.number, despite: ['someone_else' as const] },
    ]) {
      const done = await enrol(parts, given([...theirs.slice(5), theirs[0]!], attempt));
      expect(done.accepted).toBe(0);
      for (const { verdict, person: told } of done.pictures) {
        expect(told).toBeNull();
        expect(verdict).not.toBe('accepted');
      }
      expect(done.pictures.filter(({ verdict }) => verdict === 'left_out').length).toBeGreaterThanOrEqual(4);
      expect(done.looksLike).toBeNull();
    }
    expect((await enrol(parts, given(others.slice(5), { person: two.person!.number }))).accepted).toBeGreaterThan(2);
    // their own word alone lets them in again
    const again = given(theirs.slice(5), { person: person!.number, consent: 'I agree again.' });
    expect((await enrol(parts, again)).accepted).toBeGreaterThanOrEqual(3);
    expect((await whoIs(theirs[4]!)).decision).toMatchObject({ result: 'match', nearest: { personId: person!.id } });
  }, 60_000);

  test('who is forgotten is blackened in pictures of others, whose faces stay', async () => {
    const { parts, given, renew, inOrg, picture, files, orgId } = await begun();
    const [a, b] = [photographs.get(names[0]!)!, photographs.get(names[1]!)!];
    const one = await enrol(parts, given(a.slice(0, 3), { name: 'One' }));
    await enrol(parts, given(b.slice(0, 3), { name: 'Two' }));
    const both = await sharp({ create: { width: 500, height: 250, channels: 3, background: '#777' } })
      .composite([
        { input: a[5]!, left: 0, top: 0 },
        { input: b[5]!, left: 250, top: 0 },
      ])
      .jpeg({ quality: 95 })
      .toBuffer();
    const file = await files.put(orgId, [both] as unknown as AsyncIterable<Uint8Array>, 2 ** 20);
    const { pixels } = await decodePicture(both);
    const faces = await vision.faces(pixels);
    const id = await inOrg(async (work) => {
      const stored = await picture(work, { storageKey: file.key, sha256: file.sha256, width: 500, height: 250 });
      const decisions = await identify(work.tx, faces, vision.embedder);
      expect(decisions.map(({ result }) => result)).toEqual(['match', 'match']);
      await recordFaces(work, stored, faces, decisions, { source: 'camera', embedder: vision.embedder });
      return stored.id;
    });
    expect(await inOrg((work) => forgetPerson(work, one.person!.number))).toMatchObject({ pictures: 3, shared: 1 });
    expect(await renew()).toMatchObject({ redacted: 1 });
    const after = (await inOrg(({ tx }) => findPicture(tx, id)))!;
    expect(after.storageKey).not.toBe(file.key);
    const seen = await vision.faces((await decodePicture(await readPicture(files, after))).pixels);
    expect(seen.map(({ box }) => box[0] > 250)).toEqual([true]);
    expect(await inOrg(({ tx }) => identify(tx, seen, vision.embedder))).toMatchObject([{ result: 'match' }]);
  }, 60_000);
});

const shortly = (value: number | null): number => Math.round((value ?? 0) * 1000) / 1000;
