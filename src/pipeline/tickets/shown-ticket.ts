import { findTicket } from '../../db/incident-tickets.ts';
import type { OrgDb } from '../../db/scope.ts';
import { findTracker } from '../../db/ticket-trackers.ts';
import type { TicketShown } from '../../messages/views/incident-ticket.ts';

/** An incident's ticket as its card shows it: the ticket, or that one may be made; undefined where there are none here. */
export async function shownTicket(tx: OrgDb, incidentId: string): Promise<TicketShown | undefined> {
  const ticket = await findTicket(tx, incidentId);
  const mayCreate = (await findTracker(tx))?.tracker.enabled ?? false;
  return ticket || mayCreate ? { ticket, mayCreate } : undefined;
}
