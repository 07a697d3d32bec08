import { openBertSession, type TokenIds } from './bert-session.ts';

/** How the vectors of a text's tokens become one. */
export type Pooling = 'mean' | 'first';

export interface SentenceModel {
  /** A vector for each text, not yet made length 1. `run` blocks the thread it is called on: workers only. */
  run(texts: readonly TokenIds[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Opens a BERT-style sentence encoder as Hugging Face's exporters write it; fails where the file is none. */
export async function openSentenceModel(path: string, pooling: Pooling): Promise<SentenceModel> {
  const session = await openBertSession(path, 'sentence encoder');
  const output =
    session.outputs.find((name) => name === 'sentence_embedding') ??
    session.outputs.find((name) => name === 'last_hidden_state' || name === 'token_embeddings') ??
    session.outputs[0]!;
  return {
    async run(texts) {
      const { data, dims, length } = await session.run(texts, output);
      const width = dims.at(-1)!;
      // one vector for each text already
      if (dims.length === 2) return texts.map((_, i) => data.slice(i * width, (i + 1) * width));
      return texts.map((tokens, i) => {
        const from = i * length * width;
        if (pooling === 'first') return data.slice(from, from + width);
        const sum = new Float32Array(width);
        for (let k = 0; k < tokens.length; k++) for (let d = 0; d < width; d++) sum[d]! += data[from + k * width + d]!;
        return sum.map((value) => value / Math.max(1, tokens.length));
      });
    },
    close: () => session.close(),
  };
}
