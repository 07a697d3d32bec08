import type { Pixels } from '../domain/picture.ts';
import { drawRegion } from './resample.ts';
import type { Model } from './session.ts';
import type { PixelBox } from './suppress.ts';

const SIDE = 80;
const CLASSES = 3;
const LIVE = 1;
/** How much of what is around the face each of the two models sees. */
const LIVENESS_SCALES = [2.7, 4] as const;

/**
 * How likely each face is a living person in front of the camera and not a print or a screen: 0..1, the mean of two MiniFASNets
 * (minivision-ai/Silent-Face-Anti-Spoofing). A weak signal.
 */
export async function faceLiveness(
  models: readonly Model[],
  picture: Pixels,
  boxes: readonly PixelBox[],
): Promise<number[]> {
  const live = boxes.map(() => 0);
  const size = 3 * SIDE * SIDE;
  for (const [index, model] of models.entries()) {
    const data = new Float32Array(boxes.length * size);
    for (const [n, box] of boxes.entries())
      drawRegion(picture, surroundings(box, LIVENESS_SCALES[index]!, picture), SIDE, SIDE, {
        data,
        offset: n * size,
        width: SIDE,
        height: SIDE,
        channels: 'bgr',
        mean: [0, 0, 0],
        scale: [1, 1, 1],
      });
    const [values] = Object.values(await model.run(data, [boxes.length, 3, SIDE, SIDE]));
    for (const n of boxes.keys()) live[n]! += values![n * CLASSES + LIVE]! / models.length;
  }
  return live;
}

/** The box made larger about its middle, as far as the picture goes, and moved so that it stays inside. */
function surroundings([x, y, w, h]: PixelBox, wanted: number, { width, height }: Pixels): PixelBox {
  const scale = Math.max(1, Math.min((height - 1) / h, (width - 1) / w, wanted));
  const [newWidth, newHeight] = [Math.min(width, w * scale), Math.min(height, h * scale)];
  const place = (middle: number, size: number, limit: number): number =>
    Math.min(Math.max(0, middle - size / 2), limit - size);
  return [place(x + w / 2, newWidth, width), place(y + h / 2, newHeight, height), newWidth, newHeight];
}
