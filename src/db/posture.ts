import { type Selectable, sql } from 'kysely';
import { ALERT_STATUSES, type Alert, type AlertStatus } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import { alertFromRow } from './alerts.ts';
import { type IncidentRow, incidentFromRow } from './incidents.ts';
import { eachLogin, moreTallies, talliedLogins } from './login-tallies.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';
import type { Condition } from './search-filter.ts';

/** Half open: `from` belongs to it, `to` does not. */
export interface Span {
  from: Date;
  to: Date;
}

/** Null where there are too many to look at each. */
export interface LoginNames {
  accounts: number | null;
  addresses: number | null;
}

/** More than these, each counted once for every day, are not looked at. */
const MOST_NAMES = 30_000;

export interface AlertTotals {
  total: number;
  bySeverity: Record<Severity, number>;
  byStatus: Record<AlertStatus, number>;
}

export interface IncidentTotals {
  opened: number;
  closed: number;
  /** Opened in the span and not closed yet. */
  stillOpen: number;
  /** Seconds from opening to closing of those closed in the span; null where none was. */
  medianToClose: number | null;
}

/** What alerts were about most. */
export type HotspotKind = 'account' | 'address' | 'country' | 'rule';

/** One of them: how many alerts of the span name it, how many of the span before, and whether any did earlier. */
export interface Hotspot {
  /** The account, address or country code; of a rule its name. */
  name: string;
  alerts: number;
  before: number;
  /** No alert before the span named it. */
  isNew: boolean;
  /** Of rules that still exist. */
  ruleNumber?: number;
}

/** A rule of whose alerts people called many a false alarm. */
export interface NoisyRule {
  number: number;
  name: string;
  alerts: number;
  falseAlarms: number;
}

/** How many different accounts and addresses signed in or tried to, as far as that can be told without reading very many. */
export async function loginNames(tx: OrgDb, span: Span): Promise<LoginNames> {
  // `count(distinct …)` would sort every login, twice; grouping hashes them.
  const different = (kind: 'account' | 'address', each: Condition): Condition => {
    const one = (n: Condition) => sql`${each} as name, ${n} as n`;
    const logins =
      talliedLogins(tx, kind, span, { whole: sql`name, count as n`, each: one }) ?? eachLogin(tx, span, one(sql`1`));
    return sql`(select case when not ${moreTallies(tx, kind, span, MOST_NAMES)} then (
      select count(name) from (
        select name from (${logins}) as logins group by name having sum(n::int4) > 0) as one) end)::int8`;
  };
  const { rows } = await sql<LoginNames>`
    select ${different('account', sql`account`)} as accounts, ${different('address', sql`host(address)`)} as addresses`.execute(
    tx,
  );
  return rows[0]!;
}

