import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsChanged } from '../../src/domain/proposal-facts.ts';
import { lastDue, nextDue, type ReportSchedule, USUAL_SCHEDULE } from '../../src/domain/report.ts';

const usual = (change: Partial<ReportSchedule> = {}): ReportSchedule => ({ ...USUAL_SCHEDULE, ...change });
const at = (text: string): Date => new Date(text);

describe('when a report is due', () => {
  test('weekly on Monday at eight on the clock of the organisation, about the seven days before', () => {
    const due = lastDue(usual(), 'weekly', at('2026-11-23T07:00:00Z'), 'Europe/Berlin');
    expect(due).toEqual({
      dueAt: at('2026-11-23T07:00:00Z'),
      from: at('2026-11-15T23:00:00Z'),
      to: at('2026-11-22T23:00:00Z'),
      period: '2026-11-16/2026-11-22',
    });
    const before = lastDue(usual(), 'weekly', at('2026-11-23T06:59:59Z'), 'Europe/Berlin');
    expect(before.period).toBe('2026-11-09/2026-11-15');
    expect(nextDue(usual(), 'weekly', at('2026-11-23T06:59:59Z'), 'Europe/Berlin').dueAt).toEqual(due.dueAt);
  });

  test('a week in which the clocks go back has an hour more, and is due at the same hour of the clock', () => {
    const due = lastDue(usual(), 'weekly', at('2026-10-26T12:00:00Z'), 'Europe/Berlin');
    expect(due.dueAt).toEqual(at('2026-10-26T07:00:00Z'));
    expect((due.to.getTime() - due.from.getTime()) / 3_600_000).toBe(7 * 24 + 1);
  });

  test('an hour that the clocks leave out is due when they have gone on; one that comes twice the first time', () => {
    const spring = lastDue(usual({ dailyHour: 2 }), 'daily', at('2026-03-29T12:00:00Z'), 'Europe/Berlin');
    expect(spring.dueAt).toEqual(at('2026-03-29T01:00:00Z'));
    const autumn = lastDue(usual({ dailyHour: 2 }), 'daily', at('2026-10-25T12:00:00Z'), 'Europe/Berlin');
    expect(autumn.dueAt).toEqual(at('2026-10-25T00:00:00Z'));
    expect(autumn.period).toBe('2026-10-24');
  });

  test('in any zone, at any moment: the last is past, the next is not, and periods follow each other without a gap', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kolkata'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom('daily' as const, 'weekly' as const),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 7 }),
        fc.date({ min: at('2011-12-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true }),
        (zone, kind, hour, weeklyDay, now) => {
          const schedule = usual({ dailyHour: hour, weeklyHour: hour, weeklyDay });
          const last = lastDue(schedule, kind, now, zone);
          const next = nextDue(schedule, kind, now, zone);
          expect(last.dueAt.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(next.dueAt.getTime()).toBeGreaterThan(now.getTime());
          expect(next.from).toEqual(last.to);
          expect(lastDue(schedule, kind, next.dueAt, zone)).toEqual(next);
        },
      ),
    );
  });
});

describe('whether the facts have changed since a rejection', () => {
  test('when a figure has doubled and is five more, and never without figures', () => {
    expect(factsChanged({ alerts: 4 }, { alerts: 9 })).toBe(true);
    expect(factsChanged({ alerts: 4 }, { alerts: 8 })).toBe(false);
    expect(factsChanged({ alerts: 40 }, { alerts: 79 })).toBe(false);
    expect(factsChanged({ alerts: 4 }, { falseAlarms: 90 })).toBe(false);
    expect(factsChanged(null, { alerts: 90 })).toBe(false);
  });
});
