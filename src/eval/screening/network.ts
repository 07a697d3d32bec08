import { SCREENED } from '../../domain/screening.ts';
import { type Features, GRAM_ROWS, MARKS, WHOLE } from '../../pipeline/screening/features.ts';
import type { Random } from './random.ts';

/** Numbers of a word in the table; of filters over three words; of the layer behind them. */
export const WORD = 100;
export const IN = WORD + MARKS;
export const SPAN = 3 * IN;
export const FILTERS = 64;
export const HIDDEN = 48;
const OUT = SCREENED.length;
export const JOINT = FILTERS + IN + WHOLE;
/** What the layer of outputs reads: the hidden layer and the numbers of the whole window. */
export const LAST = HIDDEN + WHOLE;

/** An example for training: what the model is shown, what it should say (NaN: unknown), and how much it counts for each. */
export interface Example {
  features: Features;
  targets: Float32Array;
  weights: Float32Array;
  /** Which set it is of, as a number from 0. */
  source: number;
}

export interface Network {
  /** Rows of `WORD` numbers; never trained. */
  table: Float32Array;
  convolution: Float32Array;
  convolutionBias: Float32Array;
  hidden: Float32Array;
  hiddenBias: Float32Array;
  last: Float32Array;
  lastBias: Float32Array;
  /** For every gram, what it adds to each output. */
  grams: Float32Array;
  /** How much the grams count, 0..1. */
  gramShare: number;
  /** What a coarse insult adds to toxicity; 0 while it is learned. */
  coarse: number;
}

/** Of a coarse insult of the lexicon (0.95), a foul word for a person, 1; of a milder one (0.8: stupid, a loser) 0. */
export const COARSE = { slope: 10, shift: -8.5 };
export const INSULT = SCREENED.indexOf('insult');
export const TOXICITY = SCREENED.indexOf('toxicity');

const TRAINED = ['convolution', 'convolutionBias', 'hidden', 'hiddenBias', 'last', 'lastBias'] as const;

export function newNetwork(table: Float32Array, random: Random, gramShare = 1): Network {
  const normal = (length: number, scale: number): Float32Array =>
    Float32Array.from({ length }, () => random.normal() * scale);
  return {
    table,
    convolution: normal(FILTERS * SPAN, Math.sqrt(1 / SPAN)),
    convolutionBias: new Float32Array(FILTERS),
    hidden: normal(HIDDEN * JOINT, Math.sqrt(2 / JOINT)),
    hiddenBias: new Float32Array(HIDDEN),
    last: normal(OUT * LAST, Math.sqrt(1 / LAST)),
    lastBias: new Float32Array(OUT).fill(-1),
    grams: new Float32Array(GRAM_ROWS * OUT),
    gramShare,
    coarse: 0,
  };
}

/** What one pass leaves for the way back; one is enough for all passes of a thread. */
export interface Scratch {
  input: Float32Array;
  best: Int32Array;
  joint: Float32Array;
  hidden: Float32Array;
  outputs: Float32Array;
  gradJoint: Float32Array;
  gradHidden: Float32Array;
  kept: Float32Array;
}

export const newScratch = (mostWords: number): Scratch => ({
  input: new Float32Array((mostWords + 2) * IN),
  best: new Int32Array(FILTERS),
  joint: new Float32Array(JOINT),
  hidden: new Float32Array(HIDDEN),
  outputs: new Float32Array(OUT),
  gradJoint: new Float32Array(JOINT),
  gradHidden: new Float32Array(HIDDEN),
  kept: new Float32Array(HIDDEN).fill(1),
});

