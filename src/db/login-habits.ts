import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** How many sign-ins succeeded per country since a moment; the most frequent first, null where none is known. */
export async function successesByCountry(tx: OrgDb, since: Date): Promise<{ country: string | null; count: number }[]> {
  return tx
    .selectFrom('event')
    .select((eb) => ['country', eb.fn.countAll<number>().as('count')])
    .where('org_id', '=', tx.orgId)
    .where('occurred_at', '>=', since)
    .where('outcome', '=', 'success')
    .groupBy('country')
    .orderBy('count', 'desc')
    .orderBy('country')
    .execute();
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
      select date_bin('15 minutes', occurred_at, 'epoch'::timestamptz) as quarter, count(*) as count
      from event where org_id = ${tx.orgId} and occurred_at >= ${since} and outcome = 'success'
      group by 1) quarters
    group by 1, 2`.execute(tx);
  return rows;
}
