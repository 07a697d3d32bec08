import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../src/pipeline/screening/fold.ts';
import { normalise } from '../../../src/pipeline/screening/normalise.ts';
import { createVocabulary } from '../../../src/pipeline/screening/vocabulary.ts';

const WORDS =
  'the a i you are is and of off to in what hello world cool well known co op as see this that was great classic assassin off well bold text so read book be careful now'.split(
    ' ',
  );
const vocabulary = createVocabulary(WORDS);
const read = (text: string): string =>
  normalise(text, vocabulary)
    .map((word) => word.text)
    .join(' ');

describe('what hides words is taken off', () => {
  test.each([
    ['leet', 'you 1d10t, $h1t and @ss', 'you idiot shit and ass'],
    ['masks', 'f*ck you b!tch, you a**hole', 'fuck you bitch you asshole'],
    ['spaced letters', 'f u c k   y o u', 'fuck you'],
    ['letters between signs', 'F.U.C.K this k-y-s', 'fuck this kys'],
    ['halves', 'you id iot', 'you idiot'],
    ['stretched letters', 'you stuuuuupid coool', 'you stupid cool'],
    ['words run together', 'fuckyou', 'fuck you'],
    ['full width', 'ｆｕｃｋ ｙｏｕ', 'fuck you'],
    ['letters of other alphabets', 'fuсk уоu', 'fuck you'],
    ['all letters of other alphabets in a Latin text', 'what a соск', 'what a cock'],
    ['mathematical letters', '𝖋𝖚𝖈𝖐 𝕪𝕠𝕦', 'fuck you'],
    ['letters in boxes and flags', '🅵🆄🅲🅺 🇾🇴🇺', 'fuck you'],
    ['what cannot be seen', 'fu\u200b\u200dck y\u00ado\ufeffu', 'fuck you'],
    ['Zalgo', 'f̸̡͝u̷͎c̵͔k̴ you', 'fuck you'],
    ['direction marks', '\u202efuck\u202c you', 'fuck you'],
    ['pictures', 'you 🖕', 'you middlefinger'],
  ])('%s: %s', (_, written, meant) => {
    expect(read(written)).toBe(meant);
  });

  test.each([
    ['well-known co-op', 'well known co op'],
    ['i18n mp3 2nd 3x', 'i18n mp3 2nd 3x'],
    ['a classic assassin of Scunthorpe', 'a classic assassin of scunthorpe'],
    ['**bold** text', 'bold text'],
    ['a b c d e f', 'a b c d e f'],
    ['Привет, как дела', 'привет как дела'],
    ['see https://fuck.example/shit and foo.js', 'see <link> and <link>'],
    ['<@123> @ann.lee 42', '<someone> <someone> <number>'],
    ["don't, you're", 'do not you are'],
    ['مرحبا بالعالم', 'مرحبا بالعالم'],
  ])('and what hides nothing is left: %s', (written, meant) => {
    expect(read(written)).toBe(meant);
  });
});

describe('places in the original', () => {
  test('are those of what was written', () => {
    const text = 'Oh, you ｓt\u200bUUUpid f u c k 🖕!';
    const words = normalise(text, vocabulary).map(({ text: word, from, to }) => [word, text.slice(from, to)]);
    expect(words).toEqual([
      ['oh', 'Oh'],
      ['you', 'you'],
      ['stupid', 'ｓt\u200bUUUpid'],
      ['fuck', 'f u c k'],
      ['middlefinger', '🖕'],
      ['!', '!'],
    ]);
  });

  test('shouting is told', () => {
    const words = normalise('YOU are GREAT, I am', vocabulary);
    expect(words.filter(({ shouted }) => shouted).map(({ text }) => text)).toEqual(['you', 'great']);
  });

  const pieces = fc.constantFrom(
    ...'f u c k 1d10t f*ck $h1t stuuupid \u200b \u0301 \u202e 🖕 👨‍👩‍👧 <@1> https://x.y @a \ud83d \udc00 ﷽ fuckyou \0 \n соск " ! ** _ - . @ ß ﬁ ǆ İ ͡ 🇫 𝖋 a'.split(
      ' ',
    ),
    ' ',
    '  ',
    '\t',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );

  test('always lie inside the original, in order, and are not empty', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let before = 0;
        for (const { from, to } of normalise(text, vocabulary)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          before = from;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of folded text never go back', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { text: plain, from, to } = fold(text);
        expect([from.length, to.length]).toEqual([plain.length, plain.length]);
        for (let i = 0; i < plain.length; i++) {
          expect(to[i]).toBeGreaterThan(from[i]!);
          expect(to[i]).toBeLessThanOrEqual(text.length);
          if (i > 0) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1]!);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is folded is folded: once more changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 100 }), (text) => {
        expect(fold(fold(text).text).text).toBe(fold(text).text);
      }),
    );
  });
});

describe('long and strange texts are read to their end', () => {
  test.each([
    ['words in disguise', 'f u c k you 1d10t $h1t st.up.id '.repeat(4000)],
    ['single letters', 'a '.repeat(60_000)],
    ['one word', 'a'.repeat(120_000)],
    ['signs', '!@#$%^&*()'.repeat(12_000)],
    ['marks on one letter', `f${'\u0317'.repeat(120_000)}`],
    ['what cannot be seen', '\u200b'.repeat(120_000)],
    ['mentions', '<@123456789> '.repeat(10_000)],
    ['right to left', 'שלום עולם مرحبا '.repeat(8000)],
    ['halves of pairs', '\ud83d'.repeat(120_000)],
    ['nothing', ''],
  ])('%s', (_, text) => {
    for (const { from, to } of normalise(text, vocabulary))
      expect(from >= 0 && to <= text.length && from < to).toBe(true);
  });

  test('of a very long text its beginning and its end are read', () => {
    const text = `you idiot ${'la '.repeat(200_000)} you moron`;
    const words = normalise(text, vocabulary);
    expect(words[1]!.text).toBe('idiot');
    expect(text.slice(words.at(-1)!.from)).toBe('moron');
  });
});