/** The outputs before the sigmoid, in `scratch.outputs`. */
export function forward(
  net: Network,
  { words, marks, grams, whole }: Features,
  scratch: Scratch,
  gramShare = net.gramShare,
): void {
  const { input, best, joint, hidden, outputs, kept } = scratch;
  const length = words.length;
  input.fill(0, 0, (length + 2) * IN);
  joint.fill(0);
  for (let t = 0; t < length; t++) {
    const at = (t + 1) * IN;
    const row = words[t]! * WORD;
    for (let d = 0; d < WORD; d++) input[at + d] = net.table[row + d]!;
    for (let d = 0; d < MARKS; d++) input[at + WORD + d] = marks[t * MARKS + d]!;
    for (let d = 0; d < IN; d++) joint[FILTERS + d]! += input[at + d]!;
  }
  for (let d = 0; d < IN; d++) joint[FILTERS + d]! /= Math.max(1, length);
  for (let f = 0; f < FILTERS; f++) {
    let most = 0;
    let place = -1;
    const bias = net.convolutionBias[f]!;
    for (let t = 0; t < length; t++) {
      const sum = bias + dot(net.convolution, f * SPAN, input, t * IN, SPAN);
      if (sum > most) {
        most = sum;
        place = t;
      }
    }
    joint[f] = most;
    best[f] = place;
  }
  joint.set(whole, FILTERS + IN);
  for (let h = 0; h < HIDDEN; h++) {
    const sum = net.hiddenBias[h]! + dot(net.hidden, h * JOINT, joint, 0, JOINT);
    hidden[h] = sum > 0 ? sum * kept[h]! : 0;
  }
  for (let o = 0; o < OUT; o++) {
    let sum = net.lastBias[o]!;
    for (let h = 0; h < HIDDEN; h++) sum += net.last[o * LAST + h]! * hidden[h]!;
    for (let w = 0; w < WHOLE; w++) sum += net.last[o * LAST + HIDDEN + w]! * whole[w]!;
    outputs[o] = sum;
  }
  outputs[TOXICITY]! += net.coarse * Math.max(0, whole[INSULT]! * COARSE.slope + COARSE.shift);
  if (gramShare === 0) return;
  const scale = gramShare / Math.sqrt(Math.max(1, grams.length));
  for (let g = 0; g < grams.length; g++)
    for (let o = 0; o < OUT; o++) outputs[o]! += net.grams[grams[g]! * OUT + o]! * scale;
}

/** Four sums at once: one alone would wait for each addition. */
function dot(a: Float32Array, atA: number, b: Float32Array, atB: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[atA + i]! * b[atB + i]!;
    s1 += a[atA + i + 1]! * b[atB + i + 1]!;
    s2 += a[atA + i + 2]! * b[atB + i + 2]!;
    s3 += a[atA + i + 3]! * b[atB + i + 3]!;
  }
  for (; i < length; i++) s0 += a[atA + i]! * b[atB + i]!;
  return s0 + s1 + (s2 + s3);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export interface TrainOptions {
  epochs: number;
  rate: number;
  gramRate: number;
  batch: number;
  /** Chance that an example is learned without the grams, so that neither half leans on the other. */
  withoutGrams: number;
  /** Chance that a number of the hidden layer is left out. */
  dropout: number;
  /** Chance that a word is taken for one that is not in the table, so that its marks and its neighbours have to do. */
  unknown: number;
  decay: number;
  gramDecay: number;
  /** How quickly what one set calls what is learned apart from the others, and how far it is held back. */
  habitRate: number;
  habitDecay: number;
  random: Random;
  say?: (text: string) => void;
}

/** Adam for the dense layers, AdaGrad for the grams; binary cross-entropy for each output that is known. */
export function train(net: Network, examples: readonly Example[], options: TrainOptions): void {
  const { random, batch, rate } = options;
  const scratch = newScratch(examples.reduce((most, { features }) => Math.max(most, features.words.length), 1));
  const grads = TRAINED.map((name) => new Float32Array(net[name].length));
  const [first, second] = [
    TRAINED.map((name) => new Float32Array(net[name].length)),
    TRAINED.map((name) => new Float32Array(net[name].length)),
  ];
  const squares = new Float32Array(net.grams.length).fill(1e-4);
  const order = examples.map((_, i) => i);
  const steps = Math.ceil(examples.length / batch) * options.epochs;
  const sources = examples.reduce((most, { source }) => Math.max(most, source + 1), 1);
  const habits = { values: new Float32Array(sources * HABIT), grads: new Float32Array(sources * HABIT) };
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    random.shuffle(order);
    let loss = 0;
    for (let from = 0; from < order.length; from += batch) {
      const size = Math.min(batch, order.length - from);
      const progress = step++ / steps;
      const warm = Math.min(1, step / 200) * (0.05 + 0.95 * (0.5 + 0.5 * Math.cos(Math.PI * progress)));
      for (let i = from; i < from + size; i++)
        loss += learn(net, examples[order[i]!]!, scratch, grads, squares, options, warm, habits);
      keepHabits(habits, options.habitRate * warm, options.habitDecay, size);
      TRAINED.forEach((name, n) => {
        adam(
          net[name],
          grads[n]!,
          first[n]!,
          second[n]!,
          rate * warm,
          step,
          size,
          name.endsWith('Bias') ? 0 : options.decay,
        );
      });
    }
    options.say?.(`epoch ${epoch + 1}: loss ${(loss / examples.length).toFixed(4)}`);
  }
}

