import { InferenceSession, Tensor } from 'onnxruntime-node';

/** One model, loaded. `run` blocks the thread it is called on: workers only. */
export interface Model {
  /** Null where the model takes any number. */
  inputShape: readonly (number | null)[];
  /** The one input in; every output by its name. */
  run(data: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>>;
  close(): Promise<void>;
}

/** Opens a model file on one thread: as many workers as cores do more than one worker with as many threads. */
export async function openModel(path: string): Promise<Model> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const [input] = session.inputMetadata;
  if (session.inputNames.length !== 1 || !input?.isTensor || input.type !== 'float32')
    throw new Error('it does not take one tensor of 32-bit numbers');
  return {
    inputShape: input.shape.map((side) => (typeof side === 'number' ? side : null)),
    async run(data, shape) {
      const outputs = await session.run({ [input.name]: new Tensor('float32', data, shape) });
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]));
    },
    close: () => session.release(),
  };
}
