import { sql } from 'kysely';
import type { Incident } from '../domain/incident.ts';
import { asksConcerns, concerns } from './alert-search.ts';
import { type IncidentRow, incidentFromRow } from './incidents.ts';
import type { OrgDb } from './scope.ts';
import {
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
  quarterOf,
  type SearchCursor,
  type SearchFilter,
  tsquery,
  worstFirst,
} from './search-filter.ts';

export const INCIDENT_GROUPS = ['hour', 'day', 'severity', 'status', 'assignee'] as const;
export type IncidentGroup = (typeof INCIDENT_GROUPS)[number];

/** Incidents that fit, newest first by when they were opened; withdrawn ones only where the statuses name them. */
export async function searchIncidents(
  tx: OrgDb,
  filter: SearchFilter,
  page: { limit: number; before?: SearchCursor; worst?: boolean; oldest?: boolean },
): Promise<Incident[]> {
  const { rows } = await sql<IncidentRow>`
    select incident.*, member.name as assignee_name from incident
    left join member on member.org_id = incident.org_id and member.id = incident.assignee_id
    where ${conditions(tx, filter, page.before)}
    order by ${page.worst ? sql`${worstFirst(sql`incident.severity`)}, ` : sql``}${page.oldest ? sql`opened_at, number` : sql`opened_at desc, number desc`} limit ${page.limit}`.execute(
    tx,
  );
  return rows.map(incidentFromRow);
}

/** How many incidents fit, counted up to `cap`. */
export async function countFittingIncidents(tx: OrgDb, filter: SearchFilter, cap: number): Promise<Count> {
  return countUpTo(tx, sql`select from incident where ${conditions(tx, filter)}`, cap);
}

/** How many incidents fit, by what they have in common; at most `limit` groups. */
export async function groupIncidents(
  tx: OrgDb,
  filter: SearchFilter,
  by: IncidentGroup,
  options: GroupOptions,
): Promise<Grouped> {
  const { limit, atLeast } = options;
  const clock = clockOf(by, options);
  const key = clock
    ? quarterOf(sql`opened_at`)
    : by === 'assignee'
      ? sql`(select name from member where member.org_id = incident.org_id and member.id = incident.assignee_id)`
      : sql.ref(`incident.${by}`);
  const keys = sql`select ${key} as key from incident where ${conditions(tx, filter)}`;
  const { rows } = await groupQuery(keys, { clock, limit, atLeast }).execute(tx);
  return grouped(rows, clock);
}

function conditions(tx: OrgDb, filter: SearchFilter, before?: SearchCursor): Condition {
  const { words, number, from, to, severities, statuses, assigneeId, otherAssigneeId, openedBy, hours } = filter;
  return allOf([
    sql`incident.org_id = ${tx.orgId}`,
    from && sql`opened_at >= ${from}`,
    to && sql`opened_at < ${to}`,
    before && sql`(opened_at, number) < (${before.at}, ${before.number})`,
    number !== undefined && sql`number = ${number}`,
    words && sql`safenest_words(title || ' ' || summary || ' ' || coalesce(resolution, '')) @@ ${tsquery(words)}`,
    severities && sql`severity = any(${[...severities]})`,
    statuses ? sql`status = any(${[...statuses]})` : sql`status <> 'withdrawn'`,
    assigneeId !== undefined && (assigneeId === null ? sql`assignee_id is null` : sql`assignee_id = ${assigneeId}`),
    otherAssigneeId !== undefined && sql`assignee_id is distinct from ${otherAssigneeId}`,
    openedBy &&
      ('id' in openedBy
        ? sql`created_by_id = ${openedBy.id}`
        : sql`starts_with(lower(created_by), lower(${openedBy.name}))`),
    hours && inHours(sql`opened_at`, hours),
    asksConcerns(filter) &&
      sql`exists (
        select from alert where alert.org_id = incident.org_id and alert.incident_id = incident.id
          and ${concerns(filter)})`,
  ]);
}
