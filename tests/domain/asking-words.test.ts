import { expect, test } from 'vitest';
import { askedWeight } from '../../src/domain/asking-words.ts';
import { termsOf } from '../../src/domain/text-terms.ts';

const weights = (question: string) =>
  Object.fromEntries(termsOf(question).map(({ term }) => [term, askedWeight(term)]));

test('words that put a question weigh half, in any form; what is asked about weighs whole', () => {
  expect(weights('What is the device called that was located near the warehouse?')).toEqual({
    devic: 1,
    call: 0.5,
    locat: 0.5,
    near: 1,
    warehous: 1,
  });
  expect(Object.values(weights('Romania ALR-16 failed 203.0.113.9'))).not.toContain(0.5);
});
