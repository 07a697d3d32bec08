import { listFaces } from '../../db/faces.ts';
import { insertRedactions } from '../../db/picture-redactions.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Box, Pixels, StoredPicture } from '../../domain/picture.ts';
import { can } from '../../domain/role.ts';
import type { Embedder, SeenFace } from '../../models/vision.ts';
import type { Work } from '../work.ts';
import { isKeptOut } from './identify.ts';
import { inPicture, recordFaces } from './record-faces.ts';

const MOST = 100;
/** Boxes this near to one another are of one face. */
const SAME_PLACE = 0.02;
/** So much of a face's width and height is blackened around it. */
const MARGIN = 0.25;

/**
 * Keeps the faces of a picture somebody asked about, so that they can say “this is right” or “not this person” of them; ids in the order
 * of the faces, null where none is kept. Nothing is kept for whoever could not say so, and nobody new is made. A picture that is
 * asked about again keeps its faces as they are. The faces of whoever asked to be left out are blackened in it.
 */
export async function keepAskedFaces(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  picture: StoredPicture,
  size: Pick<Pixels, 'width' | 'height'>,
  faces: readonly SeenFace[],
  decisions: readonly FaceDecision[],
  embedder: Embedder | null,
): Promise<(string | null)[]> {
  await blackenLeftOut(work, picture, size, faces, decisions);
  if (!can(work.principal.role, 'people.write')) return faces.map(() => null);
  const known = await listFaces(work.tx, { pictureId: picture.id, limit: MOST });
  if (known.length > 0)
    return faces.map((face) => {
      const { box } = inPicture(face, size);
      return known.find((one) => one.box.every((value, i) => Math.abs(value - box[i]!) < SAME_PLACE))?.id ?? null;
    });
  const { width, height } = size;
  const recorded = await recordFaces(work, { ...picture, width, height }, faces, decisions, {
    source: 'question',
    embedder,
  });
  return faces.map((_, index) => recorded.find((one) => one.index === index)?.face.id ?? null);
}

/** Of whoever asked to be left out, or may be them, no face is kept: none in the picture itself either. */
async function blackenLeftOut(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  picture: StoredPicture,
  size: Pick<Pixels, 'width' | 'height'>,
  faces: readonly SeenFace[],
  decisions: readonly FaceDecision[],
): Promise<void> {
  if (picture.class !== 'question') return;
  const boxes = faces
    .filter((_, index) => isKeptOut(decisions[index]!))
    .map((face) => around(inPicture(face, size).box));
  if (boxes.length > 0) await insertRedactions(tx, [{ pictureId: picture.id, boxes }], now);
}

/** The box with hair and chin, which its face alone leaves out. */
function around([x, y, width, height]: Box): Box {
  const [left, top] = [Math.max(0, x - width * MARGIN), Math.max(0, y - height * MARGIN)];
  return [left, top, Math.min(1, x + width * (1 + MARGIN)) - left, Math.min(1, y + height * (1 + MARGIN)) - top];
}
