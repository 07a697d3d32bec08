import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../src/domain/channel.ts';

const quiet = (from: number, to: number, at: string, zone = 'Europe/Berlin') =>
  quietUntil({ quiet: { from: from * 60, to: to * 60 } }, new Date(at), zone)?.toISOString() ?? null;

describe('quiet hours', () => {
  test('none are never', () => {
    expect(quietUntil({ quiet: null }, new Date(), 'UTC')).toBeNull();
  });

  test('within a day, in the channel’s zone', () => {
    expect(quiet(12, 14, '2026-03-02T10:59:59Z')).toBeNull();
    expect(quiet(12, 14, '2026-03-02T11:00:00Z')).toBe('2026-03-02T13:00:00.000Z');
    expect(quiet(12, 14, '2026-03-02T13:00:00Z')).toBeNull();
  });

  test('over midnight they end on the next day, or on this one', () => {
    expect(quiet(22, 7, '2026-03-02T20:59:00Z')).toBeNull();
    expect(quiet(22, 7, '2026-03-02T21:00:00Z')).toBe('2026-03-03T06:00:00.000Z');
    expect(quiet(22, 7, '2026-03-03T05:59:00Z')).toBe('2026-03-03T06:00:00.000Z');
    expect(quiet(22, 7, '2026-03-03T06:00:00Z')).toBeNull();
  });

  test('days are quiet from midnight to midnight, with the nights around them', () => {
    const weekend = (at: string, zone = 'Europe/Berlin') =>
      quietUntil({ quiet: { from: 22 * 60, to: 7 * 60 }, quietDays: [6, 7] }, new Date(at), zone)?.toISOString() ??
      null;
    // Friday at noon, Friday night, Saturday, Sunday, Monday early, Monday at eight
    expect(weekend('2026-03-06T11:00:00Z')).toBeNull();
    for (const at of ['2026-03-06T21:30:00Z', '2026-03-07T11:00:00Z', '2026-03-08T11:00:00Z', '2026-03-09T05:00:00Z'])
      expect(weekend(at)).toBe('2026-03-09T06:00:00.000Z');
    expect(weekend('2026-03-09T07:00:00Z')).toBeNull();
    // a Sunday on which the clocks change has twenty-three hours
    expect(quietUntil({ quiet: null, quietDays: [7] }, new Date('2026-03-29T00:00:00Z'), 'Europe/Berlin')).toEqual(
      new Date('2026-03-29T22:00:00Z'),
    );
    expect(quietUntil({ quiet: null, quietDays: [1, 2, 3, 4, 5, 6] }, new Date('2026-03-02T12:00:00Z'), 'UTC')).toEqual(
      new Date('2026-03-08T00:00:00Z'),
    );
  });

  test.each([
    ['Europe/Berlin', '2026-03-28'],
    ['Europe/Berlin', '2026-10-24'],
    ['America/New_York', '2026-03-07'],
    ['America/New_York', '2026-10-31'],
    ['Australia/Lord_Howe', '2026-04-04'],
    ['Australia/Lord_Howe', '2026-10-03'],
    ['Africa/Cairo', '2026-04-23'],
  ])('whenever clocks change in %s, they end with the first loud minute and not before', (zone, day) => {
    for (const [from, to] of [
      [120, 180],
      [130, 140],
      [150, 170],
      [30, 150],
      [1320, 420],
      [1439, 1],
    ] as const) {
      const at = (ms: number) => quietUntil({ quiet: { from, to } }, new Date(ms), zone)?.getTime() ?? null;
      const minutes = Array.from({ length: 2 * 1440 }, (_, n) => Date.parse(`${day}T00:00:00Z`) + n * 60_000);
      let loud: number | null = null;
      for (const ms of minutes.toReversed()) {
        const until = at(ms);
        if (until === null) loud = ms;
        else if (loud !== null)
          expect(new Date(until), `${from}-${to} ${new Date(ms).toISOString()}`).toEqual(new Date(loud));
      }
    }
  });

  test('a night in which the clocks change ends when its own clock says so', () => {
    expect(quiet(22, 7, '2026-03-28T23:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(quiet(22, 7, '2026-10-24T22:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});
