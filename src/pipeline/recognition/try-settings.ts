import type { RecentDecision } from '../../db/recent-decisions.ts';
import { type RecognitionSettings, strictness } from '../../domain/recognition-settings.ts';
import { CLEAR_DISTANCE } from './decide.ts';
import { poorFor } from './face-limits.ts';

/** `left_out`: the detector was not sure enough that it is a face. */
export const TRIED_RESULTS = ['match', 'unsure', 'no_match', 'left_out'] as const;
export type TriedResult = (typeof TRIED_RESULTS)[number];

/**
 * What faces that were seen would be with these settings, in their order, by the similarities that were found then and the thresholds of
 * people as they are now. `stricter` counts instead of the camera's own.
 */
export function trySettings(
  faces: readonly RecentDecision[],
  embedder: { threshold: number; unsureFrom: number },
  settings: RecognitionSettings,
  stricter?: number,
): TriedResult[] {
  const alone = faces.map((face) => tried(face, embedder, settings, stricter ?? face.stricter));
  const agreeing = new Map<string, number>();
  for (const [index, face] of faces.entries())
    if (alone[index] === 'match') agreeing.set(together(face), (agreeing.get(together(face)) ?? 0) + 1);
  return alone.map((result, index) => {
    const face = faces[index]!;
    const enough = !face.named || agreeing.get(together(face))! >= settings.facesForName;
    return result === 'match' && !enough ? 'unsure' : result;
  });
}

/** Faces of one event that are most like the same person; a face of no event stands alone. */
const together = ({ eventId, decision }: RecentDecision): string =>
  eventId === null ? '' : `${eventId} ${decision.nearest?.personId}`;

function tried(
  { score, quality, decision, named, own }: RecentDecision,
  embedder: { threshold: number; unsureFrom: number },
  settings: RecognitionSettings,
  stricter: number,
): TriedResult {
  if (score < settings.leastScore) return 'left_out';
  const { neededFor, unsureFrom } = strictness(embedder, settings, stricter);
  const { nearest, runnerUp, reason, vote } = decision;
  const poor = poorFor(quality, settings) !== null;
  if (!nearest) return poor || decision.result === 'unsure' ? 'unsure' : 'no_match';
  const needed = neededFor(own);
  const similarity = vote?.mean ?? nearest.similarity;
  if (similarity < Math.min(unsureFrom, needed)) return poor ? 'unsure' : 'no_match';
  if (similarity < needed || poor || reason === 'same_person_twice') return 'unsure';
  const next = vote ? vote.next : (runnerUp?.similarity ?? null);
  return named && next !== null && similarity < next + CLEAR_DISTANCE ? 'unsure' : 'match';
}
