import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';
import { askOpenAi } from '../ask-openai.ts';
import { normalised, type TextEmbedder } from './embedder.ts';

const OPENAI_EMBEDDING_MODEL = 'text-embedding-3-small';
/** Texts in one request, and letters of each. */
const AT_ONCE = 64;
const MOST_SENT = 8_000;
const TIMEOUT_MS = 20_000;
/** pgvector compares no longer ones. */
const MOST_DIMENSIONS = 16_000;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0).optional(), embedding: z.array(z.number()) })),
});

export interface OpenAiEmbedderOptions {
  model?: string;
  /** Revealed for the request only; null where the server wants none. */
  key: (() => string) | null;
  /** With `/v1`, without a slash at the end. */
  baseUrl: string | null;
  fetch?: typeof fetch;
}

/**
 * An OpenAI-compatible embeddings endpoint; texts leave the house. Asks it once how long its vectors are, and fails with `unavailable` where
 * it does not answer.
 */
export async function openAiEmbedder(options: OpenAiEmbedderOptions): Promise<TextEmbedder> {
  const { model = OPENAI_EMBEDDING_MODEL, key, baseUrl, fetch: send = fetch } = options;
  const name = 'The embeddings endpoint';
  const endpoint = { name, path: 'embeddings', baseUrl, key, timeoutMs: TIMEOUT_MS, fetch: send };

  async function ask(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    const input = texts.map((text) => text.slice(0, MOST_SENT).toWellFormed());
    const answered = await askOpenAi(endpoint, { model, input, encoding_format: 'float' }, signal);
    const { data } = answer.safeParse(answered);
    const vectors = data?.data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).map(({ embedding }) => embedding);
    if (vectors?.length !== texts.length)
      throw new SafeNestError(
        'unavailable',
        'The embeddings endpoint answered something else than a vector for each text.',
      );
    return vectors.map((vector) => normalised(Float32Array.from(vector)));
  }

  const [probe] = await ask(['security'], undefined);
  const dimensions = probe!.length;
  if (dimensions === 0 || dimensions > MOST_DIMENSIONS)
    throw new SafeNestError('unavailable', `The embeddings endpoint answers vectors of ${dimensions} numbers.`);
  return {
    id: `openai:${model}:${dimensions}`,
    dimensions,
    async embed(texts, _purpose, signal) {
      signal?.throwIfAborted();
      const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
      const asked = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]));
      for (let from = 0; from < asked.length; from += AT_ONCE) {
        const part = asked.slice(from, from + AT_ONCE);
        const made = await ask(
          part.map((i) => texts[i]!),
          signal,
        );
        part.forEach((i, k) => {
          if (made[k]!.length !== dimensions)
            throw new SafeNestError('unavailable', 'The embeddings endpoint answers vectors of several lengths.');
          vectors[i] = made[k]!;
        });
      }
      return vectors;
    },
  };
}
