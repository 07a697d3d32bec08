import type { Pixels } from '../domain/picture.ts';
import type { FacePoints } from './align-face.ts';
import { drawRegion } from './resample.ts';
import type { Model } from './session.ts';
import { type PixelBox, suppressOverlaps } from './suppress.ts';

export interface FoundFace {
  box: PixelBox;
  points: FacePoints;
  score: number;
}

const SIDE = 640;
const LEAST_SCORE = 0.6;
const MOST_OVERLAP = 0.3;
const STRIDES = [8, 16, 32] as const;
/** A picture with more faces than this is a crowd; the surest are told. */
const MOST_FACES = 200;

/**
 * Faces by YuNet (Wu et al. 2023), the surest first: BGR 0..255, the long side at most 640, padded to the right and below with
 * black. Files with a fixed input and with a free one both do.
 */
export async function detectFaces(model: Model, picture: Pixels): Promise<FoundFace[]> {
  const fixed = model.inputShape.slice(2).every((side) => side !== null);
  const longSide = Math.max(picture.width, picture.height);
  const scale = fixed ? Math.min(1, SIDE / longSide) : detectionScale(longSide);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const [padWidth, padHeight] = fixed ? [SIDE, SIDE] : [multipleOf32(width), multipleOf32(height)];
  const data = emptyInput(3 * padWidth * padHeight);
  drawRegion(picture, [0, 0, picture.width, picture.height], width, height, {
    data,
    offset: 0,
    width: padWidth,
    height: padHeight,
    channels: 'bgr',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  });
  const out = await model.run(data, [1, 3, padHeight, padWidth]);
  const [fx, fy] = [picture.width / width, picture.height / height];
  const found: FoundFace[] = [];
  for (const stride of STRIDES) {
    const [cls, obj] = [out[`cls_${stride}`]!, out[`obj_${stride}`]!];
    const [box, kps] = [out[`bbox_${stride}`]!, out[`kps_${stride}`]!];
    const columns = padWidth / stride;
    for (let i = 0; i < cls.length; i++) {
      const score = Math.sqrt(unit(cls[i]!) * unit(obj[i]!));
      if (!(score >= LEAST_SCORE)) continue;
      const [column, row] = [i % columns, Math.floor(i / columns)];
      const [w, h] = [Math.exp(box[i * 4 + 2]!) * stride, Math.exp(box[i * 4 + 3]!) * stride];
      const x = (column + box[i * 4]!) * stride - w / 2;
      const y = (row + box[i * 4 + 1]!) * stride - h / 2;
      const points = [0, 1, 2, 3, 4].map((p): [number, number] => [
        (column + kps[i * 10 + p * 2]!) * stride * fx,
        (row + kps[i * 10 + p * 2 + 1]!) * stride * fy,
      ]);
      found.push({ box: within([x * fx, y * fy, w * fx, h * fy], picture), points, score });
    }
  }
  return suppressOverlaps(
    found.filter(({ box }) => box[2] >= 1 && box[3] >= 1),
    MOST_OVERLAP,
  ).slice(0, MOST_FACES);
}

/** The last input once more, emptied, where it has the right length: a thread does one picture at a time, and new memory costs a millisecond. */
function emptyInput(length: number): Float32Array {
  if (lastInput.length === length) return lastInput.fill(0);
  lastInput = new Float32Array(length);
  return lastInput;
}
let lastInput = new Float32Array(0);

/**
 * How much smaller a picture is looked at. A face under 20 pixels tells nobody, and the detector finds them from 10 on: pictures up to
 * 850 pixels are looked at in three quarters of their size, which halves the time, larger ones at 640.
 */
const detectionScale = (longSide: number): number =>
  Math.min(1, Math.min(SIDE, Math.max(SIDE / 2, longSide * 0.75)) / longSide);

const multipleOf32 = (n: number): number => Math.ceil(n / 32) * 32;
const unit = (n: number): number => Math.min(1, Math.max(0, n));

/** The part of a box that lies in the picture. */
export function within([x, y, w, h]: PixelBox, { width, height }: Pixels): PixelBox {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return [left, top, Math.min(width, x + w) - left, Math.min(height, y + h) - top];
}
