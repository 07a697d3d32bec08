import { alikeTerms, termsOfKind } from '../../domain/related-words.ts';
import { plainText, termOf, termsOf } from '../../domain/text-terms.ts';
import { cosineOf, meaningOf, meaningOfAll } from '../embedding/word-vectors.ts';
import { alikeness } from './alike-words.ts';
import type { Answer, AskedWord, AskedWords } from './asked-words.ts';
import { sentencesOf } from './rank.ts';

interface Sentence {
  letters: number;
  words: readonly string[];
  /** Terms, with the words they stand at. */
  places: ReadonlyMap<string, readonly number[]>;
  /** What it means as a whole, of length 1. */
  meaning: Float32Array;
}

/** A text as it is compared closely. */
export interface CloseText {
  sentences: readonly Sentence[];
  terms: ReadonlyMap<string, number>;
  /** What its terms mean, of those of which it is known. */
  meanings: ReadonlyMap<string, Float32Array>;
  /** Its terms one after the other. */
  sequence: readonly string[];
  words: ReadonlySet<string>;
  /** Words that stand side by side. */
  pairs: ReadonlySet<string>;
}

/** How a text compares: of each word of the question WORD_MARKS numbers, and TEXT_MARKS of the whole. */
export interface Compared {
  ofWords: readonly (readonly number[])[];
  ofText: readonly number[];
}
export const WORD_MARKS = 22;
export const TEXT_MARKS = 22;

const WORD = /[\p{L}\p{N}]+/gu;

