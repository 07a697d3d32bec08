import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, LIMIT_KEYS, limitsOf, NO_BUDGET, NO_LIMITS, readPrices } from '../../src/domain/model-budget.ts';

describe('what language models may cost', () => {
  test('prices are read as they are written, and nothing else is taken for one', () => {
    expect([...readPrices('openai:a/b=0.15/0.60, ollama:c:8b=0/0')!]).toEqual([
      ['openai:a/b', { input: 0.15, output: 0.6 }],
      ['ollama:c:8b', { input: 0, output: 0 }],
    ]);
    expect(readPrices('')!.size).toBe(0);
    for (const wrong of ['openai:x', 'openai:x=1', 'openai:x=-1/2', 'openai:x=1/2/3', '=1/2', 'x=1e9/2', 'x=NaN/1'])
      expect(readPrices(wrong)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void readPrices(text)));
  });

  test('a million tokens at a dollar are a dollar; without a price no money is known', () => {
    expect(costOf({ input: 1, output: 4 }, { input: 1_000_000, output: 500_000 })).toBe(3_000_000);
    expect(costOf(undefined, { input: 1_000_000, output: 1 })).toBe(0);
  });

  test('an organisation never allows itself more than the installation', () => {
    const limit = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 }));
    const wish = fc.option(fc.integer({ min: 1, max: 1000 }));
    const all = <T>(one: fc.Arbitrary<T>) => fc.record(Object.fromEntries(LIMIT_KEYS.map((key) => [key, one])));
    fc.assert(
      fc.property(all(limit), all(wish), (most, own) => {
        const held = limitsOf({ ...NO_LIMITS, ...most }, { ...NO_BUDGET, ...own });
        for (const key of LIMIT_KEYS) {
          if (most[key]! > 0) expect(held[key]).toBeGreaterThan(0);
          if (most[key]! > 0) expect(held[key]).toBeLessThanOrEqual(most[key]!);
          if (own[key] != null) expect(held[key]).toBeLessThanOrEqual(own[key]);
        }
      }),
    );
  });
});
