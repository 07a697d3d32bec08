import { SCREENED } from '../../domain/screening.ts';
import { featuresOf, HEAVIEST } from '../../pipeline/screening/features.ts';
import { readMessage } from '../../pipeline/screening/read-message.ts';
import { createVocabulary, type Vocabulary } from '../../pipeline/screening/vocabulary.ts';
import { type Line, type Point, platt } from './calibrate.ts';
import { exampleOf } from './examples.ts';
import { madeTexts } from './made.ts';
import {
  type Example,
  forward,
  HIDDEN,
  LAST,
  type Network,
  newNetwork,
  newScratch,
  TOXICITY,
  train,
} from './network.ts';
import { seeded } from './random.ts';
import type { Labelled } from './sets.ts';
import type { WordTable } from './word-table.ts';

/** So much more of the lexicon than was learned; see `lean`. */
const LEANING = 1;
/** What a coarse insult adds to toxicity; people of every set mind one, whomever it is said of. */
const COARSE_LEANING = 2;

export interface Learned {
  net: Network;
  /** One for each attribute, fitted on the parts kept for it. */
  lines: Line[];
  vocabulary: Vocabulary;
  /** Chance of toxicity, calibrated. */
  score(text: string): number;
}

export interface LearnOptions {
  /** All texts of the sets to learn from, with their splits. */
  texts: readonly Labelled[];
  words: WordTable;
  seed: number;
  epochs: number;
  /** The share of the texts that are learned from. */
  share?: number;
  say?: (text: string) => void;
}

/** Learns from the `train` parts, with made texts beside them, and calibrates on the `valid` parts. The same seed gives the same model. */
export function learn({ texts, words, seed, epochs, share = 1, say }: LearnOptions): Learned {
  const vocabulary = createVocabulary(words.words);
  const rows = new Map(words.words.map((word, i) => [word, i + 2]));
  const rowOf = (word: string): number => rows.get(word) ?? 1;
  const random = seeded(seed);
  const taken = texts.filter(({ split }) => split === 'train').filter(() => random.next() < share);
  const examples = [...taken, ...madeTexts(random)].map((one) => exampleOf(one, vocabulary, rowOf));
  say?.(`learning from ${examples.length.toLocaleString('en-GB')} texts`);
  const net = newNetwork(words.table, random);
  train(net, examples, {
    epochs,
    rate: 0.0015,
    gramRate: 0.05,
    batch: 32,
    withoutGrams: 0.5,
    dropout: 0.2,
    unknown: 0.15,
    decay: 0.01,
    gramDecay: 0,
    habitRate: 0.5,
    habitDecay: 0.02,
    random,
    say,
  });
  lean(net);
  const scratch = newScratch(4000);
  const held = texts.filter(({ split }) => split === 'valid').map((one) => exampleOf(one, vocabulary, rowOf));
  const lines = linesOf(net, held);
  // behind the calibration, so that what has no coarse insult in it is scored as if there were none
  net.coarse = COARSE_LEANING;
  return {
    net,
    lines,
    vocabulary,
    score(text) {
      forward(net, featuresOf(readMessage(text, vocabulary).slice(0, 96), rowOf), scratch);
      const { slope, shift } = lines[0]!;
      return 1 / (1 + Math.exp(-(scratch.outputs[0]! * slope + shift)));
    },
  };
}

/**
 * What the lexicon says counts so much more for toxicity than was learned: each set teaches its own view of coarse words, and sets that
 * were not learned from agree more with the lexicon than with any of them (figures in models/screening.md).
 */
function lean(net: Network): void {
  net.last[TOXICITY * LAST + HIDDEN + HEAVIEST]! += LEANING;
}

function linesOf(net: Network, held: readonly Example[]): Line[] {
  const scratch = newScratch(200);
  const points: Point[][] = SCREENED.map(() => []);
  for (const { features, targets, weights } of held) {
    forward(net, features, scratch);
    SCREENED.forEach((_, k) => {
      if (weights[k]! > 0) points[k]!.push({ raw: scratch.outputs[k]!, target: targets[k]!, weight: weights[k]! });
    });
  }
  return points.map(platt);
}
