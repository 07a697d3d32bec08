import type { Pixels } from '../domain/picture.ts';
import { type Similarity, warpSquare } from './resample.ts';

export const FACE_SIDE = 112;

/** Left eye, right eye, nose, left and right corner of the mouth as a viewer sees them, in pixels. */
export type FacePoints = readonly (readonly [x: number, y: number])[];

/** Where ArcFace and its relatives expect the five points in a picture of 112 × 112. */
const TEMPLATE: FacePoints = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** The face turned upright and brought to 112 × 112, RGB; null where the points lie on one another. */
export function alignFace(picture: Pixels, points: FacePoints): Uint8Array | null {
  const toPicture = fitSimilarity(TEMPLATE, points);
  const scale = Math.hypot(toPicture.a, toPicture.b);
  return Number.isFinite(scale) && scale > 1e-3 ? warpSquare(picture, toPicture, FACE_SIDE) : null;
}

/** The similarity with the least squared error from one set of points to another (Umeyama 1991, in the plane, no mirroring). */
function fitSimilarity(from: FacePoints, to: FacePoints): Similarity {
  const n = from.length;
  const mean = (points: FacePoints, axis: 0 | 1): number => points.reduce((sum, p) => sum + p[axis], 0) / n;
  const [fx, fy, gx, gy] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let [dot, cross, spread] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [from[i]![0] - fx, from[i]![1] - fy];
    const [u, v] = [to[i]![0] - gx, to[i]![1] - gy];
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  }
  const [a, b] = [dot / spread, cross / spread];
  return { a, b, tx: gx - a * fx + b * fy, ty: gy - b * fx - a * fy };
}
