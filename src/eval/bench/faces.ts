import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Pixels } from '../../domain/picture.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import { alignFace } from '../../models/align-face.ts';
import { detectFaces } from '../../models/detect-faces.ts';
import { embedFaces } from '../../models/embed-faces.ts';
import { findModels } from '../../models/model-folder.ts';
import { type Model, openModel } from '../../models/session.ts';
import { createVision, type Vision } from '../../models/vision.ts';
import { modelsFolder } from '../models-folder.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const [WIDTH, HEIGHT] = [640, 480];
const ROUNDS = 150;
const BUSY_WORKERS = 2;
const PHOTOGRAPHS = resolve(import.meta.dirname, '../../../../shared/data/lfw10');

/**
 * Faces in frames of 640 × 480 with one face each, as a caller sees it (decoding apart): found, measured, aligned, embedded, by one
 * worker with one thread; beside it the two models alone, on tensors that are ready: as their files are, and with what SafeNest
 * changes in them when it opens them. Then every worker is kept busy for some
 * seconds while the main thread does nothing but wait.
 */
export async function benchFaces({ database, log, modelsDir, seconds, say }: BenchContext): Promise<BenchRow[]> {
  // No database has part in it: once is enough.
  if (database.kind !== 'embedded') return [];
  const folder = modelsFolder({ modelsDir });
  const ready = (await findModels(folder)).filter(({ state }) => state === 'ready');
  const path = (task: string): string | undefined => ready.find(({ model }) => model.task === task)?.path ?? undefined;
  const [detector, embedder] = [path('face-detect'), path('face-embed')];
  if (!existsSync(PHOTOGRAPHS) || !detector || !embedder) {
    say('skipped: it needs the models (safenest models) and photographs of people');
    return [];
  }
  const before = memory();
  const vision = await createVision({ folder, workers: 1, log });
  try {
    const frames = await framesWithOneFace(vision);
    say(`faces in ${ROUNDS} frames`);
    const faces = await timeFaces(vision, frames, detector, embedder);
    const objects = await time(ROUNDS, (i) => vision.objects(frames[i % frames.length]!));
    for (const frame of frames) await vision.faces(frame, { live: true });
    const [used, embeddings] = [memory() - before, ready.find((one) => one.path === embedder)!.model.name];
    await vision.close();
    say(`all workers busy, ${seconds} s`);
    const { delay, perSecond } = await keepBusy(folder, frames, seconds, log);
    return [
      row('face: detect, align, embed, p95', faces.p95, 'ms', 25, `one thread, ${WIDTH} × ${HEIGHT}, ${embeddings}`),
      row(
        'face: the same against its models alone',
        faces.ratio,
        '×',
        1.15,
        'processor time of the models as their files are',
      ),
      row(
        'face: the same against its models as opened here',
        faces.strict,
        '×',
        null,
        'processor time, see docs/models.md',
      ),
      row('face: processor time of one picture', faces.spent, 'ms', null, 'mean, both threads'),
      row('objects and clothes in a frame, p95', percentile(objects, 0.95), 'ms', null, 'one thread'),
      row('event loop delay while all workers are busy, p99', delay, 'ms', 20, `${BUSY_WORKERS} workers`),
      row('frames through faces, objects and clothes', perSecond, 'frames/s', null, `${BUSY_WORKERS} workers`),
      row('memory of a worker with every model', used, 'MB', 400, 'growth of the process'),
    ];
  } finally {
    await vision.close();
  }
}

const row = (name: string, value: number, unit: BenchRow['unit'], most: number | null, compared: string): BenchRow => ({
  name,
  value,
  unit,
  target: most === null ? null : { value: most, better: 'less' },
  compared,
});
const memory = (): number => process.memoryUsage().rss / 1e6;

async function time(rounds: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let i = -10; i < rounds; i++) {
    const began = performance.now();
    await work(Math.max(0, i));
    if (i >= 0) took.push(performance.now() - began);
  }
  return took;
}

