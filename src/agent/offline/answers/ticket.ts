import { can } from '../../../domain/role.ts';
import { ticketWords } from '../../../messages/catalogue/tickets.ts';
import type { TicketData } from '../../../tools/ticket-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { theirs } from './phrases.ts';

/** Which ticket an incident has or whether that is done, where that was asked for; null where something else was. */
export function askedTicket(
  { ref, ticket, tickets_connected: connected }: TicketData & { ref: string },
  asked: AskedOfIt | undefined,
  { language, role }: PlanContext,
): string[] | null {
  if (asked !== 'ticket' && asked !== 'ticket_done') return null;
  const words = ticketWords[language].answers;
  if (!ticket) {
    // where there are no tickets, “the ticket” is a word for the incident itself
    if (asked === 'ticket_done' && !connected) return null;
    return [words.none(ref), connected && can(role, 'incidents.write') ? words.nextCreate(ref) : ''];
  }
  const { key, state, done } = ticket;
  // the tracker's own word
  const status = ticket.quoted_status ? theirs(ticket.quoted_status, language) : null;
  if (state === 'waiting' || key === null) return [state === 'failed' ? words.failed(ref) : words.waits(ref)];
  if (state === 'gone') return [words.gone(ref, key)];
  if (asked === 'ticket' || status === null) return [words.is(ref, key, status)];
  return [done ? words.done(ref, key, status) : words.notDone(ref, key, status)];
}
