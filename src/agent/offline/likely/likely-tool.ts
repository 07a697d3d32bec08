import { readFileSync } from 'node:fs';
import { countedOf, wordsOf } from './features.ts';

/** What `npm run train:intents` writes: a multinomial logistic regression over words, pairs of them, and what they mean. */
export interface IntentModel {
  tools: string[];
  /** What is counted; a row of weights each, one byte for each tool. */
  counted: string[];
  countedWeights: string;
  countedScale: number;
  /** Words with what they mean: `dimensions` bytes each. */
  words: string[];
  dimensions: number;
  meanings: string;
  meaningScale: number;
  /** How much a word weighs among others, in bytes of 1/16. */
  wordWeights: string;
  /** A row for each dimension, then one for what is always so. */
  meaningWeights: number[][];
  /** How much both parts weigh. */
  shares: [number, number];
}

const FILE = new URL('../../../../models/intents.json', import.meta.url);

interface Ready {
  tools: readonly string[];
  /** Whether questions to the desk have this word, or most English texts. */
  isUsual(word: string): boolean;
  /** In the order of their use; undefined where it is not among the most used. */
  placeOf(word: string): number | undefined;
  score(words: readonly string[]): Float64Array;
}
let ready: Ready | null = null;
const model = (): Ready => (ready ??= prepare(JSON.parse(readFileSync(FILE, 'utf8')) as IntentModel));

/** Whether a word is one of those that questions to the desk are made of. */
export const isUsualWord = (word: string): boolean => model().isUsual(word);
/** How often a word is used among English texts, as its place; undefined where it is rarer than any that is known. */
export const placeOf = (word: string): number | undefined => model().placeOf(word);

/** Which tool a message most likely wants, best first; `mayBe` says which are possible at all. */
export function likelyTools(
  message: string,
  { now, timeZone }: { now: Date; timeZone: string },
  mayBe: (tool: string) => boolean = () => true,
  most = 3,
): { tool: string; chance: number }[] {
  const { score, tools } = model();
  const chances = score(wordsOf(message, now, timeZone));
  const possible = tools.map((tool, index) => ({ tool, chance: chances[index]! })).filter(({ tool }) => mayBe(tool));
  const sum = possible.reduce((all, { chance }) => all + chance, 0) || 1;
  return possible
    .map(({ tool, chance }) => ({ tool, chance: chance / sum }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, most);
}

/** Makes a model ready to be asked. */
export function prepare(model: IntentModel): Ready {
  const { tools, dimensions, shares } = model;
  const bytes = (text: string): Int8Array => new Int8Array(Buffer.from(text, 'base64'));
  const rows = new Map(model.counted.map((one, index) => [one, index]));
  const places = new Map(model.words.map((one, index) => [one, index]));
  const [counted, meanings, weights] = [
    bytes(model.countedWeights),
    bytes(model.meanings),
    Buffer.from(model.wordWeights, 'base64'),
  ];
  const always = model.meaningWeights[dimensions]!;
  return {
    tools,
    isUsual: (word) => rows.has(word),
    placeOf: (word) => places.get(word),
    score(words) {
      const scores = Float64Array.from(always);
      const all = countedOf(words);
      const share = (shares[0] * model.countedScale) / Math.sqrt(all.length || 1);
      for (const one of all) {
        const row = rows.get(one);
        if (row === undefined) continue;
        for (let tool = 0; tool < tools.length; tool++) scores[tool]! += share * counted[row * tools.length + tool]!;
      }
      const meaning = new Float64Array(dimensions);
      for (const word of words) {
        const place = places.get(word);
        if (place === undefined) continue;
        const weight = (weights[place]! / 16) * model.meaningScale;
        for (let i = 0; i < dimensions; i++) meaning[i]! += weight * meanings[place * dimensions + i]!;
      }
      const length = Math.hypot(...meaning) || 1;
      for (let i = 0; i < dimensions; i++)
        for (let tool = 0; tool < tools.length; tool++)
          scores[tool]! += ((shares[1] * meaning[i]!) / length) * model.meaningWeights[i]![tool]!;
      return softmax(scores);
    },
  };
}

function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
