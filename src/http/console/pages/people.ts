import { type Consent, shownName } from '../../../domain/person.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { BiometricsKept } from '../../../pipeline/recognition/erase-biometrics.ts';
import type { SeenPerson } from '../../../pipeline/recognition/people.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { absolute, ago, type Clock } from '../time.ts';
import { number, plural } from '../words.ts';

export interface PeopleView {
  clock: Clock;
  people: SeenPerson[];
  /** Where the face of each is, by the person's id. */
  faces: ReadonlyMap<string, string>;
  filter: { query: string; who: 'all' | 'named' | 'unknown'; archived: boolean; hidden: boolean };
  /** Address of the next, older page. */
  older: string | null;
  mayChange: boolean;
  /** Whether the reader may record the organisation's consent. */
  mayConsent: boolean;
  /** The newest of the organisation's consents. */
  consent: Consent | null;
  /** What people are recognised by, and when it goes. */
  kept: BiometricsKept;
  /** How many faces nobody is sure of. */
  unsure: number;
  /** What is missing to recognise faces, and how to mend it. */
  missing: Child;
}

/** "Who is known here?": everybody with a face, named or numbered. */
export function peoplePage(view: PeopleView): Html {
  const { people, filter, mayChange, consent } = view;
  const on = consent?.state === 'given';
  const filtered = filter.query !== '' || filter.who !== 'all' || filter.archived || filter.hidden;
  return html`${pageHead({
    title: 'Who is known here?',
    lead: 'People the cameras recognise: those you enrolled, and strangers, who keep their number.',
    aside:
      on &&
      html`<a role="button" class="secondary outline" href="/people/unsure">Unsure faces${view.unsure > 0 && html` <span class="side-count">${number(view.unsure)}</span>`}</a><a role="button" class="secondary outline" href="/people/similar">Search by picture</a><a role="button" class="secondary outline" href="/people/recognition">How sure</a>${mayChange && html`<a role="button" href="/people/enrol">Enrol somebody</a>`}`,
  })}
${!on && html`<div class="flash flash-problem" role="status"><p>${consent ? 'The recognition of faces is switched off.' : 'Faces are not recognised here yet.'} ${view.mayConsent ? 'Record the organisation’s consent first.' : 'An admin has to record the organisation’s consent on this page first.'}</p></div>`}
${view.missing && html`<div class="flash flash-problem" role="status"><p>${view.missing}</p></div>`}
${!on && consentPanel(view)}
${(people.length > 0 || filtered) && search(filter, filtered)}
${
  people.length === 0
    ? empty(
        filtered ? 'Nobody fits' : 'Nobody yet',
        filtered
          ? html`Nobody fits this choice. <a href="/people">Show all</a>`
          : html`People appear here when ${mayChange && on ? html`you <a href="/people/enrol">enrol</a> them` : 'they are enrolled'} with three to five pictures, and when a <a href="/cameras">camera</a> sees the face of somebody it does not know.`,
      )
    : gallery(view)
}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">More</a></p>`}
${on && consentPanel(view)}`;
}

const search = (
  filter: PeopleView['filter'],
  filtered: boolean,
): Html => html`<search class="filters"><form method="get" action="/people"><div class="field-grid">
<label>Name or number<input name="q" value="${filter.query}" maxlength="200" placeholder="Dana, Person_A47B"></label>
<label>Who<select name="who"><option value="all">Everybody</option><option value="named"${flag('selected', filter.who === 'named')}>People with a name</option><option value="unknown"${flag('selected', filter.who === 'unknown')}>Strangers</option></select></label>
<label>Archived<select name="archived"><option value="">Left out</option><option value="yes"${flag('selected', filter.archived)}>Shown too</option></select></label>
<label>Hidden<select name="hidden"><option value="">Left out</option><option value="yes"${flag('selected', filter.hidden)}>Shown too</option></select></label></div>
<div class="row"><button>Show</button>${filtered && html`<a href="/people">Clear</a>`}</div></form></search>`;

function gallery({ people, faces, mayChange, clock }: PeopleView): Html {
  const tiles = html`<ul class="tiles faces">${people.map((seen) => personTile(seen, faces.get(seen.person.id) ?? null, mayChange && people.length > 1, clock))}</ul>`;
  return mayChange && people.length > 1
    ? html`<form method="post" action="/people/merge" data-people>${tiles}<div class="actions after-list"><button class="secondary outline">Merge the two chosen</button><span class="quiet">Choose two who are one person; it can be undone.</span></div></form>`
    : tiles;
}

function personTile(
  { person, faces, sightings, lastSeen }: SeenPerson,
  face: string | null,
  chooses: boolean,
  clock: Clock,
): Html {
  const ref = formatReference({ kind: 'person', number: person.number });
  return html`<li class="tile"><a class="tile-face" href="/people/${ref}" tabindex="-1" aria-hidden="true">${face ? html`<img src="${face}" alt="" loading="lazy">` : html`<span class="tile-none">No picture</span>`}</a>
