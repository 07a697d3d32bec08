import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { setRota } from '../../src/pipeline/on-call.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const now = new Date('2026-11-23T06:19:00Z');

describe.each(databases)('an order to cover is answered whole, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
  });
  afterAll(() => database.close());

  test('with what was put up and how long it is, and nothing taken out', async () => {
    const maria = await org.member('officer', { name: 'Maria Lindqvist' });
    const sam = await org.member('officer', { name: 'Sam Okafor' });
    const idOf = ({ actor }: typeof maria): string => actor.id!;
    await withOrg(database.db, org.orgId, (tx) =>
      setRota(
        { tx, principal: org.admin, now, auditKey: deskKey },
        { members: [idOf(maria), idOf(sam)], every: 'week', weekday: 1, at: 0 },
      ),
    );
    const { answer } = await ask(
      testDesk(database.db, () => now),
      maria,
      'Sam covers for me until Friday',
    );
    expect(answer.text).toContain('Sam Okafor covers for Maria Lindqvist');
    expect(answer.text).not.toContain('removed');
    const next = await ask(
      testDesk(database.db, () => now),
      maria,
      'Sam covers for Maria next Monday',
    );
    expect(next.answer.text).toContain('Maria Lindqvist is not on call then');
  });
});
