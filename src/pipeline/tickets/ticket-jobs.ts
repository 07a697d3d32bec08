import { dueTickets } from '../../db/incident-tickets.ts';
import { type Db, withSystem } from '../../db/scope.ts';
import { organisationsWithTracker } from '../../db/ticket-trackers.ts';
import { orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { readTickets } from './read-tickets.ts';
import { type TicketParts, tendTicket } from './tend-ticket.ts';

/** What is due with tickets of incidents is found by this, also after a restart; and what was changed there. */
export const TICKET_SCHEDULES: readonly Schedule[] = [
  { name: 'sweep_tickets', payload: {}, everyMs: 15_000 },
  { name: 'follow_tickets', payload: {}, everyMs: 60_000 },
];

/** Has done with tickets what was asked for just now; of what is committed within a tenth of a second one sweep finds all. */
export const sweepTickets = (enqueue: Jobs['add'], now: Date): Promise<unknown> =>
  enqueue('sweep_tickets', {}, { dedupeKey: `wake tickets ${Math.floor(now.getTime() / 100)}` });

/** What makes tickets of incidents and reads them; they wait where `parts` is absent. */
export const ticketJobs = (
  db: Db,
  enqueue: Jobs['add'],
  now: () => Date,
  parts: TicketParts | undefined,
): Pick<JobHandlers, 'tend_ticket' | 'sweep_tickets' | 'read_tickets' | 'follow_tickets'> => ({
  async tend_ticket(payload, { signal }) {
    if (!parts) return;
    const again = await tendTicket(parts, orgId(payload.orgId), payload.ticketId, signal);
    // should this be lost, a sweep finds it once it is due
    if (again)
      await enqueue('tend_ticket', payload, {
        dedupeKey: `ticket ${payload.ticketId} ${again.getTime()}`,
        delayMs: Math.max(0, again.getTime() - now().getTime()),
      });
  },

  async sweep_tickets() {
    if (!parts) return;
    for (const { orgId: id, id: ticketId } of await withSystem(db, (tx) => dueTickets(tx, now())))
      await enqueue('tend_ticket', { orgId: id, ticketId }, { dedupeKey: `ticket ${ticketId}` });
  },

  async read_tickets({ orgId: id }, { signal }) {
    if (parts) await readTickets(parts, orgId(id), signal);
  },

  async follow_tickets() {
    if (!parts) return;
    for (const id of await withSystem(db, organisationsWithTracker))
      await enqueue('read_tickets', { orgId: id }, { dedupeKey: `read tickets ${id}` });
  },
});
