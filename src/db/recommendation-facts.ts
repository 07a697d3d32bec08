import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Of each rule's alerts since a moment, those that came within a day of another about the same matter; the latest of them by number. */
export async function repeatedAlerts(
  tx: OrgDb,
  since: Date,
): Promise<Map<string, { alerts: number; repeated: number; longestGapSeconds: number; numbers: number[] }>> {
  const { rows } = await sql<{
    rule_id: string;
    alerts: number;
    repeated: number;
    longest: number | null;
    numbers: number[] | null;
  }>`
    select rule_id, count(*)::int8 as alerts, count(*) filter (where again)::int8 as repeated,
      max(extract(epoch from gap)) filter (where again)::float8 as longest,
      (array_agg(number order by number desc) filter (where again))[1:3] as numbers
    from (
      select *, gap < interval '1 day' as again from (
        select rule_id, number, first_seen - lag(last_seen) over (partition by rule_id, fingerprint order by first_seen) as gap
        from alert where org_id = ${tx.orgId} and rule_id is not null and last_seen >= ${since}) as gaps) as counted
    group by rule_id`.execute(tx);
  return new Map(
    rows.map(({ rule_id, alerts, repeated, longest, numbers }) => [
      rule_id,
      { alerts, repeated, longestGapSeconds: longest ?? 0, numbers: (numbers ?? []).map(Number) },
    ]),
  );
}

/**
 * Networks (of 256 addresses, or an IPv6 /64) that a rule's alerts since a moment turned on, the most shared first: many different
 * accounts sign in from each, and it stood in alerts about several of them, of which nobody took any for real. Where people simply
 * work they sign in, too, but what is raised there is about one of them.
 */
export async function sharedNetworks(
  tx: OrgDb,
  ruleId: string,
  since: Date,
  { fewestAccounts, fewestAlerted, limit }: { fewestAccounts: number; fewestAlerted: number; limit: number },
): Promise<{ network: string; accounts: number; numbers: number[] }[]> {
  const { rows } = await sql<{ network: string; accounts: number; numbers: number[] }>`
    with alerted as (
      select network(set_masklen(seen.address, case family(seen.address) when 4 then 24 else 64 end)) as network,
        alert.number, alert.account, alert.status = 'resolved' or alert.incident_id is not null as taken_for_real
      from alert cross join lateral (
        select (tallied ->> 0)::inet as address from jsonb_array_elements(alert.tally -> 'addresses') as tallied
        where pg_input_is_valid(tallied ->> 0, 'inet')) as seen
      where alert.org_id = ${tx.orgId} and alert.rule_id = ${ruleId} and alert.last_seen >= ${since}
    ), turned_on as (
      select network, (array_agg(distinct number))[1:3] as numbers from alerted
      group by network having count(distinct account) >= ${fewestAlerted} and not bool_or(taken_for_real))
    select turned_on.network::text as network, count(*)::int8 as accounts, turned_on.numbers from (
      select distinct network(set_masklen(value::inet, case family(value::inet) when 4 then 24 else 64 end)) as network, account
      from account_profile
      where org_id = ${tx.orgId} and kind = 'address' and last_seen >= ${since} and pg_input_is_valid(value, 'inet')) as used
    join turned_on using (network)
    group by turned_on.network, turned_on.numbers having count(*) >= ${fewestAccounts}
    order by accounts desc, network limit ${limit}`.execute(tx);
  return rows.map(({ numbers, ...row }) => ({ ...row, numbers: numbers.map(Number) }));
}

/**
 * Accounts that were guessed at most since a moment and have signed in as well, with the alerts about that; and of how many of their
 * sign-ins since then it is said whether a second factor was used, and of how many that none was.
 */
