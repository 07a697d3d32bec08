import { OPEN_FACE_STATES, type OpenFaceState } from '../../../db/open-faces.ts';
import { shownName } from '../../../domain/person.ts';
import { formatReference } from '../../../domain/reference.ts';
import { peopleWords } from '../../../messages/catalogue/people.ts';
import type { OpenFace, Settled } from '../../../pipeline/recognition/open-faces.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural } from '../words.ts';

export interface OpenFacesView {
  clock: Clock;
  state: OpenFaceState;
  counts: Record<OpenFaceState, number>;
  cameras: { ref: string; name: string }[];
  camera: string;
  faces: { open: OpenFace; src: string }[];
  settled: Settled[];
  /** People with a name, to choose from. */
  named: { ref: string; name: string }[];
  /** Address of the next, older page; and of this one. */
  older: string | null;
  here: string;
  mayChange: boolean;
  /** Whether faces are recognised here at all. */
  on: boolean;
  /** What is missing to recognise faces, and how to mend it. */
  missing: Child;
}

const TABS: Record<OpenFaceState, string> = { unsure: 'Not sure', nobody: 'Nobody known', dismissed: 'Put away' };
const EMPTY: Record<OpenFaceState, { title: string; body: Child }> = {
  unsure: {
    title: 'It is sure of every face',
    body: html`Faces appear here when a <a href="/cameras">camera</a> sees somebody who looks like a person you know, but not enough to be sure.`,
  },
  nobody: {
    title: 'No face is left over',
    body: 'Faces appear here that are like nobody known, and too small, blurred or turned away to make somebody new of.',
  },
  dismissed: {
    title: 'Nothing is put away',
    body: 'Faces appear here that somebody called nobody to keep, or not a face. They can be brought back.',
  },
};
const DISMISSED = { nobody: 'nobody to keep', not_a_face: 'not a face' } as const;

/** "Who could this be?": faces nobody is sure of, with whom each may be, to be settled one by one or several at once. */
export function openFacesPage(view: OpenFacesView): Html {
  const { state, counts, faces, camera, cameras, mayChange } = view;
  return html`<p class="crumb"><a href="/people">People</a> / Unsure faces</p>
${pageHead({ title: 'Who could this be?', lead: 'Faces nobody is sure of. What you say here helps to recognise people, and can be undone.' })}
${!view.on && html`<div class="flash flash-problem" role="status"><p>Faces are not recognised here: the organisation’s consent is not recorded, on <a href="/people#consent">the page of people</a>. Faces can be put away, and given to nobody.</p></div>`}
${view.missing && html`<div class="flash flash-problem" role="status"><p>${view.missing}</p></div>`}
<nav aria-label="Which faces"><ul class="chips">${OPEN_FACE_STATES.map((one) => html`<li><a class="chip" href="/people/unsure${one === 'unsure' ? '' : `?state=${one}`}"${one === state && html` aria-current="page"`}>${TABS[one]} <b>${number(counts[one])}</b></a></li>`)}</ul></nav>
${cameras.length > 1 && (faces.length > 0 || camera !== '') && html`<search class="filters"><form method="get" action="/people/unsure"><input type="hidden" name="state" value="${state}"><div class="field-grid"><label>Camera<select name="camera"><option value="">Any</option>${cameras.map(({ ref, name }) => html`<option value="${ref}"${flag('selected', ref === camera)}>${name}</option>`)}</select></label></div><div class="row"><button>Show</button>${camera !== '' && html`<a href="/people/unsure?state=${state}">Clear</a>`}</div></form></search>`}
${faces.length === 0 ? empty(camera === '' ? EMPTY[state].title : 'No face of this camera', EMPTY[state].body) : mayChange ? form(view) : tiles(view)}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older faces</a></p>`}
${settledPanel(view)}`;
}

const tiles = (view: OpenFacesView): Html =>
  html`<ul class="tiles faces">${view.faces.map((one, index) => tile(one, index, view))}</ul>`;

/** All in one form: a button of a face is about that face alone, those below about the chosen ones. */
function form(view: OpenFacesView): Html {
  const { state, on, here, named } = view;
  return html`<form method="post" action="/people/unsure" id="open-faces" aria-describedby="open-faces-keys"><input type="hidden" name="back" value="${here}">
