import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listRules } from '../../../src/db/rules.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import type { ModelStatus } from '../../../src/models/vision.ts';
import { performAction } from '../../../src/pipeline/actions.ts';
import { cameraState, camerasCheck } from '../../../src/pipeline/cameras/camera-state.ts';
import { modelsCheck } from '../../../src/pipeline/cameras/models-check.ts';
import { camerasCalled, createCamera, type NewCamera, updateCamera } from '../../../src/pipeline/cameras/registry.ts';
import { type CameraWorld, cameraWorld } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const kind = databases.at(-1)!;
const camera = (part: Partial<Camera>): Camera => ({
  id: '1',
  number: 1,
  name: 'Front door',
  folder: 'front-door',
  location: '',
  enabled: true,
  zones: [],
  mask: [],
  stricter: 0,
  notes: '',
  lastSeenAt: null,
  lastPictureId: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  updatedBy: 'Ada',
  ...part,
});

describe(`the registry of cameras, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    world = await cameraWorld(opened.db);
  });
  afterEach(() => world.close());

  test('the first camera brings its rules, and no later one brings them again', async () => {
    await world.camera({ name: 'Front door' });
    await world.camera({ name: 'Yard' });
    const rules = await world.org((tx) => listRules(tx));
    expect(rules.map(({ kind: of, state }) => `${of} ${state}`)).toEqual([
      'unknown_person active',
      'zone_entry active',
    ]);
  });

  test('folders are made of names; two cameras of one name or folder are refused, also at the same time', async () => {
    expect(await world.camera({ name: 'Entrée Süd 2' })).toMatchObject({ number: 1, folder: 'entree-sud-2' });
    expect(await world.camera({ name: '入口' })).toMatchObject({ folder: 'camera-2' });
    await expect(world.camera({ name: 'entrée SÜD 2' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.camera({ name: 'Ｅntrée Süd 2' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.camera({ name: 'Other', folder: 'entree-sud-2' })).rejects.toThrow('belongs to CAM-1');
    // a Cyrillic е and Р, a Greek ο, spaces of any kind and what cannot be seen
    const front = await world.camera({ name: 'Reception Park' });
    for (const name of [
      'Rеception Рark',
      'Receptiοn Park',
      'Reception  Park ',
      'Reception\u00a0Park',
      'Re\u200bception Park',
      'RECEPTION PARK',
    ])
      await expect(world.camera({ name })).rejects.toThrow(
        new RegExp(`“Reception Park” .*\\(CAM-${front.number}\\)|CAM-${front.number}`),
      );
    await expect(world.camera({ name: 'Rеception Park' })).rejects.toThrow('looks the same as “Reception Park”');
    for (const name of ['Receptión Park', 'Reception Park 2', 'Вход', 'Выход']) await world.camera({ name });
    // what stood already may still be changed otherwise
    const twin = await world.camera({ name: 'Twin' });
    await world.org((tx) =>
      tx.updateTable('camera').set({ name: 'Rеception Park' }).where('id', '=', twin.id).execute(),
    );
    const noted = await world.as(world.admin, (work) => updateCamera(work, twin.number, { notes: 'x' }));
    expect(noted).toMatchObject({ notes: 'x' });
    await expect(
      world.as(world.admin, (work) => updateCamera(work, front.number, { name: 'rеception park' })),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    const both = await Promise.allSettled([1, 2].map(() => world.camera({ name: 'Yard' })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each<[string, NewCamera]>([
    ['a name of nothing', { name: '  ' }],
    ['a folder with ..', { name: 'A', folder: '..' }],
    ['a folder with a slash', { name: 'A', folder: 'a/b' }],
    [
      'a point outside',
      {
        name: 'A',
        mask: [
          [
            [0, 0],
            [1.2, 0],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'a polygon that encloses nothing',
      {
        name: 'A',
        mask: [
          [
            [0, 0],
            [0.5, 0.5],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'two zones of one name',
      {
        name: 'A',
        zones: ['x', 'X'].map((name) => ({
          name,
          kind: 'public' as const,
          polygon: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        })),
      },
    ],
  ])('%s is refused', async (_name, input) => {
    await expect(world.camera(input)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('who may not change cameras changes none; what is changed is audited', async () => {
    const made = await world.camera({ name: 'Front door' });
    const manager = await world.member('manager');
    await expect(world.as(manager, (work) => createCamera(work, { name: 'X' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const officer = await world.member('officer');
    await world.as(officer, (work) => updateCamera(work, made.number, { location: 'Building A', name: 'Front door' }));
    const lines = await world.org((tx) =>
      tx.selectFrom('audit_entry').select(['action', 'subject', 'detail']).orderBy('seq').execute(),
    );
    expect(lines.filter(({ action }) => action === 'camera.update')).toMatchObject([
      { subject: 'CAM-1', detail: { location: { before: '', after: 'Building A' } } },
    ]);
  });

  test('its buttons switch it off and on, and say what is so already', async () => {
    const made = await world.camera({ name: 'Front door' });
    const press = (id: string) =>
      world.as(world.admin, (work) => performAction(work, { id, value: `CAM-${made.number}` }));
    expect(await press('camera.disable')).toMatchObject({ text: 'CAM-1 is switched off.', done: true });
    const again = await press('camera.disable');
    expect(again).toMatchObject({ text: 'CAM-1 is switched off already.', done: false });
    expect(again.card?.parts[0]).toMatchObject({ status: 'switched off' });
    expect(await press('camera.enable')).toMatchObject({ done: true });
  });
});

describe('which camera is meant', () => {
  const all = [
    camera({ number: 1, name: 'Front door', location: 'Building A' }),
    camera({ id: '2', number: 2, name: 'Back door', folder: 'back-door' }),
    camera({
      id: '3',
      number: 3,
      name: 'Ladehof Süd',
      folder: 'dock',
      zones: [{ name: 'Ramp', kind: 'public', polygon: [] }],
    }),
  ];
  test.each([
    ['CAM-2', [2]],
    ['front DOOR', [1]],
    ['door', [1, 2]],
    ['ladehof sud', [3]],
    ['building a', [1]],
    ['the front door camera', [1]],
    ['camera front door', [1]],
    ['2', [2]],
    ['Kamera 3', [3]],
    ['camera 9', []],
    ['roof', []],
    ['the ramp', [3]],
    ['', []],
  ])('%s', (typed, numbers) => {
    expect(camerasCalled(typed, all).map(({ number }) => number)).toEqual(numbers);
  });
});

describe('the models that look at pictures, on the health page', () => {
  const TASKS = ['object-detect', 'face-detect', 'face-embed', 'appearance'] as const;
  const check = (
    states: Partial<Record<string, ModelStatus['state']>>,
    wanted = true,
    cameras: { name: string; waiting: number }[] = [],
  ) => {
    const status = TASKS.map(
      (task): ModelStatus => ({
        task,
        name: task,
        state: states[task] ?? 'ready',
        path: null,
        problem: null,
        mend: null,
      }),
    );
    return modelsCheck({ status: () => status }, async () => ({ isWanted: wanted, cameras })).check();
  };

  test('are all there, missing or damaged', async () => {
    expect(await check({})).toBe('all that is needed are there');
    expect(await check({ appearance: 'missing' })).toBe('all that is needed are there');
    await expect(check({ 'face-embed': 'missing', 'face-detect': 'missing' })).rejects.toThrow(
      'SafeNest does not see faces and who somebody is in pictures: the models for that are missing',
    );
    expect(await check({ 'face-embed': 'missing' }, false)).toContain('does not see who somebody is');
    const cameras = [
      { name: 'Yard', waiting: 0 },
      { name: 'Front door', waiting: 2 },
      { name: 'Gate', waiting: 1 },
      { name: 'Dock', waiting: 0 },
    ];
    await expect(check({ 'object-detect': 'missing' }, true, cameras)).rejects.toThrow(
      'SafeNest does not see people and vehicles in pictures: the models for that are missing; ' +
        'cameras without: Front door (2 pictures wait), Gate (1 picture waits), Yard and 1 more',
    );
    expect(await check({ appearance: 'missing' }, true, cameras)).toBe('all that is needed are there');
    await expect(check({ 'object-detect': 'damaged' }, false)).rejects.toThrow(
      'object-detect is damaged; SafeNest does not see people and vehicles in pictures',
    );
  });
});

describe('whether a camera sends', () => {
  const now = new Date('2026-03-02T12:00:00Z');
  const seen = (minutes: number) => camera({ lastSeenAt: new Date(now.getTime() - minutes * 60_000) });

  test('online, silent, never, off', () => {
    const states = [seen(10), seen(61), camera({}), camera({ enabled: false })];
    expect(states.map((one) => cameraState(one, now, 3_600_000))).toEqual(['online', 'offline', 'never', 'off']);
  });

  test('the health page tells it and stays green', async () => {
    const check = (cameras: Camera[], waiting = 0) =>
      camerasCheck(async () => ({ cameras, timeZone: 'UTC', waiting }), { now: () => now }).check();
    expect(await check([])).toBe('none yet');
    expect(await check([seen(10), seen(120)], 3)).toBe(
      '2 of 2 on; 1 silent: Front door (last picture Mon 2 Mar, 10:00); 3 pictures wait to be looked at',
    );
  });
});
