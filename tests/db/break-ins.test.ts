import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakIns } from '../../src/db/break-ins.ts';
import { insertLogins, lockIngestion } from '../../src/db/events.ts';
import { tallyLogins } from '../../src/db/login-tallies.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const MINUTE = 60_000;
const MIDNIGHT = Date.UTC(2026, 10, 20);
const MORNING = new Date('2026-11-20T06:00:00Z');

describe.each(databases)('who got in after failures, on the $name database', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** Logins of one account from one address, one a second. */
  const logins = (tx: OrgDb, account: string, address: string, outcome: string, count: number, minute: number) =>
    sql`insert into event (org_id, kind, event_id, occurred_at, source, outcome, account, address, text)
      select ${tx.orgId}::uuid, 'login', gen_random_uuid()::text,
        ${MORNING}::timestamptz + ${minute}::int * interval '1 minute' + n * interval '1 second', 'sshd',
        ${outcome}, ${account}, ${address}::inet, ${outcome}
      from generate_series(1, ${count}::int) as n`.execute(tx);
  const asked = {
    by: 'account',
    keys: ['service', 'backup', 'nobody'],
    from: new Date('2026-11-20T00:00:00Z'),
    to: new Date('2026-11-21T00:00:00Z'),
    minFailures: 5,
    windowMinutes: 30,
  } as const;

  test.each([
    ['counted ahead', true],
    ['not yet counted', false],
  ])('a busy account does not hide the one that was broken into (%s)', async (_name, tallied) => {
    const { orgId } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, async (tx) => {
      await lockIngestion(tx);
      await logins(tx, 'backup', '203.0.113.66', 'failure', 12, 0);
      await logins(tx, 'backup', '203.0.113.66', 'success', 300, 1);
      await logins(tx, 'service', '10.0.0.1', 'success', 2500, 10);
      if (tallied) await tallyLogins(tx);
      const { logins: found, cut } = await breakIns(tx, asked);
      expect(found.map(({ account, address }) => `${account} ${address}`)).toEqual(['backup 203.0.113.66']);
      expect(cut).toBe(false);
      const all = await breakIns(tx, { ...asked, keys: ['backup', 'nobody'] });
      expect(all.logins).toHaveLength(1);
      expect(all.cut).toBe(false);
      expect(await breakIns(tx, { ...asked, keys: ['nobody'] })).toEqual({ logins: [], cut: false });
    });
  });

  test('finds what reading every login finds, in whatever order they came and were counted', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(question, { minLength: 3, maxLength: 6 }), async (batches, questions) => {
        const { orgId } = await newOrganisation(opened.db);
        for (const { logins, tally } of batches)
          await withOrg(opened.db, orgId, async (tx) => {
            await lockIngestion(tx);
            await insertLogins(tx, logins, new Date(MIDNIGHT));
            if (tally) await tallyLogins(tx);
          });
        const all = [...new Map(batches.flatMap(({ logins }) => logins.map((one) => [one.eventId, one]))).values()];
        await withOrg(opened.db, orgId, async (tx) => {
          for (const one of questions) {
            const { logins: found, cut } = await breakIns(tx, one);
            expect(cut).toBe(false);
            expect(found.map(({ account, address }) => `${account} ${address}`).toSorted()).toEqual(plainly(all, one));
          }
        });
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 180_000);
});

/** Some hours around a midnight, in steps that make bursts likely. */
const moment = fc.integer({ min: -40, max: 50 }).map((step) => new Date(MIDNIGHT + step * 3 * MINUTE));
let made = 0;
const attempt = fc.record({
  occurredAt: moment,
  outcome: fc.constantFrom('success' as const, 'failure' as const, 'failure' as const),
  account: fc.constantFrom('ada', 'bo', 'cy'),
  address: fc.constantFrom(null, '203.0.113.9', '203.0.113.10', '2001:db8::1'),
  times: fc.integer({ min: 1, max: 6 }),
});
const batches = fc.array(
  fc.record({
    logins: fc.array(attempt, { maxLength: 14 }).map((attempts) =>
      attempts.flatMap(({ times, occurredAt, ...rest }) =>
        Array.from({ length: rest.outcome === 'failure' ? times : 1 }, (_, i): NewLoginEvent => {
          const occurred = new Date(occurredAt.getTime() + i * 1000);
          return { ...NOTHING, ...rest, eventId: `e${made++}`, occurredAt: occurred };
        }),
      ),
    ),
    tally: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const NOTHING = {
  country: null,
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  text: 'login',
  source: 'test',
};
const question = fc
  .record({
    from: fc.option(moment, { nil: undefined }),
    to: fc.option(moment, { nil: undefined }),
    minFailures: fc.integer({ min: 2, max: 6 }),
    windowMinutes: fc.constantFrom(5, 30, 60),
  })
  .chain((rest) =>
    fc.oneof(
      fc.subarray(['ada', 'bo', 'cy'], { minLength: 1 }).map((keys) => ({ ...rest, by: 'account' as const, keys })),
      fc
        .subarray(['203.0.113.9', '203.0.113.10', '2001:db8::1'], { minLength: 1 })
        .map((keys) => ({ ...rest, by: 'address' as const, keys })),
    ),
  );

/** The same from every login there is: who got in from where. */
function plainly(all: readonly NewLoginEvent[], asked: Parameters<typeof breakIns>[1]): string[] {
  const { by, keys, from, to, minFailures, windowMinutes } = asked;
  const found = all.filter((login) => {
    const at = login.occurredAt.getTime();
    if (login.outcome !== 'success' || login.address === null || !keys.includes(login[by]!)) return false;
    if ((from && at < from.getTime()) || (to && at >= to.getTime())) return false;
    const near = all.filter(({ occurredAt }) => {
      const time = occurredAt.getTime();
      return time >= at - windowMinutes * MINUTE && time <= at;
    });
    const failures = near.filter(({ outcome }) => outcome === 'failure');
    const there = failures.filter(({ address }) => address === login.address);
    const passed = near.filter(
      ({ outcome, address, occurredAt }) =>
        outcome === 'success' && address === login.address && occurredAt.getTime() < at,
    ).length;
    const guessed = failures.filter(({ account }) => account === login.account).length;
    const tried = new Set(there.map(({ account }) => account)).size;
    return (
      (there.some(({ account }) => account === login.account) && guessed >= minFailures) ||
      (there.length >= minFailures && there.length > 2 * (passed + 1) && (tried >= 3 || there.length >= 20))
    );
  });
  return [...new Set(found.map(({ account, address }) => `${account} ${address}`))].toSorted();
}
