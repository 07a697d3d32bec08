import { CLEAR_DISTANCE } from './decide.ts';

/** One face of an event, with all that its picture says of whose it is. Similarities are cosines. */
export interface Ballot {
  faceId: string;
  pictureId: string;
  embedding: Float32Array;
  /** 0..1: how much it counts. */
  weight: number;
  /** Whose it is so far. */
  personId: string | null;
  /** Somebody said so, or enrolled it: that is not put to the vote. */
  vouched: boolean;
  /** Similarity of the nearest picture of each person who could be meant; those of its own event left out. */
  similarities: ReadonlyMap<string, number>;
  /** Whom somebody said it is not. */
  notPersons: readonly string[];
}

/** Somebody who may be voted for: their threshold, and whether people gave them a name. */
export interface Standing {
  threshold: number;
  named: boolean;
}

/** What the pictures of one event came to for one face. */
export interface Verdict {
  faceId: string;
  personId: string;
  /** Of this face alone. */
  similarity: number;
  vote: Vote;
}

/** The numbers that explain a vote. */
export interface Vote {
  /** How many pictures of the event were put together, and how many of them would have been enough alone. */
  pictures: number;
  agreeing: number;
  /** Similarity on average, and that of the next person. */
  mean: number;
  next: { personId: string; mean: number } | null;
}

/** So much surer than it must be a face is before it is never given to somebody else by the others of its event. */
const SURE = 0.1;
/** So many pictures must be enough alone before somebody else's face is taken from them. */
const LEAST_AGREEING = 2;

/**
 * Whose the faces of an event are by all its pictures together. Faces are put together only where they look alike on average, were
 * never in one picture and are not surely different people's. Together they are somebody's where the mean of their similarities
 * reaches the person's threshold and is clearly above everybody else's: a bad picture is carried by good ones, and one that happened to
 * look like somebody else is outvoted. Two people never become one by it: nobody gets a second face in a picture, and a face that is surely
 * somebody's stays theirs. Answers only faces whose person changes.
 */
export function vote(
  ballots: readonly Ballot[],
  people: ReadonlyMap<string, Standing>,
  { threshold }: { threshold: number },
): Verdict[] {
  const witness = new Map(ballots.map((ballot) => [ballot, surelyOf(ballot, people)]));
  const elected = together(ballots, witness, threshold).flatMap((group) => {
    const best = group.length < 2 ? null : electedBy(group, people, threshold);
    return best ? [{ group, ...best }] : [];
  });
  const verdicts: Verdict[] = [];
  const held = new Set(ballots.map(({ pictureId, personId }) => place(pictureId, personId)));
  // the surest first: whoever is in a picture already has no second face in it
  for (const { group, personId, vote: counted } of elected.toSorted((a, b) => b.vote.mean - a.vote.mean)) {
    const [surely = personId] = group.flatMap((one) => witness.get(one) ?? []);
    if (surely !== personId) continue;
    for (const one of group) {
      const free = !held.has(place(one.pictureId, personId));
      if (!free || one.vouched || one.notPersons.includes(personId)) continue;
      if (one.personId !== null && !outvoted(counted)) continue;
      held.add(place(one.pictureId, personId));
      const similarity = one.similarities.get(personId) ?? -1;
      verdicts.push({ faceId: one.faceId, personId, similarity, vote: counted });
    }
  }
  return verdicts;
}

const place = (pictureId: string, personId: string | null): string => `${pictureId} ${personId}`;
const outvoted = ({ agreeing, pictures }: Vote): boolean => agreeing >= LEAST_AGREEING && agreeing * 2 > pictures;

/** Whose a face is whatever the others say; null where that is open. */
function surelyOf({ personId, vouched, similarities }: Ballot, people: ReadonlyMap<string, Standing>): string | null {
  if (personId === null) return null;
  if (vouched) return personId;
  const own = similarities.get(personId);
  const standing = people.get(personId);
  return own !== undefined && standing && own >= standing.threshold + SURE ? personId : null;
}

/** The person whom these faces are together, where that is clear. */
function electedBy(
  group: readonly Ballot[],
  people: ReadonlyMap<string, Standing>,
  threshold: number,
): { personId: string; vote: Vote } | null {
  const weights = group.reduce((sum, { weight }) => sum + weight, 0);
  if (weights <= 0) return null;
  const means = [...people.keys()]
    .filter((personId) => group.some(({ similarities }) => similarities.has(personId)))
    .map((personId) => ({
      personId,
      mean:
        group.reduce(
          (sum, { weight, similarities }) => sum + weight * Math.max(0, similarities.get(personId) ?? 0),
          0,
        ) / weights,
    }))
    .toSorted((a, b) => b.mean - a.mean || (a.personId < b.personId ? -1 : 1));
  const [first, next = null] = means;
  if (!first) return null;
  const standing = people.get(first.personId)!;
  const needed = Math.max(standing.threshold, threshold);
  const rival = next !== null && (standing.named || people.get(next.personId)!.named) ? next.mean : -1;
  if (first.mean < needed || first.mean < rival + CLEAR_DISTANCE) return null;
  // a stranger enough like somebody with a name may be them
  const known = ({ personId, mean }: (typeof means)[number]): boolean => {
    const { named, threshold: theirs } = people.get(personId)!;
    return named && mean >= theirs;
  };
  if (!standing.named && means.some(known)) return null;
  // what somebody said of one of these pictures holds for those that look the same
  if (group.some(({ notPersons }) => notPersons.includes(first.personId))) return null;
  const agreeing = group.filter(({ similarities }) => (similarities.get(first.personId) ?? -1) >= standing.threshold);
  return {
    personId: first.personId,
    vote: { pictures: group.length, agreeing: agreeing.length, mean: first.mean, next },
  };
}

/** Faces that are alike on average, those most alike first; never two of one picture, nor of two who are surely different. */
function together(
  ballots: readonly Ballot[],
  witness: ReadonlyMap<Ballot, string | null>,
  threshold: number,
): Ballot[][] {
  const count = ballots.length;
  const alike = ballots.map((one) => ballots.map((other) => cosine(one.embedding, other.embedding)));
  let groups = ballots.map((_, index) => [index]);
  const mayJoin = (a: readonly number[], b: readonly number[]): boolean => {
    const pictures = new Set(a.map((index) => ballots[index]!.pictureId));
    if (b.some((index) => pictures.has(ballots[index]!.pictureId))) return false;
    const sure = new Set([...a, ...b].map((index) => witness.get(ballots[index]!)!).filter((id) => id !== null));
    return sure.size <= 1;
  };
  for (let left = count; left > 1; left--) {
    let best: { a: number; b: number; mean: number } | null = null;
    for (let a = 0; a < groups.length; a++)
      for (let b = a + 1; b < groups.length; b++) {
        const [one, other] = [groups[a]!, groups[b]!];
        let sum = 0;
        for (const i of one) for (const j of other) sum += alike[i]![j]!;
        const mean = sum / (one.length * other.length);
        if (mean >= threshold && (!best || mean > best.mean) && mayJoin(one, other)) best = { a, b, mean };
      }
    if (!best) break;
    const { a, b } = best;
    groups = [...groups.filter((_, index) => index !== a && index !== b), [...groups[a]!, ...groups[b]!]];
  }
  return groups.map((group) => group.map((index) => ballots[index]!));
}

/** Of vectors of length 1. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
