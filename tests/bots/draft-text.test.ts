import { expect, test } from 'vitest';
import { draftText } from '../../src/bots/draft-text.ts';

test('an answer that is being written only grows, and shows no mark by half, no link and no reference in brackets', () => {
  const whole =
    'See [Help](/help) or **all of** [INC-3] and `rule.set`, [x](https://example.org/a) now, [1]: no.\nNext: [a b](/c?d=1#e)\nEnd [';
  let before = '';
  for (let end = 0; end <= whole.length; end++) {
    const shown = draftText(whole.slice(0, end));
    expect(shown.startsWith(before), `${before} | ${shown}`).toBe(true);
    expect(shown).not.toMatch(/\]\(|\[Help|\/help|\[INC|example|\[a/);
    expect(shown.split('**').length % 2, shown).toBe(1);
    expect(shown.split('`').length % 2, shown).toBe(1);
    before = shown;
  }
  expect(before).toBe('See Help or **all of** INC-3 and `rule.set`, x now, [1]: no.\nNext: a b\nEnd ');
  expect(draftText(`One.\n${'[a'.repeat(50_000)}`)).toBe('One.\n');
});
