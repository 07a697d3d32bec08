import { bringBack } from '../../db/archived-people.ts';
import { putFaceVector } from '../../db/face-vectors.ts';
import { countFaces, insertFace } from '../../db/faces.ts';
import { findPersonsById, lockNewPersons } from '../../db/persons.ts';
import { keepPicturesAs } from '../../db/pictures.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera } from '../../domain/camera.ts';
import type { Face, FaceDecision, FaceSource } from '../../domain/face.ts';
import { newId } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import type { Box, StoredPicture } from '../../domain/picture.ts';
import type { Embedder, SeenFace } from '../../models/vision.ts';
import type { Work } from '../work.ts';
import { cosine } from './calibrate-threshold.ts';
import { recognitionAllowed } from './consents.ts';
import { faultOf, MOST_COMPARED_UNNAMED } from './face-limits.ts';
import { identify, isKeptOut } from './identify.ts';
import { makePerson } from './people.ts';

export interface RecordedFace {
  face: Face;
  /** Whose it is, as far as that is sure. */
  person: Person | null;
  /** Their face was never seen before. */
  isNew: boolean;
  /** Which of the faces that were given. */
  index: number;
}

export interface FacesOf {
  source: FaceSource;
  cameraEventId?: string | null;
  embedder: Embedder | null;
  /** Of which camera the picture is; none of other pictures. */
  camera?: Pick<Camera, 'stricter'>;
  /** Whether somebody unknown becomes a numbered person: what cameras see, where not said. */
  strangers?: boolean;
  /** Whom a stranger's face belongs to who has a number, but never showed a face; `taken` are others of the picture. */
  knownAs?: (index: number, taken: ReadonlySet<string>) => Promise<Person | null>;
}

/** So much surer than it must be a match is before it helps to recognise somebody without a name. */
const SURE = 0.1;
/** A picture this alike teaches nothing new. */
const SAME_LOOK = 0.9;

/**
 * Stores the faces of one picture with whose they are. A good picture of nobody known makes `Person_XXXXXXXX`, of faces that look the
 * same only the best; that is decided once more under a lock, so that two pictures at once do not make two people of one stranger. Nothing is stored
 * of whoever asked to be left out, nor while the organisation's consent is not recorded.
 */
export async function recordFaces(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  picture: Pick<StoredPicture, 'id' | 'width' | 'height' | 'takenAt'>,
  faces: readonly SeenFace[],
  decisions: readonly FaceDecision[],
  {
    source,
    cameraEventId = null,
    embedder,
    camera,
    strangers = source === 'camera',
    knownAs = async () => null,
  }: FacesOf,
): Promise<RecordedFace[]> {
  const { tx, now } = work;
  if (faces.length === 0 || !(await recognitionAllowed(tx))) return [];
  const isStranger = (decision: FaceDecision, face: SeenFace): boolean =>
    strangers && decision.result === 'no_match' && face.embedding !== null && faultOf(face.quality) === null;
  let decided = decisions;
  if (faces.some((face, index) => isStranger(decisions[index]!, face))) {
    await lockNewPersons(tx);
    decided = await identify(tx, faces, embedder, { camera });
  }
  const matched = decided.flatMap(({ result, nearest }) => (result === 'match' && nearest ? [nearest.personId] : []));
  await bringBack(tx, matched);
  const [people, counts] = [await findPersonsById(tx, matched), await countFaces(tx, matched)];
  const newcomers = new Map<number, Person>();
  const twins = new Map<number, FaceDecision>();
  const best = [...faces.keys()].toSorted((a, b) => faces[b]!.quality.overall - faces[a]!.quality.overall || a - b);
  for (const index of best) {
    if (!isStranger(decided[index]!, faces[index]!)) continue;
    const twin = twinOf(index, faces, decided, newcomers, embedder);
    if (twin) {
      twins.set(index, twin);
      continue;
    }
    const taken = new Set([...matched, ...[...newcomers.values()].map(({ id }) => id)]);
    newcomers.set(index, (await knownAs(index, taken)) ?? (await makePerson(work)));
  }
  const recorded: RecordedFace[] = [];
  for (const [index, face] of faces.entries()) {
    const decision = twins.get(index) ?? decided[index]!;
    if (isKeptOut(decision)) continue;
    const known = decision.result === 'match' ? (people.get(decision.nearest!.personId) ?? null) : null;
    const isNew = newcomers.has(index);
    const person = newcomers.get(index) ?? known;
    const stored: Face = {
      id: newId(now.getTime()),
      pictureId: picture.id,
      personId: person?.id ?? null,
      cameraEventId,
      at: picture.takenAt,
      ...inPicture(face, picture),
      score: face.score,
      quality: face.quality,
      source,
      assigned: person ? (isNew ? 'new' : 'matched') : null,
      decision,
      dismissed: null,
    };
    await insertFace(tx, stored);
    // a picture somebody only asked about teaches nothing until they say that it is right
    const compared =
      isNew ||
      (known !== null && source !== 'question' && teaches(known, face, decision, counts.get(known.id)?.compared ?? 0));
    if (face.embedding && embedder)
      await putFaceVector(tx, stored.id, { model: embedder.id, embedding: face.embedding, compared });
    // whoever is known by a picture would be forgotten with it
    if (compared) await keepPicturesAs(tx, [picture.id], 'event');
    recorded.push({ face: stored, person, isNew, index });
  }
  return recorded;
}

