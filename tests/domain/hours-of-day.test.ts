import { expect, test } from 'vitest';
import { parseHours } from '../../src/domain/hours-of-day.ts';

test.each([
  ['22:00-06:00', undefined, { from: 1320, to: 360, days: null, outside: false }],
  ['9-17', 'monday,fri', { from: 540, to: 1020, days: [1, 5], outside: false }],
  ['outside 07:00-19:00', undefined, { from: 1140, to: 420, days: null, outside: false }],
  ['business', undefined, { from: 480, to: 1080, days: [1, 2, 3, 4, 5], outside: false }],
  ['outside_business_hours', undefined, { from: 480, to: 1080, days: [1, 2, 3, 4, 5], outside: true }],
  ['outside_business', 'weekend', { from: 0, to: 0, days: [6, 7], outside: false }],
  [undefined, 'weekend', { from: 0, to: 0, days: [6, 7], outside: false }],
  ['25-30', undefined, null],
  ['late', undefined, null],
  [undefined, 'someday', null],
  [undefined, undefined, null],
])('hours %s on %s', (hours, weekdays, expected) => {
  expect(parseHours(hours, weekdays)).toEqual(expected);
});
