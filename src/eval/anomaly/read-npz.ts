import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { SafeNestError } from '../../errors.ts';

/** An array of NumPy: its shape, and its numbers row by row. */
export interface NumpyArray {
  shape: number[];
  values: Float64Array;
}

/** The arrays of a `.npz` file by name; `invalid_input` says what about it cannot be read. */
export async function readNpz(path: string): Promise<Map<string, NumpyArray>> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SafeNestError('not_found', `${path} cannot be read.`, { cause });
  });
  try {
    return parseNpz(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SafeNestError('invalid_input', `${path} is not a .npz file that can be read: ${why}.`, { cause });
  }
}

/** The same from bytes: a zip (APPNOTE.TXT 4.3) of `.npy` files, stored or deflated. Throws where something does not fit. */
export function parseNpz(bytes: Buffer): Map<string, NumpyArray> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('it is no zip');
  const arrays = new Map<string, NumpyArray>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02_01_4b_50) throw new Error('its directory is broken');
    const [method, packed, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (packed === 0xffff_ffff || size === 0xffff_ffff) throw new Error(`${name} is larger than 4 GiB`);
    const data = bytes.subarray(start, start + packed);
    if (data.length !== packed) throw new Error(`${name} is cut off`);
    if (name.endsWith('.npy')) arrays.set(name.slice(0, -4), parseNpy(unpacked(data, method, size, name)));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return arrays;
}

function unpacked(data: Buffer, method: number, size: number, name: string): Buffer {
  if (method === 0) return data;
  if (method !== 8) throw new Error(`${name} is packed in a way that is not known here`);
  return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
}

const HEADER = /'descr':\s*'([<>|=][a-z]\d+)'.*'fortran_order':\s*(True|False).*'shape':\s*\(([\d,\s]*)\)/;

/** A `.npy` file (NumPy enhancement proposal 1) of numbers or truth values. */
function parseNpy(bytes: Buffer): NumpyArray {
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error('one of its arrays is none of NumPy');
  const isFirst = bytes[6] === 1;
  const start = isFirst ? 10 : 12;
  const length = isFirst ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const header = HEADER.exec(bytes.toString('latin1', start, start + length));
  if (!header) throw new Error('one of its arrays holds something else than numbers');
  const [, type, fortran, dimensions] = header as unknown as [string, string, string, string];
  const shape = dimensions
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const read = readerOf(type);
  const data = bytes.subarray(start + length);
  if (data.length < count * read.bytes) throw new Error('one of its arrays is cut off');
  const values = new Float64Array(count);
  const isByColumn = fortran === 'True' && shape.length === 2;
  for (let i = 0; i < count; i++) {
    const value = read.one(data, i * read.bytes);
    values[isByColumn ? (i % shape[0]!) * shape[1]! + Math.floor(i / shape[0]!) : i] = value;
  }
  return { shape, values };
}

function readerOf(type: string): { bytes: number; one: (data: Buffer, at: number) => number } {
  const readers: Record<string, (data: Buffer, at: number) => number> = {
    f8: (data, at) => data.readDoubleLE(at),
    f4: (data, at) => data.readFloatLE(at),
    i8: (data, at) => Number(data.readBigInt64LE(at)),
    u8: (data, at) => Number(data.readBigUInt64LE(at)),
    i4: (data, at) => data.readInt32LE(at),
    u4: (data, at) => data.readUInt32LE(at),
    i2: (data, at) => data.readInt16LE(at),
    u2: (data, at) => data.readUInt16LE(at),
    i1: (data, at) => data.readInt8(at),
    u1: (data, at) => data.readUInt8(at),
    b1: (data, at) => data.readUInt8(at),
  };
  const one = readers[type.slice(1)];
  if (!one || type.startsWith('>')) throw new Error(`its numbers are of the type ${type}, which is not known here`);
  return { bytes: Number(type.slice(2)), one };
}
