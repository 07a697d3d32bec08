import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { gistOf, MOST_WHOLE } from '../../../src/pipeline/screening/long-texts.ts';

const screen = async (text: string) => {
  const gist = gistOf(text);
  const [judged] = await createLexiconScreener().screen([gist.text]);
  return gist.inText(judged!);
};
const filler = (letters: number): string => 'so it goes on and on '.repeat(letters / 21 + 1).slice(0, letters);

describe('a very long text', () => {
  test('up to a bound it is judged whole', () => {
    expect(gistOf(filler(MOST_WHOLE)).text).toBe(filler(MOST_WHOLE));
    expect(gistOf('').text).toBe('');
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
    expect(gistOf(text).text.length).toBeLessThan(10_000);
    expect((await screen(text)).scores.threat).toBeGreaterThan(0.5);
  });

  test('what is found stands at its place in the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(300), async (noise, times) => {
        const text = `${noise} kill you `.repeat(times + 600).slice(0, 100_000);
        const { weighed } = await screen(text);
        for (const { from, to } of weighed)
          expect(text.slice(from, to).toLowerCase(), `${from}..${to}`).toMatch(/kill|you/);
      }),
      { numRuns: 10 },
    );
  });
});
