import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Polygon } from '../../src/domain/camera.ts';
import type { Pixels } from '../../src/domain/picture.ts';
import { decodePicture } from '../../src/media/decode-picture.ts';
import { blacken, cutOut, encodeJpeg } from '../../src/media/edit-picture.ts';

const white = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(255),
});
const isBlack = ({ data, width }: Pixels, x: number, y: number): boolean =>
  data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3).every((value) => value < 20);

describe('blacken', () => {
  test('fills polygons and leaves the rest, and what it was given, alone', () => {
    const picture = white(100, 50);
    const corner: Polygon = [
      [0, 0],
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
    ];
    const triangle: Polygon = [
      [0.6, 1],
      [1, 1],
      [1, 0.6],
    ];
    const masked = blacken(picture, [corner, triangle]);
    expect([isBlack(masked, 0, 0), isBlack(masked, 49, 24), isBlack(masked, 99, 49)]).toEqual([true, true, true]);
    expect([isBlack(masked, 52, 10), isBlack(masked, 10, 27), isBlack(masked, 62, 32)]).toEqual([false, false, false]);
    expect(picture.data.every((value) => value === 255)).toBe(true);
    expect(blacken(picture, [])).toBe(picture);
  });

  test('no pixel whose middle lies inside is left, whatever the triangle, and nothing two pixels outside is taken', () => {
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    const point = fc.tuple(at, at);
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const picture = blacken(white(40, 30), [[a, b, c]]);
        const side = (p: readonly number[], q: readonly number[], x: number, y: number): number =>
          (q[0]! - p[0]!) * (y - p[1]!) - (q[1]! - p[1]!) * (x - p[0]!);
        const box = [Math.min(a[0], b[0], c[0]) * 40, Math.max(a[0], b[0], c[0]) * 40];
        for (let y = 0; y < 30; y++)
          for (let x = 0; x < 40; x++) {
            const [u, v] = [(x + 0.5) / 40, (y + 0.5) / 30];
            const sides = [side(a, b, u, v), side(b, c, u, v), side(c, a, u, v)];
            const inside = sides.every((s) => s > 1e-9) || sides.every((s) => s < -1e-9);
            if (inside) expect(isBlack(picture, x, y)).toBe(true);
            if (x + 1 < box[0]! - 2 || x > box[1]! + 2) expect(isBlack(picture, x, y)).toBe(false);
          }
      }),
      { numRuns: 60 },
    );
  });

  test('corners outside the picture do no harm', () => {
    const everything: Polygon = [
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
    ];
    expect(blacken(white(9, 9), [everything]).data.every((value) => value === 0)).toBe(true);
  });
});

describe('cutOut', () => {
  const dotted = blacken(white(100, 100), [
    [
      [0.4, 0.4],
      [0.6, 0.4],
      [0.6, 0.6],
      [0.4, 0.6],
    ],
  ]);

  test('a box, with a margin, brought to a size', async () => {
    const exact = await cutOut(dotted, [0.4, 0.4, 0.2, 0.2]);
    expect([exact.width, exact.height]).toEqual([20, 20]);
    expect(isBlack(exact, 0, 0) && isBlack(exact, 19, 19)).toBe(true);
    const wider = await cutOut(dotted, [0.4, 0.4, 0.2, 0.2], { margin: 0.5, size: 10 });
    expect([wider.width, wider.height]).toEqual([10, 10]);
    expect(isBlack(wider, 0, 0)).toBe(false);
    expect(isBlack(wider, 5, 5)).toBe(true);
  });

  test('never beyond the picture, and never nothing', async () => {
    const edge = await cutOut(dotted, [0.9, 0.9, 0.5, 0.5], { margin: 1 });
    expect([edge.width, edge.height]).toEqual([60, 60]);
    const nothing = await cutOut(dotted, [1, 1, 0, 0]);
    expect([nothing.width, nothing.height]).toEqual([1, 1]);
  });
});

test('encodeJpeg gives what decodePicture reads, without metadata', async () => {
  const bytes = await encodeJpeg(white(300, 150), { maxSide: 100, quality: 70 });
  const { width, height, mediaType, pixels } = await decodePicture(bytes);
  expect([width, height, mediaType]).toEqual([100, 50, 'image/jpeg']);
  expect(pixels.data.every((value) => value > 250)).toBe(true);
  expect(bytes.includes('Exif')).toBe(false);
});