/** Alerts that reach into the span, as every list of them counts. */
export async function alertTotals(tx: OrgDb, span: Span): Promise<AlertTotals> {
  const { rows } = await sql<{ severity: Severity; status: AlertStatus; count: number }>`
    select severity, status, count(*)::int8 as count from alert
    where ${reaching(tx, span)} group by severity, status`.execute(tx);
  const sum = (fits: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(fits).reduce((total, row) => total + row.count, 0);
  return {
    total: sum(() => true),
    bySeverity: record(SEVERITIES, (severity) => sum((row) => row.severity === severity)),
    byStatus: record(ALERT_STATUSES, (status) => sum((row) => row.status === status)),
  };
}

/** How many alerts that were last seen before then are open. */
export async function openAlertsBefore(tx: OrgDb, before: Date): Promise<number> {
  const row = await tx
    .selectFrom('alert')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('status', '=', 'open')
    .where('last_seen', '<', before)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Alerts by the hour, day or month of the zone's calendar in which each first shows within the span; none is left out. */
export async function alertsOverTime(
  tx: OrgDb,
  span: Span,
  { unit, timeZone }: { unit: 'hour' | 'day' | 'month'; timeZone: string },
): Promise<Map<string, { alerts: number; severe: number }>> {
  const form = { hour: 'YYYY-MM-DD"T"HH24', day: 'YYYY-MM-DD', month: 'YYYY-MM' }[unit];
  const { rows } = await sql<{ key: string; alerts: number; severe: number }>`
    select to_char(greatest(first_seen, ${span.from}::timestamptz) at time zone ${timeZone}, ${sql.lit(form)}) as key,
      count(*)::int8 as alerts, count(*) filter (where severity in ('high', 'critical'))::int8 as severe
    from alert where ${reaching(tx, span)} group by 1`.execute(tx);
  return new Map(rows.map(({ key, ...counts }) => [key, counts]));
}

/**
 * Seconds from an alert's being raised until somebody first said something of it, over the span's alerts of which somebody
 * did: the middle one. The audit log knows when; an alert itself only knows its last state.
 */
export async function medianToAcknowledge(tx: OrgDb, span: Span): Promise<number | null> {
  const { rows } = await sql<{ median: number | null }>`
    with said as (
      select subject, at from audit_entry
      where org_id = ${tx.orgId} and action in ('alert.acknowledge', 'alert.resolve', 'alert.false_alarm')
        and at >= ${span.from})
    select percentile_cont(0.5) within group (order by seconds) as median from (
      select extract(epoch from min(said.at) - alert.raised_at)::float8 as seconds
      from alert join said on said.subject = 'ALR-' || alert.number and said.at >= alert.raised_at
      where ${reaching(tx, span)} group by alert.id, alert.raised_at) as waits`.execute(tx);
  return rows[0]!.median;
}

/** Incidents opened and closed in a span; withdrawn ones never were. */
export async function incidentTotals(tx: OrgDb, { from, to }: Span): Promise<IncidentTotals> {
  const closed = sql`status = 'closed' and closed_at >= ${from} and closed_at < ${to}`;
  const opened = sql`opened_at >= ${from} and opened_at < ${to}`;
  const { rows } = await sql<IncidentTotals>`
    select count(*) filter (where ${opened})::int8 as opened, count(*) filter (where ${closed})::int8 as closed,
      count(*) filter (where ${opened} and status <> 'closed')::int8 as "stillOpen",
      percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at)::float8)
        filter (where ${closed}) as "medianToClose"
    from incident where org_id = ${tx.orgId} and status <> 'withdrawn'`.execute(tx);
  return rows[0]!;
}

/** What most alerts of the span name, at most `limit` of each kind: by alerts, then by events, then by name. */
export async function hotspots(
  tx: OrgDb,
  { current, before, limit }: { current: Span; before: Span; limit: number },
): Promise<Record<HotspotKind, Hotspot[]>> {
  const { rows: top } = await sql<Named>`
    select kind, name, alerts from (
      select kind, name, count(distinct id)::int8 as alerts,
        row_number() over (partition by kind order by count(distinct id) desc, sum(events) desc, name) as place
      from (${namings(reaching(tx, current))}) as named group by kind, name) as counted
    where place <= ${limit} order by kind, place`.execute(tx);
  const past = top.length === 0 ? new Map<string, number>() : await alertsNaming(tx, top, reaching(tx, before));
  // Only for what the period before did not name, all alerts there ever were are looked at.
  const unknown = top.filter((one) => !past.has(keyOf(one)));
  const everBefore = sql`alert.org_id = ${tx.orgId} and alert.first_seen < ${current.from}`;
  const known = unknown.length === 0 ? past : await alertsNaming(tx, unknown, everBefore);
  const rules = top.some(({ kind }) => kind === 'rule') ? await ruleNames(tx) : null;
  const spotsOf = (kind: HotspotKind): Hotspot[] =>
    top
      .filter((one) => one.kind === kind)
      .map((one) => {
        const rule = kind === 'rule' ? rules?.get(one.name) : undefined;
        return {
          name: rule?.name ?? (kind === 'rule' ? one.name.replaceAll('_', ' ') : one.name),
          alerts: one.alerts,
          before: past.get(keyOf(one)) ?? 0,
          isNew: !past.has(keyOf(one)) && !known.has(keyOf(one)),
          ...(rule && { ruleNumber: rule.number }),
        };
      });
  return {
    account: spotsOf('account'),
    address: spotsOf('address'),
    country: spotsOf('country'),
    rule: spotsOf('rule'),
  };
}

interface Named {
  kind: HotspotKind;
  name: string;
  alerts: number;
}

const keyOf = ({ kind, name }: Pick<Named, 'kind' | 'name'>): string => `${kind} ${name}`;

/** How many of the alerts that fit bear each of these names; of none that bears it there is no word. */
async function alertsNaming(tx: OrgDb, names: readonly Named[], fits: Condition): Promise<Map<string, number>> {
  const { rows } = await sql<Named>`
    select kind, name, count(distinct id)::int8 as alerts from (${namings(fits)}) as named
    join unnest(${names.map(({ kind }) => kind)}::text[], ${names.map(({ name }) => name)}::text[]) as asked (kind, name)
      using (kind, name)
    group by kind, name`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row.alerts]));
}

