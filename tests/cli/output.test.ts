import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar, plural, printable, table } from '../../src/cli/output.ts';

test('a bar shows its share, never more than all of it, and nothing where the whole is unknown', () => {
  expect(bar(0, 10, 4)).toBe('[░░░░]   0 %');
  expect(bar(5, 10, 4)).toBe('[██░░]  50 %');
  expect(bar(12, 10, 4)).toBe('[████] 100 %');
  expect(bar(5, null)).toBe('');
});

test('one thing is singular, a thousand have a comma', () => {
  expect(plural(1, 'alert')).toBe('1 alert');
  expect(plural(2000, 'line')).toBe('2,000 lines');
});

test('columns line up', () => {
  expect(
    table([
      ['A', 'B'],
      ['long', 'x'],
    ]),
  ).toEqual(['A     B', 'long  x']);
});

test('no text from a log can command the terminal', () => {
  expect(printable('\u001b]0;owned\u0007 \u202egpj.exe')).toBe('·]0;owned· ·gpj.exe');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
});
