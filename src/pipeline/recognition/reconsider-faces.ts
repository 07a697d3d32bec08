import { vectorsOf } from '../../db/face-vectors.ts';
import { cannotLinksOf, explainFaces, lockStandings } from '../../db/faces.ts';
import { openFacesLike, personsInPictures, personsToReconsider, setReconsider } from '../../db/open-faces.ts';
import { lockPerson } from '../../db/persons.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { Face, FaceDecision } from '../../domain/face.ts';
import { strictness } from '../../domain/recognition-settings.ts';
import type { Embedder } from '../../models/vision.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { calibratePerson } from './calibrate-threshold.ts';
import { changePeople } from './change-people.ts';
import { hasWithdrawn, recognitionAllowed } from './consents.ts';
import { identify } from './identify.ts';
import { refOf } from './people.ts';

/** Faces of so many days are decided anew. */
const RECONSIDERED_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST = { people: 20, faces: 300 };

/**
 * Decides anew whose earlier faces of nobody are, for everybody of whom more is known than when they were seen: enrolled, confirmed, merged or
 * named since. As strict as for a new picture; what somebody said stays, and what was taken back once is not given again. One change
 * for each person, which can be taken back. Answers how many faces were given.
 */
export async function reconsiderFaces(
  run: <T>(change: (work: Work) => Promise<T>) => Promise<T>,
  embedder: Embedder,
): Promise<number> {
  const people = await run(async ({ tx }) =>
    (await recognitionAllowed(tx)) ? personsToReconsider(tx, MOST.people) : [],
  );
  let given = 0;
  for (const id of people) given += await run((work) => reconsider(work, id, embedder));
  return given;
}

async function reconsider(work: Work, personId: string, embedder: Embedder): Promise<number> {
  const { tx, now } = work;
  const person = await lockPerson(tx, personId);
  await setReconsider(tx, personId, false);
  if (!person || person.mergedInto !== null || (await hasWithdrawn(tx, personId))) return 0;
  const settings = await findRecognitionSettings(tx);
  const vectors = (await vectorsOf(tx, embedder.id, { personId })).map(({ embedding }) => embedding);
  const found = await openFacesLike(tx, {
    model: embedder.id,
    personId,
    vectors,
    from: new Date(now.getTime() - RECONSIDERED_DAYS * DAY_MS),
    atLeast: strictness(embedder, settings).neededFor(person.threshold),
    limit: MOST.faces,
  });
  if (found.length === 0) return 0;
  const ids = found.map(({ face }) => face.id);
  const ruledOut = new Set(
    (await cannotLinksOf(tx, ids)).filter((link) => link.personId === personId).map(({ faceId }) => faceId),
  );
  const pictures = Map.groupBy(found, ({ face }) => face.pictureId);
  const theirs = new Set(
    (await personsInPictures(tx, [...pictures.keys()]))
      .filter((one) => one.personId === personId)
      .map(({ pictureId }) => pictureId),
  );
  const told: { id: string; decision: FaceDecision }[] = [];
  const alone: { face: Face; decision: FaceDecision }[] = [];
  for (const [pictureId, faces] of pictures) {
    if (theirs.has(pictureId)) continue;
    const decisions = await identify(
      tx,
      faces.map(({ face, embedding }) => ({ embedding, quality: face.quality })),
      embedder,
      { camera: faces[0]!.camera ?? undefined },
    );
    for (const [index, decision] of decisions.entries()) {
      const { face } = faces[index]!;
      if (decision.nearest?.personId !== personId || ruledOut.has(face.id)) continue;
      if (decision.result === 'match') told.push({ id: face.id, decision });
      else if (decision.reason === 'needs_more') alone.push({ face, decision });
    }
  }
  // where a name needs several faces, those of one event count together
  for (const faces of Map.groupBy(alone, ({ face }) => face.cameraEventId ?? face.id).values())
    if (faces.length >= settings.facesForName)
      told.push(...faces.map(({ face, decision }) => ({ id: face.id, decision: asMatch(decision) })));
  const standings = (await lockStandings(tx, { faceIds: told.map(({ id }) => id) })).filter(
    (one) => one.personId === null,
  );
  if (standings.length === 0) return 0;
  const open = new Set(standings.map(({ id }) => id));
  await explainFaces(
    tx,
    told.filter(({ id }) => open.has(id)),
  );
  await changePeople(work, {
    kind: 'decide',
    person,
    faces: standings.map((one) => ({ ...one, personId, assigned: 'matched' as const })),
  });
  // nothing that they are recognised by has changed: their threshold must not wait for the background
  await calibratePerson(tx, personId, embedder);
  // more may wait than were looked at; each time some are given, so that this ends
  if (found.length === MOST.faces) await setReconsider(tx, personId, true);
  await audit(work, { action: 'person.decide_anew', subject: refOf(person), detail: { faces: standings.length } });
  return standings.length;
}

const asMatch = (decision: FaceDecision): FaceDecision => ({ ...decision, result: 'match', reason: null });
