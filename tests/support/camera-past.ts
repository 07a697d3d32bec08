import { insertCameraEvent } from '../../src/db/camera-events.ts';
import { nextNumbers } from '../../src/db/counters.ts';
import type { OrgDb } from '../../src/db/scope.ts';
import type { Camera } from '../../src/domain/camera.ts';
import { newId } from '../../src/domain/id.ts';

export interface Happened {
  camera: Camera;
  at: Date;
  /** By the detector's words. */
  kinds: readonly string[];
  minutes?: number;
}

/** Camera events that are over, as they would be stored; without pictures. Answers their ids. */
export async function storeCameraPast(tx: OrgDb, happened: readonly Happened[]): Promise<string[]> {
  const first = await nextNumbers(tx, 'camera_event', happened.length);
  const ids: string[] = [];
  for (const [i, { camera, at, kinds, minutes = 1 }] of happened.entries()) {
    const endedAt = new Date(at.getTime() + minutes * 60_000);
    const id = newId(at.getTime());
    ids.push(id);
    await insertCameraEvent(tx, {
      id,
      number: first + i,
      cameraId: camera.id,
      startedAt: at,
      endedAt,
      pictures: 1,
      bestPictureId: null,
      objects: Object.fromEntries(kinds.map((kind) => [kind, { most: 1, score: 0.9 }])),
      zones: [],
      risk: 10,
      reasons: [],
      summary: '',
      summaryBy: 'rules',
      closedAt: new Date(endedAt.getTime() + 60_000),
      updatedAt: endedAt,
    });
  }
  return ids;
}

/** So many days up to one, each with things at these hours (UTC): `{ 8: ['person'], 17: ['car'] }`. */
export const everyDay = (
  camera: Camera,
  until: Date,
  days: number,
  hours: Readonly<Record<number, readonly string[]>>,
): Happened[] =>
  Array.from({ length: days }, (_, i) => i + 1).flatMap((ago) =>
    Object.entries(hours).map(([hour, kinds]) => {
      const day = new Date(until.getTime() - ago * 86_400_000);
      return {
        camera,
        kinds,
        at: new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), Number(hour), 10)),
      };
    }),
  );
