import type { Pixels } from '../domain/picture.ts';

/** Order of the colours a model wants. */
export type Channels = 'rgb' | 'bgr';

/** Where in a tensor [.., 3, height, width] a picture goes, and how its values are turned into the model's. */
export interface Planes {
  data: Float32Array;
  /** Index of the first value. */
  offset: number;
  /** Of the tensor; the picture may be smaller and then fills its top left. */
  width: number;
  height: number;
  channels: Channels;
  /** value = (byte - mean[channel]) * scale[channel], in the order red, green, blue. */
  mean: readonly [number, number, number];
  scale: readonly [number, number, number];
}

/** The box of a picture that is drawn, in its pixels; it may reach beyond the picture, what is missing is black. */
type Region = readonly [x: number, y: number, width: number, height: number];

/**
 * Draws a region of a picture into the top left `width` × `height` of the planes: bilinear, and where it is made less than half
 * as large, the mean of what each point covers.
 */
export function drawRegion(picture: Pixels, [rx, ry, rw, rh]: Region, width: number, height: number, to: Planes): void {
  const { data, width: pw, height: ph } = picture;
  const plane = to.width * to.height;
  const order = to.channels === 'rgb' ? [0, 1, 2] : [2, 1, 0];
  const [o0, o1, o2] = order.map((place) => to.offset + place * plane) as [number, number, number];
  const [m0, m1, m2] = to.mean;
  const [s0, s1, s2] = to.scale;
  const out = to.data;
  const fx = rw / width;
  const fy = rh / height;
  if (fx === 1 && fy === 1 && rx === 0 && ry === 0 && width <= pw && height <= ph) {
    for (let y = 0; y < height; y++) {
      let from = y * pw * 3;
      let at = y * to.width;
      for (let x = 0; x < width; x++, from += 3, at++) {
        out[o0 + at] = (data[from]! - m0) * s0;
        out[o1 + at] = (data[from + 1]! - m1) * s1;
        out[o2 + at] = (data[from + 2]! - m2) * s2;
      }
    }
    return;
  }
  if (fx >= 2 || fy >= 2) {
    const [x0, x1] = spans(rx, fx, width, pw);
    const [y0, y1] = spans(ry, fy, height, ph);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let [r, g, b] = [0, 0, 0];
        for (let sy = y0[y]!; sy < y1[y]!; sy++) {
          const row = sy * pw;
          for (let i = (row + x0[x]!) * 3, end = (row + x1[x]!) * 3; i < end; i += 3) {
            r += data[i]!;
            g += data[i + 1]!;
            b += data[i + 2]!;
          }
        }
        const n = (y1[y]! - y0[y]!) * (x1[x]! - x0[x]!) || 1;
        const at = y * to.width + x;
        out[o0 + at] = (r / n - m0) * s0;
        out[o1 + at] = (g / n - m1) * s1;
        out[o2 + at] = (b / n - m2) * s2;
      }
    }
    return;
  }
  for (let y = 0; y < height; y++) {
    const sy = ry + (y + 0.5) * fy - 0.5;
    for (let x = 0; x < width; x++) {
      const sx = rx + (x + 0.5) * fx - 0.5;
      const at = y * to.width + x;
      const inside = sx > -1 && sy > -1 && sx < pw && sy < ph;
      if (inside) bilinear(data, pw, ph, sx, sy);
      out[o0 + at] = ((inside ? red : 0) - m0) * s0;
      out[o1 + at] = ((inside ? green : 0) - m1) * s1;
      out[o2 + at] = ((inside ? blue : 0) - m2) * s2;
    }
  }
}

/** First and one beyond the last pixel that each point covers, kept inside the picture; none outside of it. */
function spans(start: number, factor: number, count: number, limit: number): [Int32Array, Int32Array] {
  const [from, to] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const first = Math.floor(start + i * factor);
    from[i] = Math.min(Math.max(first, 0), limit);
    to[i] = Math.min(Math.max(Math.floor(start + (i + 1) * factor), first + 1, 0), limit);
  }
  return [from, to];
}

/** The colour `bilinear` found last: three numbers without an array for each of a million points. */
let red = 0;
let green = 0;
let blue = 0;

function bilinear(data: Uint8Array, width: number, height: number, x: number, y: number): void {
  const cx = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const cy = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const ix = Math.floor(cx);
  const iy = Math.floor(cy);
  const ax = cx - ix;
  const ay = cy - iy;
  const a = (iy * width + ix) * 3;
  const b = ix + 1 < width ? a + 3 : a;
  const down = iy + 1 < height ? width * 3 : 0;
  const [wa, wb, wc, wd] = [(1 - ax) * (1 - ay), ax * (1 - ay), (1 - ax) * ay, ax * ay];
  red = data[a]! * wa + data[b]! * wb + data[a + down]! * wc + data[b + down]! * wd;
  green = data[a + 1]! * wa + data[b + 1]! * wb + data[a + down + 1]! * wc + data[b + down + 1]! * wd;
  blue = data[a + 2]! * wa + data[b + 2]! * wb + data[a + down + 2]! * wc + data[b + down + 2]! * wd;
}

/** x' = a·x - b·y + tx, y' = b·x + a·y + ty: turned, scaled and moved, never mirrored or stretched. */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

/**
 * A square of `side` pixels, seen through a similarity that leads from the square to the picture; RGB bytes. Where a pixel of
 * the square covers several of the picture, the mean of up to 4 × 4 of them; outside the picture, black.
 */
export function warpSquare(picture: Pixels, toPicture: Similarity, side: number): Uint8Array {
  const { a, b, tx, ty } = toPicture;
  const { data, width, height } = picture;
  const taps = Math.min(4, Math.max(1, Math.round(Math.hypot(a, b))));
  const out = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      let [r, g, bl] = [0, 0, 0];
      for (let j = 0; j < taps; j++)
        for (let i = 0; i < taps; i++) {
          const [ux, uy] = [x + (i + 0.5) / taps - 0.5, y + (j + 0.5) / taps - 0.5];
          const [sx, sy] = [a * ux - b * uy + tx, b * ux + a * uy + ty];
          if (sx <= -1 || sy <= -1 || sx >= width || sy >= height) continue;
          bilinear(data, width, height, sx, sy);
          r += red;
          g += green;
          bl += blue;
        }
      const n = taps * taps;
      out[at] = r / n + 0.5;
      out[at + 1] = g / n + 0.5;
      out[at + 2] = bl / n + 0.5;
    }
  return out;
}
