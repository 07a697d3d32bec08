import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const context = (language: Language = 'en', role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role,
  language,
  tools: toolsPlannedFor(role),
  history: [],
});
const switched = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.filter(({ tool }) => tool === 'switch_camera');

describe('switching a camera, as people say it', () => {
  test.each([
    ['switch the loading dock camera off', 'en', 'loading dock', false],
    ['Turn off the loading dock camera please', 'en', 'loading dock', false],
    ['can you turn CAM-3 back on?', 'en', null, true],
    ['turn cam-3 back on', 'en', 'CAM-3', true],
    ['disable camera Warehouse 2', 'en', 'Warehouse 2', false],
    ['re-enable the lobby cam', 'en', 'lobby', true],
    ['switch on the camera at the back gate again', 'en', 'back gate', true],
    ['Schalte die Kamera Laderampe aus', 'de', 'Laderampe', false],
    ['Kamera Eingang wieder einschalten bitte', 'de', 'Eingang', true],
    ['CAM-2 ausschalten', 'de', 'CAM-2', false],
    ['éteins la caméra de l’entrée', 'fr', 'entrée', false],
    ['rallume CAM-4', 'fr', 'CAM-4', true],
    ['apaga la cámara del muelle', 'es', 'muelle', false],
    ['enciende CAM-1 por favor', 'es', 'CAM-1', true],
  ] as const)('%s', (text, language, camera, on) => {
    expect(switched(text, language)).toEqual(camera === null ? [] : [{ tool: 'switch_camera', args: { camera, on } }]);
    // done is done: nothing is said to be left, and the language of what was said before does not matter
    if (camera !== null) expect(plan(text, context()).undone).toBeUndefined();
    if (camera !== null) expect(switched(text)).toHaveLength(1);
  });

  test.each([
    'should I switch the loading dock camera off?',
    "don't switch the loading dock camera off",
    'who switched the loading dock camera off?',
    'switch off all cameras',
    'switch off the camera',
    'switch off the lights',
    'switch the loading dock camera off if it rains',
    'turn the loading dock camera off for 2 hours',
    'turn camera alerts back on',
    'turn off alerts of the lobby camera',
    'he said: switch the lobby camera off',
    'is the lobby camera off',
  ])('no order: %s', (text) => {
    expect(switched(text)).toEqual([]);
  });

  test('whose role may not is told so', () => {
    expect(plan('switch the lobby camera off', context('en', 'manager'))).toMatchObject({
      calls: [],
      say: { why: 'role' },
    });
  });
});
