import { type Chunk, chunksOf } from './chunks.ts';
import { type Folded, fold } from './fold.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How a word was written, where not plainly: `h3ll0`, `f*ck`, `f u c k`, `stuuupid`, `fuckyou`. */
export type Disguise = 'leet' | 'masked' | 'spaced' | 'stretched' | 'joined';

export interface Word {
  /** As it is looked up: lower case, disguise taken off. Punctuation that matters is a word too: ! ? ". */
  text: string;
  /** UTF-16 offsets in the original; words that were written as one share them. */
  from: number;
  to: number;
  disguise: Disguise | null;
  /** Two letters or more, all capitals. */
  shouted: boolean;
}

/** Stands for an address, somebody who is mentioned, a number. */
export const PLACEHOLDERS = ['<link>', '<someone>', '<number>'] as const;

/** The longest run of single letters, and the longest word, that is looked into. */
const LONGEST = 40;

/**
 * The words of a text with what hides them taken off and their places in the original kept; in time linear in the text.
 * A disguise is only believed where taking it off gives a word that is known and the word as written is not.
 */
export function normalise(original: string, vocabulary: Vocabulary): Word[] {
  const folded = fold(original);
  const chunks = chunksOf(folded.text);
  const words: Word[] = [];
  for (let i = 0; i < chunks.length; ) {
    const run = spacedRun(chunks, i);
    if (run === 0 || !joinRun(chunks.slice(i, i + run), folded, vocabulary, words))
      for (const chunk of chunks.slice(i, i + Math.max(1, run))) readChunk(chunk, folded, vocabulary, words);
    i += Math.max(1, run);
  }
  joinHalves(words, vocabulary);
  for (const word of words) word.shouted = isShouted(original, word);
  return words;
}

const placed = (folded: Folded, begin: number, end: number): { from: number; to: number } => ({
  from: folded.from[begin]!,
  to: folded.to[end - 1]!,
});

/** How many chunks from here are single letters, one after another; 0 where fewer than three. */
function spacedRun(chunks: readonly Chunk[], at: number): number {
  let end = at;
  while (end < chunks.length && end - at < LONGEST && chunks[end]!.single) end++;
  return end - at >= 3 ? end - at : 0;
}

/** Reads `f u c k   y o u` as its words, where a term is among them or they are long enough to be meant. */
function joinRun(chunks: readonly Chunk[], folded: Folded, vocabulary: Vocabulary, into: Word[]): boolean {
  const letters = chunks.map(({ text }) => vocabulary.unleet(text.replaceAll(/[^a-z0-9@$!|]/g, '')) || text);
  const joined = letters.join('');
  if (joined.length !== chunks.length) return false;
  const parts = segmented(joined, vocabulary, true);
  if (!parts || !(hasTerm(parts, vocabulary) || parts.every((part) => part.length >= 4 || part === 'i'))) return false;
  let at = 0;
  for (const part of parts) {
    const [first, last] = [chunks[at]!, chunks[at + part.length - 1]!];
    into.push({ text: part, ...placed(folded, first.begin, last.end), disguise: 'spaced', shouted: false });
    at += part.length;
  }
  return true;
}

