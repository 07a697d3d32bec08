import { sql } from 'kysely';
import type { LoginEvent } from '../domain/event.ts';
import { eventFromRow } from './events.ts';
import type { OrgDb } from './scope.ts';
import { allOf } from './search-filter.ts';

/** Addresses of a day that let some in and others not, failures there, and successes soon after bursts of them: more are not looked at. */
const MOST = { days: 4000, failures: 20_000, successes: 2000 };
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
 * people mistype now and then is no attacker. Either way the address failed first and let somebody in then: only such addresses
 * are looked at, so that it matters neither how often somebody signed in nor how often an attack failed. `cut` says that there
 * was too much even so, and that not all of it was looked into.
 */
export async function breakIns(
  tx: OrgDb,
  { by, keys, from, to, minFailures, windowMinutes }: BreakInsAsked,
): Promise<{ logins: LoginEvent[]; cut: boolean }> {
  const org = sql`org_id = ${tx.orgId}`;
  const isKey = by === 'address' ? sql`address = any(${keys}::inet[])` : sql`account = any(${keys}::text[])`;
  const length = sql`make_interval(mins => ${windowMinutes}::int)`;
  const [first, last] = [sql`${from ?? new Date(0)}::timestamptz`, sql`${to ?? new Date('9999-01-01')}::timestamptz`];
  const window = sql`s.occurred_at - ${length}`;
  const dayOf = sql`date_bin('1 day', occurred_at, 'epoch'::timestamptz)`;
  // So many within a window are at least half as many in one of the two stretches of its length that it touches.
  const some = Math.ceil(minFailures / 2);
  const stretch = sql`date_bin(${length}, occurred_at, 'epoch'::timestamptz)`;
  const known = by === 'address' ? isKey : sql`address is not null`;
  const failed = allOf([org, sql`outcome = 'failure'`]);
  const { rows } = await sql<Parameters<typeof eventFromRow>[0] & { broke_in: boolean | null; cut: boolean }>`
    with ends as materialized (
      select coalesce((select seq from login_tally_head where ${org}), 0) as tallied,
        (select seq from event where ${org} order by seq desc limit 1) as newest,
        (select occurred_at from event where ${org} order by occurred_at limit 1) as oldest,
        (select occurred_at from event where ${org} order by occurred_at desc limit 1) as latest),
    days as materialized (
      (select address, starts_at from mixed_address
        where ${org} and starts_at > ${first} - ${length} - interval '1 day' and starts_at < ${last} and ${known}
        order by starts_at desc limit ${MOST.days + 1})
      union
      -- not counted ahead yet, which is found by its number alone
      select distinct address, ${dayOf} from (
        select address, occurred_at from event
        where ${org} and seq > (select tallied from ends) and seq <= (select newest from ends) offset 0) as event
      where ${known} and occurred_at >= ${first} - ${length} and occurred_at < ${last}),
    -- an address that failed only before a midnight and got in only after it is of no such day
    nights as materialized (
      select midnight, event.* from ends cross join lateral generate_series(
          date_bin('1 day', greatest(${first}, oldest), 'epoch'::timestamptz), least(${last}, latest), interval '1 day') as midnight
      cross join lateral (
        select account, address, occurred_at, outcome from (
          select * from event where ${org} and occurred_at >= midnight - ${length} and occurred_at < midnight + ${length}
          -- by the time alone, which is all that makes them few
          offset 0) as event
        where ${known} and case when occurred_at < midnight then outcome = 'failure' else outcome = 'success' and ${isKey} end) as event
      limit ${4 * MOST.failures + 1}),
    failures as materialized (
      (select failure.* from days cross join lateral (
        select account, address, occurred_at from event
        where ${failed} and address = days.address
          and occurred_at >= greatest(days.starts_at, ${first} - ${length})
          and occurred_at < least(days.starts_at + interval '1 day', ${last})
        order by occurred_at desc limit ${MOST.failures + 1}) as failure
      limit ${2 * MOST.failures + 1})
      union all
      (select account, address, occurred_at from nights as before
        where outcome = 'failure' and exists (
          select from nights as after
          where after.midnight = before.midnight and after.address = before.address and after.outcome = 'success')
      limit ${MOST.failures + 1})),
    bursts as materialized (
      select address, ${stretch} as begins from failures group by 1, 2 having count(*) >= ${some}),
    guesses as materialized (
      select * from (
        select account, ${stretch} as begins, array_agg(distinct address) as addresses from failures
        where ${by === 'account' ? isKey : sql`true`} group by 1, 2) as b
      where ${minFailures} <= (
        select count(*) from (
          select from event where ${failed} and account = b.account and occurred_at >= b.begins - ${length}
            and occurred_at < b.begins + 2 * ${length}
          limit ${minFailures}) as enough)),
    found as materialized (
      select distinct on (seq) * from (
        (select success.* from guesses as b cross join lateral (
          select * from (
            select * from event
            where ${org} and account = b.account and outcome = 'success'
              and occurred_at >= greatest(b.begins, ${first}) and occurred_at < least(b.begins + 2 * ${length}, ${last})
            -- by its account alone: an address that many share has more of others
            offset 0) as success
          where address = any(b.addresses)
          order by occurred_at desc limit ${MOST.successes + 1}) as success
        limit ${5 * MOST.successes})
        union all
        (select success.* from bursts as b cross join lateral (
          select * from event
          where ${org} and address = b.address and ${isKey} and outcome = 'success'
            and occurred_at >= greatest(b.begins, ${first}) and occurred_at < least(b.begins + 2 * ${length}, ${last})
          order by occurred_at desc limit ${MOST.successes + 1}) as success
        limit ${5 * MOST.successes})) as successes),
    recent as materialized (select * from found order by occurred_at desc limit ${MOST.successes}),
    judged as (
      select s.seq, s.event_id, s.occurred_at, s.outcome, s.account, s.address, s.country, s.city, s.latitude, s.longitude,
        s.device, s.asn, s.network_owner, s.network_kind, s.method, s.mfa, s.reason, s.text, s.source,
        (here > 0 and guessed >= ${minFailures})
        or (failed >= ${minFailures} and failed > 2 * (passed + 1)
          and (tried >= ${SPRAYED_ACCOUNTS} or failed >= ${HAMMERED})) as broke_in
      from recent s
      cross join lateral (
        select count(*) as failed, count(*) filter (where f.account = s.account) as here, count(distinct f.account) as tried
        from event f
        where f.org_id = ${tx.orgId} and f.address = s.address and f.outcome = 'failure'
          and f.occurred_at >= ${window} and f.occurred_at <= s.occurred_at) failures
      cross join lateral (
        select count(*) as guessed from (
          select from event f
          where here > 0 and f.org_id = ${tx.orgId} and f.account = s.account and f.outcome = 'failure'
            and f.occurred_at >= ${window} and f.occurred_at <= s.occurred_at
          limit ${minFailures}) as enough) guesses
      cross join lateral (
        select count(*) as passed from (
          select from event p
          where failed >= ${minFailures} and p.org_id = ${tx.orgId} and p.address = s.address and p.outcome = 'success'
            and p.occurred_at >= ${window} and p.occurred_at < s.occurred_at
          -- one more than matters
          limit failed / 2 + 1) as counted) successes)
    select judged.*, cut from (
      select (select count(*) from days) > ${MOST.days} or (select count(*) from failures) > ${MOST.failures}
        or (select count(*) from nights) > ${4 * MOST.failures}
        or (select count(*) from found) > ${MOST.successes} as cut) as looked
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
