import { appendFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listCameraPictures } from '../../../src/db/pictures.ts';
import { refusedWatchedFiles } from '../../../src/db/watched-files.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import { createFolderWatch, type FolderWatch } from '../../../src/pipeline/cameras/watch-folder.ts';
import { type CameraWorld, cameraWorld, pictureBytes } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

/** The files here are of the real clock's time: so is the world's. */
const SOON = { timeout: 20_000, interval: 50 };

describe.each(databases)('the folder that cameras upload into, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let root: string;
  let camera: Camera;
  const watches: FolderWatch[] = [];
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'safenest-watched-'));
    world = await cameraWorld(opened.db, { now: new Date() });
    world.context.now = () => new Date();
    camera = await world.camera({ name: 'Front door' });
    await mkdir(join(root, 'front-door'));
  });
  afterEach(async () => {
    await Promise.all(watches.splice(0).map((one) => one.stop()));
    await world.close();
    await rm(root, { recursive: true, force: true });
  });

  const watchIt = async (options: { patienceMs?: number } = {}): Promise<FolderWatch> => {
    const watch = createFolderWatch(world.context, {
      root,
      orgId: world.orgId,
      settledMs: 120,
      againMs: 100,
      patienceMs: 0,
      ...options,
    });
    watches.push(watch);
    await watch.start();
    return watch;
  };
  const put = async (path: string, number: number): Promise<void> => {
    const file = join(root, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(`${file}.tmp`, await pictureBytes(number));
    await rename(`${file}.tmp`, file);
  };
  const taken = async (of = camera): Promise<number> =>
    (await world.org((tx) => listCameraPictures(tx, { cameraId: of.id, limit: 1000 }))).length;
  const reaches = (count: number, of = camera) => vi.waitFor(async () => expect(await taken(of)).toBe(count), SOON);
  const refused = () => world.org((tx) => refusedWatchedFiles(tx, 10));

  test('what was there and what comes is taken, each once, however deep it lies', async () => {
    await put('front-door/1.jpg', 1);
    await watchIt();
    await put('front-door/2026-03-02/12/2.jpg', 2);
    await reaches(2);
  });

  test('after a restart nothing is taken again, and what came meanwhile is', async () => {
    for (let i = 0; i < 5; i++) await put(`front-door/${i}.jpg`, i);
    const first = await watchIt();
    await reaches(5);
    await first.stop();
    await put('front-door/5.jpg', 5);
    await watchIt();
    await reaches(6);
    const rows = await world.org((tx) => tx.selectFrom('watched_file').select('path').execute());
    expect(rows).toHaveLength(6);
  });

  test('stopped again and again in the middle of its work, it takes every picture once', async () => {
    const count = 12;
    for (let i = 0; i < count; i++) await put(`front-door/${i}.jpg`, i);
    for (let round = 0; round < 4; round++) {
      const watch = await watchIt();
      await vi.waitFor(async () => expect(await taken()).toBeGreaterThanOrEqual(Math.min(count, round * 2 + 1)), SOON);
      await watch.stop();
    }
    await watchIt();
    await reaches(count);
  });

  test('two processes that watch one folder take each picture once', async () => {
    await watchIt();
    await watchIt();
    for (let i = 0; i < 6; i++) await put(`front-door/${i}.jpg`, i);
    await reaches(6);
  });

  test('a file that is still growing is waited for', async () => {
    await watchIt({ patienceMs: 60_000 });
    const bytes = await pictureBytes(9);
    const file = join(root, 'front-door/slow.jpg');
    const parts = 4;
    for (let i = 0; i < parts; i++) {
      const [from, to] = [Math.floor((i * bytes.length) / parts), Math.floor(((i + 1) * bytes.length) / parts)];
      await appendFile(file, bytes.subarray(from, to));
      // longer than a file usually takes to settle
      await new Promise((done) => setTimeout(done, 300));
    }
    await reaches(1);
    expect(await refused()).toEqual([]);
  });

  test('what is no picture is refused with a word, once, and taken when it has become one', async () => {
    await watchIt();
    const file = join(root, 'front-door/a.jpg');
    const empty = join(root, 'front-door/empty.jpg');
    await writeFile(file, 'not a picture');
    await writeFile(empty, '');
    await vi.waitFor(async () => expect(await refused()).toHaveLength(2), SOON);
    const reasons = Object.fromEntries((await refused()).map(({ path, reason }) => [path, reason]));
    expect(reasons['front-door/a.jpg']).toContain('no picture');
    expect(reasons['front-door/empty.jpg']).toContain('empty');
    await writeFile(file, await pictureBytes(3));
    await writeFile(empty, await pictureBytes(4));
    await reaches(2);
    expect(await refused()).toEqual([]);
  });

  test('links are refused, and what they lead to is not read', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'safenest-outside-'));
    try {
      await writeFile(join(outside, 'secret.jpg'), await pictureBytes(4));
      await symlink(join(outside, 'secret.jpg'), join(root, 'front-door/link.jpg'));
      await symlink(outside, join(root, 'front-door/folder'));
      await mkdir(join(root, 'front-door/deep'));
      await watchIt();
      await put('front-door/5.jpg', 5);
      await reaches(1);
      await vi.waitFor(
        async () => expect((await refused()).map(({ path }) => path)).toContain('front-door/link.jpg'),
        SOON,
      );
      expect((await refused()).every(({ reason }) => reason === 'It is a link, not a file.')).toBe(true);
      expect(await taken()).toBe(1);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  test('pictures of a folder without a camera wait until there is one, and the health page names it', async () => {
    const watch = await watchIt();
    await put('garage/1.jpg', 6);
    await put('loose.jpg', 7);
    await vi.waitFor(() => expect(watch.unknownFolders()).toEqual(['garage']), SOON);
    expect(watch.trouble()).toContain('garage');
    await vi.waitFor(async () => expect(await refused()).toMatchObject([{ path: 'loose.jpg' }]), SOON);
    const garage = await world.camera({ name: 'Garage' });
    await reaches(1, garage);
    await vi.waitFor(() => expect(watch.trouble()).toBeNull(), SOON);
  });

  test('cameras of other organisations have their organisation’s folder above theirs', async () => {
    const other = await cameraWorld(opened.db, { now: new Date() });
    try {
      const name = `Harbour ${other.orgId.slice(-12)}`;
      await other.org((tx) => tx.updateTable('organisation').set({ name }).where('id', '=', other.orgId).execute());
      const pier = await other.camera({ name: 'Pier' });
      const folder = name.toLowerCase().replace(' ', '-');
      const watch = await watchIt();
      await put('front-door/1.jpg', 1);
      await put(`${folder}/pier/2026/2.jpg`, 2);
      await put(`${other.orgId}/pier/3.jpg`, 3);
      await put(`${folder}/quay/4.jpg`, 4);
      await put(`${folder}/5.jpg`, 5);
      await reaches(1);
      const theirs = () => other.org((tx) => listCameraPictures(tx, { cameraId: pier.id, limit: 10 }));
      await vi.waitFor(async () => expect(await theirs()).toHaveLength(2), SOON);
      await vi.waitFor(() => expect(watch.unknownFolders()).toEqual([`${folder}/quay`]), SOON);
      const rows = () => other.org((tx) => tx.selectFrom('watched_file').select(['path', 'outcome']).execute());
      await vi.waitFor(
        async () =>
          expect((await rows()).map(({ path, outcome }) => `${outcome} ${path}`).sort()).toEqual([
            `refused ${folder}/5.jpg`,
            `taken ${other.orgId}/pier/3.jpg`,
            `taken ${folder}/pier/2026/2.jpg`,
          ]),
        SOON,
      );
    } finally {
      await Promise.all(watches.splice(0).map((one) => one.stop()));
      await other.close();
    }
  });

  test('a picture that says when it was taken is of that time, where that can be', async () => {
    await watchIt();
    const [hourAgo, yearAgo] = [3_600_000, 365 * 86_400_000].map((ms) => new Date(Date.now() - ms));
    const exifOf = (at: Date) => at.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
    for (const [i, at] of [hourAgo!, yearAgo!].entries()) {
      const bytes = await sharp(await pictureBytes(20 + i))
        .withExif({ IFD2: { DateTimeOriginal: exifOf(at), OffsetTimeOriginal: '+00:00' } })
        .jpeg()
        .toBuffer();
      await writeFile(join(root, `front-door/${i}.jpg`), bytes);
    }
    await reaches(2);
    const pictures = await world.org((tx) => listCameraPictures(tx, { cameraId: camera.id, limit: 10 }));
    const times = pictures.map(({ takenAt }) => takenAt.getTime()).sort((a, b) => a - b);
    expect(times[0]).toBe(Math.floor(hourAgo!.getTime() / 1000) * 1000);
    expect(times[1]).toBeGreaterThan(hourAgo!.getTime() + 1_800_000);
  });

  test('a picture that is written anew in the same place is another one', async () => {
    await watchIt();
    await put('front-door/snapshot.jpg', 1);
    await reaches(1);
    await put('front-door/snapshot.jpg', 2);
    await utimes(join(root, 'front-door/snapshot.jpg'), new Date(), new Date(Date.now() - 5000));
    await reaches(2);
  });

  test('a folder that is not there says so', async () => {
    const watch = createFolderWatch(world.context, { root: join(root, 'none'), orgId: world.orgId });
    await expect(watch.start()).rejects.toThrow('is not there');
    await watch.stop();
  });
});
