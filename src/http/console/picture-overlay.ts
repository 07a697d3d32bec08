import type { Polygon, Zone } from '../../domain/camera.ts';
import type { Box } from '../../domain/picture.ts';
import { type Html, html } from './html.ts';

/** Something marked in a picture: its box in 0..1, and what it is called. */
export interface Marked {
  box: Box;
  label: string;
  /** Somebody known or numbered. */
  person: boolean;
}

/** A picture with what is marked in it drawn over it; the words of the marks stand in `alt`, since drawings are not read aloud. */
export const markedPicture = (picture: {
  src: string;
  alt: string;
  boxes?: readonly Marked[];
  zones?: readonly Zone[];
  mask?: readonly Polygon[];
}): Html =>
  html`<div class="marked"><img src="${picture.src}" alt="${picture.alt}" loading="lazy"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">${(picture.zones ?? []).map(({ kind, polygon }) => html`<polygon class="zone zone-${kind}" points="${cornersText(polygon)}"/>`)}${(picture.mask ?? []).map((polygon) => html`<polygon class="zone zone-mask" points="${cornersText(polygon)}"/>`)}${(picture.boxes ?? []).map(({ box: [x, y, width, height], person, label }) => html`<rect class="${person ? 'box box-person' : 'box'}" x="${units(x)}" y="${units(y)}" width="${units(width)}" height="${units(height)}"><title>${label}</title></rect>`)}</svg></div>`;

const units = (fraction: number): string => (fraction * 1000).toFixed(1);
const cornersText = (polygon: Polygon): string => polygon.map(([x, y]) => `${units(x)},${units(y)}`).join(' ');
