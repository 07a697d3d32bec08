import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';
import { allOf, type Condition } from './search-filter.ts';

/** What logins are counted ahead by, and in stretches of how many milliseconds; see migrations/0008_login_tallies.sql. */
const STRETCH = { quarter: 900_000, country: 3_600_000, account: 86_400_000, address: 86_400_000 } as const;
export type TallyKind = keyof typeof STRETCH;

/** About how many events wait to be counted at most; whoever counts reads these one by one. */
const WAITING = 2000;

/** The same of a whole stretch, a row of `login_tally`, and of one login, a row of `event`. */
export interface TallyRead {
  /** Columns to select, the same in both. */
  whole: Condition;
  each: Condition;
  /** Which stretches and which logins count; all without it. */
  fits?: { whole: Condition | undefined; each: Condition | undefined };
}

/**
 * Logins from a moment up to another, as a query: whole stretches as they were counted ahead, and one by one the logins at both
 * ends and those not counted yet. Exact in one statement. Null where no whole stretch lies between.
 */
export function talliedLogins(
  tx: OrgDb,
  kind: TallyKind,
  { from, to }: { from?: Date | undefined; to?: Date | undefined },
  { whole, each, fits }: TallyRead,
): Condition | null {
  const stretch = STRETCH[kind];
  const low = from && new Date(Math.ceil(from.getTime() / stretch) * stretch);
  const high = to && new Date(Math.floor(to.getTime() / stretch) * stretch);
  if (low && high && high < low) return null;
  const org = sql`org_id = ${tx.orgId}`;
  const first = low ? sql`${low}::timestamptz` : sql`'-infinity'::timestamptz`;
  const last = sql`(select high from tally_ends)`;
  const events = (...conditions: Condition[]): Condition =>
    sql`select ${each} from event where ${allOf([org, ...conditions, fits?.each])}`;
  // What ends later than the latest login leaves nothing out of its last stretch. What is not known when the query is planned
  // stands in pairs, which the planner takes for a short stretch; half of one it would take for a third of the table. And those
  // not counted yet are found by their number alone, or it would look for them among all of that time.
  return sql`
    with tally_ends as materialized (
      select coalesce((select seq from login_tally_head where ${org}), 0) as tallied,
        (select seq from event where ${org} order by seq desc limit 1) as newest,
        ${
          to && high
            ? sql`case when ${to}::timestamptz > (select occurred_at from event where ${org} order by occurred_at desc, seq desc limit 1)
          then 'infinity'::timestamptz else ${high}::timestamptz end`
            : sql`'infinity'::timestamptz`
        } as high)
    select ${whole} from login_tally
    where ${allOf([org, sql`kind = ${kind}`, sql`starts_at >= ${first}`, sql`starts_at < ${last}`, fits?.whole])}
    union all
    select ${each} from (
      select * from event where ${org} and seq > (select tallied from tally_ends) and seq <= (select newest from tally_ends) offset 0
    ) as event where ${allOf([sql`occurred_at >= ${first}`, sql`occurred_at < ${last}`, fits?.each])}
    ${from && low && from < low ? sql`union all ${events(sql`occurred_at >= ${from}`, sql`occurred_at < ${low}`)}` : sql``}
    ${to ? sql`union all ${events(sql`occurred_at >= ${last}`, sql`occurred_at < ${to}`)}` : sql``}`;
}

/** How many logins there are in a span, and how many of them failed. */
export async function totalLogins(
  tx: OrgDb,
  span: { from: Date; to: Date },
): Promise<{ logins: number; failed: number }> {
  const one = sql`1 as count, (outcome is not distinct from 'failure')::int as failures`;
  const { rows } = await sql<{ logins: number; failed: number }>`
    select coalesce(sum(count), 0)::int8 as logins, coalesce(sum(failures), 0)::int8 as failed
    from (${talliedLogins(tx, 'quarter', span, { whole: sql`count, failures`, each: one }) ?? eachLogin(tx, span, one)}) as logins`.execute(
    tx,
  );
  return rows[0]!;
}

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
        successes = known.successes + excluded.successes, failures = known.failures + excluded.failures)
    insert into login_tally_head (org_id, seq) select ${tx.orgId}::uuid, newest from ends where newest is not null
    on conflict (org_id) do update set seq = excluded.seq`.execute(tx);
}
