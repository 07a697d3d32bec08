import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { newId, type OrgId } from '../../src/domain/id.ts';
import type { PictureClass } from '../../src/domain/picture.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { USUAL_RETENTION } from '../../src/domain/retention.ts';
import { silentLog } from '../../src/log.ts';
import type { FileStore } from '../../src/media/files.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { auditKey, verifyAudit } from '../../src/pipeline/audit.ts';
import { jobHandlers } from '../../src/pipeline/job-handlers.ts';
import { keepPicture } from '../../src/pipeline/pictures.ts';
import {
  applyRetention,
  eraseFiles,
  type RetentionRun,
  retentionCheck,
  seeRetention,
} from '../../src/pipeline/retention.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-21T02:10:00Z');
const KEY = auditKey('a secret for tests, long enough');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const BOX = [0, 0, 1, 1];

describe.each(databases)('retention, $name', (kind) => {
  let opened: TestDatabase;
  let root: string;
  let files: FileStore;
  let orgId: OrgId;
  let principal: Principal;
  let counter = 0;

  beforeAll(async () => {
    opened = await kind.open();
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'safenest-retention-'));
    files = createFolderFiles(root);
    ({ orgId, admin: principal } = await newOrganisation(opened.db));
    return () => rm(root, { recursive: true, force: true });
  });
  afterAll(() => opened.close());

  const run = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, orgId, (tx) => change({ tx, principal, now: NOW, auditKey: KEY }));
  const apply = (options: RetentionRun = {}) =>
    applyRetention(run, files, USUAL_RETENTION, NOW, { restMs: 0, ...options });
  const kept = async (): Promise<string[]> => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  };
  const rows = (table: 'picture' | 'person' | 'camera_event' | 'face' | 'sighting' | 'file_erasure') =>
    run(({ tx }) => tx.selectFrom(table).selectAll().where('org_id', '=', orgId).execute());

  async function picture(cls: PictureClass, age: number, bytes = `bytes ${counter++}`, cameraId: string | null = null) {
    const added = daysAgo(age);
    const given = { bytes: Buffer.from(bytes), mediaType: 'image/jpeg', width: 4, height: 4, class: cls, cameraId };
    return keepPicture((change) => run(({ tx }) => change(tx)), files, orgId, { ...given, takenAt: added }, added);
  }
  async function camera(): Promise<string> {
    const id = newId();
    const name = `Door ${counter++}`;
    const made = { created_at: NOW, updated_at: NOW, updated_by: 'x' };
    await run(({ tx }) =>
      tx
        .insertInto('camera')
        .values({ id, org_id: orgId, number: counter, name, folder: `door-${counter}`, ...made })
        .execute(),
    );
    return id;
  }
  async function event(cameraId: string, age: number, best: string | null = null): Promise<string> {
    const id = newId();
    const at = daysAgo(age);
    await run(({ tx }) =>
      tx
        .insertInto('camera_event')
        .values({
          id,
          org_id: orgId,
          number: counter++,
          camera_id: cameraId,
          started_at: at,
          ended_at: at,
          pictures: 1,
          best_picture_id: best,
          updated_at: at,
        })
        .execute(),
    );
    return id;
  }
  async function person(age: number, given: { name?: string; archived?: number; mergedInto?: string } = {}) {
    const id = newId();
    const at = daysAgo(age);
    const label = `Person_${(0x10000000 + counter++).toString(16).toUpperCase()}`;
    await run(({ tx }) =>
      tx
        .insertInto('person')
        .values({
          id,
          org_id: orgId,
          number: counter,
          label,
          name: given.name ?? null,
          archived_at: given.archived === undefined ? null : daysAgo(given.archived),
          merged_into: given.mergedInto ?? null,
          created_at: at,
          updated_at: at,
          updated_by: 'x',
        })
        .execute(),
    );
    return id;
  }
  async function face(
    pictureId: string,
    personId: string | null,
    assigned: 'enrolled' | 'confirmed' | 'matched' | 'new' | null,
    { age = 0, compared = false } = {},
  ): Promise<string> {
    const id = newId();
    await run(async ({ tx }) => {
      await tx
        .insertInto('face')
        .values({
          id,
          org_id: orgId,
          picture_id: pictureId,
          person_id: personId,
          at: daysAgo(age),
          box: BOX,
          points: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          score: 1,
          quality: JSON.stringify({}) as never,
          source: 'camera',
          assigned,
        })
        .execute();
      await tx
        .insertInto('face_vector')
        .values({ org_id: orgId, face_id: id, model: 'm', embedding: '[1,0]', compared } as never)
        .execute();
    });
    return id;
  }

  test('bytes that no row names are erased once they are a day old, and nothing else is', async () => {
    const needed = await picture('event', 1);
    const put = async (text: string, hours: number, of = orgId): Promise<string> => {
      const { key } = await files.put(of, Readable.from([Buffer.from(text)]), 100);
      const at = new Date(Date.now() - hours * 3_600_000);
      await utimes(join(root, key), at, at);
      return key.slice(-64);
    };
    const at = new Date(Date.now() - 100 * 3_600_000);
    await utimes(join(root, needed.storageKey), at, at);
    const young = await put('young', 23);
    await put('stray', 25);
    await put('another', 1000);
    const others = await put('stray', 1000, (await newOrganisation(opened.db)).orgId);
    expect((await apply()).report.files).toBe(2);
    expect((await kept()).sort()).toEqual([needed.sha256, young, others].sort());
    expect((await apply()).report.files).toBe(0);
    // the same bytes are put anew: they are young again
    await put('again', 1000);
    await files.put(orgId, Readable.from([Buffer.from('again')]), 100);
    expect((await apply()).report.files).toBe(0);
  });

  test('pictures go when their class has had its time, their bytes with them, and one line says what went', async () => {
    const stay = [await picture('frame', 29), await picture('event', 364), await picture('question', 6)];
    await picture('frame', 31);
    await picture('event', 366);
    await picture('question', 8);
    await picture('enrolment', 8);
    const { report, complete } = await apply();
    expect(complete).toBe(true);
    expect(report).toEqual({
      frames: 1,
      eventPictures: 1,
      questionPictures: 1,
      enrolmentPictures: 1,
      events: 0,
      messages: 0,
      conversations: 0,
      quotes: 0,
      reports: 0,
      signals: 0,
      habits: 0,
      biometrics: 0,
      archived: 0,
      people: 0,
      files: 4,
    });
    expect((await rows('picture')).map(({ id }) => id as string).sort()).toEqual(stay.map(({ id }) => id).sort());
    expect((await kept()).sort()).toEqual(stay.map(({ sha256 }) => sha256).sort());
    const state = await run(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW));
    expect(state.runs).toMatchObject([{ by: principal.name, report: { frames: 1, files: 4 } }]);
    expect(Object.values(state.overdue)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(await run(({ tx }) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });
  });

  test('a run that finds nothing leaves no line', async () => {
    await picture('frame', 1);
    await apply();
    expect((await run(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW))).runs).toEqual([]);
  });

  test('the same bytes stay while one row needs them', async () => {
    const old = await picture('frame', 40, 'the same');
    const young = await picture('frame', 2, 'the same');
    expect(young.storageKey).toBe(old.storageKey);
    const { report } = await apply();
    expect(report).toMatchObject({ frames: 1, files: 0 });
    expect(await kept()).toEqual([young.sha256]);
    expect(await rows('file_erasure')).toEqual([]);
  });

  test('bytes that are kept anew while they wait to be erased stay', async () => {
    const old = await picture('frame', 40, 'again');
    await apply({ restMs: 60_000 });
    expect(await rows('picture')).toEqual([]);
    expect([await rows('file_erasure'), await kept()]).toMatchObject([[{ storage_key: old.storageKey }], [old.sha256]]);
    const anew = await picture('frame', 0, 'again');
    expect(await rows('file_erasure')).toEqual([]);
    expect(await eraseFiles(run, files, { restMs: 0 })).toBe(0);
    expect(await kept()).toEqual([anew.sha256]);
  });

  test('a store that fails keeps the list of what is to be erased', async () => {
    await picture('frame', 40);
    await picture('frame', 41);
    let calls = 0;
    const failing = {
      ...files,
      delete: async (key: string, restMs?: number) => {
        if (++calls === 2) throw new Error('the store is away');
        return files.delete(key, restMs);
      },
    };
    await expect(applyRetention(run, failing, USUAL_RETENTION, NOW, { restMs: 0 })).rejects.toThrow(
      'the store is away',
    );
    expect(await rows('picture')).toEqual([]);
    expect(await rows('file_erasure')).toHaveLength(1);
    // what was done is told all the same
    expect((await run(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW))).runs).toMatchObject([
      { report: { frames: 2 } },
    ]);
    expect(await eraseFiles(run, files, { restMs: 0 })).toBe(1);
    expect(await kept()).toEqual([]);
  });

  test('pictures that an event or alert is told with, or that somebody is known by, are kept on', async () => {
    const cameraId = await camera();
    const [best, learned, confirmed, ruledOut, passing] = await Promise.all(
      Array.from({ length: 5 }, (_, i) => picture('frame', 60, `frame ${counter++} ${i}`, cameraId)),
    );
    await event(cameraId, 60, best!.id);
    const ada = await person(500, { name: 'Ada' });
    await face(learned!.id, await person(60), 'new', { age: 60, compared: true });
    await face(confirmed!.id, ada, 'confirmed', { age: 60 });
    await face(ruledOut!.id, null, null, { age: 60, compared: true });
    await face(passing!.id, ada, 'matched', { age: 60 });
    const enrolment = await picture('enrolment', 900);
    await face(enrolment.id, ada, 'enrolled', { age: 900, compared: true });
    const { report } = await apply();
    expect(report).toMatchObject({ frames: 1, enrolmentPictures: 0 });
    const classes = Object.fromEntries(
      (await rows('picture')).map((row) => [row.id, (row as { class: string }).class]),
    );
    expect(classes).toEqual({
      [best!.id]: 'event',
      [learned!.id]: 'event',
      [confirmed!.id]: 'event',
      [ruledOut!.id]: 'event',
      [enrolment.id]: 'enrolment',
    });
    // and after the events' time only what people are known by
    await run(({ tx }) =>
      tx
        .updateTable('picture')
        .set({ added_at: daysAgo(400) })
        .where('org_id', '=', orgId)
        .execute(),
    );
    await apply();
    const left = (await rows('picture')).map(({ id }) => id);
    expect(left.sort()).toEqual([learned!.id, confirmed!.id, ruledOut!.id, enrolment.id].sort());
    const [event0] = await rows('camera_event');
    expect(event0).toMatchObject({ best_picture_id: null });
  });

  test('events go with their sightings; people without a name are put away, and deleted later; those with one stay', async () => {
    const cameraId = await camera();
    const [old, young] = [await event(cameraId, 400), await event(cameraId, 100)];
    const unknown = await person(400);
    const returning = await person(400);
    const ada = await person(900, { name: 'Ada' });
    const seen = { org_id: orgId, camera_id: cameraId, faces: 1, by: 'face' as const, decision: '{}' as never };
    await run(({ tx }) =>
      tx
        .insertInto('sighting')
        .values([
          {
            ...seen,
            id: newId(),
            person_id: unknown,
            camera_event_id: old,
            first_seen: daysAgo(400),
            last_seen: daysAgo(400),
          },
          {
            ...seen,
            id: newId(),
            person_id: returning,
            camera_event_id: young,
            first_seen: daysAgo(100),
            last_seen: daysAgo(100),
          },
        ])
        .execute(),
    );
    const gone = await person(1000, { archived: 731 });
    const merged = await person(1000, { mergedInto: gone });
    const waiting = await person(1000, { archived: 729 });
    const picturesOfGone = await picture('enrolment', 900);
    await face(picturesOfGone.id, gone, 'confirmed', { age: 900, compared: true });
    const { report } = await apply();
    expect(report).toMatchObject({ events: 1, archived: 1, people: 1 });
    const people = await run(({ tx }) =>
      tx.selectFrom('person').select(['id', 'archived_at']).where('org_id', '=', orgId).execute(),
    );
    expect(new Map(people.map((row) => [row.id, row.archived_at !== null]))).toEqual(
      new Map([
        [unknown, true],
        [returning, false],
        [ada, false],
        [waiting, true],
      ]),
    );
    expect(people.map(({ id }) => id)).not.toContain(merged);
    expect(await rows('sighting')).toHaveLength(1);
    expect(await kept()).toEqual([]);
  });

  test('deleting a camera leaves its bytes to be erased, too', async () => {
    const cameraId = await camera();
    await picture('frame', 0, 'of the camera', cameraId);
    await run(({ tx }) => tx.deleteFrom('camera').where('id', '=', cameraId).execute());
    expect(await rows('file_erasure')).toHaveLength(1);
    expect(await eraseFiles(run, files, { restMs: 0 })).toBe(1);
    expect(await kept()).toEqual([]);
  });

  test('the nightly job does it for every organisation, and another erases what waits', async () => {
    await picture('frame', 40);
    const mine = orgId;
    const other = await newOrganisation(opened.db);
    orgId = other.orgId;
    await picture('frame', 40);
    const handlers = jobHandlers({
      db: opened.db,
      auditKey: KEY,
      now: () => NOW,
      deliver: async () => null,
      enqueue: async () => '1',
      keeping: { files, limits: USUAL_RETENTION },
    });
    const context = { signal: new AbortController().signal, attempt: 1, log: silentLog() };
    await handlers.apply_retention({}, context);
    expect(await rows('picture')).toEqual([]);
    orgId = mine;
    expect(await rows('picture')).toEqual([]);
    const { runs } = await run(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW));
    expect(runs).toMatchObject([{ by: 'SafeNest', report: { frames: 1, files: 0, via: 'schedule' } }]);
    // put just now, the bytes rest a little
    expect(await kept()).toHaveLength(2);
    const quarter = new Date(Date.now() - 16 * 60_000);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), quarter, quarter);
    await handlers.erase_files({}, context);
    expect(await kept()).toEqual([]);
    await expect(
      handlers.apply_retention({}, { ...context, signal: AbortSignal.abort(new Error('stopping')) }),
    ).rejects.toThrow('stopping');
  });

  test('another organisation’s rows and bytes are not touched', async () => {
    await picture('frame', 40, 'shared words');
    const mine = { orgId, principal };
    ({ orgId, admin: principal } = await newOrganisation(opened.db));
    const foreign = await picture('frame', 40, 'shared words');
    ({ orgId, principal } = mine);
    expect((await apply()).report).toMatchObject({ frames: 1, files: 1 });
    expect(await kept()).toEqual([foreign.sha256]);
  });

  test('what is overdue for days is said on the health page; a run that is stopped goes on the next time', async () => {
    await picture('frame', 40);
    const check = retentionCheck(() => run(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW)));
    await expect(check.check()).rejects.toThrow('kept longer');
    expect((await apply({ enough: () => true })).complete).toBe(false);
    await expect(apply({ signal: AbortSignal.abort(new Error('stopping')) })).rejects.toThrow('stopping');
    await expect(check.check()).rejects.toThrow('kept longer');
    expect((await apply()).complete).toBe(true);
    expect(await check.check()).toContain('last deleted on 2026-11-21');
  });
});
