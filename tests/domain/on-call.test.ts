import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorAt, inTurn, type OnCall, onCallAt, shiftsOf, spanOfWhen } from '../../src/domain/on-call.ts';

const BERLIN = 'Europe/Berlin';
const rota = { members: ['ann', 'ben', 'cat'], every: 'week' as const, weekday: 1, at: 9 * 60, anchor: '2026-03-02' };
const base: OnCall = { rota, covers: [], timeZone: BERLIN, able: new Set(rota.members) };
const at = (text: string, onCall: OnCall = base) => onCallAt(onCall, new Date(text))?.memberId ?? null;
const DAY_MS = 86_400_000;

describe('who is on call', () => {
  test('by weeks, in order, from the hour of the organisation’s zone; also before it began', () => {
    expect(at('2026-03-02T08:00:00Z')).toBe('ann');
    expect(at('2026-03-02T07:59:59Z')).toBe('cat');
    expect(at('2026-03-09T08:00:00Z')).toBe('ben');
    // the clocks have changed: nine is seven of UTC now
    expect(at('2026-03-30T06:59:59Z')).toBe('ann');
    expect(at('2026-03-30T07:00:00Z')).toBe('ben');
  });

  test('a handover in an hour that does not exist is when that hour would be over; in one there twice, the first', () => {
    const nightly = { ...base, rota: { ...rota, every: 'day' as const, at: 150, anchor: '2026-03-28' } };
    expect(at('2026-03-29T01:29:59Z', nightly)).toBe('ann');
    expect(at('2026-03-29T01:30:00Z', nightly)).toBe('ben');
    const autumn = { ...base, rota: { ...rota, every: 'day' as const, at: 150, anchor: '2026-10-24' } };
    expect(at('2026-10-25T00:29:59Z', autumn)).toBe('ann');
    expect(at('2026-10-25T00:30:00Z', autumn)).toBe('ben');
    expect(at('2026-10-25T01:30:00Z', autumn)).toBe('ben');
  });

  test('who cannot be told is skipped and nobody else’s turn moves; without anybody nobody is', () => {
    const without = { ...base, able: new Set(['ann', 'cat']) };
    expect(['2026-03-03', '2026-03-10', '2026-03-17'].map((day) => at(`${day}T12:00:00Z`, without))).toEqual([
      'ann',
      'cat',
      'cat',
    ]);
    expect(at('2026-03-03T12:00:00Z', { ...base, able: new Set() })).toBeNull();
    expect(at('2026-03-03T12:00:00Z', { ...base, rota: null })).toBeNull();
    expect(shiftsOf({ ...base, rota: null }, { from: new Date(0), to: new Date(DAY_MS) })).toEqual([]);
  });

  test('of covers that overlap the newest wins, while its member may be on call', () => {
    const cover = (id: string, memberId: string, day: number) => ({
      id,
      memberId,
      from: new Date('2026-03-03T00:00:00Z'),
      until: new Date('2026-03-06T17:00:00Z'),
      madeAt: new Date(day * DAY_MS),
    });
    const covered = { ...base, covers: [cover('b', 'cat', 2), cover('a', 'ben', 1), cover('c', 'gone', 3)] };
    expect(at('2026-03-04T00:00:00Z', covered)).toBe('cat');
    expect(at('2026-03-06T17:00:00Z', covered)).toBe('ann');
  });

  test('what is asked for in words is a span to come', () => {
    const now = new Date('2026-03-04T12:00:00Z');
    const span = (when: Parameters<typeof spanOfWhen>[0]) => {
      const { from, to } = spanOfWhen(when, now, BERLIN);
      return [from.toISOString().slice(0, 16), to.toISOString().slice(0, 16)];
    };
    expect(span('weekend')).toEqual(['2026-03-06T23:00', '2026-03-08T23:00']);
    expect(span('tonight')).toEqual(['2026-03-04T17:00', '2026-03-05T07:00']);
    expect(span('wednesday')).toEqual(['2026-03-04T12:00', '2026-03-04T23:00']);
    // a turn that is handed over “on Wednesday”, said on a Wednesday, is the next one
    expect(spanOfWhen('wednesday', now, BERLIN, true).from.toISOString()).toContain('2026-03-10T23:00');
    expect(span('tuesday')).toEqual(['2026-03-09T23:00', '2026-03-10T23:00']);
    expect(span('next_week')).toEqual(['2026-03-08T23:00', '2026-03-15T23:00']);
  });
});

const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const ids = ['a', 'b', 'c', 'd'];
const someone = fc
  .record({
    members: fc.subarray(ids, { minLength: 1 }).chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
    every: fc.constantFrom('day' as const, 'week' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    at: fc.integer({ min: 0, max: 1439 }),
    set: instant,
    timeZone: fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Pacific/Apia'),
    able: fc.subarray(ids),
    covers: fc.array(
      fc.record({
        id: fc.uuid(),
        memberId: fc.constantFrom(...ids),
        from: instant,
        hours: fc.integer({ min: 1, max: 900 }),
        madeAt: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ set, timeZone, able, covers, ...handover }) => ({
    rota: { ...handover, anchor: anchorAt(handover, new Date(set), timeZone) },
    timeZone,
    able: new Set(able),
    set,
    covers: covers.map(({ hours, from, madeAt, ...one }) => ({
      ...one,
      from: new Date(from),
      until: new Date(from + hours * 3_600_000),
      madeAt: new Date(madeAt),
    })),
  }));

describe('for every rota', () => {
  test('whoever is named first has the turn in which it was set, and setting it again changes nothing', () => {
    fc.assert(
      fc.property(someone, instant, ({ set, ...one }, later) => {
        const plain = { ...one, covers: [], able: new Set(ids) };
        expect(onCallAt(plain, new Date(set))?.memberId).toBe(one.rota.members[0]);
        const now = new Date(later);
        const again = { ...one.rota, members: inTurn(one.rota, now, one.timeZone) };
        again.anchor = anchorAt(again, now, one.timeZone);
        for (const days of [0, 1, 8, 200]) {
          const then = new Date(later + days * DAY_MS);
          expect(onCallAt({ ...plain, rota: again }, then)).toEqual(onCallAt(plain, then));
        }
      }),
    );
  });

  test('shifts say the same as moments, touch or leave out only where nobody is, and never one who is not able', () => {
    fc.assert(
      fc.property(
        someone,
        instant,
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, start, days, part) => {
          const span = { from: new Date(start), to: new Date(start + days * DAY_MS) };
          const shifts = shiftsOf(one, span);
          const then = new Date(start + Math.floor(part * (days * DAY_MS - 1)));
          const inShift = shifts.find(({ from, until }) => from <= then && then < until);
          expect(inShift?.memberId ?? null).toBe(onCallAt(one, then)?.memberId ?? null);
          shifts.forEach((shift, i) => {
            expect(one.able.has(shift.memberId)).toBe(true);
            expect(shift.from < shift.until).toBe(true);
            expect(shift.from.getTime()).toBeGreaterThanOrEqual(shifts[i - 1]?.until.getTime() ?? span.from.getTime());
          });
          const whole = one.rota.members.some((id) => one.able.has(id));
          if (whole)
            expect(shifts.reduce((sum, { from, until }) => sum + until.getTime() - from.getTime(), 0)).toBe(
              days * DAY_MS,
            );
        },
      ),
    );
  });
});
