import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPatterns, patternProblem, readPattern } from '../../../src/pipeline/screening/list-patterns.ts';
import { repetitionWithin } from '../../../src/pipeline/screening/nested-repetition.ts';

const ready = (written: string) => {
  const read = readPattern(written);
  if ('problem' in read) throw new Error(`${written}: ${read.problem}`);
  return read.pattern;
};

describe('patterns that are refused, with the reason', () => {
  test.each([
    ['(?=a)b', /linear time/],
    ['(?<=a)b', /linear time/],
    ['(a)\\1', /linear time/],
    ['(a', /not a pattern/],
    ['((a{1,100}){1,100}){1,100}', /repeat count/],
    ['x(a?){500}a{500}', /steps/],
    ['(a+)+$', /stands inside another one \(\(a\+\)\+\)/],
    ['(x+x+)+y', /stands inside another/],
    ['(?:\\w+\\s?)*$', /stands inside another/],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', /stands inside another/],
    ['.*', /empty text/],
    ['a*', /empty text/],
    ['', /empty text/],
    ['foo|', /empty text/],
    ['.', /almost everything: \d+ of \d+ harmless messages, such as “Good/],
    ['\\w+', /almost everything/],
    ['[^q]', /almost everything/],
    ['e|a|o', /almost everything/],
  ])('%s', (written, why) => {
    expect(patternProblem(written)).toMatch(why);
  });

  test('one that takes long with messages made for it', () => {
    const anything = `${'(.*)'.repeat(120)}z`;
    expect(patternProblem(anything)).toMatch(/takes too long/);
  });

  test('one too many, and too much together', () => {
    const many = Array.from({ length: 200 }, (_, i) => `word${i}`);
    expect(patternProblem('another', many)).toMatch(/200 patterns already/);
    const large = Array.from({ length: 25 }, (_, i) => `${'abcdefghij'.repeat(40)}${i}`);
    expect(patternProblem('another', large)).toMatch(/together/);
    expect(patternProblem('another', many.slice(1))).toBeNull();
  });
});

test.each([
  'k+y+s+',
  'plum.?drop',
  '\\bacme-\\d+',
  '(?:you|u) (?:little|stupid) plum',
  'go back to \\w+land',
  '(?:ha){3,}',
  '(?:\\d+-){3}',
  'n[i1!|]+n+y',
  '[*+()]{3}gl[o0]+b',
  '\\Q(a+)+\\E',
])('an ordinary pattern is taken: %s', (written) => {
  expect(patternProblem(written)).toBeNull();
});

test.each([
  ['(a+)+', '(a+)+'],
  ['x(?:b(?:c*)d){2,}?y', '(?:b(?:c*)d){2,}?'],
  ['(a+){3}', null],
  ['(a{2,4})+', null],
  ['a+(b)+', null],
  ['[(a+)+]+', null],
  ['[]+)(]+x', null],
  ['\\(a+\\)+', null],
  ['((a|b+)c)*', '((a|b+)c)*'],
])('a repetition within another: %s', (written, found) => {
  expect(repetitionWithin(written)).toBe(found);
});

test('whatever is written is taken or refused, and what is found lies in the text', () => {
  const sign = fc.constantFrom(
    'a',
    'b',
    '(',
    ')',
    '[',
    ']',
    '*',
    '+',
    '?',
    '|',
    '.',
    '\\',
    '{2,}',
    '{3}',
    '^',
    '$',
    'é',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 80 }), (signs, text) => {
      const read = readPattern(signs.join(''));
      if ('problem' in read) {
        expect(read.problem.length).toBeGreaterThan(10);
        return;
      }
      for (const { from, to } of findPatterns(text, [read.pattern]).flat())
        expect(from >= 0 && from < to && to <= text.length).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('of a long text its beginning and its end are looked through, the less the more patterns there are', () => {
  const text = `plum ${'so it goes '.repeat(9_000)} plum`;
  const [found] = findPatterns(text, [ready('plum')]);
  expect(found!.map(({ from, to }) => text.slice(from, to))).toEqual(['plum', 'plum']);
  const large = Array.from({ length: 22 }, (_, i) => ready(`${'abcdefghij'.repeat(44)}${i}`));
  const near = `${' '.repeat(3_000)}plum${' '.repeat(90_000)}`;
  expect(findPatterns(near, [ready('plum')]).flat()).toHaveLength(1);
  expect(findPatterns(near, [ready('plum'), ...large]).flat()).toHaveLength(0);
});
