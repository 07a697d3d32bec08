import { expect, test } from 'vitest';
import { CATALOGUE, type CatalogueModel } from '../../src/models/catalogue.ts';
import type { FoundModel } from '../../src/models/model-folder.ts';
import { switchedOff } from '../../src/models/switched-off.ts';

const found = (ready: (model: CatalogueModel) => boolean): FoundModel[] =>
  CATALOGUE.map((model) => ({ model, state: ready(model) ? 'ready' : 'missing', path: null, problem: null }));

test('with every model nothing is off, with none everything, and each says how to get it', () => {
  expect(switchedOff(found(() => true))).toEqual([]);
  const all = switchedOff(found(() => false));
  const tasks = CATALOGUE.flatMap(({ task }) => task ?? []);
  expect(new Set(all.map(({ task }) => task))).toEqual(new Set(tasks));
  for (const { fetch, bring } of all) expect(fetch.length + bring.length).toBeGreaterThan(0);
});

test('what was fetched leaves off what nothing can be fetched for, and that must be brought', () => {
  const off = switchedOff(found(({ addresses }) => addresses.length > 0));
  expect(off).toMatchObject([
    { task: 'liveness-1', fetch: [], bring: ['minifasnet-2.7'] },
    { task: 'liveness-2', fetch: [], bring: ['minifasnet-4.0'] },
    { task: 'appearance', fetch: [], bring: ['osnet-s8-v1'] },
  ]);
});

test('one of two models for a task is enough', () => {
  const off = switchedOff(found(({ name }) => name === 'mfn-s8-v1'));
  expect(off.some(({ task }) => task === 'face-embed')).toBe(false);
});