export function closeText(text: string): CloseText {
  const sentences = sentencesOf(text).map(readSentence);
  const sequence = sentences.flatMap(({ sequence: its }) => its);
  const terms = new Map<string, number>();
  for (const term of sequence) terms.set(term, (terms.get(term) ?? 0) + 1);
  const words = plainText(text).match(WORD) ?? [];
  return {
    sentences,
    terms,
    meanings: new Map(
      [...terms.keys()].flatMap((term) => {
        const meaning = meaningOf(term);
        return meaning ? [[term, meaning] as const] : [];
      }),
    ),
    sequence,
    words: new Set(words),
    pairs: new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`)),
  };
}

function readSentence(sentence: string): Sentence & { sequence: readonly string[] } {
  const places = new Map<string, number[]>();
  const terms = termsOf(sentence, 400);
  for (const { term, position } of terms) {
    const known = places.get(term);
    if (known) known.push(position);
    else places.set(term, [position]);
  }
  const sequence = terms.map(({ term }) => term);
  return {
    letters: sentence.length,
    words: sentence.match(WORD) ?? [],
    places,
    sequence,
    meaning: meaningOfAll(sequence),
  };
}

/** How a word stands in a sentence: itself; a word that looks like it, 0 to 1; one that means something near, by its
 * cosine; one of our own list of words that mean much the same, or are of the kind it names. */
interface Standing {
  itself: boolean;
  looks: number;
  near: number;
  related: boolean;
}

/** What a sentence counts for a word that it has in another form, beside the word itself; and the cosine from which another word counts for it. */
const LOOKS = 0.7;
const RELATED = 0.6;
const NEAR_FROM = 0.35;
const worthOf = ({ itself, looks, near, related }: Standing): number =>
  itself ? 1 : Math.max(LOOKS * looks, (near - NEAR_FROM) / (1 - NEAR_FROM), related ? RELATED : 0);

/** Terms of a text that are counted as near to a word, by the cosine from which they are. */
const COUNTED = [0.45, 0.6, 0.75];
/** Terms side by side in which as much of the question as stands together is looked for. */
const WINDOWS = [5, 10];

/** How a text compares with a question, by its BM25 (`bm25`) and the cosine of its meaning. */
export function compareClosely(
  { words, answer, meaning }: AskedWords,
  text: CloseText,
  { bm25, cosine }: { bm25: number; cosine: number },
): Compared {
  const asked = new Set(words.map(({ term }) => term));
  const looks = words.map(({ term }) => looksLike(term, text.terms.keys()));
  const near = words.map((word) => nearTo(word, text.meanings));
  const related = (term: string, there: { has(one: string): boolean }): boolean =>
    !there.has(term) &&
    (some(alikeTerms(term), (one) => there.has(one)) ||
      some(termsOfKind(term), (one) => there.has(one) && !asked.has(one)));
  const standing = text.sentences.map(({ places }) =>
    words.map(
      ({ term }, at): Standing => ({
        itself: places.has(term),
        looks: highestOf(looks[at]!, places),
        near: highestOf(near[at]!, places),
        related: related(term, places),
      }),
    ),
  );
  const whole = words.reduce((sum, { rarity }) => sum + rarity, 0);
  const sumOf = (worth: (at: number) => number): number =>
    words.reduce((sum, { rarity }, at) => sum + rarity * worth(at), 0);
  const worth = standing.map((its) => sumOf((at) => worthOf(its[at]!)));
  const best = worth.indexOf(Math.max(...worth));
  const value = worth[best] ?? 0;
  const together = standing
    .slice(1)
    .map((its, before) => sumOf((at) => Math.max(worthOf(its[at]!), worthOf(standing[before]![at]!))));
  const beside = [standing[best - 1], standing[best + 1]];
  const ofWords = words.map((word, at) => {
    const count = text.terms.get(word.term) ?? 0;
    const there = count > 0;
    const its = standing[best]?.[at];
    const in1 = its?.itself ?? false;
    const cosines = [...near[at]!.values()].sort((a, b) => b - a);
    return [
      count / (count + 1.2),
      Number(there),
      Number(in1),
      Number(text.words.has(word.written)),
      there ? 0 : Math.max(0, ...looks[at]!.values()),
      in1 ? 0 : (its?.looks ?? 0),
      Number(related(word.term, text.terms)),
      Number(its?.related ?? false),
      Number(word.before !== null && text.pairs.has(`${word.before} ${word.written}`)),
      Number(word.after !== null && text.pairs.has(`${word.written} ${word.after}`)),
      nearness(word, text.sentences),
      Number(standing[0]?.[at]?.itself ?? false),
      there ? shareOf(text.sentences, ({ places }) => places.has(word.term)) : 0,
      cosines[0] ?? 0,
      its?.near ?? 0,
      ((cosines[0] ?? 0) + (cosines[1] ?? 0) + (cosines[2] ?? 0)) / 3,
      ...COUNTED.map((from) => Math.log1p(cosines.filter((one) => one > from).length)),
      Math.max(0, ...beside.map((one) => (one ? worthOf(one[at]!) : 0))),
      its ? worthOf(its) : 0,
      standing.reduce((sum, one) => sum + worthOf(one[at]!), 0) / Math.max(1, standing.length),
    ];
  });
  const answers = text.sentences.map((sentence) => mayAnswer(sentence, answer, asked));
  const alike = text.sentences.map((sentence) => cosineOf(sentence.meaning, meaning));
  const highest = words.map((_, at) => Math.max(0, ...standing.map((its) => worthOf(its[at]!))));
  const ofText = [
    bm25,
    value,
    Math.max(value, ...together),
    Math.max(0, ...worth.filter((_, at) => at !== best)),
    whole > 0 ? (value / whole) ** 2 * 4 : 0,
    Math.log(Math.max(1, text.sequence.length)),
    Math.log(Math.max(1, text.sentences.length)),
    cosine * whole,
    ...(['number', 'date', 'who', 'where', 'why'] as const).map((kind) =>
      Number(kind === answer && (answers[best] ?? false)),
    ),
    Math.max(0, ...worth.filter((_, at) => answers[at])),
    Math.log((text.sentences[best]?.letters ?? 0) + 1),
    Math.max(0, ...words.map(({ term, rarity }) => (text.terms.has(term) ? rarity : 0))),
    Math.max(0, ...standing.map((its) => sumOf((at) => Number(its[at]!.itself)))),
    sumOf((at) => highest[at]! ** 2),
    ...WINDOWS.map((many) => windowed(words, text.sequence, near, many)),
    Math.max(0, ...alike) * whole,
    (alike[best] ?? 0) * whole,
  ];
  return { ofWords, ofText };
}

/** The terms of a text that mean something near to a word, without itself, with their cosine. */
function nearTo({ term, meaning }: AskedWord, meanings: CloseText['meanings']): Map<string, number> {
  const near = new Map<string, number>();
  if (meaning === null) return near;
  for (const [other, its] of meanings) {
    const cosine = other === term ? 0 : cosineOf(meaning, its);
    if (cosine > LEAST_NEAR) near.set(other, cosine);
  }
  return near;
}
const LEAST_NEAR = 0.2;

function highestOf(values: ReadonlyMap<string, number>, places: ReadonlyMap<string, unknown>): number {
  let highest = 0;
  for (const [term, value] of values) if (value > highest && places.has(term)) highest = value;
  return highest;
}

/** The most that so many terms side by side have of a question, by the words themselves or such as mean nearly the same. */
function windowed(
  words: readonly AskedWord[],
  sequence: readonly string[],
  near: readonly ReadonlyMap<string, number>[],
  many: number,
): number {
  const worth = words.map(({ term, rarity }, at) => {
    const its = near[at]!;
    return sequence.map((one) => (one === term ? rarity : rarity * Math.max(0, 2 * (its.get(one) ?? 0) - 1)));
  });
  let most = 0;
  for (let from = 0; from === 0 || from + many <= sequence.length; from++) {
    let sum = 0;
    for (const its of worth) {
      let highest = 0;
      for (let at = from; at < Math.min(from + many, its.length); at++) if (its[at]! > highest) highest = its[at]!;
      sum += highest;
    }
    if (sum > most) most = sum;
  }
  return most;
}

function looksLike(term: string, others: Iterable<string>): Map<string, number> {
  const found = new Map<string, number>();
  for (const other of others) {
    const value = other === term ? 0 : alikeness(term, other);
    if (value > 0) found.set(other, value);
  }
  return found;
}

function some(terms: ReadonlySet<string>, holds: (term: string) => boolean): boolean {
  for (const term of terms) if (holds(term)) return true;
  return false;
}

const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(holds).length / all.length;

/** How near the next word of the question stands, 0 to 1: 1 side by side, half that the wrong way round. */
function nearness({ term, next }: AskedWord, sentences: readonly Sentence[]): number {
  let best = 0;
  if (next === null) return best;
  for (const { places } of sentences) {
    const [before, after] = [places.get(term), places.get(next)];
    if (!before || !after) continue;
    for (const from of before)
      for (const to of after) best = Math.max(best, to > from ? 1 / (to - from) : 0.5 / Math.max(1, from - to));
  }
  return best;
}

const NUMBER =
  /^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|third|quarter)$/i;
const DATE =
  /^(?:1\d{3}|20[0-2]\d|\d{3,4}s|january|february|march|april|may|june|july|august|september|october|november|december|century|centuries|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/i;

/** Whether a sentence has something of the kind that was asked for, which the question itself does not say. */
function mayAnswer({ words }: Sentence, answer: Answer, asked: ReadonlySet<string>): boolean {
  switch (answer) {
    case 'number':
      return words.some((word) => NUMBER.test(word) && !asked.has(termOf(word.toLowerCase())));
    case 'date':
      return words.some((word) => DATE.test(word) && !asked.has(termOf(word.toLowerCase())));
    case 'who':
    case 'where':
      return words.some((word, at) => at > 0 && /^\p{Lu}/u.test(word) && !asked.has(termOf(plainText(word))));
    case 'why':
      return words.some((word) => /^(?:because|due|since|reason|therefore)$/i.test(word));
    case 'other':
      return false;
  }
}
