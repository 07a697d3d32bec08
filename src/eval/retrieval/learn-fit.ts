import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { askedWeight } from '../../domain/asking-words.ts';
import { rarity, termWeight } from '../../domain/bm25.ts';
import { readHistoryQuery } from '../../domain/history-query.ts';
import { countTerms, termsOf } from '../../domain/text-terms.ts';
import { ownVector } from '../../pipeline/embedding/own-embedder.ts';
import { askedWords, WORD_TRAITS } from '../../pipeline/history/asked-words.ts';
import { closeText, compareClosely, TEXT_MARKS, WORD_MARKS } from '../../pipeline/history/compare-closely.ts';
import { HIDDEN, PLACES, WEIGHTS, wordWorth } from '../../pipeline/history/learned-fit.ts';
import { type Random, seeded } from '../screening/random.ts';
import { readSquad } from './squad.ts';

/**
 * Learns the weights of src/pipeline/history/learned-weights.ts: of the paragraphs that plain BM25 puts among the first, the one a question was asked about
 * is to come first (softmax over them, Adam, weights kept small). Every file is one collection, as large as what is searched together.
 *
 *     node src/eval/retrieval/learn-fit.ts --data a.json --data b.json [--out FILE] [--rounds 12]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    out: { type: 'string', default: 'src/pipeline/history/learned-weights.ts' },
    rounds: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
  },
});
const COMPARED = 16;
const BATCH = 256;
const RATE = 0.003;
const SMALL = 0.0003;
const INPUTS = WORD_TRAITS + WORD_MARKS;

interface Example {
  rarities: Float32Array;
  /** Of each text, each word's inputs, one after the other. */
  inputs: Float32Array[];
  marks: Float32Array[];
  right: number;
}

const examples: Example[] = [];
for (const path of values.data ?? []) examples.push(...(await examplesOf(path)));
if (examples.length === 0) throw new Error('Nothing to learn from: name files with --data.');
const { mean, spread } = spreadOf(examples);
for (const { marks } of examples)
  for (const its of marks) for (let at = 0; at < TEXT_MARKS; at++) its[at] = (its[at]! - mean[at]!) / spread[at]!;
const weights = learn(examples, Number(values.rounds), seeded(Number(values.seed)));
// the texts' marks are told as they are: the mean is the same for all of a question
for (let at = 0; at < TEXT_MARKS; at++) weights[PLACES.text + at]! /= spread[at]!;
await writeFile(values.out, asSource(weights));
process.stdout.write(`${examples.length} questions, ${WEIGHTS} weights, written to ${values.out}\n`);

async function examplesOf(path: string): Promise<Example[]> {
  const { paragraphs, questions } = await readSquad(path);
  const terms = paragraphs.map((text) => termsOf(text));
  const average = terms.reduce((sum, its) => sum + its.length, 0) / Math.max(1, terms.length);
  const postings = new Map<string, { text: number; weight: number }[]>();
  for (const [text, its] of terms.entries())
    for (const [term, count] of countTerms(its)) {
      const list = postings.get(term) ?? [];
      list.push({ text, weight: termWeight(count, its.length, average) });
      postings.set(term, list);
    }
  const close = paragraphs.map((text) => closeText(`\n${text}`));
  const vectors = paragraphs.map(ownVector);
  return questions.flatMap(({ text, paragraph }) => {
    const question = readHistoryQuery(text);
    const rarities = new Map(
      question.terms.map((term) => [
        term,
        askedWeight(term) * rarity(Math.max(1, postings.get(term)?.length ?? 0), paragraphs.length),
      ]),
    );
    const scores = new Map<number, number>();
    for (const [term, value] of rarities)
      for (const { text: at, weight } of postings.get(term) ?? [])
        scores.set(at, (scores.get(at) ?? 0) + value * weight);
    const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, COMPARED);
    const right = best.findIndex(([at]) => at === paragraph);
    if (right < 0 || best.length < 2) return [];
    const asked = askedWords(text, { terms: question.terms, rarities, parts: paragraphs.length });
    const vector = ownVector(text);
    const compared = best.map(([at, bm25]) =>
      compareClosely(asked, close[at]!, { bm25, cosine: Math.max(0, cosine(vector, vectors[at]!)) }),
    );
    return [
      {
        rarities: Float32Array.from(asked.words.map((word) => word.rarity)),
        inputs: compared.map(({ ofWords }) =>
          Float32Array.from(ofWords.flatMap((its, at) => [...asked.words[at]!.traits, ...its])),
        ),
        marks: compared.map(({ ofText }) => Float32Array.from(ofText)),
        right,
      },
    ];
  });
}