/**
 * What a stranger's face comes to that looks like another face of its picture – a mirror, a poster, a badge: not sure whose it is, since two
 * faces are never one person and somebody new would stand in that person's way ever after. Null where it looks like none.
 */
function twinOf(
  index: number,
  faces: readonly SeenFace[],
  decided: readonly FaceDecision[],
  newcomers: ReadonlyMap<number, Person>,
  embedder: Embedder | null,
): FaceDecision | null {
  const { embedding } = faces[index]!;
  if (!embedding || !embedder) return null;
  for (const [at, { embedding: other }] of faces.entries()) {
    const { result, nearest } = decided[at]!;
    const isSomebody = newcomers.has(at) || result === 'match' || result === 'unsure';
    if (at === index || !isSomebody || other?.length !== embedding.length) continue;
    const similarity = cosine(embedding, other);
    if (similarity < embedder.threshold) continue;
    const personId = newcomers.get(at)?.id ?? (result === 'match' ? nearest!.personId : null);
    return {
      ...decided[index]!,
      result: 'unsure',
      threshold: embedder.threshold,
      nearest: personId === null ? null : { personId, similarity, pictures: 1 },
      runnerUp: null,
      reason: 'same_person_twice',
    };
  }
  return null;
}

/** The people that decisions name, whether as a match or as the nearest, by id. */
export const peopleOfDecisions = (tx: OrgDb, decisions: readonly FaceDecision[]): Promise<Map<string, Person>> =>
  findPersonsById(
    tx,
    decisions.flatMap(({ nearest, runnerUp }) => [nearest, runnerUp].flatMap((one) => (one ? [one.personId] : []))),
  );

/** A person with a name is known by what people vouched for alone; one without also by sure matches that look different. */
function teaches({ name }: Person, face: SeenFace, { nearest, threshold }: FaceDecision, compared: number): boolean {
  if (name !== null || !nearest || compared >= MOST_COMPARED_UNNAMED || faultOf(face.quality) !== null) return false;
  return nearest.similarity >= threshold + SURE && nearest.similarity < SAME_LOOK;
}

/** Box and points in 0..1 of the picture. */
export function inPicture(
  { box: [x, y, w, h], points }: Pick<SeenFace, 'box' | 'points'>,
  { width, height }: Pick<StoredPicture, 'width' | 'height'>,
): { box: Box; points: [x: number, y: number][] } {
  const unit = (value: number): number => Math.min(1, Math.max(0, value));
  const [left, top, right, bottom] = [unit(x / width), unit(y / height), unit((x + w) / width), unit((y + h) / height)];
  return {
    box: [left, top, right - left, bottom - top],
    points: points.map(([px, py]) => [unit(px / width), unit(py / height)]),
  };
}
