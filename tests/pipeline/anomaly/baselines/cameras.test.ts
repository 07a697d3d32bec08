import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../../src/db/alerts.ts';
import { listRules } from '../../../../src/db/rules.ts';
import { withOrg } from '../../../../src/db/scope.ts';
import type { Camera } from '../../../../src/domain/camera.ts';
import { reasonText } from '../../../../src/messages/camera-event-text.ts';
import type { SeenObject } from '../../../../src/models/vision.ts';
import { learnCameras, trainCameras } from '../../../../src/pipeline/anomaly/baselines/learn-cameras.ts';
import { seeBaseline, seeBaselines } from '../../../../src/pipeline/anomaly/baselines/see-baselines.ts';
import { removeCamera } from '../../../../src/pipeline/cameras/remove-camera.ts';
import { backtestRule } from '../../../../src/pipeline/propose-rule.ts';
import { createRule, seedActivityRule } from '../../../../src/pipeline/rules.ts';
import { everyDay, storeCameraPast } from '../../../support/camera-past.ts';
import { body, type CameraWorld, cameraWorld } from '../../../support/cameras.ts';
import { databases, newOrganisation, type TestDatabase } from '../../../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const car: SeenObject = { kind: 'car', box: [10, 10, 30, 30], score: 0.9, appearance: null };

