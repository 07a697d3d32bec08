import type { Box, StoredPicture } from '../domain/picture.ts';
import { decodePicture } from '../media/decode-picture.ts';
import { cutOut, encodeJpeg } from '../media/edit-picture.ts';
import type { FileStore } from '../media/files.ts';
import { readPicture } from './pictures.ts';

/** The longer side of a part, in pixels. */
const PART_SIDE = 512;
/** Of a part's longer side, so that a face is seen with what is around it. */
const MARGIN = 0.25;
const WHOLE_SIDE = 2048;

/** A part of a picture with a little around it, or with null all of it, as a JPEG that every browser and chat platform shows. */
export async function pictureAsJpeg(
  files: FileStore,
  picture: Pick<StoredPicture, 'storageKey'>,
  box: Box | null,
): Promise<Buffer> {
  const { pixels } = await decodePicture(await readPicture(files, picture));
  return box
    ? encodeJpeg(await cutOut(pixels, box, { margin: MARGIN, size: PART_SIDE }))
    : encodeJpeg(pixels, { maxSide: WHOLE_SIDE });
}
