import type { Camera, CameraEvent, Zone } from '../domain/camera.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { reasonText } from '../messages/camera-event-text.ts';
import type { Citation } from '../messages/card.ts';
import { coloursText } from '../messages/colour-text.ts';
import { pathOf } from '../messages/links.ts';
import type { ShownState } from '../messages/views/camera-card.ts';
import { eventLine } from '../messages/views/camera-event-card.ts';
import type { SeenEvent } from '../pipeline/cameras/see-camera.ts';
import type { Reader } from './tool-data.ts';

/** A camera as models read it. */
export interface CameraData {
  ref: string;
  name: string;
  location?: string;
  /** `offline`: silent for longer than cameras usually are; `never`: no picture yet; `off`: switched off. */
  state: ShownState;
  /** When its latest picture was taken. */
  last_picture?: string;
  /** So many of its pictures are still to be looked at: nobody can tell who or what is on them. */
  waiting?: number;
  /** The parts of its picture that have a name; none where it has no zones. */
  zones: { name: string; kind: Zone['kind'] }[];
}

export interface CameraEventData {
  ref: string;
  camera: string;
  time: string;
  until: string;
  /** What happened, in a line. */
  quoted_summary: string;
  risk: number;
  reasons: string[];
  people: PersonInEvent[];
  pictures: number;
  /** What people wear and vehicles are painted like, estimated: `person: red above (62 %)`. */
  colours?: string;
}

export interface PersonInEvent {
  ref: string;
  name: string;
  known: boolean;
  by: 'face' | 'clothing';
}

export const personInEvent = ({ number, name, label, by }: SeenEvent['people'][number]): PersonInEvent => ({
  ref: formatReference({ kind: 'person', number }),
  name: oneLine(name ?? label, 80),
  known: name !== null,
  by: by === 'face' ? 'face' : 'clothing',
});

const MOST_ZONES = 20;

export const cameraData = (camera: Camera, state: ShownState, { timeZone, now }: Reader, waiting = 0): CameraData => ({
  ref: refOf(camera),
  name: oneLine(camera.name, 100),
  ...(camera.location ? { location: oneLine(camera.location, 200) } : {}),
  state,
  ...(camera.lastSeenAt ? { last_picture: formatTime(camera.lastSeenAt, timeZone, now) } : {}),
  ...(waiting > 0 && { waiting }),
  zones: camera.zones.slice(0, MOST_ZONES).map(({ name, kind }) => ({ name: oneLine(name, 60), kind })),
});

export const cameraEventData = (
  seen: SeenEvent,
  { timeZone, now, language }: Reader & { language: Language },
): CameraEventData => ({
  ref: eventRefOf(seen.event),
  camera: refOf(seen.camera),
  time: formatTime(seen.event.startedAt, timeZone, now),
  until: formatTime(seen.event.endedAt, timeZone, now),
  quoted_summary: eventLine(seen, language),
  risk: seen.event.risk,
  reasons: seen.event.reasons.map((reason) => reasonText(reason, language, seen.since)),
  people: seen.people.map(personInEvent),
  pictures: seen.event.pictures,
  ...(seen.colours.length > 0 && { colours: coloursText(seen.colours, language) }),
});

export const cameraCitation = (camera: Camera): Citation => ({
  ref: refOf(camera),
  kind: 'camera',
  at: (camera.lastSeenAt ?? camera.updatedAt).toISOString(),
  url: pathOf(refOf(camera)),
});

export const cameraEventCitation = (event: CameraEvent): Citation => ({
  ref: eventRefOf(event),
  kind: 'camera_event',
  at: event.startedAt.toISOString(),
  url: pathOf(eventRefOf(event)),
});

export const peopleCitations = ({ event, people }: SeenEvent): Citation[] =>
  people.map(({ number }) => {
    const ref = formatReference({ kind: 'person', number });
    return { ref, kind: 'person', at: event.endedAt.toISOString(), url: pathOf(ref) };
  });

const refOf = ({ number }: Camera): string => formatReference({ kind: 'camera', number });
const eventRefOf = ({ number }: CameraEvent): string => formatReference({ kind: 'camera_event', number });
