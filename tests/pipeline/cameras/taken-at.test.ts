import { expect, test } from 'vitest';
import { takenAt } from '../../../src/pipeline/cameras/taken-at.ts';

const WRITTEN = new Date('2026-11-21T12:00:00Z');
const BERLIN = 'Europe/Berlin';
const local = (text: string, offset: string | null = null) => ({ local: text, offset });

test.each([
  ['nothing is said', null, WRITTEN],
  ['the clock of the organisation', local('2026-11-21T12:59:00'), '2026-11-21T11:59:00Z'],
  ['a zone of its own', local('2026-11-21T13:30:00', '+02:00'), '2026-11-21T11:30:00Z'],
  ['handed in days later', local('2026-11-16T13:00:00'), '2026-11-16T12:00:00Z'],
  ['a clock that was never set', local('2000-01-01T00:00:00'), WRITTEN],
  ['older than a week', local('2026-11-14T12:59:59'), WRITTEN],
  ['a minute ahead', local('2026-11-21T13:01:00'), WRITTEN],
  ['in the future', local('2026-11-21T14:00:00'), WRITTEN],
  ['far in the future', local('2031-01-01T00:00:00'), WRITTEN],
])('%s', (_what, capture, expected) => {
  expect(takenAt(capture, WRITTEN, BERLIN)).toEqual(new Date(expected));
});

test('an hour that did not exist, or existed twice, is one moment', () => {
  const spring = new Date('2026-03-29T02:00:00Z');
  expect(takenAt(local('2026-03-29T02:30:00'), spring, BERLIN)).toEqual(new Date('2026-03-29T00:30:00Z'));
  const autumn = new Date('2026-10-25T03:00:00Z');
  expect(takenAt(local('2026-10-25T02:30:00'), autumn, BERLIN)).toEqual(new Date('2026-10-25T00:30:00Z'));
});
