import { describe, expect, test } from 'vitest';
import { parseMoment } from '../../src/domain/moment.ts';

/** A Saturday morning. */
const CLOCK = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };
const at = (text: string, clock = CLOCK): string | null => {
  const read = parseMoment(text, clock);
  return read && 'at' in read ? read.at.toISOString() : null;
};

describe('a moment as tools are told it', () => {
  test.each([
    ['today 03:00', '2026-11-21T03:00:00.000Z'],
    ['yesterday 15:15', '2026-11-20T15:15:00.000Z'],
    ['yesterday 15:15:20', '2026-11-20T15:15:20.000Z'],
    ['monday 08:00', '2026-11-16T08:00:00.000Z'],
    ['2026-11-20 03:00', '2026-11-20T03:00:00.000Z'],
    ['2026-11-20T03:00', '2026-11-20T03:00:00.000Z'],
    ['2026-11-20T03:00:00+01:00', '2026-11-20T02:00:00.000Z'],
    ['03:15', '2026-11-21T03:15:00.000Z'],
    ['ten minutes ago', '2026-11-21T10:20:00.000Z'],
    ['about 2 hours ago', '2026-11-21T08:30:00.000Z'],
  ])('%s', (text, expected) => expect(at(text)).toBe(expected));

  test('a clock time that has not been today was yesterday; nothing else is yet to come', () => {
    expect(at('today 23:00')).toBe('2026-11-20T23:00:00.000Z');
    expect(parseMoment('2026-12-24 18:00', CLOCK)).toBeNull();
  });

  test('is meant in the asker’s zone, also where clocks change', () => {
    const clock = { now: new Date('2026-10-25T12:00:00Z'), timeZone: 'Europe/Berlin' };
    expect(at('today 01:30', clock)).toBe('2026-10-24T23:30:00.000Z');
    expect(at('today 09:00', clock)).toBe('2026-10-25T08:00:00.000Z');
  });

  test('a range by name is that range', () => {
    expect(parseMoment('last_night', CLOCK)).toMatchObject({ from: new Date('2026-11-20T18:00:00Z') });
    expect(parseMoment('yesterday', CLOCK)).toMatchObject({ to: new Date('2026-11-21T00:00:00Z') });
  });

  test.each(['', 'x', '2026-02-31T10:00', 'today 25:00', 'drop table 10:00', 'x'.repeat(5000)])('%s is none', (text) =>
    expect(parseMoment(text, CLOCK)).toBeNull(),
  );
});
