import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { decodePicture } from '../media/decode-picture.ts';
import { createVision, type SeenFace, type Vision } from '../models/vision.ts';
import type { LabelledPictures } from './faces/labelled-pictures.ts';
import { readLabelled } from './faces/labelled-pictures.ts';
import { cosine, type OpenSet, openSet } from './faces/open-set.ts';
import { type Similarities, verification } from './faces/verification.ts';
import { modelsFolder } from './models-folder.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

const AT_ONCE = 4;
/** Pairs of different people that are compared at most; of more, evenly so many. */
const MOST_PAIRS = 5_000_000;

/**
 * Measures recognition on people's own pictures: how well pairs are told apart (`auc`, `tpr_at_fpr_1e-3`, and `accuracy` at the
 * threshold that SafeNest uses), in how many pictures no face was found, and what becomes of strangers.
 */
export async function evaluateFaces({ path, config }: SuiteInput): Promise<SuiteReport> {
  if (path === null)
    throw new SafeNestError('invalid_input', 'Faces are measured on your own pictures: add --data with their folder.');
  const labelled = await readLabelled(path);
  const vision = await createVision({
    folder: modelsFolder(config),
    embedder: config.faceEmbedder,
    threshold: config.faceThreshold,
    workers: Math.max(1, Math.min(4, availableParallelism())),
    log: silentLog(),
  });
  try {
    return await measure(labelled, vision);
  } finally {
    await vision.close();
  }
}

async function measure(labelled: LabelledPictures, vision: Vision): Promise<SuiteReport> {
  const { embedder } = vision;
  const lacking = vision.status().find(({ task, state }) => /^face-/.test(task) && state !== 'ready');
  if (!embedder || lacking)
    throw new SafeNestError(
      'unavailable',
      `${lacking?.problem ?? `${lacking?.name} is missing`}. ${lacking?.mend ?? ''}`,
    );
  const failures: string[] = [];
  const seen = await inTurn(labelled.files, (file) => mainFace(vision, file, failures));
  const vectors = seen.map((one) => (one === 'unreadable' ? null : (one?.embedding ?? null)));
  const unreadable = seen.filter((one) => one === 'unreadable').length;
  const undetected = vectors.filter((vector) => vector === null).length - unreadable;
  const { similarities, compared, left } = comparePairs(labelled, vectors, embedder.threshold, failures);
  const open = labelled.persons ? openSet(vectors, labelled.persons, embedder) : null;
  return {
    suite: 'faces',
    n: compared,
    skipped: labelled.skipped + unreadable,
    metrics: {
      ...verification(similarities, embedder.threshold),
      undetected: undetected / Math.max(1, labelled.files.length - unreadable),
      ...(open ? openSetMetrics(open) : {}),
    },
    failures,
    notes: [
      `${labelled.files.length} pictures, ${similarities.same.length} pairs of one person and ${similarities.different.length} of two, by ${embedder.id} with a threshold of ${embedder.threshold}.`,
      ...(left > 0 ? [`${left} pairs were left out because no face was found in one of the two.`] : []),
      ...(open
        ? [
            `Open set: ${open.strangers.accepted} of ${open.strangers.asked} pictures of strangers were taken for somebody, ${open.known.wrong} of ${open.known.asked} of people who are known for somebody else.`,
          ]
        : []),
    ],
  };
}

const openSetMetrics = ({ known, strangers }: OpenSet): Record<string, number> => ({
  open_set_recognised: known.right / Math.max(1, known.asked),
  open_set_mistaken: known.wrong / Math.max(1, known.asked),
  open_set_false_accepts: strangers.accepted / Math.max(1, strangers.asked),
  false_accepts_count: strangers.accepted,
});

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** The face that a picture is of: large and near the middle; null where there is none. */
async function mainFace(vision: Vision, file: string, failures: string[]): Promise<SeenFace | null | 'unreadable'> {
  const name = join(basename(dirname(file)), basename(file));
  try {
    const { pixels } = await decodePicture(await readFile(file), { maxBytes: 100_000_000 });
    const [middleX, middleY] = [pixels.width / 2, pixels.height / 2];
    const weight = ({ box: [x, y, w, h] }: SeenFace): number =>
      w * h * (1.05 - Math.hypot(x + w / 2 - middleX, y + h / 2 - middleY) / Math.hypot(middleX, middleY));
    const faces = await vision.faces(pixels);
    if (faces.length === 0) failures.push(`${name}: no face was found`);
    return faces.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
  } catch (error) {
    // A missing model is no fault of the picture.
    if (isSafeNestError(error) && error.code === 'unavailable') throw error;
    failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return 'unreadable';
  }
}

function comparePairs(
  { files, persons, pairs }: LabelledPictures,
  vectors: readonly (Float32Array | null)[],
  threshold: number,
  failures: string[],
): { similarities: Similarities; compared: number; left: number } {
  const same: number[] = [];
  const different: number[] = [];
  let left = 0;
  const compare = (x: number, y: number, isSame: boolean): void => {
    const [a, b] = [vectors[x], vectors[y]];
    if (!a || !b) {
      left++;
      return;
    }
    const similarity = cosine(a, b);
    (isSame ? same : different).push(similarity);
    if (similarity >= threshold !== isSame && failures.length < 1000)
      failures.push(
        `${basename(files[x]!)} and ${basename(files[y]!)} are ${isSame ? 'one person' : 'two people'}, similarity ${similarity.toFixed(3)}`,
      );
  };
  if (pairs) for (const { x, y, same: isSame } of pairs) compare(x, y, isSame);
  else {
    const step = Math.max(1, Math.ceil((files.length * (files.length - 1)) / 2 / MOST_PAIRS));
    let count = 0;
    for (let x = 0; x < files.length; x++)
      for (let y = x + 1; y < files.length; y++) {
        const isSame = persons![x] === persons![y];
        if (isSame || count++ % step === 0) compare(x, y, isSame);
      }
  }
  return {
    similarities: { same: Float32Array.from(same), different: Float32Array.from(different) },
    compared: same.length + different.length,
    left,
  };
}
