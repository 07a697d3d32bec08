import type { Face } from '../../../domain/face.ts';
import { type Consent, type Person, type PersonChangeKind, shownName } from '../../../domain/person.ts';
import { formatReference } from '../../../domain/reference.ts';
import { peopleWords } from '../../../messages/catalogue/people.ts';
import type { SeenPerson } from '../../../pipeline/recognition/people.ts';
import type { SeenSightings } from '../../../pipeline/recognition/sightings.ts';
import { type Html, html } from '../html.ts';
import { askFirst, pageHead } from '../layout.ts';
import { ago, type Clock, exact } from '../time.ts';
import { type SightedDay, timeline } from '../timeline.ts';
import { number } from '../words.ts';

const CHANGE_WORD: Record<PersonChangeKind, string> = {
  rename: 'Renamed',
  merge: 'Merged with somebody',
  split: 'Split',
  confirm: 'A picture was confirmed',
  reject: 'A picture was taken away',
  vote: 'A picture was given to them by the others of its event',
  give: 'Faces nobody was sure of were given to them',
  decide: 'Earlier faces turned out to be theirs',
};
const ASSIGNED_WORD = {
  enrolled: 'enrolled',
  confirmed: 'confirmed by somebody',
  matched: 'recognised',
  new: 'the first seen of them',
} as const;

export interface PersonView {
  clock: Clock;
  seen: SeenPerson;
  portrait: string | null;
  faces: { face: Face; src: string; nearest: string | null }[];
  moreFaces: boolean;
  sightings: SeenSightings;
  /** What shows them best in a sighting, by its id. */
  shots: ReadonlyMap<string, string>;
  days: SightedDay[];
  consents: Consent[];
  changes: { id: string; kind: PersonChangeKind; at: Date; changedBy: string; faces: number; undoneAt: Date | null }[];
  mayChange: boolean;
  /** Other people with a name, to choose from. */
  named: { ref: string; name: string }[];
}

/** "Who is this?": somebody's pictures and why they are theirs, where they were seen, what was done. */
export function personPage(view: PersonView): Html {
  const { seen, clock, mayChange, sightings } = view;
  const { person } = seen;
  const ref = formatReference({ kind: 'person', number: person.number });
  const name = shownName(person);
  return html`<p class="crumb"><a href="/people">People</a> / ${ref}</p>
${pageHead({
  title: name,
  lead: html`${ref}${person.name === null ? ' · nobody gave them a name yet' : ` · ${person.label}`}${person.archivedAt && ' · archived'}${person.hidden && ' · hidden from lists'}`,
  aside:
    mayChange && html`<a role="button" class="secondary outline" href="/people/enrol?person=${ref}">Add pictures</a>`,
})}
<div class="columns"><div>
${facesPanel(view, ref, name)}
<section class="panel" aria-labelledby="sightings-title"><h2 id="sightings-title">Where they were seen</h2>
${
  sightings.count === 0
    ? html`<p class="quiet">No camera has seen them yet.</p>`
    : html`<p>${number(sightings.count)} ${sightings.count === 1 ? 'time' : 'times'} at ${sightings.cameras.map(({ camera, count }) => `${camera.name} (${count})`).join(', ')}; last ${ago(sightings.last!, clock)}, first ${ago(sightings.first!, clock)}.</p>
${timeline(view.days, name)}
${sightingList(view, ref)}`
}</section></div><div>
<section class="panel" aria-labelledby="about-title"><h2 id="about-title" class="sr-only">About them</h2>${view.portrait && html`<img class="portrait" src="${view.portrait}" alt="${peopleWords.en.card.picture(name)}">`}
<dl class="facts list"><div><dt>Pictures</dt><dd>${number(seen.faces)}; new faces are compared with ${number(seen.compared)} of them</dd></div>
<div><dt>Recognised from similarity</dt><dd>${person.threshold === null ? 'the model’s own threshold' : html`${person.threshold.toFixed(2)} <span class="quiet">of their own, from how alike their own pictures are</span>`}</dd></div>
<div><dt>Known since</dt><dd>${ago(person.createdAt, clock)}</dd></div>${person.note !== '' && !mayChange && html`<div><dt>Note</dt><dd class="wrap-any">${person.note}</dd></div>`}</dl>
${mayChange && html`<form method="post" action="/people/${ref}/name"><label>Name<input name="name" value="${person.name ?? ''}" maxlength="200" autocomplete="off"></label><button>${person.name === null ? 'Give them this name' : 'Rename'}</button></form><form method="post" action="/people/${ref}/note"><label>Note<textarea name="note" rows="2" maxlength="2000">${person.note}</textarea></label><button class="secondary outline">Keep the note</button></form><form method="post" action="/people/${ref}/shown"><div class="actions"><button class="secondary outline" name="hidden" value="${person.hidden ? 'no' : 'yes'}">${person.hidden ? 'Show in lists again' : 'Hide from lists'}</button>${person.portraitFaceId && html`<button class="secondary outline" name="portrait" value="best">Portrait: the best picture</button>`}</div><p class="quiet">${person.hidden ? 'They are left out of lists' : 'Hidden, they would be left out of lists'}, and recognised all the same; their consent stays as it is.</p></form>`}</section>
${consentPanel(view, ref, person)}
${changesPanel(view, ref)}
${mayChange && html`<section class="panel" aria-labelledby="forget-title"><h2 id="forget-title">Forget</h2><p class="quiet">Erases their pictures, sightings and everything they are recognised by. A line of the audit log stays, without their name.</p><form method="post" action="/people/${ref}/forget">${askFirst(peopleWords.en.card.forgetSurely(name))}<button class="danger outline">Forget ${name}</button></form></section>`}
</div></div>`;
}

