import { readFile, stat } from 'node:fs/promises';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import type { ModelDevice } from '../domain/model-device.ts';
import { quickerHeads } from './quicker-heads.ts';
import { quickerPrelu } from './quicker-prelu.ts';

/** One model, loaded. `run` blocks the thread it is called on: workers only. */
export interface Model {
  /** Null where the model takes any number. */
  inputShape: readonly (number | null)[];
  /** The one input in; every output by its name. */
  run(data: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>>;
  close(): Promise<void>;
}

/** One thread: as many workers as cores do more than one worker with as many threads. */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};
/** Larger files are opened as they are: in memory they would be there several times. */
const LARGEST_REWRITTEN = 64_000_000;

/**
 * Opens a model file; `asItIs` leaves out what makes it quicker, for comparison. On another device than the processor the file is opened as it
 * is; what the device has no way to reckon the processor does. Throws where the device cannot be reached.
 */
export async function openModel(
  path: string,
  { asItIs = false, device = 'cpu' }: { asItIs?: boolean; device?: ModelDevice } = {},
): Promise<Model> {
  const session =
    device === 'cpu'
      ? ((asItIs ? null : await openQuicker(path)) ?? (await InferenceSession.create(path, OPTIONS)))
      : await InferenceSession.create(path, { ...OPTIONS, executionProviders: [providerOf(device), 'cpu'] });
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

/** What ONNX Runtime calls a device. Throws where it has nothing for it on this system: it would pass over it without a word. */
function providerOf(device: Exclude<ModelDevice, 'cpu'>): string {
  const name = device === 'directml' ? 'dml' : device;
  const known = listSupportedBackends().map((backend) => backend.name);
  if (!known.includes(name)) throw new Error(`ONNX Runtime has ${known.join(', ')} on this system`);
  return name;
}

/** Null where there is nothing to make quicker in it, or it cannot be done: opening the file itself says what is wrong with it. */
async function openQuicker(path: string): Promise<InferenceSession | null> {
  try {
    if ((await stat(path)).size > LARGEST_REWRITTEN) return null;
    const bytes = await readFile(path);
    const quicker = quickerHeads(quickerPrelu(bytes));
    return quicker === bytes ? null : await InferenceSession.create(quicker, OPTIONS);
  } catch {
    return null;
  }
}
