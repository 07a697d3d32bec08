import { alertsOnCameraEvent } from '../../db/alerts.ts';
import {
  type CameraEventPage,
  cameraEventOfPicture,
  cameraEventsAround,
  cameraEventsOfAlert,
  findCameraEvent,
  listCameraEvents,
  peopleInPicture,
  peopleOfEvent,
  type SeenPerson,
} from '../../db/camera-events.ts';
import { findCameraById } from '../../db/cameras.ts';
import { coloursOfEvent } from '../../db/detections.ts';
import { earlierNames } from '../../db/earlier-names.ts';
import { findPicture, listCameraPictures, nearestCameraPicture } from '../../db/pictures.ts';
import type { OrgDb } from '../../db/scope.ts';
import { waitingByCamera } from '../../db/unseen-pictures.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { EventColour } from '../../domain/colours.ts';
import type { StoredPicture } from '../../domain/picture.ts';
import { formatReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';
import { isAboutStranger } from '../../messages/camera-event-text.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

/** A picture further from the moment asked for than this shows something else. */
const NEAR_MS = 30 * 60_000;

/** When a camera is looked at: at a moment, in a stretch of time, or now. */
export type When = { at: Date } | { from: Date; to: Date } | null;

export interface SeenCamera {
  camera: Camera;
  /** Its picture of that time; null where there is none. */
  picture: StoredPicture | null;
  /** The event of that picture; where it has none, the one nearest to the moment, or the latest of that time. */
  event: SeenEvent | null;
  /** So many minutes after the picture, or the moment, that event is; below 0 before it, 0 at it; null where there is neither. */
  eventAway: number | null;
  /** Who of the event is on the picture itself. */
  onPicture: OnPicture;
  /** So many pictures of it, of that time, are still to be looked at. */
  waiting: number;
}

/** Of an event with several pictures, whom of its people the one that is shown shows, from left to right; null where that is told already, or nobody is in it. */
export type OnPicture = SeenPerson[] | null;

/** An event with who is in it. */
export interface SeenEvent {
  camera: Camera;
  event: CameraEvent;
  people: SeenPerson[];
  /** What things in it are coloured like. */
  colours: EventColour[];
  /** Strangers its reasons tell of who were named, or merged into somebody with a name, since: their labels with those names. */
  since: ReadonlyMap<string, string>;
}

/** What a camera showed at a time, for whoever may see cameras. */
export async function seeCameraThen({ tx, principal }: Looking, camera: Camera, when: When): Promise<SeenCamera> {
  authorise(principal, 'cameras.read');
  return seenOn({ tx }, camera, await pictureThen({ tx }, camera, when), when);
}

async function seenOn(
  { tx }: Pick<Looking, 'tx'>,
  camera: Camera,
  picture: StoredPicture | null,
  when: When,
): Promise<SeenCamera> {
  const at = picture?.takenAt ?? (when && 'at' in when ? when.at : null);
  const its = picture && (await cameraEventOfPicture(tx, { ...picture, cameraId: camera.id }));
  // the pictures of the last event may be gone with somebody who was forgotten
  const last = when === null ? await eventThen(tx, camera, when, at) : null;
  const own = its && last && last.startedAt > its.endedAt ? null : its;
  const event = own ?? last ?? (await eventThen(tx, camera, when, at));
  const shown = event ? await seen(tx, camera, event) : null;
  return {
    camera,
    picture,
    event: shown,
    eventAway: own ? 0 : event && at && minutesAway(event, at),
    onPicture: own && shown ? await onPictureOf(tx, shown, picture) : null,
    waiting: await waitingThen(tx, camera, when),
  };
}

/** How many of its pictures of that time wait to be looked at. */
async function waitingThen(tx: OrgDb, { id }: Camera, when: When): Promise<number> {
  const span = when === null ? {} : 'at' in when ? spanAround(when.at) : when;
  return (await waitingByCamera(tx, { cameraIds: [id], ...span })).get(id) ?? 0;
}

/** What a camera showed on one of its pictures; null where that is not kept any more. */
export async function seeCameraOn(looking: Looking, camera: Camera, pictureId: string): Promise<SeenCamera | null> {
  authorise(looking.principal, 'cameras.read');
  const picture = await findPicture(looking.tx, pictureId);
  if (picture?.cameraId !== camera.id) return null;
  return seenOn(looking, camera, picture, picture.id === camera.lastPictureId ? null : { at: picture.takenAt });
}

/** The event nearest to a moment, the earlier of two; of a stretch of time or of all, the latest. */
async function eventThen(tx: OrgDb, { id }: Camera, when: When, at: Date | null): Promise<CameraEvent | null> {
  if (!when || 'from' in when) return (await listCameraEvents(tx, { cameraId: id, ...when, limit: 1 }))[0] ?? null;
  const { from, to } = spanAround(at ?? when.at);
  const [nearest] = (await cameraEventsAround(tx, id, from, to)).toSorted(
    (a, b) => Math.abs(millisAway(a, at ?? when.at)) - Math.abs(millisAway(b, at ?? when.at)),
  );
  return nearest ?? null;
}

const millisAway = ({ startedAt, endedAt }: CameraEvent, at: Date): number =>
  startedAt > at ? startedAt.getTime() - at.getTime() : endedAt < at ? endedAt.getTime() - at.getTime() : 0;

/** What is not at it is at least a minute away. */
function minutesAway(event: CameraEvent, at: Date): number {
  const away = millisAway(event, at);
  return Math.sign(away) * Math.max(away === 0 ? 0 : 1, Math.round(Math.abs(away) / 60_000));
}

/** Events that fit, latest first, with who is in them. */
export async function seeCameraEvents({ tx, principal }: Looking, page: CameraEventPage): Promise<SeenEvent[]> {
  authorise(principal, 'cameras.read');
  return withPeople(tx, await listCameraEvents(tx, page));
}

/** The events an alert stands on, latest first, with who is in them. */
export async function seeEventsOfAlert(
  { tx, principal }: Looking,
  alertId: string,
  limit: number,
): Promise<SeenEvent[]> {
  authorise(principal, 'cameras.read');
  return withPeople(tx, await cameraEventsOfAlert(tx, alertId, limit));
}

async function withPeople(tx: OrgDb, events: readonly CameraEvent[]): Promise<SeenEvent[]> {
  const all: SeenEvent[] = [];
  for (const event of events) {
    const camera = await findCameraById(tx, event.cameraId);
    if (camera) all.push(await seen(tx, camera, event));
  }
  return all;
}

async function seen(tx: OrgDb, camera: Camera, event: CameraEvent): Promise<SeenEvent> {
  const people = await peopleOfEvent(tx, event.id);
  return {
    camera,
    event,
    people,
    colours: await coloursOfEvent(tx, event.id),
    since: await knownSince(tx, event, people),
  };
}

/** Of an event as it was seen, whom of its people its best picture shows. */
export function onBestPicture({ tx, principal }: Looking, shown: SeenEvent): Promise<OnPicture> {
  authorise(principal, 'cameras.read');
  const { bestPictureId } = shown.event;
  return onPictureOf(tx, shown, bestPictureId ? { id: bestPictureId } : null);
}

async function onPictureOf(
  tx: OrgDb,
  { event, people }: SeenEvent,
  picture: Pick<StoredPicture, 'id'> | null,
): Promise<OnPicture> {
  if (!picture || event.pictures < 2 || people.length === 0) return null;
  const shown = await peopleInPicture(tx, picture.id);
  return [...shown].flatMap((id) => people.find(({ personId }) => personId === id) ?? []);
}

async function knownSince(
  tx: OrgDb,
  { reasons }: CameraEvent,
  people: readonly SeenPerson[],
): Promise<Map<string, string>> {
  const named = people.flatMap(({ personId, name, label }) => (name === null ? [] : [{ personId, name, label }]));
  if (named.length === 0 || !reasons.some(isAboutStranger)) return new Map();
  const earlier = await earlierNames(
    tx,
    named.map(({ personId }) => personId),
  );
  return new Map(
    named.flatMap(({ personId, name, label }) =>
      [label, ...(earlier.get(personId) ?? [])].map((called): [string, string] => [called, name]),
    ),
  );
}

/** One event with its picture and the alerts that stand on it. */
export async function seeCameraEvent(
  { tx, principal }: Looking,
  number: number,
): Promise<SeenEvent & { picture: StoredPicture | null; onPicture: OnPicture; alerts: Alert[] }> {
  authorise(principal, 'cameras.read');
  const event = await findCameraEvent(tx, number);
  const camera = event && (await findCameraById(tx, event.cameraId));
  if (!event || !camera)
    throw new SafeNestError('not_found', `There is no ${formatReference({ kind: 'camera_event', number })}.`);
  const all = await seen(tx, camera, event);
  const picture = event.bestPictureId ? await findPicture(tx, event.bestPictureId) : null;
  return {
    ...all,
    picture,
    onPicture: await onPictureOf(tx, all, picture),
    alerts: can(principal.role, 'alerts.read') ? await alertsOnCameraEvent(tx, event.id) : [],
  };
}

async function pictureThen(
  { tx }: Pick<Looking, 'tx'>,
  { id: cameraId, lastPictureId }: Camera,
  when: When,
): Promise<StoredPicture | null> {
  if (when && 'at' in when) return nearestCameraPicture(tx, { cameraId, at: when.at, withinMs: NEAR_MS });
  const last = when === null && lastPictureId ? await findPicture(tx, lastPictureId) : null;
  return last ?? (await listCameraPictures(tx, { cameraId, ...when, limit: 1 }))[0] ?? null;
}

const spanAround = (at: Date) => ({
  from: new Date(at.getTime() - NEAR_MS),
  to: new Date(at.getTime() + NEAR_MS),
});
