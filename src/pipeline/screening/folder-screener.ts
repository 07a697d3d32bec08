import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { noScores, type Screened } from '../../domain/screening.ts';
import { SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { textPool } from '../../models/text-pool.ts';
import { createLexiconScreener } from './lexicon-screener.ts';
import type { Screener, Screening } from './screener.ts';

/** What a classifier's labels are called in the models that are about, without signs. */
const LABELS: Record<string, Screened> = {
  toxicity: 'toxicity',
  toxic: 'toxicity',
  offensive: 'toxicity',
  abusive: 'toxicity',
  hateful: 'toxicity',
  hate: 'toxicity',
  label1: 'toxicity',
  severetoxic: 'severe_toxicity',
  severetoxicity: 'severe_toxicity',
  insult: 'insult',
  harassment: 'insult',
  identityhate: 'identity_attack',
  identityattack: 'identity_attack',
  hatespeech: 'identity_attack',
  threat: 'threat',
  violence: 'threat',
  sexual: 'sexual',
  sexualexplicit: 'sexual',
  obscene: 'profanity',
  obscenity: 'profanity',
  profanity: 'profanity',
};

const config = z.object({
  id2label: z.record(z.string(), z.string()).optional(),
  problem_type: z.string().nullish(),
  max_position_embeddings: z.number().int().positive().optional(),
});

/** Letters in a piece of a long message, and how many pieces of one are judged: half from its beginning, half from its end. */
const PIECE = 1_200;
const MOST_PIECES = 8;
const AT_ONCE = 8;

/**
 * A BERT-style classifier in a folder of Hugging Face's layout: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`, `config.json`.
 * Runs on a thread of its own. What weighed is told by the lexicon: the model does not say.
 */
export async function openFolderScreener(path: string, log: Log): Promise<Screener> {
  const folder = resolve(path);
  const about = config.parse(await json(folder, 'config.json'));
  const settings = await json(folder, 'tokenizer_config.json').catch(() => ({}));
  const tokenizer = new Tokenizer(Object(await json(folder, 'tokenizer.json')), Object(settings));
  const labels = labelsOf(about.id2label ?? { 0: 'toxic' });
  const several =
    about.problem_type === 'multi_label_classification' || Object.keys(about.id2label ?? { 0: '' }).length === 1;
  const longest = Math.min(512, about.max_position_embeddings ?? 512);
  const model = await modelFile(folder);
  const pool = textPool(model, log);
  await pool.ready.catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  const id = `folder:${basename(folder)}`;
  const spans = createLexiconScreener();

  function tokens(text: string): number[] {
    const { ids } = tokenizer.encode(text);
    return ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ids.at(-1)!];
  }
  return {
    id,
    async screen(texts, signal) {
      const pieces = texts.flatMap((text, of) => piecesOf(text).map((piece) => ({ of, ids: tokens(piece) })));
      const scores = texts.map(noScores);
      for (let from = 0; from < pieces.length; from += AT_ONCE) {
        const part = pieces.slice(from, from + AT_ONCE);
        const outputs = await pool.run(
          part.map(({ ids }) => ids),
          signal,
        );
        part.forEach(({ of }, i) => {
          const chances = several ? outputs[i]!.map(sigmoid) : softmax(outputs[i]!);
          for (const [index, name] of labels) scores[of]![name] = Math.max(scores[of]![name], chances[index] ?? 0);
        });
      }
      for (const one of scores)
        one.toxicity = Math.max(one.toxicity, one.severe_toxicity, one.insult, one.identity_attack, one.threat);
      const marked = await spans.screen(texts, signal);
      return scores.map(
        (one, i): Screening => ({
          scores: one,
          weighed: marked[i]!.weighed.map((each) => ({ ...each, weight: each.weight * one[each.attribute] })).filter(
            ({ weight }) => weight > 0.02,
          ),
          screener: id,
        }),
      );
    },
    close: () => pool.close(),
  };
}

async function json(folder: string, name: string): Promise<unknown> {
  const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `There is no ${name} in ${folder}.`, { cause });
  });
  return JSON.parse(text);
}

async function modelFile(folder: string): Promise<string> {
  for (const name of ['model.onnx', 'onnx/model.onnx', 'model_quantized.onnx', 'onnx/model_quantized.onnx'])
    if (
      await readFile(join(folder, name)).then(
        () => true,
        () => false,
      )
    )
      return join(folder, name);
  throw new SafeNestError('not_found', `There is no model.onnx in ${folder}.`);
}

function labelsOf(names: Record<string, string>): [number, Screened][] {
  const found = Object.entries(names).flatMap(([index, name]): [number, Screened][] => {
    const known = LABELS[name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')];
    return known ? [[Number(index), known]] : [];
  });
  if (found.length === 0)
    throw new SafeNestError(
      'invalid_input',
      `None of the model's labels (${Object.values(names).join(', ')}) is one that messages are screened for.`,
    );
  return found;
}

function piecesOf(text: string): string[] {
  if (text.length <= PIECE) return text.trim() === '' ? [] : [text];
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += PIECE) pieces.push(text.slice(at, at + PIECE));
  return pieces.length <= MOST_PIECES
    ? pieces
    : [...pieces.slice(0, MOST_PIECES / 2), ...pieces.slice(-MOST_PIECES / 2)];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
function softmax(values: Float32Array): Float32Array {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
