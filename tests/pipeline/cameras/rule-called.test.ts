import { expect, test } from 'vitest';
import { findRuleKind } from '../../../src/pipeline/rule-kinds.ts';

const called = (params: unknown, kind = 'zone_entry'): string | null | undefined =>
  findRuleKind(kind)!.called?.(params);

test.each<[string | null, object]>([
  [null, {}],
  [null, { zone_kinds: ['restricted', 'entry'] }],
  ['Person seen at Kiosk 7', { zone_kinds: [], cameras: ['Kiosk 7'], from: '22:00', to: '06:00' }],
  ['Person or car seen at any camera', { zone_kinds: [], objects: ['person', 'car'] }],
  ['Person in Strongroom', { zones: ['Strongroom'] }],
  [
    'Person in Strongroom or Café corner at Rotunda',
    { zone_kinds: [], zones: ['Strongroom', 'Café corner'], cameras: ['Rotunda'] },
  ],
])('a rule about entries that nobody names says what it looks for: %s', (name, params) => {
  expect(called(params)).toBe(name);
});

test('a long list is cut, and other kinds keep their title', () => {
  const cameras = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(190)}${at}`);
  expect(called({ zone_kinds: [], cameras })!.length).toBeLessThanOrEqual(120);
  expect(called({}, 'unknown_person') ?? null).toBeNull();
});
