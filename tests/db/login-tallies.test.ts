import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVENT_GROUPS, groupEvents } from '../../src/db/event-search.ts';
import { insertLogins, lockIngestion } from '../../src/db/events.ts';
import { successesByCountry, successesByHour } from '../../src/db/login-habits.ts';
import { tallyLogins, timeToTally, totalLogins } from '../../src/db/login-tallies.ts';
import { loginNames } from '../../src/db/posture.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { Group, SearchFilter } from '../../src/db/search-filter.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const MINUTE = 60_000;
/** Around a night in which clocks are put back in Europe and in North America none is. */
const BEGINS = Date.UTC(2026, 9, 23);
const DAYS = 5;
const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'];

/** Moments on and beside the edges of quarters, hours and days as often as anywhere else. */
const moment = fc
  .tuple(
    fc.integer({ min: 0, max: DAYS * 24 * 60 }),
    fc.constantFrom(1, 15, 60, 1440),
    fc.constantFrom(-1, 0, 0, 1, 12_345),
  )
  .map(([minute, grain, ms]) => new Date(BEGINS + Math.floor(minute / grain) * grain * MINUTE + ms));
const login: fc.Arbitrary<NewLoginEvent> = fc
  .record({
    eventId: fc.integer({ min: 0, max: 60 }).map((n) => `e${n}`),
    occurredAt: moment,
    outcome: fc.constantFrom('success' as const, 'failure' as const),
    account: fc.constantFrom('ada', 'Ada', 'bo', ''),
    address: fc.constantFrom(null, '203.0.113.9', '203.0.113.10', '2001:db8::1'),
    country: fc.constantFrom(null, 'DE', 'NO', 'FR'),
  })
  .map((some) => ({ ...NOTHING, ...some }));
const NOTHING = {
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  text: 'login',
  source: 'test',
};
/** Batches as they come, in any order of time; after some of them is counted ahead. */
const batches = fc.array(fc.record({ logins: fc.array(login, { maxLength: 12 }), tally: fc.boolean() }), {
  maxLength: 8,
});
const asked = fc.record({
  from: fc.option(moment, { nil: undefined }),
  to: fc.option(moment, { nil: undefined }),
  outcome: fc.option(fc.constantFrom('success' as const, 'failure' as const), { nil: undefined }),
  countries: fc.option(fc.constantFrom(['DE'], ['NO', 'FR']), { nil: undefined, freq: 6 }),
  otherCountries: fc.option(fc.constantFrom(['DE']), { nil: undefined, freq: 6 }),
  by: fc.constantFrom(...EVENT_GROUPS),
  timeZone: fc.constantFrom(...ZONES),
});