function learn(from: readonly Example[], rounds: number, random: Random): Float32Array {
  const weights = new Float32Array(WEIGHTS);
  for (let at = 0; at < PLACES.bias; at++) weights[at] = random.normal() / Math.sqrt(INPUTS);
  for (let at = PLACES.out; at < PLACES.straight; at++) weights[at] = (0.1 * random.normal()) / Math.sqrt(HIDDEN);
  const [gradient, first, second] = [0, 1, 2].map(() => new Float32Array(WEIGHTS)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const order = from.map((_, at) => at);
  const steps = rounds * Math.ceil(from.length / BATCH);
  let step = 0;
  for (let round = 0; round < rounds; round++) {
    random.shuffle(order);
    let loss = 0;
    for (let begin = 0; begin < order.length; begin += BATCH) {
      const batch = order.slice(begin, begin + BATCH);
      gradient.fill(0);
      for (const at of batch) loss += addGradient(from[at]!, weights, gradient);
      step++;
      const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * step) / steps)) + 1e-5;
      for (let at = 0; at < WEIGHTS; at++) {
        const slope = gradient[at]! / batch.length + SMALL * weights[at]!;
        first[at] = 0.9 * first[at]! + 0.1 * slope;
        second[at] = 0.999 * second[at]! + 0.001 * slope * slope;
        weights[at]! -=
          (rate * (first[at]! / (1 - 0.9 ** step))) / (Math.sqrt(second[at]! / (1 - 0.999 ** step)) + 1e-8);
      }
    }
    process.stderr.write(`round ${round + 1}: loss ${(loss / from.length).toFixed(4)}\n`);
  }
  return weights;
}

/** Adds what this question pulls at every weight; answers its loss. */
function addGradient(
  { rarities, inputs, marks, right }: Example,
  weights: Float32Array,
  gradient: Float32Array,
): number {
  const hidden = inputs.map(() => Array.from(rarities, () => new Float32Array(HIDDEN)));
  const scores = inputs.map((its, text) => {
    let score = 0;
    for (let at = 0; at < TEXT_MARKS; at++) score += weights[PLACES.text + at]! * marks[text]![at]!;
    for (const [word, value] of rarities.entries()) {
      const [byRarity, alone] = wordWorth(
        its.subarray(word * INPUTS, (word + 1) * INPUTS),
        weights,
        hidden[text]![word]!,
      );
      score += value * byRarity + alone;
    }
    return score;
  });
  const highest = Math.max(...scores);
  const sum = scores.reduce((all, score) => all + Math.exp(score - highest), 0);
  for (const [text, score] of scores.entries()) {
    const pull = Math.exp(score - highest) / sum - Number(text === right);
    if (Math.abs(pull) < 1e-4) continue;
    for (let at = 0; at < TEXT_MARKS; at++) gradient[PLACES.text + at]! += pull * marks[text]![at]!;
    for (const [word, value] of rarities.entries()) {
      const base = word * INPUTS;
      const its = inputs[text]!;
      for (let mark = 0; mark < WORD_MARKS; mark++) {
        const input = its[base + WORD_TRAITS + mark]!;
        gradient[PLACES.straight + mark * 2]! += pull * value * input;
        gradient[PLACES.straight + mark * 2 + 1]! += pull * input;
      }
      for (let unit = 0; unit < HIDDEN; unit++) {
        const said = hidden[text]![word]![unit]!;
        if (said <= 0) continue;
        gradient[PLACES.out + unit * 2]! += pull * value * said;
        gradient[PLACES.out + unit * 2 + 1]! += pull * said;
        const back = pull * (value * weights[PLACES.out + unit * 2]! + weights[PLACES.out + unit * 2 + 1]!);
        gradient[PLACES.bias + unit]! += back;
        for (let at = 0; at < INPUTS; at++) gradient[PLACES.into + unit * INPUTS + at]! += back * its[base + at]!;
      }
    }
  }
  return highest + Math.log(sum) - scores[right]!;
}

function spreadOf(all: readonly Example[]): { mean: Float64Array; spread: Float64Array } {
  const [mean, spread] = [new Float64Array(TEXT_MARKS), new Float64Array(TEXT_MARKS)];
  const marks = all.flatMap((one) => one.marks);
  for (const its of marks) for (let at = 0; at < TEXT_MARKS; at++) mean[at]! += its[at]! / marks.length;
  for (const its of marks)
    for (let at = 0; at < TEXT_MARKS; at++) spread[at]! += (its[at]! - mean[at]!) ** 2 / marks.length;
  return { mean, spread: spread.map((value) => Math.sqrt(value) + 1e-6) };
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function asSource(learned: Float32Array): string {
  const numbers = Array.from(learned, (value) => String(Number(value.toFixed(3))));
  const lines: string[] = [];
  for (const number of numbers) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + number.length < 140) lines[lines.length - 1] = `${last} ${number}`;
    else lines.push(number);
  }
  return `/** The weights of learned-fit.ts, as src/eval/retrieval/learn-fit.ts wrote them. */\nexport const LEARNED = Float32Array.from(\n  \`${lines.join('\n  ')}\`\n    .split(/\\s+/)\n    .map(Number),\n);\n`;
}
