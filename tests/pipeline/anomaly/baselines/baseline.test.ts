import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addEvent,
  emptyPattern,
  slotOf,
  stateOf,
  upTo,
  usual,
} from '../../../../src/pipeline/anomaly/baselines/baseline.ts';
import { hasLasted, judgeHours } from '../../../../src/pipeline/anomaly/baselines/judge-hours.ts';

const ZONE = 'Europe/Berlin';
const HOUR = 3_600_000;

/** So many weeks of one event on each working day at nine on the zone's clock, from a Monday. */
function weeks(count: number, from = '2026-09-07') {
  const pattern = emptyPattern();
  for (let day = 0; day < count * 7; day++) {
    const date = new Date(Date.parse(`${from}T00:00:00Z`) + day * 24 * HOUR);
    if (date.getUTCDay() % 6 === 0) continue;
    const at = [7, 8]
      .map((hour) => new Date(date.getTime() + hour * HOUR))
      .find((one) => slotOf(one, ZONE).hour === 9)!;
    addEvent(pattern, at, slotOf(at, ZONE));
  }
  return pattern;
}

describe('what is usual', () => {
  test('slots are those of the clock on the wall, whatever clocks change', () => {
    expect(slotOf(new Date('2026-10-24T07:00:00Z'), ZONE)).toMatchObject({ weekday: 5, hour: 9 });
    expect(slotOf(new Date('2026-10-26T08:00:00Z'), ZONE)).toMatchObject({ weekday: 0, hour: 9 });
    // eight weeks over the end of summer time
    const { mean } = usual(weeks(8), 1, 9);
    expect(mean).toBeGreaterThan(0.85);
    expect(usual(weeks(8), 1, 8).mean + usual(weeks(8), 1, 10).mean).toBe(0);
  });

  test('it is learning, then ready, then stale', () => {
    const pattern = emptyPattern();
    expect(stateOf(pattern, new Date('2026-11-01'))).toBe('learning');
    expect(stateOf(weeks(1), new Date('2026-09-12'))).toBe('learning');
    expect(stateOf(weeks(5), new Date('2026-10-12'))).toBe('ready');
    expect(stateOf(weeks(5), new Date('2026-12-12'))).toBe('stale');
  });

  const judged = (pattern: ReturnType<typeof weeks>, ...times: string[]) =>
    judgeHours(
      pattern,
      times.map((time) => ({ startedAt: new Date(time), endedAt: new Date(time) })),
      ZONE,
    );

  test('once at an hour with nothing is two deviations, once at the usual one is none', () => {
    expect(judged(weeks(8), '2026-11-03T02:30:00Z')).toMatchObject([{ count: 1, mean: 0, sigmas: 2 }]);
    expect(judged(weeks(8), '2026-11-03T08:10:00Z')[0]!.sigmas).toBeLessThan(0.5);
  });

  test('only what lasts counts where it is asked to', () => {
    const times = ['02:00', '02:05', '02:09', '02:10', '02:20'].map((time) => `2026-11-03T${time}:00Z`);
    const lasting = times.map((_, i) =>
      hasLasted(judged(weeks(8), ...times.slice(0, i + 1)), { deviations: 2, sustained_minutes: 10 }),
    );
    expect(lasting).toEqual([false, false, false, true, true]);
  });

  describe.each([
    ['back', 'Europe/Berlin', '2026-10-25'],
    ['forward', 'Europe/Berlin', '2027-03-28'],
    ['back', 'America/New_York', '2026-11-01'],
    ['forward', 'America/New_York', '2027-03-14'],
    ['back', 'Australia/Adelaide', '2027-04-04'],
    ['forward', 'Australia/Adelaide', '2026-10-04'],
  ])('clocks go %s in %s', (_, zone, date) => {
    const change = Date.parse(`${date}T00:00:00Z`);
    const PER_HOUR = 8;
    /** As many each hour, whatever the clock on the wall says. */
    const between = (from: number, to: number): Date[] =>
      Array.from(
        { length: Math.round((to - from) / (HOUR / PER_HOUR)) },
        (_, i) => new Date(from + (i * HOUR) / PER_HOUR),
      );
    const learned = (until: number) => {
      const pattern = emptyPattern();
      for (const at of between(change - 56 * 24 * HOUR, until)) addEvent(pattern, at, slotOf(at, zone));
      return pattern;
    };

    test('who does the same every hour does nothing unusual, in the night itself and after it', () => {
      for (const day of [-1, 0, 1, 7]) {
        const from = change + (day - 1) * 24 * HOUR;
        const pattern = learned(from);
        for (let hour = 0; hour < 48; hour++) {
          const at = from + hour * HOUR;
          const happened = between(at - 5 * HOUR, at + HOUR).map((one) => ({ startedAt: one, endedAt: one }));
          for (const { sigmas, count } of judgeHours(pattern, happened, zone)) {
            expect(sigmas).toBeLessThan(1);
            expect(count).toBeLessThanOrEqual(PER_HOUR);
          }
        }
      }
    });

    test('whoever comes by the clock on the wall comes at the usual hour after it, too', () => {
      const pattern = emptyPattern();
      const nines = Array.from({ length: 70 }, (_, day) => change + (day - 56) * 24 * HOUR).map(
        (midnight) =>
          Array.from({ length: 96 }, (_, i) => new Date(midnight + (i - 48) * HOUR)).find((one) => {
            const slot = slotOf(one, zone);
            return slot.hour === 9 && slot.day * 24 * HOUR === midnight;
          })!,
      );
      for (const at of nines.slice(0, 58)) addEvent(pattern, at, slotOf(at, zone));
      for (const at of nines.slice(58)) {
        expect(judgeHours(pattern, [{ startedAt: at, endedAt: at }], zone)[0]!.sigmas).toBeLessThan(0.5);
        addEvent(pattern, at, slotOf(at, zone));
      }
    });
  });

  test('days of silence since the last event count', () => {
    const pattern = weeks(8);
    const later = upTo(pattern, pattern.day + 60);
    expect(usual(later, 1, 9).mean).toBeLessThan(usual(pattern, 1, 9).mean / 4);
    expect(usual(pattern, 1, 9).mean).toBeGreaterThan(0.85);
  });

  test('older weeks count less: what has changed is usual after some', () => {
    const pattern = weeks(8);
    for (let day = 0; day < 42; day++) {
      const at = new Date(Date.parse('2026-11-02T21:00:00Z') + day * 24 * HOUR);
      addEvent(pattern, at, slotOf(at, ZONE));
    }
    expect(usual(pattern, 1, 22).mean).toBeGreaterThan(0.6);
    expect(usual(pattern, 1, 9).mean).toBeLessThan(0.4);
  });

  test('whatever happens whenever, means and variances are numbers of at least none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 110 * 24 }), { maxLength: 200 }), (hours) => {
        const pattern = emptyPattern();
        for (const hour of hours) {
          const at = new Date(Date.parse('2026-01-01T00:00:00Z') + hour * HOUR);
          addEvent(pattern, at, slotOf(at, ZONE));
        }
        for (const list of [pattern.mean, pattern.variance, pattern.weight])
          expect(list.length === 168 && list.every((value) => Number.isFinite(value) && value >= -1e-9)).toBe(true);
        expect(pattern.events).toBe(hours.length);
      }),
    );
  });
});
