import { oneLine } from '../domain/text.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { TicketShown } from '../messages/views/incident-ticket.ts';

/** An incident's ticket as models read it: its status is the tracker's own word. */
export interface TicketData {
  ticket?: { key: string | null; state: TicketState; done: boolean; quoted_status?: string } | null;
  /** Incidents of this organisation may have tickets. */
  tickets_connected?: true;
}

export function ticketData(shown: TicketShown | undefined): TicketData {
  if (!shown) return {};
  const { ticket, mayCreate } = shown;
  return {
    ticket:
      ticket && ticket.state !== 'unlinked'
        ? {
            key: ticket.key,
            state: ticket.state,
            done: ticket.category === 'done',
            ...(ticket.status ? { quoted_status: oneLine(ticket.status, 60) } : {}),
          }
        : null,
    ...(mayCreate ? { tickets_connected: true as const } : {}),
  };
}
