import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A window of a message as the screening model takes it; how it is made is the business of who trained it. */
export interface ScreenInput {
  words: Int32Array;
  /** As many numbers for each word as the model was trained with. */
  marks: Float32Array;
  grams: Int32Array;
  whole: Float32Array;
}

export interface ScreenModel {
  /** The outputs of each window, in their order. `run` blocks the thread it is called on, well under a millisecond for one message. */
  run(inputs: readonly ScreenInput[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

const INPUTS = ['words', 'marks', 'mask', 'share', 'grams', 'gram_share', 'whole'];
/** Windows that are run at once: more take memory and win nothing. */
const MOST_AT_ONCE = 64;

/** Opens SafeNest's own screening model; fails where the file is none. */
export async function openScreenModel(path: string): Promise<ScreenModel> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  });
  const missing = INPUTS.find((name) => !session.inputNames.includes(name));
  if (missing !== undefined || !session.outputNames.includes('scores'))
    throw new Error(`it is no screening model${missing === undefined ? '' : `: it does not take ${missing}`}`);
  return {
    async run(inputs) {
      const outputs: Float32Array[] = [];
      for (const together of ofOneLength(inputs)) {
        const { scores } = await session.run(batchOf(together.map((i) => inputs[i]!)), ['scores']);
        const width = (scores!.dims as [number, number])[1];
        const data = scores!.data as Float32Array;
        together.forEach((i, at) => {
          outputs[i] = data.slice(at * width, (at + 1) * width);
        });
      }
      return outputs;
    },
    close: () => session.release(),
  };
}

/** Which windows are run together: those of about one length, so that little is filled up. */
function ofOneLength(inputs: readonly ScreenInput[]): number[][] {
  const batches: number[][] = [];
  let most = -1;
  for (const i of inputs.map((_, at) => at).sort((a, b) => inputs[a]!.words.length - inputs[b]!.words.length)) {
    const { length } = inputs[i]!.words;
    const last = batches.at(-1);
    if (last && last.length < MOST_AT_ONCE && length <= most) last.push(i);
    else {
      batches.push([i]);
      most = length * 1.5 + 4;
    }
  }
  return batches;
}

/** Windows side by side, the shorter ones filled up with row 0, which is nothing. */
function batchOf(inputs: readonly ScreenInput[]): Record<string, Tensor> {
  const count = inputs.length;
  const length = inputs.reduce((most, { words }) => Math.max(most, words.length), 1);
  const grams = inputs.reduce((most, one) => Math.max(most, one.grams.length), 1);
  const first = inputs[0]!;
  const marks = first.words.length > 0 ? first.marks.length / first.words.length : marksOf(inputs);
  const batch = {
    words: new Int32Array(count * length),
    marks: new Float32Array(count * length * marks),
    mask: new Float32Array(count * length),
    share: new Float32Array(count),
    grams: new Int32Array(count * grams),
    gram_share: new Float32Array(count),
    whole: new Float32Array(count * first.whole.length),
  };
  inputs.forEach((one, i) => {
    batch.words.set(one.words, i * length);
    batch.marks.set(one.marks, i * length * marks);
    batch.mask.fill(1, i * length, i * length + one.words.length);
    batch.share[i] = 1 / Math.max(1, one.words.length);
    batch.grams.set(one.grams, i * grams);
    batch.gram_share[i] = 1 / Math.sqrt(Math.max(1, one.grams.length));
    batch.whole.set(one.whole, i * first.whole.length);
  });
  return {
    words: new Tensor('int32', batch.words, [count, length]),
    marks: new Tensor('float32', batch.marks, [count, length, marks]),
    mask: new Tensor('float32', batch.mask, [count, 1, length]),
    share: new Tensor('float32', batch.share, [count, 1]),
    grams: new Tensor('int32', batch.grams, [count, grams]),
    gram_share: new Tensor('float32', batch.gram_share, [count, 1]),
    whole: new Tensor('float32', batch.whole, [count, first.whole.length]),
  };
}

const marksOf = (inputs: readonly ScreenInput[]): number => {
  const some = inputs.find(({ words }) => words.length > 0);
  if (!some) throw new Error('windows without words are not for the model');
  return some.marks.length / some.words.length;
};
