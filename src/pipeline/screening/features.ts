import { SCREENED, type Scores } from '../../domain/screening.ts';
import { ADDRESSING, IDENTITIES, KINDLY, NEGATIONS, OWN, REPORTING, THEM } from './lexicon-terms.ts';
import { heaviest, type ReadWord } from './read-message.ts';

/** What the model is shown of one window of a message. Changing any of this needs a model trained anew. */
export interface Features {
  /** Rows of the word table: 0 nothing, 1 a word that is not in it. */
  words: Int32Array;
  /** For every word, `MARKS` numbers that say what kind of word it is. */
  marks: Float32Array;
  /** Rows of the table of words, pairs of words and pieces of words, by hash. */
  grams: Int32Array;
  /** `WHOLE` numbers about the window. */
  whole: Float32Array;
}

/** Words in a window, and by how many windows go on. */
export const WINDOW = 96;
const STEP = 80;
const MOST_WINDOWS = 48;
export const GRAM_ROWS = 1 << 16;
/** The weights of seven attributes, then what `kindOf` says. */
export const MARKS = SCREENED.length + 12;
export const WHOLE = SCREENED.length + 13;
/** Which of the `WHOLE` numbers is the heaviest that the lexicon says of anything. */
export const HEAVIEST = WHOLE - 1;

/** Of a long message, its windows: every one of the first and, where there are too many, of the last. */
export function windowsOf(words: readonly ReadWord[]): ReadWord[][] {
  if (words.length <= WINDOW) return [words.slice()];
  const starts: number[] = [];
  for (let at = 0; at < words.length - (WINDOW - STEP); at += STEP) starts.push(at);
  const kept =
    starts.length <= MOST_WINDOWS ? starts : [...starts.slice(0, MOST_WINDOWS / 2), ...starts.slice(-MOST_WINDOWS / 2)];
  return kept.map((at) => words.slice(at, at + WINDOW));
}

/** `rowOf` gives the row of a word in the table; 1 where it has none. */
export function featuresOf(words: readonly ReadWord[], rowOf: (word: string) => number): Features {
  const length = words.length;
  const rows = new Int32Array(length);
  const marks = new Float32Array(length * MARKS);
  for (let i = 0; i < length; i++) {
    const word = words[i]!;
    rows[i] = rowOf(word.text);
    const at = i * MARKS;
    if (word.weights) for (let k = 0; k < SCREENED.length; k++) marks[at + k] = word.weights[SCREENED[k]!] ?? 0;
    kindOf(word, marks, at + SCREENED.length);
  }
  return { words: rows, marks, grams: gramsOf(words), whole: wholeOf(words) };
}

function kindOf(word: ReadWord, into: Float32Array, at: number): void {
  const { text } = word;
  into[at] = Number(ADDRESSING.has(text));
  into[at + 1] = Number(NEGATIONS.has(text));
  into[at + 2] = Number(OWN.has(text));
  into[at + 3] = Number(THEM.has(text));
  into[at + 4] = Number(IDENTITIES.has(text));
  into[at + 5] = Number(REPORTING.has(text));
  into[at + 6] = Number(KINDLY.has(text));
  into[at + 7] = Number(text === '!' || text === '?');
  into[at + 8] = Number(text === '"');
  into[at + 9] = Number(word.shouted);
  into[at + 10] = Number(word.disguise !== null && word.disguise !== 'stretched');
  into[at + 11] = Number(word.phrase > 1);
}

/** How much a term of an attribute says of toxicity, where that is less than its weight. */
const SAYS: Partial<Scores> = { sexual: 0.9, profanity: 0.6 };
/** How far a word reaches. */
const NEAR = 4;

function wholeOf(words: readonly ReadWord[]): Float32Array {
  const whole = new Float32Array(WHOLE);
  const heavy = heaviest(words);
  whole.set(heavy);
  SCREENED.forEach((name, k) => {
    whole[HEAVIEST] = Math.max(whole[HEAVIEST]!, heavy[k]! * (SAYS[name] ?? 1));
  });
  const at = SCREENED.length;
  let [shouted, terms] = [0, 0];
  const near = (i: number, has: (text: string) => boolean, reach = NEAR): boolean => {
    for (let k = Math.max(0, i - reach); k <= Math.min(words.length - 1, i + reach); k++)
      if (k !== i && has(words[k]!.text)) return true;
    return false;
  };
  for (let i = 0; i < words.length; i++) {
    const { weights, text, shouted: loud, disguise } = words[i]!;
    if (loud) shouted++;
    if (ADDRESSING.has(text)) whole[at + 1] = 1;
    if (IDENTITIES.has(text)) whole[at + 2] = 1;
    if (!weights) continue;
    const bad = Math.max(
      weights.insult ?? 0,
      weights.toxicity ?? 0,
      weights.severe_toxicity ?? 0,
      weights.threat ?? 0,
      weights.identity_attack ?? 0,
    );
    const foul = Math.max(bad, weights.profanity ?? 0, weights.sexual ?? 0);
    if (foul >= 0.5) terms++;
    if (bad >= 0.5 && near(i, (t) => ADDRESSING.has(t))) whole[at + 3] = Math.max(whole[at + 3]!, bad);
    if (foul >= 0.5 && near(i, (t) => ADDRESSING.has(t))) whole[at + 4] = Math.max(whole[at + 4]!, foul);
    if (bad >= 0.5 && near(i, (t) => OWN.has(t), 3)) whole[at + 5] = Math.max(whole[at + 5]!, bad);
    if (foul >= 0.5 && near(i, (t) => NEGATIONS.has(t), 3)) whole[at + 6] = 1;
    if (foul >= 0.5 && near(i, (t) => REPORTING.has(t) || t === '"', 5)) whole[at + 7] = 1;
    if (foul >= 0.5 && near(i, (t) => KINDLY.has(t), 3)) whole[at + 8] = 1;
    if (foul >= 0.5 && near(i, (t) => IDENTITIES.has(t))) whole[at + 9] = Math.max(whole[at + 9]!, foul);
    if (foul >= 0.5 && disguise !== null) whole[at + 10] = 1;
  }
  whole[at] = Math.min(1, shouted / Math.max(3, words.length));
  whole[at + 11] = Math.min(1, terms / Math.max(4, words.length)) * 2;
  return whole;
}

function gramsOf(words: readonly ReadWord[]): Int32Array {
  const rows: number[] = [];
  let before = '';
  for (const { text } of words) {
    rows.push(rowOfGram(1, text));
    if (before !== '') rows.push(rowOfGram(2, `${before} ${text}`));
    before = text;
    if (text.length < 4 || text.length > 24 || text.charCodeAt(0) === 60) continue;
    const framed = `^${text}$`;
    for (let i = 0; i + 4 <= framed.length; i++) rows.push(rowOfGram(3, framed.slice(i, i + 4)));
  }
  return Int32Array.from(rows);
}

/** FNV-1a; row 0 is nothing. */
function rowOfGram(kind: number, text: string): number {
  let hash = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return 1 + (((hash ^ (hash >>> 13)) >>> 0) % (GRAM_ROWS - 1));
}
