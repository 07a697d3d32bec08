import { vectorsOf, vectorsSaidNotToBe } from '../../db/face-vectors.ts';
import {
  cannotLinksOf,
  explainFaces,
  type FaceStanding,
  listFaces,
  lockStandings,
  setStandings,
} from '../../db/faces.ts';
import { detectionsOfFaces, setDetectedPersons } from '../../db/person-detections.ts';
import { findPersonsById } from '../../db/persons.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import { sumSightings } from '../../db/sightings.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { Face, FaceDecision } from '../../domain/face.ts';
import type { Person } from '../../domain/person.ts';
import { strictness } from '../../domain/recognition-settings.ts';
import type { Embedder } from '../../models/vision.ts';
import type { Work } from '../work.ts';
import { calibratePerson, cosine, uncalibrateAround } from './calibrate-threshold.ts';
import { changePeople } from './change-people.ts';
import { hasWithdrawn, recognitionAllowed } from './consents.ts';
import { poorFor } from './face-limits.ts';
import { whoTheyAre } from './people.ts';
import { recordSighting } from './sightings.ts';
import { type Ballot, type Standing, type Verdict, vote } from './vote.ts';

/** The latest so many faces of an event are put together. */
const MOST_FACES = 60;

/**
 * Decides by all pictures of an event together whose its faces are, see `vote`: faces that alone were not sure become somebody's, and a
 * stranger who was made of one bad picture of somebody turns out to be them. What somebody vouched for stays. Answers how many faces changed.
 */
export async function settleEvent(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  event: Pick<CameraEvent, 'id' | 'cameraId'>,
  embedder: Embedder,
  { stricter }: Pick<Camera, 'stricter'> = { stricter: 0 },
): Promise<number> {
  const { tx } = work;
  // the consent may have been taken back since the picture was looked at
  if (!(await recognitionAllowed(tx))) return 0;
  // what somebody put away is not given to anybody
  const faces = (await listFaces(tx, { cameraEventId: event.id, limit: MOST_FACES })).filter(
    ({ dismissed }) => dismissed === null,
  );
  if (isSettled(faces)) return 0;
  const settings = await findRecognitionSettings(tx);
  const { threshold: usual, neededFor } = strictness(embedder, settings, stricter);
  const vectors = await vectorsOf(tx, embedder.id, { faceIds: faces.map(({ id }) => id) });
  const embeddings = new Map(vectors.map(({ faceId, embedding }) => [faceId, embedding]));
  const usable = faces.filter(({ id, quality }) => embeddings.has(id) && poorFor(quality, settings) === null);
  if (usable.length < 2) return 0;
  const candidates = await candidatesOf(tx, usable, embedder);
  if (candidates.size === 0) return 0;
  const ballots = await ballotsOf(tx, usable, embeddings, candidates);
  const people = new Map(
    [...candidates].map(([id, { person }]): [string, Standing] => [
      id,
      { threshold: neededFor(person.threshold), named: person.name !== null },
    ]),
  );
  const verdicts = vote(ballots, people, { threshold: usual }).filter(
    ({ personId, vote: { agreeing } }) => !people.get(personId)!.named || agreeing >= settings.facesForName,
  );
  let settled = 0;
  for (const [personId, theirs] of Map.groupBy(verdicts, (verdict) => verdict.personId)) {
    const { person, pictures } = candidates.get(personId)!;
    const threshold = people.get(personId)!.threshold;
    settled += await give(work, event, { person, threshold, pictures: pictures.length, embedder }, theirs, faces);
  }
  return settled;
}

/** Whether there is nothing that several pictures could tell better than each alone. */
function isSettled(faces: readonly Face[]): boolean {
  const pictures = Map.groupBy(faces, ({ pictureId }) => pictureId);
  if (pictures.size < 2) return true;
  const most = Math.max(...[...pictures.values()].map(({ length }) => length));
  return (
    faces.every(({ personId }) => personId !== null) && new Set(faces.map(({ personId }) => personId)).size <= most
  );
}

interface VotedFor {
  person: Person;
  /** Their compared pictures, but for those of this event. */
  pictures: Float32Array[];
  /** Pictures of which somebody said that they do not show them. */
  not: Float32Array[];
}

/** Everybody whom single pictures were decided to be, or resembled most; nobody who took their consent back. */
async function candidatesOf(tx: OrgDb, faces: readonly Face[], embedder: Embedder): Promise<Map<string, VotedFor>> {
  const named = faces.flatMap(({ personId, decision }) =>
    [personId, decision?.nearest?.personId, decision?.runnerUp?.personId].filter((id) => id != null),
  );
  const own = new Set(faces.map(({ id }) => id));
  const found = new Map<string, VotedFor>();
  for (const known of (await findPersonsById(tx, [...new Set(named)])).values()) {
    const person = await whoTheyAre(tx, known);
    if (found.has(person.id) || (await hasWithdrawn(tx, person.id))) continue;
    const pictures = (await vectorsOf(tx, embedder.id, { personId: person.id })).filter(
      ({ faceId }) => !own.has(faceId),
    );
    if (pictures.length === 0) continue;
    found.set(person.id, {
      person,
      pictures: pictures.map(({ embedding }) => embedding),
      not: await vectorsSaidNotToBe(tx, embedder.id, person.id),
    });
  }
  return found;
}

