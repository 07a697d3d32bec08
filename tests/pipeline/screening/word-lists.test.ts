import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { patternProblem, prepareLists, wordLists } from '../../../src/pipeline/screening/word-lists.ts';

const screen = async (text: string, lists: unknown) => {
  const prepared = prepareLists(wordLists.parse(lists));
  const [screening] = await createLexiconScreener().screen([prepared.withoutAllowed(text)]);
  return prepared.raise(text, screening!);
};
const term = (text: string, score = 0.9) => ({ lexicon: [{ term: text, attribute: 'insult', score }] });

describe('lists of an organisation', () => {
  test('a term raises what it is for, through disguises, and says where', async () => {
    const text = 'well, you gl00bert!';
    const { scores, weighed } = await screen('well, you glooobert and Globert', term('globert'));
    expect(scores.insult).toBe(0.9);
    expect(scores.toxicity).toBe(0.9);
    expect(weighed.map(({ attribute }) => attribute)).toContain('insult');
    expect((await screen(text, term('something else'))).scores.insult).toBe(0);
  });

  test('a phrase is its words one after another', async () => {
    expect((await screen('The old GOAT man', term('goat man'))).scores.insult).toBe(0.9);
    expect((await screen('a man and his goat', term('goat man'))).scores.insult).toBe(0);
  });

  test('a pattern matches without regard to capitals and accents, and tells the place in the original', async () => {
    const text = 'send it to ÁCME-42 now';
    const { scores, weighed } = await screen(text, {
      lexicon: [{ pattern: 'acme-\\d+', attribute: 'threat', score: 0.8 }],
    });
    expect(scores.threat).toBe(0.8);
    expect(text.slice(weighed[0]!.from, weighed[0]!.to)).toBe('ÁCME-42');
  });

  test('what is allowed is not judged', async () => {
    expect((await screen('you idiot', {})).scores.insult).toBeGreaterThan(0.5);
    expect((await screen('you idiot', { allow: ['idiot'] })).scores.insult).toBe(0);
    expect((await screen('you idiot, moron', { allow: ['idiot'] })).scores.insult).toBeGreaterThan(0.5);
  });

  test('places stay inside the text whatever is allowed and wanted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), async (noise) => {
        const text = `${noise}idiot${noise} b1tch ${noise}`;
        const { weighed } = await screen(text, {
          allow: ['bitch'],
          lexicon: [{ pattern: '.', attribute: 'sexual', score: 0.1 }],
        });
        for (const { from, to } of weighed) expect(from >= 0 && from < to && to <= text.length).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('patterns that would blow up', () => {
  test.each([
    ['look-ahead', '(?=a)b'],
    ['look-behind', '(?<=a)b'],
    ['back-references', '(a)\\1'],
    ['towers of repetition', '((a{1,100}){1,100}){1,100}'],
    ['broken', '(a'],
  ])('%s are refused with the reason', (_, pattern) => {
    expect(patternProblem(pattern)).toMatch(/linear time|steps/);
    expect(() => prepareLists(wordLists.parse({ lexicon: [{ pattern, attribute: 'insult', score: 1 }] }))).toThrow(
      /Pattern 1 of the lexicon is refused/,
    );
  });

  test('the classics of exponential time are matched in linear time', async () => {
    for (const pattern of ['(a+)+$', '(a|a)*b', '(.*a){12}$', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      expect(patternProblem(pattern), pattern).toBeNull();
      await screen(`${'a'.repeat(15_000)}!`, { lexicon: [{ pattern, attribute: 'insult', score: 1 }] });
    }
  });
});
