import sharp, { type Sharp } from 'sharp';
import type { Polygon } from '../domain/camera.ts';
import type { Box, Pixels } from '../domain/picture.ts';

/** Pixels as a JPEG without any metadata; the longer side at most `maxSide`. */
export function encodeJpeg(
  pixels: Pixels,
  { maxSide, quality = 85 }: { maxSide?: number; quality?: number } = {},
): Promise<Buffer> {
  const picture = open(pixels);
  if (maxSide !== undefined) picture.resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true });
  return picture.jpeg({ quality }).toBuffer();
}

/** A kept picture as a JPEG without any metadata, the longer side at most `maxSide`. */
export const smallerJpeg = (bytes: Uint8Array, maxSide: number): Promise<Buffer> =>
  sharp(bytes).resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 80 }).toBuffer();

/**
 * The same picture with polygons (0..1 of its width and height) filled with black, by the even-odd rule, half a pixel more on
 * each side rather than less. What is given stays as it is.
 */
export function blacken(pixels: Pixels, polygons: readonly Polygon[]): Pixels {
  if (polygons.length === 0) return pixels;
  const { width, height } = pixels;
  const data = pixels.data.slice();
  for (const polygon of polygons) {
    const corners = polygon.map(([x, y]) => [x * width, y * height] as const);
    // At the upper edge, the middle and the lower edge of each row of pixels: a corner that only reaches into one counts.
    for (let line = 0; line <= height * 2; line++) {
      const crossings = crossingsAt(corners, Math.min(line / 2, height - 1e-6));
      const rows = line % 2 === 1 ? [(line - 1) / 2] : [line / 2 - 1, line / 2];
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.floor(crossings[i]!));
        const to = Math.min(width, Math.ceil(crossings[i + 1]!));
        for (const row of rows)
          if (row >= 0 && row < height && to > from) data.fill(0, (row * width + from) * 3, (row * width + to) * 3);
      }
    }
  }
  return { width, height, data };
}

/** Where a horizontal line enters and leaves a polygon, from left to right. */
function crossingsAt(corners: readonly (readonly [number, number])[], y: number): number[] {
  const crossings: number[] = [];
  for (const [i, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(i + 1) % corners.length]!;
    if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return crossings.sort((a, b) => a - b);
}

/**
 * What is in a box (0..1), with a margin of so much of its longer side on every side as far as the picture goes; the longer side
 * made `size` pixels at most.
 */
export async function cutOut(
  pixels: Pixels,
  [x, y, w, h]: Box,
  { margin = 0, size }: { margin?: number; size?: number } = {},
): Promise<Pixels> {
  const more = Math.max(w * pixels.width, h * pixels.height) * margin;
  const bounded = (n: number, most: number): number => Math.min(most, Math.max(0, n));
  const left = bounded(Math.round(x * pixels.width - more), pixels.width - 1);
  const top = bounded(Math.round(y * pixels.height - more), pixels.height - 1);
  const right = bounded(Math.round((x + w) * pixels.width + more), pixels.width);
  const bottom = bounded(Math.round((y + h) * pixels.height + more), pixels.height);
  const picture = open(pixels).extract({
    left,
    top,
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
  });
  if (size !== undefined) picture.resize(size, size, { fit: 'inside', withoutEnlargement: true });
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

const open = ({ width, height, data }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
