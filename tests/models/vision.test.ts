import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Pixels } from '../../src/domain/picture.ts';
import { silentLog } from '../../src/log.ts';
import { decodePicture } from '../../src/media/decode-picture.ts';
import { alike } from '../../src/models/sight.ts';
import { createVision, type OpenedVision, type Vision, type VisionOptions } from '../../src/models/vision.ts';
import { sharedFile } from '../support/shared-data.ts';

const models = sharedFile('models');
const people = sharedFile('data/lfw10');
const clips = sharedFile('data/intel-clips');
const MFN = 'face-embed/espressif_mfn_s8_v1.onnx';

const opened: Vision[] = [];
const see = async (options: Partial<VisionOptions> & { folder: string }): Promise<OpenedVision> => {
  const vision = await createVision({ log: silentLog(), workers: 1, ...options });
  opened.push(vision);
  return vision;
};
const pixels = async (...path: string[]): Promise<Pixels> =>
  (await decodePicture(await readFile(join(...path)))).pixels;
const grey = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(127),
});
const cosine = (a: Float32Array | null | undefined, b: Float32Array | null | undefined): number =>
  a!.reduce((sum, value, i) => sum + value * b![i]!, 0);

const scratch = await mkdtemp(join(tmpdir(), 'safenest-models-'));
let folders = 0;
/** A folder with some of the models, under other names where so said. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = join(scratch, String(++folders));
  await mkdir(folder);
  for (const [name, from] of Object.entries(files)) await copyFile(join(models!, from), join(folder, name));
  return folder;
}

afterEach(() => Promise.all(opened.splice(0).map((vision) => vision.close())));
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('a device', () => {
  test.skipIf(!models || !people)(
    'that this machine has not leaves the work to the processor, and says so',
    async () => {
      const device = process.platform === 'darwin' ? 'directml' : 'coreml';
      const [asked, usual] = [await see({ folder: models!, device }), await see({ folder: models! })];
      expect(asked.noDevice).toBeTruthy();
      expect(usual.noDevice).toBeNull();
      expect(asked.status()).toEqual(usual.status());
      const picture = await pixels(people!, 'Tony_Blair/Tony_Blair_0001.jpg');
      const [[one], [other]] = [await asked.faces(picture), await usual.faces(picture)];
      expect(cosine(one!.embedding, other!.embedding)).toBeCloseTo(1, 5);
    },
  );

  test('is used only where it reckons as the processor does', () => {
    const of = (...numbers: number[]) => ({ scores: Float32Array.from(numbers) });
    expect(alike(of(1, -4, 2.03), of(1, -4.05, 2))).toBe(true);
    expect(alike(of(1, -4, 2.2), of(1, -4, 2))).toBe(false);
    expect(alike(of(1, Number.NaN, 2), of(1, -4, 2))).toBe(false);
    expect(alike(of(1, -4), of(1, -4, 2))).toBe(false);
    expect(alike({ other: Float32Array.from([1]) }, of(1))).toBe(false);
    expect(alike({ ...of(1), more: new Float32Array(1) }, of(1))).toBe(false);
  });
});

describe.skipIf(!models || !people)('faces', () => {
  test('are found, measured and told apart; a picture without one has none', async () => {
    const vision = await see({ folder: models! });
    expect(vision.embedder).toMatchObject({ id: 'mfn-s8-v1', dimensions: 512 });
    expect(vision.status().filter(({ state }) => state !== 'ready')).toEqual([]);
    const [blair, blairAgain, powell] = await Promise.all(
      ['Tony_Blair/Tony_Blair_0001.jpg', 'Tony_Blair/Tony_Blair_0003.jpg', 'Colin_Powell/Colin_Powell_0001.jpg'].map(
        async (name) => (await vision.faces(await pixels(people!, name), { live: true }))[0]!,
      ),
    );
    expect(cosine(blair!.embedding, blairAgain!.embedding)).toBeGreaterThan(vision.embedder!.threshold);
    expect(cosine(blair!.embedding, powell!.embedding)).toBeLessThan(vision.embedder!.unsureFrom);
    expect(cosine(blair!.embedding, blair!.embedding)).toBeCloseTo(1, 5);
    const { box, points, score, quality, live } = blair!;
    expect(score).toBeGreaterThan(0.8);
    expect(live).toBeGreaterThanOrEqual(0);
    expect(live).toBeLessThanOrEqual(1);
    expect(quality.size).toBe(Math.min(box[2], box[3]));
    for (const value of [quality.turned, quality.overall]) expect(value >= 0 && value <= 1).toBe(true);
    expect(points[0]![0]).toBeLessThan(points[1]![0]);
    expect(points[0]![1]).toBeLessThan(points[3]![1]);
    expect(await vision.faces(grey(320, 240))).toEqual([]);
    for (const [width, height] of [
      [1, 1],
      [1, 4000],
      [4000, 1],
      [33, 7],
    ] as const)
      expect(await vision.faces(grey(width, height))).toEqual([]);
  });

  test('the same face is the same at twice the size, at the edge and mirrored', async () => {
    const vision = await see({ folder: models! });
    const face = await pixels(people!, 'Gerhard_Schroeder/Gerhard_Schroeder_0001.jpg');
    const [plain] = await vision.faces(face);
    const twice: Pixels = {
      width: face.width * 2,
      height: face.height * 2,
      data: new Uint8Array(face.data.length * 4),
    };
    const mirrored: Pixels = { ...face, data: new Uint8Array(face.data.length) };
    for (let y = 0; y < twice.height; y++)
      for (let x = 0; x < twice.width; x++) {
        const from = ((y >> 1) * face.width + (x >> 1)) * 3;
        twice.data.set(face.data.subarray(from, from + 3), (y * twice.width + x) * 3);
        if (x >= face.width || y >= face.height) continue;
        const opposite = (y * face.width + face.width - 1 - x) * 3;
        mirrored.data.set(face.data.subarray(opposite, opposite + 3), (y * face.width + x) * 3);
      }
    const [large] = await vision.faces(twice);
    const [other] = await vision.faces(mirrored);
    expect(cosine(plain!.embedding, large!.embedding)).toBeGreaterThan(0.9);
    expect(large!.quality.size / plain!.quality.size).toBeCloseTo(2, 0);
    expect(cosine(plain!.embedding, other!.embedding)).toBeGreaterThan(0.8);
  });

  test('both detectors, and a picture that does not have the bytes it claims', async () => {
    const folder = await folderWith({
      'face_detection_yunet_2023mar.onnx': 'face-detect/yunet_s_640_640.onnx',
      'faces.onnx': MFN,
    });
    const vision = await see({ folder });
    const found = await vision.faces(await pixels(people!, 'Tony_Blair/Tony_Blair_0002.jpg'));
    expect(found[0]!.embedding).toHaveLength(512);
    await expect(vision.faces({ width: 10, height: 10, data: new Uint8Array(10) })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe.skipIf(!models || !clips)('objects', () => {
  test('people are found and described by their clothes', async () => {
    const vision = await see({ folder: models! });
    expect(vision.reid).toEqual({ id: 'osnet-s8-v1', dimensions: 512 });
    const found = await vision.objects(await pixels(clips!, 'people-detection.gif'));
    const persons = found.filter(({ kind }) => kind === 'person');
    expect(persons.length).toBeGreaterThan(0);
    for (const { appearance, box } of persons) {
      expect(cosine(appearance, appearance)).toBeCloseTo(1, 4);
      expect(box.every((side) => side >= 0)).toBe(true);
    }
    expect(await vision.objects(grey(200, 100))).toEqual([]);
  });
});

describe.skipIf(!models)('in the middle of a model', () => {
  test('closing and a time limit that has passed fail the call, and the process lives', async () => {
    const folder = await folderWith({ 'detect.onnx': 'face-detect/yunet_n_dynamic.onnx' });
    for (const taskMs of [30_000, 1]) {
      const vision = await see({ folder, workers: 2, taskMs });
      const calls = [1, 2, 3].map(() => vision.faces(grey(1280, 960)));
      const asked = Promise.allSettled(calls);
      if (taskMs === 1) await calls[0]!.catch(() => undefined);
      await vision.close();
      for (const result of await asked)
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    }
    const after = await see({ folder });
    expect(await after.faces(grey(64, 64))).toEqual([]);
  });
});

describe.skipIf(!models)('models that are not as they should be', () => {
  test('without any, everything asked for says which command brings them', async () => {
    const vision = await see({ folder: join(scratch, 'nowhere') });
    expect(vision.status().map(({ task, state }) => [task, state])).toEqual(
      ['face-detect', 'face-embed', 'liveness-1', 'liveness-2', 'object-detect', 'appearance'].map((task) => [
        task,
        'missing',
      ]),
    );
    for (const asked of [vision.faces(grey(9, 9)), vision.objects(grey(9, 9))]) {
      await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
      await expect(asked).rejects.toThrow('npm run safenest -- models fetch');
    }
    expect([vision.embedder, vision.reid]).toEqual([null, null]);
  });

  test('what is there works without the others: faces without vectors, and objects say what is missing', async () => {
    const vision = await see({ folder: await folderWith({ 'a.onnx': 'face-detect/yunet_n_dynamic.onnx' }) });
    expect(vision.embedder).toBeNull();
    if (people) {
      const [face] = await vision.faces(await pixels(people, 'Tony_Blair/Tony_Blair_0001.jpg'), { live: true });
      expect(face).toMatchObject({ embedding: null, live: null });
    }
    await expect(vision.objects(grey(9, 9))).rejects.toThrow('The model that finds people and vehicles (yolox-nano)');
  });

  test('a damaged file and another model under a known name are named, and not used', async () => {
    const folder = await folderWith({
      'yunet_n_dynamic.onnx': 'face-detect/yunet_n_dynamic.onnx',
      'yolox_nano.onnx': 'antispoof/minifasnet_1.onnx',
      'espressif_mfn_s8_v1.onnx': MFN,
    });
    const half = await readFile(join(folder, 'espressif_mfn_s8_v1.onnx'));
    half.fill(0, 600_000, 600_004);
    await writeFile(join(folder, 'espressif_mfn_s8_v1.onnx'), half);
    const vision = await see({ folder });
    const states = Object.fromEntries(vision.status().map((one) => [one.task, one]));
    expect(states['face-embed']).toMatchObject({ state: 'damaged', problem: expect.stringContaining('SHA-256') });
    expect(states['object-detect']).toMatchObject({
      state: 'damaged',
      problem: expect.stringContaining('1826146 bytes'),
    });
    expect(states['object-detect']!.mend).toContain('models fetch');
    await expect(vision.objects(grey(9, 9))).rejects.toThrow('yolox_nano.onnx is damaged or another model');
    expect(await vision.faces(grey(64, 64))).toEqual([]);
  });

  test('an embedder of one’s own goes by its hash; one that is something else is refused with the reason', async () => {
    const folder = await folderWith({ 'detect.onnx': 'face-detect/yunet_n_dynamic.onnx' });
    // one more field at the end of the file, "documentation": another hash, the same model
    const own = Buffer.concat([await readFile(join(models!, MFN)), Buffer.from([0x32, 0x01, 0x78])]);
    await writeFile(join(folder, 'own.onnx'), own);
    await copyFile(join(models!, 'antispoof/minifasnet_1.onnx'), join(folder, 'liveness.onnx'));
    await writeFile(join(folder, 'text.onnx'), 'hello');
    const vision = await see({ folder, embedder: 'own.onnx' });
    expect(vision.embedder?.id).toMatch(/^custom-[0-9a-f]{8}$/);
    expect(vision.embedder?.dimensions).toBe(512);
    const wrong = await see({ folder, embedder: 'liveness.onnx' });
    const status = (of: Vision) => of.status().find(({ task }) => task === 'face-embed')!;
    expect(wrong.embedder).toBeNull();
    expect(status(wrong)).toMatchObject({ state: 'damaged', problem: expect.stringContaining('[1, 3, 112, 112]') });
    const text = await see({ folder, embedder: 'text.onnx' });
    expect(status(text).state).toBe('damaged');
    expect(await text.faces(grey(64, 64))).toEqual([]);
    const absent = await see({ folder, embedder: 'sface-2021dec' });
    expect(status(absent)).toMatchObject({ name: 'sface-2021dec', state: 'missing' });
    const unknown = await see({ folder, embedder: 'no-such.onnx' });
    expect(status(unknown)).toMatchObject({ name: 'no-such.onnx', state: 'missing' });
  });
});
