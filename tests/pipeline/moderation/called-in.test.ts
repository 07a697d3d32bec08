import { expect, test } from 'vitest';
import { calledIn } from '../../../src/pipeline/moderation/called-in.ts';

test.each([
  ['nobody here', 0],
  ['write to ann@example.org or bob.lee@example.org', 0],
  ['@ann look at this, @Ann!', 1],
  ['@ann, @bob. and @c-3po', 3],
  ['<@U17> <@!U18> hello', 2],
  ['(@ann) “@bob” @élodie', 3],
  ['@ 1 @', 0],
])('%s', (text, people) => {
  expect(calledIn(text)).toBe(people);
});

test('ten thousand are counted no further than anybody asks', () => {
  expect(calledIn(Array.from({ length: 10_000 }, (_, i) => `@user${i}`).join(' '))).toBe(1000);
});
