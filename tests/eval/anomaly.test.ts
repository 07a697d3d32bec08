import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNpz } from '../../src/eval/anomaly/read-npz.ts';
import { evaluateAnomaly } from '../../src/eval/anomaly.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An array as NumPy writes it. */
function npy(type: string, shape: string, data: Buffer, fortran = 'False'): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`.padEnd(117).concat('\n');
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text, 'latin1'), data]);
}

/** A zip of them; the second deflated. */
function zip(files: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [i, [name, data]] of Object.entries(files).entries()) {
    const packed = i === 1 ? deflateRawSync(data) : data;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(i === 1 ? 8 : 0, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

const doubles = (...values: number[]): Buffer => Buffer.from(Float64Array.from(values).buffer);

describe('reading .npz', () => {
  test('numbers of several types, stored and deflated, by row and by column', () => {
    const arrays = parseNpz(
      zip({
        'X.npy': npy('<f8', '3, 2', doubles(1, 3, 5, 2, 4, 6), 'True'),
        'y.npy': npy('<i8', '3,', Buffer.from(BigInt64Array.from([0n, 1n, 0n]).buffer)),
        'b.npy': npy('|b1', '2,', Buffer.from([1, 0])),
      }),
    );
    expect(arrays.get('X')).toEqual({ shape: [3, 2], values: Float64Array.from([1, 2, 3, 4, 5, 6]) });
    expect(arrays.get('y')).toEqual({ shape: [3], values: Float64Array.from([0, 1, 0]) });
    expect([...arrays.get('b')!.values]).toEqual([1, 0]);
  });

  test('what is no zip, cut off, or holds objects is refused', () => {
    expect(() => parseNpz(Buffer.from('hello'))).toThrow('it is no zip');
    expect(() => parseNpz(zip({ 'X.npy': npy('<f8', '9, 9', doubles(1)) }))).toThrow('cut off');
    expect(() => parseNpz(zip({ 'X.npy': npy('|O', '1,', Buffer.from([1])) }))).toThrow('something else than numbers');
    expect(() => parseNpz(zip({ 'X.npy': npy('>f8', '1,', doubles(1)) }))).toThrow('not known here');
  });
});

test('the suite measures each set, leaves out what cannot be measured, and says so', async () => {
  const inner = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(i)]).flat();
  const set = zip({
    'X.npy': npy('<f8', '62, 2', doubles(...inner, 9, 9, -9, 9)),
    'y.npy': npy('<f8', '62,', doubles(...Array(60).fill(0), 1, 1)),
  });
  await writeFile(join(folder, '1_ring.npz'), set);
  await writeFile(join(folder, '2_broken.npz'), 'PK');
  const report = await evaluateAnomaly({ path: folder });
  expect(report).toMatchObject({ suite: 'anomaly', n: 1, skipped: 1, metrics: { auc_1_ring: 1, mean_auc: 1 } });
  expect(report.failures[0]).toContain('2_broken.npz');
  await expect(evaluateAnomaly({ path: join(folder, 'nowhere') })).rejects.toThrow('cannot be read');
});
