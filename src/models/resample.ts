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

/** The part of a picture that is drawn, in its pixels and inside of it. */
type Region = readonly [x: number, y: number, width: number, height: number];

/**
 * Draws a region of a picture into the top left `width` × `height` of the planes: bilinear, and where it is made less than half
 * as large, the mean of what each point covers.
 */
export function drawRegion(picture: Pixels, region: Region, width: number, height: number, to: Planes): void {
  const [, , rw, rh] = region;
  const thin = picture.width < 2;
  if (thin || rw >= 2 * width || rh >= 2 * height) drawMeans(picture, region, width, height, to);
  else drawBilinear(picture, region, width, height, to);
}

const placesOf = ({ channels, offset, width, height }: Planes): [number, number, number] => {
  const plane = width * height;
  return channels === 'rgb'
    ? [offset, offset + plane, offset + 2 * plane]
    : [offset + 2 * plane, offset + plane, offset];
};

/**
 * Four pixels and their weights in 256ths, red and blue at once in one number: a third of the time that channel by channel takes,
 * and off by less than two of 255.
 */
function drawBilinear(picture: Pixels, [rx, ry, rw, rh]: Region, width: number, height: number, to: Planes): void {
  const { data } = picture;
  const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const out = to.data;
  const [o0, o1, o2] = placesOf(to);
  const [s0, s1, s2] = to.scale;
  const [m0, m1, m2] = [to.mean[0] * s0, to.mean[1] * s1, to.mean[2] * s2];
  const columns = neighbours(rx, rw / width, width, picture.width);
  const rows = neighbours(ry, rh / height, height, picture.height);
  const line = picture.width * 3;
  const below = picture.height > 1 ? line : 0;
  for (let y = 0; y < height; y++) {
    const row = rows.low[y]! * line;
    const wy = rows.weight[y]!;
    for (let x = 0, at = y * to.width; x < width; x++, at++) {
      const top = row + columns.low[x]! * 3;
      const bottom = top + below;
      const wx = columns.weight[x]!;
      const w3 = Math.imul(wx, wy) >> 8;
      const w2 = wy - w3;
      const w1 = wx - w3;
      const w0 = 256 - w1 - wy;
      // Red, green, blue and a byte of the next pixel; on the right from one byte before it, as there may be none after it.
      const p0 = bytes.getInt32(top, true);
      const p1 = bytes.getInt32(top + 2, true) >>> 8;
      const p2 = bytes.getInt32(bottom, true);
      const p3 = bytes.getInt32(bottom + 2, true) >>> 8;
      const redBlue = (Math.imul(p0 & 0xff00ff, w0) + Math.imul(p1 & 0xff00ff, w1) + 0x800080) | 0;
      const rest = (Math.imul(p2 & 0xff00ff, w2) + Math.imul(p3 & 0xff00ff, w3)) | 0;
      const both = (redBlue + rest) | 0;
      const green =
        Math.imul((p0 >> 8) & 255, w0) +
        Math.imul((p1 >> 8) & 255, w1) +
        Math.imul((p2 >> 8) & 255, w2) +
        Math.imul((p3 >> 8) & 255, w3) +
        128;
      out[o0 + at] = ((both >>> 8) & 255) * s0 - m0;
      out[o1 + at] = (green >> 8) * s1 - m1;
      out[o2 + at] = (both >>> 24) * s2 - m2;
    }
  }
}

/** For each point along one side: the first of the two pixels it lies between, and how near it is to the second, in 256ths. */
function neighbours(start: number, factor: number, count: number, limit: number) {
  const [low, weight] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const at = Math.min(Math.max(start + (i + 0.5) * factor - 0.5, 0), limit - 1);
    const first = Math.max(0, Math.min(Math.floor(at), limit - 2));
    low[i] = first;
    weight[i] = Math.round((at - first) * 256);
  }
  return { low, weight };
}

function drawMeans(picture: Pixels, [rx, ry, rw, rh]: Region, width: number, height: number, to: Planes): void {
  const { data } = picture;
  const out = to.data;
  const [o0, o1, o2] = placesOf(to);
  const [m0, m1, m2] = to.mean;
  const [s0, s1, s2] = to.scale;
  const [x0, x1] = spans(rx, rw / width, width, picture.width);
  const [y0, y1] = spans(ry, rh / height, height, picture.height);
  for (let y = 0; y < height; y++) {
    const first = y0[y]!;
    const end = y1[y]!;
    for (let x = 0, at = y * to.width; x < width; x++, at++) {
      const left = x0[x]!;
      const right = x1[x]!;
      let r = 0;
      let g = 0;
      let b = 0;
      for (let sy = first; sy < end; sy++)
        for (let i = (sy * picture.width + left) * 3, stop = (sy * picture.width + right) * 3; i < stop; i += 3) {
          r += data[i]!;
          g += data[i + 1]!;
          b += data[i + 2]!;
        }
      const share = 1 / ((end - first) * (right - left));
      out[o0 + at] = (r * share - m0) * s0;
      out[o1 + at] = (g * share - m1) * s1;
      out[o2 + at] = (b * share - m2) * s2;
    }
  }
}

