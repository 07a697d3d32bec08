import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReference, parseReference } from '../../src/domain/reference.ts';

describe('references', () => {
  test('read as people say and type them', () => {
    expect(parseReference('ALR-204')).toEqual({ kind: 'alert', number: 204 });
    expect(parseReference(' inc 17 ')).toEqual({ kind: 'incident', number: 17 });
    expect(parseReference('rule3')).toEqual({ kind: 'rule', number: 3 });
    expect(parseReference('77', 'alert')).toEqual({ kind: 'alert', number: 77 });
    expect(parseReference('#77', 'incident')).toEqual({ kind: 'incident', number: 77 });
  });

  test('anything else is none', () => {
    for (const text of [
      '',
      '77',
      'ALR-',
      'ALR-x',
      'FOO-1',
      'LOG-1',
      'LOG-UUUUUU',
      'ALR-99999999999',
      "ALR-1'; drop table",
    ])
      expect(parseReference(text)).toBeNull();
  });

  test('every reference reads back as itself', () => {
    const kinds = fc.constantFrom('alert', 'incident', 'rule' as const);
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 999_999_999 }), (kind, number) => {
        const reference = { kind, number } as const;
        expect(parseReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });

  test('a log code is short, reads back in either case, and never means two events', () => {
    const sequence = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 30 - 1 }),
      fc.constantFrom(0, 1, 2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 49),
      fc.integer({ min: 2 ** 30, max: 2 ** 49 }),
    );
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const code = formatReference({ kind: 'event', number: a });
        expect(code).toMatch(/^LOG-[0-9A-HJKMNP-TV-Z]{6}([0-9A-HJKMNP-TV-Z]{4})?$/);
        expect(parseReference(code.toLowerCase())).toEqual({ kind: 'event', number: a });
        expect(code === formatReference({ kind: 'event', number: b })).toBe(a === b);
      }),
      { numRuns: 500 },
    );
  });

  test('log codes of neighbours look nothing alike', () => {
    expect(formatReference({ kind: 'event', number: 1 }).slice(4, 7)).not.toBe(
      formatReference({ kind: 'event', number: 2 }).slice(4, 7),
    );
  });
});
