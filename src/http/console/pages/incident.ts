import type { Alert } from '../../../domain/alert.ts';
import {
  type Bookmark,
  type Evidence,
  type Incident,
  type IncidentEntry,
  type IncidentStatus,
  NEXT_STATUSES,
} from '../../../domain/incident.ts';
import type { IncidentTask, Participant } from '../../../domain/incident-work.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import type { TicketShown } from '../../../messages/views/incident-ticket.ts';
import { endingWords, reasonWords } from '../../../messages/views/similar-card.ts';
import type { SimilarIncident } from '../../../pipeline/similar-incidents.ts';
import { answerText } from '../answer-text.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { icon, severityBadge } from '../icons.ts';
import { pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { INCIDENT_STATUS_WORD, SEVERITY_WORD, size } from '../words.ts';
import { feedItem } from './desk.ts';
import { type RoomView, roomPanel } from './incident-room.ts';
import { ticketPanel } from './incident-ticket.ts';
import { bookmarksPanel, peoplePanel, tasksPanel } from './incident-work.ts';

export interface IncidentView {
  principal: Principal;
  clock: Clock;
  incident: Incident;
  entries: IncidentEntry[];
  people: readonly Participant[];
  tasks: readonly IncidentTask[];
  bookmarks: readonly Bookmark[];
  alerts: Alert[];
  evidence: (Evidence & { url: string })[];
  /** Others like it, the most alike first. */
  similar: readonly SimilarIncident[];
  /** Whom it may be given to. */
  members: { id: string; name: string; email: string }[];
  /** Bytes one file may have. */
  evidenceLimit: number;
  room: RoomView | null;
  ticket: TicketShown | undefined;
}

const VERB: Record<IncidentStatus, string> = {
  open: 'Reopen',
  investigating: 'Start investigating',
  contained: 'Mark contained',
  closed: 'Close',
  withdrawn: 'Withdraw',
};

/** One incident: what it is, what was done, by whom, and what can be done next. */
export function incidentPage(view: IncidentView): Html {
  const { incident, clock, principal } = view;
  const reference = formatReference({ kind: 'incident', number: incident.number });
  const path = `/incidents/${reference}`;
  const writes = can(principal.role, 'incidents.write');
  const comments = writes || (principal.actor.kind === 'member' && principal.actor.id === incident.createdById);
  const me = principal.actor.kind === 'member' ? principal.actor.id : null;
  const working = { incident, path, clock, writes, me };
  return html`<p class="crumb"><a href="/incidents">Incidents</a> / ${reference}</p>
${pageHead({ title: incident.title })}
<div class="columns"><div>
<section class="panel" aria-labelledby="state-title"><h2 id="state-title" class="sr-only">State</h2>
<dl class="facts"><div><dt>Severity</dt><dd>${severityBadge(incident.severity)}</dd></div><div><dt>Status</dt><dd>${INCIDENT_STATUS_WORD[incident.status]}</dd></div><div><dt>Commander</dt><dd>${incident.assigneeName ?? 'Nobody yet'}</dd></div>${incident.scribe && html`<div><dt>Scribe</dt><dd>${incident.scribe.name}</dd></div>`}${incident.liaison && html`<div><dt>Liaison</dt><dd>${incident.liaison.name}</dd></div>`}<div><dt>Opened</dt><dd>${ago(incident.openedAt, clock)} by ${incident.createdBy}</dd></div>${incident.closedAt && html`<div><dt>Closed</dt><dd>${ago(incident.closedAt, clock)}</dd></div>`}${incident.resolution && html`<div><dt>How it ended</dt><dd>${incident.resolution}</dd></div>`}</dl>
${incident.summary && html`<div class="entry-text">${answerText(incident.summary)}</div>`}
${writes && actions(incident, principal, path)}
${can(principal.role, 'incidents.read') && writing(incident, path, writes)}
</section>
${tasksPanel(view.tasks, working)}
${bookmarksPanel(view.bookmarks, working)}
<section class="panel" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2>
<ol class="timeline">${view.entries.map((entry) => entryItem(entry, view, path, writes))}</ol>
</section>
${comments && commentForm(path)}
</div><div>
${writes && changeForm(view, path)}
${peoplePanel(view.people, { ...working, members: view.members })}
<section class="panel" aria-labelledby="alerts-title"><h2 id="alerts-title">Alerts</h2>
${view.alerts.length === 0 ? html`<p class="quiet">No alert is linked yet.</p>` : html`<ul class="feed">${view.alerts.map((alert) => feedItem(alert, clock))}</ul>`}
${writes && html`<form method="post" action="${path}/alerts"><label>Link an alert<input name="alert" placeholder="ALR-204" required pattern="(ALR-)?[0-9]{1,9}" title="A reference like ALR-204"></label><button class="secondary outline">Link</button></form>`}
</section>
${roomPanel(view.room, incident, principal, path)}
${ticketPanel(view.ticket, incident, principal, path)}
${evidencePanel(view, path, comments)}
${view.similar.length > 0 && similarPanel(view.similar)}
</div></div>`;
}

function actions(incident: Incident, principal: Principal, path: string): Html {
  const next = NEXT_STATUSES[incident.status];
  const isMine = principal.actor.kind === 'member' && principal.actor.id === incident.assigneeId;
  // nobody works on what is over: it is opened again first
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  return html`<div class="actions">
${principal.actor.kind === 'member' && !isMine && !over && html`<form method="post" action="${path}"><input type="hidden" name="assignee" value="me"><button>Assign to me</button></form>`}
${next.filter((status) => status !== 'closed').map((status) => html`<form method="post" action="${path}"><input type="hidden" name="status" value="${status}"><button${!over && html` class="secondary outline"`}>${VERB[status]}</button></form>`)}
</div>
${next.includes('closed') && html`<details class="fold"><summary>Close this incident</summary><form method="post" action="${path}"><input type="hidden" name="status" value="closed"><label>How it ended (kept with the incident)<textarea name="resolution" rows="2" maxlength="2000"></textarea></label><button>Close</button></form></details>`}`;
}

/** What is written about it: reports while people work on it, its review. */
const writing = (incident: Incident, path: string, writes: boolean): Html =>
  html`<div class="actions">${writes && incident.status !== 'withdrawn' && html`<a role="button" class="secondary outline" href="${path}/tactical">Tactical report</a><a role="button" class="secondary outline" href="${path}/executive">Executive report</a>`}<a role="button" class="secondary outline" href="${path}/review">Review</a></div>`;

const changeForm = (
  { incident, members }: IncidentView,
  path: string,
): Html => html`<section class="panel" aria-labelledby="change-title"><h2 id="change-title">Assign and rate</h2>
<form method="post" action="${path}"><label>Commander <small>who leads it</small><select name="assignee"><option value="">Nobody</option>${members.map((member) => html`<option value="${member.email}"${flag('selected', member.id === incident.assigneeId)}>${member.name}</option>`)}</select></label>
<label>Severity<select name="severity">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === incident.severity)}>${SEVERITY_WORD[severity]}</option>`)}</select></label>
<label>Title<input name="title" value="${incident.title}" required maxlength="200"></label><button class="secondary outline">Save</button></form></section>`;

function entryItem(entry: IncidentEntry, view: IncidentView, path: string, writes: boolean): Html {
  const { principal, incident } = view;
  const mayUndoOpening = principal.actor.kind === 'member' && principal.actor.id === incident.createdById;
  const undoable =
    entry.change !== null && !entry.undone && (writes || (entry.change.field === 'opened' && mayUndoOpening));
  return html`<li class="entry-${entry.kind}${entry.undone && ' undone'}"><div class="entry-head"><strong>${entry.actorName}</strong>${ago(entry.at, view.clock)}${entry.undone && html`<span class="tag">undone</span>`}${undoable && html`<form method="post" action="${path}/undo"><input type="hidden" name="entry" value="${entry.id}"><button class="plain" aria-label="Undo: ${entry.text.slice(0, 80)}">Undo</button></form>`}</div><p class="entry-text">${linked(entry.text)}</p></li>`;
}

/** Timeline words are ours or a person's; references in them lead somewhere. */
const linked = (text: string): (Html | string)[] =>
  text
    .split(/\b((?:ALR|INC|RULE)-\d{1,9})\b/)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : html`<a class="ref" href="${part.startsWith('ALR') ? '/alerts' : part.startsWith('INC') ? '/incidents' : '/rules'}/${part}">${part}</a>`,
    );

const commentForm = (path: string): Html =>
  html`<form class="panel" method="post" action="${path}/comments"><label>Comment<textarea name="text" rows="3" required maxlength="10000" placeholder="What you found, what you did, what comes next"></textarea></label><button class="secondary outline">Add comment</button></form>`;

const similarPanel = (similar: readonly SimilarIncident[]): Html =>
  html`<section class="panel" aria-labelledby="similar-title"><h2 id="similar-title">Similar incidents</h2><ul class="feed">${similar.map(
    (one) => {
      const reference = formatReference({ kind: 'incident', number: one.incident.number });
      const why = one.reasons.slice(0, 3).map((reason) => reasonWords(reason, 'en'));
      return html`<li><a class="feed-item sev-${one.incident.severity}" href="/incidents/${reference}"><span class="feed-top">${severityBadge(one.incident.severity)}<span class="status">${reference}</span></span><span class="feed-title">${breakable(one.incident.title)}</span><span class="feed-sub">${breakable(why.join(', '))}</span><span class="feed-sub">${breakable(endingWords(one, 'en'))}</span></a></li>`;
    },
  )}</ul></section>`;

function evidencePanel(view: IncidentView, path: string, writes: boolean): Html {
  return html`<section class="panel" aria-labelledby="evidence-title"><h2 id="evidence-title">Evidence</h2>
${view.evidence.length === 0 ? html`<p class="quiet">No files yet. Logs, screenshots and exports are kept here with their SHA-256.</p>` : html`<ul class="files">${view.evidence.map((file) => html`<li>${icon('file')}<div><a href="${file.url}" download>${file.fileName}</a> <span class="quiet">${size(file.size)}, ${ago(file.addedAt, view.clock)} by ${file.addedBy}</span><br><span class="hash">${file.sha256}</span></div></li>`)}</ul>`}
${writes && html`<form method="post" action="${path}/evidence" enctype="multipart/form-data"><label>Add a file<input type="file" name="file" required></label><button class="secondary outline">Add file</button> <small>up to ${Math.floor(view.evidenceLimit / 2 ** 20)} MB</small></form>`}
</section>`;
}
