import { isStop, plainText, termOf, termsOf } from '../../domain/text-terms.ts';
import { alikeness } from './alike-words.ts';

/** What a question asks for, as parts are compared with it. */
export interface RankedQuestion {
  /** The terms that count, with their rarity. */
  rarities: ReadonlyMap<string, number>;
  /** Its words as they were written, with the rarity of their terms. */
  written: ReadonlyMap<string, number>;
  /** Terms that follow one another in it. */
  pairs: readonly (readonly [string, string])[];
  /** Share of what was asked that stands nowhere: misspelt, or said in other words. 0 to 1. */
  unknown: number;
  /** How much a cosine of the embedder's says, beside words: see MEANING. */
  meaning: number;
  /** The cosine from which a text is found by its meaning alone: see ALONE. */
  alone?: number;
}

/**
 * How much more than words a cosine counts, where all words are known. Our own embedder knows no more than the words, so that it decides
 * only among what is alike by words, and for words that nobody wrote; a trained one knows what words mean.
 */
export const MEANING = { own: 0.3, trained: 0.6 } as const;
/** The cosine from which it finds what shares no word with the question: any two English texts are a little alike to our own. */
export const ALONE = { own: 0.2, trained: 0 } as const;
/** What a cosine counts more for every share of the question that stands nowhere. */
const FOR_UNKNOWN = 0.5;
/** What the sentence that has most of the question counts; the first one, or the title, which says what a text is about; terms that stand near one another as they do in it; words of the same form; and words like those that are lacking. */
const SENTENCE = 0.5;
const OPENING = 0.15;
const NEAR = 1;
const WRITTEN = 0.3;
const ALIKE = 1.2;

/** What a cosine of 1 is worth beside words, of which a question has `whole` and a share of `unknown` stands nowhere. */
export const cosineWorth = (whole: number, { meaning, unknown }: Pick<RankedQuestion, 'meaning' | 'unknown'>): number =>
  Math.max(whole, 1e-6) * (meaning + FOR_UNKNOWN * unknown);

/**
 * How well a text answers, 0 and up; comparable within a question. BM25 of the whole, to which is added what the best sentence of it has of the
 * question (an answer stands together, a text that only shares its words does not), terms that stand as near as they were asked, words in the
 * very form they were asked in, words that look like those it lacks (`buddhist` for `buddhism`), and how near it is in meaning.
 */
export function rankText(
  { rarities, written, pairs, unknown, meaning, alone = 0 }: RankedQuestion,
  { sentences, plain, words, cosine }: ReadText & { words: number; cosine: number },
): number {
  let whole = 0;
  for (const rarity of rarities.values()) whole += rarity;
  const alike = cosineWorth(whole, { meaning, unknown }) * Math.max(0, cosine);
  if (words <= 0) return (cosine > alone ? alike / 2 : 0) + ALIKE * alikeWords(sentences, rarities);
  const ofEach = sentences.map((its) => {
    let has = 0;
    for (const [term, rarity] of rarities) if (its.has(term)) has += rarity;
    return has;
  });
  return (
    words +
    SENTENCE * Math.max(0, ...ofEach) +
    OPENING * (ofEach[0] ?? 0) +
    NEAR * nearness(sentences, pairs, rarities) +
    WRITTEN * asWritten(plain, written) +
    ALIKE * alikeWords(sentences, rarities) +
    alike
  );
}

/** The terms of a sentence, each with the words it stands at. */
export type SentenceTerms = ReadonlyMap<string, readonly number[]>;

/** A text as it is ranked. */
export interface ReadText {
  sentences: readonly SentenceTerms[];
  /** Its words as they are written, without accents and capitals. */
  plain: ReadonlySet<string>;
}

export const readText = (text: string): ReadText => ({ sentences: sentenceTerms(text), plain: new Set(wordsOf(text)) });

/** The words of a question as they were written that count, with the rarity of their terms. */
export function writtenWords(question: string, rarities: ReadonlyMap<string, number>): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of wordsOf(question)) if (!isStop(word)) words.set(word, rarities.get(termOf(word)) ?? 0);
  return words;
}

const wordsOf = (text: string): readonly string[] => plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const sentenceTerms = (text: string): SentenceTerms[] =>
  sentencesOf(text).map((sentence) => {
    const places = new Map<string, number[]>();
    for (const { term, position } of termsOf(sentence, 400)) {
      const known = places.get(term);
      if (known) known.push(position);
      else places.set(term, [position]);
    }
    return places;
  });

/** What pairs of terms are worth that follow one another in a sentence: all where side by side, less the farther apart, half the wrong way round. */
function nearness(
  sentences: readonly SentenceTerms[],
  pairs: RankedQuestion['pairs'],
  rarities: RankedQuestion['rarities'],
): number {
  let worth = 0;
  for (const [one, other] of pairs) {
    let best = 0;
    for (const its of sentences) {
      const [before, after] = [its.get(one), its.get(other)];
      if (!before || !after) continue;
      for (const from of before)
        for (const to of after) best = Math.max(best, to > from ? 1 / (to - from) : 0.5 / Math.max(1, from - to));
    }
    worth += (best * ((rarities.get(one) ?? 0) + (rarities.get(other) ?? 0))) / 2;
  }
  return worth;
}

/** What words are worth that stand in the text in the very form they were asked in: `norman` is not `normans`. */
function asWritten(plain: ReadonlySet<string>, written: RankedQuestion['written']): number {
  let worth = 0;
  for (const [word, rarity] of written) if (plain.has(word)) worth += rarity;
  return worth;
}

/** What terms are worth that the text lacks, as far as it has a word that looks like them. */
function alikeWords(sentences: readonly SentenceTerms[], rarities: RankedQuestion['rarities']): number {
  const lacking = [...rarities].filter(([term]) => !sentences.some((its) => its.has(term)));
  if (lacking.length === 0) return 0;
  const there = new Set(sentences.flatMap((its) => [...its.keys()]));
  let worth = 0;
  for (const [term, rarity] of lacking) {
    let best = 0;
    for (const other of there) best = Math.max(best, alikeness(term, other));
    worth += rarity * best;
  }
  return worth;
}

/** The sentences and lines of a text. */
export const sentencesOf = (text: string): string[] =>
  text.split(/\n|(?<=[.!?]["”’)]?)\s+(?=[\p{Lu}\p{N}"“‘(])/u).flatMap((sentence) => sentence.trim() || []);

/** The lines of a text that have most of the question, in their order, at most so many letters; its beginning where none has any. */
export function passageOf(text: string, rarities: ReadonlyMap<string, number>, most = 320): string {
  const sentences = sentencesOf(text);
  const worth = sentences.map((sentence) => {
    let has = 0;
    for (const term of new Set(termsOf(sentence, 400).map(({ term: one }) => one))) has += rarities.get(term) ?? 0;
    return has;
  });
  const order = worth
    .map((value, at) => ({ value, at }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.at - b.at);
  const chosen: number[] = [];
  let length = 0;
  for (const { at, value } of order.length > 0 ? order : sentences.map((_, at) => ({ at, value: 0 }))) {
    if (chosen.length > 0 && (length + sentences[at]!.length > most || value * 3 < (order[0]?.value ?? 0))) break;
    chosen.push(at);
    length += sentences[at]!.length + 1;
    if (chosen.length >= 3) break;
  }
  return chosen
    .sort((a, b) => a - b)
    .map((at) => sentences[at]!)
    .join(' ');
}
