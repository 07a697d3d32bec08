import { Temporal } from 'temporal-polyfill';
import type { CaptureTime } from '../../media/capture-time.ts';

/** A camera that was without its network hands in what it took; what says it is older has a clock that was never set. */
const OLDEST_MS = 7 * 86_400_000;
/** Clocks differ by a little. */
const AHEAD_MS = 2 * 60_000;

/**
 * When a file's picture was taken: as the camera wrote into it where that can be – not after the file was written, nor more than seven
 * days before – else when the file was written. Without a zone of its own the camera's clock is taken for the organisation's.
 */
export function takenAt(capture: CaptureTime | null, written: Date, timeZone: string): Date {
  if (!capture) return written;
  const at = momentOf(capture, timeZone);
  const age = written.getTime() - at.getTime();
  if (age > OLDEST_MS || age < -AHEAD_MS) return written;
  return at > written ? written : at;
}

/** NOTE an hour that clocks went through twice is the first of the two. */
const momentOf = ({ local, offset }: CaptureTime, timeZone: string): Date =>
  offset === null
    ? new Date(
        Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds,
      )
    : new Date(`${local}${offset}`);
