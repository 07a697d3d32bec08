import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';
import { allOf, type Condition } from './search-filter.ts';

export type FailureKind = 'account' | 'address';

const DAY_MS = 86_400_000;
/** How many days of one name stand in one row; see migrations/0028_failure_tallies.sql. */
const DAYS = 8;
const BLOCK_MS = DAYS * DAY_MS;
const column = (day: number): Condition => sql.ref(`d${day}`);
const COLUMNS = Array.from({ length: DAYS }, (_, day) => day);

/** How often each account or address failed on whole days, from one up to another, as they were counted ahead: rows of `key` and `n`. */
export function failuresOfDays(
  tx: OrgDb,
  kind: FailureKind,
  { low, high }: { low: Date | undefined; high: Date | undefined },
): Condition {
  const blockOf = (at: Date): Date => new Date(Math.floor(at.getTime() / BLOCK_MS) * BLOCK_MS);
  const dayOf = (at: Date): number => Math.floor((at.getTime() - blockOf(at).getTime()) / DAY_MS);
  const rows = (within: Condition, days: readonly number[]): Condition => sql`
    select name as key, ${sql.join(days.map(column), sql` + `)} as n from failure_tally
    where org_id = ${tx.orgId} and kind = ${kind} and ${within}`;
  const days = (from: number, to: number): number[] => COLUMNS.filter((day) => day >= from && day < to);
  const of = (at: Date): Condition => sql`starts_at = ${blockOf(at)}`;
  if (low && high && blockOf(low).getTime() === blockOf(high).getTime())
    return rows(of(low), days(dayOf(low), dayOf(high)));
  const between = allOf([low && sql`starts_at > ${blockOf(low)}`, high && sql`starts_at < ${blockOf(high)}`]);
  return sql.join(
    [
      ...(low ? [rows(of(low), days(dayOf(low), DAYS))] : []),
      rows(between, COLUMNS),
      ...(high && dayOf(high) > 0 ? [rows(of(high), days(0, dayOf(high)))] : []),
    ],
    sql` union all `,
  );
}

/** Adds the failed logins of `fresh` (outcome, occurred_at, account, address), a query, to what is counted: an insert. */
export function addFailures(tx: OrgDb, fresh: Condition): Condition {
  const names = sql.join(COLUMNS.map(column));
  const begins = sql`date_bin('8 days', occurred_at, 'epoch'::timestamptz)`;
  const counts = COLUMNS.map((day) => sql`count(*) filter (where day = ${sql.lit(day)})`);
  const more = COLUMNS.map((day) => sql`${column(day)} = known.${column(day)} + excluded.${column(day)}`);
  return sql`
    insert into failure_tally as known (org_id, kind, starts_at, name, ${names})
    select ${tx.orgId}::uuid, kind, starts_at, name, ${sql.join(counts)} from (
      select kind, name, ${begins} as starts_at, floor(extract(epoch from occurred_at - ${begins}) / 86400)::int as day
      from (select occurred_at, outcome, account, address from ${fresh}) as logins
      cross join lateral (values ('account', account), ('address', address)) as named (kind, name)
      where outcome = 'failure') as days
    group by kind, starts_at, name
    order by kind, starts_at, name
    on conflict (org_id, kind, starts_at, name) do update set ${sql.join(more)}`;
}
