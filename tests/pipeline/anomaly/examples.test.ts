import { describe, expect, test } from 'vitest';
import { runExample } from '../../../src/pipeline/anomaly/evaluate.ts';
import { DETECTORS } from '../../../src/pipeline/anomaly/index.ts';

describe.each(DETECTORS.map((detector) => [detector.kind, detector] as const))('%s', (_kind, detector) => {
  test.each(detector.examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    expect(runExample(detector, example)).toEqual(example.expect);
  });

  test('has an example that is noticed and one that is not', () => {
    expect(detector.examples.some((example) => example.expect.length > 0)).toBe(true);
    expect(detector.examples.some((example) => example.expect.length === 0)).toBe(true);
  });

  test('says what it looks for, and refuses parameters it does not know', () => {
    const noticed = detector.examples.find((example) => example.expect.length > 0)!;
    expect(detector.bind(noticed.params ?? {}).words('en')).toMatch(/^[A-Z].{20,}[^.]$/);
    expect(detector.params.safeParse({ ...noticed.params, colour: 'red' }).success).toBe(false);
  });
});
