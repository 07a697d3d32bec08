import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDue } from '../../src/domain/due.ts';

// a Saturday, 13:00 in Berlin
const reader = { now: new Date('2026-11-21T12:00:00Z'), timeZone: 'Europe/Berlin' };

describe('when something is to be done', () => {
  test.each([
    ['tomorrow noon', '2026-11-22T11:00:00Z'],
    ['by tomorrow at noon', '2026-11-22T11:00:00Z'],
    ['tomorrow', '2026-11-22T07:00:00Z'],
    ['until friday 17:00', '2026-11-27T16:00:00Z'],
    ['in 2 hours', '2026-11-21T14:00:00Z'],
    ['17:30', '2026-11-21T16:30:00Z'],
    ['today', '2026-11-21T23:00:00Z'],
    ['end of the day', '2026-11-21T23:00:00Z'],
    ['2026-12-01 08:00', '2026-12-01T07:00:00Z'],
    ['2026-12-01T08:00:00Z', '2026-12-01T08:00:00Z'],
    ['morgen mittag', '2026-11-22T11:00:00Z'],
    ['bis freitag um 17 Uhr', '2026-11-27T16:00:00Z'],
    ['übermorgen', '2026-11-23T07:00:00Z'],
    ['in 2 Stunden', '2026-11-21T14:00:00Z'],
    ['demain midi', '2026-11-22T11:00:00Z'],
    ['avant vendredi à 17 h', '2026-11-27T16:00:00Z'],
    ['mañana al mediodía', '2026-11-22T11:00:00Z'],
    ['para el viernes a las 17:00', '2026-11-27T16:00:00Z'],
  ])('%s', (text, at) => expect(parseDue(text, reader)).toEqual(new Date(at)));

  test.each(['', 'soon', 'yesterday', '2020-01-01', '25:00', 'x'.repeat(5000)])('“%s” is no time to come', (text) =>
    expect(parseDue(text, reader)).toBeNull(),
  );

  test('whatever is typed, it is a time to come or none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100, unit: 'grapheme' }), (text) => {
        const at = parseDue(text, reader);
        expect(at === null || at > reader.now).toBe(true);
      }),
    );
  });
});
