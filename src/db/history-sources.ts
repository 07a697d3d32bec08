import { sql } from 'kysely';
import type { AlertStatus, Fact, Tally } from '../domain/alert.ts';
import type { EntryKind, IncidentStatus } from '../domain/incident.ts';
import type { CaseKind, CaseState, ModerationStep } from '../domain/moderation.ts';
import type { ProposalKind, ProposalState } from '../domain/proposal.ts';
import type { RuleState } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

/** Lines of a timeline or of a rule's changes that are told. */
const MOST_LINES = 200;

/** An alert with what raised it and where it belongs. */
export interface AlertSource {
  id: string;
  number: number;
  kind: string;
  severity: Severity;
  status: AlertStatus;
  status_by: string | null;
  status_note: string | null;
  title: string;
  facts: Fact[];
  tally: Tally;
  first_seen: Date;
  last_seen: Date;
  count: number;
  account: string | null;
  address: string | null;
  country: string | null;
  person_id: string | null;
  rule_number: number | null;
  rule_name: string | null;
  incident_number: number | null;
}

export async function alertSources(tx: OrgDb, ids: readonly string[]): Promise<AlertSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<AlertSource>`
    select alert.id, alert.number, alert.kind, alert.severity, alert.status, status_by, status_note, alert.title, facts, tally, first_seen,
      last_seen, count, account, host(address) as address, country, person_id,
      rule.number as rule_number, rule.name as rule_name, incident.number as incident_number
    from alert left join rule on rule.org_id = alert.org_id and rule.id = alert.rule_id
    left join incident on incident.org_id = alert.org_id and incident.id = alert.incident_id
    where alert.org_id = ${tx.orgId} and alert.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

/** An incident with its timeline and its alerts. */
export interface IncidentSource {
  id: string;
  number: number;
  title: string;
  summary: string;
  severity: Severity;
  status: IncidentStatus;
  created_by: string;
  assignee: string | null;
  opened_at: Date;
  updated_at: Date;
  closed_at: Date | null;
  resolution: string | null;
  entries: { kind: EntryKind; at: string; who: string; text: string }[];
  alerts: { number: number; title: string }[];
}

export async function incidentSources(tx: OrgDb, ids: readonly string[]): Promise<IncidentSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<IncidentSource>`
    select incident.id, incident.number, title, summary, severity, status, created_by, member.name as assignee, opened_at, updated_at,
      closed_at, resolution,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'at', at, 'who', actor_name, 'text', text) order by seq) from (
        select * from incident_entry entry
        where entry.org_id = incident.org_id and entry.incident_id = incident.id and not entry.undone and entry.kind <> 'undone'
        order by seq desc limit ${MOST_LINES}) as entries), '[]') as entries,
      coalesce((select jsonb_agg(jsonb_build_object('number', number, 'title', title) order by number) from (
        select number, title from alert where alert.org_id = incident.org_id and alert.incident_id = incident.id
        order by number desc limit 50) as alerts), '[]') as alerts
    from incident left join member on member.org_id = incident.org_id and member.id = incident.assignee_id
    where incident.org_id = ${tx.orgId} and incident.id = any(${[...ids]}::uuid[]) and status <> 'withdrawn'`.execute(
    tx,
  );
  return rows;
}

/** A moderation case with what was done. */
export interface CaseSource {
  id: string;
  number: number;
  kind: CaseKind;
  severity: Severity;
  state: CaseState;
  offender: string;
  offender_name: string;
  target: string | null;
  target_name: string;
  channel: string;
  summary: string;
  reasons: string[];
  said: string;
  note: string | null;
  decided_by: string | null;
  opened_at: Date;
  updated_at: Date;
  actions: {
    number: number;
    step: ModerationStep;
    account: string;
    state: string;
    reason: string;
    by: string;
    at: string;
  }[];
}

export async function caseSources(tx: OrgDb, ids: readonly string[]): Promise<CaseSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CaseSource>`
    select one.id, one.number, one.kind, one.severity, one.state, offender, offender_name, target, target_name,
      guarded_channel.name as channel, summary, reasons, said, one.note, decided_by, opened_at, one.updated_at,
      coalesce((select jsonb_agg(jsonb_build_object('number', action.number, 'step', step, 'state', action.state, 'reason', reason,
          'account', coalesce(nullif(account_name, ''), account), 'by', requested_by, 'at', action.created_at) order by action.number)
        from moderation_action action where action.org_id = one.org_id and action.case_id = one.id), '[]') as actions
    from moderation_case one
    join guarded_channel on guarded_channel.org_id = one.org_id and guarded_channel.id = one.guarded_channel_id
    where one.org_id = ${tx.orgId} and one.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

/** A rule with who changed what of it, oldest first, as the audit log has it. */
export interface RuleSource {
  id: string;
  number: number;
  kind: string;
  name: string;
  params: Record<string, unknown>;
  severity: Severity;
  state: RuleState;
  updated_at: Date;
  updated_by: string;
  changes: { action: string; at: string; who: string; detail: Record<string, unknown> }[];
}

