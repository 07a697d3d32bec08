import { SafeNestError } from '../../../errors.ts';
import type { Forest } from './isolation-forest.ts';

/** `SNF1`, then columns, rows per tree, trees and nodes as 32-bit numbers, then the arrays; all little-endian. */
const MAGIC = 0x31_46_4e_53;
const HEADER = 20;

/** A forest as bytes that any machine reads. */
export function forestToBytes({ columns, sample, ...arrays }: Forest): Uint8Array {
  const { fill, roots, threshold, left, path, feature } = arrays;
  const parts: readonly (Float32Array | Int32Array | Int16Array)[] = [fill, roots, threshold, left, path, feature];
  const bytes = new Uint8Array(HEADER + parts.reduce((sum, part) => sum + part.byteLength, 0));
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [MAGIC, columns, sample, roots.length, feature.length].entries())
    view.setUint32(4 * i, value, true);
  let at = HEADER;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at += part.BYTES_PER_ELEMENT) {
      if (part instanceof Float32Array) view.setFloat32(at, part[i]!, true);
      else if (part instanceof Int32Array) view.setInt32(at, part[i]!, true);
      else view.setInt16(at, part[i]!, true);
    }
  }
  return bytes;
}

/** Reads what `forestToBytes` wrote; `invalid_input` for anything else, so that no path leads out of the forest or in a circle. */
export function forestFromBytes(bytes: Uint8Array): Forest {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw broken('it does not begin like one');
  const [columns, sample, trees, nodes] = [4, 8, 12, 16].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  if (bytes.length !== HEADER + 4 * columns + 4 * trees + 14 * nodes || columns < 1 || trees < 1 || sample < 1)
    throw broken('its length does not fit what it says of itself');
  let at = HEADER;
  const floats = (length: number): Float32Array => {
    const read = Float32Array.from({ length }, (_, i) => view.getFloat32(at + 4 * i, true));
    at += 4 * length;
    return read;
  };
  const integers = (length: number): Int32Array => {
    const read = Int32Array.from({ length }, (_, i) => view.getInt32(at + 4 * i, true));
    at += 4 * length;
    return read;
  };
  const [fill, roots, threshold, left, path] = [
    floats(columns),
    integers(trees),
    floats(nodes),
    integers(nodes),
    floats(nodes),
  ];
  const feature = Int16Array.from({ length: nodes }, (_, i) => view.getInt16(at + 2 * i, true));
  if (!roots.every((root) => root >= 0 && root < nodes)) throw broken('a tree begins outside of it');
  for (let node = 0; node < nodes; node++) {
    if (feature[node]! < 0) continue;
    const child = left[node]!;
    if (feature[node]! >= columns || child <= node || child + 1 >= nodes) throw broken('a branch leads nowhere');
  }
  return { columns, sample, fill, roots, feature, threshold, left, path };
}

const broken = (why: string): SafeNestError =>
  new SafeNestError('invalid_input', `These bytes are no forest that can be read: ${why}. Train it again.`);
