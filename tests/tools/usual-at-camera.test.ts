import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { camerasAnswer } from '../../src/agent/offline/answers/cameras.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { type CameraLearningParts, learnCameras } from '../../src/pipeline/anomaly/baselines/learn-cameras.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { type ShownCamera, showCameraTool } from '../../src/tools/show-camera.ts';
import { everyDay, storeCameraPast } from '../support/camera-past.ts';
import { type CameraWorld, cameraWorld } from '../support/cameras.ts';
import { databases, type TestDatabase } from '../support/database.ts';

type OrgWork = CameraLearningParts['org'];
const kind = databases.at(-1)!;
const NOW = new Date('2026-03-30T12:00:00Z');

describe(`what is usual where a camera looks, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
    world = await cameraWorld(opened.db, { now: NOW });
    const dock = await world.camera({ name: 'Dock' });
    await world.camera({ name: 'Yard' });
    await withOrg(opened.db, world.orgId, async (tx) => {
      await storeCameraPast(tx, everyDay(dock, NOW, 40, { 8: ['person'], 10: ['truck'] }));
      await storeCameraPast(tx, [{ camera: dock, at: new Date('2026-03-29T22:54:00Z'), kinds: ['person'] }]);
    });
    await learnCameras({ org: ((work) => withOrg(opened.db, world.orgId, work)) as OrgWork, now: NOW });
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await opened?.close();
  });

  const usual = async (input: Record<string, unknown>, language: Language = 'en') => {
    const context: ToolContext = {
      principal: world.admin,
      now: NOW,
      language,
      org: (work) => withOrg(opened.db, world.orgId, work),
      work: (change) => world.as(world.admin, change),
      services: {
        health: async () => ({ ok: true, checks: [] }),
        wake: () => {},
        pictureLinks: () => (id) => `/media/pictures/${id}`,
      },
    };
    const outcome = await runTool([showCameraTool], context, auditKey('s'), 'show_camera', {
      asked: 'usual',
      ...input,
    });
    if (!outcome.ok) throw new Error(outcome.error.message);
    return camerasAnswer(outcome.result.data as unknown as ShownCamera, { language } as never).join('\n');
  };

  test('what hardly ever happens at an hour is said to be rare, with the times it did', async () => {
    const said = await usual({ camera: 'dock', hour: 23 });
    expect(said).toMatch(/^That is rare: people are hardly ever seen at \[CAM-1\] Dock around 23:00\./);
    expect(said).toMatch(/in the last 30 days:\n• \[EVT-81\] Sun 29 Mar/);
  });
  test('what happens every day is usual', async () => {
    expect(await usual({ camera: 'dock', hour: 8 })).toMatch(/^That is usual: people are seen at \[CAM-1\] Dock/);
    expect(await usual({ camera: 'dock', hour: 10, object: 'truck' })).toMatch(/^That is usual: vehicles/);
    expect(await usual({ camera: 'dock', hour: 3, object: 'truck' })).toContain('Not once around that hour');
  });
  test('of a camera that saw too little it is said', async () =>
    expect(await usual({ camera: 'yard', hour: 8 })).toMatch(/cannot be said yet/));
  test.each(LANGUAGES)('in %s', async (language) =>
    expect(await usual({ camera: 'dock', hour: 23 }, language)).toMatch(/\[CAM-1\] Dock.*23:00/),
  );
  test.each([
    { camera: 'dock', hour: 24 },
    { camera: 'dock', hour: -1 },
    { camera: 'dock', hour: 'x' },
  ])('hostile input is refused: %j', async (input) => await expect(usual(input)).rejects.toThrow());
});
