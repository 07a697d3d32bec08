import { type NearFace, nearestFaces, SEARCH_LIMITS, type SearchLimits } from '../../db/face-search.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Embedder, SeenFace } from '../../models/vision.ts';
import { recognitionAllowed } from './consents.ts';
import { type Asked, type Candidate, CLEAR_DISTANCE, decide } from './decide.ts';
import { poorFor } from './face-limits.ts';

/** Why nothing is told of a face whose owner asked for that. */
export const LEFT_OUT = 'left_out';

/** What recognising needs to know of a face. */
export type Recognisable = Pick<SeenFace, 'embedding' | 'quality'>;

/**
 * Whose the faces of one picture are, decided together, in their order. Everything is `unavailable` until the
 * organisation's consent is recorded, without an embedder, and where the search was cut short; and so is what would be
 * `no_match` while pictures wait to be embedded anew, and the face of whoever asked to be left out.
 */
export async function identify(
  tx: OrgDb,
  faces: readonly Recognisable[],
  embedder: Embedder | null,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<FaceDecision[]> {
  if (faces.length === 0) return [];
  if (!embedder) return faces.map(() => unavailable(null, 'no_model'));
  const asked: Asked[] = [];
  let [waiting, searched] = [false, false];
  for (const { embedding, quality } of faces) {
    if (embedding === null) asked.push({ unavailable: 'no_model' });
    else if (embedding.length !== embedder.dimensions) asked.push({ unavailable: 'other_model' });
    else {
      const poor = poorFor(quality);
      const isEnough = (near: readonly NearFace[]): boolean => poor !== null || isClear(near, embedder);
      const question = { model: embedder.id, embedding, onlyAllowed: true, isEnough };
      const { near, complete, allowed, otherVectors } = await nearestFaces(tx, question, limits);
      if (!allowed) return faces.map(() => unavailable(embedder, 'no_consent'));
      asked.push(complete ? { candidates: candidatesAmong(near), poor } : { unavailable: 'search_limit' });
      waiting ||= otherVectors;
      searched = true;
    }
  }
  if (!searched && !(await recognitionAllowed(tx))) return faces.map(() => unavailable(embedder, 'no_consent'));
  const decisions = withoutLeftOut(asked, decide(asked, embedder), embedder);
  return waiting
    ? decisions.map((decision) =>
        decision.result === 'no_match'
          ? { ...decision, result: 'unavailable' as const, reason: 'being_renewed' }
          : decision,
      )
    : decisions;
}

/** So much surer than it must be a match is, and so much clearer of everybody else, that looking more widely would change nothing. */
const SURE = 0.1;

function isClear(near: readonly NearFace[], { threshold }: Embedder): boolean {
  const [best, next] = candidatesAmong(near);
  // whoever is alone with so many pictures may hide the next
  if (!best || !next || best.similarity < (best.threshold ?? threshold) + SURE) return false;
  return next.similarity <= best.similarity - 2 * CLEAR_DISTANCE;
}

/**
 * People by their nearest face. Who was said not to be a face that this one is even more like is left out: what somebody
 * said of one picture holds for the next that looks the same.
 */
export function candidatesAmong(near: readonly NearFace[]): Candidate[] {
  const people = new Map<string, Candidate & { pictures: number }>();
  for (const { personId, similarity, named, threshold, withdrawn } of near) {
    if (personId === null) continue;
    const known = people.get(personId) ?? { personId, similarity, pictures: 0, named, threshold, withdrawn };
    people.set(personId, {
      ...known,
      similarity: Math.max(known.similarity, similarity),
      pictures: known.pictures + 1,
    });
  }
  for (const { similarity, notPersons } of near)
    for (const personId of notPersons)
      if ((people.get(personId)?.similarity ?? Number.POSITIVE_INFINITY) <= similarity) people.delete(personId);
  return [...people.values()].toSorted((a, b) => b.similarity - a.similarity);
}

/** Nothing is told of whoever asked to be left out: neither who they are, nor whom they or others resemble. */
function withoutLeftOut(
  asked: readonly Asked[],
  decisions: readonly FaceDecision[],
  embedder: Embedder,
): FaceDecision[] {
  const leftOut = new Set(
    asked.flatMap((face) =>
      'candidates' in face ? face.candidates.flatMap((one) => (one.withdrawn ? [one.personId] : [])) : [],
    ),
  );
  const isLeftOut = (near: { personId: string } | null): boolean => near !== null && leftOut.has(near.personId);
  return decisions.map((decision) => {
    if (!isLeftOut(decision.nearest)) return isLeftOut(decision.runnerUp) ? { ...decision, runnerUp: null } : decision;
    return decision.result === 'no_match'
      ? { ...decision, threshold: embedder.threshold, nearest: null, runnerUp: null }
      : unavailable(embedder, LEFT_OUT);
  });
}

const unavailable = (embedder: Embedder | null, reason: string): FaceDecision => ({
  result: 'unavailable',
  model: embedder?.id ?? null,
  threshold: embedder?.threshold ?? 0,
  unsureFrom: embedder?.unsureFrom ?? 0,
  nearest: null,
  runnerUp: null,
  reason,
});
