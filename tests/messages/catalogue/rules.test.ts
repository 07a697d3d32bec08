import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { ruleWords } from '../../../src/messages/catalogue/rules.ts';

describe.each(LANGUAGES)('why nothing is recommended, in %s', (language) => {
  const { whyNothing } = ruleWords[language];

  test('only what holds of some is said, and each in its number', () => {
    expect(whyNothing(0, 0, 10)).toBe('');
    for (const [silent, noisy] of [
      [3, 0],
      [0, 2],
      [1, 1],
      [3, 2],
    ] as const) {
      const said = whyNothing(silent, noisy, 10);
      expect(said).not.toMatch(/\b0\b/);
      expect(said).toMatch(/\.$/);
      for (const count of [silent, noisy]) if (count > 0) expect(said).toContain(String(count));
    }
    expect(whyNothing(1, 0, 10)).not.toMatch(/hätten|auraient|habrían/);
    expect(whyNothing(0, 1, 10)).not.toMatch(/hätten|auraient|habrían/);
  });
});