/** Pipeline and bare models in turns, on the same numbers; compared by processor time, which others on the machine change least. */
async function timeFaces(
  vision: Vision,
  frames: readonly Pixels[],
  detector: string,
  embedder: string,
): Promise<{ p95: number; ratio: number; strict: number; spent: number }> {
  const models = await Promise.all([openModel(detector), openModel(embedder)]);
  const files = await Promise.all([detector, embedder].map((path) => openModel(path, { asItIs: true })));
  const [detect, embed] = models.map(remembering);
  const [found] = await detectFaces(detect!, frames[0]!);
  await embedFaces(embed!, [alignFace(frames[0]!, found!.points)!], { mean: 127.5, scale: 1 / 127.5 });
  const took: number[] = [];
  const spent = { whole: 0, files: 0, models: 0 };
  for (let i = -10; i < ROUNDS; i++) {
    const began = performance.now();
    const whole = await processorTime(() => vision.faces(frames[Math.abs(i) % frames.length]!));
    const ms = performance.now() - began;
    const alone = await processorTime(async () => {
      await detect!.again();
      await embed!.again();
    });
    const asFiles = await processorTime(async () => {
      await detect!.again(files[0]);
      await embed!.again(files[1]);
    });
    if (i < 0) continue;
    took.push(ms);
    spent.whole += whole;
    spent.models += alone;
    spent.files += asFiles;
  }
  await Promise.all([...models, ...files].map((model) => model.close()));
  return {
    p95: percentile(took, 0.95),
    ratio: spent.whole / spent.files,
    strict: spent.whole / spent.models,
    spent: spent.whole / ROUNDS,
  };
}

/** Milliseconds of every thread of the process while it lasts. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A model that can be run again, or another instead, on what it was last given. */
function remembering(model: Model): Model & { again(instead?: Model): Promise<unknown> } {
  let last: Parameters<Model['run']> | null = null;
  return {
    ...model,
    run(...given) {
      last = given;
      return model.run(...given);
    },
    again: (instead = model) => instead.run(...last!),
  };
}

async function keepBusy(
  folder: string,
  frames: readonly Pixels[],
  seconds: number,
  log: BenchContext['log'],
): Promise<{ delay: number; perSecond: number }> {
  const vision = await createVision({ folder, workers: BUSY_WORKERS, log });
  try {
    const until = performance.now() + seconds * 1000;
    let done = 0;
    const feed = async (): Promise<void> => {
      while (performance.now() < until) {
        const frame = frames[done++ % frames.length]!;
        await Promise.all([vision.faces(frame), vision.objects(frame)]);
      }
    };
    // Until every worker has started.
    await Promise.all(frames.slice(0, 4).map((frame) => vision.faces(frame)));
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    await Promise.all(Array.from({ length: BUSY_WORKERS * 2 }, feed));
    delays.disable();
    return { delay: delays.percentile(99) / 1e6, perSecond: done / seconds };
  } finally {
    await vision.close();
  }
}

/** Photographs of one person alone, each in the middle of a grey frame. */
async function framesWithOneFace(vision: Vision): Promise<Pixels[]> {
  const people = (await readdir(PHOTOGRAPHS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const frames = await Promise.all(
    people.map(async ({ name }): Promise<Pixels> => {
      const [first] = (await readdir(join(PHOTOGRAPHS, name))).sort();
      const { pixels } = await decodePicture(await readFile(join(PHOTOGRAPHS, name, first!)));
      const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(120);
      const [left, top] = [(WIDTH - pixels.width) >> 1, (HEIGHT - pixels.height) >> 1];
      for (let y = 0; y < pixels.height; y++)
        data.set(
          pixels.data.subarray(y * pixels.width * 3, (y + 1) * pixels.width * 3),
          ((top + y) * WIDTH + left) * 3,
        );
      return { width: WIDTH, height: HEIGHT, data };
    }),
  );
  const faces = await Promise.all(frames.map((frame) => vision.faces(frame)));
  return frames.filter((_, i) => faces[i]!.length === 1);
}