describe.each(databases)('what cameras usually see, on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  afterEach(() => world?.close());

  const inside = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, world.orgId, work);
  const parts = (now = NOW) => ({ org: inside as never, now });
  const alerts = () => inside((tx) => listAlerts(tx, { limit: 100 }));
  const baselines = (now = NOW) => inside((tx) => seeBaselines(tx, world.admin, { now }));

  /** A yard that saw people by day for forty days, and no vehicle. */
  const begin = async (): Promise<Camera> => {
    world = await cameraWorld(opened.db, { now: NOW });
    const yard = await world.camera({ name: 'Yard' });
    await inside((tx) =>
      storeCameraPast(tx, everyDay(yard, NOW, 40, { 8: ['person'], 12: ['person'], 16: ['person'] })),
    );
    return yard;
  };

  test('are learned from what was over, once, and shown with how far they have come', async () => {
    const yard = await begin();
    expect(await learnCameras(parts())).toBe(120);
    expect(await learnCameras(parts())).toBe(0);
    expect(await baselines()).toEqual([
      expect.objectContaining({ kind: 'camera', name: 'CAM-1', title: 'Yard', events: 120, state: 'ready' }),
      expect.objectContaining({ kind: 'object', name: 'CAM-1 person', title: 'people at Yard', state: 'ready' }),
    ]);
    // what was over since is learned on top of it
    await inside((tx) => storeCameraPast(tx, [{ camera: yard, at: later(60_000), kinds: ['person', 'car'] }]));
    expect(await learnCameras(parts(later(600_000)))).toBe(1);
    expect((await baselines()).map(({ name, events }) => [name, events])).toEqual([
      ['CAM-1', 121],
      ['CAM-1 person', 121],
      ['CAM-1 vehicle', 1],
    ]);
    const seen = await inside((tx) => seeBaseline(tx, world.admin, 'object', 'CAM-1 person', NOW));
    expect(seen!.usual[8]!.mean).toBeGreaterThan(0.9);
    expect(seen!.quiet).toEqual([
      { from: 9, to: 12 },
      { from: 13, to: 16 },
      { from: 17, to: 8 },
    ]);
    // a class is known as long as its camera is; of a camera that saw nothing for 30 days nothing is known any more
    const muchLater = later(40 * DAY_MS);
    expect((await baselines(muchLater)).map(({ state }) => state)).toEqual(['stale', 'stale', 'stale']);
  });

  test('learned anew they are the same, also where somebody learned meanwhile', async () => {
    await begin();
    await learnCameras(parts());
    const before = await inside((tx) => seeBaseline(tx, world.admin, 'camera', 'CAM-1', NOW));
    expect(await trainCameras(parts())).toBe(120);
    expect(await inside((tx) => seeBaseline(tx, world.admin, 'camera', 'CAM-1', NOW))).toEqual(before);
  });

  test('a vehicle after midnight where there never was one is an alert that says so', async () => {
    const yard = await begin();
    await learnCameras(parts());
    await inside((tx) => seedActivityRule(tx, 'test', NOW));
    await inside((tx) => seedActivityRule(tx, 'test', NOW));
    expect((await inside((tx) => listRules(tx))).filter(({ kind }) => kind === 'unusual_activity')).toHaveLength(1);

    // at noon a person is usual
    await world.send(yard, later(600_000), { objects: [body([10, 10, 20, 60])] });
    expect(await alerts()).toEqual([]);
    const night = new Date('2026-11-21T01:10:00Z');
    const { told } = await world.send(yard, night, { objects: [car] });
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      kind: 'unusual_activity',
      severity: 'low',
      title: 'Vehicles at Yard after midnight, which is rare',
    });
    const facts = Object.fromEntries(alert!.facts.map(({ label, value }) => [label, value]));
    expect(facts['What is usual']).toBe('vehicles after midnight are rare here');
    expect(facts.Deviation).toContain('2.0 standard deviations: 1 in this hour so far, usually 0');
    expect(told!.event.reasons).toContain('rare_here: vehicle 1');
    expect(told!.event.reasons.map((one) => reasonText(one, 'es'))).toContain(
      'aquí rara vez se ven vehículos después de medianoche',
    );
  });

  test('alerts of other rules say it, too', async () => {
    const yard = await begin();
    await learnCameras(parts());
    await world.as(world.admin, (work) =>
      createRule(work, { kind: 'zone_entry', params: { objects: ['car'], zone_kinds: [] }, state: 'active' }),
    );
    await world.send(yard, new Date('2026-11-21T01:10:00Z'), { objects: [car] });
    const [alert] = await alerts();
    expect(alert!.kind).toBe('zone_entry');
    expect(alert!.facts).toContainEqual({ label: 'What is usual', value: 'vehicles after midnight are rare here' });
  });

  test('while it is learning, and of a camera it does not know, nothing is said', async () => {
    world = await cameraWorld(opened.db, { now: NOW });
    const yard = await world.camera({ name: 'Yard' });
    await inside((tx) =>
      storeCameraPast(tx, everyDay(yard, NOW, 10, { 8: ['person'], 9: ['person'], 10: ['person'] })),
    );
    await learnCameras(parts());
    await inside((tx) => seedActivityRule(tx, 'test', NOW));
    expect((await baselines()).map(({ state }) => state)).toEqual(['learning', 'learning']);
    await world.send(yard, new Date('2026-11-21T01:10:00Z'), { objects: [car] });
    expect(await alerts()).toEqual([]);
  });

  test('a rule is tried on what cameras saw, as it would have been then', async () => {
    const yard = await begin();
    const [id] = await inside((tx) =>
      storeCameraPast(tx, [
        { camera: yard, at: new Date('2026-11-10T02:10:00Z'), kinds: ['truck'], minutes: 5 },
        { camera: yard, at: new Date('2026-11-10T02:40:00Z'), kinds: ['truck'] },
        { camera: yard, at: new Date('2026-11-14T03:40:00Z'), kinds: ['cat'] },
      ]),
    );
    expect(id).toBeDefined();
    const rule = (params: Record<string, unknown>) =>
      world.as(world.admin, (work) => createRule(work, { kind: 'unusual_activity', params, state: 'active' }));
    const options = { now: NOW, budgetMs: 60_000 };
    const tried = await backtestRule(inside as never, await rule({ unusual: 'rare' }), options);
    expect(tried).toMatchObject({ of: 'camera_events', alerts: 1, matched: 2, cut: null });
    expect(tried!.examples[0]).toMatchObject({
      title: 'Vehicles at Yard after midnight, which is rare, 2 times in all',
      logs: ['EVT-121', 'EVT-122'],
    });
    expect(tried!.perDay.find(({ day }) => day === '2026-11-10')!.alerts).toBe(1);
    const lasting = await backtestRule(inside as never, await rule({ sustained_minutes: 60 }), options);
    expect(lasting!.alerts).toBe(0);
    const elsewhere = await backtestRule(inside as never, await rule({ cameras: ['Gate'] }), options);
    expect(elsewhere!.alerts).toBe(0);
  });

  test('go with their camera, and are for nobody who may not see cameras, nor for another organisation', async () => {
    await begin();
    await learnCameras(parts());
    const moderator = await world.member('moderator');
    expect(await inside((tx) => seeBaselines(tx, moderator, { now: NOW }))).toEqual([]);
    await expect(inside((tx) => seeBaseline(tx, moderator, 'camera', 'CAM-1', NOW))).rejects.toThrow();
    const other = await newOrganisation(opened.db);
    expect(await withOrg(opened.db, other.orgId, (tx) => seeBaselines(tx, other.admin, { now: NOW }))).toEqual([]);
    await removeCamera((change) => world.as(world.admin, change), 1);
    expect(await baselines()).toEqual([]);
  });
});
