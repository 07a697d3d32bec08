import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { MOST_WHOLE, partsOf, together } from '../../../src/pipeline/screening/long-texts.ts';

const screen = async (text: string) => {
  const parts = partsOf(text);
  const judged = await createLexiconScreener().screen(parts.map((part) => part.text));
  return together(parts, judged);
};
const filler = (letters: number): string => 'so it goes on and on '.repeat(letters / 21 + 1).slice(0, letters);

describe('a very long text', () => {
  test('up to a bound it is judged whole', () => {
    expect(partsOf(filler(MOST_WHOLE))).toHaveLength(1);
    expect(partsOf('')).toEqual([{ at: 0, text: '' }]);
  });

  test.each([0, 9_000, 50_000, 70_003, 96_000])(
    'a threat at letter %i of 99,000 is found, at its place',
    async (at) => {
      const threat = ' i will kill you ';
      const text = filler(at) + threat + filler(99_000 - at - threat.length);
      const { scores, weighed } = await screen(text);
      expect(scores.threat).toBeGreaterThan(0.5);
      expect(text.slice(weighed[0]!.from, weighed[0]!.to)).toContain('kill');
    },
  );

  test('among a thousand insults a threat is not missed, and little is judged', async () => {
    const text = `${'you idiot, what a day '.repeat(2_000)} i will kill you ${'you idiot, what a day '.repeat(2_000)}`;
    const parts = partsOf(text);
    expect(parts.reduce((sum, part) => sum + part.text.length, 0)).toBeLessThan(MOST_WHOLE * 1.2);
    expect((await screen(text)).scores.threat).toBeGreaterThan(0.5);
  });

  test('parts are pieces of the text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(300), (noise, times) => {
        const text = `${noise} kill you `.repeat(times + 100).slice(0, 120_000);
        const parts = partsOf(text);
        for (const part of parts) expect(text.slice(part.at, part.at + part.text.length)).toBe(part.text);
        expect(parts.map(({ at }) => at)).toEqual(parts.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(parts.length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 50 },
    );
  });
});
