import { type Selectable, sql } from 'kysely';
import type { Alert } from '../domain/alert.ts';
import { alertFromRow } from './alerts.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';
import {
  type AccountFilter,
  allOf,
  type Condition,
  type Count,
  clockOf,
  countUpTo,
  type Grouped,
  type GroupOptions,
  grouped,
  groupQuery,
  inHours,
  inNetwork,
  type PlaceFilter,
  quarterOf,
  type SearchCursor,
  type SearchFilter,
  tsquery,
  worstFirst,
} from './search-filter.ts';

export const ALERT_GROUPS = [
  'country',
  'user',
  'ip',
  'hour',
  'day',
  'severity',
  'status',
  'rule',
  'camera',
  'handled_by',
] as const;
export type AlertGroup = (typeof ALERT_GROUPS)[number];

/** Alerts that fit, newest first by when they were last seen. An alert fits a time when any part of it lies there. */
export async function searchAlerts(
  tx: OrgDb,
  filter: SearchFilter,
  page: { limit: number; before?: SearchCursor; worst?: boolean; oldest?: boolean },
): Promise<Alert[]> {
  const { rows } = await sql<Selectable<Schema['alert']>>`
    select * from alert where ${conditions(tx, filter, page.before)}
    order by ${page.worst ? sql`${worstFirst(sql`alert.severity`)}, ` : sql``}${page.oldest ? sql`last_seen, number` : sql`last_seen desc, number desc`} limit ${page.limit}`.execute(
    tx,
  );
  return rows.map(alertFromRow);
}

/** How many alerts fit, counted up to `cap`. */
export async function countFittingAlerts(tx: OrgDb, filter: SearchFilter, cap: number): Promise<Count> {
  return countUpTo(tx, sql`select from alert where ${conditions(tx, filter)}`, cap);
}

/**
 * How many alerts fit, by what they have in common; at most `limit` groups. An alert about several accounts, addresses or
 * countries counts for each of them, as in a summary; the total counts it once.
 */
export async function groupAlerts(
  tx: OrgDb,
  filter: SearchFilter,
  by: AlertGroup,
  options: GroupOptions,
): Promise<Grouped> {
  const { limit, atLeast } = options;
  const clock = clockOf(by, options);
  const key = clock ? quarterOf(sql`last_seen`) : COLUMNS[by as keyof typeof COLUMNS];
  if (by === 'camera') return groupByCamera(tx, filter, options);
  // what nobody looked at was handled by nobody
  const of = by === 'handled_by' ? sql` and ${IS_HANDLED}` : sql``;
  const keys = sql`select ${key} as key from alert where ${conditions(tx, filter)}${of}`;
  const several = TALLIES[by];
  if (several) {
    const { rows } = await groupQuery(
      sql`
        select names.key from alert left join lateral (
          select ${key} as key where ${key} is not null
          union select one ->> 0 from jsonb_array_elements(alert.tally -> ${sql.lit(several)}) as one
        ) as names on true where ${conditions(tx, filter)}`,
      { clock, limit, atLeast },
    ).execute(tx);
    const { count } = await countFittingAlerts(tx, filter, Number.MAX_SAFE_INTEGER - 1);
    return { ...grouped(rows, clock), total: count };
  }
  const { rows } = await groupQuery(keys, { clock, limit, atLeast }).execute(tx);
  return grouped(rows, clock);
}

/** By the cameras that saw what alerts are about; whoever was seen at several counts at each, and what no camera saw at none. */
async function groupByCamera(tx: OrgDb, filter: SearchFilter, { limit, atLeast }: GroupOptions): Promise<Grouped> {
  const fits = sql`${conditions(tx, filter)} and alert.camera_id is not null`;
  const { rows } = await groupQuery(
    sql`
      select camera.name as key from alert cross join lateral (
        select alert.camera_id as id union select camera_event.camera_id ${SEEN_IN}
      ) as place join camera on camera.org_id = alert.org_id and camera.id = place.id where ${fits}`,
    { clock: null, limit, atLeast },
  ).execute(tx);
  const { count } = await countUpTo(tx, sql`select from alert where ${fits}`, Number.MAX_SAFE_INTEGER - 1);
  return { ...grouped(rows, null), total: count };
}

/** What cameras saw that an alert is about. */
const SEEN_IN = sql`
  from alert_camera_event link
  join camera_event on camera_event.org_id = link.org_id and camera_event.id = link.camera_event_id
  where link.org_id = alert.org_id and link.alert_id = alert.id`;

