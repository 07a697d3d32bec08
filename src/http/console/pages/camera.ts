import { type Camera, ZONE_KINDS, type ZoneKind } from '../../../domain/camera.ts';
import { OBJECT_CLASSES } from '../../../domain/object-class.ts';
import { MOST_STRICTER } from '../../../domain/recognition-settings.ts';
import { formatReference } from '../../../domain/reference.ts';
import { classText } from '../../../messages/catalogue/usual.ts';
import { zoneText } from '../../../messages/views/camera-card.ts';
import type { CameraState } from '../../../pipeline/cameras/camera-state.ts';
import { type Html, html } from '../html.ts';
import { askFirst, pageHead } from '../layout.ts';
import { type Marked, markedPicture } from '../picture-overlay.ts';
import { ago, type Clock } from '../time.ts';
import { CAMERA_STATE_WORD } from './cameras.ts';

const ZONE_KIND_WORD: Record<ZoneKind, string> = {
  entry: 'Entry',
  restricted: 'Restricted',
  public: 'Public',
  parking: 'Parking',
  ignore: 'Ignored',
};

export interface CameraView {
  clock: Clock;
  camera: Camera;
  state: CameraState;
  mayChange: boolean;
  /** Its latest picture, with what was found in it. */
  picture: { src: string; takenAt: Date; boxes: Marked[] } | null;
  events: { number: number; line: string; at: Date; risk: number }[];
  /** Address its pictures are sent to. */
  frames: string;
  /** The folder its pictures may be put in; null where the settings name none. */
  folder: string | null;
}