<p class="quiet" id="open-faces-keys">By keyboard: arrow keys go from face to face, the space bar chooses one.</p>
${tiles(view)}
<section class="panel" aria-labelledby="chosen-title"><h2 id="chosen-title">The chosen faces</h2>
${
  state === 'dismissed'
    ? html`<div class="actions"><button class="secondary outline" name="all" value="open">Bring back</button></div>`
    : html`<div class="field-grid"><label>Who they are<input name="who" list="known-people" maxlength="200" autocomplete="off" placeholder="Dana Whitfield, PER-7"></label><datalist id="known-people">${named.map(({ ref, name }) => html`<option value="${ref}">${name}</option>`)}</datalist></div>
<div class="actions"><button name="all" value="person"${flag('disabled', !on)}>This is them</button><button class="secondary outline" name="all" value="new"${flag('disabled', !on)}>Somebody new</button><button class="secondary outline" name="all" value="nobody">Nobody to keep</button><button class="secondary outline" name="all" value="not_a_face">Not a face</button></div>
<p class="quiet">All chosen faces become one person. <em>Somebody new</em> takes the name above, or a number where there is none. A day after a face was put away, the numbers that describe it are erased.</p>`
}
<p id="open-faces-say" class="sr-only" aria-live="polite"></p></section></form>`;
}

function tile({ open, src }: OpenFacesView['faces'][number], index: number, view: OpenFacesView): Html {
  const { face, camera, eventNumber } = open;
  const { mayChange, on, clock, state } = view;
  const event = eventNumber === null ? null : formatReference({ kind: 'camera_event', number: eventNumber });
  const label = `Face ${index + 1}${camera ? `, ${camera.name}` : ''}`;
  const reason = face.decision?.reason ? peopleWords.en.reasons[face.decision.reason] : undefined;
  return html`<li class="tile"><div class="tile-face"><img src="${src}" alt="${label}" loading="lazy"></div><div class="tile-body"><p class="quiet">${camera ? html`<a href="/cameras/${formatReference({ kind: 'camera', number: camera.number })}">${camera.name}</a> · ` : ''}${ago(face.at, clock)}${event && html` · <a href="/events/${event}">${event}</a>`}<br>${Math.round(face.quality.size)} px${face.dismissed && ` · ${DISMISSED[face.dismissed]}`}${reason && html`<br>${reason}`}</p>
${candidates(open, index, mayChange && on && state !== 'dismissed')}
${mayChange && state !== 'dismissed' && html`<div class="actions tight"><button class="secondary outline" name="one" value="${face.id} nobody">Nobody to keep${which(index)}</button><button class="secondary outline" name="one" value="${face.id} not_a_face">Not a face${which(index)}</button></div>`}
${mayChange && html`<label class="pick"><input type="checkbox" name="face" value="${face.id}"> Choose${which(index)}</label>`}</div></li>`;
}

/** Whom it may be, each with the numbers; with a button where it can be said. */
function candidates({ face, candidates: found }: OpenFace, index: number, buttons: boolean): Html {
  if (found === null) return html`<p class="quiet">Whom it is like cannot be told.</p>`;
  if (found.length === 0) return html`<p class="quiet">It is like nobody known.</p>`;
  return html`<ul class="card-list">${found.map(({ person, similarity, threshold }) => {
    const ref = formatReference({ kind: 'person', number: person.number });
    return html`<li><span><a href="/people/${ref}">${shownName(person)}</a><br><span class="quiet">${similarity.toFixed(2)} alike, needed ${threshold.toFixed(2)}</span></span>${buttons && html`<button class="secondary outline" name="one" value="${face.id} ${ref}">This is ${shownName(person)}<span class="sr-only">, face ${index + 1}</span></button>`}</li>`;
  })}</ul>`;
}

/** Which face a button is about, for whoever does not see where it stands. */
const which = (index: number): Html => html`<span class="sr-only"> face ${index + 1}</span>`;

function settledPanel({ settled, clock, mayChange, here }: OpenFacesView): Html {
  if (settled.length === 0) return html``;
  return html`<section class="panel" aria-labelledby="settled-title"><h2 id="settled-title">What was done lately</h2><ul class="card-list">${settled.map(
    (one) =>
      html`<li><span>${settledLine(one)}${
        mayChange &&
        (one.kind === 'dismiss' || one.newest) &&
        html`<form method="post" action="/people/unsure/undo"><input type="hidden" name="back" value="${here}"><input type="hidden" name="${one.kind === 'dismiss' ? 'at' : 'change'}" value="${one.kind === 'dismiss' ? one.at.toISOString() : one.changeId}"><button class="secondary outline">Undo<span class="sr-only">: ${settledText(one)}</span></button></form>`
      }</span><span class="list-when">${ago(one.at, clock)}</span></li>`,
  )}</ul></section>`;
}

function settledLine(one: Settled): Html {
  if (one.kind === 'dismiss') return html`${settledText(one)}`;
  const ref = formatReference({ kind: 'person', number: one.person.number });
  return html`${settledText(one)} <a class="ref" href="/people/${ref}">${ref}</a>`;
}

/** `12 earlier faces are now Dana Whitfield`. */
export function settledText(one: Settled): string {
  if (one.kind === 'dismiss') return `${plural(one.faces, 'face')} put away by ${one.by}: ${DISMISSED[one.as]}`;
  const who = shownName(one.person);
  if (one.kind === 'decide')
    return `${plural(one.faces, 'earlier face')} ${one.faces === 1 ? 'is' : 'are'} now ${who}, decided anew by itself`;
  return `${plural(one.faces, 'face')} ${one.faces === 1 ? 'was' : 'were'} given to ${who} by ${one.by}`;
}
