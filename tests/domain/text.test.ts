import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, oneLine } from '../../src/domain/text.ts';

describe('clean text', () => {
  test.each([
    ['  plain words \n', 'plain words'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['nul\0 bell\u0007 delete\u007f', 'nul bell delete'],
    ['right\u202eto\u2066left\u200b\ufeff', 'righttoleft'],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['family 👩‍👩‍👧 and نمی‌خواهم', 'family 👩‍👩‍👧 and نمی‌خواهم'],
  ])('%j is %j', (given, text) => {
    expect(cleanText(given)).toBe(text);
  });
});

describe('one line', () => {
  test('is cut by letters, not within one', () => {
    expect(oneLine('a\r\n\tb  c', 10)).toBe('a b c');
    expect(oneLine('🔒🔒🔒🔒', 3)).toBe('🔒🔒…');
    expect(oneLine('🔒🔒🔒', 3)).toBe('🔒🔒🔒');
  });

  test('whatever it is made from, it is one line, well-formed, no longer than asked, and stays so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (given, limit) => {
        const line = oneLine(given, limit);
        expect([...line].length).toBeLessThanOrEqual(limit);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(oneLine(line, limit)).toBe(line);
      }),
    );
  });

  test('a megabyte takes no time', () => {
    const started = performance.now();
    oneLine('\u202e \n'.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
