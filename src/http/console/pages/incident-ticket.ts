import type { Incident } from '../../../domain/incident.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import { type TicketShown, ticketActions, ticketFacts } from '../../../messages/views/incident-ticket.ts';
import { type Html, html, safeUrl } from '../html.ts';
import { askFirst } from '../layout.ts';

/** The ticket of an incident on its page: which one, how it stands, and what can be done about it. */
export function ticketPanel(
  shown: TicketShown | undefined,
  incident: Incident,
  principal: Principal,
  path: string,
): Html | null {
  if (!shown) return null;
  const [fact] = ticketFacts(shown, {});
  const actions = ticketActions(shown, incident, path, { can: (permission) => can(principal.role, permission) });
  if (!fact && actions.length === 0) return null;
  return html`<section class="panel" aria-labelledby="ticket-title"><h2 id="ticket-title">Ticket</h2>
<p${!fact && html` class="quiet"`}>${fact ? fact.value : 'It has no ticket in Jira.'}</p>
<div class="actions">${actions.map(({ id, label, url, confirm }) =>
    url
      ? html`<a role="button" class="secondary outline" href="${safeUrl(url)}" rel="noreferrer">${label}</a>`
      : html`<form method="post" action="${path}/ticket">${confirm && askFirst(confirm)}<input type="hidden" name="do" value="${id === 'incident.unlink_ticket' ? 'unlink' : 'create'}"><button class="secondary outline">${label}</button></form>`,
  )}</div></section>`;
}