/** One camera: what it sees now, its zones, what it saw, and how its pictures come. */
export function cameraPage(view: CameraView): Html {
  const { camera, clock, picture, state, mayChange } = view;
  const ref = formatReference({ kind: 'camera', number: camera.number });
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / ${ref}</p>
${pageHead({ title: camera.name, lead: camera.location || 'No place given' })}
<div class="columns"><div>
<section class="panel" aria-labelledby="now-title"><header><h2 id="now-title">Latest picture</h2><p class="quiet"><span class="state state-${state}">${CAMERA_STATE_WORD[state]}</span>${picture && html` · taken ${ago(picture.takenAt, clock)}`}</p></header>
${
  picture
    ? mayChange
      ? zoneEditor(camera, ref, picture)
      : html`${markedPicture({ ...picture, alt: pictureWords(camera, picture.boxes), zones: camera.zones, mask: camera.mask })}${seenWords(picture.boxes)}${camera.zones.length > 0 && html`<p class="quiet">Zones: ${camera.zones.map((zone) => zoneText(zone, 'en')).join(', ')}.</p>`}`
    : html`<p class="quiet">Its first picture appears here. Zones can be drawn once there is one.</p>`
}
</section>
<section class="panel" aria-labelledby="events-title"><header><h2 id="events-title">What happened here</h2><span><a href="/events?camera=${ref}">All of it</a> · <a href="/baselines/camera?name=${ref}">What is usual here</a></span></header>
${view.events.length === 0 ? html`<p class="quiet">Nothing so far. People and vehicles that the camera sees appear here, a burst of pictures as one event.</p>` : eventList(view.events, clock)}</section>
</div><div>
${mayChange && settings(camera, ref)}
<section class="panel" aria-labelledby="how-title"><h2 id="how-title">How its pictures come</h2>
<p>By the API, with a key of the role security officer:</p><pre class="scroll" tabindex="0"><code>curl -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: image/jpeg" \\
  --data-binary @picture.jpg \\
  ${view.frames}</code></pre>
${
  view.folder === null
    ? html`<p class="quiet">Or by a folder that cameras upload to: set <code>SAFENEST_CAMERA_FOLDER</code>; this camera’s pictures then go into <code>${camera.folder}/</code> below it.</p>`
    : html`<p>Or put pictures into this folder, by FTP say:</p><pre class="scroll" tabindex="0"><code>${view.folder}/${camera.folder}/</code></pre>`
}</section>
</div></div>`;
}

export const eventList = (
  events: readonly { number: number; line: string; at: Date; risk: number }[],
  clock: Clock,
): Html =>
  html`<ul class="card-list">${events.map(({ number, line, at, risk }) => {
    const ref = formatReference({ kind: 'camera_event', number });
    return html`<li><span><a class="ref" href="/events/${ref}">${ref}</a> ${line}</span><span class="list-when">${risk > 0 && html`risk ${risk} · `}${ago(at, clock)}</span></li>`;
  })}</ul>`;

/** What a reader who does not see the picture is told of it. */
const pictureWords = (camera: Camera, boxes: readonly Marked[]): string =>
  boxes.length === 0
    ? `Latest picture of ${camera.name}`
    : `Latest picture of ${camera.name}: ${boxes.map(({ label }) => label).join(', ')}`;

const seenWords = (boxes: readonly Marked[]): Html | null =>
  boxes.length === 0
    ? null
    : html`<p class="quiet caption">In this picture: ${boxes.map(({ label }) => label).join(', ')}.</p>`;

/** Zones and mask drawn on the picture. Without scripts they are shown and cannot be changed; the API still can. */
function zoneEditor(camera: Camera, ref: string, picture: NonNullable<CameraView['picture']>): Html {
  const drawn = JSON.stringify({
    zones: camera.zones.map((zone) => ({ ...zone })),
    mask: camera.mask,
  });
  return html`<form method="post" action="/cameras/${ref}/zones" id="zones" data-drawn="${drawn}" data-kinds="${JSON.stringify(ZONE_KINDS.map((kind) => [kind, ZONE_KIND_WORD[kind]]))}" data-objects="${JSON.stringify(OBJECT_CLASSES.map((one) => [one, classText(one)]))}">
${markedPicture({ ...picture, alt: pictureWords(camera, picture.boxes), zones: camera.zones, mask: camera.mask })}
<p class="quiet caption" id="zones-without">Drawing zones needs scripts; they can also be set through the API.</p>
${seenWords(picture.boxes)}<div class="zones-tools" hidden><div class="actions"><button type="button" class="secondary outline" data-tool="zone">Draw a zone</button><button type="button" class="secondary outline" data-tool="mask">Draw a privacy mask</button><button type="button" class="secondary outline" data-tool="finish" hidden>Finish the shape</button><button type="button" class="secondary outline" data-tool="undo" disabled>Undo</button></div>
<p class="quiet" id="zones-help">A zone gives an event its place: rules can ask for it. What is under a privacy mask is blackened before a picture is kept.</p>
<p class="sr-only" role="status" id="zones-say"></p>
<ol class="zones-list" id="zones-list"></ol>
<input type="hidden" name="zones"><input type="hidden" name="mask"><button>Save zones and masks</button></div></form>`;
}

const settings = (
  camera: Camera,
  ref: string,
): Html => html`<section class="panel" aria-labelledby="settings-title"><h2 id="settings-title">Settings</h2>
<form method="post" action="/cameras/${ref}"><label>Name<input name="name" value="${camera.name}" required maxlength="100"></label>
<label>Where it is<input name="location" value="${camera.location}" maxlength="200"></label>
<label>Its folder<input name="folder" value="${camera.folder}" required maxlength="100" pattern="[a-z0-9][a-z0-9_\\-]*" title="small letters, digits, - and _"></label>
<label>How much more alike faces must be here<input type="number" name="stricter" value="${camera.stricter}" min="0" max="${MOST_STRICTER}" step="0.01" required aria-describedby="stricter-help"></label><p class="quiet" id="stricter-help">0 for as much as <a href="/people/recognition">everywhere</a>. Where it is dim or far away, 0.05 to 0.10 makes fewer mistakes and more unsure faces.</p>
<label>What is normal here<textarea name="notes" rows="3" maxlength="1000" aria-describedby="notes-help" placeholder="Deliveries from 6 to 9; the cleaner comes on Tuesday evenings.">${camera.notes}</textarea></label><p class="quiet" id="notes-help">Where a language model words its events, it is told so.</p><button>Save</button></form>
<div class="actions"><form method="post" action="/cameras/${ref}/state"><input type="hidden" name="enabled" value="${camera.enabled ? 'no' : 'yes'}"><button class="secondary outline">${camera.enabled ? 'Switch off' : 'Switch on'}</button></form>
<form method="post" action="/cameras/${ref}/remove">${askFirst(`Remove ${camera.name} with all its pictures, events and sightings? This cannot be undone. Switching it off keeps them.`)}<button class="danger outline">Remove</button></form></div></section>`;
