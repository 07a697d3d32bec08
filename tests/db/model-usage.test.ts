import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addModelUsage, listModelUsage, usedToday } from '../../src/db/model-usage.ts';
import { withOrg } from '../../src/db/scope.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const cost = {
  turns: 1,
  calls: 2,
  inputTokens: 100,
  outputTokens: 7,
  estimatedTokens: 0,
  failures: 0,
  costMicros: 250,
};

describe.each(databases)('what language models cost, on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('is added up by the organisation’s own day, and is nobody else’s', async () => {
    const org = await newOrganisation(opened.db, { timeZone: 'Asia/Tokyo' });
    const other = await newOrganisation(opened.db);
    const evening = new Date('2026-11-21T14:30:00Z');
    const night = new Date('2026-11-21T15:30:00Z');
    const add = (now: Date, model = 'openai:x') =>
      withOrg(opened.db, org.orgId, (tx) => addModelUsage(tx, model, cost, now));
    await add(evening);
    await add(night);
    await add(night, 'ollama:y');
    const used = (now: Date, orgId = org.orgId) => withOrg(opened.db, orgId, (tx) => usedToday(tx, now));
    expect(await used(evening)).toEqual({ tokens: 107, micros: 250 });
    expect(await used(night)).toEqual({ tokens: 214, micros: 500 });
    expect(await used(night, other.orgId)).toEqual({ tokens: 0, micros: 0 });
    const listed = await withOrg(opened.db, org.orgId, (tx) => listModelUsage(tx, { days: 1, now: night }));
    expect(listed).toMatchObject({ today: '2026-11-22', timeZone: 'Asia/Tokyo' });
    expect(listed.items.map(({ day, model }) => [day, model])).toEqual([
      ['2026-11-22', 'ollama:y'],
      ['2026-11-22', 'openai:x'],
    ]);
    const two = await withOrg(opened.db, org.orgId, (tx) => listModelUsage(tx, { days: 2, now: night }));
    expect(two.items).toHaveLength(3);
  });

  test('calls at the same time all count', async () => {
    const org = await newOrganisation(opened.db);
    const now = new Date('2026-11-21T14:30:00Z');
    await Promise.all(
      Array.from({ length: 50 }, () => withOrg(opened.db, org.orgId, (tx) => addModelUsage(tx, 'openai:x', cost, now))),
    );
    expect(await withOrg(opened.db, org.orgId, (tx) => usedToday(tx, now))).toEqual({
      tokens: 50 * 107,
      micros: 50 * 250,
    });
  });
});
