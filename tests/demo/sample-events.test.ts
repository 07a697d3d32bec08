import { isIPv4, isIPv6 } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { nextSampleEvents, sampleEvents } from '../../src/demo/sample-events.ts';

const BERLIN = { timeZone: 'Europe/Berlin' };
const days = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => Temporal.PlainDate.from(from).add({ days: i }).toString());

describe('a day at the sample clinic', () => {
  test('is the same whenever it is asked for, and another day is another', () => {
    expect(sampleEvents('2026-11-20', BERLIN)).toEqual(sampleEvents('2026-11-20', BERLIN));
    const ids = days('2026-11-01', 30).flatMap((day) => sampleEvents(day, BERLIN).map((event) => event.eventId));
    expect(new Set(ids).size).toBe(ids.length);
    const texts = days('2026-11-16', 5).map((day) =>
      sampleEvents(day, BERLIN)
        .map((event) => event.text)
        .join('\n'),
    );
    expect(new Set(texts).size).toBe(5);
  });

  test('is lively on weekdays and quieter at weekends, all year', () => {
    for (const day of days('2026-01-01', 365)) {
      const count = sampleEvents(day, BERLIN).length;
      expect(count, day).toBeGreaterThanOrEqual(Temporal.PlainDate.from(day).dayOfWeek > 5 ? 135 : 170);
      expect(count, day).toBeLessThanOrEqual(300);
    }
  });

  test.each(['Europe/Berlin', 'UTC', 'America/St_Johns', 'Pacific/Auckland'])(
    'lies within its day in %s, in order, also when clocks change',
    (timeZone) => {
      for (const day of ['2026-03-29', '2026-10-25', '2026-04-05', '2026-11-01', '2026-03-08', '2026-11-20']) {
        const events = sampleEvents(day, { timeZone });
        for (const [i, { occurredAt }] of events.entries()) {
          const at = Temporal.Instant.fromEpochMilliseconds(occurredAt.getTime()).toZonedDateTimeISO(timeZone);
          expect(at.toPlainDate().toString()).toBe(day);
          if (i > 0) expect(occurredAt.getTime()).toBeGreaterThanOrEqual(events[i - 1]!.occurredAt.getTime());
        }
      }
    },
  );

  test('speaks of addresses kept for documentation, and of places that exist', () => {
    for (const event of days('2026-11-01', 14).flatMap((day) => sampleEvents(day, BERLIN))) {
      const address = event.address!;
      expect(isIPv4(address) || isIPv6(address), address).toBe(true);
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/);
      expect(Math.abs(event.latitude!)).toBeLessThanOrEqual(90);
      expect(Math.abs(event.longitude!)).toBeLessThanOrEqual(180);
      expect(event.country).toMatch(/^[A-Z]{2}$/);
      expect(event.text).toContain(event.account);
    }
  });

  test('a day and no date at all is refused', () => {
    for (const day of ['2026-13-01', 'yesterday', '']) expect(() => sampleEvents(day, BERLIN)).toThrow(RangeError);
  });
});

describe('the trickle', () => {
  test('gives everything once, however often it is asked', () => {
    const from = new Date('2026-11-18T22:30:00Z');
    const until = new Date('2026-11-20T10:00:00Z');
    const whole = nextSampleEvents(from, until, BERLIN);
    const pieces = [];
    for (let at = from.getTime(); at < until.getTime(); at += 47 * 60_000) {
      const to = new Date(Math.min(at + 47 * 60_000, until.getTime()));
      pieces.push(...nextSampleEvents(new Date(at), to, BERLIN));
    }
    expect(pieces).toEqual(whole);
    expect(whole.length).toBeGreaterThan(200);
    expect(nextSampleEvents(until, until, BERLIN)).toEqual([]);
  });
});
