import { bringBack } from '../../db/archived-people.ts';
import { findCameraEvent } from '../../db/camera-events.ts';
import { listCameras } from '../../db/cameras.ts';
import { findPersonsById } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { companyIn } from '../../db/sighting-company.ts';
import {
  addSighting,
  countSighted,
  firstSighting,
  groupSightings,
  listSightings,
  type ShownSighting,
  type SightingFilter,
  type SightingSum,
  sumSightings,
  untoldEvents,
} from '../../db/sightings.ts';
import type { Camera } from '../../domain/camera.ts';
import type { FaceDecision } from '../../domain/face.ts';
import { newId } from '../../domain/id.ts';
import type { Person, Sighting } from '../../domain/person.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

export interface NewSighting {
  personId: string;
  cameraId: string;
  cameraEventId: string;
  /** When the picture was taken. */
  at: Date;
  /** The face they were known by; null where only by how they were dressed. */
  faceId: string | null;
  decision: FaceDecision;
}

/** Adds a picture to somebody's sighting in an event, or begins it. Whoever was archived is back. */
export async function recordSighting(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { personId, cameraId, cameraEventId, at, faceId, decision }: NewSighting,
): Promise<Sighting> {
  await bringBack(tx, [personId]);
  return addSighting(tx, {
    id: newId(now.getTime()),
    personId,
    cameraId,
    cameraEventId,
    firstSeen: at,
    lastSeen: at,
    faces: faceId === null ? 0 : 1,
    bestFaceId: faceId,
    by: faceId === null ? 'appearance' : 'face',
    decision,
  });
}

/** The latest sighting of somebody; null where there is none. */
export const lastSeen = async (tx: OrgDb, personId: string): Promise<ShownSighting | null> =>
  (await listSightings(tx, { personIds: [personId] }, 1))[0] ?? null;

/** A camera as far as sightings name it. */
export type SightedCamera = Pick<Camera, 'id' | 'number' | 'name' | 'location'>;

export interface SeenSightings {
  /** All that fit, with the first and the last moment. */
  count: number;
  first: Date | null;
  last: Date | null;
  /** How many different people they are of. */
  different: number;
  /** Latest first. */
  rows: { sighting: ShownSighting; person: Person; camera: SightedCamera }[];
  people: (SightingSum & { person: Person })[];
  cameras: (SightingSum & { camera: SightedCamera })[];
}

const MOST_GROUPS = 25;
const MOST_CAMERAS = 1000;

/** Events with people of whom it cannot be told who they are: no face, none that says anything, or nobody compares them. */
export function seeUntold(
  work: Pick<Work, 'tx' | 'principal'>,
  filter: Pick<SightingFilter, 'cameraIds' | 'zones' | 'withId' | 'from' | 'to'>,
  limit: number,
): ReturnType<typeof untoldEvents> {
  authorise(work.principal, 'people.read');
  return untoldEvents(work.tx, filter, limit);
}

/** The sighting that began first of all that fit; null where there is none. */
export async function seeEarliest(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  filter: SightingFilter,
): Promise<SeenSightings['rows'][number] | null> {
  authorise(principal, 'people.read');
  const sighting = await firstSighting(tx, filter);
  if (!sighting) return null;
  const person = (await findPersonsById(tx, [sighting.personId])).get(sighting.personId)!;
  const camera = (await listCameras(tx)).find(({ id }) => id === sighting.cameraId)!;
  return { sighting: { ...sighting, shown: null }, person, camera };
}

/** Who else was in these events of somebody's. */
export interface SeenCompany {
  eventId: string;
  people: Person[];
  /** So many more, at least, of whom it cannot be told who they are. */
  untold: number;
}

/** In whose company somebody was in these events, one by one. */
export async function seeCompany(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  personId: string,
  eventIds: readonly string[],
): Promise<SeenCompany[]> {
  authorise(principal, 'people.read');
  const found = await companyIn(tx, personId, [...new Set(eventIds)]);
  const known = await findPersonsById(tx, [...new Set(found.flatMap(({ personIds }) => personIds))]);
  return found.map(({ eventId, personIds, untold }) => ({
    eventId,
    people: personIds.flatMap((id) => known.get(id) ?? []),
    untold,
  }));
}

/** Since when somebody, or anybody, was in an event, and until when; null where nobody was seen in an event of that number. */
export async function sightedIn(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  eventNumber: number,
  personId: string | null,
): Promise<{ first: Date; last: Date; cameraId: string } | null> {
  authorise(principal, 'people.read');
  const event = await findCameraEvent(tx, eventNumber);
  if (!event) return null;
  const { first, last } = await sumSightings(tx, {
    cameraEventId: event.id,
    ...(personId !== null && { personIds: [personId] }),
  });
  return { first: first ?? event.startedAt, last: last ?? event.endedAt, cameraId: event.cameraId };
}

/** Sightings that fit, latest first, counted by person and camera. */
export async function seeSightings(
  work: Pick<Work, 'tx' | 'principal'>,
  filter: SightingFilter,
  { limit = 20, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<SeenSightings> {
  authorise(work.principal, 'people.read');
  const { tx } = work;
  const { count, first, last } = await sumSightings(tx, filter);
  if (count === 0) return { count: 0, first, last, different: 0, rows: [], people: [], cameras: [] };
  const rows = await listSightings(tx, filter, Math.min(Math.max(limit, 1), 200), offset);
  const people = await groupSightings(tx, filter, 'person', MOST_GROUPS);
  const cameras = await groupSightings(tx, filter, 'camera', MOST_CAMERAS);
  const known = await findPersonsById(tx, [
    ...new Set([...rows.map((row) => row.personId), ...people.map(({ id }) => id)]),
  ]);
  const places = new Map((await listCameras(tx)).map((camera) => [camera.id, camera]));
  return {
    count,
    first,
    last,
    different: await countSighted(tx, filter),
    rows: rows.map((sighting) => ({
      sighting,
      person: known.get(sighting.personId)!,
      camera: places.get(sighting.cameraId)!,
    })),
    people: people.map((sum) => ({ ...sum, person: known.get(sum.id)! })),
    cameras: cameras.map((sum) => ({ ...sum, camera: places.get(sum.id)! })),
  };
}
