import { expect, test } from 'vitest';
import { isOfOneMatter, keyShowing, parseCardKey } from '../../src/messages/card-key.ts';

const ID = '01a209d0-d69a-7a18-861f-7d20ecfb7ebd';

test('a card’s key says what it is about and which of its pictures it shows', () => {
  const reference = { kind: 'camera', number: 3 };
  expect(parseCardKey(keyShowing('CAM-3', ID))).toEqual({ reference, shown: ID });
  expect(parseCardKey(keyShowing('CAM-3', 'none'))).toEqual({ reference, shown: 'none' });
  expect(parseCardKey(keyShowing('CAM-3', null))).toEqual({ reference, shown: null });
});

test('what is the key of no one matter says none', () => {
  for (const key of [
    'sightings: CAM-3',
    'CAM-3/',
    'CAM-3/../PER-1',
    `CAM-3/${ID}/${ID}`,
    `/${ID}`,
    'INC-1 more',
    '',
    `CAM-3/${'0'.repeat(200)}`,
    'x'.repeat(100_000),
  ])
    expect(parseCardKey(key), key.slice(0, 50)).toBeNull();
});

test('cards of one matter are told from those of another, and lists only by their whole key', () => {
  expect(isOfOneMatter(`PER-2/${ID}`, 'PER-2')).toBe(true);
  expect(isOfOneMatter(`PER-2/${ID}`, 'PER-20')).toBe(false);
  expect(isOfOneMatter('PER-2', 'CAM-2')).toBe(false);
  expect(isOfOneMatter('sightings: a/b', 'sightings: a/c')).toBe(false);
});
