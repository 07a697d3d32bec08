import { describe, expect, test } from 'vitest';
import { CASE_KINDS } from '../../../src/domain/moderation.ts';
import { DEFAULT_POLICY, type ModerationPolicy } from '../../../src/domain/moderation-policy.ts';
import { isSafeNestError } from '../../../src/errors.ts';
import { readPolicy } from '../../../src/pipeline/moderation/policy.ts';

/** What is said of the usual policy with something changed in it. */
function said(change: (policy: ModerationPolicy) => unknown): string {
  const policy = structuredClone(DEFAULT_POLICY);
  change(policy);
  try {
    readPolicy(policy);
    return '';
  } catch (error) {
    if (!isSafeNestError(error)) throw error;
    return error.message;
  }
}

describe('what is wrong with a policy', () => {
  test('is said in the words of its page, each thing by itself', () => {
    expect(said(() => {})).toBe('');
    const cases: [string, (policy: ModerationPolicy) => unknown][] = [
      ['“The conversation escalates” must not rise from relaxed', (p) => (p.triggers.escalation.strict = 99)],
      ['“A threat”, normal channels must be at most 1', (p) => (p.triggers.threat.normal = 80)],
      ['“A threat”, strict channels must be a number', (p) => (p.triggers.threat.strict = 'x' as never)],
      ['The half-life in days must be at least 1', (p) => (p.strikes.halfLifeDays = 0)],
      ['The strikes of a case that is high must be at least 0', (p) => (p.strikes.points.high = -1)],
      ['Rung 2 of the ladder must have hours for a timeout', (p) => (p.ladder[1]!.hours = 3)],
      ['The ladder must begin each rung at more strikes', (p) => (p.ladder[1]!.from = 0)],
      ['“Ban” is a person’s decision', (p) => (p.steps.ban = { mode: 'automatic', twoPeople: false })],
      [
        '“Mute” cannot need two people and happen by itself',
        (p) => (p.steps.mute = { mode: 'automatic', twoPeople: true }),
      ],
      ['How bad “Pile-on” is must be', (p) => (p.severity.base.pile_on = 'dire' as never)],
      [
        'Exempt account 1 must not be empty',
        (p) => p.exemptions.accounts.push({ platform: 'forum', account: '', why: '' }),
      ],
    ];
    for (const [words, change] of cases) {
      const message = said(change);
      expect(message).toContain(words);
      expect(message).not.toMatch(/triggers\.|exemptions\.|expected|Too big|Invalid/);
    }
  });

  test('several things are all named, many in part', () => {
    const two = said((p) => {
      p.strikes.halfLifeDays = 0;
      p.severity.worseFrom = 200;
    });
    expect(two).toMatch(/The score from which a case is one worse must be at most 100; The half-life/);
    const many = said((p) => {
      for (const kind of CASE_KINDS) p.severity.base[kind] = 'dire' as never;
    });
    expect(many).toMatch(/; and \d+ more\.$/);
  });
});
