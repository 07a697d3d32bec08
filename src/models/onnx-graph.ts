/** A node of an ONNX graph, as far as it matters for putting others in its place. */
export interface GraphNode {
  operator: string;
  inputs: string[];
  outputs: string[];
  /** Its attributes that are whole numbers, and whether it has any other. */
  integers: Map<string, number[]>;
  hasOthers: boolean;
  /** All its attributes, as they may be given to another node. */
  attributes: Uint8Array[];
  /** As it stands in the file. */
  bytes: Uint8Array;
}

/** What is known of an ONNX file without running it. */
export interface OnnxGraph {
  nodes: GraphNode[];
  /** How long the sides of each constant are. */
  shapes: Map<string, number[]>;
  /** The numbers of a constant; null where it is none, or they are not kept as numbers of 16 or 32 bits. */
  numbers(constant: string): Float32Array | null;
  /** What the model answers. */
  outputs: Set<string>;
  /** Of ONNX's own operators. */
  version: number;
}

/** Null for a file without a graph; fails for what is no ONNX file (protobuf, onnx.proto). */
export function readGraph(model: Uint8Array): OnnxGraph | null {
  const file = fieldsOf(model);
  const graph = file.find(({ number }) => number === MODEL.graph);
  if (!graph) return null;
  const fields = fieldsOf(graph.value);
  const nodes = ofNumber(fields, GRAPH.node).map(({ value, whole }) => nodeOf(value, whole));
  const constants = new Map(
    ofNumber(fields, GRAPH.constant).map(({ value }) => {
      const tensor = fieldsOf(value);
      return [text(tensor, TENSOR.name)[0] ?? '', tensor];
    }),
  );
  // those that are kept in fewer bytes than they are calculated with
  for (const { operator, inputs, outputs } of nodes)
    if (operator === 'Cast' && constants.has(inputs[0]!)) constants.set(outputs[0]!, constants.get(inputs[0]!)!);
  const sides = (tensor: readonly Field[]): number[] =>
    ofNumber(tensor, TENSOR.dimension).flatMap((side) => numbers(side.value));
  const shapes = new Map([...constants].map(([name, tensor]) => [name, sides(tensor)]));
  const versions = ofNumber(file, MODEL.operators).map(({ value }) => fieldsOf(value));
  const own = versions.find((fields) => (text(fields, OPERATORS.domain)[0] ?? '') === '');
  return {
    nodes,
    shapes,
    numbers: (name) => valuesOf(constants.get(name) ?? []),
    outputs: new Set(ofNumber(fields, GRAPH.output).flatMap(({ value }) => text(fieldsOf(value), VALUE_NAME))),
    version: own ? (ofNumber(own, OPERATORS.version).flatMap(({ value }) => numbers(value))[0] ?? 0) : 0,
  };
}

/** The file with other nodes, in an order in which each comes after what it needs. */
export function withNodes(model: Uint8Array, nodes: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    fieldsOf(model).map((field) => {
      if (field.number !== MODEL.graph) return field.whole;
      const others = ofOtherNumber(fieldsOf(field.value), GRAPH.node).map(({ whole }) => whole);
      return withLength(MODEL.graph, Buffer.concat([...nodes, ...others]));
    }),
  );
}

/** A node as it stands in a file, called by its first output. */
export const node = (
  operator: string,
  inputs: readonly string[],
  outputs: string | readonly string[],
  attributes: readonly Uint8Array[] = [],
): Uint8Array =>
  withLength(
    GRAPH.node,
    Buffer.concat([
      ...inputs.map((name) => withText(NODE.input, name)),
      ...[outputs].flat().map((name) => withText(NODE.output, name)),
      withText(NODE.name, [outputs].flat()[0]!),
      withText(NODE.operator, operator),
      ...attributes.map((attribute) => withLength(NODE.attribute, attribute)),
    ]),
  );

export const float = (name: string, value: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  const [key, type] = [tag(ATTRIBUTE.float, FIXED_32), tag(ATTRIBUTE.type, VARINT)];
  return Buffer.concat([withText(ATTRIBUTE.name, name), key, bytes, type, varint(KIND.float)]);
};
export const integer = (name: string, value: number): Uint8Array =>
  Buffer.concat([
    withText(ATTRIBUTE.name, name),
    tag(ATTRIBUTE.integer, VARINT),
    varint(value),
    tag(ATTRIBUTE.type, VARINT),
    varint(KIND.integer),
  ]);
export const integers = (name: string, values: readonly number[]): Uint8Array =>
  Buffer.concat([
    withText(ATTRIBUTE.name, name),
    ...values.flatMap((value) => [tag(ATTRIBUTE.integers, VARINT), varint(value)]),
    tag(ATTRIBUTE.type, VARINT),
    varint(KIND.integers),
  ]);

