import { type Selectable, sql } from 'kysely';
import type { LoginEvent } from '../domain/event.ts';
import type { Severity } from '../domain/severity.ts';
import { eventFromRow } from './events.ts';
import { failuresOfDays } from './failure-tallies.ts';
import { talliedLogins } from './login-tallies.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';
import {
  type AccountFilter,
  allOf,
  type Condition,
  type Count,
  clockOf,
  countUpTo,
  type Group,
  type Grouped,
  type GroupOptions,
  grouped,
  groupQuery,
  inHours,
  quarterOf,
  type SearchCursor,
  type SearchFilter,
  tsquery,
} from './search-filter.ts';

export const EVENT_GROUPS = ['country', 'user', 'ip', 'outcome', 'device', 'hour', 'day'] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

/** Events that fit, newest first, or oldest. */
export async function searchEvents(
  tx: OrgDb,
  filter: SearchFilter,
  page: { limit: number; before?: SearchCursor; oldest?: boolean },
): Promise<LoginEvent[]> {
  const { rows } = await sql<Omit<Selectable<Schema['event_search']>, 'org_id' | 'kind' | 'tsv'>>`
    select seq, event_id, occurred_at, outcome, account, address, country, city, latitude, longitude, device, asn,
      network_owner, network_kind, method, mfa, reason, text, source
    from event_search where ${conditions(filter, page.before)}
    order by ${page.oldest ? sql`occurred_at, seq` : sql`occurred_at desc, seq desc`} limit ${page.limit}`.execute(tx);
  return rows.map(eventFromRow);
}

/** When the first login there is happened; null where there is none. */
export async function firstLogin(tx: OrgDb): Promise<Date | null> {
  const row = await tx
    .selectFrom('event')
    .select('occurred_at')
    .where('org_id', '=', tx.orgId)
    .orderBy('occurred_at')
    .limit(1)
    .executeTakeFirst();
  return row?.occurred_at ?? null;
}

/** How many events fit, counted up to `cap`. */
export async function countEvents(tx: OrgDb, filter: SearchFilter, cap: number): Promise<Count> {
  return countUpTo(tx, sql`select from event_search where ${conditions(filter)}`, cap);
}

/** How many events fit, by what they have in common; at most `limit` groups. */
export async function groupEvents(
  tx: OrgDb,
  filter: SearchFilter,
  by: EventGroup,
  options: GroupOptions,
): Promise<Grouped> {
  const { limit, atLeast } = options;
  const clock = clockOf(by, options);
  const key = clock ? quarterOf(sql`occurred_at`) : COLUMNS[by as keyof typeof COLUMNS];
  // Of an attacker or an account people also ask from when to when.
  const times = by === 'ip' || by === 'user';
  const tallied = talliedGroups(tx, filter, by);
  if (tallied) {
    const { rows } = await groupQuery(tallied, { clock, limit, atLeast, weighted: true }).execute(tx);
    const result = grouped(rows, clock);
    return times ? { ...result, groups: await withTimes(tx, result.groups, filter, by) } : result;
  }
  const keys = sql`select ${key} as key${times ? sql`, occurred_at as at` : sql``} from event_search where ${conditions(filter)}`;
  const { rows } = await groupQuery(keys, { clock, limit, atLeast, times }).execute(tx);
  return grouped(rows, clock);
}

