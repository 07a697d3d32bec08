import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soughtBy } from '../../../src/pipeline/history/sought-by.ts';

const LIMITS = { candidates: 12_000, together: 3000 };
const word = (term: string, value: number, many: number) => ({ terms: [term], value, many });

test('what stands once is sought alone, frequent words only together', () => {
  const { any, together, common } = soughtBy(
    [word('login', 0.3, 71_000), word('maria', 2.6, 7100), word('lopez', 2.5, 7700), word('alr-1', 11, 1)],
    { parts: 100_000, limits: LIMITS },
  );
  expect(together).toBe("'alr-1' | ('maria' & 'lopez')");
  expect(any).toBe("'alr-1' | 'maria'");
  expect(common).toBe(false);
});

test('forms of a word stand for it together, and a quotation mark in one is quoted', () => {
  const { together } = soughtBy(
    [
      { terms: ['dubois1', 'dubois2'], value: 2, many: 6000 },
      { terms: ["o'neill"], value: 2.5, many: 4000 },
    ],
    { parts: 100_000, limits: LIMITS },
  );
  expect(together).toBe("('o''neill' & ('dubois1' | 'dubois2'))");
});

test('words that stand nowhere seek nothing, and one that is nearly everywhere is common', () => {
  expect(soughtBy([word('zebra', 11, 0)], { parts: 100_000, limits: LIMITS })).toEqual({
    any: null,
    together: null,
    common: false,
  });
  expect(soughtBy([word('login', 0.3, 71_000)], { parts: 100_000, limits: LIMITS })).toEqual({
    any: "'login'",
    together: null,
    common: true,
  });
});

test('whatever the words: something is sought as long as one of them stands anywhere', () => {
  const words = fc.array(
    fc.record({
      terms: fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 3 }),
      value: fc.double({ min: 0, max: 12, noNaN: true }),
      many: fc.integer({ min: 0, max: 100_000 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(words, (sought) => {
      const { any, together, common } = soughtBy(sought, { parts: 100_000, limits: LIMITS });
      expect(any === null).toBe(sought.every(({ many }) => many === 0));
      if (any === null) expect([together, common]).toEqual([null, false]);
    }),
  );
});
