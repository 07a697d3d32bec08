import { SCREENED, type Scores, type Screened } from '../../domain/screening.ts';
import { featuresOf, WINDOW } from '../../pipeline/screening/features.ts';
import { heaviest, readMessage } from '../../pipeline/screening/read-message.ts';
import type { Vocabulary } from '../../pipeline/screening/vocabulary.ts';
import type { Example } from './network.ts';
import type { Labelled } from './sets.ts';

/** How much one text of a set counts, and a toxic one of it beside another one. */
const COUNTS: Record<Labelled['set'], readonly [all: number, toxic: number]> = {
  davidson: [1.2, 0.45],
  convabuse: [2, 2],
  toxigen: [0.7, 1],
  implicit: [0.35, 1],
  github: [0.6, 2],
  made: [1.3, 1],
  chat: [0, 0],
};
/** No answer is quite sure: sets disagree on what is toxic. */
const SMOOTHING = 0.02;
/** How much an answer of the lexicon counts where no person gave one. */
const TAUGHT = 0.4;

/** A text as the network learns it. Where a set says nothing of an attribute the lexicon does, with less weight. */
export function exampleOf(labelled: Labelled, vocabulary: Vocabulary, rowOf: (word: string) => number): Example {
  const words = readMessage(labelled.text.slice(0, 1500), vocabulary).slice(0, WINDOW);
  const lexicon = Object.fromEntries(SCREENED.map((name, k) => [name, heaviest(words)[k]!])) as Scores;
  const [all, ofToxic] = COUNTS[labelled.set];
  const count = all * (labelled.toxic ? ofToxic : 1);
  const targets = new Float32Array(SCREENED.length);
  const weights = new Float32Array(SCREENED.length);
  SCREENED.forEach((name, k) => {
    const known = labelled.targets[name];
    const taught = known === undefined ? taughtBy(name, lexicon, labelled) : null;
    const target = known ?? taught;
    if (target === null) return;
    targets[k] = SMOOTHING + (1 - 2 * SMOOTHING) * raisedBy(name, target, lexicon, labelled);
    weights[k] = count * (known === undefined ? TAUGHT : name === 'toxicity' ? 1 : 0.6);
  });
  return { features: featuresOf(words, rowOf), targets, weights, source: Object.keys(COUNTS).indexOf(labelled.set) };
}

/** People who marked insults of one kind only left the others out. */
function raisedBy(name: Screened, target: number, lexicon: Scores, { set, toxic }: Labelled): number {
  if (set === 'convabuse' && name === 'insult' && toxic && lexicon.insult >= 0.8) return Math.max(target, 0.9);
  return target;
}

function taughtBy(name: Screened, lexicon: Scores, { toxic }: Labelled): number | null {
  const weight = lexicon[name];
  if (name === 'profanity') return weight >= 0.9 ? 1 : weight > 0 ? 0.3 : 0;
  if (toxic === false) return name === 'sexual' && weight >= 0.9 ? null : 0;
  if (name === 'identity_attack' || name === 'severe_toxicity') return weight >= 0.9 ? 0.8 : null;
  if (weight >= (name === 'insult' ? 0.8 : 0.9)) return 0.85;
  return weight === 0 && name !== 'insult' ? 0 : null;
}
