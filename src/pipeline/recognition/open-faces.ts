import { nearestFaces } from '../../db/face-search.ts';
import { vectorsOf } from '../../db/face-vectors.ts';
import { cannotLinksOf } from '../../db/faces.ts';
import {
  countOpenFaces,
  type Dismissal,
  listDismissals,
  listGiven,
  listOpenFaces,
  type OpenFaceFilter,
  type OpenFaceState,
  type OpenFacesSeen,
  personsInPictures,
} from '../../db/open-faces.ts';
import { findPersonsById } from '../../db/persons.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { Face } from '../../domain/face.ts';
import type { Person } from '../../domain/person.ts';
import { strictness } from '../../domain/recognition-settings.ts';
import type { Embedder } from '../../models/vision.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { recognitionAllowed } from './consents.ts';
import { candidatesAmong } from './identify.ts';

/** Whom a face may be: their nearest picture (cosine), and from where on it would be theirs. */
export interface FaceCandidate {
  person: Person;
  similarity: number;
  threshold: number;
}

/** A face that waits to be settled. */
export interface OpenFace {
  face: Face;
  camera: { number: number; name: string; stricter: number } | null;
  eventNumber: number | null;
  /** Most similar first; null where that could not be looked for: no numbers are kept of it, or there are too many faces to search now. */
  candidates: FaceCandidate[] | null;
}

const MOST_CANDIDATES = 3;
/** Whoever is less alike is no help in telling who it is. */
const LEAST_ALIKE = 0.15;

/**
 * A page of faces of nobody, newest first, with whom each may be as things stand now: nobody who took their consent back, whose face is
 * beside it in the picture, or of whom somebody said that it is not them.
 */
export async function seeOpenFaces(
  work: Pick<Work, 'tx' | 'principal'>,
  filter: OpenFaceFilter,
  embedder: Embedder | null,
): Promise<{ items: OpenFace[]; next: { at: Date; id: string } | null }> {
  authorise(work.principal, 'people.read');
  const { tx } = work;
  const found = await listOpenFaces(tx, { ...filter, limit: filter.limit + 1 });
  const page = found.slice(0, filter.limit);
  const faces = page.map(({ face }) => face);
  const allowed = embedder !== null && (await recognitionAllowed(tx));
  const ids = faces.map(({ id }) => id);
  const vectors = new Map(
    allowed ? (await vectorsOf(tx, embedder.id, { faceIds: ids })).map((one) => [one.faceId, one.embedding]) : [],
  );
  const ruledOut = Map.groupBy(await cannotLinksOf(tx, ids), ({ faceId }) => faceId);
  const beside = Map.groupBy(
    await personsInPictures(
      tx,
      faces.map(({ pictureId }) => pictureId),
    ),
    ({ pictureId }) => pictureId,
  );
  const near = new Map<string, { personId: string; similarity: number; threshold: number }[]>();
  const settings = await findRecognitionSettings(tx);
  for (const { face, camera } of page) {
    const { id, pictureId } = face;
    const embedding = vectors.get(id);
    if (!embedding || !embedder) continue;
    const { near: like, complete } = await nearestFaces(tx, { model: embedder.id, embedding });
    if (!complete) continue;
    const { neededFor } = strictness(embedder, settings, camera?.stricter);
    const not = new Set([...(ruledOut.get(id) ?? []), ...(beside.get(pictureId) ?? [])].map((one) => one.personId));
    near.set(
      id,
      candidatesAmong(like)
        .filter((one) => !one.withdrawn && !not.has(one.personId) && one.similarity >= LEAST_ALIKE)
        .slice(0, MOST_CANDIDATES)
        .map(({ personId, similarity, threshold }) => ({
          personId,
          similarity,
          threshold: neededFor(threshold),
        })),
    );
  }
  const people = await findPersonsById(tx, [...new Set([...near.values()].flat().map(({ personId }) => personId))]);
  const items = page.map((one) => ({
    ...one,
    candidates:
      near
        .get(one.face.id)
        ?.flatMap(({ personId, ...numbers }) =>
          people.has(personId) ? [{ person: people.get(personId)!, ...numbers }] : [],
        ) ?? null,
  }));
  const last = faces.at(-1);
  return { items, next: found.length > filter.limit && last ? { at: last.at, id: last.id } : null };
}

/** How many faces of nobody there are; of everything, or of what cameras saw. */
export async function seeOpenFaceCounts(
  work: Pick<Work, 'tx' | 'principal'>,
  seen?: OpenFacesSeen,
): Promise<Record<OpenFaceState, number>> {
  authorise(work.principal, 'people.read');
  return countOpenFaces(work.tx, seen);
}

/** Something that was settled lately and may be taken back. */
export type Settled =
  | {
      kind: 'give' | 'decide';
      changeId: string;
      person: Person;
      faces: number;
      at: Date;
      by: string;
      newest: boolean;
    }
  | ({ kind: 'dismiss' } & Dismissal);

const LATELY_MS = 7 * 86_400_000;
const MOST_SETTLED = 8;

/** What was settled within a week, by people and by itself, newest first. */
export async function seeSettled(work: Pick<Work, 'tx' | 'principal'>, now: Date): Promise<Settled[]> {
  authorise(work.principal, 'people.read');
  const { tx } = work;
  const since = new Date(now.getTime() - LATELY_MS);
  const given = await listGiven(tx, since, MOST_SETTLED);
  const people = await findPersonsById(
    tx,
    given.map(({ personId }) => personId),
  );
  const settled: Settled[] = [
    ...given.map(({ id, personId, ...one }) => ({ ...one, changeId: id, person: people.get(personId)! })),
    ...(await listDismissals(tx, since, MOST_SETTLED)).map((one) => ({ kind: 'dismiss' as const, ...one })),
  ];
  return settled.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST_SETTLED);
}
