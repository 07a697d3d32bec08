import { CONFUSABLE, EMOJI_WORDS, LIGATURES } from './confusables.ts';

/** A text as it is compared, every unit of it with the place it came from. */
export interface Folded {
  /** Lower case, without accents, marks and what cannot be seen; pictures are words between spaces. */
  text: string;
  /** For every UTF-16 unit of `text`, where in the original it began and ended. */
  from: Uint32Array;
  to: Uint32Array;
}

/** More than this of one message is not read; what is left out is neither its beginning nor its end. */
export const MOST_READ = 100_000;

/** What cannot be seen (format characters, controls, fillers), marks that only decorate, and white space. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Cn}]/u;
const MARK = /\p{M}/u;
const MARKS = /\p{M}+/gu;
const SPACE = /\s/u;
const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;

type Kind = 'text' | 'space' | 'mark' | 'unseen' | 'picture' | 'lookalike';
interface Read {
  kind: Kind;
  text: string;
}

const READ_BEFORE = new Map<number, Read>();
const MOST_KEPT = 20_000;

function read(code: number): Read {
  const known = READ_BEFORE.get(code);
  if (known) return known;
  const fresh = readFresh(code);
  if (READ_BEFORE.size < MOST_KEPT) READ_BEFORE.set(code, fresh);
  return fresh;
}

function readFresh(code: number): Read {
  // Half of a pair that never came, and tabs and line ends, which count as controls too.
  if (code >= 0xd800 && code <= 0xdfff) return { kind: 'unseen', text: '' };
  const one = String.fromCodePoint(code);
  if (SPACE.test(one) && code !== 0xfeff) return { kind: 'space', text: ' ' };
  const picture = EMOJI_WORDS.get(code);
  if (picture) return { kind: 'picture', text: picture };
  if (UNSEEN.test(one)) return { kind: 'unseen', text: '' };
  if (MARK.test(one)) return { kind: 'mark', text: '' };
  // Letters as flags, and white letters in coloured boxes.
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return { kind: 'text', text: String.fromCharCode(97 + code - 0x1f1e6) };
  if (code >= 0x1f150 && code <= 0x1f169) return { kind: 'text', text: String.fromCharCode(97 + code - 0x1f150) };
  if (code >= 0x1f170 && code <= 0x1f189) return { kind: 'text', text: String.fromCharCode(97 + code - 0x1f170) };
  const ligature = LIGATURES.get(code);
  if (ligature) return { kind: 'text', text: ligature };
  const alike = CONFUSABLE.get(code);
  if (alike)
    return LATIN.test(one) || !LETTER.test(one)
      ? { kind: 'text', text: alike }
      : { kind: 'lookalike', text: one.toLowerCase() };
  const plain = one.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return { kind: plain.trim() === '' ? 'space' : 'text', text: plain.trim() === '' ? ' ' : plain };
}

/** The part of a text that is read, as the ranges of it. */
function readRanges(length: number): [number, number][] {
  if (length <= MOST_READ) return [[0, length]];
  return [
    [0, MOST_READ / 2],
    [length - MOST_READ / 2, length],
  ];
}

/**
 * Folds a text for comparison, in time linear in its length: NFKD, lower case, no marks (Zalgo), nothing that cannot be seen, pictures
 * as words, and letters of other alphabets that are drawn like Latin ones as those, where Latin letters stand beside them.
 */
export function fold(original: string): Folded {
  const parts: string[] = [];
  const capacity = Math.min(original.length, MOST_READ) * 4 + 64;
  let from = new Uint32Array(capacity);
  let to = new Uint32Array(capacity);
  let length = 0;
  const lookalikes: number[] = [];
  const put = (text: string, start: number, end: number): void => {
    if (length + text.length > from.length) {
      from = grown(from, length + text.length);
      to = grown(to, length + text.length);
    }
    parts.push(text);
    for (let i = 0; i < text.length; i++, length++) {
      from[length] = start;
      to[length] = end;
    }
  };
  const putPlain = (start: number, end: number): void => {
    if (length + end - start > from.length) {
      from = grown(from, length + end - start);
      to = grown(to, length + end - start);
    }
    parts.push(original.slice(start, end).toLowerCase());
    for (let at = start; at < end; at++, length++) {
      from[length] = at;
      to[length] = at + 1;
    }
  };
  for (const [begin, end] of readRanges(original.length)) {
    if (begin > 0) put(' ', begin, begin);
    for (let at = begin; at < end; ) {
      const plain = plainUntil(original, at, end);
      if (plain > at) {
        putPlain(at, plain);
        at = plain;
        continue;
      }
      const code = original.codePointAt(at)!;
      const next = Math.min(original.length, at + (code > 0xffff ? 2 : 1));
      const { kind, text } = read(code);
      if (kind === 'picture') put(` ${text} `, at, next);
      else if (kind === 'lookalike') {
        lookalikes.push(length);
        put(text, at, next);
      } else if (kind === 'text' || kind === 'space') put(text, at, next);
      else if (kind === 'mark' && length > 0) to[length - 1] = next;
      at = next;
    }
  }
  const text = parts.join('');
  return {
    text: lookalikes.length > 0 ? asLatin(text, lookalikes) : text,
    from: from.subarray(0, length),
    to: to.subarray(0, length),
  };
}

/** How far a run of letters and signs goes that everybody has on their keyboard. */
function plainUntil(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x7f || unit < 0x20) break;
    at++;
  }
  return at;
}

function grown(array: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(array.length * 2, least));
  larger.set(array);
  return larger;
}

/** Words that mix alphabets are read as Latin, and so are words of nothing but lookalikes in a text that is Latin otherwise. */
function asLatin(text: string, lookalikes: readonly number[]): string {
  const units = text.split('');
  const isLookalike = new Set(lookalikes);
  let latin = 0;
  let foreign = 0;
  for (let i = 0; i < units.length; i++) {
    const unit = units[i]!;
    if (unit >= 'a' && unit <= 'z') latin++;
    else if (!isLookalike.has(i) && unit > '\x7f' && LETTER.test(unit)) foreign++;
  }
  const mostlyLatin = latin > foreign && latin > 0;
  let start = 0;
  for (let i = 0; i <= units.length; i++) {
    if (i < units.length && units[i] !== ' ') continue;
    let [own, alike, other] = [0, 0, 0];
    for (let k = start; k < i; k++) {
      const unit = units[k]!;
      if (isLookalike.has(k)) alike++;
      else if (unit >= 'a' && unit <= 'z') own++;
      else if (unit > '\x7f' && LETTER.test(unit)) other++;
    }
    if (alike > 0 && (own > 0 || (other === 0 && mostlyLatin)))
      for (let k = start; k < i; k++)
        if (isLookalike.has(k)) units[k] = CONFUSABLE.get(units[k]!.charCodeAt(0)) ?? units[k]!;
    start = i + 1;
  }
  return units.join('');
}
