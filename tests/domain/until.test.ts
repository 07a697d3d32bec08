import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUntil } from '../../src/domain/until.ts';

// a Friday, 13:00 in Berlin
const clock = { now: new Date('2026-11-20T12:00:00Z'), timeZone: 'Europe/Berlin' };

describe('until when', () => {
  test.each([
    ['3 hours', '2026-11-20T15:00:00.000Z'],
    ['for 30 minutes', '2026-11-20T12:30:00.000Z'],
    ['a week', '2026-11-27T12:00:00.000Z'],
    ['until tomorrow', '2026-11-21T07:00:00.000Z'],
    ['tomorrow 09:30', '2026-11-21T08:30:00.000Z'],
    ['tomorrow at 5pm', '2026-11-21T16:00:00.000Z'],
    ['17:00', '2026-11-20T16:00:00.000Z'],
    ['09:00', '2026-11-21T08:00:00.000Z'],
    ['tonight', '2026-11-20T19:00:00.000Z'],
    ['monday', '2026-11-23T07:00:00.000Z'],
    ['friday', '2026-11-27T07:00:00.000Z'],
    ['next week', '2026-11-23T07:00:00.000Z'],
    ['2026-12-01', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01 08:15', '2026-12-01T07:15:00.000Z'],
    ['2026-12-01T08:15', '2026-12-01T07:15:00.000Z'],
    ['2026-12-01T08:15:00Z', '2026-12-01T08:15:00.000Z'],
    ['the day after tomorrow', '2026-11-22T07:00:00.000Z'],
    ['the end of the month', '2026-11-30T23:00:00.000Z'],
    ['end of next week', '2026-11-29T23:00:00.000Z'],
    ['this week', '2026-11-22T23:00:00.000Z'],
    ['today', '2026-11-20T23:00:00.000Z'],
    ['next month', '2026-12-01T07:00:00.000Z'],
    ['5th of december', '2026-12-05T07:00:00.000Z'],
    ['3 march', '2027-03-03T07:00:00.000Z'],
    ['2 Stunden', '2026-11-20T14:00:00.000Z'],
    ['für eine Woche', '2026-11-27T12:00:00.000Z'],
    ['bis morgen', '2026-11-21T07:00:00.000Z'],
    ['morgen um 17:30', '2026-11-21T16:30:00.000Z'],
    ['bis Montag', '2026-11-23T07:00:00.000Z'],
    ['nächste Woche', '2026-11-23T07:00:00.000Z'],
    ['pendant 2 heures', '2026-11-20T14:00:00.000Z'],
    ['jusqu’à demain', '2026-11-21T07:00:00.000Z'],
    ['jusqu’à lundi', '2026-11-23T07:00:00.000Z'],
    ['ce soir', '2026-11-20T19:00:00.000Z'],
    ['2 horas', '2026-11-20T14:00:00.000Z'],
    ['hasta mañana', '2026-11-21T07:00:00.000Z'],
    ['hasta el lunes', '2026-11-23T07:00:00.000Z'],
    ['tres días', '2026-11-23T12:00:00.000Z'],
  ])('%s', (text, at) => {
    expect(parseUntil(text, clock)?.toISOString()).toBe(at);
  });

  test.each([
    '',
    'ever',
    'for ever',
    'yesterday',
    '2026-11-19',
    '17',
    '25:00',
    '0 hours',
    '-3 hours',
    '2026-02-30',
    'soon',
    'never',
  ])('no time to come: %s', (text) => {
    expect(parseUntil(text, clock)).toBeNull();
  });

  test('a day is a day also where clocks change', () => {
    const before = { now: new Date('2026-10-24T12:00:00Z'), timeZone: 'Europe/Berlin' };
    expect(parseUntil('tomorrow', before)?.toISOString()).toBe('2026-10-25T07:00:00.000Z');
  });

  test('whatever is said, it is to come or nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const at = parseUntil(text, clock);
        return at === null || at > clock.now;
      }),
    );
  });
});
