import type { Baseline } from '../../../db/baselines.ts';
import type { SeenObjects } from '../../../domain/camera.ts';
import { classesAmong, type ObjectClass } from '../../../domain/object-class.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Pattern } from '../../../domain/unusual.ts';
import { addEvent, emptyPattern, slotOf } from './baseline.ts';

/** One thing that a camera saw. */
export interface Seen {
  /** The camera's number. */
  camera: number;
  startedAt: Date;
  objects: SeenObjects;
}

/** What a camera's baseline is called, and that of a class of things there. */
export const cameraKey = (camera: number): string => formatReference({ kind: 'camera', number: camera });
export const classKey = (camera: number, wanted: ObjectClass): string => `${cameraKey(camera)} ${wanted}`;

/** The baselines that an event changes. */
export const keysOf = ({ camera, objects }: Seen): { camera: string; classes: string[] } => ({
  camera: cameraKey(camera),
  classes: classesAmong(Object.keys(objects)).map((one) => classKey(camera, one)),
});

/** So many days before something is seen for the first time, nothing like it was; more would not count any more. */
const SILENT_DAYS = 90;

/** What is known of cameras, and learns: one place for learning all anew and for what was seen since. */
export interface CameraKnowledge {
  take(seen: Seen): void;
  /** What is known of a camera, or of a class of things there, so far. */
  of(key: string): Pattern | null;
  baselines(): Baseline[];
}

/** Begins with what is stored of the cameras at hand. */
export function createCameraKnowledge(timeZone: string, stored: readonly Baseline[]): CameraKnowledge {
  const cameras = new Map(stored.filter(({ kind }) => kind === 'camera').map(({ name, pattern }) => [name, pattern]));
  const classes = new Map(stored.filter(({ kind }) => kind === 'object').map(({ name, pattern }) => [name, pattern]));
  return {
    take(seen) {
      const slot = slotOf(seen.startedAt, timeZone);
      const keys = keysOf(seen);
      const camera = cameras.get(keys.camera) ?? emptyPattern();
      cameras.set(keys.camera, camera);
      addEvent(camera, seen.startedAt, slot);
      for (const key of keys.classes) {
        const known = classes.get(key);
        const pattern = known && slot.day <= known.day + SILENT_DAYS ? known : silentSince(camera, slot.day, known);
        classes.set(key, pattern);
        addEvent(pattern, seen.startedAt, slot);
      }
    },
    of: (key) => cameras.get(key) ?? classes.get(key) ?? null,
    baselines: () => [
      ...[...cameras].map(([name, pattern]) => ({ kind: 'camera' as const, name, pattern, habit: null })),
      ...[...classes].map(([name, pattern]) => ({ kind: 'object' as const, name, pattern, habit: null })),
    ],
  };
}

/** A camera that looked all the time and never saw such a thing: that is known of it, too. */
const silentSince = (camera: Pattern, day: number, known?: Pattern): Pattern => ({
  ...emptyPattern(),
  firstDay: camera.firstDay,
  day: Math.max(Math.min(camera.firstDay, day), day - SILENT_DAYS),
  events: known?.events ?? 0,
});
