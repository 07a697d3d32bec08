import type { Polygon, Zone } from './camera.ts';
import { isOfClass } from './object-class.ts';
import type { Box } from './picture.ts';

/**
 * Whether a point lies inside a polygon, by counting the edges a ray from it crosses (even-odd rule; W. R. Franklin's form of
 * ray casting). A point on an edge may count either way; of two polygons that share an edge it lies in exactly one.
 */
export function inPolygon([x, y]: readonly [x: number, y: number], polygon: Polygon): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Where something stands: the middle of its box's lower edge, within the picture. */
export const footOf = ([x, y, width, height]: Box): [x: number, y: number] => [
  Math.min(Math.max(x + width / 2, 0), 1),
  // the lowest line of a picture belongs to it
  Math.min(y + height, 1 - 1e-6),
];

/** The zones in which something of a kind stands: those that are on, and count such things. */
export const zonesOf = ({ box, kind }: { box: Box; kind: string }, zones: readonly Zone[]): Zone[] =>
  zones.filter((zone) => isOn(zone) && counts(zone, kind) && inPolygon(footOf(box), zone.polygon));

export const isOn = ({ enabled }: Pick<Zone, 'enabled'>): boolean => enabled !== false;

const counts = ({ objects = [] }: Pick<Zone, 'objects'>, kind: string): boolean =>
  objects.length === 0 || objects.some((wanted) => isOfClass(kind, wanted));

/** Whether a polygon encloses anything: at least three corners that are not all on one line. */
export function hasArea(polygon: Polygon): boolean {
  let twice = 0;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++)
    twice += polygon[j]![0] * polygon[i]![1] - polygon[i]![0] * polygon[j]![1];
  return polygon.length >= 3 && Math.abs(twice) > 1e-6;
}
