import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGraph } from '../../src/models/onnx-graph.ts';
import { quickerHeads } from '../../src/models/quicker-heads.ts';
import { openModel } from '../../src/models/session.ts';
import { sharedFile } from '../support/shared-data.ts';

const models = sharedFile('models');
const convolutions = (bytes: Uint8Array): number =>
  readGraph(bytes)!.nodes.filter(({ operator }) => operator === 'Conv').length;

test.skipIf(!models).each([
  ['face-detect/yunet_n_dynamic.onnx', [1, 3, 96, 160]],
  ['face-detect/yunet_s_640_640.onnx', [1, 3, 640, 640]],
])('%s answers what its file does, with a quarter of the convolutions of its heads', async (file, shape) => {
  const path = join(models!, file);
  const bytes = await readFile(path);
  // score, box, points and whether there is anything at all, at three sizes, each by two
  expect(convolutions(bytes) - convolutions(quickerHeads(bytes))).toBe(3 * 3 * 2);
  const [asItIs, quicker] = await Promise.all([openModel(path, { asItIs: true }), openModel(path)]);
  const input = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => 127 + 120 * Math.sin(i * 0.37));
  const [wanted, got] = [await asItIs.run(input, shape), await quicker.run(input, shape)];
  expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, values] of Object.entries(wanted)) {
    expect(got[name]).toHaveLength(values.length);
    const apart = values.reduce((most, value, i) => Math.max(most, Math.abs(got[name]![i]! - value)), 0);
    expect(apart).toBeLessThan(1e-3);
  }
  await Promise.all([asItIs.close(), quicker.close()]);
});

test.skipIf(!models).each(['face-embed/espressif_mfn_s8_v1.onnx', 'person-detect/yolox_nano.onnx'])(
  '%s has none, and is left as it is',
  async (file) => {
    const bytes = await readFile(join(models!, file));
    expect(quickerHeads(bytes)).toBe(bytes);
  },
);

test('what is no model comes back as it was or is refused, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(quickerHeads(bytes)).toBe(bytes);
      } catch (error) {
        expect((error as Error).message).toMatch(/ONNX file/);
      }
    }),
  );
});
