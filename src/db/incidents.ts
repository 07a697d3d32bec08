import { type Selectable, sql } from 'kysely';
import { newId } from '../domain/id.ts';
import type { EntryKind, Incident, IncidentEntry, IncidentStatus } from '../domain/incident.ts';
import type { Named } from '../domain/incident-work.ts';
import type { Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export interface IncidentFilter {
  /** Opened at or after, opened before. */
  from?: Date;
  to?: Date;
  statuses?: readonly IncidentStatus[];
  severities?: readonly Severity[];
  assigneeId?: string;
  /** Only those this member or key opened. */
  createdById?: string;
  /** Words that title or summary contain, whatever their case. */
  text?: string;
  /** Only incidents with a smaller number: the cursor of the next page. */
  before?: number;
  limit: number;
}

/** Withdrawn incidents are kept but on no board: a list names them only when its statuses do. */
const ON_BOARDS: readonly IncidentStatus[] = ['open', 'investigating', 'contained', 'closed'];

const incidents = (tx: OrgDb) =>
  tx
    .selectFrom('incident')
    .leftJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'incident.org_id').onRef('member.id', '=', 'incident.assignee_id'),
    )
    .leftJoin('member as scribe', (join) =>
      join.onRef('scribe.org_id', '=', 'incident.org_id').onRef('scribe.id', '=', 'incident.scribe_id'),
    )
    .leftJoin('member as liaison', (join) =>
      join.onRef('liaison.org_id', '=', 'incident.org_id').onRef('liaison.id', '=', 'incident.liaison_id'),
    )
    .selectAll('incident')
    .select(['member.name as assignee_name', 'scribe.name as scribe_name', 'liaison.name as liaison_name'])
    .where('incident.org_id', '=', tx.orgId);

/** The incident `INC-<number>`, withdrawn ones too; null where there is none. */
export async function findIncident(tx: OrgDb, number: number): Promise<Incident | null> {
  const row = await incidents(tx).where('incident.number', '=', number).executeTakeFirst();
  return row ? incidentFromRow(row) : null;
}

export async function findIncidentById(tx: OrgDb, id: string): Promise<Incident | null> {
  const row = await incidents(tx).where('incident.id', '=', id).executeTakeFirst();
  return row ? incidentFromRow(row) : null;
}

/**
 * The same, locked until the transaction ends: what is read here cannot change before it is written. Read after the lock,
 * in a second statement: a join that waited for a lock shows the other table as it was before.
 */
export async function lockIncident(tx: OrgDb, number: number): Promise<Incident | null> {
  await tx
    .selectFrom('incident')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .forUpdate()
    .execute();
  return findIncident(tx, number);
}

/** Incidents, newest first. */
export async function listIncidents(tx: OrgDb, filter: IncidentFilter): Promise<Incident[]> {
  const rows = await filtered(tx, filter).orderBy('incident.number', 'desc').limit(filter.limit).execute();
  return rows.map(incidentFromRow);
}

/** How many incidents there are of each status. */
export async function countIncidents(
  tx: OrgDb,
  filter: Omit<IncidentFilter, 'limit' | 'before'> = {},
): Promise<Record<IncidentStatus, number>> {
  const rows = await tx
    .selectFrom(filtered(tx, filter).as('incident'))
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  const counts = { open: 0, investigating: 0, contained: 0, closed: 0, withdrawn: 0 };
  for (const row of rows) counts[row.status] = row.count;
  return counts;
}

