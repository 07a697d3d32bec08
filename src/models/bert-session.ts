import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Token ids of one text, special tokens included. */
export type TokenIds = readonly number[];

const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

export interface BertSession {
  outputs: readonly string[];
  /** One output for texts padded to the longest: its numbers, `[texts, …, width]`. Blocks the thread it is called on: workers only. */
  run(
    texts: readonly TokenIds[],
    output: string,
  ): Promise<{ data: Float32Array; dims: readonly number[]; length: number }>;
  close(): Promise<void>;
}

/** Opens a BERT-style model as Hugging Face's exporters write it, for one thread; fails, saying it is no such `what`, where it takes anything else. */
export async function openBertSession(path: string, what: string): Promise<BertSession> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  });
  const { inputNames, outputNames } = session;
  if (
    !inputNames.includes('input_ids') ||
    !inputNames.every((name) => INPUTS.includes(name)) ||
    outputNames.length === 0
  )
    throw new Error(`it is no ${what}: it takes ${inputNames.join(', ')}`);
  return {
    outputs: outputNames,
    async run(texts, output) {
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
      const wanted = Object.fromEntries(inputNames.map((name) => [name, inputs[name]!]));
      const made = (await session.run(wanted, [output]))[output]!;
      return { data: made.data as Float32Array, dims: made.dims, length };
    },
    close: () => session.release(),
  };
}
