import { sql } from 'kysely';
import { planOnce } from './plan-once.ts';
import type { OrgDb } from './scope.ts';

export type ProfileKind = 'country' | 'device' | 'address';

/** One account has been seen with one value. */
export interface Sighting {
  account: string;
  kind: ProfileKind;
  value: string;
  firstSeen: Date;
  lastSeen: Date;
  count: number;
}

export interface StoredProfile {
  account: string;
  kind: ProfileKind;
  since: Date;
  logins: number;
  /** Those of the values asked about that the account is known with. */
  values: string[];
}

/** What the accounts are known with; of their values only those among `values`, so that nothing large is read. */
export async function loadProfiles(
  tx: OrgDb,
  accounts: readonly string[],
  kinds: readonly ProfileKind[],
  values: readonly string[],
): Promise<StoredProfile[]> {
  if (accounts.length === 0 || kinds.length === 0) return [];
  const { rows } = await sql<StoredProfile>`
    ${planOnce()} select account, kind, min(first_seen) as since, sum(count)::bigint as logins,
           coalesce(array_agg(value) filter (where value = any(${[...values]}::text[])), '{}') as values
    from account_profile
    where org_id = ${tx.orgId} and account = any(${[...accounts]}::text[]) and kind = any(${[...kinds]}::text[])
    group by account, kind`.execute(tx);
  return rows;
}

/**
 * Adds the sightings to what is known; one statement. No two may name the same account, kind and value. A value is counted
 * exactly up to 20, then at most once in ten minutes: rules ask whether an account is well known, and writing every
 * login of a busy one again would cost more than storing it.
 */
export async function addSightings(tx: OrgDb, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return;
  const rows = sightings.map(({ account, kind, value, firstSeen, lastSeen, count }) => {
    const first_seen = firstSeen.toISOString();
    return { account, kind, value, first_seen, last_seen: firstSeen === lastSeen ? first_seen : lastSeen, count };
  });
  await sql`
    ${planOnce()} insert into account_profile as known (org_id, account, kind, value, first_seen, last_seen, count)
    select ${tx.orgId}::uuid, account, kind, value, seen.first_seen, seen.last_seen, seen.count
    from json_to_recordset(${JSON.stringify(rows)}::json) as seen (
      account text, kind text, value text, first_seen timestamptz, last_seen timestamptz, count bigint)
    left join lateral (
      select first_seen, last_seen, count from account_profile as stored
      where org_id = ${tx.orgId} and stored.account = seen.account and stored.kind = seen.kind and stored.value = seen.value
      limit 1) as well on well.count >= 20 and well.first_seen <= seen.first_seen
        and well.last_seen > seen.last_seen - interval '10 minutes'
    where well.count is null
    on conflict (org_id, account, kind, value) do update set
      first_seen = least(known.first_seen, excluded.first_seen),
      last_seen = greatest(known.last_seen, excluded.last_seen),
      count = known.count + excluded.count`.execute(tx);
}