async function ballotsOf(
  tx: OrgDb,
  faces: readonly Face[],
  embeddings: ReadonlyMap<string, Float32Array>,
  candidates: ReadonlyMap<string, VotedFor>,
): Promise<Ballot[]> {
  const links = Map.groupBy(
    await cannotLinksOf(
      tx,
      faces.map(({ id }) => id),
    ),
    ({ faceId }) => faceId,
  );
  return faces.map((face) => {
    const embedding = embeddings.get(face.id)!;
    const nearest = (others: readonly Float32Array[]): number =>
      Math.max(-1, ...others.map((other) => cosine(embedding, other)));
    const similarities = new Map<string, number>();
    const notPersons = (links.get(face.id) ?? []).map(({ personId }) => personId);
    for (const [personId, { pictures, not }] of candidates) {
      const similarity = nearest(pictures);
      if (nearest(not) >= similarity) notPersons.push(personId);
      similarities.set(personId, similarity);
    }
    return {
      faceId: face.id,
      pictureId: face.pictureId,
      embedding,
      weight: face.quality.overall,
      personId: face.personId,
      vouched: face.assigned === 'enrolled' || face.assigned === 'confirmed',
      similarities,
      notPersons,
    };
  });
}

interface Elected {
  person: Person;
  threshold: number;
  /** With so many of their pictures the faces were compared. */
  pictures: number;
  embedder: Embedder;
}

/** Gives faces to whom they were voted to be, with what else the event knows of them. */
async function give(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  event: Pick<CameraEvent, 'id' | 'cameraId'>,
  elected: Elected,
  verdicts: readonly Verdict[],
  faces: readonly Face[],
): Promise<number> {
  const { tx } = work;
  const { person, embedder } = elected;
  const byId = new Map(faces.map((face) => [face.id, face]));
  const standings = new Map(
    (await lockStandings(tx, { faceIds: verdicts.map(({ faceId }) => faceId) })).map((one) => [one.id, one]),
  );
  const open = verdicts.filter(({ faceId }) => standings.get(faceId)?.personId === byId.get(faceId)!.personId);
  const explain = (verdict: Verdict) => ({
    id: verdict.faceId,
    decision: explained(byId.get(verdict.faceId)!, verdict, elected),
  });
  const given = (id: string): FaceStanding => ({
    ...standings.get(id)!,
    personId: person.id,
    assigned: 'matched',
    compared: false,
  });

  const nobodys = open.filter(({ faceId }) => byId.get(faceId)!.personId === null);
  const told = nobodys.map(explain);
  await explainFaces(tx, told);
  // what was compared although it was nobody's says whose it is not, and goes on doing so
  await setStandings(
    tx,
    nobodys.map(({ faceId }) => ({ ...given(faceId), compared: standings.get(faceId)!.compared })),
  );
  for (const { id, decision } of told)
    await recordSighting(work, {
      personId: person.id,
      cameraId: event.cameraId,
      cameraEventId: event.id,
      at: byId.get(id)!.at,
      faceId: id,
      decision,
    });
  await setDetectedPersons(
    tx,
    (
      await detectionsOfFaces(
        tx,
        nobodys.map(({ faceId }) => faceId),
      )
    ).map((id) => ({ id, personId: person.id })),
  );

  let moved = 0;
  const others = open.filter(({ faceId }) => byId.get(faceId)!.personId !== null);
  for (const [from, theirs] of Map.groupBy(others, ({ faceId }) => byId.get(faceId)!.personId!)) {
    const other = (await findPersonsById(tx, [from])).get(from);
    if (!other) continue;
    const all = await lockStandings(tx, { personId: from });
    const { count: events } = await sumSightings(tx, { personIds: [from] });
    // somebody made of pictures of this event alone was never anybody else; whoever was seen before stays who they are
    const only = other.name === null && all.length === theirs.length && events <= 1;
    const gone = only ? theirs : theirs.filter(({ faceId }) => standings.get(faceId)!.assigned === 'matched');
    if (gone.length === 0 || (!only && all.length === gone.length)) continue;
    if (only) await uncalibrateAround(tx, from);
    await explainFaces(tx, gone.map(explain));
    await changePeople(work, {
      kind: 'vote',
      person,
      people: only ? [{ ...other, mergedInto: person.id }] : [],
      faces: gone.map(({ faceId }) => given(faceId)),
      ...(only ? { everythingOf: { from, to: person.id } } : {}),
    });
    // nothing that they are recognised by has changed: their threshold must not wait for the background
    await calibratePerson(tx, person.id, embedder);
    moved += gone.length;
  }
  return nobodys.length + moved;
}

function explained(
  face: Face,
  { personId, similarity, vote: counted }: Verdict,
  { threshold, pictures, embedder }: Elected,
): FaceDecision {
  return {
    result: 'match',
    model: embedder.id,
    threshold,
    unsureFrom: face.decision?.unsureFrom ?? embedder.unsureFrom,
    nearest: { personId, similarity, pictures },
    runnerUp: counted.next && { personId: counted.next.personId, similarity: counted.next.mean },
    reason: 'vote',
    vote: {
      pictures: counted.pictures,
      agreeing: counted.agreeing,
      mean: counted.mean,
      next: counted.next?.mean ?? null,
    },
  };
}