const MODEL = { graph: 7, operators: 8 } as const;
const OPERATORS = { domain: 1, version: 2 } as const;
const GRAPH = { node: 1, constant: 5, output: 12 } as const;
const VALUE_NAME = 1;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 } as const;
const TENSOR = { dimension: 1, type: 2, name: 8, bytes: 9 } as const;
const TYPE = { float: 1, half: 10 } as const;
const ATTRIBUTE = { name: 1, float: 2, integer: 3, integers: 8, type: 20 } as const;
const KIND = { float: 1, integer: 2, integers: 7 } as const;

function nodeOf(bytes: Uint8Array, whole: Uint8Array): GraphNode {
  const fields = fieldsOf(bytes);
  const [operator = ''] = text(fields, NODE.operator);
  const attributes = ofNumber(fields, NODE.attribute).map(({ value }) => fieldsOf(value));
  const integers = new Map<string, number[]>();
  for (const attribute of attributes) {
    const given = [...ofNumber(attribute, ATTRIBUTE.integer), ...ofNumber(attribute, ATTRIBUTE.integers)];
    if (given.length > 0)
      integers.set(
        text(attribute, ATTRIBUTE.name)[0] ?? '',
        given.flatMap(({ value }) => numbers(value)),
      );
  }
  return {
    operator,
    inputs: text(fields, NODE.input),
    outputs: text(fields, NODE.output),
    integers,
    hasOthers: integers.size < attributes.length,
    attributes: ofNumber(fields, NODE.attribute).map(({ value }) => value),
    bytes: whole,
  };
}

function valuesOf(tensor: readonly Field[]): Float32Array | null {
  const [type] = ofNumber(tensor, TENSOR.type).flatMap(({ value }) => numbers(value));
  const bytes = ofNumber(tensor, TENSOR.bytes)[0]?.value;
  if (!bytes || (type !== TYPE.float && type !== TYPE.half)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = type === TYPE.float ? 4 : 2;
  return Float32Array.from({ length: Math.floor(bytes.byteLength / width) }, (_, i) =>
    type === TYPE.float ? view.getFloat32(i * width, true) : halfFloat(view.getUint16(i * width, true)),
  );
}

/** A number of 16 bits (IEEE 754): sign, five bits of exponent, ten of fraction. */
function halfFloat(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 31
      ? fraction === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** One field of a protobuf message. */
interface Field {
  number: number;
  /** A number’s bytes as they stand; of anything with a length, what comes after it. */
  value: Uint8Array;
  /** With what comes before the value. */
  whole: Uint8Array;
}

const [VARINT, FIXED_64, LENGTH, FIXED_32] = [0, 1, 2, 5];

const ofNumber = (fields: readonly Field[], wanted: number): Field[] =>
  fields.filter(({ number }) => number === wanted);
const ofOtherNumber = (fields: readonly Field[], left: number): Field[] =>
  fields.filter(({ number }) => number !== left);

/** Fails for what is no protobuf message. */
function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    const [key, afterKey] = readVarint(bytes, at);
    const wire = key % 8;
    let from = afterKey;
    if (wire === VARINT) [, at] = readVarint(bytes, from);
    else if (wire === FIXED_64 || wire === FIXED_32) at = from + (wire === FIXED_64 ? 8 : 4);
    else if (wire === LENGTH) {
      const [length, afterLength] = readVarint(bytes, from);
      from = afterLength;
      at = from + length;
    } else throw new Error('this is no ONNX file');
    if (at > bytes.length) throw new Error('this ONNX file is incomplete');
    fields.push({ number: Math.floor(key / 8), value: bytes.subarray(from, at), whole: bytes.subarray(start, at) });
  }
  return fields;
}

/** The number that begins at a place, and the place after it; exact up to 2^53. */
function readVarint(bytes: Uint8Array, start: number): [value: number, next: number] {
  let [value, factor] = [0, 1];
  for (let at = start; at < bytes.length && at < start + 10; at++, factor *= 128) {
    const byte = bytes[at]!;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at + 1];
  }
  throw new Error('this is no ONNX file');
}

/** Numbers one after the other. */
function numbers(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [value, next] = readVarint(bytes, at);
    found.push(value);
    at = next;
  }
  return found;
}

const text = (fields: readonly Field[], wanted: number): string[] =>
  fields.filter(({ number }) => number === wanted).map(({ value }) => Buffer.from(value).toString());
const withText = (number: number, value: string): Uint8Array => withLength(number, Buffer.from(value));
const withLength = (number: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([tag(number, LENGTH), varint(value.length), value]);
const tag = (number: number, wire: number): Uint8Array => varint(number * 8 + wire);

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
