import type { Selectable } from 'kysely';
import { newId, type OrgId } from '../domain/id.ts';
import type { IncidentEntry } from '../domain/incident.ts';
import type { IncidentTicket } from '../domain/ticket.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';
import { holdsTaken, releaseTaken } from './taken.ts';

const tickets = (tx: OrgDb) => tx.selectFrom('incident_ticket').selectAll().where('org_id', '=', tx.orgId);

export async function findTicket(tx: OrgDb, incidentId: string): Promise<IncidentTicket | null> {
  const row = await tickets(tx).where('incident_id', '=', incidentId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same by its own id, locked until the transaction ends. */
export async function lockTicket(tx: OrgDb, id: string): Promise<IncidentTicket | null> {
  const row = await tickets(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The number of the incident that a ticket is about; null where there is no such ticket. */
export async function incidentNumberOf(tx: OrgDb, ticketId: string): Promise<number | null> {
  const row = await tx
    .selectFrom('incident_ticket')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.org_id', '=', 'incident_ticket.org_id')
        .onRef('incident.id', '=', 'incident_ticket.incident_id'),
    )
    .select('incident.number')
    .where('incident_ticket.org_id', '=', tx.orgId)
    .where('incident_ticket.id', '=', ticketId)
    .executeTakeFirst();
  return row?.number ?? null;
}

/** Asks for a ticket; false where the incident has one. What another left behind is forgotten, unless it may still be made there. */
export async function insertTicket(
  tx: OrgDb,
  ticket: Pick<IncidentTicket, 'incidentId' | 'site' | 'serial' | 'label' | 'askedBy' | 'askedAt'> & {
    /** Of one that failed: it may have been made all the same, so it is looked for. */
    begunAt: Date | null;
  },
): Promise<boolean> {
  const values = {
    site: ticket.site,
    serial: ticket.serial,
    label: ticket.label,
    state: 'waiting' as const,
    begun_at: ticket.begunAt,
    asked_by: ticket.askedBy,
    asked_at: ticket.askedAt,
    due_at: ticket.askedAt,
  };
  const row = await tx
    .insertInto('incident_ticket')
    .values({ id: newId(ticket.askedAt.getTime()), org_id: tx.orgId, incident_id: ticket.incidentId, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'incident_id'])
        .doUpdateSet({
          ...values,
          issue_id: null,
          issue_key: null,
          status: null,
          category: null,
          told_title: null,
          told_category: null,
          telling: null,
          seen_comment: 0,
          checked_at: null,
          problem: null,
          failing_since: null,
          claimed_until: null,
          attempts: 0,
        })
        .where('incident_ticket.state', 'in', ['failed', 'gone', 'unlinked']),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a ticket that is due, until `until`; null where it is not due or somebody else has it. */
export async function claimTicket(tx: OrgDb, id: string, now: Date, until: Date): Promise<IncidentTicket | null> {
  const row = await tx
    .updateTable('incident_ticket')
    .set((eb) => ({ claimed_until: until, due_at: until, attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Whether a ticket is still held by whoever took it until then; it is locked until the transaction ends. */
export const holdsTicket = (tx: OrgDb, id: string, until: Date): Promise<boolean> =>
  holdsTaken(tx, 'incident_ticket', id, until);

/** Gives a ticket back that was taken until `until`; what was said of it meanwhile is looked at first. */
export const releaseTicket = (tx: OrgDb, id: string, until: Date, next: Date | null): Promise<void> =>
  releaseTaken(tx, 'incident_ticket', { id, until, next });

/** What a step changed. */
export type TicketPatch = Partial<
  Omit<IncidentTicket, 'id' | 'incidentId' | 'site' | 'serial' | 'label' | 'askedBy' | 'askedAt'>
>;

export async function saveTicket(tx: OrgDb, id: string, patch: TicketPatch): Promise<void> {
  const set = {
    state: patch.state,
    issue_id: patch.issueId,
    issue_key: patch.key,
    status: patch.status?.slice(0, 100) ?? patch.status,
    category: patch.category,
    begun_at: patch.begunAt,
    told_title: patch.toldTitle,
    told_category: patch.toldCategory,
    told_seq: patch.toldSeq,
    telling: patch.telling,
    seen_comment: patch.seenComment,
    checked_at: patch.checkedAt,
    problem: patch.problem?.slice(0, 1000) ?? patch.problem,
    failing_since: patch.failingSince,
    attempts: patch.attempts,
  };
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await tx.updateTable('incident_ticket').set(given).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Has a ticket looked after now, whoever has it: something about its incident changed. False where there is none to look after. */
export async function touchTicket(tx: OrgDb, incidentId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('incident_ticket')
    .set({ due_at: now })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('state', 'in', ['waiting', 'linked'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets go of an incident's ticket, or takes it on again: whoever is at work on it comes to nothing. */
export async function setTicketState(
  tx: OrgDb,
  id: string,
  state: IncidentTicket['state'],
  dueAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('incident_ticket')
    .set({ state, due_at: dueAt, claimed_until: null, attempts: 0, problem: null, failing_since: null })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Has every ticket of a site tried again at once, those that were given up too. Answers how many. */
export async function reviveTickets(tx: OrgDb, site: string, now: Date): Promise<number> {
  const rows = await tx
    .updateTable('incident_ticket')
    .set((eb) => ({
      state: eb
        .case()
        .when('state', '=', 'failed')
        .then('waiting' as const)
        .else(eb.ref('state'))
        .end(),
      due_at: now,
      attempts: 0,
      failing_since: null,
      problem: null,
    }))
    .where('org_id', '=', tx.orgId)
    .where('site', '=', site)
    .where('state', 'in', ['waiting', 'failed', 'linked'])
    .returning('id')
    .execute();
  return rows.length;
}

/** Every organisation's tickets with which there is something to do. */
export async function dueTickets(tx: SystemDb, now: Date): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('incident_ticket')
    .select(['org_id', 'id'])
    .where('due_at', '<=', now)
    .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('due_at')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

/** The linked tickets of a site in which something may still happen, those looked at longest ago first. */
export async function followedTickets(tx: OrgDb, site: string, limit: number): Promise<IncidentTicket[]> {
  const rows = await tx
    .selectFrom('incident_ticket')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.org_id', '=', 'incident_ticket.org_id')
        .onRef('incident.id', '=', 'incident_ticket.incident_id'),
    )
    .selectAll('incident_ticket')
    .where('incident_ticket.org_id', '=', tx.orgId)
    .where('incident_ticket.site', '=', site)
    .where('incident_ticket.state', '=', 'linked')
    .where(({ eb, or }) =>
      or([
        eb('incident.status', 'not in', ['closed', 'withdrawn']),
        eb('incident_ticket.category', 'is', null),
        eb('incident_ticket.category', '!=', 'done'),
      ]),
    )
    .orderBy('incident_ticket.checked_at', (by) => by.asc().nullsFirst())
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many tickets of a site are linked, wait, and were given up; why the last of those. */
export async function ticketCounts(
  tx: OrgDb,
  site: string,
): Promise<{ linked: number; waiting: number; dead: number; why: string | null }> {
  const rows = await tickets(tx)
    .where('site', '=', site)
    .where('state', 'in', ['waiting', 'linked', 'failed'])
    .execute();
  const dead = rows.filter((row) => row.state === 'failed' || (row.failing_since !== null && row.due_at === null));
  return {
    linked: rows.filter((row) => row.state === 'linked').length,
    waiting: rows.filter((row) => row.state === 'waiting').length,
    dead: dead.length,
    why: dead.at(-1)?.problem ?? null,
  };
}

/** The lines of an incident's timeline behind one, in the order they were written. */
export async function entriesAfter(
  tx: OrgDb,
  incidentId: string,
  seq: number,
  limit: number,
): Promise<(Pick<IncidentEntry, 'id' | 'kind' | 'actorId' | 'actorName' | 'text'> & { seq: number })[]> {
  const rows = await tx
    .selectFrom('incident_entry')
    .select(['id', 'seq', 'kind', 'actor_id', 'actor_name', 'text'])
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ actor_id: actorId, actor_name: actorName, ...row }) => ({ ...row, actorId, actorName }));
}

/** The newest line of an incident's timeline; 0 where there is none. */
export async function lastSeq(tx: OrgDb, incidentId: string): Promise<number> {
  const row = await tx
    .selectFrom('incident_entry')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

const fromRow = (row: Selectable<Schema['incident_ticket']>): IncidentTicket => ({
  id: row.id,
  incidentId: row.incident_id,
  site: row.site,
  serial: row.serial,
  label: row.label,
  state: row.state,
  issueId: row.issue_id,
  key: row.issue_key,
  status: row.status,
  category: row.category,
  begunAt: row.begun_at,
  toldTitle: row.told_title,
  toldCategory: row.told_category,
  toldSeq: row.told_seq,
  telling: row.telling,
  seenComment: row.seen_comment,
  checkedAt: row.checked_at,
  problem: row.problem,
  failingSince: row.failing_since,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  attempts: row.attempts,
});
