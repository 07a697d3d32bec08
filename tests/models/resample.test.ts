import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pixels } from '../../src/domain/picture.ts';
import { drawRegion } from '../../src/models/resample.ts';

const picture = (width: number, height: number, seed: number): Pixels => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (Math.imul(i + seed, 2654435761) >>> 13) & 255),
});
const planes = (width: number, height: number, channels: 'rgb' | 'bgr' = 'rgb') => ({
  data: new Float32Array(3 * width * height),
  offset: 0,
  width,
  height,
  channels,
  mean: [0, 0, 0] as const,
  scale: [1, 1, 1] as const,
});

/** What it should be, one point at a time. */
function bilinear({ width, height, data }: Pixels, at: readonly [x: number, y: number], channel: number): number {
  const [x, y] = [Math.min(Math.max(at[0], 0), width - 1), Math.min(Math.max(at[1], 0), height - 1)];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const value = (column: number, row: number): number =>
    data[(Math.min(row, height - 1) * width + Math.min(column, width - 1)) * 3 + channel]!;
  const upper = value(left, top) * (1 - (x - left)) + value(left + 1, top) * (x - left);
  const lower = value(left, top + 1) * (1 - (x - left)) + value(left + 1, top + 1) * (x - left);
  return upper * (1 - (y - top)) + lower * (y - top);
}

test('a region is drawn as four neighbours say, within two of 255, to the last pixel', () => {
  const side = fc.integer({ min: 2, max: 24 });
  fc.assert(
    fc.property(side, side, side, side, fc.nat(1000), (width, height, toWidth, toHeight, seed) => {
      fc.pre(width < 2 * toWidth && height < 2 * toHeight);
      const from = picture(width, height, seed);
      const to = planes(toWidth, toHeight);
      drawRegion(from, [0, 0, width, height], toWidth, toHeight, to);
      for (let channel = 0; channel < 3; channel++)
        for (let y = 0; y < toHeight; y++)
          for (let x = 0; x < toWidth; x++) {
            const at = [((x + 0.5) * width) / toWidth - 0.5, ((y + 0.5) * height) / toHeight - 0.5] as const;
            const drawn = to.data[channel * toWidth * toHeight + y * toWidth + x]!;
            expect(Math.abs(drawn - bilinear(from, at, channel))).toBeLessThan(2);
          }
    }),
  );
});

test('a picture of its own size is drawn as it is, in either order of colours, scaled as asked', () => {
  const from = picture(5, 3, 7);
  const [rgb, bgr] = [planes(5, 3), planes(5, 3, 'bgr')];
  drawRegion(from, [0, 0, 5, 3], 5, 3, { ...rgb, mean: [10, 20, 30], scale: [1, 2, 0.5] });
  drawRegion(from, [0, 0, 5, 3], 5, 3, bgr);
  for (let i = 0; i < 15; i++) {
    const [r, g, b] = from.data.subarray(i * 3, i * 3 + 3);
    expect([rgb.data[i], rgb.data[15 + i], rgb.data[30 + i]]).toEqual([r! - 10, (g! - 20) * 2, (b! - 30) / 2]);
    expect([bgr.data[i], bgr.data[15 + i], bgr.data[30 + i]]).toEqual([b, g, r]);
  }
});

test.each([
  [1, 1],
  [1, 9],
  [9, 1],
  [2, 2],
])('a picture of %i × %i is drawn, and nothing outside of it is read', (width, height) => {
  const white: Pixels = { width, height, data: new Uint8Array(width * height * 3).fill(255) };
  const to = planes(16, 16);
  drawRegion(white, [0, 0, width, height], 16, 16, to);
  expect(new Set(to.data)).toEqual(new Set([255]));
});
