import { cameraBaselines } from '../../../db/baselines.ts';
import { activityOf } from '../../../db/camera-activity.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { Camera, CameraEvent, SeenObjects } from '../../../domain/camera.ts';
import { classesAmong, isOfClass, type ObjectClass } from '../../../domain/object-class.ts';
import type { Pattern } from '../../../domain/unusual.ts';
import { emptyPattern, slotOf, stateOf } from './baseline.ts';
import { cameraKey, classKey } from './camera-knowledge.ts';
import { type JudgedHour, judgeHours, LOOK_BACK_MS } from './judge-hours.ts';

/** An hour in which something is seen less often than this, on average, sees it hardly ever. */
export const RARE_BELOW = 0.1;
/** A class of things in a camera event beside what is usual there at that hour. */
export interface UsualHere {
  of: ObjectClass;
  weekday: number;
  hour: number;
  /** Events with it in this hour so far, with this one, and how many there usually are in the whole hour. */
  count: number;
  mean: number;
  sigmas: number;
  /** It is hardly ever seen at this hour. */
  isRare: boolean;
  /** The last hours with this event at the end, oldest first. */
  lately: readonly JudgedHour[];
}

/** From so many standard deviations on, what is rare is worth a word with other news of its camera, and what is more than usual. */
const WORTH = { rare: 1.5, many: 2 };

export const isWorthAWord = ({ isRare, sigmas }: Pick<UsualHere, 'isRare' | 'sigmas'>): boolean =>
  sigmas >= (isRare ? WORTH.rare : WORTH.many);

interface Happened {
  startedAt: Date;
  endedAt: Date;
  objects: SeenObjects;
}

/**
 * What of an event is how usual at its camera, by what is stored; nothing while the camera is still being learned, or saw nothing for
 * 30 days. A camera that is known and never saw such a thing knows that, too.
 */
export async function usualHere(
  tx: OrgDb,
  { camera, event, timeZone }: { camera: Camera; event: CameraEvent; timeZone: string },
): Promise<UsualHere[]> {
  const classes = classesAmong(Object.keys(event.objects));
  if (classes.length === 0) return [];
  const [own, keys] = [cameraKey(camera.number), classes.map((one) => classKey(camera.number, one))];
  const stored = new Map((await cameraBaselines(tx, [own, ...keys])).map(({ name, pattern }) => [name, pattern]));
  const ofCamera = stored.get(own);
  if (!ofCamera || stateOf(ofCamera, event.startedAt) !== 'ready') return [];
  const since = new Date(event.startedAt.getTime() - LOOK_BACK_MS);
  const before = (await activityOf(tx, camera.id, since, event.startedAt)).filter(({ id }) => id !== event.id);
  return classes.map((one, i) => besideUsual(one, stored.get(keys[i]!) ?? null, before, event, timeZone));
}

/** One class of an event beside its pattern, null where it was never seen, and beside what was seen in the hours before. Pure. */
export function besideUsual(
  of: ObjectClass,
  stored: Pattern | null,
  before: readonly Happened[],
  event: Happened,
  timeZone: string,
): UsualHere {
  const same = before.filter(({ objects }) => Object.keys(objects).some((kind) => isOfClass(kind, of)));
  const lately = judgeHours(stored ?? emptyPattern(), [...same, event], timeZone);
  const { weekday, hour } = slotOf(event.startedAt, timeZone);
  const { count, mean, sigmas } = lately.at(-1)!;
  return { of, weekday, hour, count, mean, sigmas, isRare: mean < RARE_BELOW, lately };
}
