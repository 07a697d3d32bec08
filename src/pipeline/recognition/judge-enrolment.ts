import { type NearFace, nearestFaces } from '../../db/face-search.ts';
import { vectorsOf } from '../../db/face-vectors.ts';
import { findPersonsById } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { FaceQuality } from '../../domain/face.ts';
import type { EnrolmentVerdict, Person } from '../../domain/person.ts';
import type { Box } from '../../domain/picture.ts';
import { SafeNestError } from '../../errors.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import { encodeJpeg } from '../../media/edit-picture.ts';
import type { Embedder, SeenFace, Vision } from '../../models/vision.ts';
import { cosine } from './calibrate-threshold.ts';
import { faultOf } from './face-limits.ts';
import { inPicture } from './record-faces.ts';

/** What became of one picture of an enrolment. */
export interface EnrolledPicture {
  name: string;
  verdict: EnrolmentVerdict;
  /** In words, where the picture could not be read. */
  problem: string | null;
  /** How many faces there are. */
  faces: number;
  box: Box | null;
  quality: FaceQuality | null;
  /** 0 a picture of a face, 1 a living one. */
  live: number | null;
  /** To the nearest other picture of the same person. */
  similarity: number | null;
  /** Whom it shows, where that is somebody else. */
  person: Person | null;
  faceId: string | null;
  pictureId: string | null;
}

/** Another face is in the background where it is smaller than so much of the largest. */
const BACKGROUND = 0.6;
/** Liveness is a weak signal: only what is far from living is refused. */
const LIKELY_SPOOF = 0.06;
/** So alike are only copies of one picture. */
const SAME_PICTURE = 0.985;
/** Pixels of the longer side of a picture as it is kept. */
const KEPT_SIDE = 1600;

/** The same with what is stored of it if it is accepted. */
export interface Judged extends EnrolledPicture {
  face: SeenFace | null;
  jpeg: Buffer | null;
  size: { width: number; height: number } | null;
}

/** Looks at one picture by itself: whether it shows one good, living face. */
export async function judgePicture(
  { vision, signal }: { vision: Pick<Vision, 'faces'>; signal?: AbortSignal },
  { name, bytes }: { name: string; bytes: Uint8Array },
  despite: readonly EnrolmentVerdict[],
): Promise<Judged> {
  let decoded: Awaited<ReturnType<typeof decodePicture>>;
  try {
    decoded = await decodePicture(bytes);
  } catch (error) {
    if (!(error instanceof SafeNestError)) throw error;
    return { ...refused(name, 'unreadable'), problem: error.message };
  }
  const { pixels } = decoded;
  const faces = await vision.faces(pixels, { live: true, ...(signal ? { signal } : {}) });
  const sideOf = ({ box: [, , w, h] }: SeenFace): number => Math.min(w, h);
  const bySize = faces.toSorted((a, b) => sideOf(b) - sideOf(a));
  const [face, other] = bySize;
  if (!face) return refused(name, 'no_face');
  const fault = faultOf(face.quality);
  const verdicts: (EnrolmentVerdict | null)[] = [
    other && sideOf(other) > sideOf(face) * BACKGROUND ? 'several_faces' : null,
    fault,
    face.live !== null && face.live < LIKELY_SPOOF ? 'likely_spoof' : null,
  ];
  const scale = Math.min(1, KEPT_SIDE / Math.max(pixels.width, pixels.height));
  return {
    ...refused(name, verdicts.find((verdict) => verdict !== null && !despite.includes(verdict)) ?? 'accepted'),
    faces: faces.length,
    box: inPicture(face, pixels).box,
    quality: face.quality,
    live: face.live,
    face: scaled(face, scale),
    jpeg: await encodeJpeg(pixels, { maxSide: KEPT_SIDE }),
    size: { width: Math.round(pixels.width * scale), height: Math.round(pixels.height * scale) },
  };
}

/** A picture of which no more is known than why it is not used. */
export const refused = (name: string, verdict: EnrolmentVerdict): Judged => ({
  name,
  verdict,
  problem: null,
  faces: 0,
  box: null,
  quality: null,
  live: null,
  similarity: null,
  person: null,
  faceId: null,
  pictureId: null,
  face: null,
  jpeg: null,
  size: null,
});

const scaled = (face: SeenFace, scale: number): SeenFace => {
  const [x, y, w, h] = face.box;
  return {
    ...face,
    box: [x * scale, y * scale, w * scale, h * scale],
    points: face.points.map(([px, py]) => [px * scale, py * scale] as const),
  };
};

