import { Temporal } from 'temporal-polyfill';
import { insertCameraEvents } from '../db/camera-events.ts';
import { nextNumbers } from '../db/counters.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Camera, CameraEvent } from '../domain/camera.ts';
import { newId } from '../domain/id.ts';
import { BY_RULES, cameraEventSummary } from '../messages/camera-event-text.ts';
import { randomFrom } from './random.ts';

const DAYS = 42;

/** What a folder's camera sees on most working days, about when, and on how many of a hundred. */
const HABITS: readonly { folder: string; time: string; kinds: readonly string[]; minutes: number; share: number }[] = [
  { folder: 'main-gate', time: '07:38', kinds: ['car'], minutes: 1, share: 95 },
  { folder: 'main-gate', time: '07:52', kinds: ['person', 'car'], minutes: 1, share: 95 },
  { folder: 'main-gate', time: '12:15', kinds: ['person'], minutes: 2, share: 70 },
  { folder: 'main-gate', time: '14:07', kinds: ['person', 'car'], minutes: 1, share: 80 },
  { folder: 'main-gate', time: '16:44', kinds: ['car'], minutes: 1, share: 95 },
  { folder: 'pharmacy-dock', time: '10:21', kinds: ['truck', 'person'], minutes: 3, share: 95 },
  { folder: 'pharmacy-dock', time: '15:30', kinds: ['person'], minutes: 1, share: 60 },
];

/**
 * Six weeks of what the cameras of the sample saw before a moment, as it is kept when the pictures are gone: so that it is known what is
 * usual there. The same whenever it is asked.
 */
export async function storeCameraPast(
  tx: OrgDb,
  cameras: readonly Camera[],
  before: Date,
  timeZone: string,
): Promise<void> {
  const today = Temporal.Instant.fromEpochMilliseconds(before.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const happened: { camera: Camera; at: Date; kinds: readonly string[]; minutes: number }[] = [];
  for (let ago = DAYS; ago > 0; ago--) {
    const day = today.subtract({ days: ago });
    const random = randomFrom(`cameras ${day.toString()}`);
    for (const { folder, time, kinds, minutes, share } of HABITS) {
      const [early, comes] = [random.int(-20, 20), random.int(1, 100)];
      const camera = cameras.find((one) => one.folder === folder);
      if (!camera || day.dayOfWeek > 5 || comes > share) continue;
      const at = day.toZonedDateTime({ timeZone, plainTime: time }).add({ minutes: early });
      happened.push({ camera, at: new Date(at.epochMilliseconds), kinds, minutes });
    }
  }
  const first = await nextNumbers(tx, 'camera_event', happened.length);
  const inOrder = happened.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await insertCameraEvents(
    tx,
    inOrder.map((one, i) => eventOf(one, first + i)),
  );
}

function eventOf(
  { camera, at, kinds, minutes }: { camera: Camera; at: Date; kinds: readonly string[]; minutes: number },
  number: number,
): CameraEvent {
  const endedAt = new Date(at.getTime() + minutes * 60_000);
  const objects = Object.fromEntries(kinds.map((kind) => [kind, { most: 1, score: 0.9 }]));
  const told = { startedAt: at, endedAt, objects, zones: [], pictures: 3 * minutes };
  return {
    ...told,
    id: newId(at.getTime()),
    number,
    cameraId: camera.id,
    bestPictureId: null,
    risk: kinds.includes('person') ? 15 : 10,
    reasons: [kinds.includes('person') ? 'person' : 'vehicle'],
    summary: cameraEventSummary({ camera, event: told, people: [] }, 'en'),
    summaryBy: BY_RULES,
    closedAt: new Date(endedAt.getTime() + 60_000),
    updatedAt: endedAt,
  };
}
