import type { Pixels } from '../domain/picture.ts';
import { normalised } from './embed-faces.ts';
import { drawRegion } from './resample.ts';
import type { Model } from './session.ts';
import type { PixelBox } from './suppress.ts';

const [WIDTH, HEIGHT] = [96, 192];
const BATCH = 16;

/** One vector of length 1 for how each person is dressed, by OSNet (Zhou et al. 2019): clothing, not identity. */
export async function describePersons(
  model: Model,
  picture: Pixels,
  boxes: readonly PixelBox[],
): Promise<Float32Array[]> {
  const size = 3 * WIDTH * HEIGHT;
  const vectors: Float32Array[] = [];
  for (let from = 0; from < boxes.length; from += BATCH) {
    const batch = boxes.slice(from, from + BATCH);
    const data = new Float32Array(batch.length * size);
    for (const [n, box] of batch.entries())
      drawRegion(picture, box, WIDTH, HEIGHT, {
        data,
        offset: n * size,
        width: WIDTH,
        height: HEIGHT,
        channels: 'rgb',
        mean: [123.675, 116.28, 103.53],
        scale: [1 / 58.395, 1 / 57.12, 1 / 57.375],
      });
    const [values] = Object.values(await model.run(data, [batch.length, 3, HEIGHT, WIDTH]));
    const dimensions = values!.length / batch.length;
    for (const n of batch.keys()) vectors.push(normalised(values!.slice(n * dimensions, (n + 1) * dimensions)));
  }
  return vectors;
}
