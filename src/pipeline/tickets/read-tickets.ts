import {
  followedTickets,
  incidentNumberOf,
  lockTicket,
  saveTicket,
  type TicketPatch,
} from '../../db/incident-tickets.ts';
import { lockIncident } from '../../db/incidents.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { type OrgDb, withOrg } from '../../db/scope.ts';
import { noteTrackerFails, noteTrackerWorks } from '../../db/ticket-trackers.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Incident } from '../../domain/incident.ts';
import type { IncidentTicket, TicketTracker } from '../../domain/ticket.ts';
import { record } from '../incident-record.ts';
import { updateIncident } from '../incidents.ts';
import { systemPrincipal } from '../members.ts';
import type { Work } from '../work.ts';
import { JiraBusy, JiraMissing } from './call-jira.ts';
import type { Jira, JiraComment, JiraIssue } from './jira.ts';
import { openTracker, type TicketParts } from './tend-ticket.ts';
import { isOurs, isSigned, keyAndStatus, personThere, quoted, trackerOf } from './ticket-text.ts';

/** Tickets that are followed at a time; labels in one search; those looked at one by one, and how often. */
const MOST_FOLLOWED = 1000;
const LABELS_AT_ONCE = 50;
const MOST_LOOKED_AT = 20;
const LOOK_MS = 15 * 60_000;
/** What was changed around the last look is asked for again: its clock is not ours, and it counts in minutes. */
const OVERLAP_MINUTES = 2;
const LONGEST_MINUTES = 30 * 24 * 60;

/**
 * Reads what was changed in an organisation's tickets since the last time: whether one is done, what people wrote. One that no search has
 * shown for a while is looked at by itself, so that it is seen when it was deleted.
 */
