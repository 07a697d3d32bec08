import { type Db, withOrg } from '../db/scope.ts';
import { isSafeNestError } from '../errors.ts';
import { decodePicture } from '../media/decode-picture.ts';
import { cutOut, encodeJpeg } from '../media/edit-picture.ts';
import type { FileStore } from '../media/files.ts';
import { readPicture, seePicture, verifyPicture } from './pictures.ts';

const PATH = /^(?:https?:\/\/[^/]+)?\/media\/pictures\/([\w.-]{1,500})$/;
/** A part is cut out with a little around it. */
const PART = { margin: 0.25, size: 512 };
/** Longer sides and qualities, from what one looks at to what fits everywhere. */
const SIZES = [
  { maxSide: 1280, quality: 82 },
  { maxSide: 640, quality: 75 },
  { maxSide: 400, quality: 70 },
  { maxSide: 320, quality: 60 },
  { maxSide: 240, quality: 55 },
  { maxSide: 160, quality: 50 },
] as const;
/** Every time of a link lies after it: what we once put into a message of ours may be drawn into it again. */
const WHENEVER = new Date(0);

/** Opens the picture behind one of our own links, as a JPEG of at most so many bytes; null for what is none or is gone. */
export type OpenMessagePicture = (url: string, mostBytes?: number) => Promise<Buffer | null>;

/**
 * Pictures of ours as chat platforms are sent them: who reads there cannot open what lies behind our sign-in, and need not come
 * to us to see it.
 */
export function messagePictures(parts: { db: Db; files: FileStore; secret: string }): OpenMessagePicture {
  const { db, files, secret } = parts;
  return async (url, mostBytes = Number.POSITIVE_INFINITY) => {
    const token = PATH.exec(url)?.[1];
    if (token === undefined) return null;
    try {
      const { orgId, pictureId, box } = verifyPicture(token, secret, WHENEVER);
      const stored = await withOrg(db, orgId, (tx) => seePicture(tx, pictureId));
      const { pixels } = await decodePicture(await readPicture(files, stored));
      const shown = box ? await cutOut(pixels, box, PART) : pixels;
      for (const size of SIZES) {
        const jpeg = await encodeJpeg(shown, size);
        if (jpeg.length <= mostBytes) return jpeg;
      }
      return null;
    } catch (error) {
      // forged, deleted, or damaged since: its words are shown
      if (isSafeNestError(error)) return null;
      throw error;
    }
  };
}