/** First and one beyond the last pixel that each point covers; at least one, and none outside the picture. */
function spans(start: number, factor: number, count: number, limit: number): [Int32Array, Int32Array] {
  const [from, to] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const first = Math.min(Math.max(Math.floor(start + i * factor), 0), limit - 1);
    from[i] = first;
    to[i] = Math.min(Math.max(Math.floor(start + (i + 1) * factor), first + 1), limit);
  }
  return [from, to];
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
export function warpSquare(picture: Pixels, { a, b, tx, ty }: Similarity, side: number): Uint8Array {
  const { data, width, height } = picture;
  const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const line = width * 3;
  const taps = Math.min(4, Math.max(1, Math.round(Math.hypot(a, b))));
  const share = 1 / (taps * taps);
  const out = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      let r = 0.5;
      let g = 0.5;
      let bl = 0.5;
      for (let tap = 0; tap < taps * taps; tap++) {
        const ux = x + ((tap % taps) + 0.5) / taps - 0.5;
        const uy = y + (Math.floor(tap / taps) + 0.5) / taps - 0.5;
        const sx = a * ux - b * uy + tx;
        const sy = b * ux + a * uy + ty;
        if (sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1) {
          // As in drawBilinear.
          const left = sx | 0;
          const top = sy | 0;
          const wx = ((sx - left) * 256) | 0;
          const wy = ((sy - top) * 256) | 0;
          const w3 = Math.imul(wx, wy) >> 8;
          const w2 = wy - w3;
          const w1 = wx - w3;
          const w0 = 256 - w1 - wy;
          const from = Math.imul(top, line) + left * 3;
          const p0 = bytes.getInt32(from, true);
          const p1 = bytes.getInt32(from + 2, true) >>> 8;
          const p2 = bytes.getInt32(from + line, true);
          const p3 = bytes.getInt32(from + line + 2, true) >>> 8;
          const upper = (Math.imul(p0 & 0xff00ff, w0) + Math.imul(p1 & 0xff00ff, w1) + 0x800080) | 0;
          const lower = (Math.imul(p2 & 0xff00ff, w2) + Math.imul(p3 & 0xff00ff, w3)) | 0;
          const both = (upper + lower) | 0;
          const green =
            Math.imul((p0 >> 8) & 255, w0) +
            Math.imul((p1 >> 8) & 255, w1) +
            Math.imul((p2 >> 8) & 255, w2) +
            Math.imul((p3 >> 8) & 255, w3) +
            128;
          r += ((both >>> 8) & 255) * share;
          g += (green >> 8) * share;
          bl += (both >>> 24) * share;
          continue;
        }
        if (!(sx > -1 && sy > -1 && sx < width && sy < height)) continue;
        const cx = sx < 0 ? 0 : sx > width - 1 ? width - 1 : sx;
        const cy = sy < 0 ? 0 : sy > height - 1 ? height - 1 : sy;
        const ix = Math.floor(cx);
        const iy = Math.floor(cy);
        const wx = cx - ix;
        const wy = cy - iy;
        const p = (iy * width + ix) * 3;
        const q = ix + 1 < width ? p + 3 : p;
        const down = iy + 1 < height ? width * 3 : 0;
        const wp = (1 - wx) * (1 - wy) * share;
        const wq = wx * (1 - wy) * share;
        const vp = (1 - wx) * wy * share;
        const vq = wx * wy * share;
        r += data[p]! * wp + data[q]! * wq + data[p + down]! * vp + data[q + down]! * vq;
        g += data[p + 1]! * wp + data[q + 1]! * wq + data[p + down + 1]! * vp + data[q + down + 1]! * vq;
        bl += data[p + 2]! * wp + data[q + 2]! * wq + data[p + down + 2]! * vp + data[q + down + 2]! * vq;
      }
      out[at] = r;
      out[at + 1] = g;
      out[at + 2] = bl;
    }
  return out;
}
