import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { newOrgId } from '../../src/domain/id.ts';
import { createInboxWriter } from '../../src/pipeline/inbox-writer.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { spoken } from '../support/plain-platform.ts';

describe.each(databases)('writing down what comes in, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
  });
  afterAll(() => database.close());
  const receivedAt = new Date('2026-11-21T12:00:00Z');
  const inbound = (text: string, id: string) => ({ conversation: 'c', event: spoken(text, { id }), receivedAt });

  test('a burst is stored whole, each event once, and each is told whether it was the first', async () => {
    const write = createInboxWriter(database.db);
    const ids = Array.from({ length: 450 }, (_, i) => `burst ${i % 300}`);
    const stored = await Promise.all(ids.map((id) => write(org.orgId, inbound('hello', id))));
    expect(stored.filter(Boolean)).toHaveLength(300);
    expect(await write(org.orgId, inbound('hello', 'burst 7'))).toBe(false);
    expect(await write(org.orgId, inbound('hello', 'one more'))).toBe(true);
    const rows = await withOrg(database.db, org.orgId, (tx) => tx.selectFrom('inbox').select('event_id').execute());
    expect(new Set(rows.map((row) => row.event_id)).size).toBe(rows.length);
  });

  test('what cannot be stored is refused, and takes no other with it', async () => {
    const write = createInboxWriter(database.db);
    const outcomes = await Promise.allSettled([
      write(org.orgId, inbound('fine', 'good 1')),
      write(org.orgId, inbound('fine', 'good 2')),
      write(org.orgId, inbound('bad \u0000', 'bad')),
      write(org.orgId, inbound('fine', 'good 3')),
      write(newOrgId(), inbound('nobody’s', 'nowhere')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
  });
});
