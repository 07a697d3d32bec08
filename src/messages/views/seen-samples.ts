import type { Alert } from '../../domain/alert.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Person } from '../../domain/person.ts';
import type { Card } from '../card.ts';
import { alertCard } from './alert-card.ts';
import { cameraCard, cameraListCard } from './camera-card.ts';
import { cameraEventCard, cameraEventListCard } from './camera-event-card.ts';
import type { CardView } from './card-view.ts';
import { facesCard, personCard, sightingsCard, strangersCard } from './person-card.ts';

const person: Person = {
  id: '0199d7a0-0000-7000-8000-000000000006',
  number: 7,
  label: 'Person_A47B8C12',
  name: 'Dana Whitfield',
  note: 'Night shift',
  threshold: 0.44,
  mergedInto: null,
  archivedAt: null,
  createdAt: new Date('2026-10-01T08:00:00Z'),
  updatedAt: new Date('2026-10-01T08:00:00Z'),
  updatedBy: 'Ada Novak',
};
const stranger: Person = { ...person, number: 9, label: 'Person_0C44D1E9', name: null, note: '', threshold: null };
const decision: FaceDecision = {
  result: 'match',
  model: 'mfn-s8-v1',
  threshold: 0.44,
  unsureFrom: 0.32,
  nearest: { personId: person.id, similarity: 0.71, pictures: 5 },
  runnerUp: { personId: stranger.id, similarity: 0.31 },
  reason: null,
};
const faceAt = { pictureId: '0199d7a0-0000-7000-8000-000000000007', box: [0.4, 0.2, 0.2, 0.3] as const };
const personShown = {
  person,
  faces: 41,
  compared: 5,
  best: faceAt,
  sightings: 36,
  firstSeen: new Date('2026-10-01T08:00:00Z'),
  lastSeen: new Date('2026-11-20T13:22:00Z'),
};
const PICTURE = '0199d7a0-0000-7000-8000-000000000020';
const pictures = (id: string): string => `https://desk.example/media/pictures/${id}`;
const camera: Camera = {
  id: '0199d7a0-0000-7000-8000-000000000021',
  number: 3,
  name: 'Front door <!channel>',
  folder: 'front-door',
  location: 'Building A',
  enabled: true,
  zones: [
    {
      name: 'Entry',
      kind: 'entry',
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    },
  ],
  stricter: 0,
  notes: '',
  mask: [],
  lastSeenAt: new Date('2026-11-20T13:22:00Z'),
  lastPictureId: PICTURE,
  createdAt: new Date('2026-11-20T12:00:00Z'),
  updatedAt: new Date('2026-11-20T12:00:00Z'),
  updatedBy: 'Ada Novak',
};
const cameraEvent: CameraEvent = {
  id: '0199d7a0-0000-7000-8000-000000000022',
  number: 40,
  cameraId: camera.id,
  startedAt: new Date('2026-11-20T13:03:00Z'),
  endedAt: new Date('2026-11-20T13:22:00Z'),
  pictures: 12,
  bestPictureId: PICTURE,
  objects: { person: { most: 2, score: 0.9 }, car: { most: 1, score: 0.8 } },
  zones: ['Entry'],
  risk: 60,
  reasons: ['unknown_person: Person_A47B8C12', 'at_night: 23:10', 'They tried the door twice.'],
  summary: '',
  summaryBy: 'rules',
  closedAt: new Date('2026-11-20T13:24:00Z'),
  updatedAt: new Date('2026-11-20T13:24:00Z'),
};

/** Somebody who is known, and somebody who is not. */
export function personViews(view: CardView): Record<string, Card> {
  const seen = { eventNumber: 40, lastSeen: new Date('2026-11-20T13:22:00Z') };
  return {
    person: personCard(personShown, {
      ...view,
      cameras: 2,
      lastCamera: 'Front door',
      face: { id: '0199d7a0-0000-7000-8000-000000000008', ...faceAt, decision, vouched: false },
      undo: '0199d7a0-0000-7000-8000-000000000009',
    }),
    strangers: strangersCard([{ ...personShown, person: stranger }], { ...view, total: 12 }),
    sightings: sightingsCard(
      [
        { person, camera: 'Front door', by: 'face', ...seen },
        { person: stranger, camera: 'Loading dock', by: 'appearance', ...seen },
      ],
      { ...view, title: 'Seen yesterday', total: 40 },
    ),
    faces: facesCard(
      [
        { decision, person, nearest: person },
        { decision: { ...decision, result: 'unsure', reason: 'two_alike' }, person: null, nearest: person },
      ],
      view,
    ),
  };
}

/** What a camera saw, and the alert that it raised. */
export function cameraViews(alert: Alert, view: CardView, now: Date): Record<string, Card> {
  return {
    cameraAlert: alertCard(
      {
        ...alert,
        kind: 'unknown_person',
        title: 'Unknown person Person_A47B8C12 at Front door',
        account: null,
        address: null,
        country: null,
        pictureId: PICTURE,
      },
      {
        ...view,
        pictures,
        camera,
        person: { person: { number: 7, name: null, label: 'Person_A47B8C12' }, face: null },
      },
    ),
    camera: cameraCard(
      {
        camera,
        state: 'online',
        picture: { id: PICTURE, takenAt: now },
        event: { number: 40, summary: '1 person at Front door', at: now, away: 0 },
        past: false,
      },
      { ...view, pictures },
    ),
    cameras: cameraListCard([{ camera, state: 'offline' }], view),
    cameraEvent: cameraEventCard(
      {
        event: cameraEvent,
        camera,
        people: [{ number: 7, name: null, label: 'Person_A47B8C12', by: 'face' }],
        pictureId: PICTURE,
        alerts: [alert],
      },
      { ...view, pictures },
    ),
    cameraEvents: cameraEventListCard([{ event: cameraEvent, camera, people: [] }], {
      ...view,
      title: 'Seen yesterday',
    }),
  };
}
