import { describe, expect, test } from 'vitest';
import { findRefs } from '../../../src/agent/offline/reference-words.ts';

const refs = (text: string): string[] => findRefs(text).refs.map(({ ref }) => ref);

describe('references', () => {
  test.each([
    ['close inc-32.', ['INC-32']],
    ['close inc-32, please', ['INC-32']],
    ['alerts 3, 4 and 5.', ['ALR-3', 'ALR-4', 'ALR-5']],
    ['close inc-32. then show alr-3', ['INC-32', 'ALR-3']],
    ['close the tab inc-32.html', []],
    ['open inc-3.pdf and inc-4', ['INC-4']],
    ['is inc-3.2 fine', []],
  ])('%s', (text, found) => {
    expect(refs(text)).toEqual(found);
  });
});
