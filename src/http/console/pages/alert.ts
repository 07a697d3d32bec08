import type { Alert } from '../../../domain/alert.ts';
import type { AlertException } from '../../../domain/alert-exception.ts';
import type { Camera } from '../../../domain/camera.ts';
import type { LoginEvent } from '../../../domain/event.ts';
import type { JoinableIncident } from '../../../domain/joinable-incident.ts';
import { type Person, shownName } from '../../../domain/person.ts';
import type { Box } from '../../../domain/picture.ts';
import { formatReference } from '../../../domain/reference.ts';
import { onClock } from '../../../domain/time-words.ts';
import type { CardAction } from '../../../messages/card.ts';
import { exceptionWords } from '../../../messages/catalogue/alert-exceptions.ts';
import { lapsingWords } from '../../../messages/catalogue/lapsing.ts';
import type { AlertCourse } from '../../../messages/views/alert-card.ts';
import { joinableText } from '../../../messages/views/attach-form.ts';
import { breakable, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { pageHead } from '../layout.ts';
import { markedPicture } from '../picture-overlay.ts';
import { drawActions } from '../render-card.ts';
import { absolute, ago, type Clock, exact } from '../time.ts';
import { ALERT_STATUS_WORD, number, plural } from '../words.ts';
import { eventList } from './camera.ts';
import { exceptionLines, leaveAlone } from './exceptions.ts';
import { keepForm } from './rule-examples.ts';
import { type SignalRow, signalTable } from './signals.ts';

export interface AlertView {
  clock: Clock;
  alert: Alert;
  /** What a camera saw of it; null where none did, and for whoever may not see cameras. */
  seen: {
    camera: Camera | null;
    person: Pick<Person, 'number' | 'name' | 'label'> | null;
    /** What the reader may do about them: give them a name, and say whose the face is. */
    mayName: boolean;
    personButtons: CardAction[];
    picture: string | null;
    /** Where their face is in it, 0..1. */
    face: Box | null;
    events: { number: number; line: string; at: Date; risk: number }[];
  } | null;
  /** The first of the logins behind it; null for whoever may not read logs, and where cameras saw it. */
  events: LoginEvent[] | null;
  /** What other systems reported of it, the latest first. */
  signals: readonly SignalRow[];
  rule: { number: number; name: string; words: string; takesExamples: boolean } | null;
  incident: { number: number; title: string } | null;
  /** Those it can be added to; null for whoever may not add it. */
  joinable: readonly JoinableIncident[] | null;
  /** What the reader may do, as the alert's card has it. */
  buttons: CardAction[];
  /** What holds it back now, and what may; null for whoever may not leave it alone. */
  exceptions: readonly AlertException[];
  /** Who was asked whether it was them and what they said, and whom it was told again. */
  course: Pick<AlertCourse, 'question' | 'toldAgain' | 'lost' | 'held'>;
  leaving: { mayExpect: boolean; mayAny: boolean; what: string; settled: boolean } | null;
}

/** One alert: what happened, why we think so, what it stands on, what can be done. */
export function alertPage(view: AlertView): Html {
  const { alert, clock, rule, incident, buttons } = view;
  const reference = formatReference({ kind: 'alert', number: alert.number });
  const incidentRef = incident && formatReference({ kind: 'incident', number: incident.number });
  const ruleRef = rule && formatReference({ kind: 'rule', number: rule.number });
  // Whoever may see the rule gets a link to it instead of its name.
  const reasons = rule ? alert.facts.filter((fact) => fact.label !== 'Rule') : alert.facts;
  return html`<p class="crumb"><a href="/alerts">Alerts</a> / ${reference}</p>
${pageHead({ title: breakable(alert.title) })}
<div class="columns"><div>
<section class="panel" aria-labelledby="state-title"><h2 id="state-title" class="sr-only">State</h2>
<dl class="facts"><div><dt>Severity</dt><dd>${severityBadge(alert.severity)}</dd></div><div><dt>Status</dt><dd>${ALERT_STATUS_WORD[alert.status]}${alert.statusBy && html` <span class="quiet">by ${alert.statusBy}</span>`}</dd></div><div><dt>Events</dt><dd>${number(alert.count)}</dd></div><div><dt>First seen</dt><dd>${exact(alert.firstSeen, clock)}</dd></div><div><dt>Last seen</dt><dd>${exact(alert.lastSeen, clock)}</dd></div>${alert.account && html`<div><dt>Account</dt><dd><a href="/logs?user=${encodeURIComponent(alert.account)}">${breakable(alert.account)}</a></dd></div>`}${alert.address && html`<div><dt>Address</dt><dd><a href="/logs?ip=${encodeURIComponent(alert.address)}">${alert.address}</a></dd></div>`}${alert.country && html`<div><dt>Country</dt><dd>${alert.country}</dd></div>`}</dl>
${alert.statusNote && html`<p class="entry-text">“${alert.statusNote}”</p>`}
${exceptionLines(view.exceptions, clock)}
${courseLines(view.course, view.alert, clock)}
${buttons.length > 0 && drawActions(buttons, { clock, back: `/alerts/${reference}` }, null)}
${view.leaving && leaveAlone(reference, view.leaving)}
</section>
${view.seen && seenPanel(view.seen, alert, clock)}
${view.signals.length > 0 ? html`<section class="panel flush folds" aria-labelledby="signals-title">${signalTable(view.signals, clock)}</section>` : view.events && eventsPanel(view.events, alert, clock)}
</div><div>
<section class="panel" aria-labelledby="why-title"><h2 id="why-title">Why we think so</h2>
<dl class="facts list">${reasons.map((fact) => html`<div><dt>${fact.label}</dt><dd>${breakable(onClock(fact.value, clock.timeZone, clock.now))}</dd></div>`)}</dl>
${rule && html`<p class="quiet">Noticed by <a class="ref" href="/rules/${ruleRef}">${ruleRef}</a> ${rule.name}: ${rule.words}</p>`}${rule?.takesExamples && keepForm(reference, [{ ref: ruleRef!, name: rule.name }])}
<p class="quiet">Raised ${ago(alert.raisedAt, clock)}</p></section>
<section class="panel" aria-labelledby="incident-title"><h2 id="incident-title">Incident</h2>${
    incident
      ? html`<p><a class="ref" href="/incidents/${incidentRef}">${incidentRef}</a> ${breakable(incident.title)}</p>`
      : html`<p class="quiet">It belongs to no incident.</p>${view.joinable && view.joinable.length > 0 && addTo(reference, view.joinable)}`
  }</section>
</div></div>`;
}

const addTo = (reference: string, joinable: readonly JoinableIncident[]): Html =>
  html`<form method="post" action="/alerts/${reference}/incident"><label>Add it to<select name="incident">${joinable.map((one) => html`<option value="${formatReference({ kind: 'incident', number: one.number })}">${joinableText(one, 'en')}</option>`)}</select></label><button class="secondary">Add</button></form>`;

function courseLines(
  { question, toldAgain, lost = [], held }: AlertView['course'],
  { status }: Alert,
  clock: Clock,
): Html {
  const lapsing = lapsingWords.en;
  const { story, card } = exceptionWords.en;
  return html`${status === 'acknowledged' && held?.until && html`<p>${lapsing.asked(held.name, absolute(held.until, clock))}.</p>`}${status === 'open' && held && held.lapses > 0 && html`<p class="quiet">${lapsing.lapsed(held.lapses)}.</p>`}${question && question.state !== 'sending' && html`<p>${story.asked[question.state](question.memberName)} · ${ago(question.answeredAt ?? question.askedAt, clock)}</p>`}${toldAgain.length > 0 && html`<p class="quiet">${card.told(toldAgain.join(', '))}</p>`}${lost.length > 0 && html`<p><strong>${card.lost(lost.join(', '))}</strong></p>`}`;
}

function seenPanel(
  { camera, person, mayName, personButtons, picture, face, events }: NonNullable<AlertView['seen']>,
  alert: Alert,
  clock: Clock,
): Html {
  const reference = formatReference({ kind: 'alert', number: alert.number });
  const cameraRef = camera && formatReference({ kind: 'camera', number: camera.number });
  const personRef = person && formatReference({ kind: 'person', number: person.number });
  return html`<section class="panel" aria-labelledby="seen-title"><h2 id="seen-title">What the camera saw</h2>
${picture && markedPicture({ src: picture, alt: alert.title, boxes: face && person ? [{ box: face, label: shownName(person), person: true }] : [] })}
<p class="caption">${camera && html`<a href="/cameras/${cameraRef}">${camera.name}</a>`}${person && html` · <a href="/people/${personRef}">${shownName(person)}</a>${person.name === null && html` <span class="tag">unknown</span>`}`}</p>
${
  person &&
  mayName &&
  html`<form method="post" action="/people/${personRef}/name"><input type="hidden" name="back" value="/alerts/${reference}"><label>Who is this?<input name="name" value="${person.name ?? ''}" required maxlength="200" autocomplete="off"></label><button>${person.name === null ? 'Give them this name' : 'Rename'}</button></form>`
}
${personButtons.length > 0 && drawActions(personButtons, { clock, back: `/alerts/${reference}` }, null)}
${events.length > 0 && eventList(events, clock)}
${alert.count > events.length && html`<p class="quiet">The latest ${number(events.length)} of ${plural(alert.count, 'event')}.</p>`}</section>`;
}

function eventsPanel(events: LoginEvent[], alert: Alert, clock: Clock): Html {
  return html`<section class="panel flush folds" aria-labelledby="events-title"><table><caption class="sr-only" id="events-title">Events behind this alert</caption><thead><tr><th scope="col">When</th><th scope="col">Outcome</th><th scope="col">Who and where</th><th scope="col">Log</th></tr></thead><tbody>${events.map((event) => eventRow(event, clock))}</tbody></table>
${alert.count > events.length && html`<p class="more quiet">The first ${number(events.length)} of ${plural(alert.count, 'event')}.</p>`}</section>`;
}

function eventRow(event: LoginEvent, clock: Clock): Html {
  const reference = formatReference({ kind: 'event', number: event.sequence });
  const place = [event.city, event.country].filter(Boolean).join(', ');
  const from = [event.address, place].filter(Boolean).join(' · ');
  return html`<tr><td class="tight">${exact(event.occurredAt, clock)}</td><td class="tight">${outcome(event.outcome)}</td><td class="wrap-any">${breakable(event.account)}${from && html`<br><small>${from}</small>`}</td><td class="tight"><a class="ref" href="/logs/${reference}">${reference}</a></td></tr>`;
}

export const outcome = (value: LoginEvent['outcome'] | null): Html =>
  html`<span class="outcome outcome-${value ?? 'none'}">${value === 'failure' ? 'Failed' : value === 'success' ? 'Signed in' : ''}</span>`;
