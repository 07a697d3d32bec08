import { type RawBuilder, sql } from 'kysely';
import type { Outcome } from '../domain/event.ts';
import type { SearchQuery } from '../domain/search-query.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

/** What events, alerts and incidents are searched by; each kind uses what it has. Everything given must hold. */
export interface SearchFilter {
  words?: SearchQuery;
  /** The one with this number (of an event: its sequence). */
  number?: number;
  /** Half open: `from` belongs to it, `to` does not. */
  from?: Date;
  to?: Date;
  severities?: readonly Severity[];
  statuses?: readonly string[];
  outcome?: Outcome;
  /** Any of these accounts; `exact` as written, otherwise every account that begins so, in any case. */
  users?: readonly AccountFilter[];
  /** None of these accounts. */
  otherUsers?: readonly AccountFilter[];
  /** Of alerts: or about any of these people whom cameras know, by id. */
  people?: readonly string[];
  /** Of alerts: about none of these people. */
  otherPeople?: readonly string[];
  /** Any of these addresses, networks in CIDR notation, or ranges `203.0.113.40-203.0.113.60`, both ends included. */
  networks?: readonly string[];
  /** Seen anywhere but there; where no address is known, nothing is. */
  otherNetworks?: readonly string[];
  /** ISO 3166-1 alpha-2. */
  countries?: readonly string[];
  /** Seen anywhere but here; where no country is known, nothing is. */
  otherCountries?: readonly string[];
  /** Of logins: names of cities, in any case. */
  cities?: readonly string[];
  /** Of logins: words in the name of the device. */
  device?: string;
  /** Of logins: a word in the name of the service they went to, or of the way they were made. */
  via?: string;
  /** Of logins: whether a second factor was used; null is that nothing says so. */
  mfa?: boolean | null;
  /** Of alerts: what raised them, by kinds of detector or by the rule's number. */
  rule?: { kinds: readonly string[] } | { number: number };
  /** Of alerts: at any of these cameras, and in their zones where some are given. */
  places?: readonly PlaceFilter[];
  /** Of alerts: whose word stands on it, by the name that was kept. */
  handledBy?: string;
  /** Of incidents: who works on it; null is nobody. */
  assigneeId?: string | null;
  /** Of incidents: who does not work on it. */
  otherAssigneeId?: string | null;
  /** Of incidents: who opened it, by id, or by the name it was opened under. */
  openedBy?: { id: string } | { name: string };
  /** Only at these hours and weekdays. */
  hours?: HoursFilter;
}

export interface PlaceFilter {
  cameraId: string;
  /** Names of zones; none is the whole camera. */
  zones: readonly string[];
}

export interface AccountFilter {
  text: string;
  exact: boolean;
}

/** A stretch of the clock of a zone, in minutes after midnight; `to` before `from` passes midnight. */
export interface HoursFilter {
  from: number;
  to: number;
  /** 1 is Monday; null is every day. */
  days: readonly number[] | null;
  /** All but that stretch on those days. */
  outside: boolean;
  timeZone: string;
}

/** Whether a moment lies in the hours asked for. */
export function inHours(column: Condition, { from, to, days, outside, timeZone }: HoursFilter): Condition {
  const local = sql`(${column} at time zone ${timeZone})`;
  const minute = sql`(extract(hour from ${local}) * 60 + extract(minute from ${local}))`;
  const stretch =
    from < to ? sql`(${minute} >= ${from} and ${minute} < ${to})` : sql`(${minute} >= ${from} or ${minute} < ${to})`;
  const both = allOf([
    from !== to && stretch,
    days !== null && sql`extract(isodow from ${local}) = any(${[...days]}::int[])`,
  ]);
  return outside ? sql`not (${both})` : sql`(${both})`;
}

/** Critical first, for lists of what matters most. */
export const worstFirst = (column: Condition): Condition =>
  sql`array_position(array['critical', 'high', 'medium', 'low'], ${column}::text)`;

/** A place in a list sorted by time and number, newest first: what comes after it is strictly smaller. */
export interface SearchCursor {
  at: Date;
  number: number;
}

export interface Group {
  /** Null where it is not known. Days are `2026-11-20`, hours `2026-11-20 14:00`, hours of any day `14:00`, in the asker's zone. */
  key: string | null;
  count: number;
  /** When the first and the last of them happened, where that was asked for. */
  first?: Date;
  last?: Date;
}

/** How groups are counted and which of them are wanted. */
export interface GroupOptions {
  timeZone: string;
  limit: number;
  /** Only groups of so many or more. */
  atLeast?: number | undefined;
  /** Days and hours too by how many there are, the hours of all days together. */
  busiest?: boolean | undefined;
}

export interface Grouped {
  /** Largest first; days and hours in their order. */
  groups: Group[];
  /** Of all groups, also of those beyond the limit. */
  total: number;
  /** How many groups there are beyond the limit. */
  more: number;
}

