import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_POLICY,
  decayed,
  hoursOf,
  type ModerationPolicy,
  moderationPolicySchema,
  openRung,
  rungFor,
  severityOf,
  thresholdIn,
} from '../../src/domain/moderation-policy.ts';
import { SEVERITIES, severityRank } from '../../src/domain/severity.ts';

const changed = (change: (policy: ModerationPolicy) => void): unknown => {
  const policy = structuredClone(DEFAULT_POLICY);
  change(policy);
  return policy;
};
const problem = (change: (policy: ModerationPolicy) => void): string =>
  moderationPolicySchema
    .safeParse(changed(change))
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ') ?? '';

describe('a policy', () => {
  test('the usual one is one, suggests everything, and has bans decided by two people', () => {
    expect(moderationPolicySchema.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
    expect(Object.values(DEFAULT_POLICY.steps).every(({ mode }) => mode === 'suggest')).toBe(true);
    expect(DEFAULT_POLICY.steps.ban.twoPeople).toBe(true);
  });

  test('what cannot hold is refused by its name, with why', () => {
    expect(problem((p) => (p.steps.ban = { mode: 'automatic', twoPeople: false }))).toMatch(/steps.ban: is a person/);
    expect(problem((p) => (p.steps.mute = { mode: 'automatic', twoPeople: true }))).toMatch(
      /steps.mute: cannot need two/,
    );
    expect(problem((p) => (p.ladder[2] = { step: 'timeout', from: 4, hours: 700 }))).toMatch(/28 days/);
    expect(problem((p) => (p.ladder[1] = { step: 'warning', from: 2, hours: 2 }))).toMatch(/and for nothing else/);
    expect(problem((p) => p.ladder.reverse())).toMatch(/ladder: .*gentler|begin each rung at more/);
    expect(problem((p) => (p.triggers.threat.strict = 0.95))).toMatch(/must not rise/);
    expect(problem((p) => (p.triggers.pile_on.normal = 2.5))).toMatch(/whole number/);
    expect(problem((p) => (p.triggers.abuse.normal = 0.955))).toMatch(/two digits/);
    expect(problem((p) => (p.strikes.halfLifeDays = 0))).not.toBe('');
    expect(moderationPolicySchema.safeParse({ ...DEFAULT_POLICY, more: 1 }).success).toBe(false);
    for (const bad of [null, [], 'x', { triggers: {} }])
      expect(moderationPolicySchema.safeParse(bad).success).toBe(false);
  });

  test('a stricter channel fires sooner, a channel left alone never', () => {
    for (const trigger of ['threat', 'escalation', 'pile_on'] as const) {
      const at = (strictness: 'relaxed' | 'normal' | 'strict') => thresholdIn(DEFAULT_POLICY, trigger, strictness)!;
      expect(at('strict')).toBeLessThan(at('normal'));
      expect(at('normal')).toBeLessThan(at('relaxed'));
      expect(thresholdIn(DEFAULT_POLICY, trigger, 'off')).toBeNull();
    }
    expect(thresholdIn(DEFAULT_POLICY, 'profanity', 'strict')).toBeNull();
  });

  test('strikes fade by half in a half-life, and never grow', () => {
    expect(decayed(8, 30, DEFAULT_POLICY.strikes)).toBe(4);
    expect(decayed(8, 0, DEFAULT_POLICY.strikes)).toBe(8);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: -10, max: 4000 }), (points, days) => {
        const left = decayed(points, days, DEFAULT_POLICY.strikes);
        expect(left).toBeLessThanOrEqual(points);
        expect(left).toBeGreaterThanOrEqual(decayed(points, days + 1, DEFAULT_POLICY.strikes));
      }),
    );
  });

  test('more strikes never mean a gentler step, and a step that is off gives way to a gentler one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.subarray(['warning', 'timeout', 'mute', 'ban'] as const),
        (a, b, off) => {
          const policy = structuredClone(DEFAULT_POLICY);
          for (const step of off) policy.steps[step].mode = 'off';
          const order = policy.ladder.map(({ step }) => step);
          const [low, high] = [openRung(policy, Math.min(a, b)), openRung(policy, Math.max(a, b))];
          expect(order.indexOf(low!.step)).toBeLessThanOrEqual(order.indexOf(high!.step));
          expect(off).not.toContain(high!.step);
          expect(order.indexOf(high!.step)).toBeLessThanOrEqual(order.indexOf(rungFor(policy, Math.max(a, b))!.step));
        },
      ),
    );
  });

  test('a first grave matter is worth a day, and a button lasts as long as it says', () => {
    expect(openRung(DEFAULT_POLICY, DEFAULT_POLICY.strikes.points.high)).toEqual({
      step: 'timeout',
      from: 4,
      hours: 24,
    });
    expect(hoursOf(DEFAULT_POLICY, 'timeout', { step: 'timeout', hours: 3 })).toBe(3);
    expect(hoursOf(DEFAULT_POLICY, 'mute', { step: 'timeout', hours: 3 })).toBe(168);
    expect(hoursOf({ ladder: [{ step: 'note', from: 0 }] }, 'timeout', null)).toBe(24);
  });

  test('a worse conversation is never a milder case', () => {
    for (const kind of ['spam', 'harassment', 'threat'] as const) {
      const ranks = [0, 50, 94, 95, 100].map((score) => severityRank(severityOf(DEFAULT_POLICY, kind, score)));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(Math.max(...ranks)).toBeLessThan(SEVERITIES.length);
    }
  });
});
