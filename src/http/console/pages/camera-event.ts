import type { Alert } from '../../../domain/alert.ts';
import type { Camera, CameraEvent, ModelView } from '../../../domain/camera.ts';
import { formatReference } from '../../../domain/reference.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { type Marked, markedPicture } from '../picture-overlay.ts';
import { ago, type Clock, exact } from '../time.ts';
import { feedItem } from './desk.ts';

export interface CameraEventView {
  clock: Clock;
  camera: Camera;
  event: CameraEvent;
  /** Whether pictures may still be added. */
  open: boolean;
  line: string;
  /** Why it is as risky as it is, in words. */
  reasons: string[];
  people: { number: number; name: string; unknown: boolean; how: string }[];
  readsPeople: boolean;
  /** What things in it are coloured like; empty where nothing is known. */
  colours: string;
  pictures: { src: string; takenAt: Date; boxes: Marked[] }[];
  /** How many further pictures it has. */
  morePictures: number;
  alerts: Alert[];
  /** Whether the reader may say that it was reviewed. */
  mayReview: boolean;
}

/** One event: who and what, how risky and why, its pictures, its alerts. */
export function cameraEventPage(view: CameraEventView): Html {
  const { camera, event, clock, people, pictures } = view;
  const ref = formatReference({ kind: 'camera_event', number: event.number });
  const cameraRef = formatReference({ kind: 'camera', number: camera.number });
  return html`<p class="crumb"><a href="/events">Events</a> / ${ref}</p>
${pageHead({ title: view.line.replace(/\.$/, ''), lead: html`<a href="/cameras/${cameraRef}">${camera.name}</a>${view.open && ' · still going on'}` })}
<div class="columns"><div>
<section class="panel" aria-labelledby="pictures-title"><h2 id="pictures-title">Pictures</h2>
${pictures.length === 0 ? html`<p class="quiet">Its pictures are gone: they were old enough by the settings, or somebody they showed was forgotten.</p>` : html`<ul class="shots">${pictures.map((picture) => html`<li>${markedPicture({ ...picture, alt: picture.boxes.map(({ label }) => label).join(', ') || 'Nothing was found in this one' })}<p class="quiet caption">${exact(picture.takenAt, clock)}${picture.boxes.length > 0 && html` · ${picture.boxes.map(({ label }) => label).join(', ')}`}</p></li>`)}</ul>`}
${view.morePictures > 0 && html`<p class="quiet">And ${view.morePictures} more.</p>`}</section></div><div>
<section class="panel" aria-labelledby="facts-title"><h2 id="facts-title" class="sr-only">What is known</h2><dl class="facts list">
<div><dt>Risk</dt><dd>${event.risk} of 100</dd></div>
<div><dt>From</dt><dd>${exact(event.startedAt, clock)}</dd></div><div><dt>To</dt><dd>${exact(event.endedAt, clock)} <span class="quiet">(${ago(event.endedAt, clock)})</span></dd></div>
${event.zones.length > 0 && html`<div><dt>Zones</dt><dd>${event.zones.join(', ')}</dd></div>`}
${view.colours && html`<div><dt>Colours (estimates)</dt><dd>${view.colours}</dd></div>`}
${view.reasons.length > 0 && html`<div><dt>Why</dt><dd><ul>${view.reasons.map((reason) => html`<li>${reason}</li>`)}</ul></dd></div>`}
<div><dt>Reviewed</dt><dd>${event.reviewed ? html`by ${event.reviewed.by}, ${ago(event.reviewed.at, clock)}` : 'not yet'}</dd></div></dl>
${view.mayReview && html`<form method="post" action="/events/review"><input type="hidden" name="event" value="${ref}"><input type="hidden" name="back" value="/events/${ref}"><button class="${event.reviewed ? 'secondary outline' : ''}" name="reviewed" value="${event.reviewed ? 'no' : 'yes'}">${event.reviewed ? 'Not reviewed after all' : 'Mark as reviewed'}</button></form>`}</section>
${event.view && viewPanel(event.view, event.summaryBy)}
<section class="panel" aria-labelledby="who-title"><h2 id="who-title">Who</h2>${
    people.length === 0
      ? html`<p class="quiet">Nobody was recognised.</p>`
      : html`<ul class="card-list">${people.map(({ number, name, unknown, how }) => {
          const person = formatReference({ kind: 'person', number });
          return html`<li><span>${view.readsPeople ? html`<a class="ref" href="/people/${person}">${person}</a>` : html`<span class="ref">${person}</span>`} ${name}${unknown && html` <span class="tag">unknown</span>`}<br><small>${how}</small></span></li>`;
        })}</ul>`
  }</section>
${view.alerts.length > 0 && html`<section class="panel" aria-labelledby="alerts-title"><h2 id="alerts-title">Alerts</h2><ul class="feed">${view.alerts.map((alert) => feedItem(alert, clock))}</ul></section>`}
</div></div>`;
}

const THREAT_WORD = ['None', 'Worth a look', 'A threat'] as const;

/** What a language model says that looked at the pictures: beside what is known, never instead of it. */
const viewPanel = (view: ModelView, model: string | null): Html =>
  html`<section class="panel" aria-labelledby="view-title"><h2 id="view-title">What the language model sees</h2><p><strong>${view.title}</strong><br>${view.scene}</p><dl class="facts list"><div><dt>Threat</dt><dd>${THREAT_WORD[view.threat]} (${view.threat} of 2)</dd></div><div><dt>How sure it says it is</dt><dd>${Math.round(view.confidence * 100)} %</dd></div>${view.concerns.length > 0 && html`<div><dt>Concerns</dt><dd><ul>${view.concerns.map((one) => html`<li>${one}</li>`)}</ul></dd></div>`}</dl><p class="quiet">By ${model ?? 'a model'}, from ${view.pictures} ${view.pictures === 1 ? 'picture' : 'pictures'}. It may raise the risk; what rules found stands whatever it says.</p></section>`;
