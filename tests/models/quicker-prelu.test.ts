import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGraph } from '../../src/models/onnx-graph.ts';
import { quickerPrelu } from '../../src/models/quicker-prelu.ts';
import { openModel } from '../../src/models/session.ts';
import { sharedFile } from '../support/shared-data.ts';

const models = sharedFile('models');

test.skipIf(!models).each([
  ['face-embed/espressif_mfn_s8_v1.onnx', [1, 3, 112, 112]],
  ['antispoof/minifasnet_1.onnx', [2, 3, 80, 80]],
  ['antispoof/minifasnet_2.onnx', [1, 3, 80, 80]],
])('%s answers what its file does', async (file, shape) => {
  const path = join(models!, file);
  const bytes = await readFile(path);
  // also those whose slopes are kept in half the bytes
  const count = (model: Uint8Array, operator: string): number =>
    readGraph(model)!.nodes.filter((one) => one.operator === operator).length;
  const [before, after] = [bytes, quickerPrelu(bytes)];
  expect(count(before, 'PRelu')).toBeGreaterThan(30);
  expect(count(after, 'PRelu')).toBe(0);
  expect(count(after, 'Conv')).toBe(count(before, 'Conv'));
  const [asItIs, quicker] = await Promise.all([openModel(path, { asItIs: true }), openModel(path)]);
  const input = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 0.37) * 0.8);
  const [wanted, got] = [await asItIs.run(input, shape), await quicker.run(input, shape)];
  expect(Object.keys(got)).toEqual(Object.keys(wanted));
  for (const [name, values] of Object.entries(wanted))
    for (const [i, value] of values.entries()) expect(Math.abs(got[name]![i]! - value)).toBeLessThan(1e-4);
  await Promise.all([asItIs.close(), quicker.close()]);
});

test.skipIf(!models)('a model without one is left as it is', async () => {
  const bytes = await readFile(join(models!, 'face-detect/yunet_n_dynamic.onnx'));
  expect(quickerPrelu(bytes)).toBe(bytes);
});

test('what is no model comes back as it was or is refused, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(quickerPrelu(bytes)).toBe(bytes);
      } catch (error) {
        expect((error as Error).message).toMatch(/ONNX file/);
      }
    }),
  );
});
