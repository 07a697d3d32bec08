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

  test('a night in which the clocks change ends when its own clock says so', () => {
    expect(quiet(22, 7, '2026-03-28T23:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(quiet(22, 7, '2026-10-24T22:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});
