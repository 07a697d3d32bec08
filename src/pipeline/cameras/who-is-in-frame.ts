import { countFaces } from '../../db/faces.ts';
import { findPersonsById, lockNewPersons } from '../../db/persons.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { StoredPicture } from '../../domain/picture.ts';
import type { SeenFace, Vision } from '../../models/vision.ts';
import { recognitionAllowed } from '../recognition/consents.ts';
import { faultOf } from '../recognition/face-limits.ts';
import { identify, isKeptOut } from '../recognition/identify.ts';
import { makePerson } from '../recognition/people.ts';
import { recordFaces } from '../recognition/record-faces.ts';
import { recordSighting } from '../recognition/sightings.ts';
import type { Work } from '../work.ts';
import type { InFrame } from './in-frame.ts';
import { type Dressed, dressedLike, sameVisitors } from './same-visitor.ts';
import { isWellSeen } from './well-seen.ts';

interface Frame {
  picture: StoredPicture;
  /** Pixels in which the boxes of the faces are. */
  size: { width: number; height: number };
  event: CameraEvent;
  camera: Pick<Camera, 'stricter'>;
  things: readonly InFrame[];
  faces: readonly SeenFace[];
  vision: Pick<Vision, 'embedder' | 'reid'>;
}

/** Ids of people, in the order of the things; `compared`: these are told apart, by their clothes, too. */
export type WhoIsInFrame = (string | null)[] & { compared: (thing: number) => boolean };

/**
 * Who the people in a picture are, with their faces stored and their sightings told. A face decides where it can; only who
 * shows none, or none that says anything, is compared by clothing. Whoever shows none and is dressed like nobody of the day is
 * numbered, and is the same visitor once a new face in the same clothes is seen. Nobody, while the organisation's consent is not
 * recorded.
 */
export async function whoIsInFrame(work: Pick<Work, 'tx' | 'principal' | 'now'>, frame: Frame): Promise<WhoIsInFrame> {
  const { picture, size, event, camera, things, faces, vision } = frame;
  const { tx } = work;
  const allowed = await recognitionAllowed(tx);
  const who: (string | null)[] = things.map(() => null);
  if (!allowed) return Object.assign(who, { compared: () => false });

  const { reid } = vision;
  const dressedAt = (taken: ReadonlySet<string>) => ({ model: reid!.id, at: picture.takenAt, taken });
  const decisions = await identify(tx, faces, vision.embedder, { camera });
  const recorded = await recordFaces(work, { ...picture, ...size }, faces, decisions, {
    source: 'camera',
    cameraEventId: event.id,
    embedder: vision.embedder,
    camera,
    async knownAs(index, taken) {
      const thing = things.find(({ face }) => face === index);
      if (!reid || !thing?.appearance || !isWellSeen(thing, things, size)) return null;
      const same = await dressedLike(tx, dressedAt(taken), thing.appearance);
      // somebody whose face was seen before has another one
      const faceless = same && !(await countFaces(tx, [same.personId])).has(same.personId);
      return faceless ? ((await findPersonsById(tx, [same.personId])).get(same.personId) ?? null) : null;
    },
  });
  const byFace = new Map(recorded.map((one) => [one.index, one]));
  const compared = (thing: number): boolean => {
    const { face } = things[thing]!;
    return face === null || !isKeptOut(decisions[face]!);
  };
  const sight = (personId: string, faceId: string | null, decision: FaceDecision) =>
    recordSighting(work, {
      personId,
      cameraId: event.cameraId,
      cameraEventId: event.id,
      at: picture.takenAt,
      faceId,
      decision,
    });
  for (const [i, { face }] of things.entries()) {
    const known = face === null ? undefined : byFace.get(face);
    if (!known?.person) continue;
    who[i] = known.person.id;
    await sight(known.person.id, known.face.id, known.face.decision ?? decisions[known.index]!);
  }

  if (!reid) return Object.assign(who, { compared });
  const dressed = things.flatMap(({ face, appearance, ...thing }, i): Dressed[] => {
    if (who[i] !== null || !appearance || !compared(i)) return [];
    if (face !== null && saysWho(faces[face]!, byFace.get(face)?.face.decision ?? decisions[face]!)) return [];
    return [{ thing: i, embedding: appearance, mayBeNew: face === null && isWellSeen(thing, things, size) }];
  });
  const find = () => sameVisitors(tx, dressedAt(new Set(who.filter((id) => id !== null))), dressed);
  let visitors = await find();
  if ([...visitors.values()].some(({ personId }) => personId === null)) {
    // two cameras at once must not make two of one
    await lockNewPersons(tx);
    visitors = await find();
  }
  for (const [i, { personId, decision }] of visitors) {
    const id = personId ?? (await makePerson(work)).id;
    who[i] = id;
    await sight(id, null, decision);
  }
  return Object.assign(who, { compared });
}

/** Whether a face says whose it is, or at least whose it is not: a bad one says nothing. */
const saysWho = (face: SeenFace, { result }: FaceDecision): boolean =>
  result !== 'unavailable' && faultOf(face.quality) === null;
