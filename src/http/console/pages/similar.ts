import { shownName } from '../../../domain/person.ts';
import { formatReference } from '../../../domain/reference.ts';
import { peopleWords } from '../../../messages/catalogue/people.ts';
import { whyText } from '../../../messages/views/person-card.ts';
import type { FaceInPicture } from '../../../pipeline/recognition/faces-in-picture.ts';
import { type Child, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';

/** One face of the picture that was sent, as it is shown: itself, and where the best picture of each similar person is. */
export interface ShownFace {
  /** A data address: the picture is kept nowhere. */
  src: string;
  face: Pick<FaceInPicture, 'decision' | 'similar'>;
}

export interface SimilarView {
  /** Why nobody can be looked for now. */
  problem: Child;
  /** Why the last picture was not looked at. */
  refused?: string;
  /** The faces of the last picture, from left to right; none where it shows none. */
  faces?: readonly ShownFace[];
  /** Where the best picture of each person is, by their id. */
  portraits?: ReadonlyMap<string, string>;
}

/** "Who looks like this?": a picture in, the people who are most like each face in it, with the numbers. */
export function similarPage({ problem, refused, faces, portraits }: SimilarView): Html {
  return html`<p class="crumb"><a href="/people">People</a> / Search by picture</p>
${pageHead({
  title: 'Who looks like this?',
  lead: 'The people most like each face in a picture, whether they are the same or not. The picture is looked at once and not kept.',
})}
${refused && html`<div class="flash flash-problem" role="alert"><p>${refused} Nothing was kept.</p></div>`}
${faces && results(faces, portraits ?? new Map())}
${
  problem
    ? html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`
    : html`<form class="panel" method="post" action="/people/similar" enctype="multipart/form-data" id="enrol" data-most="1">
<label class="drop" id="drop">Picture <small>JPEG, PNG, WebP, AVIF or GIF, at most 20 MB. Choose it, drop it here, or paste it.</small><input type="file" name="picture" accept="image/*" required id="pictures"></label>
<ul class="attached" id="chosen" aria-label="Chosen picture"></ul><p class="quiet" role="status" id="enrol-say"></p>
<button id="enrol-send">Search</button></form>`
}`;
}

function results(faces: readonly ShownFace[], portraits: ReadonlyMap<string, string>): Html {
  if (faces.length === 0)
    return html`<section class="panel" role="status" aria-labelledby="found-title"><h2 id="found-title">No face was found</h2><p>Take a picture that shows the face, larger and from the front.</p></section>`;
  return html`<div role="status">${faces.map((shown, index) => faceResult(shown, index, faces.length, portraits))}</div>`;
}

function faceResult(
  { src, face: { decision, similar } }: ShownFace,
  index: number,
  count: number,
  portraits: ReadonlyMap<string, string>,
): Html {
  const which = count === 1 ? 'The face' : `Face ${index + 1} of ${count}, from the left`;
  const why = whyText(decision, 'en');
  return html`<section class="panel" aria-labelledby="face-${index}"><h2 id="face-${index}">${which}: ${peopleWords.en.results[decision.result]}</h2>
<ul class="verdicts"><li><img src="${src}" alt="${which}"><span>${why === '' ? 'Nobody known looks like it.' : why}</span></li>
${similar.map(({ person, similarity, threshold, pictures }) => {
  const ref = formatReference({ kind: 'person', number: person.number });
  const portrait = portraits.get(person.id);
  return html`<li>${portrait ? html`<img src="${portrait}" alt="">` : html`<span class="tile-none"></span>`}<span><strong class="wrap-any"><a href="/people/${ref}">${shownName(person)}</a></strong> <span class="ref">${ref}</span><br>${similarity.toFixed(2)} alike, ${similarity >= threshold ? 'enough for a match' : `a match from ${threshold.toFixed(2)}`} <span class="quiet">compared with ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}</span></span></li>`;
})}</ul>
${similar.length === 0 && decision.result !== 'unavailable' && html`<p class="quiet">Nobody known here looks like this.</p>`}</section>`;
}
