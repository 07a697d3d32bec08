import { alikeTerms, termsOfKind } from '../../domain/related-words.ts';
import { plainText, termOf, termsOf } from '../../domain/text-terms.ts';
import { alikeness } from './alike-words.ts';
import type { Answer, AskedWord, AskedWords } from './asked-words.ts';
import { sentencesOf } from './rank.ts';

interface Sentence {
  letters: number;
  words: readonly string[];
  /** Terms, with the words they stand at. */
  places: ReadonlyMap<string, readonly number[]>;
}

/** A text as it is compared closely. */
export interface CloseText {
  sentences: readonly Sentence[];
  terms: ReadonlyMap<string, number>;
  length: number;
  words: ReadonlySet<string>;
  /** Words that stand side by side. */
  pairs: ReadonlySet<string>;
}

/** How a text compares: of each word of the question WORD_MARKS numbers, and TEXT_MARKS of the whole. */
export interface Compared {
  ofWords: readonly (readonly number[])[];
  ofText: readonly number[];
}
export const WORD_MARKS = 13;
export const TEXT_MARKS = 16;

const WORD = /[\p{L}\p{N}]+/gu;

export function closeText(text: string): CloseText {
  const sentences = sentencesOf(text).map(readSentence);
  const terms = new Map<string, number>();
  let length = 0;
  for (const { places } of sentences)
    for (const [term, at] of places) {
      terms.set(term, (terms.get(term) ?? 0) + at.length);
      length += at.length;
    }
  const words = plainText(text).match(WORD) ?? [];
  return {
    sentences,
    terms,
    length,
    words: new Set(words),
    pairs: new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`)),
  };
}

function readSentence(sentence: string): Sentence {
  const places = new Map<string, number[]>();
  for (const { term, position } of termsOf(sentence, 400)) {
    const known = places.get(term);
    if (known) known.push(position);
    else places.set(term, [position]);
  }
  return { letters: sentence.length, words: sentence.match(WORD) ?? [], places };
}

/** How a word stands in a sentence: itself; a word that looks like it, 0 to 1; one that means much the same, or is of the kind it names. */
interface Standing {
  itself: boolean;
  looks: number;
  related: boolean;
}

/** What a sentence counts for a word that it has in another form or by another word, beside the word itself. */
const LOOKS = 0.7;
const RELATED = 0.6;
const worthOf = ({ itself, looks, related }: Standing): number =>
  itself ? 1 : Math.max(LOOKS * looks, related ? RELATED : 0);

/** How a text compares with a question, by its BM25 (`bm25`) and the cosine of its meaning. */
export function compareClosely(
  { words, answer }: AskedWords,
  text: CloseText,
  { bm25, cosine }: { bm25: number; cosine: number },
): Compared {
  const asked = new Set(words.map(({ term }) => term));
  const looks = words.map(({ term }) => looksLike(term, text.terms.keys()));
  const related = (term: string, there: { has(one: string): boolean }): boolean =>
    some(alikeTerms(term), (one) => there.has(one)) ||
    some(termsOfKind(term), (one) => there.has(one) && !asked.has(one));
  const standing = text.sentences.map(({ places }) =>
    words.map(({ term }, at): Standing => {
      if (places.has(term)) return { itself: true, looks: 0, related: false };
      let alike = 0;
      for (const [other, value] of looks[at]!) if (value > alike && places.has(other)) alike = value;
      return { itself: false, looks: alike, related: related(term, places) };
    }),
  );
  const whole = words.reduce((sum, { rarity }) => sum + rarity, 0);
  const worth = standing.map((its) => its.reduce((sum, one, at) => sum + words[at]!.rarity * worthOf(one), 0));
  const best = worth.indexOf(Math.max(...worth));
  const value = worth[best] ?? 0;
  const together = standing
    .slice(1)
    .map((its, before) =>
      its.reduce(
        (sum, one, at) => sum + words[at]!.rarity * Math.max(worthOf(one), worthOf(standing[before]![at]!)),
        0,
      ),
    );
  const ofWords = words.map((word, at) => {
    const count = text.terms.get(word.term) ?? 0;
    const there = count > 0;
    const its = standing[best]?.[at];
    const in1 = its?.itself ?? false;
    return [
      count / (count + 1.2),
      Number(there),
      Number(in1),
      Number(text.words.has(word.written)),
      there ? 0 : Math.max(0, ...looks[at]!.values()),
      in1 ? 0 : (its?.looks ?? 0),
      Number(!there && related(word.term, text.terms)),
      Number(!in1 && (its?.related ?? false)),
      Number(word.before !== null && text.pairs.has(`${word.before} ${word.written}`)),
      Number(word.after !== null && text.pairs.has(`${word.written} ${word.after}`)),
      nearness(word, text.sentences),
      Number(standing[0]?.[at]?.itself ?? false),
      there ? shareOf(text.sentences, ({ places }) => places.has(word.term)) : 0,
    ];
  });
  const answers = text.sentences.map((sentence) => mayAnswer(sentence, answer, asked));
  const ofText = [
    bm25,
    value,
    Math.max(value, ...together),
    Math.max(0, ...worth.filter((_, at) => at !== best)),
    whole > 0 ? (value / whole) ** 2 * 4 : 0,
    Math.log(Math.max(1, text.length)),
    Math.log(Math.max(1, text.sentences.length)),
    cosine * whole,
    ...(['number', 'date', 'who', 'where', 'why'] as const).map((kind) =>
      Number(kind === answer && (answers[best] ?? false)),
    ),
    Math.max(0, ...worth.filter((_, at) => answers[at])),
    Math.log((text.sentences[best]?.letters ?? 0) + 1),
    Math.max(0, ...words.map(({ term, rarity }) => (text.terms.has(term) ? rarity : 0))),
  ];
  return { ofWords, ofText };
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
