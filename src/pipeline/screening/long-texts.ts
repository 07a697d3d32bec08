import type { Screened } from '../../domain/screening.ts';
import { type SeedLexicon, seedLexicon, type TermWeights } from './lexicon.ts';
import type { Screening, Weighed } from './screener.ts';

/** A longer text is judged by its beginning, its end and the passages between them where something grave stands. */
export const MOST_WHOLE = 8_000;
const END = 3_000;
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
const BETWEEN = ' \n';

/** What of a text is judged, and how a place in it is found in the text. */
export interface Gist {
  text: string;
  /** What was found in the gist, as found in the text. */
  inText(screening: Screening): Screening;
}

interface Piece {
  /** Where it begins in the text, and in the gist. */
  at: number;
  from: number;
  text: string;
}

/**
 * A text as it is judged: itself, or of a very long one at most eight passages, its beginning and its end. The rest is only looked through
 * for plain words of the seed lexicon; in time linear in the text. The passages come first: screeners that read no more than so much read
 * beginnings.
 */
export function gistOf(text: string, lexicon: SeedLexicon = seedLexicon()): Gist {
  if (text.length <= MOST_WHOLE) return { text, inText: (screening) => screening };
  const last = text.length - END;
  const passages = gravestIn(text.slice(END, last), lexicon).map((place): [number, string] => {
    const at = END + Math.max(0, place - AROUND);
    return [at, text.slice(at, Math.min(last, END + place + AROUND))];
  });
  const pieces: Piece[] = [];
  let length = 0;
  for (const [at, piece] of [...passages, [0, text.slice(0, END)] as const, [last, text.slice(last)] as const]) {
    pieces.push({ at, from: length, text: piece });
    length += piece.length + BETWEEN.length;
  }
  return {
    text: pieces.map((piece) => piece.text).join(BETWEEN),
    inText: (screening) => ({ ...screening, weighed: screening.weighed.flatMap((place) => placed(place, pieces)) }),
  };
}

/** What reaches from one piece into the next stands nowhere in the text. */
function placed(place: Weighed, pieces: readonly Piece[]): Weighed[] {
  const piece = pieces.findLast(({ from }) => from <= place.from)!;
  const [from, to] = [place.from - piece.from, place.to - piece.from];
  return to <= piece.text.length ? [{ ...place, from: piece.at + from, to: piece.at + to }] : [];
}

/** Where the gravest words stand, no two of them near each other; in the order of the text. */
function gravestIn(text: string, lexicon: SeedLexicon): number[] {
  const words = [...text.toLowerCase().matchAll(/[\p{L}\p{N}']+/gu)].map(({ 0: word, index }) => ({ word, index }));
  const found = words.flatMap(({ word, index }, i) => {
    const term = lexicon.terms.get(word);
    const phrases = lexicon.phrases.get(word);
    if (!term && !phrases) return [];
    const said = phrases?.filter((phrase) => phrase.words.every((each, k) => words[i + k]?.word === each)) ?? [];
    const weight = Math.max(gravity(term), ...said.map(({ weights }) => gravity(weights)));
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
