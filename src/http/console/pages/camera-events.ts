import type { Camera } from '../../../domain/camera.ts';
import { COLOURS, type Colour, type ColoursWanted, wantsColours } from '../../../domain/colours.ts';
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
  reviewed: boolean;
  /** In words; empty where nothing is known of them. */
  colours: string;
}

export interface CameraEventsView {
  clock: Clock;
  events: EventTile[];
  cameras: Camera[];
  filter: { camera: string; risky: boolean; reviewed: '' | 'yes' | 'no'; colours: ColoursWanted };
  /** Address of the next, older page. */
  older: string | null;
  /** Address of this page. */
  here: string;
  /** Whether the reader may say what was reviewed. */
  mayReview: boolean;
}

/** "What happened in front of the cameras?": events, latest first. */
export function cameraEventsPage(view: CameraEventsView): Html {
  const { events, cameras, filter, older } = view;
  const filtered = filter.camera !== '' || filter.risky || filter.reviewed !== '' || wantsColours(filter.colours);
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / Events</p>
${pageHead({ title: 'What happened in front of the cameras?', lead: 'A burst of pictures is one event, told with who and what was in it.' })}
<search class="filters"><form method="get" action="/events"><div class="field-grid">
<label>Camera<select name="camera"><option value="">Any</option>${cameras.map((camera) => {
    const ref = formatReference({ kind: 'camera', number: camera.number });
    return html`<option value="${ref}"${flag('selected', ref === filter.camera)}>${camera.name}</option>`;
  })}</select></label>
<label>Risk<select name="risk"><option value="">Any</option><option value="high"${flag('selected', filter.risky)}>40 and more</option></select></label>
<label>Reviewed<select name="reviewed"><option value="">Any</option><option value="no"${flag('selected', filter.reviewed === 'no')}>Not yet</option><option value="yes"${flag('selected', filter.reviewed === 'yes')}>Reviewed</option></select></label></div>
<details class="fold"${flag('open', wantsColours(filter.colours))}><summary>By colour</summary><div class="field-grid">
${colourChoice('upper', 'Jacket or shirt', filter.colours.upper)}${colourChoice('lower', 'Trousers or skirt', filter.colours.lower)}${colourChoice('colour', 'Vehicle, or anything worn', filter.colours.colour)}</div>
<p class="quiet after">Colours are estimates from the pictures: light and shadow change them, and infrared pictures have none.</p></details>
<div class="row"><button>Show</button>${filtered && html`<a href="/events">Clear</a>`}</div></form></search>
${
  events.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'Nothing happened yet',
        filtered
          ? html`No event fits this choice. <a href="/events">Show all</a>`
          : html`Events appear here when a <a href="/cameras">camera</a> sends a picture with somebody, an animal or a vehicle in it.`,
      )
    : tiles(view)
}
${older && html`<p class="more"><a role="button" class="secondary outline" href="${older}">Older events</a></p>`}`;
}

const colourChoice = (name: keyof ColoursWanted, label: string, chosen: Colour | undefined): Html =>
  html`<label>${label}<select name="${name}"><option value="">Any colour</option>${COLOURS.map((colour) => html`<option value="${colour}"${flag('selected', colour === chosen)}>${colour}</option>`)}</select></label>`;

/** Events to choose from, for whoever may say that they were reviewed. */
function tiles({ events, clock, mayReview, here }: CameraEventsView): Html {
  const list = html`<ul class="tiles">${events.map((event) => tile(event, clock, mayReview))}</ul>`;
  return mayReview
    ? html`<form method="post" action="/events/review"><input type="hidden" name="back" value="${here}">${list}<div class="actions after-list"><button name="reviewed" value="yes">Mark the chosen as reviewed</button><button class="secondary outline" name="reviewed" value="no">Not reviewed after all</button></div></form>`
    : list;
}

function tile(
  { number, line, camera, at, risk, picture, open, reviewed, colours }: EventTile,
  clock: Clock,
  chooses: boolean,
): Html {
  const ref = formatReference({ kind: 'camera_event', number });
  return html`<li class="tile"><a class="tile-picture" href="/events/${ref}" tabindex="-1" aria-hidden="true">${picture ? html`<img src="${picture}" alt="" loading="lazy">` : html`<span class="tile-none">The picture is gone</span>`}</a>
<div class="tile-body"><h2><a href="/events/${ref}">${ref}</a></h2><p>${line}</p>${colours && html`<p class="quiet">${colours}</p>`}<p class="quiet">${camera.name} · ${ago(at, clock)}${risk > 0 && html` · risk ${risk}`}${open && ' · still going on'}${reviewed && html` <span class="tag">reviewed</span>`}</p>${chooses && html`<label class="pick"><input type="checkbox" name="event" value="${ref}"> Choose<span class="sr-only"> ${ref}</span></label>`}</div></li>`;
}