<div class="tile-body"><h2><a href="/people/${ref}">${shownName(person)}</a></h2>
<p class="quiet"><span class="ref">${ref}</span>${person.name === null && html` <span class="tag">unknown</span>`}${person.archivedAt && html` <span class="tag">archived</span>`}${person.hidden && html` <span class="tag">hidden</span>`}<br>${faces === 0 && sightings > 0 ? 'by clothing only' : html`${number(faces)} ${faces === 1 ? 'picture' : 'pictures'}`} · ${lastSeen ? html`seen ${number(sightings)} ${sightings === 1 ? 'time' : 'times'}, last ${ago(lastSeen, clock)}` : 'not seen by a camera yet'}</p>
${chooses && html`<label class="pick"><input type="checkbox" name="person" value="${ref}"> Choose<span class="sr-only"> ${shownName(person)}, ${ref}</span></label>`}</div></li>`;
}

/** What the organisation agreed to. Admins record it and take it back. */
function consentPanel({ consent, mayConsent, clock, kept }: PeopleView): Html {
  const on = consent?.state === 'given';
  return html`<section class="panel" id="consent" aria-labelledby="consent-title"><h2 id="consent-title">Consent of the organisation</h2>
${
  consent
    ? html`<p>The recognition of faces is <strong>${on ? 'allowed' : 'not allowed'}</strong> since ${ago(consent.at, clock)}, recorded by ${consent.recordedBy}.</p><details class="fold"><summary>What was recorded</summary><p class="wrap-any">${consent.text}</p></details>${!on && html`<p>${keptSince(kept, clock)}</p>`}`
    : html`<p>Nothing is recorded, so no face is looked for in any picture. People, vehicles and zones are told all the same.</p>`
}
${
  mayConsent
    ? html`<form method="post" action="/people/consent"><input type="hidden" name="state" value="${on ? 'withdrawn' : 'given'}"><label>${on ? 'Why it is taken back' : 'The policy people were told: what for, who may look, how long it is kept'}<textarea name="text" rows="4" required maxlength="20000"></textarea></label>${on && html`<p class="quiet">Once it is taken back nobody is recognised. ${willGo(kept)} Names and pictures stay for their own time.</p>`}${on && askFirst(`Switch the recognition of faces off? Nobody is recognised from then on. ${willGo(kept)} Names and pictures stay for their own time.`)}<button class="${on ? 'danger outline' : ''}">${on ? 'Take the consent back' : 'Record the consent'}</button></form>`
    : html`<p class="quiet">Admins record it and take it back.</p>`
}</section>`;
}

const keptWords = ({ faces, bodies }: BiometricsKept): string =>
  `What people are recognised by (${number(faces)} ${faces === 1 ? 'face' : 'faces'}${bodies > 0 ? `, ${number(bodies)} ${bodies === 1 ? 'body' : 'bodies'}` : ''})`;

/** What taking the consent back does to it. */
function willGo(kept: BiometricsKept): string {
  if (kept.faces + kept.bodies === 0) return 'Nothing is kept yet by which anybody could be recognised.';
  return kept.days === 0
    ? `${keptWords(kept)} is erased at once, for good.`
    : `${keptWords(kept)} is erased for good after ${plural(kept.days, 'day')}; record the consent anew before that to keep it.`;
}

/** What is left of it since the consent was taken back. */
export const keptSince = (kept: BiometricsKept, clock: Clock): string =>
  kept.erasedFrom === null
    ? 'Nothing is kept any more by which anybody could be recognised. Names and pictures stay for their own time: once the consent is recorded anew, enrolled people are known again by their pictures.'
    : `${keptWords(kept)} is erased in the night after ${absolute(kept.erasedFrom, clock)}; record the consent anew before that to keep it. Names and pictures stay for their own time.`;
