import fc from 'fast-check';
import { test } from 'vitest';
import { niceCeiling } from '../../src/domain/nice-ceiling.ts';

test('niceCeiling is at or above the value, near it, and halves into whole numbers', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (value) => {
      const ceiling = niceCeiling(value);
      return ceiling >= value && ceiling % 2 === 0 && ceiling <= Math.max(2, value * 1.4 + 2);
    }),
  );
});
