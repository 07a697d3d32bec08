import { sql } from 'kysely';
import type { LoginEvent } from '../domain/event.ts';
import { eventFromRow } from './events.ts';
import { talliedSuccesses } from './login-tallies.ts';
import type { OrgDb } from './scope.ts';

/** More successes than these are not looked into one by one. */
const MOST_SUCCESSES = 1000;
/** Failures of so many accounts from one address, or so many failures, are nobody's typing errors. */
const SPRAYED_ACCOUNTS = 3;
const HAMMERED = 20;

export interface BreakInsAsked {
  by: 'account' | 'address';
  keys: readonly string[];
  from: Date | undefined;
  to: Date | undefined;
  minFailures: number;
  windowMinutes: number;
}

/**
 * Successful logins that followed a burst of failures, the first of each account from each address, oldest first: the
 * account itself had failed often enough, from there as well, or the address had failed far more than it got in. An office whose
 * people mistype now and then is no attacker. `cut` says that
 * there were too many successes to look into each; of who has many of them only the newest were.
 */
export async function breakIns(
  tx: OrgDb,
  { by, keys, from, to, minFailures, windowMinutes }: BreakInsAsked,
): Promise<{ logins: LoginEvent[]; cut: boolean }> {
  const shares = sharesOf(await talliedSuccesses(tx, by, keys, { from, to }), keys);
  const isKey = by === 'address' ? sql`address = key::inet` : sql`account = key`;
  const window = sql`s.occurred_at - make_interval(mins => ${windowMinutes}::int)`;
  const failuresThere = sql`
    event f where f.org_id = ${tx.orgId} and f.address = s.address and f.outcome = 'failure'
      and f.occurred_at >= ${window} and f.occurred_at <= s.occurred_at`;
  const { rows } = await sql<Parameters<typeof eventFromRow>[0] & { broke_in: boolean | null; cut: boolean }>`
    with recent as materialized (
      select key, share, success.* from unnest(${keys}::text[], ${shares}::int[]) as asked (key, share) cross join lateral (
        select seq, event_id, occurred_at, outcome, account, address, country, city, latitude, longitude, device, method,
          reason, text, source
        from event
        where org_id = ${tx.orgId} and ${isKey} and outcome = 'success' and address is not null
          and occurred_at >= ${from ?? new Date(0)} and occurred_at < ${to ?? new Date('9999-01-01')}
        order by occurred_at desc limit share + 1) as success),
    judged as (
      select s.*,
        (here > 0 and guessed >= ${minFailures})
        or (failed >= ${minFailures} and failed > 2 * (passed + 1)
          and (tried >= ${SPRAYED_ACCOUNTS} or failed >= ${HAMMERED})) as broke_in
      from (
        -- most follow no failure at all, which an index knows
        select * from recent s where exists (select from ${failuresThere}) offset 0) as s
      cross join lateral (
        select count(*) as failed, count(*) filter (where f.account = s.account) as here, count(distinct f.account) as tried
        from ${failuresThere}) failures
      cross join lateral (
        select count(*) as guessed from event f
        where here > 0 and f.org_id = ${tx.orgId} and f.account = s.account and f.outcome = 'failure'
          and f.occurred_at >= ${window} and f.occurred_at <= s.occurred_at) guesses
      cross join lateral (
        select count(*) as passed from event p
        where failed >= ${minFailures} and p.org_id = ${tx.orgId} and p.address = s.address and p.outcome = 'success'
          and p.occurred_at >= ${window} and p.occurred_at < s.occurred_at) successes)
    select judged.*, cut from (
      select coalesce(bool_or(n > share), false) as cut
      from (select share, count(*) as n from recent group by key, share) as counted) as looked
    left join judged on broke_in
    order by occurred_at, seq`.execute(tx);
  const seen = new Set<string>();
  const logins = rows.flatMap(({ broke_in, cut: _cut, ...row }) => {
    const who = `${row.account} ${row.address}`;
    if (!broke_in || seen.has(who)) return [];
    seen.add(who);
    return [eventFromRow(row)];
  });
  return { logins, cut: rows[0]!.cut };
}

/** How many successes of each key are looked into: what those with few leave over goes to those with more. */
function sharesOf(successes: ReadonlyMap<string, number>, keys: readonly string[]): number[] {
  const count = (key: string): number => successes.get(key) ?? 0;
  const shares = new Map<string, number>();
  let left = MOST_SUCCESSES;
  for (const [done, key] of keys.toSorted((a, b) => count(a) - count(b)).entries()) {
    const share = Math.ceil(left / (keys.length - done));
    shares.set(key, share);
    left -= Math.min(share, count(key));
  }
  return keys.map((key) => shares.get(key)!);
}
