import { expect, test } from 'vitest';
import type { Login } from '../../../../src/pipeline/anomaly/detector.ts';
import { FEATURES, featuresOf } from '../../../../src/pipeline/anomaly/unusual/features.ts';
import { emptyHabit, learn } from '../../../../src/pipeline/anomaly/unusual/habit.ts';
import { reasonsOf } from '../../../../src/pipeline/anomaly/unusual/reasons.ts';

const DAY_MS = 86_400_000;
/** A Monday. */
const MONDAY = Date.parse('2026-11-02T09:00:00Z');

const loginAt = (at: number): Login => ({
  sequence: at,
  occurredAt: new Date(at),
  outcome: 'success',
  account: 'ada',
  address: '192.0.2.1',
  country: 'DE',
  city: null,
  latitude: null,
  longitude: null,
  device: 'laptop',
});
const slotOf = (at: number) => {
  const date = new Date(at);
  return { day: Math.floor(at / DAY_MS), weekday: (date.getUTCDay() + 6) % 7, hour: date.getUTCHours(), minute: 0 };
};

/** Ten sign-ins on each Monday, Tuesday and Wednesday of so many weeks. */
function habitOf(weeks: number) {
  const habit = emptyHabit();
  for (let week = 0; week < weeks; week++)
    for (let day = 0; day < 3; day++)
      for (let i = 0; i < 10; i++) {
        const at = MONDAY + (week * 7 + day) * DAY_MS + i * 60_000;
        learn(habit, loginAt(at), slotOf(at));
      }
  return habit;
}

test.each([
  [1, false],
  [2, false],
  [4, true],
])('after %d weeks that a Thursday never came is said: %s', (weeks, said) => {
  const habit = habitOf(weeks);
  const at = MONDAY + ((weeks - 1) * 7 + 3) * DAY_MS;
  const kinds = reasonsOf(habit, emptyHabit(), loginAt(at), slotOf(at)).map(({ kind }) => kind);
  expect(kinds.includes('weekday')).toBe(said);
  const rarity = featuresOf(habit, emptyHabit(), loginAt(at), slotOf(at))[FEATURES.indexOf('weekday')]!;
  expect(Number.isNaN(rarity)).toBe(!said);
});

test('a habit learned before its beginning was kept is old enough', () => {
  const { since: _, ...habit } = habitOf(1);
  const at = MONDAY + 3 * DAY_MS;
  const kinds = reasonsOf(habit, emptyHabit(), loginAt(at), slotOf(at)).map(({ kind }) => kind);
  expect(kinds).toContain('weekday');
});