/** Each time they were seen. Of those in which no face was seen, it can be said that it was not them. */
function sightingList({ sightings, shots, seen, clock, mayChange }: PersonView, ref: string): Html {
  const splits = mayChange && (seen.faces > 0 || sightings.count > 1);
  const open = splits ? sightings.rows.filter(({ sighting }) => sighting.by === 'appearance') : [];
  const rows = sightings.rows.map(({ sighting, camera }, index) => {
    const event = formatReference({ kind: 'camera_event', number: sighting.eventNumber });
    const shot = shots.get(sighting.id);
    const stayed = stayText(sighting.lastSeen.getTime() - sighting.firstSeen.getTime());
    return html`<li><span>${shot && html`<img class="shot" src="${shot}" alt="" loading="lazy"> `}<a href="/cameras/${formatReference({ kind: 'camera', number: camera.number })}">${camera.name}</a>, <a href="/events/${event}">${event}</a>, ${sighting.by === 'face' ? `by the face in ${sighting.faces} ${sighting.faces === 1 ? 'picture' : 'pictures'}` : 'by how they were dressed alone'}${stayed && `, for ${stayed}`}${
      splits &&
      sighting.by === 'appearance' &&
      html`<span class="actions tight"><button class="secondary outline" name="wrong" value="${sighting.id}">Not them${when(index)}</button>${open.length > 1 && html`<label class="pick"><input type="checkbox" name="sighting" value="${sighting.id}"> Choose${when(index)}</label>`}</span>`
    }</span><span class="list-when">${exact(sighting.lastSeen, clock)}</span></li>`;
  });
  const list = html`<ul class="card-list">${rows}</ul>`;
  return open.length === 0
    ? list
    : html`<form method="post" action="/people/${ref}/sightings">${list}${open.length > 1 && html`<div class="actions after-list"><button class="secondary outline" name="split" value="yes">Make the chosen somebody new</button><span class="quiet">For times somebody else was dressed like them; it can be undone.</span></div>`}</form>`;
}

/** Which time a button is about, for whoever does not see where it stands. */
const when = (index: number): Html => html`<span class="sr-only"> time ${index + 1}</span>`;

/** `3 min`, `40 s`; nothing for a single picture. */
const stayText = (ms: number): string =>
  ms <= 0 ? '' : ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;

function facesPanel({ seen, faces, moreFaces, clock, mayChange, named }: PersonView, ref: string, name: string): Html {
  const splits = faces.length > 1;
  const tiles = faces.map(
    ({ face, src, nearest }, index) =>
      html`<li class="tile"><div class="tile-face"><img src="${src}" alt="${name}, ${ASSIGNED_WORD[face.assigned ?? 'matched']}" loading="lazy"></div><div class="tile-body"><p class="quiet">${ago(face.at, clock)} · ${ASSIGNED_WORD[face.assigned ?? 'matched']}<br>${why(face, nearest)}</p>
${mayChange && html`<div class="actions tight">${face.assigned !== 'enrolled' && face.assigned !== 'confirmed' && html`<button class="secondary outline" name="right" value="${face.id}">This is right${which(index)}</button>`}<button class="secondary outline" name="wrong" value="${face.id}">Not them${which(index)}</button>${face.id !== seen.person.portraitFaceId && html`<button class="secondary outline" name="portrait" value="${face.id}">Portrait${which(index)}</button>`}<button class="danger outline" name="remove" value="${face.id}">Delete${which(index)}</button></div>${html`<label class="pick"><input type="checkbox" name="face" value="${face.id}"> Choose${which(index)}</label>`}`}</div></li>`,
  );
  const grid = html`<ul class="tiles faces">${tiles}</ul>`;
  return html`<section class="panel" aria-labelledby="faces-title"><h2 id="faces-title">Pictures, and why they are theirs</h2>
${faces.length === 0 ? html`<p class="quiet">${seen.sightings > 0 ? 'Their face was never seen: they were told apart by how they were dressed, for a day.' : 'There is none.'}</p>` : mayChange ? html`<form method="post" action="/people/${ref}/faces">${grid}${splits && html`<div class="actions after-list"><button class="secondary outline" name="split" value="yes">Make the chosen somebody new</button><span class="quiet">For pictures that show another person; it can be undone.</span></div>`}<div class="row after-list"><label>Another person they show<input name="other" list="known-people" maxlength="200" autocomplete="off" placeholder="Dana Whitfield, PER-7"></label><datalist id="known-people">${named.map((one) => html`<option value="${one.ref}">${one.name}</option>`)}</datalist><button class="secondary outline" name="give" value="yes">Give the chosen to them</button></div></form>` : grid}
${moreFaces && html`<p class="quiet">The latest are shown.</p>`}</section>`;
}

