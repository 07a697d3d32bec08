import { sql } from 'kysely';
import { type TallyKind, talliedLogins } from './login-tallies.ts';
import type { OrgDb } from './scope.ts';
import { type Condition, quarterOf } from './search-filter.ts';

/** How many sign-ins succeeded per country since a moment; the most frequent first, null where none is known. */
export async function successesByCountry(tx: OrgDb, since: Date): Promise<{ country: string | null; count: number }[]> {
  const { rows } = await sql<{ country: string | null; count: number }>`
    select country, sum(n)::int8 as count
    from (${successes(tx, 'country', since, [sql`name`, sql`country`], 'country')}) as logins
    group by country having sum(n) > 0 order by count desc, country`.execute(tx);
  return rows;
}

/** How many sign-ins succeeded per weekday (1 is Monday) and hour of the zone's clock since a moment. */
export async function successesByHour(
  tx: OrgDb,
  since: Date,
  timeZone: string,
): Promise<{ weekday: number; hour: number; count: number }[]> {
  const { rows } = await sql<{ weekday: number; hour: number; count: number }>`
    select extract(isodow from quarter at time zone ${timeZone})::int as weekday,
           extract(hour from quarter at time zone ${timeZone})::int as hour, sum(count)::bigint as count
    from (
      select quarter, sum(n) as count
      from (${successes(tx, 'quarter', since, [sql`starts_at`, quarterOf(sql`occurred_at`)], 'quarter')}) as logins
      group by 1 having sum(n) > 0) quarters
    group by 1, 2`.execute(tx);
  return rows;
}

function successes(
  tx: OrgDb,
  kind: TallyKind,
  from: Date,
  [whole, each]: [Condition, Condition],
  key: string,
): Condition {
  return talliedLogins(
    tx,
    kind,
    { from },
    {
      whole: sql`${whole} as ${sql.ref(key)}, successes as n`,
      each: (n) => sql`${each} as ${sql.ref(key)}, ${n} as n`,
      fits: { whole: sql`successes > 0`, each: sql`outcome = 'success'` },
    },
  )!;
}
