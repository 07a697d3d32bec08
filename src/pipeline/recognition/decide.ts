import type { FaceDecision } from '../../domain/face.ts';
import type { Needed } from '../../domain/recognition-settings.ts';

/** Somebody a face may be of, with the similarity of their nearest picture (cosine). */
export interface Candidate {
  personId: string;
  similarity: number;
  /** How many of their pictures were near enough to be looked at. */
  pictures?: number;
  /** Whether people gave them a name: mistaking a stranger for another stranger harms less. */
  named: boolean;
  /** Their own, see calibrate-threshold.ts; the embedder's where null. */
  threshold: number | null;
  /** They asked to be left out. */
  withdrawn?: boolean;
}

/** One face of a picture: who it may be, most similar first, or why that could not be asked. */
export type Asked = { candidates: readonly Candidate[]; poor?: string | null } | { unavailable: string };

/** The embedder by its id, and what is needed of a face; `neededFor` where it is more or less here than usual. */
export type Asking = Pick<Needed, 'threshold' | 'unsureFrom'> & Partial<Needed> & { id: string };

/** So much more similar a face must be to its person than to anybody else who has a name. */
export const CLEAR_DISTANCE = 0.05;

/**
 * Decides all faces of one picture together, since two of them are never one person. The face most like a person is theirs; who
 * is clearly taken by another face no longer speaks against this one; and where two faces are about equally like one
 * person, neither is sure. Whoever is like somebody and no match is `unsure`, though that somebody be another face; so is a stranger's face that is
 * enough like somebody with a name, too, and one too poor to judge. Prefers `unsure` to a wrong match, and to a wrong stranger.
 */
export function decide(faces: readonly Asked[], embedder: Asking): FaceDecision[] {
  const from = ({ threshold }: Candidate): number => embedder.neededFor?.(threshold) ?? threshold ?? embedder.threshold;
  const pairs = faces
    .flatMap((face, index) => candidatesOf(face).map((candidate) => ({ index, candidate })))
    .filter(({ candidate }) => candidate.similarity >= from(candidate))
    .toSorted(
      (a, b) =>
        b.candidate.similarity - a.candidate.similarity ||
        compareText(a.candidate.personId, b.candidate.personId) ||
        a.index - b.index,
    );
  // most similar first, each person and each face once: no face and person would both rather have each other
  const holders = new Map<string, { index: number; similarity: number }>();
  const given = new Map<number, Candidate>();
  for (const { index, candidate } of pairs) {
    if (given.has(index) || holders.has(candidate.personId)) continue;
    given.set(index, candidate);
    holders.set(candidate.personId, { index, similarity: candidate.similarity });
  }

  return faces.map((face, index): FaceDecision => {
    if ('unavailable' in face) return { ...base(embedder), result: 'unavailable', reason: face.unavailable };
    const { candidates } = face;
    const own = given.get(index) ?? null;
    /** Whether somebody is clearly another face of this picture. */
    const taken = ({ personId, similarity }: Candidate): boolean => {
      const holder = holders.get(personId);
      return holder !== undefined && holder.index !== index && holder.similarity >= similarity + CLEAR_DISTANCE;
    };
    if (!own) {
      // whoever it is like enough counts, though another face of the picture may be theirs: a mirror or a poster shows people twice
      const near = candidates.find((one) => one.similarity >= Math.min(embedder.unsureFrom, from(one))) ?? null;
      const nearest = near ?? candidates[0] ?? null;
      const next = candidates.find((one) => one.personId !== nearest?.personId) ?? null;
      const told = { ...base(embedder), ...numbers(nearest, next, nearest ? from(nearest) : embedder.threshold) };
      const twice = near && (near.similarity >= from(near) || taken(near)) ? 'same_person_twice' : null;
      if (near) return { ...told, result: 'unsure', reason: face.poor ?? twice };
      // how alike a face is of which nothing can be told says nothing, not even that it is nobody known
      if (face.poor) return { ...base(embedder), result: 'unsure', reason: face.poor };
      return { ...told, result: 'no_match', reason: null };
    }
    const others = candidates.filter((candidate) => candidate.personId !== own.personId && !taken(candidate));
    const told = { ...base(embedder), ...numbers(own, others[0] ?? null, from(own)) };
    if (face.poor) return { ...told, result: 'unsure', reason: face.poor };
    const rival = faces.some(
      (other, at) =>
        at !== index &&
        candidatesOf(other).some(
          (candidate) =>
            candidate.personId === own.personId &&
            candidate.similarity > own.similarity - CLEAR_DISTANCE &&
            candidate.similarity > (given.get(at)?.similarity ?? -1),
        ),
    );
    if (rival) return { ...told, result: 'unsure', reason: 'same_person_twice' };
    const close = others.find(
      (other) =>
        (other.similarity > own.similarity - CLEAR_DISTANCE && (own.named || other.named)) ||
        (!own.named && other.named && other.similarity >= from(other)),
    );
    if (close) return { ...told, ...numbers(own, close, from(own)), result: 'unsure', reason: 'two_alike' };
    return { ...told, result: 'match', reason: null };
  });
}

const candidatesOf = (face: Asked): readonly Candidate[] => ('candidates' in face ? face.candidates : []);

const base = (embedder: Asking) => ({
  model: embedder.id,
  threshold: embedder.threshold,
  unsureFrom: embedder.unsureFrom,
  nearest: null,
  runnerUp: null,
});

const numbers = (nearest: Candidate | null, runnerUp: Candidate | null, threshold: number) => ({
  threshold,
  nearest: nearest && {
    personId: nearest.personId,
    similarity: nearest.similarity,
    pictures: nearest.pictures ?? 0,
  },
  runnerUp: runnerUp && { personId: runnerUp.personId, similarity: runnerUp.similarity },
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
