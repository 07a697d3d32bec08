import { Temporal } from 'temporal-polyfill';
import { SafeNestError } from '../../errors.ts';

const HOUR_MS = 3_600_000;

/** Turns wall-clock times of a zone into moments. Offsets are remembered per hour: logs are long, hours are few. */
export function localClock(zone: string): (wall: WallTime) => Date {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
  } catch {
    throw new SafeNestError('invalid_input', `There is no time zone "${zone}"; write one like Europe/Berlin.`);
  }
  const offsets = new Map<number, number>();
  return ({ year, month, day, hour, minute, second }) => {
    const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
    const key = Math.floor(asUtc / (HOUR_MS / 2));
    let offset = offsets.get(key);
    if (offset === undefined) {
      const moment = Temporal.PlainDateTime.from({ year, month, day, hour, minute }).toZonedDateTime(zone);
      offset = moment.epochMilliseconds - Date.UTC(year, month - 1, day, hour, minute);
      offsets.set(key, offset);
    }
    return new Date(asUtc + offset);
  };
}

/** What a clock on the wall shows; months count from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Whether there is such a day and time. */
export function isWallTime({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
