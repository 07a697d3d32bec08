import { availableParallelism } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import type { ObjectColours } from '../domain/colours.ts';
import type { FaceQuality } from '../domain/face.ts';
import type { ModelDevice } from '../domain/model-device.ts';
import type { Pixels } from '../domain/picture.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { FacePoints } from './align-face.ts';
import { CATALOGUE, customEmbedder, type EmbedderFacts, type ModelTask } from './catalogue.ts';
import type { ObjectKind } from './detect-objects.ts';
import { type FoundModel, findModels, hashFile, onnxFiles } from './model-folder.ts';
import type { SightFiles, SightReport } from './sight.ts';
import type { PixelBox } from './suppress.ts';
import { isPublished } from './switched-off.ts';
import { createWorkerPool, type Room } from './worker-pool.ts';

export type { Pixels } from '../domain/picture.ts';
export { OBJECT_KINDS, type ObjectKind } from './detect-objects.ts';

/** A face in a picture; boxes and points are in its pixels. */
export interface SeenFace {
  box: PixelBox;
  /** Left eye, right eye, nose, left and right corner of the mouth, as a viewer sees them. */
  points: FacePoints;
  /** 0..1. */
  score: number;
  quality: FaceQuality;
  /** 0 a picture of a face, 1 a living one; null where it was not asked for or the models are missing. */
  live: number | null;
  /** Of length 1; null where there is no embedder. */
  embedding: Float32Array | null;
}

export interface SeenObject {
  kind: ObjectKind;
  box: PixelBox;
  score: number;
  /** How a person is dressed, of length 1; null for anything else and where the model is missing. */
  appearance: Float32Array | null;
  /** What somebody wears or a vehicle is painted like; null where that cannot be told. */
  colours?: ObjectColours | null;
}

export interface ModelStatus {
  task: ModelTask;
  /** Of the catalogue; an embedder of one's own goes by its id. */
  name: string;
  state: 'ready' | 'missing' | 'damaged';
  path: string | null;
  problem: string | null;
  /** What to do, where it is not ready. */
  mend: string | null;
}

export interface Embedder {
  id: string;
  dimensions: number;
  threshold: number;
  unsureFrom: number;
}

export interface Vision {
  /** Null where there is none. */
  readonly embedder: Embedder | null;
  readonly reid: { id: string; dimensions: number } | null;
  /** What is there and what is missing, one for each task. */
  status(): ModelStatus[];
  /** Found, judged, aligned and embedded, the surest first. */
  faces(picture: Pixels, options?: { live?: boolean; signal?: AbortSignal }): Promise<SeenFace[]>;
  objects(picture: Pixels, options?: { signal?: AbortSignal }): Promise<SeenObject[]>;
  /** How much is being done and waits. */
  load(): { workers: number; busy: number; waiting: number };
  close(): Promise<void>;
}

/** What sees, and why the processor reckons instead of the device that was asked for; null where it does not. */
export interface OpenedVision extends Vision {
  readonly noDevice: string | null;
}

export type VisionTask = { kind: 'faces'; picture: Pixels; live: boolean } | { kind: 'objects'; picture: Pixels };
export type VisionResult = { kind: 'faces'; faces: SeenFace[] } | { kind: 'objects'; objects: SeenObject[] };

export interface VisionOptions {
  /** Where the models are, flat or in folders. */
  folder: string;
  /** Threads at most; one for each core but one, four at most, where not given. */
  workers?: number;
  /** What the models run on; the processor where not given, and where it cannot be reached. */
  device?: ModelDevice;
  /** Id of the catalogue's, or the file (in the folder, or absolute) of an ArcFace-like embedder of one's own. */
  embedder?: string | null;
  /** Cosine from which a face is somebody's, where the embedder is one's own; 0.45 where not given. */
  threshold?: number;
  /** How long one picture may take. */
  taskMs?: number;
  /** Pictures that may wait. */
  queue?: number;
  log: Log;
}

