import type { Camera } from '../../../domain/camera.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { CameraState } from '../../../pipeline/cameras/camera-state.ts';
import { type Child, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';

export const CAMERA_STATE_WORD: Record<CameraState, string> = {
  online: 'Online',
  offline: 'Silent',
  never: 'No picture yet',
  off: 'Switched off',
};

export interface CameraTile {
  camera: Camera;
  state: CameraState;
  /** Where its latest picture is. */
  picture: string | null;
  /** Its latest event, in a line. */
  event: { number: number; line: string; at: Date } | null;
  /** Whom of the event's people the picture shows, where the event has other pictures. */
  onPicture: { label: string; value: string } | null;
  /** So many of its pictures are still to be looked at. */
  waiting: number;
}

export interface CamerasView {
  clock: Clock;
  tiles: CameraTile[];
  mayChange: boolean;
  /** Whether they say who sees which cameras. */
  mayLimit: boolean;
  /** What is missing to look at pictures, and how to mend it. */
  missing: Child;
}

/** "What do the cameras see?": each with its latest picture and what it saw last. */
export function camerasPage({ clock, tiles, mayChange, mayLimit, missing }: CamerasView): Html {
  return html`${pageHead({
    title: 'What do the cameras see?',
    lead: 'Each camera with its latest picture and what was last seen there.',
    aside: html`${mayLimit && html`<a role="button" class="secondary outline" href="/camera-access">Who sees which</a><a role="button" class="secondary outline" href="/model-pictures">Language model</a>`}<a role="button" class="secondary outline" href="/events">All events</a>`,
  })}
${missing && html`<div class="flash flash-problem" role="status"><p>${missing}</p></div>`}
${
  tiles.length === 0
    ? empty(
        'No camera yet',
        mayChange
          ? 'Add one below. Its pictures then come by the API or by a folder that the camera uploads to; its page says how.'
          : 'An admin or a security officer can add cameras here.',
      )
    : html`<ul class="tiles">${tiles.map((tile) => cameraTile(tile, clock))}</ul>`
}
${mayChange && addForm}`;
}

function cameraTile({ camera, state, picture, event, onPicture, waiting }: CameraTile, clock: Clock): Html {
  const ref = formatReference({ kind: 'camera', number: camera.number });
  return html`<li class="tile"><a class="tile-picture" href="/cameras/${ref}" tabindex="-1" aria-hidden="true">${picture ? html`<img src="${picture}" alt="" loading="lazy">` : html`<span class="tile-none">No picture yet</span>`}</a>
<div class="tile-body"><h2><a href="/cameras/${ref}">${camera.name}</a> <span class="ref">${ref}</span></h2>
<p class="quiet">${camera.location && html`${camera.location} · `}<span class="state state-${state}">${CAMERA_STATE_WORD[state]}</span>${camera.lastSeenAt && html` · last picture ${ago(camera.lastSeenAt, clock)}`}</p>
${waiting > 0 && html`<p><strong>${waiting === 1 ? '1 picture is' : `${waiting} pictures are`} not looked at yet.</strong></p>`}
${event && html`<p><a class="ref" href="/events/${formatReference({ kind: 'camera_event', number: event.number })}">${formatReference({ kind: 'camera_event', number: event.number })}</a> ${event.line} <span class="quiet">${ago(event.at, clock)}</span></p>`}
${onPicture && html`<p class="quiet">${onPicture.label}: ${onPicture.value}</p>`}</div></li>`;
}

const addForm = html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add a camera</h2>
<form method="post" action="/cameras"><div class="field-grid">
<label>Name<input name="name" required maxlength="100" placeholder="Front door"></label>
<label>Where it is<input name="location" maxlength="200" placeholder="Building A, ground floor"></label>
</div><button>Add</button></form></section>`;
