import type { EnrolmentVerdict } from '../../../domain/person.ts';
import { shownName } from '../../../domain/person.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Enrolled } from '../../../pipeline/recognition/enrol.ts';
import { type Child, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { pageHead } from '../layout.ts';

/** What became of a picture, and what to do about it. */
const VERDICT_WORDS: Record<EnrolmentVerdict, string> = {
  accepted: 'Taken.',
  no_face: 'No face was found. Take one that shows the face, from the front.',
  several_faces: 'There are several faces. Cut out the one that is meant.',
  too_small: 'The face is too small. Take one from nearer by.',
  blurred: 'The face is blurred. Take a sharper one.',
  turned_away: 'The face looks away. Take one that looks at the camera.',
  likely_spoof: 'This looks like a picture of a picture, not of a person.',
  duplicate: 'This is the same picture as another one.',
  someone_else: 'This looks like somebody else than the other pictures, or like somebody who is known already.',
  left_out:
    'Whoever this is asked to be left out, so it is not used. If they agree now, record their consent on their own page first.',
  unreadable: 'This could not be read as a picture.',
};

export interface EnrolView {
  /** Whom pictures are added to; null for somebody new. */
  person: { ref: string; name: string } | null;
  /** Why nobody can be enrolled now. */
  problem: Child;
  /** Why the last form was refused as a whole; its pictures must be chosen again, as no browser keeps them. */
  refused?: string;
  /** What was typed before, where nobody was enrolled. */
  typed?: { name: string; consent: string };
  /** What the last pictures came to. */
  result?: { enrolled: Enrolled; faces: ReadonlyMap<string, string> };
}

/** "Who is to be recognised?": three to five pictures, a verdict on each. */
export function enrolPage({ person, problem, refused, typed, result }: EnrolView): Html {
  return html`<p class="crumb"><a href="/people">People</a> / Enrol</p>
${pageHead({
  title: person ? `More pictures of ${person.name}` : 'Who is to be recognised?',
  lead: 'Three to five different pictures are best: from the front, in different light, one person on each.',
})}
${result && verdicts(result)}
${refused && html`<div class="flash flash-problem" role="alert"><p>${refused} Nothing was kept; what you typed is still here. Choose the pictures again.</p></div>`}
${
  problem
    ? html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`
    : html`<form class="panel" method="post" action="/people/enrol" enctype="multipart/form-data" id="enrol">
${person ? html`<input type="hidden" name="person" value="${person.ref}">` : html`<label>Name<input name="name" value="${typed?.name ?? ''}" required maxlength="200" autocomplete="off"></label>`}
${!person && html`<label>What they agreed to <small>Recorded as their consent, with your name and the time. Leave it empty where the law needs none.</small><textarea name="consent" rows="3" maxlength="20000">${typed?.consent ?? ''}</textarea></label>`}
<label class="drop" id="drop">Pictures <small>JPEG, PNG, WebP, AVIF or GIF, at most 20 MB each. Choose them, drop them here, or paste one.</small><input type="file" name="pictures" accept="image/*" multiple required id="pictures"></label>
<ul class="attached" id="chosen" aria-label="Chosen pictures"></ul><p class="quiet" role="status" id="enrol-say"></p>
<button id="enrol-send">${person ? 'Add the pictures' : 'Enrol'}</button></form>`
}`;
}

function verdicts({ enrolled, faces }: NonNullable<EnrolView['result']>): Html {
  const { person, accepted, compared, pictures, looksLike } = enrolled;
  const ref = person && formatReference({ kind: 'person', number: person.number });
  const like = looksLike && formatReference({ kind: 'person', number: looksLike.person.number });
  return html`<section class="panel" aria-labelledby="verdict-title" role="status"><h2 id="verdict-title">${person ? html`${accepted} of ${pictures.length} pictures of <a href="/people/${ref}">${shownName(person)}</a> were taken` : 'Nobody was enrolled: no picture was good enough'}</h2>
${person && html`<p>New faces are now compared with ${compared} of their pictures. ${compared < 3 && 'Add more: three to five recognise them much better.'}</p>`}
<ul class="verdicts">${pictures.map(({ name, verdict, problem, pictureId, similarity, person: other }) => {
    const src = pictureId === null ? undefined : faces.get(pictureId);
    return html`<li>${src ? html`<img src="${src}" alt="">` : html`<span class="tile-none"></span>`}<span><span class="${verdict === 'accepted' ? 'check-ok' : 'check-bad'}">${icon(verdict === 'accepted' ? 'check' : 'warning')}</span> <strong class="wrap-any">${name}</strong><br>${problem ?? VERDICT_WORDS[verdict]}${other && html` It looks like <a href="/people/${formatReference({ kind: 'person', number: other.number })}">${shownName(other)}</a>.`}${similarity !== null && html` <span class="quiet">Similarity to the others ${similarity.toFixed(2)}.</span>`}</span></li>`;
  })}</ul>
${looksLike && person && html`<p><a href="/people/${like}">${shownName(looksLike.person)}</a>, who has no name, looks the same (similarity ${looksLike.similarity.toFixed(2)}). If they are one person, <a href="/people?who=all">merge them</a>.</p>`}
${person && html`<div class="actions"><a role="button" href="/people/${ref}">Open ${shownName(person)}</a><a role="button" class="secondary outline" href="/people/enrol">Enrol somebody else</a></div>`}</section>`;
}
