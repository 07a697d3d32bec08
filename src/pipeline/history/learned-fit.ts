import { type AskedWords, WORD_TRAITS } from './asked-words.ts';
import { type Compared, TEXT_MARKS, WORD_MARKS } from './compare-closely.ts';
import { LEARNED } from './learned-weights.ts';

/** Hidden units of the network that says what a word is worth; and how many weights there are in all. */
export const HIDDEN = 16;
const INPUTS = WORD_TRAITS + WORD_MARKS;
export const PLACES = {
  into: 0,
  bias: INPUTS * HIDDEN,
  out: INPUTS * HIDDEN + HIDDEN,
  straight: INPUTS * HIDDEN + HIDDEN * 3,
  text: INPUTS * HIDDEN + HIDDEN * 3 + WORD_MARKS * 2,
} as const;
export const WEIGHTS = PLACES.text + TEXT_MARKS;

/**
 * How well a text answers a question, comparable within the question alone: of every word what a small network finds it worth, by what is known of
 * the word and how it stands in the text (one worth for its rarity, one by itself), and of the text as a whole a weighted sum. The weights were
 * learned from questions and the paragraphs they were asked about (src/eval/retrieval/learn-fit.ts).
 */
export function learnedFit(
  { words }: AskedWords,
  { ofWords, ofText }: Compared,
  weights: Float32Array = LEARNED,
): number {
  let score = 0;
  for (let at = 0; at < ofText.length; at++) score += weights[PLACES.text + at]! * ofText[at]!;
  for (const [at, { traits, rarity }] of words.entries()) {
    const [byRarity, alone] = wordWorth([...traits, ...ofWords[at]!], weights);
    score += rarity * byRarity + alone;
  }
  return score;
}

/** What a word is worth for its rarity, and by itself. `hidden`, where given, is filled with what the units say. */
export function wordWorth(
  inputs: ArrayLike<number>,
  weights: Float32Array,
  hidden?: Float32Array,
): readonly [number, number] {
  let [byRarity, alone] = [0, 0];
  for (let unit = 0; unit < HIDDEN; unit++) {
    let sum = weights[PLACES.bias + unit]!;
    for (let at = 0; at < INPUTS; at++) sum += weights[PLACES.into + unit * INPUTS + at]! * inputs[at]!;
    const value = Math.max(0, sum);
    if (hidden) hidden[unit] = value;
    byRarity += weights[PLACES.out + unit * 2]! * value;
    alone += weights[PLACES.out + unit * 2 + 1]! * value;
  }
  for (let mark = 0; mark < WORD_MARKS; mark++) {
    const input = inputs[WORD_TRAITS + mark]!;
    byRarity += weights[PLACES.straight + mark * 2]! * input;
    alone += weights[PLACES.straight + mark * 2 + 1]! * input;
  }
  return [byRarity, alone];
}
