import type { Camera } from '../../../domain/camera.ts';
import { formatReference } from '../../../domain/reference.ts';
import { flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';

export interface EventTile {
  number: number;
  line: string;
  camera: Camera;
  at: Date;
  risk: number;
  picture: string | null;
  open: boolean;
}

export interface CameraEventsView {
  clock: Clock;
  events: EventTile[];
  cameras: Camera[];
  filter: { camera: string; risky: boolean };
  /** Address of the next, older page. */
  older: string | null;
}

/** "What happened in front of the cameras?": events, latest first. */
export function cameraEventsPage({ clock, events, cameras, filter, older }: CameraEventsView): Html {
  const filtered = filter.camera !== '' || filter.risky;
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / Events</p>
${pageHead({ title: 'What happened in front of the cameras?', lead: 'A burst of pictures is one event, told with who and what was in it.' })}
<search class="filters"><form method="get" action="/events"><div class="field-grid">
<label>Camera<select name="camera"><option value="">Any</option>${cameras.map((camera) => {
    const ref = formatReference({ kind: 'camera', number: camera.number });
    return html`<option value="${ref}"${flag('selected', ref === filter.camera)}>${camera.name}</option>`;
  })}</select></label>
<label>Risk<select name="risk"><option value="">Any</option><option value="high"${flag('selected', filter.risky)}>40 and more</option></select></label></div>
<div class="row"><button>Show</button>${filtered && html`<a href="/events">Clear</a>`}</div></form></search>
${
  events.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'Nothing happened yet',
        filtered
          ? html`No event fits this choice. <a href="/events">Show all</a>`
          : html`Events appear here when a <a href="/cameras">camera</a> sends a picture with somebody, an animal or a vehicle in it.`,
      )
    : html`<ul class="tiles">${events.map((event) => tile(event, clock))}</ul>`
}
${older && html`<p class="more"><a role="button" class="secondary outline" href="${older}">Older events</a></p>`}`;
}

function tile({ number, line, camera, at, risk, picture, open }: EventTile, clock: Clock): Html {
  const ref = formatReference({ kind: 'camera_event', number });
  return html`<li class="tile"><a class="tile-picture" href="/events/${ref}" tabindex="-1" aria-hidden="true">${picture ? html`<img src="${picture}" alt="" loading="lazy">` : html`<span class="tile-none">The picture is gone</span>`}</a>
<div class="tile-body"><h2><a href="/events/${ref}">${ref}</a></h2><p>${line}</p><p class="quiet">${camera.name} · ${ago(at, clock)}${risk > 0 && html` · risk ${risk}`}${open && ' · still going on'}</p></div></li>`;
}