export async function guessedAccounts(
  tx: OrgDb,
  since: Date,
  { fewestAlerts, limit }: { fewestAlerts: number; limit: number },
): Promise<{ account: string; alerts: number; numbers: number[]; says: number; without: number }[]> {
  const { rows } = await sql<{ account: string; alerts: number; numbers: number[]; says: number; without: number }>`
    select guessed.*, said.* from (select account, count(*)::int8 as alerts, (array_agg(number order by number desc))[1:3] as numbers from (
      select distinct alert.number, named.account from alert cross join lateral (
        select alert.account union select tallied ->> 0 from jsonb_array_elements(alert.tally -> 'accounts') as tallied) as named (account)
      where alert.org_id = ${tx.orgId} and alert.last_seen >= ${since} and alert.status <> 'false_alarm'
        and alert.kind in ('success_after_failures', 'failed_logins', 'password_spray', 'impossible_travel')) as hit
    where account is not null and exists (
      select from account_profile where account_profile.org_id = ${tx.orgId} and account_profile.account = hit.account)
    group by account having count(*) >= ${fewestAlerts} order by alerts desc, account limit ${limit}) as guessed
    cross join lateral (
      select count(mfa)::int8 as says, count(*) filter (where not mfa)::int8 as without from event
      where event.org_id = ${tx.orgId} and event.account = guessed.account and outcome = 'success' and occurred_at >= ${since}) as said
    order by alerts desc, account`.execute(tx);
  return rows.map(({ numbers, ...row }) => ({ ...row, numbers: numbers.map(Number) }));
}

/** People of whom somebody said “not this person” since a moment, the most often first. */
export async function mistakenPeople(
  tx: OrgDb,
  since: Date,
  { fewest, limit }: { fewest: number; limit: number },
): Promise<{ number: number; times: number }[]> {
  const { rows } = await sql<{ number: number; times: number }>`
    select person.number, count(*)::int8 as times from person_change
    join person on person.org_id = ${tx.orgId} and person.id = person_change.person_id
    where person_change.org_id = ${tx.orgId} and person_change.kind = 'reject' and at >= ${since} and undone_at is null
    group by person.number having count(*) >= ${fewest} order by times desc, person.number limit ${limit}`.execute(tx);
  return rows;
}

/** Of each rule's alerts since a moment, how many belong to an incident that was not withdrawn; the latest of those incidents by number. */
export async function alertsInIncidents(
  tx: OrgDb,
  since: Date,
): Promise<Map<string, { alerts: number; became: number; incidents: number[] }>> {
  const { rows } = await sql<{ rule_id: string; alerts: number; became: number; incidents: number[] | null }>`
    select rule_id, count(*)::int8 as alerts, count(incident.id)::int8 as became,
      (array_agg(distinct incident.number order by incident.number desc) filter (where incident.id is not null))[1:3] as incidents
    from alert left join incident
      on incident.org_id = ${tx.orgId} and incident.id = alert.incident_id and incident.status <> 'withdrawn'
    where alert.org_id = ${tx.orgId} and rule_id is not null and alert.last_seen >= ${since}
    group by rule_id`.execute(tx);
  return new Map(
    rows.map(({ rule_id, alerts, became, incidents }) => [
      rule_id,
      { alerts, became, incidents: (incidents ?? []).map(Number) },
    ]),
  );
}

/**
 * Logins since a moment that no alert stands on and that either stood out from so much of all, for so many reasons, or were confirmed by people:
 * how many, how many of them were confirmed, the least unusual of those, and the latest, the confirmed first, by sequence.
 */
export async function untoldLogins(
  tx: OrgDb,
  since: Date,
  { share, reasons }: { share: number; reasons: number },
): Promise<{
  logins: number;
  confirmed: number;
  least: { share: number; reasons: number } | null;
  sequences: number[];
}> {
  const { rows } = await sql<{
    logins: number;
    confirmed: number;
    least_share: number | null;
    least_reasons: number | null;
    sequences: number[] | null;
  }>`
    select count(*)::int8 as logins, count(*) filter (where verdict = 'confirmed')::int8 as confirmed,
      min(share) filter (where verdict = 'confirmed')::float8 as least_share,
      min(jsonb_array_length(reasons)) filter (where verdict = 'confirmed')::int8 as least_reasons,
      (array_agg(seq order by verdict nulls last, occurred_at desc, seq desc))[1:3] as sequences
    from login_score
    where org_id = ${tx.orgId} and occurred_at >= ${since} and verdict is distinct from 'false_alarm'
      and (verdict = 'confirmed' or (ranked >= ${share} and jsonb_array_length(reasons) >= ${reasons}))
      and not exists (
        select from alert_event where alert_event.org_id = ${tx.orgId} and alert_event.event_seq = login_score.seq)`.execute(
    tx,
  );
  const { logins, confirmed, least_share, least_reasons, sequences } = rows[0]!;
  return {
    logins,
    confirmed,
    least: least_share === null ? null : { share: least_share, reasons: Number(least_reasons) },
    sequences: (sequences ?? []).map(Number),
  };
}
