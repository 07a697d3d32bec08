import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePeriods, daysIn, directionOf } from '../../src/domain/compare-periods.ts';
import { parseRange } from '../../src/domain/time-range.ts';

const berlin = { now: new Date('2026-11-21T14:00:00Z'), timeZone: 'Europe/Berlin' };
const compare = (range: string, clock = berlin, other?: string) =>
  comparePeriods(parseRange(range, clock)!, {
    ...clock,
    ...(other && { other: parseRange(other, clock)! }),
  })!;
const times = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe('comparePeriods', () => {
  it.each([
    ['last_week', 'week', '2026-11-01T23:00:00.000Z', '2026-11-08T23:00:00.000Z'],
    ['last_7d', 'week', '2026-11-07T14:00:00.000Z', '2026-11-14T14:00:00.000Z'],
    ['yesterday', 'day', '2026-11-18T23:00:00.000Z', '2026-11-19T23:00:00.000Z'],
    ['last_month', 'month', '2026-08-31T22:00:00.000Z', '2026-09-30T22:00:00.000Z'],
    ['2026-07-01/2026-09-30', 'quarter', '2026-03-31T22:00:00.000Z', '2026-06-30T22:00:00.000Z'],
    ['2025', 'year', '2023-12-31T23:00:00.000Z', '2024-12-31T23:00:00.000Z'],
    // the same hours of the day before, and the six hours before the last six
    ['last_night_02_04', 'day', '2026-11-20T01:00:00.000Z', '2026-11-20T03:00:00.000Z'],
    ['last_6h', 'span', '2026-11-21T02:00:00.000Z', '2026-11-21T08:00:00.000Z'],
    ['2026-11-02/2026-11-04', 'span', '2026-10-29T23:00:00.000Z', '2026-11-01T23:00:00.000Z'],
  ])('%s goes with the one before', (range, unit, from, to) => {
    const periods = compare(range);
    expect(times(periods.before)).toEqual([from, to]);
    expect(periods).toMatchObject({ unit, running: false, chosen: false });
  });

  it('takes of a period that still runs what has passed, and the same part of the one before', () => {
    const week = compare('this_week');
    expect(times(week.current)).toEqual(['2026-11-15T23:00:00.000Z', '2026-11-21T14:00:00.000Z']);
    expect(times(week.before)).toEqual(['2026-11-08T23:00:00.000Z', '2026-11-14T14:00:00.000Z']);
    expect(week.running).toBe(true);
    expect(week.before.label).toBe('the same part of the week before, 9 to 15 November 2026');
    // the clocks went back on 25 October: three o'clock is three o'clock
    expect(times(compare('this_month').before)).toEqual(['2026-09-30T22:00:00.000Z', '2026-10-21T13:00:00.000Z']);
  });

  it('keeps to the calendar where the clocks change', () => {
    // that day has 25 hours in Berlin, the one before 24
    const sunday = compare('2026-10-25');
    expect(daysIn(sunday.current)).toBe(1);
    expect(sunday.current.to.getTime() - sunday.current.from.getTime()).toBe(25 * 3_600_000);
    expect(sunday.before.to.getTime() - sunday.before.from.getTime()).toBe(24 * 3_600_000);
    expect(sunday.before.to).toEqual(sunday.current.from);
  });

  it('takes the whole month before where it has no such day', () => {
    const clock = { now: new Date('2027-03-31T10:00:00Z'), timeZone: 'UTC' };
    expect(times(compare('this_month', clock).before)).toEqual([
      '2027-02-01T00:00:00.000Z',
      '2027-03-01T00:00:00.000Z',
    ]);
  });

  it('compares with a period that is named; with the one just before it as if none were', () => {
    expect(compare('this_week', berlin, 'last_week')).toEqual(compare('this_week'));
    const other = compare('last_week', berlin, '2026-10');
    expect(other.chosen).toBe(true);
    expect(times(other.before)).toEqual(['2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z']);
    // the later one is the one told of
    expect(compare('2026-10', berlin, 'last_week')).toEqual(other);
    expect(comparePeriods(parseRange('2027-01', berlin)!, berlin)).toBeNull();
  });

  it('never reaches beyond now, and what lies before ends where the current begins or earlier', () => {
    const names = ['today', 'yesterday', 'this_week', 'last_week', 'this_month', 'last_month', 'this_year', 'last_30d'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
        fc.constantFrom(...names),
        (now, timeZone, name) => {
          const { current, before } = compare(name, { now, timeZone });
          expect(current.to.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(before.to.getTime()).toBeLessThanOrEqual(current.from.getTime());
          expect(before.from.getTime()).toBeLessThanOrEqual(before.to.getTime());
        },
      ),
    );
  });
});

describe('directionOf', () => {
  const of = (now: number, then: number) => directionOf({ days: 7, count: now }, { days: 7, count: then });

  it('calls a change only what exceeds chance', () => {
    expect([of(5, 3), of(12, 8), of(8, 8), of(0, 0)]).toEqual(['unclear', 'unclear', 'same', 'same']);
    expect([of(20, 5), of(5, 20), of(1000, 800)]).toEqual(['more', 'fewer', 'more']);
  });

  it('compares by the day', () => {
    expect(directionOf({ days: 7, count: 70 }, { days: 30, count: 300 })).toBe('unclear');
    expect(directionOf({ days: 7, count: 150 }, { days: 30, count: 300 })).toBe('more');
  });

  it('turns around when the periods do', () => {
    const counted = fc.record({ days: fc.integer({ min: 1, max: 400 }), count: fc.nat(100_000) });
    const back = { more: 'fewer', fewer: 'more', same: 'same', unclear: 'unclear' };
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        expect(directionOf(a, b)).toBe(back[directionOf(b, a)]);
      }),
    );
  });
});