function learn(
  net: Network,
  { features, targets, weights, source }: Example,
  scratch: Scratch,
  grads: Float32Array[],
  squares: Float32Array,
  options: TrainOptions,
  warm: number,
  habits: Habits,
): number {
  const { random } = options;
  const share = random.next() < options.withoutGrams ? 0 : net.gramShare;
  const keep = 1 / (1 - options.dropout);
  for (let h = 0; h < HIDDEN; h++) scratch.kept[h] = random.next() < options.dropout ? 0 : keep;
  const words = features.words.map((row) => (random.next() < options.unknown ? 1 : row));
  forward(net, { ...features, words }, scratch, share);
  const { input, best, joint, hidden, outputs, gradJoint, gradHidden, kept } = scratch;
  const [gConv, gConvBias, gHidden, gHiddenBias, gLast, gLastBias] = grads as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  let loss = 0;
  gradHidden.fill(0);
  gradJoint.fill(0);
  const { grams, whole } = features;
  const scale = share / Math.sqrt(Math.max(1, grams.length));
  for (let o = 0; o < OUT; o++) {
    const weight = weights[o]!;
    if (weight === 0) continue;
    const target = targets[o]!;
    const own = source * HABIT + o * (1 + WHOLE);
    let habit = habits.values[own]!;
    for (let w = 0; w < WHOLE; w++) habit += habits.values[own + 1 + w]! * whole[w]!;
    const p = sigmoid(outputs[o]! + habit);
    loss -= weight * (target * Math.log(p + 1e-9) + (1 - target) * Math.log(1 - p + 1e-9));
    const grad = weight * (p - target);
    for (let h = 0; h < HIDDEN; h++) {
      gLast[o * LAST + h]! += grad * hidden[h]!;
      gradHidden[h]! += grad * net.last[o * LAST + h]!;
    }
    for (let w = 0; w < WHOLE; w++) gLast[o * LAST + HIDDEN + w]! += grad * whole[w]!;
    gLastBias[o]! += grad;
    habits.grads[own]! += grad;
    for (let w = 0; w < WHOLE; w++) habits.grads[own + 1 + w]! += grad * whole[w]!;
    if (share > 0)
      for (let g = 0; g < grams.length; g++) {
        const at = grams[g]! * OUT + o;
        const own = grad * scale + options.gramDecay * net.grams[at]!;
        squares[at]! += own * own;
        net.grams[at]! -= (options.gramRate * warm * own) / Math.sqrt(squares[at]!);
      }
  }
  for (let h = 0; h < HIDDEN; h++) {
    if (hidden[h] === 0) continue;
    const grad = gradHidden[h]! * kept[h]!;
    gHiddenBias[h]! += grad;
    for (let j = 0; j < JOINT; j++) {
      gHidden[h * JOINT + j]! += grad * joint[j]!;
      gradJoint[j]! += grad * net.hidden[h * JOINT + j]!;
    }
  }
  for (let f = 0; f < FILTERS; f++) {
    const place = best[f]!;
    const grad = gradJoint[f]!;
    if (place < 0 || grad === 0) continue;
    gConvBias[f]! += grad;
    const at = place * IN;
    for (let d = 0; d < SPAN; d++) gConv[f * SPAN + d]! += grad * input[at + d]!;
  }
  return loss;
}

/** What the people who marked a set call what: added to the outputs for its texts in training, and left out after it. */
interface Habits {
  values: Float32Array;
  grads: Float32Array;
}
const HABIT = OUT * (1 + WHOLE);

function keepHabits({ values, grads }: Habits, rate: number, decay: number, size: number): void {
  for (let i = 0; i < values.length; i++) {
    values[i]! -= rate * (grads[i]! / size + decay * values[i]!);
    grads[i] = 0;
  }
}

function adam(
  values: Float32Array,
  grad: Float32Array,
  first: Float32Array,
  second: Float32Array,
  rate: number,
  step: number,
  size: number,
  decay: number,
): void {
  const [b1, b2] = [1 - 0.9 ** step, 1 - 0.999 ** step];
  for (let i = 0; i < values.length; i++) {
    const g = grad[i]! / size;
    grad[i] = 0;
    first[i] = 0.9 * first[i]! + 0.1 * g;
    second[i] = 0.999 * second[i]! + 0.001 * g * g;
    values[i]! -= rate * (first[i]! / b1 / (Math.sqrt(second[i]! / b2) + 1e-8) + decay * values[i]!);
  }
}

/** What the network says of one window: the chance of each attribute, not yet calibrated. */
export function chances(net: Network, features: Features, scratch: Scratch): Float32Array {
  scratch.kept.fill(1);
  forward(net, features, scratch);
  return scratch.outputs.map(sigmoid);
}
