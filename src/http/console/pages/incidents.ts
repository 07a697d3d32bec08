import { newId } from '../../../domain/id.ts';
import { INCIDENT_STATUSES, type Incident, type IncidentStatus } from '../../../domain/incident.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { breakable, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { INCIDENT_STATUS_WORD, number, SEVERITY_WORD } from '../words.ts';

export interface IncidentsView {
  principal: Principal;
  clock: Clock;
  incidents: Incident[];
  /** How many there are of each status over all; lanes show only the newest. */
  counts: Record<IncidentStatus, number>;
  mine: boolean;
}

const LANES = INCIDENT_STATUSES.filter((status) => status !== 'withdrawn');

/** "What are we working on?": incidents by status. */
export function incidentsPage(view: IncidentsView): Html {
  const { incidents, principal } = view;
  const filtered = view.mine;
  return html`${pageHead({
    title: 'What are we working on?',
    lead: can(principal.role, 'incidents.read')
      ? 'Incidents by status, the newest first.'
      : 'The incidents you opened, by status.',
    aside:
      principal.actor.kind === 'member' &&
      can(principal.role, 'incidents.read') &&
      html`<a class="chip" href="/incidents"${!view.mine && html` aria-current="true"`}>Everyone’s</a><a class="chip" href="/incidents?mine=1"${view.mine && html` aria-current="true"`}>Mine</a>`,
  })}
${
  incidents.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'No incidents',
        filtered
          ? html`No incident fits this choice. <a href="/incidents">Show all</a>`
          : html`An incident collects alerts, evidence and what people did about them. Open one below, from an alert’s page, or by asking: “open an incident for ALR-1”.`,
      )
    : html`<div class="board">${LANES.map((status) => lane(status, view))}</div>`
}
${can(principal.role, 'incidents.create') && newIncident()}`;
}

function lane(status: IncidentStatus, view: IncidentsView): Html {
  const items = view.incidents.filter((incident) => incident.status === status);
  return html`<section class="lane" aria-labelledby="lane-${status}"><h2 id="lane-${status}">${INCIDENT_STATUS_WORD[status]} <span class="lane-count">${number(view.counts[status])}</span></h2>
${items.length === 0 ? html`<p class="none">None</p>` : html`<ul>${items.map((incident) => html`<li>${incidentItem(incident, view.clock)}</li>`)}</ul>`}
${view.counts[status] > items.length && html`<p class="quiet">and ${number(view.counts[status] - items.length)} older</p>`}</section>`;
}

function incidentItem(incident: Incident, clock: Clock): Html {
  const reference = formatReference({ kind: 'incident', number: incident.number });
  return html`<a class="feed-item sev-${incident.severity}" href="/incidents/${reference}"><span class="feed-top">${severityBadge(incident.severity)}${ago(incident.updatedAt, clock)}</span><span class="feed-title">${breakable(incident.title)}</span><span class="feed-sub">${reference} · ${incident.assigneeName ?? 'nobody yet'}</span></a>`;
}

const newIncident = (): Html => html`<details class="fold panel"><summary>Open an incident by hand</summary>
<form method="post" action="/incidents"><input type="hidden" name="id" value="${newId()}"><div class="field-grid"><label>What happened, in one line<input name="title" required maxlength="200"></label>
<label>How bad<select name="severity">${SEVERITIES.map((severity) => html`<option value="${severity}"${severity === 'medium' && html` selected`}>${SEVERITY_WORD[severity]}</option>`)}</select></label></div>
<label>What is known<textarea name="summary" rows="3" maxlength="10000"></textarea></label><button>Open incident</button></form></details>`;
