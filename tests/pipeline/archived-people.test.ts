import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertFace } from '../../src/db/faces.ts';
import { newId } from '../../src/domain/id.ts';
import { USUAL_RETENTION } from '../../src/domain/retention.ts';
import type { FileStore } from '../../src/media/files.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { seePersonChanges, undoPersonChange } from '../../src/pipeline/recognition/change-people.ts';
import { confirmFace } from '../../src/pipeline/recognition/judge-faces.ts';
import { mergePeople } from '../../src/pipeline/recognition/merge-people.ts';
import { namePerson } from '../../src/pipeline/recognition/name-people.ts';
import { seePeople, seePerson } from '../../src/pipeline/recognition/people.ts';
import { applyRetention, seeRetention } from '../../src/pipeline/retention.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { faceDesk, looks, seenFace } from '../support/faces.ts';

const BEGIN = new Date('2020-01-01T02:10:00Z').getTime();
const DAY = 86_400_000;
const { unknownDays, archivedDays } = USUAL_RETENTION;

describe.each(databases)('people over the years, $name', (kind) => {
  let opened: TestDatabase;
  let root: string;
  let files: FileStore;
  beforeAll(async () => {
    opened = await kind.open();
    root = await mkdtemp(join(tmpdir(), 'safenest-archived-'));
    // pictures in these tests have no bytes
    files = { ...createFolderFiles(root), delete: async () => true };
  });
  afterAll(async () => {
    await opened.close();
    await rm(root, { recursive: true, force: true });
  });

  /** A desk with a calendar: days go by only where the test says so. */
  async function years() {
    const { admin } = await newOrganisation(opened.db);
    const desk = faceDesk(opened, admin, new Date(BEGIN));
    await desk.allow();
    const cameraId = await desk.camera();
    let day = 0;
    const now = (): Date => new Date(BEGIN + day * DAY);
    const work = <T>(change: Parameters<typeof desk.inOrg<T>>[0]): Promise<T> => desk.inOrg(change, now());
    return {
      ...desk,
      work,
      now,
      later(days: number): number {
        day += days;
        return day;
      },
      async seen(axis: number) {
        const event = { id: await desk.event(cameraId, now()), cameraId };
        return (await desk.see([seenFace(looks(axis))], { at: now(), event }))[0]!;
      },
      async enrolled(personId: string): Promise<void> {
        await work(async (writing) => {
          const picture = await desk.picture(writing, { class: 'enrolment', addedAt: now(), takenAt: now() });
          const { score, quality } = seenFace(null);
          await insertFace(writing.tx, {
            id: newId(now().getTime()),
            pictureId: picture.id,
            personId,
            cameraEventId: null,
            at: now(),
            box: [0, 0, 1, 1],
            points: Array.from({ length: 5 }, () => [0, 0] as const),
            score,
            quality,
            source: 'enrolment',
            assigned: 'enrolled',
            decision: null,
          });
        });
      },
      night: () => applyRetention(work, files, USUAL_RETENTION, now(), { restMs: 0 }),
      gallery: () => work((reading) => seePeople(reading, { limit: 200 })),
    };
  }
  const isThere = (desk: Awaited<ReturnType<typeof years>>, number: number) =>
    desk
      .work((reading) => seePerson(reading, number))
      .then(
        (person) => person,
        () => null,
      );

  const AXES = 4;
  const axis = fc.nat({ max: AXES - 1 });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ what: fc.constant('seen' as const), axis }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('name', 'unname', 'enrol', 'undo'), axis }) },
    { weight: 4, arbitrary: fc.record({ what: fc.constant('days' as const), axis: fc.integer({ min: 1, max: 500 }) }) },
  );

  test('nobody known goes for their age, nobody is deleted who was seen lately, and strangers go in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const desk = await years();
        /** Whoever somebody of these looks is now, and what a person at the desk knows of them. */
        const lives = new Map<
          number,
          { id: string; number: number; named: boolean; enrolled: boolean; last: number }
        >();
        const check = async (): Promise<void> => {
          const before = new Map(lives);
          await desk.night();
          const today = desk.later(0);
          const shown = new Set((await desk.gallery()).items.map(({ person }) => person.number));
          for (const [looksLike, life] of before) {
            const there = (await isThere(desk, life.number)) !== null;
            const known = life.named || life.enrolled;
            if (known || today - life.last <= unknownDays)
              expect([there, shown.has(life.number)]).toEqual([true, true]);
            if (today - life.last <= archivedDays) expect(there).toBe(true);
            if (!there) lives.delete(looksLike);
          }
        };
        for (const { what, axis: value } of steps) {
          const life = lives.get(value);
          if (what === 'days') {
            desk.later(value);
            await check();
          } else if (what === 'seen') {
            const { person } = await desk.seen(value);
            if (life) expect(person!.number).toBe(life.number);
            lives.set(value, {
              ...(life ?? { id: person!.id, number: person!.number, named: false, enrolled: false }),
              last: desk.later(0),
            });
          } else if (life && what === 'enrol') {
            await desk.enrolled(life.id);
            lives.set(value, { ...life, enrolled: true, last: desk.later(0) });
          } else if (life && what === 'undo') {
            const [newest] = await desk.work(async (reading) =>
              seePersonChanges(reading, await seePerson(reading, life.number)),
            );
            if (newest && !newest.undoneAt) {
              await desk.work((writing) => undoPersonChange(writing, newest.id));
              const { name } = await desk.work((reading) => seePerson(reading, life.number));
              lives.set(value, { ...life, named: name !== null });
            }
          } else if (life) {
            const name = what === 'name' ? `Somebody ${value}` : null;
            await desk.work((writing) => namePerson(writing, life.number, name));
            lives.set(value, { ...life, named: name !== null });
          }
        }
        // long enough to be archived, and then to be deleted
        for (const days of [unknownDays + 1, archivedDays + 1]) {
          desk.later(days);
          await check();
        }
        expect([...lives.values()].filter(({ named, enrolled }) => !named && !enrolled)).toEqual([]);
        const { overdue } = await desk.work(({ tx }) => seeRetention(tx, USUAL_RETENTION, desk.now()));
        expect(overdue.people).toBe(0);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  test('whoever comes back is back: seen, named, vouched for, merged', async () => {
    const desk = await years();
    const [seen, named, vouched, into, from, away] = await Promise.all([0, 1, 2, 3, 4, 5].map(desk.seen));
    desk.later(unknownDays + 1);
    await desk.night();
    expect((await desk.gallery()).items).toEqual([]);
    await desk.seen(0);
    await desk.work((writing) => namePerson(writing, named!.person!.number, 'Hugo'));
    await desk.work((writing) => confirmFace(writing, vouched!.face.id));
    const numbers = { into: into!.person!.number, from: from!.person!.number };
    const { changeId } = await desk.work((writing) => mergePeople(writing, numbers));
    desk.later(archivedDays + 1);
    // taken back, both of the two are there again and have their time before them
    await desk.work((writing) => undoPersonChange(writing, changeId));
    const { report } = await desk.night();
    expect(report).toMatchObject({ people: 1, archived: 4 });
    expect(await isThere(desk, away!.person!.number)).toBeNull();
    for (const { person } of [seen!, named!, vouched!, into!, from!])
      expect(await isThere(desk, person!.number)).not.toBeNull();
    expect((await desk.gallery()).items.map(({ person }) => person.name)).toEqual(['Hugo']);
  });

  test('whoever was archived while they were known comes back at night', async () => {
    const desk = await years();
    const { person } = await desk.seen(0);
    await desk.work(async ({ tx, now }) => {
      const archived = { archived_at: new Date(now.getTime() - (archivedDays + 5) * DAY), name: 'Jacques' };
      await tx.updateTable('person').set(archived).where('id', '=', person!.id).execute();
    });
    expect((await desk.night()).report).toMatchObject({ people: 0 });
    expect((await isThere(desk, person!.number))?.archivedAt).toBeNull();
  });
});