/** The groups' rows (`key`, and `n` of it) from what was counted ahead; null where a filter asks for more than was counted by. */
function talliedGroups(tx: OrgDb, filter: SearchFilter, by: EventGroup): Condition | null {
  const { from, to, outcome, countries, otherCountries, ...others } = filter;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  const abroad = countries !== undefined || otherCountries !== undefined;
  if (by === 'device') return null;
  if (abroad && by !== 'country' && by !== 'outcome') return null;
  const kind = by === 'user' ? 'account' : by === 'ip' ? 'address' : by === 'country' || abroad ? 'country' : 'quarter';
  const number = outcome ? { success: sql`successes`, failure: sql`failures` }[outcome] : sql`count`;
  const both = (country: Condition): Condition[] => [
    ...(countries ? [sql`${country} = any(${[...countries]})`] : []),
    ...(otherCountries ? [sql`${country} <> all(${[...otherCountries]})`] : []),
  ];
  const each = allOf([outcome && sql`outcome = ${outcome}`, ...both(sql`country`)]);
  if (by === 'outcome') {
    const columns = sql`successes, failures, count`;
    const one = (n: Condition) => sql`(outcome is not distinct from 'success')::int * ${n} as successes,
      (outcome is not distinct from 'failure')::int * ${n} as failures, ${n} as count`;
    const fits = { whole: allOf(both(sql`name`)), each };
    const logins = talliedLogins(tx, kind, { from, to }, { whole: columns, each: one, fits });
    const known = outcome ? sql`outcome = ${outcome}` : sql`true`;
    return (
      logins &&
      sql`select outcome as key, n from (
          select sum(successes) as successes, sum(failures) as failures, sum(count) as count from (${logins}) as logins) as summed
        cross join lateral (values ('success', successes), ('failure', failures), (null, count - successes - failures))
          as parts (outcome, n) where n > 0 and ${known}`
    );
  }
  const keys = by === 'hour' || by === 'day' ? [sql`starts_at`, quarterOf(sql`occurred_at`)] : [sql`name`, COLUMNS[by]];
  return talliedLogins(
    tx,
    kind,
    { from, to },
    {
      whole:
        outcome === 'failure' && (kind === 'account' || kind === 'address')
          ? (within) => failuresOfDays(tx, kind, within)
          : sql`${keys[0]} as key, ${number} as n`,
      each: (n) => sql`${keys[1]} as key, ${n} as n`,
      fits: { whole: allOf([sql`${number} > 0`, ...both(sql`name`)]), each },
    },
  );
}

/** When each group's first and last login was, looked up one by one: there are few groups, and an index for each. */
async function withTimes(tx: OrgDb, groups: Group[], filter: SearchFilter, by: EventGroup): Promise<Group[]> {
  const column = by === 'ip' ? sql`address` : sql`account`;
  const { from, to, outcome } = filter;
  const fits = allOf([
    sql`org_id = ${tx.orgId}`,
    from && sql`occurred_at >= ${from}`,
    to && sql`occurred_at < ${to}`,
    // written out, so that the indexes of failures are seen to serve
    outcome && sql`outcome = ${sql.lit(outcome)}`,
  ]);
  const seen = (of: Condition, is: Condition): Condition => sql`
    select ${of} as key, (select occurred_at from event where ${fits} and ${column} ${is} order by occurred_at limit 1) as first,
      (select occurred_at from event where ${fits} and ${column} ${is} order by occurred_at desc limit 1) as last`;
  const names = groups.flatMap(({ key }) => (key === null ? [] : [key]));
  const { rows } = await sql<{ key: string | null; first: Date | null; last: Date | null }>`
    ${seen(sql`name`, by === 'ip' ? sql`= name::inet` : sql`= name`)} from unnest(${names}::text[]) as name
    ${names.length < groups.length ? sql`union all ${seen(sql`null`, sql`is null`)}` : sql``}`.execute(tx);
  const times = new Map(rows.map(({ key, first, last }) => [key, first && last ? { first, last } : {}]));
  return groups.map((group) => ({ ...group, ...times.get(group.key) }));
}

