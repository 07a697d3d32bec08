import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { prepareLists, wordLists } from '../../../src/pipeline/screening/word-lists.ts';

const screen = async (text: string, lists: unknown) => {
  const prepared = prepareLists(wordLists.parse(lists));
  const [screening] = await createLexiconScreener().screen([prepared.withoutAllowed(text)]);
  return prepared.raise(text, screening!);
};
const term = (text: string, score = 0.9) => ({ lexicon: [{ term: text, attribute: 'insult', score }] });

describe('lists of an organisation', () => {
  test('a term raises what it is for, through disguises, and says where', async () => {
    for (const said of ['gl0b3rt', 'gloooobert', 'g l o b e r t', 'GLOBERT', 'glóbert', 'glo\u200bbert', 'g1obert']) {
      const text = `well, you ${said} over there`;
      const { scores, weighed } = await screen(text, term('globert'));
      expect(scores, said).toMatchObject({ insult: 0.9, toxicity: 0.9 });
      expect(text.slice(weighed[0]!.from, weighed[0]!.to), said).toBe(said);
    }
    for (const [text, wanted] of [
      ['you globert', 'something else'],
      ['build 9l0b of globe art', 'globert'],
    ] as const)
      expect((await screen(text, term(wanted))).scores.insult).toBe(0);
  });

  test('what is allowed is fine in disguise, too', async () => {
    expect((await screen('you m0r0n', { allow: ['moron'] })).scores.insult).toBe(0);
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

  test('a pattern that was kept before it would have been refused is left out, and the others count', async () => {
    const { scores } = await screen('a plumdrop for you', {
      lexicon: [
        { pattern: '(a+)+', attribute: 'threat', score: 1 },
        { pattern: '.*', attribute: 'sexual', score: 1 },
        { pattern: 'plum.?drop', attribute: 'insult', score: 0.8 },
      ],
    });
    expect(scores).toMatchObject({ insult: 0.8, threat: 0, sexual: 0 });
  });

  test('a very long text is looked through by patterns at its beginning and its end, places kept', async () => {
    const lists = { lexicon: [{ pattern: 'plumdrop', attribute: 'insult', score: 0.9 }] };
    const text = `${'so it goes '.repeat(8000)}plumdrop`;
    const { scores, weighed } = await screen(text, lists);
    expect(scores.insult).toBe(0.9);
    expect(text.slice(weighed[0]!.from, weighed[0]!.to)).toBe('plumdrop');
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
          lexicon: [{ pattern: '[xz0-9~]', attribute: 'sexual', score: 0.1 }],
        });
        for (const { from, to } of weighed) expect(from >= 0 && from < to && to <= text.length).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
