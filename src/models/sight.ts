import type { ModelDevice } from '../domain/model-device.ts';
import type { EmbedderInput, ModelTask } from './catalogue.ts';
import { type Model, openModel } from './session.ts';

/** What a worker opens: where each model is (null: not there), and how the embedder wants its pixels. */
export interface SightFiles {
  paths: Record<ModelTask, string | null>;
  embedderInput: EmbedderInput | null;
  device: ModelDevice;
}

/** The models of one worker. */
export interface Sight {
  models: Record<ModelTask, Model | null>;
  embedderInput: EmbedderInput | null;
}

/** What became of opening them. */
export interface SightReport {
  /** Why a model that is there cannot be used. */
  problems: Partial<Record<ModelTask, string>>;
  /** How long the vectors are. */
  dimensions: { 'face-embed': number | null; appearance: number | null };
  /** Why the processor reckons instead of the device that was asked for; null where it does not. */
  noDevice: string | null;
}

/** Channels, height and width each task feeds its model; a free side of the model takes what it warms up with. */
const INPUTS: Record<ModelTask, readonly [channels: number, height: number, width: number]> = {
  'face-detect': [3, 640, 640],
  'face-embed': [3, 112, 112],
  'liveness-1': [3, 80, 80],
  'liveness-2': [3, 80, 80],
  'object-detect': [3, 416, 416],
  appearance: [3, 192, 96],
};
/** Numbers each gives for one input; for embedders whatever is between. */
const OUTPUTS: Partial<Record<ModelTask, (outputs: Outputs) => boolean>> = {
  'face-detect': (outputs) =>
    [8, 16, 32].every((stride) => {
      const places = (640 / stride) ** 2;
      const lengths = { cls: places, obj: places, bbox: places * 4, kps: places * 10 };
      return Object.entries(lengths).every(([name, length]) => outputs[`${name}_${stride}`]?.length === length);
    }),
  'liveness-1': (outputs) => onlyLength(outputs) === 3,
  'liveness-2': (outputs) => onlyLength(outputs) === 3,
  'object-detect': (outputs) => onlyLength(outputs) === 3549 * 85,
  'face-embed': (outputs) => between(onlyLength(outputs), 32, 2048),
  appearance: (outputs) => between(onlyLength(outputs), 32, 2048),
};

const onlyLength = (outputs: Outputs): number => {
  const [first, ...others] = Object.values(outputs);
  return first && others.length === 0 ? first.length : 0;
};
const between = (n: number, least: number, most: number): boolean => n >= least && n <= most;

/** Opens every model that is there and runs each once: what is wrong with one is told, and the others work. */
export async function loadSight({
  paths,
  embedderInput,
  device,
}: SightFiles): Promise<{ sight: Sight; report: SightReport }> {
  const tasks = Object.keys(paths) as ModelTask[];
  const sight: Sight = {
    models: Object.fromEntries(tasks.map((task) => [task, null])) as Sight['models'],
    embedderInput,
  };
  const report: SightReport = { problems: {}, dimensions: { 'face-embed': null, appearance: null }, noDevice: null };
  for (const task of tasks) {
    const path = paths[task];
    if (!path) continue;
    try {
      const model = await openModel(path);
      const outputs = await warmUp(model, task);
      if (task === 'face-embed' || task === 'appearance') report.dimensions[task] = onlyLength(outputs);
      sight.models[task] = report.noDevice === null ? await onDevice(path, task, { model, outputs }) : model;
    } catch (error) {
      report.problems[task] = error instanceof Error ? error.message : String(error);
    }
  }
  return { sight, report };

  /** The model on the device that was asked for, where that reckons as the processor does; else as it is. */
  async function onDevice(path: string, task: ModelTask, known: { model: Model; outputs: Outputs }): Promise<Model> {
    if (device === 'cpu') return known.model;
    try {
      const model = await openModel(path, { device });
      const outputs = await warmUp(model, task);
      if (!alike(outputs, known.outputs)) {
        await model.close();
        throw new Error('it reckons something else than the processor');
      }
      await known.model.close();
      return model;
    } catch (error) {
      report.noDevice = error instanceof Error ? error.message : String(error);
      return known.model;
    }
  }
}

type Outputs = Record<string, Float32Array>;

/** How far a device that reckons with fewer digits may be off, for each number, of the largest. */
const MOST_OFF = 0.02;

/** Whether two devices answered the same, as near as their digits allow. */
export function alike(ours: Outputs, theirs: Outputs): boolean {
  const names = Object.keys(theirs);
  return (
    Object.keys(ours).length === names.length &&
    names.every((name) => {
      const [one, other] = [ours[name], theirs[name]!];
      if (one?.length !== other.length) return false;
      const largest = other.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      return other.every((value, at) => Math.abs(one[at]! - value) <= MOST_OFF * largest);
    })
  );
}

async function warmUp(model: Model, task: ModelTask): Promise<Outputs> {
  const wanted = INPUTS[task];
  const given = model.inputShape.slice(1);
  if (given.length !== 3 || given.some((side, i) => side !== null && side !== wanted[i]))
    throw new Error(
      `it takes [${model.inputShape.map((side) => side ?? '?').join(', ')}], and what is needed here is [1, ${wanted.join(', ')}]: it is another model`,
    );
  // something to see: of a black picture every device says the same
  const picture = Float32Array.from({ length: wanted.reduce((product, side) => product * side) }, (_, at) =>
    Math.abs(Math.sin(at * 0.37)),
  );
  const outputs = await model.run(picture, [1, ...wanted]);
  if (!OUTPUTS[task]!(outputs)) {
    await model.close();
    throw new Error('what it answers is not what is needed here: it is another model');
  }
  return outputs;
}
