import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { startUpkeep, tend } from '../../src/db/upkeep.ts';
import { silentLog } from '../../src/log.ts';
import { databases, newOrganisation } from '../support/database.ts';

const embedded = databases.find((kind) => kind.name === 'embedded')!;

test('the embedded database learns of its tables once they have changed much, and only then', async () => {
  const { database, db, close } = await embedded.open();
  try {
    const { orgId } = await newOrganisation(db);
    await tend(database);
    expect(await tend(database)).toEqual([]);
    await withOrg(db, orgId, (tx) =>
      sql`insert into event (org_id, kind, event_id, occurred_at, source, text)
        select ${orgId}::uuid, 'login', n::text, now(), 'sshd', 'line ' || n from generate_series(1, 2000) n`.execute(
        tx,
      ),
    );
    // statistics reach the table's counters between statements, not within one
    await expect.poll(() => tend(database), { timeout: 10_000, interval: 300 }).toContain('event');
    const { rows } = await database.pool.query(`select reltuples::int as rows from pg_class where relname = 'event'`);
    expect(rows).toEqual([{ rows: 2000 }]);
    await expect.poll(() => tend(database), { timeout: 10_000, interval: 300 }).not.toContain('event');
  } finally {
    await close();
  }
});

test('it stops', async () => {
  const { database, close } = await embedded.open();
  const asked = vi.spyOn(database.pool, 'query');
  const running = (): number => asked.mock.settledResults.filter(({ type }) => type === 'incomplete').length;
  const warned = vi.fn();
  const log = Object.assign(silentLog(), { warn: warned });
  const upkeep = startUpkeep(database, log, 1);
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(2));
  await upkeep.stop();
  expect(running()).toBe(0);
  const looks = asked.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.mock.calls).toHaveLength(looks);
  expect(warned).not.toHaveBeenCalled();
  await close();
});