export async function readTickets(parts: TicketParts, orgId: OrgId, signal: AbortSignal): Promise<void> {
  const { db, now } = parts;
  const begun = now();
  const opened = await withOrg(db, orgId, async (tx) => {
    const tracker = await openTracker(tx, parts);
    return tracker && { ...tracker, tickets: await followedTickets(tx, tracker.tracker.site, MOST_FOLLOWED) };
  });
  if (!opened || opened.tickets.length === 0) return;
  const { tracker, jira, tickets, readAt, resumeAt } = opened;
  if (resumeAt && resumeAt > begun) return;
  let changed = false;
  try {
    const minutes = readAt
      ? Math.min(LONGEST_MINUTES, Math.ceil((begun.getTime() - readAt.getTime()) / 60_000) + OVERLAP_MINUTES)
      : LONGEST_MINUTES;
    const seen = new Set<string>();
    let ownIds: readonly string[] | null = null;
    const take = async (ticket: IncidentTicket, issue: JiraIssue): Promise<void> => {
      signal.throwIfAborted();
      if (seen.has(ticket.id)) return;
      seen.add(ticket.id);
      const comments = tracker.comments ? await jira.comments(issue.id, ticket.seenComment) : [];
      if (ownIds === null && comments.some(isSigned)) ownIds = await jira.ownIds();
      const theirs = { id: ticket.id, issue, comments, ownIds: ownIds ?? [] };
      if (await withOrg(db, orgId, (tx) => apply(parts, tx, tracker, theirs))) changed = true;
    };
    const byIssue = new Map(tickets.map((ticket) => [ticket.issueId, ticket]));
    for (let from = 0; from < tickets.length; from += LABELS_AT_ONCE) {
      const labels = tickets.slice(from, from + LABELS_AT_ONCE).map(({ label }) => label);
      for (const issue of await jira.changed(labels, minutes)) {
        const ticket = byIssue.get(issue.id);
        if (ticket) await take(ticket, issue);
      }
    }
    const late = tickets.filter(
      ({ id, checkedAt }) => !seen.has(id) && (!checkedAt || begun.getTime() - checkedAt.getTime() >= LOOK_MS),
    );
    for (const ticket of late.slice(0, MOST_LOOKED_AT)) {
      const issue = await lookAt(jira, ticket);
      if (issue) await take(ticket, issue);
      else if (await withOrg(db, orgId, (tx) => lost(parts, tx, ticket.id))) changed = true;
    }
    await withOrg(db, orgId, (tx) => noteTrackerWorks(tx, begun));
  } catch (error) {
    if (signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    parts.log.warn({ why }, 'tickets could not be read; it is tried again');
    const wait = error instanceof JiraBusy ? new Date(now().getTime() + error.afterMs) : null;
    await withOrg(db, orgId, (tx) => noteTrackerFails(tx, why, now(), wait));
  }
  if (changed) parts.wake(orgId);
}

const lookAt = (jira: Jira, ticket: IncidentTicket): Promise<JiraIssue | null> =>
  jira.issue(ticket.issueId!).catch((error: unknown) => {
    if (error instanceof JiraMissing) return null;
    throw error;
  });

/** Takes over what is new of one ticket, once. Answers whether anything was said of it. */
async function apply(
  parts: TicketParts,
  tx: OrgDb,
  tracker: TicketTracker,
  {
    id,
    issue,
    comments,
    ownIds,
  }: { id: string; issue: JiraIssue; comments: readonly JiraComment[]; ownIds: readonly string[] },
): Promise<boolean> {
  const incident = await incidentOf(tx, id);
  const ticket = incident && (await lockTicket(tx, id));
  if (!incident || ticket?.state !== 'linked') return false;
  const { key, status, category } = issue;
  const patch: TicketPatch = { key, status, category, checkedAt: parts.now() };
  let said = ticket.key !== key || ticket.status !== status;
  const there = await workOf(parts, tx, trackerOf(key));
  for (const comment of comments) {
    const { number, author, body } = comment;
    if (number <= ticket.seenComment) continue;
    patch.seenComment = number;
    if (isOurs(comment, ownIds) || body.trim() === '') continue;
    const entry = { kind: 'ticket_comment' as const, text: quoted(body), change: null };
    await record({ ...there, principal: { ...there.principal, name: personThere(author) } }, incident, entry, {
      action: 'incident.ticket_comment',
      detail: { key, comment: number },
    });
    said = true;
  }
  const wasDone = ticket.category === 'done';
  const what = keyAndStatus(key, status);
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  // what became of it here is no news from there
  if (category === 'done' && !wasDone && !over) {
    await record(
      there,
      incident,
      { kind: 'ticket', text: `Ticket done: ${what}`, change: null },
      {
        action: 'incident.ticket_done',
        detail: { key },
      },
    );
    said = true;
    if (tracker.closes) {
      await updateIncident(there, incident.number, { status: 'closed', resolution: `Ticket done: ${what}` });
      // it is where it belongs: nobody moves it back and forth
      patch.toldCategory = 'done';
    }
  }
  if (wasDone && category !== 'done' && ticket.toldCategory !== category) {
    await record(
      there,
      incident,
      { kind: 'ticket', text: `Ticket reopened: ${what}`, change: null },
      {
        action: 'incident.ticket_reopened',
        detail: { key },
      },
    );
    said = true;
  }
  await saveTicket(tx, id, patch);
  return said;
}

/** It is not there any more. */
async function lost(parts: TicketParts, tx: OrgDb, id: string): Promise<boolean> {
  const incident = await incidentOf(tx, id);
  const ticket = incident && (await lockTicket(tx, id));
  if (!incident || ticket?.state !== 'linked') return false;
  await saveTicket(tx, id, { state: 'gone', problem: null, failingSince: null });
  const key = ticket.key ?? ticket.label;
  await record(
    await workOf(parts, tx, trackerOf(key)),
    incident,
    { kind: 'ticket', text: `Ticket not found any more: ${key}`, change: null },
    { action: 'incident.ticket_gone', detail: { key } },
  );
  return true;
}

/** A ticket's incident, locked: whoever changes an incident locks that before its ticket. */
async function incidentOf(tx: OrgDb, ticketId: string): Promise<Incident | null> {
  const number = await incidentNumberOf(tx, ticketId);
  return number === null ? null : lockIncident(tx, number);
}

async function workOf({ now, auditKey }: TicketParts, tx: OrgDb, name: string): Promise<Work> {
  const timeZone = await organisationTimeZone(tx);
  const principal = { ...systemPrincipal(tx.orgId, timeZone, { platform: 'cli', audience: 'private' }), name };
  return { tx, principal, now: now(), auditKey, via: 'tickets' };
}
