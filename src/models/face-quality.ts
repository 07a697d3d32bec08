import type { FaceQuality } from '../domain/face.ts';
import { FACE_SIDE, type FacePoints } from './align-face.ts';
import type { FoundFace } from './detect-faces.ts';

/** Of a face of these sizes: too small to tell anybody, and large enough for everything. */
const SIZES = [16, 64] as const;
const SHARPNESSES = [5, 100] as const;

/** How well a face can be recognised, from its place, its five points and its aligned picture. */
export function faceQuality({ box, points }: FoundFace, aligned: Uint8Array | null): FaceQuality {
  const size = Math.min(box[2], box[3]);
  const sharpness = aligned ? laplacianVariance(aligned) : 0;
  const turned = turnedAway(points);
  const parts = [ramp(size, SIZES), ramp(sharpness, SHARPNESSES), 1 - turned];
  return { size, sharpness, turned, overall: Math.cbrt(parts.reduce((product, part) => product * part, 1)) };
}

const ramp = (n: number, [from, to]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (n - from) / (to - from)));

/** Variance of the Laplacian of the grey picture, its outer ring left out: background and borders say nothing of the face. */
function laplacianVariance(rgb: Uint8Array): number {
  const grey = new Float32Array(FACE_SIDE * FACE_SIDE);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * rgb[i * 3]! + 0.587 * rgb[i * 3 + 1]! + 0.114 * rgb[i * 3 + 2]!;
  const ring = FACE_SIDE / 8;
  let [sum, squares, n] = [0, 0, 0];
  for (let y = ring; y < FACE_SIDE - ring; y++)
    for (let x = ring; x < FACE_SIDE - ring; x++, n++) {
      const at = y * FACE_SIDE + x;
      const value = grey[at - 1]! + grey[at + 1]! + grey[at - FACE_SIDE]! + grey[at + FACE_SIDE]! - 4 * grey[at]!;
      sum += value;
      squares += value * value;
    }
  return squares / n - (sum / n) ** 2;
}

/** Where the nose lies between the eyes, and between eyes and mouth: in the middle 0, at or beyond an edge 1. */
function turnedAway([leftEye, rightEye, nose, leftMouth, rightMouth]: FacePoints): number {
  const eyes = [(leftEye![0] + rightEye![0]) / 2, (leftEye![1] + rightEye![1]) / 2] as const;
  const mouth = [(leftMouth![0] + rightMouth![0]) / 2, (leftMouth![1] + rightMouth![1]) / 2] as const;
  const sideways = along(eyes, rightEye!, nose!);
  const upright = along(eyes, mouth, nose!);
  const turned = Math.max(Math.abs(sideways), Math.abs(upright - 0.5) * 2 - 0.2);
  return Number.isFinite(turned) ? Math.min(1, Math.max(0, turned)) : 1;
}

/** How far a point lies on the way from one to another: 0 at the first, 1 at the second. */
function along(
  from: readonly [number, number],
  to: readonly [number, number],
  point: readonly [number, number],
): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  return ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / (dx * dx + dy * dy);
}
