import { detectionsOfEvent } from '../../db/detections.ts';
import { isBeingRedacted } from '../../db/picture-redactions.ts';
import { findPictures } from '../../db/pictures.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { StoredPicture } from '../../domain/picture.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import { blacken, encodeJpeg } from '../../media/edit-picture.ts';
import { readPicture } from '../pictures.ts';
import type { CameraContext } from './camera-context.ts';
import { seeModelPictures } from './model-pictures.ts';

/** So many pictures of an event a language model looks at, at most. */
export const MOST_FRAMES = 20;
/** Their longer side, in pixels: enough to see what somebody does, and few tokens. */
const FRAME_SIDE = 768;
const DETECTIONS_READ = 1000;

/** Which pictures of an event a language model may look at: none unless an admin agreed to that, else some of all of its time, earliest first. */
export async function framesToShow(tx: OrgDb, event: CameraEvent): Promise<StoredPicture[]> {
  if (!(await seeModelPictures(tx))) return [];
  const found = await detectionsOfEvent(tx, event.id, DETECTIONS_READ);
  const all = await findPictures(tx, [...new Set(found.map(({ pictureId }) => pictureId))]);
  const inOrder = [...all.values()].toSorted((a, b) => a.takenAt.getTime() - b.takenAt.getTime());
  const chosen: StoredPicture[] = [];
  // of whom a part is to be blackened, nobody may see it until then
  for (const picture of spread(inOrder, event.bestPictureId))
    if (!(await isBeingRedacted(tx, picture.id))) chosen.push(picture);
  return chosen;
}

/** Evenly over the time, the best one among them. */
function spread(pictures: readonly StoredPicture[], best: string | null): StoredPicture[] {
  if (pictures.length <= MOST_FRAMES) return [...pictures];
  const step = (pictures.length - 1) / (MOST_FRAMES - 1);
  const chosen = new Set(Array.from({ length: MOST_FRAMES }, (_, i) => Math.round(i * step)));
  const at = pictures.findIndex(({ id }) => id === best);
  if (at >= 0 && !chosen.has(at)) {
    const nearest = [...chosen].toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]!;
    chosen.delete(nearest);
    chosen.add(at);
  }
  return pictures.filter((_, i) => chosen.has(i));
}

/**
 * Pictures as a language model is given them: JPEG without any metadata, scaled down, and without what the camera's mask hides now. One
 * that is gone or cannot be read is left out.
 */
export async function framesForModel(
  { files, log }: Pick<CameraContext, 'files' | 'log'>,
  { mask }: Pick<Camera, 'mask'>,
  pictures: readonly StoredPicture[],
): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  for (const picture of pictures) {
    try {
      const { pixels } = await decodePicture(await readPicture(files, picture), { maxSide: FRAME_SIDE });
      frames.push(await encodeJpeg(blacken(pixels, mask), { quality: 75 }));
    } catch (err) {
      log.debug({ err, picture: picture.id }, 'a picture is not shown to the language model');
    }
  }
  return frames;
}
