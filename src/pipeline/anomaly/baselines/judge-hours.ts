import type { Pattern } from '../../../domain/unusual.ts';
import { slotOf, upTo, usual } from './baseline.ts';

/** What pauses for longer begins anew. */
const PAUSE_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** No rule may ask that something lasts longer than so many minutes. */
export const LONGEST_SUSTAINED_MINUTES = 240;
/** How far back it is looked since when something has been unusual. */
export const LOOK_BACK_MS = (LONGEST_SUSTAINED_MINUTES + 60) * 60_000;

/** Something that happened beside what is usual at its hour; milliseconds since 1970. */
export interface JudgedHour {
  from: number;
  until: number;
  /** How many there were in its hour by then, with it, and how many there usually are in the whole hour. */
  count: number;
  mean: number;
  /** By how many standard deviations that is more. */
  sigmas: number;
}

/** What happened, in order of time, each beside the pattern as it stood at the beginning of the last one's day. Pure. */
export function judgeHours(
  stored: Pattern,
  happened: readonly { startedAt: Date; endedAt: Date }[],
  timeZone: string,
): JudgedHour[] {
  const end = happened.at(-1);
  if (!end) return [];
  const pattern = upTo(stored, slotOf(end.startedAt, timeZone).day);
  const counted = new Map<number, number>();
  return happened.map(({ startedAt, endedAt }) => {
    const { weekday, hour, minute } = slotOf(startedAt, timeZone);
    // where clocks go back an hour comes twice: each of them is an hour
    const begin = Math.floor(startedAt.getTime() / MINUTE_MS) - minute;
    const count = (counted.get(begin) ?? 0) + 1;
    counted.set(begin, count);
    const { mean, deviation } = usual(pattern, weekday, hour);
    return { from: startedAt.getTime(), until: endedAt.getTime(), count, mean, sigmas: (count - mean) / deviation };
  });
}

/** Since when it has been at least so unusual without a pause of an hour, milliseconds since 1970; null where it is not. */
export function unusualSince(
  judged: readonly Pick<JudgedHour, 'from' | 'until' | 'sigmas'>[],
  threshold: number,
): number | null {
  let since: number | null = null;
  for (let i = judged.length - 1; i >= 0; i--) {
    const { from, until, sigmas } = judged[i]!;
    if (sigmas < threshold || (since !== null && since - until > PAUSE_MS)) break;
    since = from;
  }
  return since;
}

/** Whether it is so unusual, and has been for so long. */
export function hasLasted(
  judged: readonly Pick<JudgedHour, 'from' | 'until' | 'sigmas'>[],
  { deviations, sustained_minutes }: { deviations: number; sustained_minutes: number },
): boolean {
  const since = unusualSince(judged, deviations);
  return since !== null && judged.at(-1)!.until - since >= sustained_minutes * 60_000;
}
