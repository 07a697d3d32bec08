import { expect, test } from 'vitest';
import { durationText, spanText, timeText } from '../../src/messages/time-text.ts';

const at = (text: string) => new Date(text);

test('a time is told in the reader’s zone, an unknown zone as UTC', () => {
  expect(timeText(at('2026-11-20T23:30:00Z'), 'Asia/Tokyo')).toBe('Sat 21 Nov 2026, 08:30');
  expect(timeText(at('2026-11-20T00:05:00Z'), 'UTC')).toBe('Fri 20 Nov 2026, 00:05');
  expect(timeText(at('2026-11-20T00:05:00Z'), 'Mars/Olympus')).toBe('Fri 20 Nov 2026, 00:05');
});

test('a span says its length and repeats no day', () => {
  expect(spanText(at('2026-11-20T10:00:00Z'), at('2026-11-20T10:19:30Z'), 'UTC')).toBe(
    'Fri 20 Nov 2026, 10:00 to 10:19 (20 min)',
  );
  expect(spanText(at('2026-11-20T23:50:00Z'), at('2026-11-21T02:55:00Z'), 'UTC')).toBe(
    'Fri 20 Nov 2026, 23:50 to Sat 21 Nov 2026, 02:55 (3 h 5 min)',
  );
  expect(spanText(at('2026-11-20T10:00:01Z'), at('2026-11-20T10:00:43Z'), 'UTC')).toBe('Fri 20 Nov 2026, 10:00 (42 s)');
  expect(spanText(at('2026-11-20T10:00:00Z'), at('2026-11-20T10:00:00Z'), 'UTC')).toBe('Fri 20 Nov 2026, 10:00');
});

test('durations', () => {
  expect([0, 59, 60, 3600, 5400, 86_400, 190_000].map(durationText)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h',
    '1 h 30 min',
    '1 d',
    '2 d 4 h',
  ]);
});