/** What an alert can have several of, and where it keeps them. */
const TALLIES: Partial<Record<AlertGroup, string>> = { user: 'accounts', ip: 'addresses', country: 'countries' };

/** Whether an alert is about this account. */
export async function accountInAlerts(tx: OrgDb, account: AccountFilter): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (
      select from alert where org_id = ${tx.orgId} and ${concerns({ users: [account] })}
    ) as known`.execute(tx);
  return rows[0]!.known;
}

const COLUMNS = {
  country: sql`country`,
  user: sql`account`,
  ip: sql`host(address)`,
  severity: sql`severity`,
  status: sql`status`,
  rule: sql`coalesce((select name from rule where rule.org_id = alert.org_id and rule.id = alert.rule_id), kind)`,
  handled_by: sql`status_by`,
} satisfies Record<Exclude<AlertGroup, 'hour' | 'day' | 'camera'>, Condition>;

/** Somebody's word stands on it; of what was opened again nobody's. */
const IS_HANDLED = sql`(status <> 'open' and status_by is not null)`;

function conditions(tx: OrgDb, filter: SearchFilter, before?: SearchCursor): Condition {
  const { words, number, from, to, severities, statuses, hours } = filter;
  return allOf([
    sql`alert.org_id = ${tx.orgId}`,
    from && sql`last_seen >= ${from}`,
    to && sql`first_seen < ${to}`,
    before && sql`(last_seen, number) < (${before.at}, ${before.number})`,
    number !== undefined && sql`number = ${number}`,
    words && sql`safenest_words(title || ' ' || facts::text || ' ' || tally::text) @@ ${tsquery(words)}`,
    severities && sql`severity = any(${[...severities]})`,
    statuses && sql`status = any(${[...statuses]})`,
    // at a camera the time is when that camera saw it, however much longer the alert went on elsewhere
    hours && !filter.places && inHours(sql`last_seen`, hours),
    filter.handledBy !== undefined && sql`${IS_HANDLED} and lower(status_by) = lower(${filter.handledBy})`,
    concerns(filter, filter),
  ]);
}

/** When the cameras of a search saw something. */
type Seen = Pick<SearchFilter, 'from' | 'to' | 'hours'>;
type About = Pick<
  SearchFilter,
  | 'users'
  | 'otherUsers'
  | 'people'
  | 'otherPeople'
  | 'networks'
  | 'otherNetworks'
  | 'countries'
  | 'otherCountries'
  | 'rule'
  | 'places'
>;

/** Whether something is asked of whom, where or why an alert is about. */
export const asksConcerns = (filter: About): boolean =>
  [
    filter.users,
    filter.otherUsers,
    filter.people,
    filter.otherPeople,
    filter.networks,
    filter.otherNetworks,
    filter.countries,
    filter.otherCountries,
    filter.rule,
    filter.places,
  ].some((one) => one !== undefined);

/** Whom and where an alert is about, and what raised it; the incident's search asks its alerts the same, whenever they were seen. */
export function concerns(filter: About, seen: Seen = {}): Condition {
  const {
    users,
    otherUsers,
    people = [],
    otherPeople = [],
    networks,
    otherNetworks,
    countries,
    otherCountries,
    rule,
    places,
  } = filter;
  const ofAccounts = (wanted: readonly AccountFilter[]): Condition =>
    either(
      'account',
      'accounts',
      (name) =>
        sql`(${sql.join(
          wanted.map(({ text, exact }) =>
            exact ? sql`${name} = ${text}` : sql`starts_with(lower(${name}), lower(${text}))`,
          ),
          sql` or `,
        )})`,
    );
  return allOf([
    users && (people.length > 0 ? sql`(${ofAccounts(users)} or ${ofPeople(people)})` : ofAccounts(users)),
    // an alert about nobody is not about them
    otherUsers && sql`(not ${ofAccounts(otherUsers)}) is not false`,
    otherPeople.length > 0 && sql`(not ${ofPeople(otherPeople)}) is not false`,
    networks && either('address', 'addresses', (address) => inAny(address, networks)),
    otherNetworks && either('address', 'addresses', (address) => sql`not ${inAny(address, otherNetworks)}`),
    countries && either('country', 'countries', (country) => sql`${country} = any(${[...countries]})`),
    otherCountries && either('country', 'countries', (country) => sql`${country} <> all(${[...otherCountries]})`),
    places &&
      sql`(${sql.join(
        places.map((place) => isAt(place, seen)),
        sql` or `,
      )})`,
    rule &&
      ('kinds' in rule
        ? sql`alert.kind = any(${[...rule.kinds]}::text[])`
        : sql`(select id from rule where rule.org_id = alert.org_id and rule.number = ${rule.number}) = any(alert.noticed_by)`),
  ]);
}

/** Whether an alert is about any of these people: the one it is about, or where it is not one person's, whoever was seen in what it stands on. */
const ofPeople = (ids: readonly string[]): Condition => sql`(
  alert.person_id = any(${[...ids]}::uuid[])
  or (not ${IS_ONE_PERSONS} and exists (
    select from alert_camera_event link
    join sighting on sighting.org_id = link.org_id and sighting.camera_event_id = link.camera_event_id
    where link.org_id = alert.org_id and link.alert_id = alert.id and sighting.person_id = any(${[...ids]}::uuid[]))))`;

/** Whether an alert collects what is of one person, and was not taken into another one. */
const IS_ONE_PERSONS = sql`coalesce(right(alert.fingerprint, 36) = alert.person_id::text or alert.fingerprint like 'part\_of:%', false)`;

/**
 * Whether an alert is about what this camera saw in that time; and with zones about somebody or something in one of these. Whoever was
 * seen at several cameras is one alert.
 */
const isAt = ({ cameraId, zones }: PlaceFilter, { from, to, hours }: Seen): Condition => {
  const then = allOf([
    sql`camera_event.camera_id = ${cameraId}`,
    from && sql`camera_event.ended_at >= ${from}`,
    to && sql`camera_event.started_at < ${to}`,
    hours && sql`(${inHours(sql`camera_event.started_at`, hours)} or ${inHours(sql`camera_event.ended_at`, hours)})`,
    zones.length > 0 && isIn(zones),
  ]);
  const seen = sql`exists (select ${SEEN_IN} and ${then})`;
  if (zones.length > 0) return seen;
  // of what is kept no longer only the camera of the alert is known
  const unknown = allOf([
    sql`alert.camera_id = ${cameraId} and not exists (select ${SEEN_IN})`,
    hours && inHours(sql`alert.last_seen`, hours),
  ]);
  return sql`(${seen} or (${unknown}))`;
};

/** Whether what an alert is about was in one of these zones in an event: its person, the zone it was raised for, or else anything. */
function isIn(zones: readonly string[]): Condition {
  const theirs = sql`from detection where detection.org_id = camera_event.org_id and detection.camera_event_id = camera_event.id
    and detection.person_id = alert.person_id`;
  const entered = sql`exists (
    select from jsonb_each(camera_event.objects) as entered (kind, seen) where seen -> 'zones' ?| ${[...zones]}::text[])`;
  return sql`(${entered} and case
    when ${IS_ONE_PERSONS} and exists (select ${theirs})
      then exists (select ${theirs} and detection.zones && ${[...zones]}::text[])
    when alert.fingerprint like 'zone\_entry:%' and alert.fingerprint not like 'zone\_entry:%::%'
      then exists (select from unnest(${[...zones]}::text[]) zone where position(':' || zone || ':' in alert.fingerprint) > 0)
    else true end)`;
}

/** The cameras that saw what alerts are about, by alert. */
export async function camerasOfAlerts(
  tx: OrgDb,
  alertIds: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const found = new Map<string, { id: string; name: string }[]>();
  if (alertIds.length === 0) return found;
  const { rows } = await sql<{ alert_id: string; id: string; name: string }>`
    select distinct link.alert_id, camera.id, camera.name, camera.number
    from alert_camera_event link
    join camera_event on camera_event.org_id = link.org_id and camera_event.id = link.camera_event_id
    join camera on camera.org_id = camera_event.org_id and camera.id = camera_event.camera_id
    where link.org_id = ${tx.orgId} and link.alert_id = any(${[...alertIds]}::uuid[])
    order by camera.number`.execute(tx);
  for (const { alert_id: alertId, ...camera } of rows) found.set(alertId, [...(found.get(alertId) ?? []), camera]);
  return found;
}

const inAny = (address: Condition, networks: readonly string[]): Condition =>
  sql`(${sql.join(
    networks.map((network) => inNetwork(address, network)),
    sql` or `,
  )})`;

/** True when the alert's own column fits, or anything in its tally. */
const either = (column: string, tally: string, fits: (value: Condition) => Condition): Condition =>
  sql`(${fits(sql.ref(`alert.${column}`))} or exists (
    select from jsonb_array_elements(alert.tally -> ${sql.lit(tally)}) as one where ${fits(sql`(one ->> 0)`)}))`;
