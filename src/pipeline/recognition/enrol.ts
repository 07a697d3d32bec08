import { createHash } from 'node:crypto';
import { bringBack } from '../../db/archived-people.ts';
import { nearestFaces } from '../../db/face-search.ts';
import { putFaceVector } from '../../db/face-vectors.ts';
import { countFaces, insertFace } from '../../db/faces.ts';
import { setReconsider } from '../../db/open-faces.ts';
import { findPersonsById } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { newId, type OrgId } from '../../domain/id.ts';
import type { EnrolmentVerdict, Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import type { FileStore, StoredFile } from '../../media/files.ts';
import type { Embedder, Vision } from '../../models/vision.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { putPicture, recordPicture } from '../pictures.ts';
import type { Work } from '../work.ts';
import { calibrateAround } from './calibrate-threshold.ts';
import { recordPersonConsent, requireNotWithdrawn, requireRecognition } from './consents.ts';
import { MOST_COMPARED } from './face-limits.ts';
import { comparePictures, type EnrolledPicture, type Judged, judgePicture, refused } from './judge-enrolment.ts';
import { readName } from './name-people.ts';
import { makePerson, refOf, seePerson } from './people.ts';
import { inPicture } from './record-faces.ts';

/** What enrolling needs: transactions in the asker’s name, eyes and a place for pictures. */
export interface EnrolParts {
  orgId: OrgId;
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
  vision: Pick<Vision, 'embedder' | 'faces'>;
  files: FileStore;
  signal?: AbortSignal;
}

export interface Enrolment {
  /** Number of somebody known; somebody new is made without one. */
  person?: number;
  /** Of somebody new. */
  name?: string;
  /** The words they agreed to, recorded as their consent. */
  consent?: string;
  pictures: readonly { name: string; bytes: Uint8Array }[];
  /** Verdicts that somebody looked at and takes back: a picture is used in spite of them. */
  despite?: readonly Extract<EnrolmentVerdict, 'likely_spoof' | 'blurred' | 'turned_away' | 'someone_else'>[];
}

export interface Enrolled {
  /** Null where no picture was good enough to make somebody new. */
  person: Person | null;
  accepted: number;
  /** How many pictures new faces are compared with now; three to five are wanted. */
  compared: number;
  pictures: EnrolledPicture[];
  /** Somebody without a name who looks the same: perhaps the two are one. */
  looksLike: { person: Person; similarity: number } | null;
}

export const MOST_PICTURES_AT_ONCE = 50;
/**
 * Enrols a person with pictures, of which three to five different ones are best, and says of each what became of it. Pictures are kept
 * without their metadata. Fails with `unavailable` without models, `forbidden` without the organisation’s consent.
 */
export async function enrol(parts: EnrolParts, enrolment: Enrolment): Promise<Enrolled> {
  const { vision, work } = parts;
  const { pictures, despite = [] } = enrolment;
  if (pictures.length === 0)
    throw new SafeNestError('invalid_input', 'Add at least one picture; three to five are best.');
  if (pictures.length > MOST_PICTURES_AT_ONCE)
    throw new SafeNestError(
      'too_large',
      `${pictures.length} pictures are too many at once: three to five different ones are best, at most ${MOST_PICTURES_AT_ONCE} are taken. Nothing was enrolled.`,
    );
  const name = enrolment.person === undefined && enrolment.name !== undefined ? readName(enrolment.name) : null;
  const asked = await work(async (checking) => {
    authorise(checking.principal, 'people.write');
    await requireRecognition(checking.tx);
    const known = enrolment.person === undefined ? null : await seePerson(checking, enrolment.person);
    if (known && enrolment.consent === undefined) await requireNotWithdrawn(checking.tx, known);
    return known;
  });

  const judged: Judged[] = [];
  const hashes = new Set<string>();
  for (const picture of pictures) {
    parts.signal?.throwIfAborted();
    const hash = createHash('sha256').update(picture.bytes).digest('hex');
    judged.push(hashes.has(hash) ? refused(picture.name, 'duplicate') : await judgePicture(parts, picture, despite));
    hashes.add(hash);
  }
  const { embedder } = vision;
  if (!embedder)
    throw new SafeNestError(
      'unavailable',
      'There is no model that tells faces apart. Run: npm run safenest -- models fetch',
    );
  // bytes before rows: of those that are refused below nothing refers to
  const kept = new Map<Judged, StoredFile>();
  await work(({ tx }) => comparePictures(tx, judged, { person: asked, despite }, embedder));
  for (const one of judged)
    if (one.verdict === 'accepted') kept.set(one, await putPicture(parts.files, parts.orgId, one.jpeg!));

  return work(async (writing) => {
    const { tx, now } = writing;
    await requireRecognition(tx);
    const known = enrolment.person === undefined ? null : await seePerson(writing, enrolment.person);
    const person = known ?? (kept.size > 0 ? await makePerson(writing, { name }) : null);
    if (person && enrolment.consent !== undefined)
      await recordPersonConsent(writing, person, { state: 'given', text: enrolment.consent });
    if (known) await requireNotWithdrawn(tx, known);
    const { compared: before = 0 } = (person && (await countFaces(tx, [person.id])).get(person.id)) ?? {};
    if (person && kept.size > 0) await bringBack(tx, [person.id]);
    let compared = before;
    for (const [one, file] of kept) {
      const { width, height } = one.size!;
      const jpeg = { mediaType: 'image/jpeg', class: 'enrolment' as const, cameraId: null, takenAt: now };
      const stored = await recordPicture(tx, file, { ...jpeg, width, height }, now);
      const { live: _live, ...face } = one.face!;
      one.faceId = newId(now.getTime());
      one.pictureId = stored.id;
      await insertFace(tx, {
        id: one.faceId,
        pictureId: stored.id,
        personId: person!.id,
        cameraEventId: null,
        at: now,
        ...inPicture(face, one.size!),
        score: face.score,
        quality: face.quality,
        source: 'enrolment',
        assigned: 'enrolled',
        decision: null,
      });
      const helps = compared < MOST_COMPARED;
      await putFaceVector(tx, one.faceId, { model: embedder.id, embedding: face.embedding!, compared: helps });
      if (helps) compared++;
    }
    const threshold =
      person && kept.size > 0 ? await calibrateAround(tx, person.id, embedder) : (person?.threshold ?? null);
    if (person && kept.size > 0) {
      await setReconsider(tx, person.id, true);
      await audit(writing, {
        action: 'person.enrol',
        subject: refOf(person),
        detail: { accepted: kept.size, refused: judged.length - kept.size, ...(known ? {} : { made: true }) },
      });
    }
    return {
      person: person && { ...person, threshold, ...(kept.size > 0 ? { archivedAt: null } : {}) },
      accepted: kept.size,
      compared,
      pictures: judged.map(({ face: _face, jpeg: _jpeg, size: _size, ...told }) => told),
      looksLike: person ? await lookAlike(tx, person, judged, embedder) : null,
    };
  });
}

/** Somebody without a name whom the accepted pictures show as well. */
async function lookAlike(
  tx: OrgDb,
  person: Person,
  judged: readonly Judged[],
  embedder: Embedder,
): Promise<Enrolled['looksLike']> {
  let best: { personId: string; similarity: number } | null = null;
  for (const { verdict, face } of judged) {
    if (verdict !== 'accepted') continue;
    const { near } = await nearestFaces(tx, { model: embedder.id, embedding: face!.embedding! });
    for (const { personId, similarity, named, threshold, withdrawn } of near)
      if (
        personId !== null &&
        personId !== person.id &&
        !named &&
        !withdrawn &&
        similarity >= (threshold ?? embedder.threshold)
      )
        if (!best || similarity > best.similarity) best = { personId, similarity };
  }
  if (!best) return null;
  const other = (await findPersonsById(tx, [best.personId])).get(best.personId);
  return other ? { person: other, similarity: best.similarity } : null;
}
