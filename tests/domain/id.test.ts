import { expect, test } from 'vitest';
import { isUuid, newId, orgId } from '../../src/domain/id.ts';

test('ids are UUID version 7, unlike each other, and sort by birth', () => {
  const early = Array.from({ length: 1000 }, () => newId(1_700_000_000_000));
  const late = newId(1_700_000_000_001);
  expect(new Set(early).size).toBe(1000);
  for (const id of early) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id < late).toBe(true);
  }
});

test('an organisation id is a UUID or an error, never a guess', () => {
  const id = newId();
  expect(orgId(id)).toBe(id);
  expect(isUuid(`${id} `)).toBe(false);
  expect(() => orgId("' or true --")).toThrow(TypeError);
});