/** The services that the latest logins went to, most used first; at most `most`. */
export async function servicesInUse(tx: OrgDb, most: number): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source from (select source from event_search order by occurred_at desc, seq desc limit 2000) as latest
    group by source order by count(*) desc, source limit ${most}`.execute(tx);
  return rows.map(({ source }) => source);
}

/** Which of these accounts events bear, exactly as they are written here. */
export async function accountsInEvents(tx: OrgDb, accounts: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ account: string }>`
    select account from unnest(${accounts}::text[]) as asked (account)
    where exists (select from event where org_id = ${tx.orgId} and event.account = asked.account limit 1)`.execute(tx);
  return new Set(rows.map(({ account }) => account));
}

/** Accounts of logins that begin with one of these, in any case; some of them where there are more than `limit`. */
export async function accountsBeginning(tx: OrgDb, texts: readonly string[], limit: number): Promise<string[]> {
  const any = sql.join(
    texts.map((text) => ofAccount({ text, exact: false })),
    sql` or `,
  );
  const { rows } = await sql<{ account: string }>`
    select distinct account from event_search where ${any} limit ${limit}`.execute(tx);
  return rows.map(({ account }) => account);
}

const COLUMNS = {
  country: sql`country`,
  user: sql`account`,
  ip: sql`host(address)`,
  outcome: sql`outcome`,
  device: sql`device`,
} satisfies Record<Exclude<EventGroup, 'hour' | 'day'>, Condition>;

function conditions(filter: SearchFilter, before?: SearchCursor): Condition {
  const { words, number, from, to, severities, outcome, users, otherUsers, networks, otherNetworks } = filter;
  const { countries, otherCountries, cities, device, via, mfa, hours } = filter;
  return allOf([
    from && sql`occurred_at >= ${from}`,
    to && sql`occurred_at < ${to}`,
    before && sql`(occurred_at, seq) < (${before.at}, ${before.number})`,
    number !== undefined && sql`seq = ${number}`,
    words && sql`tsv @@ ${tsquery(words)}`,
    outcome && sql`outcome = ${outcome}`,
    users && sql`(${sql.join(users.map(ofAccount), sql` or `)})`,
    otherUsers && sql`not (${sql.join(otherUsers.map(ofAccount), sql` or `)})`,
    networks && sql`(${sql.join(networks.map(within), sql` or `)})`,
    otherNetworks && sql`not (${sql.join(otherNetworks.map(within), sql` or `)})`,
    countries && sql`country = any(${[...countries]})`,
    otherCountries && sql`country <> all(${[...otherCountries]})`,
    cities && sql`lower(city) = any(${cities.map((city) => city.toLowerCase())})`,
    // the words' index finds candidates: a device's words are among its event's
    device && sql`(tsv @@ safenest_prefix(${device}) and position(lower(${device}) in lower(device)) > 0)`,
    via && sql`position(lower(${via}) in lower(source || ' ' || coalesce(method, ''))) > 0`,
    mfa !== undefined && (mfa === null ? sql`mfa is null` : sql`mfa = ${mfa}`),
    hours && inHours(sql`occurred_at`, hours),
    severities && sql`seq = any(array(${evidence(severities, from, to)}))`,
  ]);
}

const ofAccount = ({ text, exact }: AccountFilter): Condition =>
  exact
    ? sql`account = ${text}`
    : // the words' index finds candidates: an account's own words are among its event's
      sql`(tsv @@ safenest_prefix(${text}) and starts_with(lower(account), lower(${text})))`;

/** The events that alerts of these severities stand on; few, so they are looked up rather than looked for. */
const evidence = (severities: readonly Severity[], from: Date | undefined, to: Date | undefined): Condition => sql`
  select event_seq from alert_event join alert on alert.org_id = alert_event.org_id and alert.id = alert_event.alert_id
  where ${allOf([
    sql`alert.org_id = safenest_org()`,
    sql`alert.severity = any(${[...severities]})`,
    from && sql`alert.last_seen >= ${from}`,
    to && sql`alert.first_seen < ${to}`,
  ])}`;

/** A network as the range of its addresses, which the addresses' index serves. */
const within = (network: string): Condition =>
  network.includes('-')
    ? sql`address between ${network.split('-')[0]}::inet and ${network.split('-')[1]}::inet`
    : network.includes('/')
      ? sql`address between network(${network}::inet)::inet and set_masklen(broadcast(${network}::inet), case family(${network}::inet) when 4 then 32 else 128 end)`
      : sql`address = ${network}::inet`;
