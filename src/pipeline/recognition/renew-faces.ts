import {
  bareFaces,
  dropFaceVector,
  type StaleFace,
  staleFaces,
  uncalibrate,
  uncalibrated,
} from '../../db/face-renewal.ts';
import { putFaceVector } from '../../db/face-vectors.ts';
import { deleteRedaction, listRedactions } from '../../db/picture-redactions.ts';
import { findPicture, replaceBytes } from '../../db/pictures.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Box } from '../../domain/picture.ts';
import { isSafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import { blacken, encodeJpeg } from '../../media/edit-picture.ts';
import type { FileStore } from '../../media/files.ts';
import type { Embedder, Vision } from '../../models/vision.ts';
import { putPicture, readPicture } from '../pictures.ts';
import { calibratePerson } from './calibrate-threshold.ts';
import { recognitionAllowed } from './consents.ts';
import { MOST_COMPARED } from './face-limits.ts';
import { inPicture } from './record-faces.ts';

/** What looking after an organisation’s faces needs. */
export interface RenewParts {
  orgId: OrgId;
  org: <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>;
  vision: Pick<Vision, 'embedder' | 'faces'>;
  files: FileStore;
  log: Log;
  signal?: AbortSignal;
}

export interface Renewed {
  /** Pictures from which somebody forgotten was blackened. */
  redacted: number;
  /** Faces embedded anew by the present model, and those of which that was impossible. */
  embedded: number;
  lost: number;
  /** People who have a threshold of their own now. */
  calibrated: number;
}

const MOST = { redactions: 50, pictures: 200, people: 50 };
/** A face found anew is the same where the two boxes share so much of both together. */
const SAME_PLACE = 0.4;

/**
 * Looks after faces in the background, a part at a time: blackens whom pictures of others still show after they were forgotten,
 * embeds anew what another model embedded, and calibrates thresholds. What cannot be done now is left for the next time.
 */
export async function renewFaces(parts: RenewParts): Promise<Renewed> {
  const redacted = await redactPictures(parts);
  const { embedder } = parts.vision;
  if (!embedder || !(await parts.org(recognitionAllowed))) return { redacted, embedded: 0, lost: 0, calibrated: 0 };
  const { embedded, lost } = await embedAnew(parts, embedder);
  const people = await parts.org((tx) => uncalibrated(tx, embedder.id, MOST.people));
  for (const id of people) await parts.org((tx) => calibratePerson(tx, id, embedder));
  return { redacted, embedded, lost, calibrated: people.length };
}

async function redactPictures({ orgId, org, files, signal }: RenewParts): Promise<number> {
  let redacted = 0;
  for (const { id, pictureId, boxes } of await org((tx) => listRedactions(tx, MOST.redactions))) {
    signal?.throwIfAborted();
    const picture = await org((tx) => findPicture(tx, pictureId));
    if (!picture) continue;
    const { pixels } = await decodePicture(await readPicture(files, picture));
    const jpeg = await encodeJpeg(blacken(pixels, boxes.map(corners)), { quality: 88 });
    const stored = await putPicture(files, orgId, jpeg);
    await org(async (tx) => {
      const { width, height } = pixels;
      const { key: storageKey, sha256, size } = stored;
      await replaceBytes(tx, pictureId, { storageKey, sha256, size, mediaType: 'image/jpeg', width, height });
      await deleteRedaction(tx, id);
    });
    redacted++;
  }
  return redacted;
}

async function embedAnew(
  { org, vision, files, log, signal }: RenewParts,
  embedder: Embedder,
): Promise<Pick<Renewed, 'embedded' | 'lost'>> {
  const stale = await org(async (tx) => [
    ...(await staleFaces(tx, embedder.id, MOST.pictures)),
    ...(await bareFaces(tx, { ofEach: MOST_COMPARED, limit: MOST.pictures })),
  ]);
  let [embedded, lost] = [0, 0];
  for (const faces of Map.groupBy(stale, ({ pictureId }) => pictureId).values()) {
    signal?.throwIfAborted();
    const found = await look({ vision, files, ...(signal ? { signal } : {}) }, faces[0]!);
    for (const face of faces) {
      const best = found
        ?.map((one) => ({ ...one, overlap: overlap(one.box, face.box) }))
        .toSorted((a, b) => b.overlap - a.overlap)[0];
      const embedding = best && best.overlap >= SAME_PLACE ? best.embedding : null;
      await org(async (tx) => {
        if (embedding) await putFaceVector(tx, face.id, { model: embedder.id, embedding, compared: face.compared });
        else await dropFaceVector(tx, face.id);
        if (face.compared) await uncalibrate(tx, face.id);
      });
      if (embedding) embedded++;
      else lost++;
    }
  }
  if (embedded + lost > 0) log.info({ embedded, lost, model: embedder.id }, 'faces were embedded anew');
  return { embedded, lost };
}

/** The faces of a picture as they are seen now; null where it cannot be read any more. */
async function look(
  { vision, files, signal }: Pick<RenewParts, 'vision' | 'files' | 'signal'>,
  face: StaleFace,
): Promise<{ box: Box; embedding: Float32Array | null }[] | null> {
  try {
    const { pixels } = await decodePicture(await readPicture(files, face));
    const faces = await vision.faces(pixels, signal ? { signal } : {});
    return faces.map((one) => ({ box: inPicture(one, pixels).box, embedding: one.embedding }));
  } catch (error) {
    // the picture is gone or damaged; when the models are away, all of it is tried again later
    if (isSafeNestError(error) && error.code !== 'unavailable') return null;
    throw error;
  }
}

const corners = ([x, y, w, h]: Box): [number, number][] => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
];

/** How much two boxes share of both together, 0..1. */
function overlap([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (aw * ah + bw * bh - width * height);
}