describe.each(databases)('logins counted ahead, on the $name database', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('are grouped and counted as if each were counted', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(asked, { minLength: 4, maxLength: 8 }), async (batches, questions) => {
        const { orgId } = await newOrganisation(opened.db);
        for (const { logins, tally } of batches)
          await withOrg(opened.db, orgId, async (tx) => {
            await lockIngestion(tx);
            await insertLogins(tx, logins, new Date(BEGINS));
            if (tally) await tallyLogins(tx);
          });
        await withOrg(opened.db, orgId, async (tx) => {
          for (const { by, timeZone, ...filter } of questions) {
            const counted = await groupEvents(tx, filter, by, { timeZone, limit: 50 });
            expect(byKey(counted.groups)).toEqual(byKey(await plainGroups(tx, filter, by, timeZone)));
            expect(counted.total).toBe(counted.groups.reduce((sum, { count }) => sum + count, 0));
            const { from, to } = filter;
            if (!from || !to) continue;
            expect(await totalLogins(tx, { from, to })).toEqual(await plain(tx, { from, to }));
            expect(await loginNames(tx, { from, to })).toEqual(await plainNames(tx, { from, to }));
            const habits = [await successesByCountry(tx, from), await successesByHour(tx, from, timeZone)];
            const successes = (await groupEvents(tx, { from, outcome: 'success' }, 'outcome', { timeZone, limit: 9 }))
              .total;
            for (const some of habits) expect(some.reduce((sum, { count }) => sum + count, 0)).toBe(successes);
          }
        });
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('failures of weeks are counted by name, to the day, whichever days stand in one row', async () => {
    const { orgId } = await newOrganisation(opened.db);
    const day = (n: number): Date => new Date(BEGINS + n * 1440 * MINUTE);
    const logins = Array.from(
      { length: 40 * 3 },
      (_, i): NewLoginEvent => ({
        ...NOTHING,
        eventId: `e${i}`,
        occurredAt: new Date(day(Math.floor(i / 3)).getTime() + (i % 3) * 7 * 60 * MINUTE),
        outcome: i % 4 === 0 ? 'success' : 'failure',
        account: ['ada', 'bo', 'cy', 'di', 'ed'][i % 5]!,
        address: i % 7 === 0 ? null : `203.0.113.${i % 11}`,
        country: 'NO',
      }),
    );
    await withOrg(opened.db, orgId, async (tx) => {
      for (let from = 0; from < logins.length; from += 25) {
        await insertLogins(tx, logins.slice(from, from + 25), new Date(BEGINS));
        // some of a row's days are added to it later
        if (from < 100) await tallyLogins(tx);
      }
      for (const [first, last] of [
        [0, 40],
        [3, 4],
        [2, 10],
        [5, 29],
        [8.3, 31.7],
        [-20, 6],
        [33, 90],
      ] as const)
        for (const by of ['user', 'ip'] as const) {
          const filter: SearchFilter = { from: day(first), to: day(last), outcome: 'failure' };
          const counted = await groupEvents(tx, filter, by, { timeZone: 'UTC', limit: 50 });
          expect(byKey(counted.groups)).toEqual(byKey(await plainGroups(tx, filter, by, 'UTC')));
        }
      for (const filter of [{ from: day(7) }, { to: day(20) }, {}]) {
        const counted = await groupEvents(tx, { ...filter, outcome: 'failure' }, 'user', {
          timeZone: 'UTC',
          limit: 50,
        });
        const plain = await plainGroups(tx, { ...filter, outcome: 'failure' }, 'user', 'UTC');
        expect(byKey(counted.groups)).toEqual(byKey(plain));
      }
    });
  });

  test('of another organisation are not counted, nor counted ahead', async () => {
    const [mine, theirs] = [await newOrganisation(opened.db), await newOrganisation(opened.db)];
    const one: NewLoginEvent = {
      ...NOTHING,
      eventId: 'e1',
      occurredAt: new Date(BEGINS + MINUTE),
      outcome: 'success',
      account: 'ada',
      address: null,
      country: 'DE',
    };
    for (const { orgId } of [mine, theirs])
      await withOrg(opened.db, orgId, async (tx) => void (await insertLogins(tx, [one], new Date(BEGINS))));
    await withOrg(opened.db, mine.orgId, async (tx) => {
      await tallyLogins(tx);
      await tallyLogins(tx);
    });
    const span = { from: new Date(BEGINS), to: new Date(BEGINS + 5 * 1440 * MINUTE) };
    const tallies = async (tx: OrgDb): Promise<number> =>
      (await tx.selectFrom('login_tally').selectAll().execute()).length;
    await withOrg(opened.db, theirs.orgId, async (tx) => {
      expect(await tallies(tx)).toBe(0);
      expect(await totalLogins(tx, span)).toEqual({ logins: 1, failed: 0 });
    });
    await withOrg(opened.db, mine.orgId, async (tx) => {
      expect(await tallies(tx)).toBe(4);
      expect(await totalLogins(tx, span)).toEqual({ logins: 1, failed: 0 });
    });
  });

  test('names are not told where there are too many to look at', async () => {
    const { orgId } = await newOrganisation(opened.db);
    const span = { from: new Date(BEGINS), to: new Date(BEGINS + 2 * 1440 * MINUTE) };
    const fill = (tx: OrgDb, kind: string, days: number, names: number) =>
      sql`insert into login_tally (org_id, kind, starts_at, name, count, successes, failures)
        select ${orgId}::uuid, ${kind}, ${span.from}::timestamptz + day * interval '1 day', 'n' || name, 1, 1, 0
        from generate_series(0, ${days - 1}::int) as day, generate_series(1, ${names}::int) as name`.execute(tx);
    await withOrg(opened.db, orgId, async (tx) => {
      await fill(tx, 'account', 2, 15_000);
      await fill(tx, 'address', 2, 15_001);
      expect(await loginNames(tx, span)).toEqual({ accounts: 15_000, addresses: null });
    });
  });
});

test('it is time to count ahead once in a thousand numbers', () => {
  expect(timeToTally([])).toBe(false);
  expect(timeToTally([1, 2, 999])).toBe(false);
  expect(timeToTally([1000])).toBe(true);
  expect(timeToTally([1001, 1100])).toBe(false);
  expect(timeToTally([1999, 1950, 2020])).toBe(true);
});

const byKey = (groups: readonly Group[]) =>
  [...groups].sort((a, b) => (String(a.key) < String(b.key) ? -1 : 1)).map((group) => ({ ...group }));

const span = (from?: Date, to?: Date) =>
  sql`occurred_at >= ${from ?? new Date(0)} and occurred_at < ${to ?? new Date('2100-01-01')}`;

async function plainGroups(
  tx: OrgDb,
  { from, to, outcome, countries, otherCountries }: SearchFilter,
  by: string,
  timeZone: string,
): Promise<Group[]> {
  const local = sql`occurred_at at time zone ${timeZone}`;
  const key = {
    day: sql`to_char(${local}, 'YYYY-MM-DD')`,
    hour: sql`to_char(${local}, 'YYYY-MM-DD HH24:00')`,
    user: sql`account`,
    ip: sql`host(address)`,
    country: sql`country`,
    outcome: sql`outcome`,
  }[by]!;
  const { rows } = await sql<Group & { first: Date; last: Date }>`
    select ${key} as key, count(*)::int8 as count, min(occurred_at) as first, max(occurred_at) as last from event
    where org_id = ${tx.orgId} and ${span(from, to)}
      and ${outcome ? sql`outcome = ${outcome}` : sql`true`}
      and ${countries ? sql`country = any(${[...countries]})` : sql`true`}
      and ${otherCountries ? sql`country <> all(${[...otherCountries]})` : sql`true`}
    group by 1`.execute(tx);
  return by === 'user' || by === 'ip' ? rows : rows.map(({ key, count }) => ({ key, count }));
}

async function plain(tx: OrgDb, { from, to }: { from: Date; to: Date }) {
  const { rows } = await sql`
    select count(*)::int8 as logins, count(*) filter (where outcome = 'failure')::int8 as failed
    from event where org_id = ${tx.orgId} and ${span(from, to)}`.execute(tx);
  return rows[0];
}

async function plainNames(tx: OrgDb, { from, to }: { from: Date; to: Date }) {
  const { rows } = await sql`
    select count(distinct account)::int8 as accounts, count(distinct address)::int8 as addresses
    from event where org_id = ${tx.orgId} and ${span(from, to)}`.execute(tx);
  return rows[0];
}
