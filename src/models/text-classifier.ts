import { openBertSession, type TokenIds } from './bert-session.ts';

export interface TextClassifier {
  /** Outputs (logits) for each text. `run` blocks the thread it is called on: workers only. */
  run(texts: readonly TokenIds[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Opens a BERT-style classifier as Hugging Face's exporters write it; fails where the file is none. */
export async function openTextClassifier(path: string): Promise<TextClassifier> {
  const session = await openBertSession(path, 'text classifier');
  return {
    async run(texts) {
      const { data, dims } = await session.run(texts, session.outputs[0]!);
      const width = dims.at(-1)!;
      return texts.map((_, i) => data.slice(i * width, (i + 1) * width));
    },
    close: () => session.close(),
  };
}
