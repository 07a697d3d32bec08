import { nearestFaces } from '../../db/face-search.ts';
import { countFaces } from '../../db/faces.ts';
import { findPersonsById } from '../../db/persons.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Person } from '../../domain/person.ts';
import { strictness } from '../../domain/recognition-settings.ts';
import { SafeNestError } from '../../errors.ts';
import type { Embedder } from '../../models/vision.ts';
import { requireRecognition } from './consents.ts';
import { candidatesAmong } from './identify.ts';

export interface SimilarPerson {
  person: Person;
  /** Of their nearest picture, cosine. */
  similarity: number;
  /** From here on it would be a match. */
  threshold: number;
  pictures: number;
}

/** People who look like a face, most similar first, whether they are the same or not. Fails with `unavailable` where the search was cut short. */
export async function similarPeople(
  tx: OrgDb,
  embedding: Float32Array,
  embedder: Embedder,
  limit = 5,
): Promise<SimilarPerson[]> {
  await requireRecognition(tx);
  const { near, complete } = await nearestFaces(tx, { model: embedder.id, embedding });
  if (!complete)
    throw new SafeNestError(
      'unavailable',
      'There are too many faces to compare with right now. Nobody is told rather than somebody missed.',
    );
  const { neededFor } = strictness(embedder, await findRecognitionSettings(tx));
  const candidates = candidatesAmong(near)
    .filter(({ withdrawn }) => !withdrawn)
    .slice(0, limit);
  const ids = candidates.map(({ personId }) => personId);
  const [people, counts] = [await findPersonsById(tx, ids), await countFaces(tx, ids)];
  return candidates.map(({ personId, similarity, threshold }) => ({
    person: people.get(personId)!,
    similarity,
    threshold: neededFor(threshold),
    pictures: counts.get(personId)?.compared ?? 0,
  }));
}