const FETCH = 'Run: npm run safenest -- models fetch';
const BRING = 'Put its file into the folder of models (docs/models.md)';
/** What to do about a model: some are published nowhere in the format that is needed. */
const mendFor = (task: ModelTask): string =>
  `${isPublished(task) ? `${FETCH}, or put the file into the folder of models (docs/models.md)` : BRING}, then start SafeNest again.`;
const WHAT: Record<ModelTask, string> = {
  'face-detect': 'finds faces',
  'face-embed': 'tells faces apart',
  'liveness-1': 'tells living faces from pictures',
  'liveness-2': 'tells living faces from pictures',
  'object-detect': 'finds people and vehicles',
  appearance: 'tells how people are dressed',
};
const TASKS = Object.keys(WHAT) as ModelTask[];

/** Opens the models of a folder in worker threads. What is missing is in `status()`, and fails when it is asked for. */
export async function createVision(options: VisionOptions): Promise<OpenedVision> {
  const { folder, log } = options;
  const found = await findModels(folder);
  const chosen = await chooseEmbedder(folder, found, options.embedder ?? null, options.threshold);
  const paths = Object.fromEntries(
    TASKS.map((task) => [task, found.find((one) => one.model.task === task && one.state === 'ready')?.path ?? null]),
  ) as SightFiles['paths'];
  paths['face-embed'] = chosen.path;
  if (TASKS.every((task) => paths[task] === null)) return nothingToSeeWith(statusOf(found, chosen, {}));

  const device = options.device ?? 'cpu';
  const sight: SightFiles = { paths, embedderInput: chosen.facts?.input ?? null, device };
  const pool = createWorkerPool<VisionTask, SightReport, VisionResult>(
    {
      script: new URL('./vision-worker.ts', import.meta.url),
      workerData: sight,
      workers: options.workers ?? Math.max(1, Math.min(4, availableParallelism() - 1)),
      queue: options.queue ?? 64,
      waitMs: 60_000,
      taskMs: options.taskMs ?? 30_000,
      startMs: 60_000,
      subject: 'Recognition',
      log,
    },
    inRoom,
  );
  const report = await pool.ready.catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  const status = statusOf(found, chosen, report.problems);
  for (const { state, problem } of status) if (state === 'damaged') log.warn({ problem }, 'a model cannot be used');
  if (report.noDevice !== null)
    log.warn({ device, problem: report.noDevice }, 'the models run on the processor: the device cannot be used');
  const dimensions = report.dimensions;
  const reid = paths.appearance ? found.find(({ path }) => path === paths.appearance) : undefined;

  function demand(task: ModelTask): void {
    const one = status.find((each) => each.task === task)!;
    if (one.state !== 'ready') throw missing(one);
  }
  return {
    embedder:
      chosen.facts && dimensions['face-embed']
        ? {
            id: chosen.facts.id,
            dimensions: dimensions['face-embed'],
            threshold: chosen.facts.threshold,
            unsureFrom: chosen.facts.unsureFrom,
          }
        : null,
    reid: reid && dimensions.appearance ? { id: reid.model.name, dimensions: dimensions.appearance } : null,
    status: () => status,
    noDevice: report.noDevice,
    async faces(picture, { live = false, signal } = {}) {
      demand('face-detect');
      const result = await pool.run({ kind: 'faces', picture: checked(picture), live }, signal);
      return result.kind === 'faces' ? result.faces : [];
    },
    async objects(picture, { signal } = {}) {
      demand('object-detect');
      const result = await pool.run({ kind: 'objects', picture: checked(picture) }, signal);
      return result.kind === 'objects' ? result.objects : [];
    },
    load: pool.load,
    close: pool.close,
  };
}

interface ChosenEmbedder {
  path: string | null;
  facts: EmbedderFacts | null;
  status: Omit<ModelStatus, 'task' | 'mend'>;
}

