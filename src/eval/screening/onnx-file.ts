/**
 * Writes ONNX files: the few messages of onnx.proto that a model needs, in protobuf's wire format
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
const IR_VERSION = 8;
const OPSET = 17;
const TYPES = { float32: 1, int8: 3, int32: 6, int64: 7 } as const;
export type TensorType = keyof typeof TYPES;

export interface Initializer {
  name: string;
  type: TensorType;
  shape: readonly number[];
  data: Float32Array | Int8Array | Int32Array | BigInt64Array;
}
export interface Node {
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Whole numbers, and lists of them. */
  attributes?: Record<string, number | readonly number[]>;
}
export interface Value {
  name: string;
  type: TensorType;
  /** Names stand for sides of any length. */
  shape: readonly (number | string)[];
}
export interface Graph {
  name: string;
  doc: string;
  inputs: readonly Value[];
  outputs: readonly Value[];
  initializers: readonly Initializer[];
  nodes: readonly Node[];
}

/** A graph as the bytes of an ONNX file. */
export const onnxFile = (graph: Graph): Buffer =>
  Buffer.concat([
    varintField(1, IR_VERSION),
    textField(2, 'safenest'),
    textField(6, graph.doc),
    bytesField(7, graphBytes(graph)),
    bytesField(8, Buffer.concat([textField(1, ''), varintField(2, OPSET)])),
  ]);

const graphBytes = ({ name, nodes, initializers, inputs, outputs }: Graph): Buffer =>
  Buffer.concat([
    ...nodes.map((node) => bytesField(1, nodeBytes(node))),
    textField(2, name),
    ...initializers.map((tensor) => bytesField(5, tensorBytes(tensor))),
    ...inputs.map((value) => bytesField(11, valueBytes(value))),
    ...outputs.map((value) => bytesField(12, valueBytes(value))),
  ]);

const nodeBytes = ({ op, inputs, outputs, attributes = {} }: Node): Buffer =>
  Buffer.concat([
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeBytes(name, value))),
  ]);

const INT = 2;
const INTS = 7;
const attributeBytes = (name: string, value: number | readonly number[]): Buffer =>
  typeof value === 'number'
    ? Buffer.concat([textField(1, name), varintField(3, value), varintField(20, INT)])
    : Buffer.concat([textField(1, name), ...value.map((one) => varintField(8, one)), varintField(20, INTS)]);

const tensorBytes = ({ name, type, shape, data }: Initializer): Buffer =>
  Buffer.concat([
    ...shape.map((side) => varintField(1, side)),
    varintField(2, TYPES[type]),
    textField(8, name),
    bytesField(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  ]);

const valueBytes = ({ name, type, shape }: Value): Buffer => {
  const sides = shape.map((side) =>
    bytesField(1, typeof side === 'number' ? varintField(1, side) : textField(2, side)),
  );
  const tensor = Buffer.concat([varintField(1, TYPES[type]), bytesField(2, Buffer.concat(sides))]);
  return Buffer.concat([textField(1, name), bytesField(2, bytesField(1, tensor))]);
};

/** Ten bytes for what is below zero, as protobuf wants it. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
const varintField = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)]);
const bytesField = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
const textField = (field: number, text: string): Buffer => bytesField(field, Buffer.from(text));
