import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { SafeNestError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import type { AskedPicture } from '../../src/messages/asked-picture.ts';
import { openQuestionPictures, type QuestionPictures } from '../../src/pipeline/question-pictures.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

let database: TestDatabase;
let org: TestOrganisation;
let folder: string;
let picture: Buffer;
beforeAll(async () => {
  database = await databases.at(-1)!.open();
  org = await newOrganisation(database.db);
  folder = await mkdtemp(join(tmpdir(), 'safenest-pictures-'));
  picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const sent = (open: () => Promise<Uint8Array>): AskedPicture => ({ name: 'a', size: null, mediaType: null, open });
const opened = (pictures: AskedPicture[], earlier: string[] = [], language: 'en' | 'de' = 'en'): QuestionPictures =>
  openQuestionPictures(
    { db: database.db, files: createFolderFiles(folder), now: () => new Date(), log: silentLog() },
    { orgId: org.orgId, sent: pictures, earlier, language },
  );
const kept = () => withOrg(database.db, org.orgId, (tx) => tx.selectFrom('picture').select(['id', 'class']).execute());

test('nothing is fetched before it is looked at; then it is fetched and kept once', async () => {
  let fetched = 0;
  const pictures = opened([
    sent(async () => {
      fetched++;
      return picture;
    }),
  ]);
  expect([pictures.count, fetched, pictures.kept]).toEqual([1, 0, []]);
  const [one, again] = await Promise.all([pictures.open(1), pictures.open(1)]);
  expect(again).toBe(one);
  expect(one.pixels).toMatchObject({ width: 40, height: 30 });
  expect(one.stored).toMatchObject({ mediaType: 'image/jpeg', class: 'question', cameraId: null });
  expect(fetched).toBe(1);
  expect(pictures.kept).toEqual([one.stored.id]);
  expect(await kept()).toContainEqual({ id: one.stored.id, class: 'question' });

  const later = opened([], [...pictures.kept]);
  expect((await later.open(1)).pixels.data).toEqual(one.pixels.data);
  // what comes with a question is what is meant by it
  const other = opened([sent(async () => picture)], [...pictures.kept]);
  expect((await other.open(1)).stored.id).not.toBe(one.stored.id);
});

test('what cannot be looked at says why, in the asker’s language, and nothing of it is kept', async () => {
  const before = await kept();
  const failing = (code: ConstructorParameters<typeof SafeNestError>[0]) =>
    sent(async () => {
      throw new SafeNestError(code, 'not for people');
    });
  const pictures = [
    sent(async () => Buffer.from('%PDF-1.7 none')),
    sent(async () => picture.subarray(0, 200)),
    failing('too_large'),
    failing('forbidden'),
    sent(() => Promise.reject(new Error('boom'))),
  ];
  const said = await Promise.all(
    pictures.map((_, at) =>
      opened(pictures)
        .open(at + 1)
        .then(
          () => 'opened',
          (error: Error) => error.message,
        ),
    ),
  );
  expect(said[0]).toMatch(/^Picture 1 cannot be read/);
  expect(said[1]).toMatch(/^Picture 2 is damaged/);
  expect(said[2]).toMatch(/^Picture 3 is too large/);
  expect(said[3]).toMatch(/^Picture 4 may not be fetched/);
  expect(said[4]).toMatch(/^Picture 5 could not be fetched/);
  await expect(opened([failing('not_found')], [], 'de').open(1)).rejects.toThrow('Das Bild ist nicht mehr da.');
  const several = sent(() => readFile(new URL('../fixtures/pictures/two-pictures.heic', import.meta.url)));
  await expect(opened([several], [], 'de').open(1)).rejects.toThrow('Das Bild ist eine HEIC-Datei mit 2 Bildern.');
  await expect(opened([]).open(1)).rejects.toThrow('No picture came with the question');
  await expect(opened([sent(async () => picture)]).open(2)).rejects.toThrow('There is no picture 2');
  expect(await kept()).toEqual(before);
});

test('another organisation’s picture is none', async () => {
  const other = await newOrganisation(database.db);
  const pictures = opened([sent(async () => picture)]);
  const { stored } = await pictures.open(1);
  const theirs = openQuestionPictures(
    { db: database.db, files: createFolderFiles(folder), now: () => new Date(), log: silentLog() },
    { orgId: other.orgId, sent: [], earlier: [stored.id], language: 'en' },
  );
  await expect(theirs.open(1)).rejects.toThrow('The picture is not there any more');
});