/** Each alert that fits with each name it bears, from its own columns and from its tally: `id`, `kind`, `name`, `events`. */
const namings = (fits: Condition): Condition => sql`
  select id, one.kind, one.name, one.events from alert cross join lateral (
    values ('account', account, 0), ('address', host(address), 0), ('country', country, 0),
      ('rule', coalesce(rule_id::text, alert.kind), alert.count)
    union all
    select field.kind, tallied.one ->> 0, (tallied.one ->> 1)::int8
    from (values ('account', 'accounts'), ('address', 'addresses'), ('country', 'countries')) as field (kind, list)
    cross join lateral jsonb_array_elements(alert.tally -> field.list) as tallied (one)) as one (kind, name, events)
  where ${fits} and one.name is not null`;

async function ruleNames(tx: OrgDb): Promise<Map<string, { name: string; number: number }>> {
  const rules = await tx.selectFrom('rule').select(['id', 'name', 'number']).where('org_id', '=', tx.orgId).execute();
  return new Map(rules.map(({ id, ...rule }) => [id, rule]));
}

/** When the first login of those since a moment was; null where there is none. */
export async function firstLogin(tx: OrgDb, since: Date): Promise<Date | null> {
  const { rows } = await sql<{ occurred_at: Date }>`
    select occurred_at from event where org_id = ${tx.orgId} and occurred_at >= ${since} order by occurred_at, seq limit 1`.execute(
    tx,
  );
  return rows[0]?.occurred_at ?? null;
}

/** Whether any alert began before this time. */
export async function anyAlertBefore(tx: OrgDb, at: Date): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from alert where org_id = ${tx.orgId} and first_seen < ${at}) as any`.execute(tx);
  return rows[0]!.any;
}

/** High and critical alerts of the span that nobody has touched, the worst first, then the latest; and how many in all. */
export async function untouchedAlerts(
  tx: OrgDb,
  span: Span,
  limit: number,
): Promise<{ alerts: Alert[]; total: number }> {
  const { rows } = await sql<Selectable<Schema['alert']> & { total: number }>`
    select *, count(*) over ()::int8 as total from alert
    where ${reaching(tx, span)} and status = 'open' and severity in ('high', 'critical') and incident_id is null
    order by severity = 'critical' desc, last_seen desc, number desc limit ${limit}`.execute(tx);
  return { alerts: rows.map(alertFromRow), total: rows[0]?.total ?? 0 };
}

/** Incidents opened before a time that are still open and nobody has; the worst first, then the oldest. */
export async function unassignedIncidents(
  tx: OrgDb,
  openedBefore: Date,
  limit: number,
): Promise<{ incidents: Incident[]; total: number }> {
  const { rows } = await sql<IncidentRow & { total: number }>`
    select incident.*, null as assignee_name, count(*) over ()::int8 as total from incident
    where org_id = ${tx.orgId} and status in ('open', 'investigating', 'contained') and assignee_id is null
      and opened_at < ${openedBefore}
    order by array_position(array['critical', 'high', 'medium', 'low'], severity), opened_at, number limit ${limit}`.execute(
    tx,
  );
  return { incidents: rows.map(incidentFromRow), total: rows[0]?.total ?? 0 };
}

/** The rule with most false alarms in the span, where there were at least three and they are half of its alerts or more. */
export async function noisiestRule(tx: OrgDb, span: Span): Promise<NoisyRule | null> {
  const { rows } = await sql<NoisyRule>`
    select rule.number, rule.name, counted.alerts, counted.wrong as "falseAlarms" from (
      select rule_id, count(*)::int8 as alerts, count(*) filter (where status = 'false_alarm')::int8 as wrong
      from alert where ${reaching(tx, span)} group by rule_id) as counted
    join rule on rule.org_id = ${tx.orgId} and rule.id = counted.rule_id and rule.state = 'active'
    where wrong >= 3 and wrong * 2 >= alerts order by wrong desc, rule.number limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** An alert belongs to every span it reaches into. */
const reaching = (tx: OrgDb, { from, to }: Span): Condition =>
  sql`alert.org_id = ${tx.orgId} and alert.last_seen >= ${from} and alert.first_seen < ${to}`;

const record = <K extends string>(keys: readonly K[], value: (key: K) => number): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, number>;
