import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventWindow, eventFor } from '../../src/domain/event-window.ts';

interface Told {
  startedAt: Date;
  endedAt: Date;
  pictures: number;
}

const WINDOW: EventWindow = { gapMs: 60_000, longestMs: 600_000 };

/** The events that pictures taken at these times, in milliseconds, become in the order in which they came. */
function group(times: readonly number[], window: EventWindow): Told[] {
  const events: Told[] = [];
  for (const time of times) {
    const at = new Date(time);
    const event = eventFor(at, events, window);
    if (!event) events.push({ startedAt: at, endedAt: at, pictures: 1 });
    else {
      event.pictures++;
      if (at < event.startedAt) event.startedAt = at;
      if (at > event.endedAt) event.endedAt = at;
    }
  }
  return events;
}

const lengths = (events: readonly Told[]) => events.map((one) => one.endedAt.getTime() - one.startedAt.getTime());
const times = fc.array(fc.nat(3_600_000), { minLength: 1, maxLength: 60 });
const windows = fc.record({
  gapMs: fc.integer({ min: 1, max: 300_000 }),
  longestMs: fc.integer({ min: 1, max: 1_200_000 }),
});

describe('pictures as events', () => {
  test('a burst is one event, and what comes after the gap another', () => {
    const burst = Array.from({ length: 20 }, (_, i) => i * 3000);
    expect(group([...burst, 57_000 + 60_001], WINDOW).map((event) => event.pictures)).toEqual([20, 1]);
    expect(group([...burst, 57_000 + 60_000], WINDOW)).toHaveLength(1);
  });

  test('what never pauses is told in parts no longer than the longest', () => {
    const hour = Array.from({ length: 361 }, (_, i) => i * 10_000);
    const events = group(hour, WINDOW);
    expect(events.map((event) => event.pictures)).toEqual([61, 61, 61, 61, 61, 56]);
  });

  test('every picture belongs to one event, none of which is too long, in whatever order they come', () => {
    fc.assert(
      fc.property(times, windows, (taken, window) => {
        const events = group(taken, window);
        expect(events.reduce((sum, event) => sum + event.pictures, 0)).toBe(taken.length);
        for (const length of lengths(events)) expect(length).toBeLessThanOrEqual(window.longestMs);
      }),
    );
  });

  test('in order of time, two events have more than the gap between them, or would be too long as one', () => {
    fc.assert(
      fc.property(times, windows, (taken, window) => {
        const events = group(
          taken.toSorted((a, b) => a - b),
          window,
        );
        events.slice(1).forEach((event, i) => {
          const before = events[i]!;
          const pause = event.startedAt.getTime() - before.endedAt.getTime();
          const together = event.startedAt.getTime() - before.startedAt.getTime();
          expect(pause > window.gapMs || together > window.longestMs).toBe(true);
        });
      }),
    );
  });

  test('a burst is one event in whatever order its pictures come, as long as each is near one that came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 30 }), (taken) => {
        expect(group(taken, WINDOW)).toHaveLength(1);
      }),
    );
  });
});
