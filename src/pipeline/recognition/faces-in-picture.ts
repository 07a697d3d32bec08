import { findPersonsById } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Person } from '../../domain/person.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import type { SeenFace, Vision } from '../../models/vision.ts';
import { requireRecognition } from './consents.ts';
import { identify, isKeptOut } from './identify.ts';
import { inPicture } from './record-faces.ts';
import { type SimilarPerson, similarPeople } from './similar-people.ts';

/** A face in a picture that is not kept: box and points in 0..1 of it. */
export interface FaceInPicture
  extends Pick<SeenFace, 'score' | 'quality' | 'live' | 'embedding'>,
    ReturnType<typeof inPicture> {
  decision: FaceDecision;
  /** Who looks most like it, where that was asked. */
  similar: SimilarPerson[];
}

/**
 * The faces in a picture and whose they are; nothing is kept. Fails with `forbidden` without the organisation’s consent,
 * `unavailable` without models, and as `decodePicture` does for what is no picture.
 */
export async function facesInPicture(
  parts: {
    org: <T>(read: (tx: OrgDb) => Promise<T>) => Promise<T>;
    vision: Pick<Vision, 'embedder' | 'faces'>;
    signal?: AbortSignal;
  },
  bytes: Uint8Array,
  { live = false, similar = 0 }: { live?: boolean; similar?: number } = {},
): Promise<{ width: number; height: number; faces: FaceInPicture[]; people: Map<string, Person> }> {
  const { org, vision, signal } = parts;
  await org(requireRecognition);
  const { pixels, width, height } = await decodePicture(bytes);
  const faces = await vision.faces(pixels, { live, ...(signal ? { signal } : {}) });
  return org(async (tx) => {
    const decisions = await identify(tx, faces, vision.embedder);
    const found: FaceInPicture[] = [];
    for (const [index, { score, quality, live: alive, embedding, ...face }] of faces.entries()) {
      const leftOut = isKeptOut(decisions[index]!);
      const alike =
        similar > 0 && embedding && vision.embedder && !leftOut
          ? await similarPeople(tx, embedding, vision.embedder, similar)
          : [];
      found.push({
        ...inPicture(face, pixels),
        score,
        quality,
        live: alive,
        embedding: leftOut ? null : embedding,
        decision: decisions[index]!,
        similar: alike,
      });
    }
    const named = decisions.flatMap(({ nearest, runnerUp }) =>
      [nearest?.personId, runnerUp?.personId].filter((id) => id !== undefined),
    );
    return { width, height, faces: found, people: await findPersonsById(tx, [...new Set(named)]) };
  });
}