/** The embedder asked for; where none is, the first of the catalogue that is there. */
async function chooseEmbedder(
  folder: string,
  found: FoundModel[],
  wanted: string | null,
  threshold?: number,
): Promise<ChosenEmbedder> {
  const known = found.filter(({ model }) => model.task === 'face-embed');
  const one = known.find(({ model }) => wanted === model.name || (wanted !== null && model.files.includes(wanted)));
  const best =
    wanted === null ? (known.find(({ state }) => state === 'ready') ?? known.find(damaged) ?? known[0]) : one;
  if (best) {
    const { model, state, path, problem } = best;
    const ready = state === 'ready';
    return {
      path: ready ? path : null,
      facts: ready ? model.embedder! : null,
      status: { name: model.name, state, path, problem },
    };
  }
  const file = isAbsolute(wanted!)
    ? wanted!
    : ((await onnxFiles(folder)).find(({ path }) => basename(path) === wanted)?.path ?? join(folder, wanted!));
  const sha256 = await hashFile(file).catch(() => null);
  if (sha256 === null)
    return { path: null, facts: null, status: { name: wanted!, state: 'missing', path: null, problem: null } };
  const same = CATALOGUE.find((model) => model.task === 'face-embed' && model.sha256 === sha256)?.embedder;
  const facts = same ?? customEmbedder(sha256, threshold);
  return { path: file, facts, status: { name: facts.id, state: 'ready', path: file, problem: null } };
}

const damaged = ({ state }: FoundModel): boolean => state === 'damaged';

/** One line for each task: the model that does it, or the one that would. */
function statusOf(found: FoundModel[], chosen: ChosenEmbedder, problems: SightReport['problems']): ModelStatus[] {
  return TASKS.map((task): ModelStatus => {
    const mine = found.filter(({ model }) => model.task === task);
    const best = mine.find(({ state }) => state === 'ready') ?? mine.find(damaged) ?? mine[0]!;
    const of =
      task === 'face-embed'
        ? chosen.status
        : { name: best.model.name, state: best.state, path: best.path, problem: best.problem };
    const broken = problems[task];
    const status = broken
      ? { ...of, state: 'damaged' as const, problem: `${basename(of.path ?? of.name)} cannot be used: ${broken}.` }
      : of;
    return { task, ...status, mend: status.state === 'ready' ? null : mendFor(task) };
  });
}

function missing({ task, name, state, problem }: ModelStatus): SafeNestError {
  const what = state === 'damaged' ? problem : `The model that ${WHAT[task]} (${name}) is not there.`;
  return new SafeNestError('unavailable', `${what} ${isPublished(task) ? FETCH : `${BRING}.`}`, {
    details: { task, model: name, state },
  });
}

function nothingToSeeWith(status: ModelStatus[]): OpenedVision {
  const fail = async (task: ModelTask): Promise<never> => {
    throw missing(status.find((one) => one.task === task)!);
  };
  return {
    embedder: null,
    reid: null,
    noDevice: null,
    status: () => status,
    faces: () => fail('face-detect'),
    objects: () => fail('object-detect'),
    load: () => ({ workers: 0, busy: 0, waiting: 0 }),
    close: async () => {},
  };
}

/** The picture, which has the bytes that it claims. */
function checked({ width, height, data }: Pixels): Pixels {
  if (width < 1 || height < 1 || data.length !== width * height * 3)
    throw new SafeNestError(
      'invalid_input',
      `A picture of ${width} × ${height} has ${width * height * 3} bytes, not ${data.length}.`,
    );
  return { width, height, data };
}

/** A task whose picture lies where its thread reads it: to send a copy takes a millisecond. */
function inRoom(task: VisionTask, room: Room): VisionTask {
  const data = room(task.picture.data.length);
  data.set(task.picture.data);
  return { ...task, picture: { ...task.picture, data } };
}
