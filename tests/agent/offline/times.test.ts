import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTime } from '../../../src/agent/offline/times.ts';
import { parseRange } from '../../../src/domain/time-range.ts';

/** A Saturday morning. */
const now = new Date('2026-11-21T10:30:00Z');
const timeZone = 'Europe/London';

describe('time phrases', () => {
  test.each([
    ['between 5 and 1 yesterday', 'which_hours'],
    ['from 6 to 2 on Monday', 'which_hours'],
    ['between 9 and 5 yesterday', undefined],
    ['from 7 to 3 yesterday', undefined],
    ['between 5 pm and 1 am yesterday', undefined],
    ['last night between 1 and 5', undefined],
  ])('%s may mean the morning or the evening: %s', (text, problem) => {
    expect(findTime(text.toLowerCase(), now, timeZone)?.problem).toBe(problem);
  });

  test.each([
    ['in the last hour', 'last_hour'],
    ['in the past 7 days', 'last_7d'],
    ['over the last two weeks', 'last_2w'],
    ['within the last 90 minutes', 'last_90m'],
    ['last week', 'last_week'],
    ['over the past fortnight', 'last_2w'],
    ['in the first week of November', '2026-11-01/2026-11-07'],
    ['late October', '2026-10-21/2026-10-31'],
    ['on the 14th of this month', '2026-11-14'],
    ['last Tuesday night', 'tuesday_18_06'],
    ['in Q3', '2026-07-01/2026-09-30'],
    ['before yesterday', '1970-01-01/2026-11-19'],
    ['on 3/11', '2026-11-03'],
    ['from 9 to 5 yesterday', 'yesterday_09_17'],
    ['Wednesday to Friday', '2026-11-18/2026-11-20'],
    ['in the past week', 'last_7d'],
    ['the week before last', '2026-11-02/2026-11-08'],
    ['this month so far', 'this_month'],
    ['since midnight', 'today'],
    ['since yesterday', 'since_yesterday'],
    ['since Monday', 'since_monday'],
    ['today', 'today'],
    ['the day before yesterday', '2026-11-19'],
    ['this morning', 'this_morning'],
    ['yesterday morning', 'yesterday_06_12'],
    ['last night', 'last_night'],
    ['last night between 1 and 5', 'last_night_01_05'],
    ['between 2am and 4am last night', 'last_night_02_04'],
    ['last night from 10 to 2', 'last_night_22_02'],
    ['between 2pm and 4pm yesterday', 'yesterday_14_16'],
    ['yesterday between 2 and 4pm', 'yesterday_14_16'],
    ['yesterday afternoon between 2 and 4', 'yesterday_14_16'],
    ['from 9 to 12 today', 'today_09_12'],
    ['today between 14:05 and 14:30', 'today_1405_1430'],
    ['after 6pm yesterday', 'yesterday_18_24'],
    ['on the 10th', '2026-11-10'],
    ['on the 25th', '2026-10-25'],
    ['on 10 December 2015', '2015-12-10'],
    ['on December 10th, 2015', '2015-12-10'],
    ['on 10.12.2015', '2015-12-10'],
    ['on 12/25/2015', '2015-12-25'],
    ['on 2015-12-10', '2015-12-10'],
    ['on 3 December', '2025-12-03'],
    ['in December 2015', '2015-12'],
    ['in October', '2026-10'],
    ['in 2015', '2015'],
    ['between 1 and 5 December 2015', '2015-12-01/2015-12-05'],
    ['from Monday to Wednesday', '2026-11-16/2026-11-18'],
    ['on 10 December 2015 between 2 and 4', '2015-12-10_02_04'],
    ['over the last weekend', '2026-11-14/2026-11-15'],
    ['3 days ago', '2026-11-18'],
    ['from Monday 8am to Tuesday noon', '2026-11-16T08:00/2026-11-17T12:00'],
    ['since yesterday 3pm', '2026-11-20T15:00/'],
    ['from Friday 5pm to Monday 9am', '2026-11-13T17:00/2026-11-16T09:00'],
    ['since half past nine', 'today_0930_24'],
    ['two Fridays ago', '2026-11-13'],
    ['the Monday before last', '2026-11-09'],
    ['Tuesday of last week', '2026-11-10'],
    ['last spring', '2026-03-01/2026-05-31'],
    ['between Christmas and New Year', '2025-12-25/2026-01-01'],
    ['on the third of March', '2026-03-03'],
    ['at Easter', '2026-04-05'],
    ['about 12 November', '2026-11-12'],
    ['older than yesterday', '1970-01-01/2026-11-19'],
  ])('%s is %s', (text, range) => {
    expect(findTime(text.toLowerCase(), now, timeZone)?.range).toBe(range);
  });

  test('one moment keeps its clock', () => {
    expect(findTime('at 14:05 today', now, timeZone)?.at).toBe('today 14:05');
    expect(findTime('yesterday at 3pm', now, timeZone)?.at).toBe('yesterday 15:00');
  });

  test.each(['', 'show alerts', 'the may queen', 'march on', 'alert 77', '10 failed logins', 'port 22 on 10.0.0.1'])(
    '“%s” names no time',
    (text) => {
      expect(findTime(text, now, timeZone)).toBeNull();
    },
  );

  test('days are those of the asker', () => {
    const late = new Date('2026-11-21T23:30:00Z');
    expect(findTime('3 days ago', late, 'Asia/Tokyo')?.range).toBe('2026-11-19');
    expect(findTime('3 days ago', late, 'UTC')?.range).toBe('2026-11-18');
  });

  test('whatever is found, the tools can read', () => {
    const part = fc.constantFrom(
      ...'between 2 and 4 pm am 14:05 yesterday today last night week month on the 10th 31 feb december 2015 since from to monday weekend 3 days ago past hour morning until before after 29 february - / : 99'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const found = findTime(parts.join(' '), now, timeZone);
        if (found) expect(parseRange(found.range, { now, timeZone }), found.range).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
