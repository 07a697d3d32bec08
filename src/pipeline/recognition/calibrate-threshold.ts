import { nearestFaces } from '../../db/face-search.ts';
import { comparedVectorsOf, vectorsOf } from '../../db/face-vectors.ts';
import { setPersonThreshold } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { LEAST_PICTURES } from '../../domain/person.ts';
import type { Embedder } from '../../models/vision.ts';

/** Above the most similar face of anybody else. */
const ABOVE_OTHERS = 0.05;
/** How far a threshold may go from the embedder’s own. */
const LOWER = 0.04;
const HIGHER = 0.2;
/** Of one person: so many of their pictures are compared with everybody else’s. */
const MOST_ASKED = 10;
/** Thresholds are kept with three digits. */
const ROUNDED = 0.001;

/**
 * The cosine from which a face is somebody’s, from their own pictures: above the most similar face of anybody else; lower than the
 * embedder’s only where their own pictures are less alike than usual and everybody else is far. `own` is, for each of their
 * pictures, the similarity of the nearest other one of theirs; `others` that of the most similar face of anybody else.
 */
export function calibrated(
  own: readonly number[],
  others: number | null,
  { threshold, unsureFrom }: Pick<Embedder, 'threshold' | 'unsureFrom'>,
): number {
  const least = Math.min(...own);
  const floor = others === null ? threshold : others + ABOVE_OTHERS;
  const wanted = least < threshold ? Math.max(least, floor) : Math.max(threshold, floor);
  const lowest = Math.max(unsureFrom, threshold - LOWER);
  return Math.round(Math.min(threshold + HIGHER, Math.max(lowest, wanted)) * 1000) / 1000;
}

/**
 * Calibrates a person; null while they have too few pictures, or their like could not be looked for. Answers who is so like them that
 * they should be calibrated, too.
 */
export async function calibratePerson(
  tx: OrgDb,
  personId: string,
  embedder: Embedder,
): Promise<{ threshold: number | null; alike: string[] }> {
  const vectors = await vectorsOf(tx, embedder.id, { personId });
  let others: number | null = null;
  let complete = true;
  const alike = new Set<string>();
  for (const { embedding } of vectors.slice(0, MOST_ASKED)) {
    const found = await nearestFaces(tx, { model: embedder.id, embedding });
    complete &&= found.complete;
    for (const face of found.near) {
      if (face.personId === null || face.personId === personId || face.withdrawn) continue;
      others = Math.max(others ?? -1, face.similarity);
      if (face.similarity + ABOVE_OTHERS > (face.threshold ?? embedder.threshold)) alike.add(face.personId);
    }
  }
  const own = vectors.map(({ embedding }, index) =>
    Math.max(...vectors.filter((_, other) => other !== index).map((other) => cosine(embedding, other.embedding))),
  );
  const threshold = vectors.length < LEAST_PICTURES || !complete ? null : calibrated(own, others, embedder);
  await setPersonThreshold(tx, personId, threshold);
  return { threshold, alike: [...alike] };
}

/** Calibrates a person and those most like them. */
export async function calibrateAround(tx: OrgDb, personId: string, embedder: Embedder): Promise<number | null> {
  const { threshold, alike } = await calibratePerson(tx, personId, embedder);
  for (const id of alike.slice(0, 5)) await calibratePerson(tx, id, embedder);
  return threshold;
}

/**
 * Before somebody's vectors go: whose threshold may have been raised by them loses it, and is calibrated anew in the background, as everybody
 * without one is.
 */
export async function uncalibrateAround(tx: OrgDb, personId: string): Promise<void> {
  const raised = new Set<string>();
  for (const vector of await comparedVectorsOf(tx, personId)) {
    const { near } = await nearestFaces(tx, vector);
    for (const face of near)
      if (face.personId !== null && face.personId !== personId && face.threshold !== null)
        if (face.similarity + ABOVE_OTHERS >= face.threshold - ROUNDED) raised.add(face.personId);
  }
  for (const id of raised) await setPersonThreshold(tx, id, null);
}

/** Of vectors of length 1. */
export const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
