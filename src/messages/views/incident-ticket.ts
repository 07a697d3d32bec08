import type { Incident } from '../../domain/incident.ts';
import { oneLine } from '../../domain/text.ts';
import { type IncidentTicket, ticketUrl } from '../../domain/ticket.ts';
import type { CardAction } from '../card.ts';
import { ticketWords } from '../catalogue/tickets.ts';
import type { CardView } from './card-view.ts';

/** An incident's ticket as a card shows it. */
export interface TicketShown {
  ticket: Pick<IncidentTicket, 'site' | 'key' | 'status' | 'category' | 'state' | 'problem' | 'label'> | null;
  /** The organisation has a tracker: one may be made. */
  mayCreate: boolean;
}

/** Which ticket it is and how that stands, as a fact of the incident's card. */
export function ticketFacts(
  { ticket }: TicketShown,
  { language = 'en' }: Pick<CardView, 'language'>,
): { label: string; value: string }[] {
  if (!ticket || ticket.state === 'unlinked') return [];
  const words = ticketWords[language];
  const key = ticket.key ?? ticket.label;
  const problem = ticket.problem ? ` ${oneLine(ticket.problem, 300)}` : '';
  const value = {
    waiting: `${words.waiting}${problem && `.${problem}`}`,
    linked: words.linked(key, ticket.status && oneLine(ticket.status, 60)),
    failed: `${words.failed}${problem}`,
    gone: words.gone(key),
  }[ticket.state];
  return [{ label: words.label, value }];
}

/** Go there, create one, let go of it. */
export function ticketActions(
  { ticket, mayCreate }: TicketShown,
  { status }: Pick<Incident, 'status'>,
  ref: string,
  view: Pick<CardView, 'can' | 'language'>,
): CardAction[] {
  const words = ticketWords[view.language ?? 'en'];
  const actions: CardAction[] = [];
  const writes = view.can('incidents.write');
  const isLive = ticket?.state === 'waiting' || ticket?.state === 'linked';
  const url = ticket?.state === 'linked' ? ticketUrl(ticket) : null;
  if (ticket?.key && url) actions.push({ id: 'incident.ticket', label: words.go(ticket.key), value: ref, url });
  if (!isLive && mayCreate && status !== 'withdrawn' && writes)
    actions.push({ id: 'incident.create_ticket', label: words.create, value: ref });
  if (isLive && writes)
    actions.push({
      id: 'incident.unlink_ticket',
      label: words.unlink,
      value: ref,
      confirm: words.sure(ticket.key ?? ref),
    });
  return actions;
}
