import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { listCameraPictures } from '../../../src/db/pictures.ts';
import { listUnseen } from '../../../src/db/unseen-pictures.ts';
import type { Watched } from '../../fixtures/cameras/watch-until-killed.ts';
import { cameraWorld, pictureBytes } from '../../support/cameras.ts';
import { Child } from '../../support/child.ts';
import { databases, serverUrl, withDatabase } from '../../support/database.ts';

const PICTURES = 8;

test.skipIf(!serverUrl)(
  'a watcher that is killed between storing a picture and remembering it neither loses nor doubles one',
  async () => {
    const opened = await databases.at(-1)!.open();
    const world = await cameraWorld(opened.db, { now: new Date() });
    const root = await mkdtemp(join(tmpdir(), 'safenest-watched-'));
    const files = await mkdtemp(join(tmpdir(), 'safenest-files-'));
    const children: Child[] = [];
    try {
      const camera = await world.camera({ name: 'Front door' });
      await mkdir(join(root, 'front-door'));
      for (let i = 0; i < PICTURES; i++) await writeFile(join(root, 'front-door', `${i}.jpg`), await pictureBytes(i));
      const { name } = await world.org((tx) =>
        tx.selectNoFrom((eb) => eb.fn<string>('current_database', []).as('name')).executeTakeFirstOrThrow(),
      );
      const run = (dieAfter: number | null): Child => {
        const told: Watched = {
          databaseUrl: withDatabase(serverUrl!, name),
          orgId: world.orgId,
          root,
          files,
          dieAfter,
        };
        const child = new Child('cameras/watch-until-killed.ts', JSON.stringify(told));
        children.push(child);
        return child;
      };
      for (const dieAfter of [1, 3]) await run(dieAfter).exited;
      run(null);
      const pictures = () => world.org((tx) => listCameraPictures(tx, { cameraId: camera.id, limit: 100 }));
      await vi.waitFor(
        async () => {
          const rows = await world.org((tx) => tx.selectFrom('watched_file').select('outcome').execute());
          expect(rows).toEqual(Array.from({ length: PICTURES }, () => ({ outcome: 'taken' })));
        },
        { timeout: 30_000, interval: 100 },
      );
      expect(new Set((await pictures()).map(({ sha256 }) => sha256)).size).toBe(PICTURES);
      expect(await pictures()).toHaveLength(PICTURES);
      // all of them are still to be looked at, and a sweep finds them
      expect(await world.org((tx) => listUnseen(tx, new Date(), 100, { blind: true }))).toHaveLength(PICTURES);
    } finally {
      await Promise.all(children.map((child) => child.kill()));
      await world.close();
      await rm(root, { recursive: true, force: true });
      await rm(files, { recursive: true, force: true });
      await opened.close();
    }
  },
  90_000,
);
