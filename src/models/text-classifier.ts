import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Token ids of one text, special tokens included. */
export type TokenIds = readonly number[];

export interface TextClassifier {
  /** Outputs (logits) for each text. `run` blocks the thread it is called on: workers only. */
  run(texts: readonly TokenIds[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Opens a BERT-style classifier as Hugging Face's exporters write it; fails where the file is none. */
export async function openTextClassifier(path: string): Promise<TextClassifier> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  });
  const [output] = session.outputNames;
  const unknown = session.inputNames.find((name) => !['input_ids', 'attention_mask', 'token_type_ids'].includes(name));
  if (!session.inputNames.includes('input_ids') || unknown !== undefined || output === undefined)
    throw new Error(`it is no text classifier: it takes ${session.inputNames.join(', ')}`);
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
      const logits = (await session.run(wanted, [output]))[output]!;
      const width = logits.dims.at(-1)!;
      const data = logits.data as Float32Array;
      return texts.map((_, i) => data.slice(i * width, (i + 1) * width));
    },
    close: () => session.release(),
  };
}