function readChunk({ kind, text, begin, end }: Chunk, folded: Folded, vocabulary: Vocabulary, into: Word[]): void {
  const put = (words: readonly string[], disguise: Disguise | null, start = begin, stop = end): void => {
    const place = placed(folded, start, stop);
    for (const word of words) into.push({ text: word, ...place, disguise, shouted: false });
  };
  if (kind !== 'words') {
    put([kind], null);
    return;
  }
  if (text.length <= LONGEST) {
    const hidden = undisguised(text, vocabulary);
    if (hidden) {
      put(hidden.words, hidden.disguise);
      putMarks(text, put, begin);
      return;
    }
  }
  for (const match of text.matchAll(/([\p{L}\p{N}_]+(?:['’][\p{L}]+)?)|[!?"“”]/gu)) {
    const start = begin + match.index;
    const stop = start + match[0].length;
    if (match[1] === undefined) put([match[0] === '!' || match[0] === '?' ? match[0] : '"'], null, start, stop);
    else {
      const { words, disguise } = plainWord(match[0], vocabulary);
      put(words, disguise, start, stop);
    }
  }
}

/** The marks that end a chunk whose word was read another way. */
function putMarks(
  text: string,
  put: (words: readonly string[], disguise: null, start: number, stop: number) => void,
  begin: number,
): void {
  const marks = /[!?"]+$/.exec(text);
  if (marks) put([marks[0].at(-1)!], null, begin + marks.index, begin + text.length);
}

const hasTerm = (parts: readonly string[], vocabulary: Vocabulary): boolean =>
  parts.some((part) => vocabulary.isTerm(part));

interface Reading {
  words: readonly string[];
  disguise: Disguise | null;
}

/** A chunk with signs among its letters, as the word that they hide; null where it hides none. */
function undisguised(text: string, vocabulary: Vocabulary): Reading | null {
  if (/^[\p{L}'’]+[.,;:!?"')\]]*$/u.test(text)) return null;
  const core = text.replace(/^["'“([{*_~]+(?=[^*])/, '').replace(/["'”)\]}.,;:!?~]+$/, '');
  if (core.length < 2 || !/[a-z]/.test(core)) return null;
  if (/^[\p{L}\p{N}]+$/u.test(core) && vocabulary.knows(core)) return null;
  const masked = vocabulary.unmask(core);
  if (masked) return { words: [masked], disguise: 'masked' };
  if (/[0-9@$!|+(<€£¢]/.test(core)) {
    const plain = vocabulary.unleet(core);
    const found = plain.length >= 3 && /^[a-z]+$/.test(plain) ? vocabulary.unstretch(plain) : null;
    const strict = /^[@$!(<+|]|^\d+|\d+$/.test(core);
    if (found && (vocabulary.isTerm(found) || (!strict && found.length >= 4 && vocabulary.knows(found))))
      return { words: [found], disguise: 'leet' };
  }
  const letters = core.split(/[^a-z]+/).filter((part) => part !== '');
  if (letters.length >= 3 && letters.every((part) => part.length === 1)) {
    const words = segmented(letters.join(''), vocabulary);
    if (words) return { words, disguise: 'spaced' };
  }
  if (letters.length >= 2 && /^[a-z]+(?:[^a-z\s'’][a-z]+)+$/.test(core)) {
    const joined = letters.join('');
    // `fu.ck`, yet not `well-known`: its halves are words of their own.
    if (vocabulary.isTerm(joined) && !letters.every((part) => part.length > 2 && vocabulary.knows(part)))
      return { words: [joined], disguise: 'spaced' };
  }
  return null;
}

/** A word without signs: contractions and abbreviations in full, stretched letters and words run together taken apart. */
function plainWord(raw: string, vocabulary: Vocabulary): Reading {
  const said = vocabulary.expand(raw.replace('’', "'"));
  if (said) return { words: said, disguise: null };
  const word = raw.replaceAll(/['’_]/g, '');
  if (/^\d+$/.test(word)) return { words: ['<number>'], disguise: null };
  if (vocabulary.isTerm(word)) return { words: [word], disguise: null };
  if (/(.)\1\1/.test(word)) {
    const found = vocabulary.unstretch(word);
    const full = vocabulary.expand(found);
    return { words: full ?? [found], disguise: 'stretched' };
  }
  if (vocabulary.knows(word)) return { words: [word], disguise: null };
  const squeezed = vocabulary.unstretch(word);
  if (vocabulary.isTerm(squeezed)) return { words: [squeezed], disguise: 'stretched' };
  if (word.length >= 6 && word.length <= LONGEST) {
    const parts = segmented(word, vocabulary);
    if (parts?.some((part) => part.length >= 4 && vocabulary.isTerm(part))) return { words: parts, disguise: 'joined' };
  }
  return { words: [word], disguise: null };
}

/** `id iot`: two neighbours, one of them no common word, that together are a term. */
function joinHalves(words: Word[], vocabulary: Vocabulary): void {
  let kept = 0;
  for (let i = 0; i < words.length; i++) {
    const [one, two] = [words[i]!, words[i + 1]];
    const joined = two && one.text.length + two.text.length <= 14 ? one.text + two.text : '';
    const halves =
      joined.length >= 4 &&
      two !== undefined &&
      two.from > one.to &&
      /^[a-z]+$/.test(joined) &&
      vocabulary.isTerm(joined) &&
      !(vocabulary.isCommon(one.text) && vocabulary.isCommon(two.text));
    words[kept++] = halves ? { ...one, text: joined, to: two.to, disguise: 'spaced' } : one;
    if (halves) i++;
  }
  words.length = kept;
}

/** Cuts run-together letters into known words, as few as can be; null where they cannot be cut so. Terms before other words;
 * letters that fit nowhere stay alone where that is allowed. */
function segmented(text: string, vocabulary: Vocabulary, withLoose = false): string[] | null {
  if (text.length > LONGEST) return null;
  const cost = new Float64Array(text.length + 1).fill(Number.POSITIVE_INFINITY);
  const back = new Int32Array(text.length + 1);
  cost[0] = 0;
  for (let end = 1; end <= text.length; end++)
    for (let begin = Math.max(0, end - 16); begin < end; begin++) {
      const word = text.slice(begin, end);
      const own = costOf(word, vocabulary, withLoose);
      if (cost[begin]! + own < cost[end]!) {
        cost[end] = cost[begin]! + own;
        back[end] = begin;
      }
    }
  if (!Number.isFinite(cost[text.length]!)) return null;
  const words: string[] = [];
  for (let end = text.length; end > 0; end = back[end]!) words.unshift(text.slice(back[end]!, end));
  return withLoose || words.length <= Math.max(1, text.length / 2) ? words : null;
}

function costOf(word: string, vocabulary: Vocabulary, loose: boolean): number {
  if (vocabulary.isTerm(word)) return 0.5;
  if (vocabulary.isCommon(word)) return word.length === 1 ? 1.6 : 1;
  return loose && word.length === 1 ? 3 : Number.POSITIVE_INFINITY;
}

function isShouted(original: string, { from, to }: Word): boolean {
  let capitals = 0;
  for (let i = from; i < Math.min(to, from + 64); i++) {
    const unit = original.charCodeAt(i);
    if (unit >= 0x41 && unit <= 0x5a) capitals++;
    else if (unit >= 0x61 && unit <= 0x7a) return false;
  }
  return capitals >= 2;
}
