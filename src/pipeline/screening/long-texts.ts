import { SCREENED, type Scores, type Screened } from '../../domain/screening.ts';
import { type SeedLexicon, seedLexicon, type TermWeights } from './lexicon.ts';
import type { Screening, Weighed } from './screener.ts';

/** A longer text is judged by its beginning, its end and the passages between them where something grave stands. */
export const MOST_WHOLE = 20_000;
const END = MOST_WHOLE / 2;
/** Passages of the rest, and letters on each side of what was found. */
const MOST_PASSAGES = 8;
const AROUND = 200;
/** Of the words of the rest that are looked up, those in which somebody could come to harm count. */
const GRAVE: readonly (readonly [Screened, number])[] = [
  ['threat', 3],
  ['severe_toxicity', 3],
  ['identity_attack', 2],
  ['insult', 1],
];
const LEAST_GRAVE = 0.5;
const MOST_WEIGHED = 24;

/** A piece of a text and where in it it begins. */
export interface Part {
  at: number;
  text: string;
}

/**
 * The pieces by which a text is judged: itself, or of a very long one its beginning, its end and at most eight passages between them.
 * The rest is only looked through for plain words of the seed lexicon; in time linear in the text.
 */
export function partsOf(text: string, lexicon: SeedLexicon = seedLexicon()): Part[] {
  if (text.length <= MOST_WHOLE) return [{ at: 0, text }];
  const last = text.length - END;
  const passages = gravestIn(text.slice(END, last), lexicon).map((place) => {
    const at = END + Math.max(0, place - AROUND);
    return { at, text: text.slice(at, Math.min(last, END + place + AROUND)) };
  });
  return [{ at: 0, text: text.slice(0, END) }, ...passages, { at: last, text: text.slice(last) }];
}

/** Where the gravest words stand, no two of them near each other; in the order of the text. */
function gravestIn(text: string, lexicon: SeedLexicon): number[] {
  const words = [...text.toLowerCase().matchAll(/[\p{L}\p{N}']+/gu)].map(({ 0: word, index }) => ({ word, index }));
  const found = words.flatMap(({ word, index }, i) => {
    const phrases = (lexicon.phrases.get(word) ?? []).filter((phrase) =>
      phrase.words.every((each, k) => words[i + k]?.word === each),
    );
    const weight = Math.max(gravity(lexicon.terms.get(word)), ...phrases.map(({ weights }) => gravity(weights)));
    return weight > 0 ? [{ index, weight }] : [];
  });
  const chosen: number[] = [];
  for (const { index } of found.toSorted((a, b) => b.weight - a.weight || a.index - b.index)) {
    if (chosen.length === MOST_PASSAGES) break;
    if (chosen.every((other) => Math.abs(other - index) > AROUND)) chosen.push(index);
  }
  return chosen.toSorted((a, b) => a - b);
}

const gravity = (weights: TermWeights | undefined): number =>
  Math.max(0, ...GRAVE.map(([name, times]) => ((weights?.[name] ?? 0) >= LEAST_GRAVE ? times * weights![name]! : 0)));

/** What was found in the parts of one text, as found in the text: the worst counts, for each attribute by itself. */
export function together(parts: readonly Part[], screenings: readonly Screening[]): Screening {
  const [first] = screenings;
  if (parts.length === 1) return first!;
  const scores = Object.fromEntries(
    SCREENED.map((name) => [name, Math.max(...screenings.map((one) => one.scores[name]))]),
  ) as Scores;
  const weighed = screenings.flatMap((one, i) =>
    one.weighed.map((place): Weighed => ({ ...place, from: place.from + parts[i]!.at, to: place.to + parts[i]!.at })),
  );
  return { ...first!, scores, weighed: weighed.sort((a, b) => b.weight - a.weight).slice(0, MOST_WEIGHED) };
}
