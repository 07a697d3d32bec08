import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRange, RANGE_WORDS } from '../../src/domain/time-range.ts';
import { formatTime } from '../../src/domain/time-words.ts';

// Saturday 21 November 2026, 09:30 in Berlin
const now = new Date('2026-11-21T08:30:00Z');
const berlin = { now, timeZone: 'Europe/Berlin' };
const iso = (text: string, clock = berlin): [string, string] | null => {
  const range = parseRange(text, clock);
  return range && [range.from.toISOString(), range.to.toISOString()];
};
const label = (text: string): string | undefined => parseRange(text, berlin)?.label;
const hours = (text: string, clock: typeof berlin): number => {
  const range = parseRange(text, clock)!;
  return (range.to.getTime() - range.from.getTime()) / 3_600_000;
};

describe('a range in the asker’s zone', () => {
  test.each([
    ['last_hour', '2026-11-21T07:30:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['last_30m', '2026-11-21T08:00:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['last_24h', '2026-11-20T08:30:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['last_3d', '2026-11-18T08:30:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['Last 7 days', '2026-11-14T08:30:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['last_2w', '2026-11-07T08:30:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['today', '2026-11-20T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
    ['yesterday', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    ['this_week', '2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
    ['last_week', '2026-11-08T23:00:00.000Z', '2026-11-15T23:00:00.000Z'],
    ['this_month', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
    ['last_month', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['this_year', '2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['last_night', '2026-11-20T17:00:00.000Z', '2026-11-21T05:00:00.000Z'],
    ['last_night_02_04', '2026-11-21T01:00:00.000Z', '2026-11-21T03:00:00.000Z'],
    ['last_night_22_02', '2026-11-20T21:00:00.000Z', '2026-11-21T01:00:00.000Z'],
    ['today_14_16', '2026-11-21T13:00:00.000Z', '2026-11-21T15:00:00.000Z'],
    ['yesterday_09_12', '2026-11-20T08:00:00.000Z', '2026-11-20T11:00:00.000Z'],
    ['yesterday_22_02', '2026-11-20T21:00:00.000Z', '2026-11-21T01:00:00.000Z'],
    ['yesterday_20_24', '2026-11-20T19:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    ['this_morning', '2026-11-20T23:00:00.000Z', '2026-11-21T11:00:00.000Z'],
    ['saturday', '2026-11-20T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
    ['last_saturday', '2026-11-13T23:00:00.000Z', '2026-11-14T23:00:00.000Z'],
    ['monday_0930_1015', '2026-11-16T08:30:00.000Z', '2026-11-16T09:15:00.000Z'],
    ['2015-12-10', '2015-12-09T23:00:00.000Z', '2015-12-10T23:00:00.000Z'],
    ['2015-12', '2015-11-30T23:00:00.000Z', '2015-12-31T23:00:00.000Z'],
    ['2015', '2014-12-31T23:00:00.000Z', '2015-12-31T23:00:00.000Z'],
    ['2015-12-10_02_04', '2015-12-10T01:00:00.000Z', '2015-12-10T03:00:00.000Z'],
    ['2015-12-10/2015-12-12', '2015-12-09T23:00:00.000Z', '2015-12-12T23:00:00.000Z'],
    ['2015-12-10T02:00/2015-12-10T04:00', '2015-12-10T01:00:00.000Z', '2015-12-10T03:00:00.000Z'],
    ['2015-12-10T02:00Z/2015-12-10T04:00:30+02:00', '2015-12-10T02:00:00.000Z', '2015-12-10T02:00:30.000Z'],
    ['2015-12-10T14:05', '2015-12-10T13:05:00.000Z', '2015-12-10T13:06:00.000Z'],
    ['2015-12-10/', '2015-12-09T23:00:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['since_yesterday', '2026-11-19T23:00:00.000Z', '2026-11-21T08:30:00.000Z'],
    ['yesterday/today', '2026-11-19T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
  ])('%s', (text, from, to) => expect(iso(text)).toEqual([from, to]));

  test.each([
    '',
    'soon',
    'last_0h',
    '2015-02-30',
    '2015-13',
    '0000',
    'today_25_26',
    '2015-12-12/2015-12-10',
    'a/b/c',
    '/',
    'since_',
    'last_d',
    `last_${'9'.repeat(50)}h`,
    '2015-12-10T99:00',
  ])('%j is no range', (text) => expect(parseRange(text, berlin)).toBeNull());

  test('every example that people and models are shown can be read', () => {
    for (const example of RANGE_WORDS.replace(/ \(until now\)/, '').split(/, | or /)) {
      expect(parseRange(example, berlin), example).not.toBeNull();
    }
  });

  test('says what it means', () => {
    expect(label('yesterday')).toBe('yesterday, 20 November 2026');
    expect(label('last_hour')).toBe('the last hour');
    expect(label('last_7d')).toBe('the last 7 days');
    expect(label('this_week')).toBe('this week, 16 to 22 November 2026');
    expect(label('last_month')).toBe('last month, October 2026');
    expect(label('last_night_02_04')).toBe('last night, 21 November 2026, 02:00–04:00');
    expect(label('2015-12-10T02:00/2015-12-10T04:00')).toBe('10 December 2015, 02:00–04:00');
    expect(label('2015-12-10/2015-12-12')).toBe('10 December 2015 to 12 December 2015');
    expect(label('since_monday')).toBe('since Monday, 16 November 2026');
  });

  test('a day is as long as its clocks make it', () => {
    expect(hours('2026-03-29', berlin)).toBe(23);
    expect(hours('2026-10-25', berlin)).toBe(25);
    expect(hours('2026-10-25_01_04', berlin)).toBe(4);
    expect(hours('2026-03-29_01_04', berlin)).toBe(2);
    // midnight itself does not exist in Santiago on 6 September 2026
    expect(hours('2026-09-06', { now, timeZone: 'America/Santiago' })).toBe(23);
  });
});

describe('whatever the moment and the zone', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const clocks = fc.record({
    now: fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    timeZone: fc.constantFrom(...zones),
  });
  const range = (text: string, clock: { now: Date; timeZone: string }) => parseRange(text, clock)!;

  test('days follow each other without a gap, and now is today', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const [yesterday, today] = [range('yesterday', clock), range('today', clock)];
        expect(yesterday.to).toEqual(today.from);
        expect(today.from.getTime()).toBeLessThanOrEqual(clock.now.getTime());
        expect(today.to.getTime()).toBeGreaterThan(clock.now.getTime());
      }),
    );
  });

  test('weeks, months and years follow each other; weeks begin on Monday', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        for (const unit of ['week', 'month', 'year']) {
          expect(range(`last_${unit}`, clock).to).toEqual(range(`this_${unit}`, clock).from);
        }
        const { from } = range('this_week', clock);
        const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: clock.timeZone }).format(from);
        expect(weekday).toBe('Monday');
      }),
    );
  });

  test('a word that every object knows is no range', () => {
    for (const text of ['__proto__', 'constructor', 'toString', '__proto__/today'])
      expect(parseRange(text, { now: new Date('2026-03-02T12:00:00Z'), timeZone: 'UTC' })).toBeNull();
  });

  test('a range never ends before it begins, and any text is read or refused', () => {
    const words = fc.constantFrom(
      'last',
      'night',
      'today',
      '02',
      '04',
      '7d',
      'since',
      'week',
      '2015-12-10',
      '/',
      'T02',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 5 }).map((list) => list.join('_')),
      fc.tuple(words, words).map((pair) => pair.join('/')),
    );
    fc.assert(
      fc.property(texts, clocks, (text, clock) => {
        const found = parseRange(text, clock);
        if (!found) return;
        expect(found.from.getTime()).toBeLessThanOrEqual(found.to.getTime());
        expect(found.label).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  test('relative ranges end now', () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 1, max: 500 }), fc.constantFrom('m', 'h', 'd', 'w'), (clock, n, unit) => {
        expect(range(`last_${n}${unit}`, clock).to).toEqual(clock.now);
      }),
    );
  });
});

test('times in answers are short and in the reader’s zone', () => {
  const time = new Date('2026-11-20T13:03:00Z');
  expect(formatTime(time, 'Europe/Berlin', now)).toBe('Fri 20 Nov, 14:03');
  expect(formatTime(time, 'UTC', now)).toBe('Fri 20 Nov, 13:03');
  expect(formatTime(new Date('2015-12-10T00:00:00Z'), 'UTC', now)).toBe('Thu 10 Dec 2015, 00:00');
});
