import type { Camera } from '../../../domain/camera.ts';
import { COLOURS, type Colour, type ColoursWanted, wantsColours } from '../../../domain/colours.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Severity } from '../../../domain/severity.ts';
import { flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { SEVERITY_WORD } from '../words.ts';

export interface EventTile {
  number: number;
  line: string;
  camera: Camera;
  at: Date;
  risk: number;
  picture: string | null;
  /** Whom of its people that picture shows, where it has others. */
  onPicture: { label: string; value: string } | null;
  open: boolean;
  reviewed: boolean;
  /** In words; empty where nothing is known of them. */
  colours: string;
}

/** What is one matter to whoever looks at it. */
export interface ItemTile {
  /** At least one, the riskiest first. */
  events: EventTile[];
  /** The worst of its alerts; null where none stands on it. */
  alert: Severity | null;
}

export interface CameraEventsView {
  clock: Clock;
  items: ItemTile[];
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
  const { items, cameras, filter, older } = view;
  const filtered = filter.camera !== '' || filter.risky || filter.reviewed !== '' || wantsColours(filter.colours);
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / Events</p>
${pageHead({ title: 'What happened in front of the cameras?', lead: 'A burst of pictures is one event, told with who and what was in it. What several cameras saw at the same time, at one place or of one person, stands together.' })}
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
  items.length === 0
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
function tiles({ items, clock, mayReview, here }: CameraEventsView): Html {
  const list = html`<ul class="tiles">${items.map((item) => tile(item, clock, mayReview))}</ul>`;
  return mayReview
    ? html`<form method="post" action="/events/review"><input type="hidden" name="back" value="${here}">${list}<div class="actions after-list"><button name="reviewed" value="yes">Mark the chosen as reviewed</button><button class="secondary outline" name="reviewed" value="no">Not reviewed after all</button></div></form>`
    : list;
}

const refOf = ({ number }: EventTile): string => formatReference({ kind: 'camera_event', number });

function tile({ events, alert }: ItemTile, clock: Clock, chooses: boolean): Html {
  const [first, ...more] = events as [EventTile, ...EventTile[]];
  const refs = events.map(refOf);
  const ref = refs[0]!;
  const reviewed = events.every((one) => one.reviewed);
  return html`<li class="tile"><a class="tile-picture" href="/events/${ref}" tabindex="-1" aria-hidden="true">${first.picture ? html`<img src="${first.picture}" alt="" loading="lazy">` : html`<span class="tile-none">The picture is gone</span>`}</a>
<div class="tile-body"><h2><a href="/events/${ref}">${ref}</a>${more.length > 0 && html` and ${more.length} more at once`}</h2><p>${first.line}</p>${first.picture && first.onPicture && html`<p class="quiet">${first.onPicture.label}: ${first.onPicture.value}</p>`}${first.colours && html`<p class="quiet">${first.colours}</p>`}<p class="quiet">${first.camera.name} · ${ago(first.at, clock)}${first.risk > 0 && html` · risk ${first.risk}`}${events.some(({ open }) => open) && ' · still going on'} ${alert ? html`<span class="tag">alert, ${SEVERITY_WORD[alert].toLowerCase()}</span>` : html`<span class="tag">detection</span>`}${reviewed && html` <span class="tag">reviewed</span>`}</p>${more.length > 0 && html`<ul class="quiet">${more.map((one) => html`<li><a href="/events/${refOf(one)}">${refOf(one)}</a> ${one.line}${one.reviewed && !reviewed && html` <span class="tag">reviewed</span>`}</li>`)}</ul>`}${chooses && html`<label class="pick"><input type="checkbox" name="event" value="${refs.join(' ')}"> Choose${more.length > 0 && ` all ${events.length}`}<span class="sr-only"> ${refs.join(', ')}</span></label>`}</div></li>`;
}
