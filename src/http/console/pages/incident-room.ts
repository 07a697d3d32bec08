import type { Incident } from '../../../domain/incident.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import type { IncidentRoom, RoomGuest } from '../../../domain/room.ts';
import { type RoomShown, roomActions, roomFacts } from '../../../messages/views/incident-room.ts';
import { type Html, html, safeUrl } from '../html.ts';

/** An incident's room as its page shows it; null where its organisation has none. */
export interface RoomView {
  room: IncidentRoom | null;
  mayOpen: boolean;
  guests: readonly RoomGuest[];
}

/** Where people talk about it, who is let in, and who could not be and why. */
export function roomPanel(view: RoomView | null, incident: Incident, principal: Principal, path: string): Html | null {
  if (!view) return null;
  const shown: RoomShown = view;
  const [fact] = roomFacts(shown, { timeZone: principal.timeZone });
  const actions = roomActions(shown, incident, path, { can: (permission) => can(principal.role, permission) });
  if (!fact && actions.length === 0) return null;
  return html`<section class="panel" aria-labelledby="room-title"><h2 id="room-title">Room</h2>
${fact ? html`<p>${fact.value}</p>` : html`<p class="quiet">People talk about it in the thread of its card. A room of its own is a private place in chat for those who work on it.</p>`}
${view.guests.length > 0 && html`<ul class="plain">${view.guests.map(({ name, invitedAt, problem }) => html`<li>${name} <span class="quiet">${invitedAt ? 'let in' : (problem ?? 'is let in soon')}</span></li>`)}</ul>`}
<div class="actions">${actions.map(({ id, label, url }) => {
    if (url) return html`<a role="button" class="secondary outline" href="${safeUrl(url)}">${label}</a>`;
    const verb = id === 'incident.join_room' ? 'join' : 'open';
    return html`<form method="post" action="${path}/room"><input type="hidden" name="do" value="${verb}"><button class="secondary outline">${label}</button></form>`;
  })}</div></section>`;
}
