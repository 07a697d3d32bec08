import { describe, expect, test } from 'vitest';
import { beyond } from '../../../../src/pipeline/anomaly/unusual/scored.ts';

describe('a login outside of all that was learned from', () => {
  const trained = { most: [3, 2, 0, 0.5] };

  test('is more unusual with each column in which it lies outside', () => {
    expect(beyond(trained, [3, 2, 0, 0.5], 0.99)).toBe(0.99);
    expect(beyond(trained, [17, 2, 0, 0.5], 0.99)).toBeCloseTo(0.995);
    expect(beyond(trained, [17, 2.9, 20, 7.7], 0.99)).toBeCloseTo(0.99875);
  });

  test('what is not known, or only a little more, says nothing; nor does what was trained long ago', () => {
    expect(beyond(trained, [Number.NaN, 2.5, 0.9, Number.NaN], 0.99)).toBe(0.99);
    expect(beyond({}, [17, 17, 17, 17], 0.99)).toBe(0.99);
  });
});
