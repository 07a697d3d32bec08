import { sql } from 'kysely';
import type { Tally } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { type IncidentRow, incidentFromRow } from './incidents.ts';
import type { OrgDb } from './scope.ts';

/** What to look for in other incidents; `stems` are beginnings of words in lower case. */
export interface CandidateFacts {
  kinds: readonly string[];
  accounts: readonly string[];
  /** `/24` and `/48` networks; an address is looked for by its own. */
  networks: readonly string[];
  countries: readonly string[];
  stems: readonly string[];
}

/** Which incidents are looked at. */
export interface CandidateScope {
  /** The one that is compared with others. */
  except: string | null;
  /** Only those this member or key opened; null for all. */
  createdById: string | null;
  /** Alerts are looked into; without, only what people wrote. */
  alerts: boolean;
}

/** What an alert says of the incident it belongs to. */
export interface AlertFactsRow {
  incident_id: string;
  kind: string;
  account: string | null;
  address: string | null;
  country: string | null;
  tally: Tally;
}

/** Only the newest are compared: what lies further back is found by searching. */
export const MOST_COMPARED = 5000;
/** Of an incident with very many alerts the newest speak for it. */
const ALERTS_EACH = 50;

/**
 * Incidents that share anything with the facts, those that share most first, at most `limit`; and how many were looked at.
 * Withdrawn ones never count.
 */
export async function findCandidates(
  tx: OrgDb,
  facts: CandidateFacts,
  { except, createdById, alerts }: CandidateScope,
  limit: number,
): Promise<{ incidents: Incident[]; compared: number }> {
  const names = (
    tally: 'accounts' | 'countries',
    own: 'account' | 'country',
    wanted: readonly string[],
  ) => sql<boolean>`(
    ${sql.ref(`alert.${own}`)} = any(${[...wanted]}) or exists (
      select from jsonb_array_elements(alert.tally -> ${sql.lit(tally)}) as one where one ->> 0 = any(${[...wanted]})))`;
  const network = sql`network(set_masklen(at, case family(at) when 4 then 24 else 48 end))`;
  const shared = sql`
    select alert.incident_id, 2 * max((alert.kind = any(${[...facts.kinds]}))::int)
        + 3 * max(${names('accounts', 'account', facts.accounts)}::int)
        + max(${names('countries', 'country', facts.countries)}::int)
        + 3 * max((exists (
            select from (
              select alert.address as at union all
              select (one ->> 0)::inet from jsonb_array_elements(alert.tally -> 'addresses') as one) as addresses
            where at is not null and ${network} = any(${[...facts.networks]}::cidr[])))::int) as strength
    from alert where alert.org_id = ${tx.orgId} and alert.incident_id is not null and ${alerts}::boolean group by 1`;
  const { rows } = await sql<IncidentRow & { compared: number }>`
    with visible as (
      select id, number, lower(title || ' ' || summary) as text from incident
      where org_id = ${tx.orgId} and status <> 'withdrawn' and id is distinct from ${except}::uuid
        and (${createdById}::uuid is null or created_by_id = ${createdById}::uuid)
      order by number desc limit ${MOST_COMPARED}),
    said as (
      select incident_id, lower(string_agg(text, ' ')) as text from incident_entry
      where org_id = ${tx.orgId} and kind = 'comment' and not undone group by 1),
    ranked as (
      select visible.id, visible.number, coalesce(shared.strength, 0) + (
          select count(*) from unnest(${[...facts.stems]}::text[]) as stem
          where position(stem in visible.text) > 0 or position(stem in coalesce(said.text, '')) > 0) as strength
      from visible left join (${shared}) as shared on shared.incident_id = visible.id
      left join said on said.incident_id = visible.id),
    best as (select * from ranked where strength > 0 order by strength desc, number desc limit ${limit})
    select incident.*, member.name as assignee_name, counted.compared
    from (select count(*)::int8 as compared from visible) as counted
    left join best on true
    left join incident on incident.org_id = ${tx.orgId} and incident.id = best.id
    left join member on member.org_id = incident.org_id and member.id = incident.assignee_id`.execute(tx);
  return {
    incidents: rows.filter((row) => row.id !== null).map(incidentFromRow),
    compared: rows[0]!.compared,
  };
}

/** What the alerts of incidents say: of each incident its newest 50. */
export async function alertFacts(tx: OrgDb, incidentIds: readonly string[]): Promise<AlertFactsRow[]> {
  if (incidentIds.length === 0) return [];
  const { rows } = await sql<AlertFactsRow>`
    select incident_id, kind, account, host(address) as address, country, tally from (
      select *, row_number() over (partition by incident_id order by number desc) as place from alert
      where org_id = ${tx.orgId} and incident_id = any(${[...incidentIds]}::uuid[])) as alert
    where place <= ${ALERTS_EACH} order by incident_id, number`.execute(tx);
  return rows;
}

/** What people said about incidents, each incident's comments as one text. */
export async function commentsOf(tx: OrgDb, incidentIds: readonly string[]): Promise<Map<string, string>> {
  if (incidentIds.length === 0) return new Map();
  const { rows } = await sql<{ incident_id: string; text: string }>`
    select incident_id, left(string_agg(text, ' ' order by seq), 20000) as text from incident_entry
    where org_id = ${tx.orgId} and incident_id = any(${[...incidentIds]}::uuid[]) and kind = 'comment' and not undone
    group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.incident_id, row.text]));
}

/** Who closed each of these incidents last. */
export async function closersOf(tx: OrgDb, incidentIds: readonly string[]): Promise<Map<string, string>> {
  if (incidentIds.length === 0) return new Map();
  const { rows } = await sql<{ incident_id: string; actor_name: string }>`
    select distinct on (incident_id) incident_id, actor_name from incident_entry
    where org_id = ${tx.orgId} and incident_id = any(${[...incidentIds]}::uuid[]) and kind = 'status' and not undone
    order by incident_id, seq desc`.execute(tx);
  return new Map(rows.map((row) => [row.incident_id, row.actor_name]));
}
