import { findTicket, setTicketState } from '../../db/incident-tickets.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { findTracker } from '../../db/ticket-trackers.ts';
import type { Incident } from '../../domain/incident.ts';
import type { IncidentTicket } from '../../domain/ticket.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { ticketWords } from '../../messages/catalogue/tickets.ts';
import { authorise } from '../authorise.ts';
import { lockVisibleIncident, record, refOf } from '../incident-record.ts';
import type { Work } from '../work.ts';
import { askForTicket } from './ask-for-ticket.ts';

/** What an entry changed where a ticket was let go of. */
export const TICKET_FIELD = 'ticket';

const isLive = (ticket: IncidentTicket | null): ticket is IncidentTicket =>
  ticket?.state === 'waiting' || ticket?.state === 'linked';

/**
 * Has a ticket made for an incident. `isNew` is false where it has one already; its key is null until it was made. Fails with `conflict`
 * where the organisation has no tracker, or where the incident was withdrawn.
 */
export async function createTicket(work: Work, number: number): Promise<{ isNew: boolean; key: string | null }> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const before = await findTicket(tx, incident.id);
  if (isLive(before)) return { isNew: false, key: before.key };
  const words = wordsFor(work, ticketWords).objections;
  const tracker = (await findTracker(tx))?.tracker;
  if (!tracker?.enabled) throw new SafeNestError('conflict', words.notConnected);
  if (incident.status === 'withdrawn') throw new SafeNestError('conflict', words.withdrawn(refOf(incident)));
  await askForTicket(work, incident, tracker);
  await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
  return { isNew: true, key: null };
}

/** Lets go of an incident's ticket: it stays as it is there, and the line of the timeline takes that back. */
export async function unlinkTicket(work: Work, number: number): Promise<{ key: string | null; entryId: string }> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const ticket = await findTicket(tx, incident.id);
  if (!isLive(ticket))
    throw new SafeNestError('conflict', wordsFor(work, ticketWords).objections.noTicket(refOf(incident)));
  await setTicketState(tx, ticket.id, 'unlinked', null);
  const entryId = await record(
    work,
    incident,
    {
      kind: 'ticket',
      text: `Ticket unlinked: ${ticket.key ?? ticket.label}`,
      change: { field: TICKET_FIELD, before: ticket.label, after: null },
    },
    { action: 'incident.ticket_unlink', detail: { ticket: ticket.key ?? ticket.label } },
  );
  return { key: ticket.key, entryId };
}

/** Takes back that a ticket was let go of; what changed since is told to it. */
export async function relinkTicket(
  { tx, now }: Work,
  incident: Incident,
  label: unknown,
  refuse: (why: string) => SafeNestError,
): Promise<void> {
  const ticket = await findTicket(tx, incident.id);
  if (ticket?.state !== 'unlinked' || ticket.label !== label) throw refuse('it has another ticket now');
  await setTicketState(tx, ticket.id, ticket.issueId === null ? 'waiting' : 'linked', now);
}
