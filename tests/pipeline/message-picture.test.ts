import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picturesOf } from '../../src/bots/teams/platform.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { StoredPicture } from '../../src/domain/picture.ts';
import { silentLog } from '../../src/log.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import type { CardPart } from '../../src/messages/card.ts';
import { messagePictures } from '../../src/pipeline/message-picture.ts';
import { keepPicture, pictureLinks } from '../../src/pipeline/pictures.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const secret = 'a secret of at least sixteen characters';
const NOW = new Date('2026-11-21T10:30:00Z');
let database: TestDatabase;
let org: TestOrganisation;
let folder: string;
let stored: StoredPicture;
const files = () => createFolderFiles(folder);
const open = (url: string, most?: number) => messagePictures({ db: database.db, files: files(), secret })(url, most);
const links = (base = '', now = NOW) => pictureLinks({ orgId: org.orgId, secret, base, now });
beforeAll(async () => {
  database = await databases.at(-1)!.open();
  org = await newOrganisation(database.db);
  folder = await mkdtemp(join(tmpdir(), 'safenest-pictures-'));
  // noise: hard to make small
  const noise = { type: 'gaussian' as const, mean: 120, sigma: 60 };
  const bytes = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#000', noise } })
    .png()
    .toBuffer();
  const about = { bytes, mediaType: 'image/png', width: 1600, height: 900, cameraId: null, takenAt: NOW };
  stored = await keepPicture(
    (change) => withOrg(database.db, org.orgId, change),
    files(),
    org.orgId,
    { ...about, class: 'frame' },
    NOW,
  );
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a picture behind a link of ours is opened for a message, whole or in part, and small enough', async () => {
  const whole = await sharp((await open(links('https://desk.example')(stored.id)))!).metadata();
  expect([whole.format, whole.width]).toEqual(['jpeg', 1280]);
  const part = await sharp((await open(links()(stored.id, [0.4, 0.4, 0.1, 0.2])))!).metadata();
  expect(Math.max(part.width, part.height)).toBeLessThanOrEqual(512);
  const small = await open(links()(stored.id), 12 * 1024);
  expect(small!.length).toBeLessThanOrEqual(12 * 1024);
  expect((await sharp(small!).metadata()).width).toBeGreaterThanOrEqual(160);
  // a message of ours is drawn anew long after its links are over
  expect(await open(links('', new Date('2020-01-01'))(stored.id))).not.toBeNull();
});

test('anything else is none of ours: it is not fetched, and its words are shown', async () => {
  const link = links()(stored.id);
  for (const url of [
    'https://evil.example/a.jpg',
    `${link.slice(0, -2)}AA`,
    pictureLinks({ orgId: org.orgId, secret: 'another secret, as long', base: '', now: NOW })(stored.id),
    links()('01934a00-0000-7000-8000-000000000000'),
    '/media/pictures/../../etc/passwd',
    '',
  ])
    expect(await open(url)).toBeNull();
  expect(await open(link, 100)).toBeNull();
});

test('Teams’ pictures fit its message together; what does not is left to words', async () => {
  const image = (): CardPart => ({ kind: 'image', url: links()(stored.id), alt: 'The gate' });
  const parts = [image(), image(), image(), image(), image(), image()];
  const drawChart = async () => Buffer.alloc(0);
  const drawn = await picturesOf([{ key: 'CAM-1', parts }], { drawChart, openImage: open, log: silentLog() });
  expect(drawn.size).toBeGreaterThan(0);
  const bytes = [...drawn.values()].join('').length;
  expect(bytes).toBeLessThanOrEqual(1.4 * 12 * 1024);
  const one = await picturesOf([{ key: 'CAM-1', parts: parts.slice(0, 1) }], {
    drawChart,
    openImage: open,
    log: silentLog(),
  });
  expect([...one.values()][0]).toMatch(/^data:image\/jpeg;base64,/);
});
