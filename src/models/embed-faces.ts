import { FACE_SIDE } from './align-face.ts';
import type { EmbedderInput } from './catalogue.ts';
import type { Model } from './session.ts';

/** Faces that go through the embedder at once; more take more memory and no less time each. */
const BATCH = 8;

/** One vector of length 1 for each aligned face (RGB, 112 × 112), by any model of ArcFace's kind. */
export async function embedFaces(
  model: Model,
  faces: readonly Uint8Array[],
  { mean, scale }: EmbedderInput,
): Promise<Float32Array[]> {
  const plane = FACE_SIDE * FACE_SIDE;
  const size = model.inputShape[0] === null ? BATCH : 1;
  const vectors: Float32Array[] = [];
  for (let from = 0; from < faces.length; from += size) {
    const batch = faces.slice(from, from + size);
    const data = new Float32Array(batch.length * 3 * plane);
    for (const [n, face] of batch.entries())
      for (let i = 0, at = n * 3 * plane; i < plane; i++, at++) {
        data[at] = (face[i * 3]! - mean) * scale;
        data[at + plane] = (face[i * 3 + 1]! - mean) * scale;
        data[at + 2 * plane] = (face[i * 3 + 2]! - mean) * scale;
      }
    const [values] = Object.values(await model.run(data, [batch.length, 3, FACE_SIDE, FACE_SIDE]));
    const dimensions = values!.length / batch.length;
    for (let n = 0; n < batch.length; n++)
      vectors.push(normalised(values!.subarray(n * dimensions, (n + 1) * dimensions)));
  }
  return vectors;
}

/** A copy of length 1. */
export function normalised(values: Float32Array): Float32Array {
  let squares = 0;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) throw new Error('the model answered with no numbers');
  return values.map((value) => value / length);
}
