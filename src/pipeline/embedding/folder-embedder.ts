import { access, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { sentencePool } from '../../models/sentence-pool.ts';
import { normalised, type TextEmbedder } from './embedder.ts';

const config = z.object({
  hidden_size: z.number().int().positive().optional(),
  max_position_embeddings: z.number().int().positive().optional(),
});
const sentenceConfig = z.object({ max_seq_length: z.number().int().positive().optional() });
const pooling = z.object({
  pooling_mode_cls_token: z.boolean().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
});
const prompts = z.object({ prompts: z.record(z.string(), z.string()).optional() });

/** Texts run at once: more take memory and win nothing. */
const AT_ONCE = 16;
/** Letters looked at of one text. */
const MOST_LETTERS = 20_000;

/**
 * A sentence-transformer in a folder as Hugging Face's exporters write it: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`,
 * `config.json`, and where they are there `1_Pooling/config.json`, `sentence_bert_config.json` and `config_sentence_transformers.json` with
 * its prompts. Token vectors are averaged (or the first taken, where the folder says so) and made length 1. Runs on a thread of its own.
 */
export async function openFolderEmbedder(path: string, log: Log): Promise<TextEmbedder> {
  const folder = resolve(path);
  const about = config.parse(await json(folder, 'config.json'));
  const its = sentenceConfig.parse(await json(folder, 'sentence_bert_config.json').catch(() => ({})));
  const pools = pooling.parse(await json(folder, '1_Pooling/config.json').catch(() => ({})));
  const said = prompts.parse(await json(folder, 'config_sentence_transformers.json').catch(() => ({}))).prompts ?? {};
  const settings = await json(folder, 'tokenizer_config.json').catch(() => ({}));
  const tokenizer = new Tokenizer(Object(await json(folder, 'tokenizer.json')), Object(settings));
  const longest = Math.min(512, its.max_seq_length ?? 512, about.max_position_embeddings ?? 512);
  const pool = sentencePool(
    {
      path: await modelFile(folder),
      pooling: pools.pooling_mode_cls_token && !pools.pooling_mode_mean_tokens ? 'first' : 'mean',
    },
    log,
  );
  const tokens = (text: string): number[] => {
    const { ids } = tokenizer.encode(text.slice(0, MOST_LETTERS).toWellFormed());
    return ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ids.at(-1)!];
  };
  const run = async (texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> => {
    const made: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += AT_ONCE)
      made.push(...(await pool.run(texts.slice(from, from + AT_ONCE).map(tokens), signal)));
    return made;
  };
  let dimensions: number;
  try {
    await pool.ready;
    dimensions = (await run(['security']))[0]!.length;
  } catch (error) {
    await pool.close();
    throw error;
  }
  return {
    id: `folder:${basename(folder)}:${dimensions}`,
    dimensions,
    async embed(texts, purpose, signal) {
      signal?.throwIfAborted();
      const prefix = said[purpose] ?? (purpose === 'passage' ? said.document : undefined) ?? '';
      const asked = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]));
      const made = await run(
        asked.map((i) => prefix + texts[i]!),
        signal,
      );
      const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
      asked.forEach((i, k) => {
        vectors[i] = normalised(made[k]!);
      });
      return vectors;
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
  for (const name of ['model.onnx', 'onnx/model.onnx', 'model_quantized.onnx', 'onnx/model_quantized.onnx']) {
    const there = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (there) return join(folder, name);
  }
  throw new SafeNestError('not_found', `There is no model.onnx in ${folder}.`);
}
