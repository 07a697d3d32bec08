import { type NearFace, nearestFaces, SEARCH_LIMITS, type SearchLimits } from '../../db/face-search.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera } from '../../domain/camera.ts';
import type { FaceDecision } from '../../domain/face.ts';
import { type Needed, strictness } from '../../domain/recognition-settings.ts';
import type { Embedder, SeenFace } from '../../models/vision.ts';
import { recognitionAllowed } from './consents.ts';
import { type Asked, type Candidate, CLEAR_DISTANCE, decide } from './decide.ts';
import { poorFor } from './face-limits.ts';

/** Why nothing is told of a face whose owner asked for that. */
export const LEFT_OUT = 'left_out';
/** The same where it may be them, and is not sure. */
export const MAYBE_LEFT_OUT = 'maybe_left_out';
/** Whether nothing is kept of a face, as it is or may be of somebody who asked for that. */
export const isKeptOut = ({ reason }: Pick<FaceDecision, 'reason'>): boolean =>
  reason === LEFT_OUT || reason === MAYBE_LEFT_OUT;

/** What recognising needs to know of a face. */
export type Recognisable = Pick<SeenFace, 'embedding' | 'quality'>;

/**
 * Whose the faces of one picture are, decided together, in their order. Everything is `unavailable` until the
 * organisation's consent is recorded, without an embedder, and where the search was cut short; and so is what would be
 * `no_match` while pictures wait to be embedded anew, and the face of whoever asked to be left out. Of a camera's picture: at a camera that is
 * stricter more is needed, and where a name needs several faces, one alone is unsure (`needs_more`).
 */
export async function identify(
  tx: OrgDb,
  faces: readonly Recognisable[],
  embedder: Embedder | null,
  { limits = SEARCH_LIMITS, camera }: { limits?: SearchLimits; camera?: Pick<Camera, 'stricter'> | undefined } = {},
): Promise<FaceDecision[]> {
  if (faces.length === 0) return [];
  if (!embedder) return faces.map(() => unavailable(null, 'no_model'));
  const settings = await findRecognitionSettings(tx);
  const asking = { id: embedder.id, ...strictness(embedder, settings, camera?.stricter) };
  const asked: Asked[] = [];
  let [waiting, searched] = [false, false];
  for (const { embedding, quality } of faces) {
    if (embedding === null) asked.push({ unavailable: 'no_model' });
    else if (embedding.length !== embedder.dimensions) asked.push({ unavailable: 'other_model' });
    else {
      const poor = poorFor(quality, settings);
      const isEnough = (near: readonly NearFace[]): boolean => poor !== null || isClear(near, asking);
      const question = { model: embedder.id, embedding, onlyAllowed: true, isEnough };
      const { near, complete, allowed, otherVectors } = await nearestFaces(tx, question, limits);
      if (!allowed) return faces.map(() => unavailable(embedder, 'no_consent'));
      asked.push(complete ? { candidates: candidatesAmong(near), poor } : { unavailable: 'search_limit' });
      waiting ||= otherVectors;
      searched = true;
    }
  }
  if (!searched && !(await recognitionAllowed(tx))) return faces.map(() => unavailable(embedder, 'no_consent'));
  const decided = decide(asked, asking);
  const alone = camera && settings.facesForName > 1 ? decided.map((one, i) => heldBack(one, asked[i]!)) : decided;
  const decisions = withoutLeftOut(asked, alone, embedder);
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

/** A face that is not to be told as somebody with a name by itself. */
function heldBack(decision: FaceDecision, asked: Asked): FaceDecision {
  if (decision.result !== 'match' || !('candidates' in asked)) return decision;
  const known = asked.candidates.find(({ personId }) => personId === decision.nearest?.personId);
  return known?.named ? { ...decision, result: 'unsure', reason: 'needs_more' } : decision;
}

function isClear(near: readonly NearFace[], { neededFor }: Needed): boolean {
  const [best, next] = candidatesAmong(near);
  // whoever is alone with so many pictures may hide the next
  if (!best || !next || best.similarity < neededFor(best.threshold) + SURE) return false;
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

/** Nothing is told of whoever asked to be left out: neither who they are, nor whom they or others resemble; where it is not sure that it is them, that is said. */
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
    const { result, nearest, threshold } = decision;
    if (result === 'no_match') return { ...decision, threshold: embedder.threshold, nearest: null, runnerUp: null };
    if (result === 'match' || nearest!.similarity >= threshold) return unavailable(embedder, LEFT_OUT);
    return { ...unavailable(embedder, MAYBE_LEFT_OUT), result: 'unsure' };
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
