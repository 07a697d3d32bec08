import { expect, it } from 'vitest';
import { calendarSlots } from '../../src/domain/calendar-slots.ts';

const between = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

it('names every hour, day or month that a span touches', () => {
  const span = between('2026-11-19T22:30:00Z', '2026-11-21T14:00:00Z');
  expect(calendarSlots(span, 'day', 'Europe/Berlin')).toEqual(['2026-11-19', '2026-11-20', '2026-11-21']);
  expect(calendarSlots(between('2026-01-31T00:00:00Z', '2026-03-01T00:00:00Z'), 'month', 'UTC')).toEqual([
    '2026-01',
    '2026-02',
  ]);
  expect(calendarSlots(between('2026-11-20T00:00:00Z', '2026-11-20T02:00:00Z'), 'hour', 'UTC')).toEqual([
    '2026-11-20T00',
    '2026-11-20T01',
  ]);
});

it('has each hour once where the clocks go back, and none where they leave one out', () => {
  const back = calendarSlots(between('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'), 'hour', 'Europe/Berlin');
  expect(back).toHaveLength(24);
  expect(new Set(back).size).toBe(24);
  const ahead = calendarSlots(between('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'), 'hour', 'Europe/Berlin');
  expect(ahead).toHaveLength(23);
  expect(ahead).not.toContain('2026-03-29T02');
});
