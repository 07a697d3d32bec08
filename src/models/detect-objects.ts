import type { Pixels } from '../domain/picture.ts';
import { within } from './detect-faces.ts';
import { drawRegion } from './resample.ts';
import type { Model } from './session.ts';
import { type PixelBox, suppressOverlaps } from './suppress.ts';

/** What cameras are asked about, by its number in COCO. */
const KINDS = {
  person: 0,
  bicycle: 1,
  car: 2,
  motorcycle: 3,
  bus: 5,
  truck: 7,
  boat: 8,
  bird: 14,
  cat: 15,
  dog: 16,
  horse: 17,
  backpack: 24,
  handbag: 26,
  suitcase: 28,
} as const;
export type ObjectKind = keyof typeof KINDS;
export const OBJECT_KINDS = Object.keys(KINDS) as ObjectKind[];
/** One and the same vehicle is easily taken for two of these. */
const VEHICLES: readonly ObjectKind[] = ['car', 'bus', 'truck'];

export interface FoundObject {
  kind: ObjectKind;
  box: PixelBox;
  score: number;
}

const SIDE = 416;
const STRIDES = [8, 16, 32] as const;
const PER_PLACE = 85;
const PAD = 114;
const LEAST_SCORE = 0.35;
const MOST_OVERLAP = 0.45;
const MOST_OBJECTS = 100;

/** Things in a picture by YOLOX-nano (Ge et al. 2021), the surest first: BGR 0..255, at the top left of 416 × 416 grey. */
export async function detectObjects(model: Model, picture: Pixels): Promise<FoundObject[]> {
  const scale = Math.min(SIDE / picture.width, SIDE / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const data = new Float32Array(3 * SIDE * SIDE).fill(PAD);
  drawRegion(picture, [0, 0, picture.width, picture.height], width, height, {
    data,
    offset: 0,
    width: SIDE,
    height: SIDE,
    channels: 'bgr',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  });
  const [out] = Object.values(await model.run(data, [1, 3, SIDE, SIDE]));
  const [fx, fy] = [picture.width / width, picture.height / height];
  const found: FoundObject[] = [];
  let place = 0;
  for (const stride of STRIDES) {
    const columns = SIDE / stride;
    for (let i = 0; i < columns * columns; i++, place++) {
      const at = place * PER_PLACE;
      const there = out![at + 4]!;
      if (!(there >= LEAST_SCORE)) continue;
      for (const kind of OBJECT_KINDS) {
        const score = there * out![at + 5 + KINDS[kind]]!;
        if (!(score >= LEAST_SCORE)) continue;
        const [w, h] = [Math.exp(out![at + 2]!) * stride, Math.exp(out![at + 3]!) * stride];
        const x = ((i % columns) + out![at]!) * stride - w / 2;
        const y = (Math.floor(i / columns) + out![at + 1]!) * stride - h / 2;
        found.push({ kind, box: within([x * fx, y * fy, w * fx, h * fy], picture), score });
      }
    }
  }
  const real = found.filter(({ box }) => box[2] >= 1 && box[3] >= 1);
  const groups = Map.groupBy(real, ({ kind }) => (VEHICLES.includes(kind) ? 'vehicle' : kind));
  return [...groups.values()]
    .flatMap((group) => suppressOverlaps(group, MOST_OVERLAP))
    .sort((p, q) => q.score - p.score)
    .slice(0, MOST_OBJECTS);
}
