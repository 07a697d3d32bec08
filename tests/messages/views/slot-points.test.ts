import { expect, test } from 'vitest';
import { slotPoints } from '../../../src/messages/views/slot-points.ts';

const days = (first: string, count: number, value = (day: number): number => day % 3) =>
  Array.from({ length: count }, (_, day) => ({
    key: new Date(Date.parse(`${first}T12:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10),
    value: value(day),
  }));

test('every day has its place, also one on which nothing was', () => {
  const points = slotPoints(
    days('2026-11-17', 5, (day) => (day === 0 || day === 4 ? 2 : 0)),
    'day',
    'en',
  );
  expect(points).toEqual([
    { label: '17 Nov', value: 2 },
    { label: '18 Nov', value: 0 },
    { label: '19 Nov', value: 0 },
    { label: '20 Nov', value: 0 },
    { label: '21 Nov', value: 2 },
  ]);
});

test.each([1, 13, 14, 15, 31, 45, 60, 90, 365])(
  'of %d days none is lost, and no more than 14 bars are drawn',
  (count) => {
    const slots = days('2026-01-05', count);
    for (const language of ['en', 'de', 'fr', 'es'] as const) {
      const points = slotPoints(slots, 'day', language);
      expect(points.length).toBeLessThanOrEqual(14);
      expect(new Set(points.map(({ label }) => label)).size).toBe(points.length);
      const sum = (all: readonly { value: number }[]) => all.reduce((total, { value }) => total + value, 0);
      expect(sum(points)).toBe(sum(slots));
    }
  },
);

test('what goes together is named by its first and last', () => {
  const month = slotPoints(days('2026-10-25', 31), 'day', 'en');
  expect(month[0]!.label).toBe('25–27 Oct');
  expect(month[2]!.label).toBe('31 Oct–2 Nov');
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    key: `2026-11-20T${String(hour).padStart(2, '0')}`,
    value: 1,
  }));
  expect(slotPoints(hours, 'hour', 'en')[0]).toEqual({ label: '00:00–01:59', value: 2 });
  expect(slotPoints([], 'day', 'en')).toEqual([]);
});