function filtered(tx: OrgDb, filter: Omit<IncidentFilter, 'limit'>) {
  const { from, to, statuses = ON_BOARDS, severities, assigneeId, createdById, text, before } = filter;
  return incidents(tx)
    .where('incident.status', 'in', [...statuses])
    .$if(from !== undefined, (query) => query.where('opened_at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('opened_at', '<', to!))
    .$if(severities !== undefined, (query) => query.where('incident.severity', 'in', [...severities!]))
    .$if(assigneeId !== undefined, (query) => query.where('assignee_id', '=', assigneeId!))
    .$if(createdById !== undefined, (query) => query.where('created_by_id', '=', createdById!))
    .$if(text !== undefined, (query) =>
      query.where(sql<boolean>`position(lower(${text}) in lower(incident.title || ' ' || incident.summary)) > 0`),
    )
    .$if(before !== undefined, (query) => query.where('incident.number', '<', before!));
}

export async function insertIncident(tx: OrgDb, incident: Omit<Incident, 'assigneeName'>): Promise<void> {
  await tx
    .insertInto('incident')
    .values({
      id: incident.id,
      org_id: tx.orgId,
      number: incident.number,
      title: incident.title,
      summary: incident.summary,
      severity: incident.severity,
      status: incident.status,
      assignee_id: incident.assigneeId,
      created_by: incident.createdBy,
      created_by_id: incident.createdById,
      opened_at: incident.openedAt,
      updated_at: incident.updatedAt,
      closed_at: incident.closedAt,
      resolution: incident.resolution,
      own_title: incident.ownTitle ? JSON.stringify(incident.ownTitle) : null,
    })
    .execute();
}

/** Writes the parts of an incident that people change. */
export async function saveIncident(tx: OrgDb, incident: Incident): Promise<void> {
  await tx
    .updateTable('incident')
    .set({
      title: incident.title,
      severity: incident.severity,
      status: incident.status,
      assignee_id: incident.assigneeId,
      updated_at: incident.updatedAt,
      closed_at: incident.closedAt,
      resolution: incident.resolution,
      scribe_id: incident.scribe?.id ?? null,
      liaison_id: incident.liaison?.id ?? null,
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', incident.id)
    .execute();
}

/** Adds a line to an incident's timeline; returns its id. */
export async function addEntry(
  tx: OrgDb,
  incidentId: string,
  entry: Pick<IncidentEntry, 'kind' | 'at' | 'actorName' | 'text' | 'change'> & { actorId: string | null },
): Promise<string> {
  const id = newId(entry.at.getTime());
  await tx
    .insertInto('incident_entry')
    .values({
      id,
      org_id: tx.orgId,
      incident_id: incidentId,
      kind: entry.kind,
      at: entry.at,
      actor_id: entry.actorId,
      actor_name: entry.actorName,
      text: entry.text,
      change: entry.change === null ? null : JSON.stringify(entry.change),
    })
    .execute();
  return id;
}

const entries = (tx: OrgDb, incidentId: string) =>
  tx.selectFrom('incident_entry').selectAll().where('org_id', '=', tx.orgId).where('incident_id', '=', incidentId);

/** An incident's timeline in the order it happened; at most `limit` lines, the newest. */
export async function timeline(tx: OrgDb, incidentId: string, limit = 500): Promise<IncidentEntry[]> {
  const rows = await entries(tx, incidentId).orderBy('seq', 'desc').limit(limit).execute();
  return rows.map(entryFromRow).reverse();
}

export async function findEntry(tx: OrgDb, incidentId: string, entryId: string): Promise<IncidentEntry | null> {
  const row = await entries(tx, incidentId).where('id', '=', entryId).executeTakeFirst();
  return row ? entryFromRow(row) : null;
}

/** A line of a timeline with its incident, by its id; null where there is none. */
export async function entryWithIncident(
  tx: OrgDb,
  entryId: string,
): Promise<{ incident: Incident; entry: IncidentEntry } | null> {
  const row = await tx
    .selectFrom('incident_entry')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', entryId)
    .executeTakeFirst();
  const incident = row ? await findIncidentById(tx, row.incident_id) : null;
  return row && incident ? { incident, entry: entryFromRow(row) } : null;
}

/** The newest entry that holds a change and has not been undone. */
export async function lastChange(tx: OrgDb, incidentId: string): Promise<IncidentEntry | null> {
  const row = await entries(tx, incidentId)
    .where('change', 'is not', null)
    .where('undone', '=', false)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? entryFromRow(row) : null;
}

/** The newest entry of one kind that stands: who closed it, who assigned it, and when. */
export async function lastEntryOf(tx: OrgDb, incidentId: string, kind: EntryKind): Promise<IncidentEntry | null> {
  const row = await entries(tx, incidentId)
    .where('kind', '=', kind)
    .where('undone', '=', false)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? entryFromRow(row) : null;
}

export async function markUndone(tx: OrgDb, entryId: string): Promise<void> {
  await tx
    .updateTable('incident_entry')
    .set({ undone: true })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', entryId)
    .execute();
}

/** An alert as far as linking needs it. */
export interface LinkableAlert {
  id: string;
  number: number;
  severity: Severity;
  /** The number of the incident it belongs to. */
  incidentNumber: number | null;
}

/** The alerts of these numbers, locked in one order whoever asks, so that two links cannot wait for each other. */
export async function lockAlerts(tx: OrgDb, numbers: readonly number[]): Promise<LinkableAlert[]> {
  if (numbers.length === 0) return [];
  const alerts = await tx
    .selectFrom('alert')
    .select(['id', 'number', 'severity', 'incident_id'])
    .where('org_id', '=', tx.orgId)
    .where('number', 'in', [...numbers])
    .orderBy('number')
    .forUpdate()
    .execute();
  const ids = [...new Set(alerts.map((alert) => alert.incident_id).filter((id) => id !== null))];
  const incidents = ids.length === 0 ? [] : await incidentNumbers(tx, ids);
  return alerts.map(({ id, number, severity, incident_id }) => ({
    id,
    number,
    severity,
    incidentNumber: incidents.find((incident) => incident.id === incident_id)?.number ?? null,
  }));
}

const incidentNumbers = (tx: OrgDb, ids: readonly string[]) =>
  tx.selectFrom('incident').select(['id', 'number']).where('org_id', '=', tx.orgId).where('id', 'in', ids).execute();

/** Makes the alerts belong to the incident, or to none. */
export async function setAlertIncident(
  tx: OrgDb,
  alertIds: readonly string[],
  incidentId: string | null,
  now: Date,
): Promise<void> {
  if (alertIds.length === 0) return;
  await tx
    .updateTable('alert')
    .set({ incident_id: incidentId, updated_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...alertIds])
    .execute();
}

/** The numbers of an incident's alerts, ascending. */
export async function alertNumbersOf(tx: OrgDb, incidentId: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('alert')
    .select('number')
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .orderBy('number')
    .execute();
  return rows.map((row) => row.number);
}

/** Whom an incident may be given to: every active member. */
export async function activeMembers(tx: OrgDb): Promise<{ id: string; name: string; email: string; role: Role }[]> {
  return tx
    .selectFrom('member')
    .select(['id', 'name', 'email', 'role'])
    .where('org_id', '=', tx.orgId)
    .where('active', '=', true)
    .orderBy('name')
    .execute();
}

/** An incident as the database has it, with its assignee's name; the others' names where they were asked for. */
export type IncidentRow = Selectable<Schema['incident']> & {
  assignee_name: string | null;
  scribe_name?: string | null;
  liaison_name?: string | null;
};

const named = (id: string | null, name: string | null | undefined): Named | null =>
  id === null ? null : { id, name: name ?? '' };

export const incidentFromRow = (row: IncidentRow): Incident => ({
  id: row.id,
  number: row.number,
  title: row.title,
  summary: row.summary,
  severity: row.severity,
  status: row.status,
  assigneeId: row.assignee_id,
  assigneeName: row.assignee_name,
  createdBy: row.created_by,
  createdById: row.created_by_id,
  openedAt: row.opened_at,
  updatedAt: row.updated_at,
  closedAt: row.closed_at,
  resolution: row.resolution,
  scribe: named(row.scribe_id, row.scribe_name),
  liaison: named(row.liaison_id, row.liaison_name),
  ownTitle: row.own_title,
});

const entryFromRow = (row: Selectable<Schema['incident_entry']>): IncidentEntry => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  actorId: row.actor_id,
  actorName: row.actor_name,
  text: row.text,
  change: row.change,
  undone: row.undone,
});
