import type { Camera } from '../domain/camera.ts';
import { classesAmong, OBJECT_CLASSES, type ObjectClass } from '../domain/object-class.ts';
import { slotOf } from '../pipeline/anomaly/baselines/baseline.ts';
import { classKey } from '../pipeline/anomaly/baselines/camera-knowledge.ts';
import { seeBaseline } from '../pipeline/anomaly/baselines/see-baselines.ts';
import { RARE_BELOW } from '../pipeline/anomaly/baselines/usual-here.ts';
import { seeCameraEvents } from '../pipeline/cameras/see-camera.ts';
import type { Work } from '../pipeline/work.ts';
import { type CameraEventData, cameraEventCitation, cameraEventData, peopleCitations } from './camera-data.ts';
import type { ToolContext } from './define-tool.ts';

/** What of a class of things is usual at a camera, around an hour of the day where one was named. */
export interface UsualThere {
  of: ObjectClass;
  /** Too little was seen so far to tell. */
  learning: boolean;
  hour?: number;
  /** How many events with it an hour around then has, on an average day. */
  mean?: number;
  rare?: boolean;
  /** Stretches of the day in which it hardly ever happens, as `22:00`. */
  quiet: { from: string; to: string }[];
  /** The latest events with it around that hour. */
  events: CameraEventData[];
}

const DAY_MS = 86_400_000;
const LOOKED_BACK_DAYS = 30;
const MOST_READ = 200;
const SHOWN = 3;

/** By what is learned of the camera, on the organisation's clock. `object` is a detector's word or a class; people where absent. */
export async function usualAtCamera(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  camera: Camera,
  { object, hour }: { object: string | undefined; hour: number | undefined },
  { now, language }: ToolContext,
) {
  const wanted = object?.trim().toLowerCase();
  const of = OBJECT_CLASSES.find((one) => one === wanted) ?? classesAmong([wanted ?? 'person'])[0] ?? 'person';
  const learned = await seeBaseline(tx, principal, 'object', classKey(camera.number, of), now);
  const clock = (at: number): string => `${String(at).padStart(2, '0')}:00`;
  const usual: UsualThere = {
    of,
    learning: learned?.state !== 'ready',
    quiet: (learned?.quiet ?? []).map(({ from, to }) => ({ from: clock(from), to: clock(to) })),
    events: [],
  };
  if (!learned || hour === undefined) return { usual, citations: [] };
  // “at 11” is said of what came a little before or after it
  const around = [(hour + 23) % 24, hour];
  const [before = 0, then = 0] = around.map((at) => {
    const days = learned.usual.filter((_, slot) => slot % 24 === at);
    return days.reduce((sum, one) => sum + one.mean, 0) / Math.max(1, days.length);
  });
  const mean = Math.max(before, then);
  const found = await seeCameraEvents(
    { tx, principal },
    { cameraId: camera.id, from: new Date(now.getTime() - LOOKED_BACK_DAYS * DAY_MS), limit: MOST_READ },
  );
  const seenThen = found.filter(
    ({ event }) =>
      classesAmong(Object.keys(event.objects)).includes(of) &&
      around.includes(slotOf(event.startedAt, learned.timeZone).hour),
  );
  const shown = seenThen.slice(0, SHOWN);
  return {
    usual: {
      ...usual,
      hour,
      mean,
      rare: mean < RARE_BELOW,
      events: shown.map((seen) => cameraEventData(seen, { timeZone: principal.timeZone, now, language })),
    },
    citations: shown.flatMap((seen) => [cameraEventCitation(seen.event), ...peopleCitations(seen)]),
  };
}
