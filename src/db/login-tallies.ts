import { sql } from 'kysely';
import { addFailures } from './failure-tallies.ts';
import type { OrgDb } from './scope.ts';
import { allOf, type Condition } from './search-filter.ts';

/** What logins are counted ahead by, and in stretches of how many milliseconds; see migrations/0008_login_tallies.sql. */
const STRETCH = { quarter: 900_000, country: 3_600_000, account: 86_400_000, address: 86_400_000 } as const;
export type TallyKind = keyof typeof STRETCH;

/** About how many events wait to be counted at most; whoever counts reads these one by one. */
const WAITING = 1000;

/** The same of a whole stretch, a row of `login_tally`, and of one login, a row of `event`. */
export interface TallyRead {
  /** Columns to select, the same in both; or what to read instead, of whole stretches from one moment up to another. */
  whole: Condition | ((within: { low: Date | undefined; high: Date | undefined }) => Condition);
  /** `n` is 1, or -1 for a login that was counted with its stretch and lies outside. */
  each: (n: Condition) => Condition;
  /** Which stretches and which logins count; all without it. */
  fits?: { whole: Condition | undefined; each: Condition | undefined };
}

/**
 * Logins from a moment up to another, as a query whose numbers are to be added up: whole stretches as they were counted ahead,
 * one by one those that lie between an end and the nearest stretch, added or taken away, and those not counted ahead yet. Exact
 * in one statement; what adds up to nothing is not there. Null where no stretch lies between.
 */
export function talliedLogins(
  tx: OrgDb,
  kind: TallyKind,
  { from, to }: { from?: Date | undefined; to?: Date | undefined },
  { whole, each, fits }: TallyRead,
): Condition | null {
  const stretch = STRETCH[kind];
  const nearest = (at: Date | undefined) => at && new Date(Math.round(at.getTime() / stretch) * stretch);
  const [low, high] = [nearest(from), nearest(to)];
  if (low && high && high <= low) return null;
  const org = sql`org_id = ${tx.orgId}`;
  const within = (column: Condition): (Condition | undefined)[] => [
    low && sql`${column} >= ${low}`,
    high && sql`${column} < ${high}`,
  ];
  const between = (n: Condition, first: Date, last: Date): Condition => sql`union all
    select ${each(n)} from event
    where ${allOf([org, sql`occurred_at >= ${first}`, sql`occurred_at < ${last}`, fits?.each])}`;
  const [one, less] = [sql`1`, sql`-1`];
  // Those not counted yet are found by their number alone: the planner does not know how few they are, and would look for them
  // among all of that time.
  return sql`
    with tally_ends as materialized (
      select coalesce((select seq from login_tally_head where ${org}), 0) as tallied,
        (select seq from event where ${org} order by seq desc limit 1) as newest)
    ${
      typeof whole === 'function'
        ? whole({ low, high })
        : sql`select ${whole} from login_tally where ${allOf([org, sql`kind = ${kind}`, ...within(sql`starts_at`), fits?.whole])}`
    }
    union all
    select ${each(one)} from (
      select * from event
      where ${org} and seq > (select tallied from tally_ends) and seq <= (select newest from tally_ends)
      offset 0) as event
    where ${allOf([...within(sql`occurred_at`), fits?.each])}
    ${from && low && from < low ? between(one, from, low) : sql``}
    ${from && low && low < from ? between(less, low, from) : sql``}
    ${to && high && high < to ? between(one, high, to) : sql``}
    ${to && high && to < high ? between(less, to, high) : sql``}`;
}

/** How many logins there are in a span, and how many of them failed. */
export async function totalLogins(
  tx: OrgDb,
  span: { from: Date; to: Date },
): Promise<{ logins: number; failed: number }> {
  const each = (n: Condition) => sql`${n} as count, (outcome is not distinct from 'failure')::int * ${n} as failures`;
  const { rows } = await sql<{ logins: number; failed: number }>`
    select coalesce(sum(count), 0)::int8 as logins, coalesce(sum(failures), 0)::int8 as failed
    from (${talliedLogins(tx, 'quarter', span, { whole: sql`count, failures`, each }) ?? eachLogin(tx, span, each(sql`1`))}) as logins`.execute(
    tx,
  );
  return rows[0]!;
}

/** Whether more stretches than `most` begin in a span; no more than that are looked at. */
export const moreTallies = (
  tx: OrgDb,
  kind: TallyKind,
  { from, to }: { from: Date; to: Date },
  most: number,
): Condition => sql`
  exists (
    select from login_tally
    where org_id = ${tx.orgId} and kind = ${kind} and starts_at >= ${from} and starts_at < ${to}
    -- as the index has them, so that it alone is read, and no further than need be
    order by starts_at, name offset ${most})`;

/** The logins of a span one by one. */
export const eachLogin = (tx: OrgDb, { from, to }: { from: Date; to: Date }, columns: Condition): Condition =>
  sql`select ${columns} from event where org_id = ${tx.orgId} and occurred_at >= ${from} and occurred_at < ${to}`;

/**
 * Whether it is time to count ahead, after these events were stored: once in so many numbers, whoever's they are, which needs
 * neither memory nor a look.
 */
export const timeToTally = (sequences: readonly number[]): boolean =>
  sequences.length > 0 &&
  Math.floor(sequences.reduce((a, b) => Math.max(a, b)) / WAITING) >
    Math.floor((sequences.reduce((a, b) => Math.min(a, b)) - 1) / WAITING);

/** Counts ahead all that waits. Only under `lockIngestion`: what is stored meanwhile would be passed over. */
export async function tallyLogins(tx: OrgDb): Promise<void> {
  const org = sql`org_id = ${tx.orgId}`;
  const counted = (kind: TallyKind, name: Condition): Condition => sql`
    select ${sql.lit(kind)} as kind, date_bin(${`${STRETCH[kind]} milliseconds`}::interval, occurred_at, 'epoch'::timestamptz) as starts_at,
      ${name} as name, count(*) as count, count(*) filter (where outcome = 'success') as successes,
      count(*) filter (where outcome = 'failure') as failures
    from fresh group by 2, 3`;
  await sql`
    with ends as materialized (
      select coalesce((select seq from login_tally_head where ${org}), 0) as tallied,
        (select seq from event where ${org} order by seq desc limit 1) as newest),
    fresh as materialized (
      select occurred_at, outcome, account, host(address) as address, country from event
      where ${org} and seq > (select tallied from ends) and seq <= (select newest from ends)),
    counted as (
      ${counted('quarter', sql`null::text`)} union all ${counted('country', sql`country`)}
      union all ${counted('account', sql`account`)} union all ${counted('address', sql`address`)}),
    added as (
      insert into login_tally as known (org_id, kind, starts_at, name, count, successes, failures)
      select ${tx.orgId}::uuid, kind, starts_at, name, count, successes, failures from counted
      order by kind, starts_at, name
      on conflict (org_id, kind, starts_at, name) do update set count = known.count + excluded.count,
        successes = known.successes + excluded.successes, failures = known.failures + excluded.failures
      returning kind, starts_at, name, successes, failures),
    mixed as (
      insert into mixed_address (org_id, address, starts_at)
      select ${tx.orgId}::uuid, name::inet, starts_at from added
      where kind = 'address' and name is not null and successes > 0 and failures > 0
      order by name, starts_at
      on conflict do nothing),
    failed as (${addFailures(tx, sql`fresh`)})
    insert into login_tally_head (org_id, seq) select ${tx.orgId}::uuid, newest from ends where newest is not null
    on conflict (org_id) do update set seq = excluded.seq`.execute(tx);
}