/** Copies, pictures of whoever asked to be left out or is known by another name, and pictures that are not of whom the others show. */
export async function comparePictures(
  tx: OrgDb,
  judged: readonly Judged[],
  { person, despite: taken = [] }: { person: Person | null; despite?: readonly EnrolmentVerdict[] },
  embedder: Embedder,
): Promise<void> {
  const own = person ? await vectorsOf(tx, embedder.id, { personId: person.id }) : [];
  const known = own.map(({ embedding }) => embedding);
  const seen: Judged[] = [];
  for (const one of judged) {
    if (one.verdict !== 'accepted') continue;
    const { embedding } = one.face!;
    if (!embedding) {
      throw new SafeNestError(
        'unavailable',
        'There is no model that tells faces apart. Run: npm run safenest -- models fetch',
      );
    }
    const alike = [...known, ...seen.map((other) => other.face!.embedding!)].map((other) => cosine(embedding, other));
    if (alike.some((similarity) => similarity >= SAME_PICTURE)) one.verdict = 'duplicate';
    else seen.push(one);
  }
  const nearTo = new Map<Judged, NearFace[]>();
  for (const one of seen) {
    const { near } = await nearestFaces(tx, { model: embedder.id, embedding: one.face!.embedding! });
    nearTo.set(
      one,
      near.filter(({ personId }) => personId !== null),
    );
  }
  refuseLeftOut(nearTo, person, embedder);
  if (!taken.includes('someone_else')) {
    for (const one of seen.filter(({ verdict }) => verdict === 'accepted')) {
      const near = nearTo.get(one)!;
      const theirs = near.find((face) => face.personId === person?.id)?.similarity ?? -1;
      const other = near.find((face) => face.personId !== person?.id && face.named && !face.withdrawn);
      if (other && other.similarity >= (other.threshold ?? embedder.threshold) && other.similarity > theirs) {
        one.verdict = 'someone_else';
        one.person = (await findPersonsById(tx, [other.personId!])).get(other.personId!) ?? null;
      }
    }
    const left = seen.filter((one) => one.verdict === 'accepted');
    const agreeing = new Set(
      largestGroup(
        left.map((one) => one.face!.embedding!),
        known,
        embedder.unsureFrom,
      ),
    );
    for (const [index, one] of left.entries()) if (!agreeing.has(index)) one.verdict = 'someone_else';
  }
  const final = seen.filter((one) => one.verdict === 'accepted');
  for (const one of seen) {
    const others = [...known, ...final.filter((other) => other !== one).map((other) => other.face!.embedding!)];
    if (others.length > 0) one.similarity = Math.max(...others.map((other) => cosine(one.face!.embedding!, other)));
  }
}

/**
 * Refuses what shows somebody who asked to be left out, and is not told who. Where one picture does, those that may show the same person are
 * refused with it. What somebody takes back of other verdicts does not reach this: only their consent does.
 */
function refuseLeftOut(
  nearTo: ReadonlyMap<Judged, readonly NearFace[]>,
  person: Person | null,
  embedder: Embedder,
): void {
  const refused = new Set<string | null>();
  const refuse = (counts: (face: NearFace) => boolean): void => {
    for (const [one, near] of nearTo) {
      const theirs = near.find(({ personId }) => personId === person?.id)?.similarity ?? -1;
      const out = near.find((face) => face.withdrawn && face.personId !== person?.id);
      if (!out || out.similarity <= theirs || !counts(out)) continue;
      one.verdict = 'left_out';
      refused.add(out.personId);
    }
  };
  refuse(({ similarity, threshold }) => similarity >= (threshold ?? embedder.threshold));
  refuse(({ similarity, personId }) => refused.has(personId) && similarity >= embedder.unsureFrom);
}

/** The pictures that hang together by their likeness, with those known already where there are any; else the largest such group. */
export function largestGroup(
  embeddings: readonly Float32Array[],
  known: readonly Float32Array[],
  unsureFrom: number,
): number[] {
  const like = (a: Float32Array, b: Float32Array): boolean => cosine(a, b) >= unsureFrom;
  const grow = (begin: number[]): number[] => {
    const group = new Set(begin);
    for (let grown = true; grown; ) {
      grown = false;
      for (const [index, embedding] of embeddings.entries())
        if (!group.has(index) && [...group].some((member) => like(embedding, embeddings[member]!))) {
          group.add(index);
          grown = true;
        }
    }
    return [...group].toSorted((a, b) => a - b);
  };
  if (known.length > 0)
    return grow([...embeddings.keys()].filter((index) => known.some((other) => like(embeddings[index]!, other))));
  const groups = [...embeddings.keys()].map((index) => grow([index]));
  return groups.reduce((best, group) => (group.length > best.length ? group : best), []);
}