/** Which picture a button is about, for whoever does not see where it stands. */
const which = (index: number): Html => html`<span class="sr-only"> picture ${index + 1}</span>`;

/** The numbers that made a face theirs. */
function why({ decision, quality, assigned }: Face, runnerUp: string | null): string {
  const size = `${Math.round(quality.size)} px`;
  if (!decision?.nearest || assigned === 'enrolled' || assigned === 'new') return size;
  const next = decision.runnerUp
    ? `, next ${decision.runnerUp.similarity.toFixed(2)}${runnerUp ? ` (${runnerUp})` : ''}`
    : '';
  const { vote } = decision;
  const voted = vote
    ? `; with ${vote.pictures - 1} more of its event ${vote.mean.toFixed(2)} on average, ${vote.agreeing} of ${vote.pictures} enough alone`
    : '';
  return `${decision.nearest.similarity.toFixed(2)} alike, needed ${decision.threshold.toFixed(2)}${voted}${next}; ${size}`;
}

function consentPanel({ consents, clock, mayChange }: PersonView, ref: string, person: Person): Html {
  const [newest] = consents;
  return html`<section class="panel" aria-labelledby="consent-title"><h2 id="consent-title">Their consent</h2>
${consents.length === 0 ? html`<p class="quiet">None is recorded.</p>` : html`<ul class="card-list">${consents.map(({ state, at, recordedBy, text }) => html`<li><span>${state === 'given' ? 'Given' : 'Taken back'}, recorded by ${recordedBy}: <span class="wrap-any">${text.length > 200 ? `${text.slice(0, 200)}…` : text}</span></span><span class="list-when">${ago(at, clock)}</span></li>`)}</ul>`}
${mayChange && newest?.state !== 'given' && html`<form method="post" action="/people/${ref}/consent"><input type="hidden" name="state" value="given"><label>They agreed: their words<textarea name="text" rows="2" required maxlength="20000"></textarea></label><button class="secondary outline">Record consent</button></form>`}
${mayChange && newest?.state !== 'withdrawn' && html`<form method="post" action="/people/${ref}/consent"><input type="hidden" name="state" value="withdrawn"><label>${newest ? 'They took it back: their words' : 'They do not want to be recognised: their words'}<textarea name="text" rows="2" required maxlength="20000"></textarea></label><label><input type="checkbox" name="leave_out" value="yes"> They agree that a few numbers of their face are kept for one thing: so that it is left out. Otherwise all are erased, and their face is a stranger’s.</label>${askFirst(`Record that ${shownName(person)} ${newest ? 'took their consent back' : 'does not want to be recognised'}? What they are recognised by is erased.`)}<button class="secondary outline">${newest ? 'Record that it was taken back' : 'Record that'}</button></form>`}</section>`;
}

/** The newest change alone can be taken back: those before it may be built on. */
function changesPanel({ changes, clock, mayChange }: PersonView, ref: string): Html {
  if (changes.length === 0) return html``;
  const newest = changes.find(({ undoneAt }) => undoneAt === null);
  return html`<section class="panel" aria-labelledby="changes-title"><h2 id="changes-title">What was done</h2><ul class="card-list">${changes.map(
    (change) =>
      html`<li><span>${CHANGE_WORD[change.kind]}${change.faces > 1 && ` (${change.faces} pictures)`} by ${change.changedBy}${change.undoneAt && html` <span class="tag">undone</span>`}${mayChange && change === newest && html`<form method="post" action="/people/${ref}/undo"><input type="hidden" name="change" value="${change.id}"><button class="secondary outline">Undo</button></form>`}</span><span class="list-when">${ago(change.at, clock)}</span></li>`,
  )}</ul></section>`;
}
