import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlertAbout, isWithin, limitsText } from '../../src/domain/alert-limits.ts';

const about = (part: Partial<AlertAbout>): AlertAbout => ({
  rule: null,
  camera: null,
  account: null,
  address: null,
  ...part,
});
const names = (...list: string[]) => ({ rules: [], cameras: [], names: list });

describe('what a place is told of', () => {
  test('of all where nothing limits it, else of what is named', () => {
    expect(isWithin(null, [about({ rule: 1 })])).toBe(true);
    expect(isWithin(undefined, [])).toBe(true);
    const limits = { rules: [3], cameras: [2], names: ['svc-*', '203.0.113.*'] };
    for (const one of [{ rule: 3 }, { camera: 2 }, { account: 'SVC-backup' }, { address: '203.0.113.9' }])
      expect(isWithin(limits, [about(one)])).toBe(true);
    for (const one of [{}, { rule: 2 }, { camera: 3 }, { account: 'xsvc-' }, { address: '203.0.11.9' }])
      expect(isWithin(limits, [about(one)])).toBe(false);
    // an incident: one of its alerts is enough, and of none nobody limited hears
    expect(isWithin(limits, [about({ rule: 9 }), about({ camera: 2 })])).toBe(true);
    expect(isWithin(limits, [])).toBe(false);
    expect(limitsText(limits)).toBe('RULE-3, CAM-2, svc-*, 203.0.113.*');
  });

  test('a name with * is what a regular expression would find, and takes no longer for many of them', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'A', 'é'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.array(piece, { maxLength: 6 }), (parts, text) => {
        const name = text.join('');
        const pattern = new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('.*')}$`, 'isu');
        expect(isWithin(names(parts.join('*')), [about({ account: name })])).toBe(pattern.test(name));
      }),
    );
    const began = performance.now();
    expect(isWithin(names('a*'.repeat(100)), [about({ account: `${'a'.repeat(100_000)}b` })])).toBe(true);
    expect(isWithin(names(`${'a*'.repeat(99)}c`), [about({ account: 'a'.repeat(100_000) })])).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
