import { countedOf, wordsOf } from '../../agent/offline/likely/features.ts';
import type { IntentModel } from '../../agent/offline/likely/likely-tool.ts';
import { CLOCK } from '../questions/judge.ts';
import type { Question } from '../questions/question-line.ts';
import { seeded } from '../screening/random.ts';
import { principalAxes } from './principal-axes.ts';

/** What is counted must stand in so many questions. */
const LEAST = 2;
/** The most used words get a meaning, and of the others those that stand in a question. */
const MOST_USED = 12_000;
const DIMENSIONS = 48;
const SHARES: [number, number] = [1, 2];
const ROUNDS = 30;
const PACE = 0.5;
const DECAY = 1e-5;
/** A tool with fewer questions is not guessed. */
const LEAST_QUESTIONS = 15;

export interface WordMeanings {
  /** In order of their use. */
  words: readonly string[];
  vectorOf(word: string): readonly number[] | undefined;
}

/** The tool that a question by itself wants; null where that is none, several, or nobody's of this role. */
export function toolOf({ after, refuse, expect, lang }: Question): string | null {
  if ((after && after.length > 0) || refuse === 'role' || (lang ?? 'en') !== 'en') return null;
  if (refuse === 'scope') return 'scope';
  if (expect.length === 0) return 'none';
  return expect.length === 1 ? expect[0]!.tool : null;
}

/** Learns which tool a question wants. The same questions give the same model. */
export function learnIntents(
  questions: readonly Question[],
  meanings: WordMeanings,
  made: readonly { tool: string; q: string }[] = [],
): IntentModel {
  const asked = questions.flatMap((question) => {
    const tool = toolOf(question);
    return tool === null ? [] : [{ tool, q: question.q }];
  });
  const labelled = [...asked, ...made].map(({ tool, q }) => ({ tool, words: wordsOf(q, CLOCK.now, CLOCK.timeZone) }));
  const often = count(labelled.map(({ tool }) => tool));
  const tools = [...often.keys()].filter((tool) => often.get(tool)! >= LEAST_QUESTIONS).sort();
  const set = labelled.filter(({ tool }) => tools.includes(tool));
  const counts = count(set.flatMap(({ words }) => countedOf(words)));
  const counted = [...counts.keys()].filter((one) => counts.get(one)! >= LEAST).sort();
  const documents = count(set.flatMap(({ words }) => [...new Set(words)]));
  const known = [
    ...new Set([
      ...meanings.words.slice(0, MOST_USED),
      ...[...documents.keys()].filter((word) => meanings.vectorOf(word)),
    ]),
  ];
  const vectors = principalAxes(
    known.map((word) => unit(meanings.vectorOf(word)!)),
    DIMENSIONS,
  );
  const weightOf = (word: string): number =>
    Math.min(255, Math.round(16 * Math.log(1 + set.length / (1 + (documents.get(word) ?? 0))))) / 16;

  const rows = new Map(counted.map((one, index) => [one, index]));
  const places = new Map(known.map((word, index) => [word, index]));
  const examples = set.map(({ tool, words }) => {
    const all = countedOf(words);
    const features: [number, number][] = all.flatMap((one) => {
      const row = rows.get(one);
      return row === undefined ? [] : [[row, SHARES[0] / Math.sqrt(all.length)] as [number, number]];
    });
    const meaning = new Float64Array(DIMENSIONS);
    for (const word of words) {
      const vector = vectors[places.get(word) ?? -1];
      if (vector) for (let i = 0; i < DIMENSIONS; i++) meaning[i]! += weightOf(word) * vector[i]!;
    }
    const length = Math.hypot(...meaning) || 1;
    for (let i = 0; i < DIMENSIONS; i++) features.push([counted.length + i, (SHARES[1] * meaning[i]!) / length]);
    features.push([counted.length + DIMENSIONS, 1]);
    return { features, right: tools.indexOf(tool) };
  });
  const weights = descend(examples, counted.length + DIMENSIONS + 1, tools.length);
  const countedPart = quantised(weights.subarray(0, counted.length * tools.length));
  const meaningPart = quantised(Float64Array.from(vectors.flatMap((vector) => [...vector])));
  return {
    tools,
    counted,
    countedWeights: countedPart.bytes,
    countedScale: countedPart.scale,
    words: known,
    dimensions: DIMENSIONS,
    meanings: meaningPart.bytes,
    meaningScale: meaningPart.scale,
    wordWeights: Buffer.from(known.map((word) => weightOf(word) * 16)).toString('base64'),
    meaningWeights: Array.from({ length: DIMENSIONS + 1 }, (_, row) =>
      Array.from(tools, (_, tool) => round(weights[(counted.length + row) * tools.length + tool]!)),
    ),
    shares: SHARES,
  };
}

/** Softmax regression by AdaGrad. */
function descend(
  examples: readonly { features: readonly [number, number][]; right: number }[],
  rows: number,
  tools: number,
): Float64Array {
  const weights = new Float64Array(rows * tools);
  const squares = new Float64Array(rows * tools).fill(1e-8);
  const chances = new Float64Array(tools);
  const random = seeded(7);
  const order = examples.map((_, index) => index);
  for (let round = 0; round < ROUNDS; round++) {
    random.shuffle(order);
    for (const index of order) {
      const { features, right } = examples[index]!;
      chances.fill(0);
      for (const [row, value] of features)
        for (let tool = 0; tool < tools; tool++) chances[tool]! += value * weights[row * tools + tool]!;
      const top = Math.max(...chances);
      let sum = 0;
      for (let tool = 0; tool < tools; tool++) sum += chances[tool] = Math.exp(chances[tool]! - top);
      for (let tool = 0; tool < tools; tool++) {
        const off = chances[tool]! / sum - (tool === right ? 1 : 0);
        if (Math.abs(off) < 1e-4) continue;
        for (const [row, value] of features) {
          const at = row * tools + tool;
          const slope = off * value + DECAY * weights[at]!;
          squares[at]! += slope * slope;
          weights[at]! -= (PACE * slope) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  return weights;
}

function quantised(values: Float64Array): { bytes: string; scale: number } {
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
  return { bytes: Buffer.from(Int8Array.from(values, (value) => Math.round(value / scale))).toString('base64'), scale };
}

const round = (value: number): number => Number(value.toFixed(4));

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function count(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
