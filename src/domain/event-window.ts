/** Which pictures of a camera are told as one event. */
export interface EventWindow {
  /** Pictures with at most this between them belong together, milliseconds. */
  gapMs: number;
  /** No event lasts longer, milliseconds: what goes on is a new one. */
  longestMs: number;
}

interface Span {
  startedAt: Date;
  endedAt: Date;
}

/**
 * The event a picture taken at `at` belongs to: of those it would not make too long, the nearest in time; of equals the
 * earlier. Null where it begins one. Pictures may come in any order.
 */
export function eventFor<E extends Span>(at: Date, events: readonly E[], { gapMs, longestMs }: EventWindow): E | null {
  let best: { event: E; away: number } | null = null;
  for (const event of events) {
    const [from, to] = [event.startedAt.getTime(), event.endedAt.getTime()];
    const away = Math.max(from - at.getTime(), at.getTime() - to, 0);
    const lasts = Math.max(to, at.getTime()) - Math.min(from, at.getTime());
    if (away > gapMs || lasts > longestMs) continue;
    if (!best || away < best.away) best = { event, away };
  }
  return best?.event ?? null;
}
