import { saidNotToBe } from '../../db/cannot-link-bodies.ts';
import { type AppearanceMatch, nearestAppearances } from '../../db/detections.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { FaceDecision } from '../../domain/face.ts';

/** Clothing is the same for a day. */
const A_DAY_MS = 86_400_000;
/**
 * Clothing says less than a face: two people in black are as alike as one of them at two doors. So only who is very much
 * alike is taken for the same visitor, and nobody who is about as much like somebody else. Of 305 pairs of different people
 * in the sample clips none reached 0.89; of the same people seconds apart nineteen in twenty reach 0.92. Between
 * `newBelow` and `atLeast` nothing is told: neither that it is the same visitor, nor that it is another one.
 */
export const SAME_VISITOR = { atLeast: 0.92, clearDistance: 0.06, newBelow: 0.82 };

/** Somebody in a picture, by how they are dressed. */
export interface Dressed {
  /** Their place among the things of the picture. */
  thing: number;
  embedding: Float32Array;
  /** Whether they are seen well enough to be somebody new by their clothes alone. */
  mayBeNew: boolean;
}

export interface Visitor {
  /** Null for somebody who was not here that day. */
  personId: string | null;
  decision: FaceDecision;
}

/** Whose clothing is compared: which model's numbers, when, and who is somebody else in the same picture. */
interface Compared {
  model: string;
  at: Date;
  taken: ReadonlySet<string>;
}

/**
 * Which visitors without a name the people of one picture are, by how they are dressed, within a day either way; those for
 * whom that is not clear are left out. People with a name are never known by their clothes, but whoever is dressed like one of
 * them is nobody else, either. Two of one picture are never one visitor: where both could be, neither is. Compares exactly with
 * everybody of the day.
 */
export async function sameVisitors(
  tx: OrgDb,
  { model, at, taken: given }: Compared,
  dressed: readonly Dressed[],
): Promise<Map<number, Visitor>> {
  const { atLeast, clearDistance } = SAME_VISITOR;
  const taken = new Set(given);
  const near = new Map<number, AppearanceMatch[]>();
  for (const { thing, embedding } of dressed) near.set(thing, await nearTo(tx, { model, at, taken }, embedding));
  const open = new Set(dressed);
  const visitors = new Map<number, Visitor>();
  const leftOf = ({ thing }: Dressed): AppearanceMatch[] =>
    near.get(thing)!.filter(({ personId }) => !taken.has(personId));
  for (;;) {
    const claims = [...open].flatMap((one) => {
      const [best, next = null] = leftOf(one);
      return best && isClear(best, next) ? [{ one, best, next }] : [];
    });
    const [claim] = claims.toSorted((a, b) => b.best.similarity - a.best.similarity || a.one.thing - b.one.thing);
    if (!claim) break;
    const { one, best, next } = claim;
    const rivals = [...open].filter(
      (other) =>
        other !== one &&
        leftOf(other).some(
          ({ personId, similarity }) =>
            personId === best.personId &&
            similarity >= atLeast - clearDistance &&
            similarity > best.similarity - clearDistance,
        ),
    );
    taken.add(best.personId);
    for (const gone of [one, ...rivals]) open.delete(gone);
    if (rivals.length === 0)
      visitors.set(one.thing, { personId: best.personId, decision: decisionOf(best, next, model) });
  }
  for (const one of open)
    if (one.mayBeNew && leftOf(one).length === 0)
      visitors.set(one.thing, { personId: null, decision: decisionOf(null, null, model) });
  return visitors;
}

/** The one visitor of the day who is dressed like this; null where that is not clear. */
export async function dressedLike(
  tx: OrgDb,
  compared: Compared,
  embedding: Float32Array,
): Promise<AppearanceMatch | null> {
  const [best, next = null] = await nearTo(tx, compared, embedding);
  return best && isClear(best, next) ? best : null;
}

async function nearTo(tx: OrgDb, { model, at, taken }: Compared, embedding: Float32Array): Promise<AppearanceMatch[]> {
  const asked = {
    model,
    embedding,
    from: new Date(at.getTime() - A_DAY_MS),
    to: new Date(at.getTime() + A_DAY_MS),
  };
  const near = await nearestAppearances(tx, { ...asked, atLeast: SAME_VISITOR.newBelow, limit: 10 + taken.size });
  // who was said not to be a body that this one is even more like is not this one, either
  const not = near.length === 0 ? new Map<string, number>() : await saidNotToBe(tx, asked);
  return near.filter(({ personId, similarity }) => !taken.has(personId) && (not.get(personId) ?? -1) < similarity);
}

const isClear = (best: AppearanceMatch, next: AppearanceMatch | null): boolean =>
  !best.named &&
  best.similarity >= SAME_VISITOR.atLeast &&
  (next === null || best.similarity - next.similarity >= SAME_VISITOR.clearDistance);

const decisionOf = (best: AppearanceMatch | null, next: AppearanceMatch | null, model: string): FaceDecision => ({
  result: best ? 'match' : 'no_match',
  model,
  threshold: SAME_VISITOR.atLeast,
  unsureFrom: SAME_VISITOR.newBelow,
  nearest: best && { personId: best.personId, similarity: best.similarity, pictures: 1 },
  runnerUp: next && { personId: next.personId, similarity: next.similarity },
  reason: 'clothing',
});