export async function ruleSources(tx: OrgDb, ids: readonly string[]): Promise<RuleSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<RuleSource>`
    select id, number, kind, name, params, severity, state, updated_at, updated_by,
      coalesce((select jsonb_agg(jsonb_build_object('action', action, 'at', at, 'who', actor_name, 'detail', detail) order by seq) from (
        select * from audit_entry entry
        where entry.org_id = rule.org_id and action in ('rule.create', 'rule.update', 'rule.revert') and subject = 'RULE-' || rule.number
        order by seq desc limit ${MOST_LINES}) as changes), '[]') as changes
    from rule where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

/** A proposal, and what became of it. */
export interface ProposalSource {
  id: string;
  number: number;
  kind: ProposalKind;
  title: string;
  why: string;
  args: Record<string, unknown>;
  requested_by: string;
  via: string;
  state: ProposalState;
  decided_by: string | null;
  decided_at: Date | null;
  note: string | null;
  outcome: string | null;
  created_at: Date;
  updated_at: Date;
}

export async function proposalSources(tx: OrgDb, ids: readonly string[]): Promise<ProposalSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ProposalSource>`
    select id, number, kind, title, why, args, requested_by, via, state, decided_by, decided_at, note, outcome, created_at, updated_at
    from proposal where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}

/** A day (of UTC) of an account's logins. */
export interface LoginDaySource {
  day: string;
  account: string;
  logins: number;
  failed: number;
  first: Date;
  last: Date;
  /** The sequence number of the last one. */
  newest: number;
  addresses: string[];
  countries: string[];
  cities: string[];
  devices: string[];
  sources: string[];
  reasons: string[];
}

export async function loginDaySources(
  tx: OrgDb,
  days: readonly { day: string; account: string }[],
): Promise<LoginDaySource[]> {
  if (days.length === 0) return [];
  const most = (column: string) =>
    sql`coalesce((select array_agg(name) from (select ${sql.ref(column)}::text as name from logins where ${sql.ref(column)} is not null
      group by 1 order by count(*) desc, 1 limit 12) as names), '{}')`;
  const { rows } = await sql<LoginDaySource>`
    select asked.day, asked.account, day.* from unnest(${days.map(({ day }) => day)}::text[], ${days.map(({ account }) => account)}::text[])
      as asked (day, account)
    cross join lateral (
      with logins as materialized (
        select seq, occurred_at, outcome, host(address) as address, country, city, device, source, reason from event
        where org_id = ${tx.orgId} and account = asked.account
          and occurred_at >= asked.day::date at time zone 'utc' and occurred_at < (asked.day::date + 1) at time zone 'utc')
      select count(*)::int8 as logins, count(*) filter (where outcome = 'failure')::int8 as failed, min(occurred_at) as first,
        max(occurred_at) as last, (select seq from logins order by occurred_at desc, seq desc limit 1) as newest,
        ${most('address')} as addresses, ${most('country')} as countries, ${most('city')} as cities, ${most('device')} as devices,
        ${most('source')} as sources, ${most('reason')} as reasons
      from logins having count(*) > 0) as day`.execute(tx);
  return rows;
}

/** A day (of UTC) of somebody at a camera. */
export interface SightingDaySource {
  key: string;
  day: string;
  person_id: string;
  person_number: number;
  person: string;
  named: boolean;
  camera: string;
  camera_number: number;
  times: number;
  first: Date;
  last: Date;
  zones: string[];
}

export async function sightingDaySources(tx: OrgDb, keys: readonly string[]): Promise<SightingDaySource[]> {
  const read = keys.flatMap((key) => {
    const [person, camera, day] = key.split(' ');
    return person && camera && day ? [{ key, person, camera, day }] : [];
  });
  if (read.length === 0) return [];
  const { rows } = await sql<SightingDaySource>`
    select asked.key, asked.day, person.id as person_id, person.number as person_number, coalesce(person.name, person.label) as person,
      person.name is not null as named, camera.name as camera, camera.number as camera_number, seen.*
    from unnest(${read.map(({ key }) => key)}::text[], ${read.map(({ person }) => person)}::uuid[],
      ${read.map(({ camera }) => camera)}::uuid[], ${read.map(({ day }) => day)}::text[]) as asked (key, person_id, camera_id, day)
    join person on person.org_id = ${tx.orgId} and person.id = asked.person_id
    join camera on camera.org_id = ${tx.orgId} and camera.id = asked.camera_id
    cross join lateral (
      select count(*)::int8 as times, min(first_seen) as first, max(last_seen) as last,
        array(select distinct unnest(event.zones) from sighting s join camera_event event on event.org_id = s.org_id and event.id = s.camera_event_id
          where s.org_id = ${tx.orgId} and s.person_id = asked.person_id and s.camera_id = asked.camera_id
            and s.first_seen >= asked.day::date at time zone 'utc' and s.first_seen < (asked.day::date + 1) at time zone 'utc'
          limit 20) as zones
      from sighting where org_id = ${tx.orgId} and person_id = asked.person_id and camera_id = asked.camera_id
        and first_seen >= asked.day::date at time zone 'utc' and first_seen < (asked.day::date + 1) at time zone 'utc'
      having count(*) > 0) as seen`.execute(tx);
  return rows;
}
