import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { laneSteps } from '../../src/db/chat-lanes.ts';
import type { OrgId } from '../../src/domain/id.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const HOUR = 3_600_000;
const here = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;
const there = { ...here, channel: 'C2' };

describe.each(databases)('the lanes of channels on $name', (kind) => {
  let opened: TestDatabase;
  let orgId: OrgId;
  beforeAll(async () => {
    opened = await kind.open();
  });
  beforeEach(async () => {
    ({ orgId } = await newOrganisation(opened.db));
  });
  afterAll(() => opened.close());
  const lanes = () => laneSteps(opened.db);
  /** Hours are far apart enough for a test to tell them whatever time it takes itself. */
  const hours = (ms: number): number => Math.round((ms / HOUR) * 2) / 2;
  const reserve = async (channel: typeof here | typeof there, urgent = false) =>
    hours(await lanes().reserve(orgId, channel, urgent, HOUR));

  test('each moment is given once, also to many at once; channels and organisations do not wait for each other', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => reserve(here)));
    expect(all.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await reserve(there)).toBe(0);
    const other = await newOrganisation(opened.db);
    expect(hours(await lanes().reserve(other.orgId, here, false, HOUR))).toBe(0);
  });

  test('what is urgent passes a thousand others, waits for what is urgent, and the others give way', async () => {
    for (let i = 0; i < 5; i++) await reserve(here);
    expect(await reserve(here, true)).toBe(0);
    expect(await reserve(here, true)).toBe(1);
    expect(await reserve(here)).toBe(7);
  });

  test('a channel that the platform asked to wait with is held, urgent or not, and goes on after it', async () => {
    expect(await lanes().enter(orgId, here, true, 0)).toBeNull();
    await lanes().hold(orgId, here, 3 * HOUR);
    expect(await lanes().enter(orgId, here, false, 0)).toBe('held');
    expect(await lanes().enter(orgId, here, true, 0)).toBe('held');
    expect(await lanes().enter(orgId, there, false, 0)).toBeNull();
    expect(await reserve(here, true)).toBe(3);
    expect(await reserve(here)).toBe(4);
    // a shorter wait does not end a longer one
    await lanes().hold(orgId, here, 1);
    expect(await lanes().enter(orgId, here, false, 0)).toBe('held');
  });

  test('a workspace is entered by one after the other, whatever the channel; what is urgent does not wait for the others', async () => {
    const enter = (channel: typeof here | typeof there, urgent = false) => lanes().enter(orgId, channel, urgent, HOUR);
    const all = await Promise.all([enter(here), enter(there), enter(here), enter(there)]);
    expect(all.filter((wait) => wait === null)).toHaveLength(1);
    expect(all.filter((wait) => wait !== null).map((wait) => hours(wait as number))).toEqual([1, 1, 1]);
    expect(await enter(here, true)).toBeNull();
  });
});
