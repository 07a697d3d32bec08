import { sql } from 'kysely';
import type { LoginEvent } from '../domain/event.ts';
import { eventFromRow } from './events.ts';
import type { OrgDb } from './scope.ts';

/** Failures of one address or account in one span, and successes soon after bursts of them: more are not looked at one by one. */
const MOST = { failures: 20_000, successes: 2000 };
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
 * people mistype now and then is no attacker. Looked for from the failures, which are few, so that it does not matter how
 * often somebody signed in. `cut` says that there was too much even so, and that only the newest was looked into.
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
  const failuresThere = sql`
    event f where f.org_id = ${tx.orgId} and f.address = s.address and f.outcome = 'failure'
      and f.occurred_at >= ${window} and f.occurred_at <= s.occurred_at`;
  // So many within a window are at least half as many in one of the two stretches of its length that it touches.
  const some = Math.ceil(minFailures / 2);
  const stretch = sql`date_bin(${length}, occurred_at, 'epoch'::timestamptz)`;
  const failed = sql`from event where ${org} and outcome = 'failure' and occurred_at >= ${first} - ${length} and occurred_at < ${last}`;
  const perKey = sql`order by occurred_at desc limit ${MOST.failures + 1}`;
  const failures =
    by === 'address'
      ? sql`select account, failed.address, occurred_at from unnest(${keys}::inet[]) as asked (address)
          cross join lateral (select account, address, occurred_at ${failed} and address = asked.address ${perKey}) as failed`
      : sql`select account, address, occurred_at ${failed} and address is not null ${perKey}`;
  // Of an account that guesses from many addresses each may have failed but once.
  const guessed =
    by === 'address'
      ? sql`select distinct account, ${stretch} as begins from failures`
      : sql`select account, begins from (
          select account, ${stretch} as begins from unnest(${keys}::text[]) as asked (name)
          cross join lateral (select account, occurred_at ${failed} and account = name ${perKey}) as own) as own
        group by account, begins having count(*) >= ${some}`;
  const soonAfter = (name: 'account' | 'address') => sql`
    select success.* from ${sql.raw(name === 'account' ? 'guesses' : 'bursts')} as b cross join lateral (
      select seq, event_id, occurred_at, outcome, account, address, country, city, latitude, longitude, device, method,
        reason, text, source
      from event
      where ${org} and ${sql.raw(name)} = b.${sql.raw(name)} and ${isKey} and outcome = 'success' and address is not null
        and occurred_at >= greatest(b.begins, ${first}) and occurred_at < least(b.begins + 2 * ${length}, ${last})
      order by occurred_at desc limit ${MOST.successes + 1}) as success`;
  const { rows } = await sql<Parameters<typeof eventFromRow>[0] & { broke_in: boolean | null; cut: boolean }>`
    with failures as materialized (${failures}),
    bursts as materialized (
      select address, ${stretch} as begins from failures group by 1, 2 having count(*) >= ${some}),
    guesses as materialized (${guessed}),
    found as materialized (
      select distinct on (seq) * from (${soonAfter('account')} union all ${soonAfter('address')}) as successes),
    recent as materialized (select * from found order by occurred_at desc limit ${MOST.successes}),
    judged as (
      select s.*,
        (here > 0 and guessed >= ${minFailures})
        or (failed >= ${minFailures} and failed > 2 * (passed + 1)
          and (tried >= ${SPRAYED_ACCOUNTS} or failed >= ${HAMMERED})) as broke_in
      from recent s
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
      select (select count(*) from found) > ${MOST.successes}
        or (select coalesce(max(n), 0) from (
          select count(*) as n from failures group by ${by === 'address' ? sql`address` : sql`()`}) as per_key) > ${MOST.failures} as cut) as looked
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
