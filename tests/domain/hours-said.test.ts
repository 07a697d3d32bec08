import { expect, test } from 'vitest';
import { hoursSaid } from '../../src/domain/hours-said.ts';

test.each([
  ['24 hours', 24],
  ['24h', 24],
  ['for 2 days', 48],
  ['two-day', 48],
  ['a week', 168],
  ['an hour', 1],
  ['half an hour', 0.5],
  ['90 minutes', 1.5],
  ['30m', 0.5],
  ['1,5 hours', 1.5],
  ['permanently', 'always'],
  ['for good', 'always'],
  ['forever', 'always'],
])('%s', (said, hours) => {
  expect(hoursSaid(said)).toBe(hours);
});

test.each(['', 'soon', '0 hours', '-3 days', 'until tomorrow', '99999999 hours', 'constructor hours', '3 parsecs'])(
  '“%s” is no time',
  (said) => {
    expect(hoursSaid(said)).toBeNull();
  },
);
