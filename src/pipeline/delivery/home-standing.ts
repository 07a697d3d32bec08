import { livePauses } from '../../db/alert-pauses.ts';
import { listCameraEvents } from '../../db/camera-events.ts';
import { listCameras } from '../../db/cameras.ts';
import { newestConsent } from '../../db/consents.ts';
import { findPerson } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { listSightings } from '../../db/sightings.ts';
import type { CameraEvent } from '../../domain/camera.ts';
import type { MqttSettings } from '../../domain/delivery.ts';
import { shownName } from '../../domain/person.ts';
import { formatReference } from '../../domain/reference.ts';
import { cameraState } from '../cameras/camera-state.ts';
import { recognitionAllowed } from '../recognition/consents.ts';
import type { HomeStanding, PersonStanding } from './home-assistant-cameras.ts';

/** Whoever was seen so lately is still there, as far as anybody can tell. */
const PRESENT_MS = 60_000;
/** A broker and a house are small. */
const MOST_CAMERAS = 200;

/** How cameras, people and pauses stand; and which picture each camera took last. */
export async function homeStanding(
  tx: OrgDb,
  settings: MqttSettings,
  { now, silentMs }: { now: Date; silentMs: number },
): Promise<HomeStanding & { pictures: Map<number, string> }> {
  const all = settings.cameras || settings.people.length > 0 ? (await listCameras(tx)).slice(0, MOST_CAMERAS) : [];
  const cameras: HomeStanding['cameras'] = [];
  const pictures = new Map<number, string>();
  for (const camera of settings.cameras ? all : []) {
    const [event] = await listCameraEvents(tx, { cameraId: camera.id, limit: 1 });
    const { number, name, location, enabled } = camera;
    cameras.push({
      number,
      name,
      location,
      enabled,
      online: cameraState(camera, now, silentMs) === 'online',
      lastEvent: event
        ? {
            ref: formatReference({ kind: 'camera_event', number: event.number }),
            at: event.startedAt,
            summary: seenIn(event),
            risk: event.risk,
            objects: Object.keys(event.objects),
          }
        : null,
      people:
        event && enabled && now.getTime() - event.endedAt.getTime() <= PRESENT_MS
          ? (event.objects.person?.most ?? 0)
          : 0,
    });
    if (settings.pictures && enabled && camera.lastPictureId) pictures.set(number, camera.lastPictureId);
  }
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const people: PersonStanding[] = [];
  if (settings.people.length > 0 && (await recognitionAllowed(tx)))
    for (const number of settings.people) {
      const person = await findPerson(tx, number);
      // told of are those alone who agreed, and only while they do
      if (!person?.name || person.mergedInto || person.archivedAt || person.hidden) continue;
      if ((await newestConsent(tx, person.id))?.state !== 'given') continue;
      const [seen] = await listSightings(tx, { personIds: [person.id] }, 1);
      people.push({
        number,
        name: shownName(person),
        camera: (seen && names.get(seen.cameraId)) ?? null,
        at: seen?.lastSeen ?? null,
      });
    }
  const paused = settings.control ? (await livePauses(tx, now)).filter(({ scope }) => scope === 'cameras') : [];
  const until = paused.map((one) => one.until.getTime());
  return { cameras, people, pictures, pausedUntil: until.length > 0 ? new Date(Math.max(...until)) : null };
}

/** `2 person, 1 car`: what was seen and never who, for whoever reads at the broker was not asked for their right to know. */
const seenIn = ({ objects }: CameraEvent): string =>
  Object.entries(objects)
    .map(([kind, { most }]) => `${most} ${kind}`)
    .join(', ');
