import { SCREENED } from '../../domain/screening.ts';
import { GRAM_ROWS, MARKS, WHOLE } from '../../pipeline/screening/features.ts';
import type { Line } from './calibrate.ts';
import { COARSE, FILTERS, HIDDEN, IN, INSULT, JOINT, LAST, type Network, TOXICITY, WORD } from './network.ts';
import { type Initializer, onnxFile } from './onnx-file.ts';

const OUT = SCREENED.length;

/** The network, calibrated, as an ONNX file; tables of words and grams as bytes with a scale for each column. */
export function exportModel(net: Network, lines: readonly Line[], doc: string): Buffer {
  const table = asBytes(net.table, WORD);
  const grams = asBytes(net.grams, OUT, net.gramShare);
  const float = (name: string, shape: readonly number[], data: Float32Array): Initializer => ({
    name,
    type: 'float32',
    shape,
    data,
  });
  return onnxFile({
    name: 'screening',
    doc,
    inputs: [
      { name: 'words', type: 'int32', shape: ['batch', 'length'] },
      { name: 'marks', type: 'float32', shape: ['batch', 'length', MARKS] },
      { name: 'mask', type: 'float32', shape: ['batch', 1, 'length'] },
      { name: 'share', type: 'float32', shape: ['batch', 1] },
      { name: 'grams', type: 'int32', shape: ['batch', 'pieces'] },
      { name: 'gram_share', type: 'float32', shape: ['batch', 1] },
      { name: 'whole', type: 'float32', shape: ['batch', WHOLE] },
    ],
    outputs: [{ name: 'scores', type: 'float32', shape: ['batch', OUT] }],
    initializers: [
      { name: 'table', type: 'int8', shape: [net.table.length / WORD, WORD], data: table.bytes },
      float('table_scale', [WORD], table.scales),
      float('convolution', [FILTERS, IN, 3], inChannels(net.convolution)),
      float('convolution_bias', [FILTERS], net.convolutionBias),
      float('hidden', [HIDDEN, JOINT], net.hidden),
      float('hidden_bias', [HIDDEN], net.hiddenBias),
      float('last', [OUT, LAST], net.last),
      float('last_bias', [OUT], net.lastBias),
      float('coarse_of', [WHOLE, 1], only(WHOLE, INSULT, COARSE.slope)),
      float('coarse_shift', [1], Float32Array.of(COARSE.shift)),
      float('coarse_adds', [1, OUT], only(OUT, TOXICITY, net.coarse)),
      { name: 'gram_table', type: 'int8', shape: [GRAM_ROWS, OUT], data: grams.bytes },
      float('gram_scale', [OUT], grams.scales),
      float(
        'slope',
        [OUT],
        Float32Array.from(lines, ({ slope }) => slope),
      ),
      float(
        'shift',
        [OUT],
        Float32Array.from(lines, ({ shift }) => shift),
      ),
      { name: 'axis_1', type: 'int64', shape: [1], data: BigInt64Array.of(1n) },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'words'], outputs: ['word_bytes'], attributes: { axis: 0 } },
      { op: 'Cast', inputs: ['word_bytes'], outputs: ['word_floats'], attributes: { to: 1 } },
      { op: 'Mul', inputs: ['word_floats', 'table_scale'], outputs: ['word_vectors'] },
      { op: 'Concat', inputs: ['word_vectors', 'marks'], outputs: ['input'], attributes: { axis: 2 } },
      { op: 'Transpose', inputs: ['input'], outputs: ['channels'], attributes: { perm: [0, 2, 1] } },
      {
        op: 'Conv',
        inputs: ['channels', 'convolution', 'convolution_bias'],
        outputs: ['filtered'],
        attributes: { kernel_shape: [3], pads: [1, 1] },
      },
      { op: 'Relu', inputs: ['filtered'], outputs: ['rectified'] },
      { op: 'Mul', inputs: ['rectified', 'mask'], outputs: ['masked'] },
      { op: 'ReduceMax', inputs: ['masked'], outputs: ['strongest'], attributes: { axes: [2], keepdims: 0 } },
      { op: 'ReduceSum', inputs: ['input', 'axis_1'], outputs: ['sum'], attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['sum', 'share'], outputs: ['mean'] },
      { op: 'Concat', inputs: ['strongest', 'mean', 'whole'], outputs: ['joint'], attributes: { axis: 1 } },
      { op: 'Gemm', inputs: ['joint', 'hidden', 'hidden_bias'], outputs: ['before_hidden'], attributes: { transB: 1 } },
      { op: 'Relu', inputs: ['before_hidden'], outputs: ['after_hidden'] },
      { op: 'Concat', inputs: ['after_hidden', 'whole'], outputs: ['before_last'], attributes: { axis: 1 } },
      { op: 'Gemm', inputs: ['before_last', 'last', 'last_bias'], outputs: ['deep'], attributes: { transB: 1 } },
      { op: 'Gather', inputs: ['gram_table', 'grams'], outputs: ['gram_bytes'], attributes: { axis: 0 } },
      { op: 'Cast', inputs: ['gram_bytes'], outputs: ['gram_floats'], attributes: { to: 1 } },
      { op: 'ReduceSum', inputs: ['gram_floats', 'axis_1'], outputs: ['gram_sum'], attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['gram_sum', 'gram_scale'], outputs: ['gram_scaled'] },
      { op: 'Mul', inputs: ['gram_scaled', 'gram_share'], outputs: ['wide'] },
      { op: 'Gemm', inputs: ['whole', 'coarse_of', 'coarse_shift'], outputs: ['insult'] },
      { op: 'Relu', inputs: ['insult'], outputs: ['coarse'] },
      { op: 'MatMul', inputs: ['coarse', 'coarse_adds'], outputs: ['coarse_added'] },
      { op: 'Add', inputs: ['deep', 'wide'], outputs: ['learned'] },
      { op: 'Add', inputs: ['learned', 'coarse_added'], outputs: ['raw'] },
      { op: 'Mul', inputs: ['raw', 'slope'], outputs: ['sloped'] },
      { op: 'Add', inputs: ['sloped', 'shift'], outputs: ['calibrated'] },
      { op: 'Sigmoid', inputs: ['calibrated'], outputs: ['scores'] },
    ],
  });
}

/** Zeros but for one number. */
function only(length: number, at: number, value: number): Float32Array {
  const row = new Float32Array(length);
  row[at] = value;
  return row;
}

/** Numbers as bytes: each column by its own scale. */
function asBytes(values: Float32Array, columns: number, share = 1): { bytes: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(columns);
  for (let i = 0; i < values.length; i++) scales[i % columns] = Math.max(scales[i % columns]!, Math.abs(values[i]!));
  for (let d = 0; d < columns; d++) scales[d] = (scales[d]! || 1) / 127;
  const bytes = Int8Array.from(values, (value, i) => Math.round(value / scales[i % columns]!));
  return { bytes, scales: scales.map((scale) => scale * share) };
}

/** Filters as ONNX has them: channel by channel, three words each. */
function inChannels(convolution: Float32Array): Float32Array {
  const turned = new Float32Array(convolution.length);
  for (let f = 0; f < FILTERS; f++)
    for (let k = 0; k < 3; k++)
      for (let d = 0; d < IN; d++) turned[(f * IN + d) * 3 + k] = convolution[(f * 3 + k) * IN + d]!;
  return turned;
}