/** A count that stops counting at a cap. */
export interface Count {
  count: number;
  capped: boolean;
}

/** How many rows a query has, counted up to `cap`. */
export async function countUpTo(tx: OrgDb, query: RawBuilder<unknown>, cap: number): Promise<Count> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${query} limit ${cap + 1}) as found`.execute(tx);
  const { count } = rows[0]!;
  return { count: Math.min(count, cap), capped: count > cap };
}

export type Condition = RawBuilder<unknown>;

/** The query as a tsquery. Words travel as parameters and are read by the database's own parser: no text can break out. */
export function tsquery(query: SearchQuery): Condition {
  switch (query.kind) {
    case 'words':
      return query.prefix ? sql`safenest_prefix(${query.text})` : sql`safenest_phrase(${query.text})`;
    case 'not':
      return sql`(!! ${tsquery(query.of)})`;
    case 'and':
      return sql`(${sql.join(query.of.map(tsquery), sql` && `)})`;
    case 'or':
      return sql`(${sql.join(query.of.map(tsquery), sql` || `)})`;
  }
}

export const allOf = (conditions: readonly (Condition | false | '' | undefined)[]): Condition => {
  const given = conditions.filter((condition) => !!condition);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
};

/** The days or hours of a zone's clocks. */
export interface ClockUnit {
  unit: 'hour' | 'day';
  timeZone: string;
  busiest?: boolean | undefined;
}

/** The clock that a grouping by day or hour goes by; null for any other. */
export const clockOf = (by: string, { timeZone, busiest }: GroupOptions): ClockUnit | null =>
  by === 'hour' || by === 'day' ? { unit: by, timeZone, busiest } : null;

/** Whether an address lies in a network or range, for few rows; an index serves what db/event-search.ts asks. */
export function inNetwork(address: Condition, network: string): Condition {
  const [first, last] = network.split('-');
  return last === undefined
    ? sql`(${address})::inet <<= ${network}::inet`
    : sql`(${address})::inet between ${first}::inet and ${last}::inet`;
}

/** What a grouping by time counts first: the clocks of all zones differ by whole quarters, and there are few of them. */
export const quarterOf = (column: Condition): Condition => sql`date_bin('15 minutes', ${column}, 'epoch'::timestamptz)`;

/**
 * Counts what `keys` returns, by key: a query with a column `key`, which for a clock unit is a quarter of an hour, and `at`
 * where times are wanted. `weighted` rows stand for as many as their column `n` says, as small numbers, which are added up much
 * faster: no stretch of one name has billions.
 */
export function groupQuery(
  keys: Condition,
  {
    clock,
    limit,
    times = false,
    weighted = false,
    atLeast,
  }: { clock: ClockUnit | null; limit: number; times?: boolean; weighted?: boolean; atLeast?: number | undefined },
): RawBuilder<GroupRow> {
  const [kept, found] = times ? [sql`, first, last`, sql`, min(at) as first, max(at) as last`] : [sql``, sql``];
  const counted = sql`select key, ${weighted ? sql`sum(n::int4)::int8` : sql`count(*)`} as count${found} from (${keys}) as keys group by key
    ${weighted ? sql`having sum(n::int4) > 0` : sql``}`;
  const ofDay = clock?.busiest && clock.unit === 'hour';
  const units =
    clock &&
    sql`select date_trunc(${sql.lit(clock.unit)}, key at time zone ${clock.timeZone})${ofDay ? sql`::time` : sql``} as key,
        sum(count)::int8 as count
      from (${counted}) as quarters group by 1`;
  const form = clock?.unit === 'day' ? 'YYYY-MM-DD' : ofDay ? 'HH24:00' : 'YYYY-MM-DD HH24:00';
  const words = clock && sql`to_char(key, ${sql.lit(form)})`;
  return sql<GroupRow>`
    select ${words ?? sql`key::text`} as key, count, (sum(count) over ())::int8 as total, count(*) over () as groups${kept}
    from (${units ?? counted}) as counted${atLeast === undefined ? sql`` : sql` where count >= ${atLeast}`}
    order by ${clock && !clock.busiest ? sql`counted.key desc` : sql`count desc, counted.key`} limit ${limit}`;
}

interface GroupRow {
  key: string | null;
  count: number;
  total: number;
  groups: number;
  first?: Date;
  last?: Date;
}

export function grouped(rows: readonly GroupRow[], clock: ClockUnit | null): Grouped {
  const groups = rows.map(({ key, count, first, last }) => ({ key, count, ...(first && last ? { first, last } : {}) }));
  const top = rows[0];
  return {
    groups: clock && !clock.busiest ? groups.reverse() : groups,
    total: top?.total ?? 0,
    more: top ? top.groups - rows.length : 0,
  };
}
