import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { TokenIds } from './text-classifier.ts';

/** How the vectors of a text's tokens become one. */
export type Pooling = 'mean' | 'first';

export interface SentenceModel {
  /** A vector for each text, not yet made length 1. `run` blocks the thread it is called on: workers only. */
  run(texts: readonly TokenIds[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Opens a BERT-style sentence encoder as Hugging Face's exporters write it; fails where the file is none. */
export async function openSentenceModel(path: string, pooling: Pooling): Promise<SentenceModel> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  });
  const unknown = session.inputNames.find((name) => !['input_ids', 'attention_mask', 'token_type_ids'].includes(name));
  const output =
    session.outputNames.find((name) => name === 'sentence_embedding') ??
    session.outputNames.find((name) => name === 'last_hidden_state' || name === 'token_embeddings') ??
    session.outputNames[0];
  if (!session.inputNames.includes('input_ids') || unknown !== undefined || output === undefined)
    throw new Error(`it is no sentence encoder: it takes ${session.inputNames.join(', ')}`);
  return {
    async run(texts) {
      const length = texts.reduce((most, ids) => Math.max(most, ids.length), 1);
      const shape = [texts.length, length];
      const ids = new BigInt64Array(texts.length * length);
      const mask = new BigInt64Array(texts.length * length);
      texts.forEach((tokens, i) => {
        tokens.forEach((token, k) => {
          ids[i * length + k] = BigInt(token);
          mask[i * length + k] = 1n;
        });
      });
      const inputs: Record<string, Tensor> = {
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
        token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
      };
      const wanted = Object.fromEntries(session.inputNames.map((name) => [name, inputs[name]!]));
      const made = (await session.run(wanted, [output]))[output]!;
      const data = made.data as Float32Array;
      const width = made.dims.at(-1)!;
      // one vector for each text already
      if (made.dims.length === 2) return texts.map((_, i) => data.slice(i * width, (i + 1) * width));
      return texts.map((tokens, i) => {
        const from = i * length * width;
        if (pooling === 'first') return data.slice(from, from + width);
        const sum = new Float32Array(width);
        for (let k = 0; k < tokens.length; k++) for (let d = 0; d < width; d++) sum[d]! += data[from + k * width + d]!;
        return sum.map((value) => value / Math.max(1, tokens.length));
      });
    },
    close: () => session.release(),
  };
}
