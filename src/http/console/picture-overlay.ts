import type { Polygon, Zone } from '../../domain/camera.ts';
import type { Box } from '../../domain/picture.ts';
import { oneLine } from '../../domain/text.ts';
import { type Html, html } from './html.ts';

/** Something marked in a picture: its box in 0..1, and what it is called. */
export interface Marked {
  box: Box;
  label: string;
  /** Somebody known or numbered. */
  person: boolean;
}

/** A picture with what is marked in it drawn and named over it; the names stand in `alt`, too, since drawings are not read aloud. */
export const markedPicture = (picture: {
  src: string;
  alt: string;
  boxes?: readonly Marked[];
  zones?: readonly Zone[];
  mask?: readonly Polygon[];
}): Html =>
  html`<div class="marked"><img src="${picture.src}" alt="${picture.alt}" loading="lazy"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">${(picture.zones ?? []).map(({ kind, polygon }) => html`<polygon class="zone zone-${kind}" points="${cornersText(polygon)}"/>`)}${(picture.mask ?? []).map((polygon) => html`<polygon class="zone zone-mask" points="${cornersText(polygon)}"/>`)}${(picture.boxes ?? []).map(({ box: [x, y, width, height], person, label }) => html`<rect class="${person ? 'box box-person' : 'box'}" x="${units(x)}" y="${units(y)}" width="${units(width)}" height="${units(height)}"><title>${label}</title></rect>`)}</svg>${picture.boxes && picture.boxes.length > 0 && html`<svg class="names" aria-hidden="true">${picture.boxes.map(nameOf)}</svg>`}</div>`;

/** Above its box, or in it at the upper edge; from the right corner on where it would run out of the picture. Not stretched with it. */
function nameOf({ box: [x, y, width], person, label }: Marked): Html {
  const [high, far] = [y < 0.08, x + width / 2 > 0.6];
  return html`<text class="${person ? 'name name-person' : 'name'}" x="${percent(far ? x + width : x)}" y="${percent(y)}" dy="${high ? '1.2em' : '-0.4em'}" text-anchor="${far ? 'end' : 'start'}">${oneLine(label, 30)}</text>`;
}

const percent = (fraction: number): string => `${(Math.min(1, Math.max(0, fraction)) * 100).toFixed(1)}%`;

const units = (fraction: number): string => (fraction * 1000).toFixed(1);
const cornersText = (polygon: Polygon): string => polygon.map(([x, y]) => `${units(x)},${units(y)}`).join(' ');
