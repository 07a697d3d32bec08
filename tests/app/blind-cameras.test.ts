import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecognition } from '../../src/app/recognition.ts';
import { silentLog } from '../../src/log.ts';
import { takeFrame } from '../../src/pipeline/cameras/take-frame.ts';
import { checkHealth } from '../../src/pipeline/health.ts';
import { cameraWorld, pictureBytes } from '../support/cameras.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const kind = databases.at(-1)!;
let opened: TestDatabase;
beforeAll(async () => {
  opened = await kind.open();
});
afterAll(() => opened.close());

test('a desk with a camera, consent and no models says so; without a camera it is healthy', async () => {
  const world = await cameraWorld(opened.db);
  const folder = await mkdtemp(join(tmpdir(), 'safenest-models-'));
  const recognition = await createRecognition(
    {
      modelsDir: folder,
      faceEmbedder: null,
      faceThreshold: null,
      modelsDevice: 'cpu',
      cameras: { folder: null, gapSeconds: 60, longestSeconds: 600, silentMinutes: 60 },
    } as never,
    { db: opened.db },
    {
      files: world.context.files,
      organisation: world.orgId,
      log: silentLog(),
      measured: (vision: unknown) => vision,
      now: () => world.clock.now,
      enqueue: async () => {},
    } as never,
  );
  try {
    const models = async () =>
      (await checkHealth(recognition.checks(world.orgId))).checks.find(({ name }) => name === 'models')!;
    await world.consent();
    expect(await models()).toMatchObject({ ok: true });
    const door = await world.camera({ name: 'Front door' });
    await world.camera({ name: 'Off', enabled: false });
    await takeFrame(world.context, world.orgId, door.id, await pictureBytes(1), { takenAt: world.clock.now });
    expect(await models()).toEqual({
      name: 'models',
      ok: false,
      detail: expect.stringMatching(/^SafeNest does not see .*; cameras without: Front door \(1 picture waits\)$/),
      mend: expect.stringContaining('npm run safenest -- models fetch'),
    });
  } finally {
    await recognition.stop();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
});
