import { findCameraById, lockCamera, noteSeen } from '../../db/cameras.ts';
import { findSamePicture } from '../../db/pictures.ts';
import { withOrg } from '../../db/scope.ts';
import { addUnseen, countUnseen } from '../../db/unseen-pictures.ts';
import type { Camera } from '../../domain/camera.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Pixels, StoredPicture } from '../../domain/picture.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import { blacken, encodeJpeg } from '../../media/edit-picture.ts';
import { type NewPicture, putPicture, recordPicture } from '../pictures.ts';
import type { CameraContext } from './camera-context.ts';

export interface TakenFrame {
  /** `duplicate`: the camera sent the same picture of the same time before. */
  status: 'taken' | 'duplicate';
  picture: StoredPicture;
}

/** So many pictures of an organisation may wait to be looked at. */
const MOST_WAITING = 1000;
const RETRY_AFTER = 10;
/** What everybody can show as it came. */
const SHOWN_EVERYWHERE = ['image/jpeg', 'image/png', 'image/webp'];
/** How often a mask may change while a picture is being stored. */
const TRIES = 3;

/**
 * Takes a camera's picture: decodes it, blackens the privacy mask, stores it and has it looked at. Once this answers, the
 * picture is not lost. Fails with `conflict` for a camera that is switched off, `unavailable` while too many wait, and as
 * `decodePicture` does for what is no picture.
 */
export async function takeFrame(
  context: CameraContext,
  orgId: OrgId,
  cameraId: string,
  bytes: Uint8Array,
  { takenAt }: { takenAt: Date },
): Promise<TakenFrame> {
  const { db, files } = context;
  let camera = await withOrg(db, orgId, async (tx) => {
    const found = requireOn(await findCameraById(tx, cameraId));
    if ((await countUnseen(tx, MOST_WAITING)) >= MOST_WAITING)
      throw new SafeNestError(
        'unavailable',
        `${MOST_WAITING.toLocaleString('en-GB')} pictures wait to be looked at; send it again in a moment.`,
        { details: { retry_after: RETRY_AFTER } },
      );
    return found;
  });
  const decoded = await decodePicture(bytes);
  for (let tries = 0; tries < TRIES; tries++) {
    const kept = await asKept(camera, bytes, decoded);
    const stored = await putPicture(files, orgId, kept.bytes);
    const now = context.now();
    const at = takenAt > now ? now : takenAt;
    const result = await withOrg(db, orgId, async (tx): Promise<TakenFrame | Camera> => {
      const current = requireOn(await lockCamera(tx, cameraId));
      // what the new mask hides must not be kept
      if (JSON.stringify(current.mask) !== JSON.stringify(camera.mask)) return current;
      const same = await findSamePicture(tx, { cameraId, sha256: stored.sha256, takenAt: at });
      if (same) return { status: 'duplicate', picture: same };
      const { mediaType, width, height } = kept;
      const facts: NewPicture = { mediaType, width, height, class: 'frame', cameraId, takenAt: at };
      const picture = await recordPicture(tx, stored, facts, now);
      await addUnseen(tx, picture.id, now);
      await noteSeen(tx, cameraId, { at, pictureId: picture.id });
      return { status: 'taken', picture };
    });
    if (!('status' in result)) {
      camera = result;
      continue;
    }
    if (result.status === 'taken')
      await context
        .enqueue(orgId, result.picture.id)
        .catch((err: unknown) =>
          context.log.warn({ err }, 'the queue could not be told of a picture; a sweep finds it'),
        );
    return result;
  }
  throw new SafeNestError('unavailable', 'The privacy mask of this camera is being changed; send the picture again.', {
    details: { retry_after: RETRY_AFTER },
  });
}

function requireOn(camera: Camera | null): Camera {
  if (!camera) throw new SafeNestError('not_found', 'There is no such camera.');
  if (camera.enabled) return camera;
  const ref = formatReference({ kind: 'camera', number: camera.number });
  throw new SafeNestError('conflict', `${ref} is switched off; its pictures are not taken.`);
}

/** As it came where that can be: only what is masked, or what not everybody can show, is written anew. */
async function asKept(
  { mask }: Pick<Camera, 'mask'>,
  bytes: Uint8Array,
  decoded: { pixels: Pixels; mediaType: string; width: number; height: number },
): Promise<{ bytes: Uint8Array; mediaType: string; width: number; height: number }> {
  const { pixels, mediaType, width, height } = decoded;
  if (mask.length === 0 && SHOWN_EVERYWHERE.includes(mediaType)) return { bytes, mediaType, width, height };
  const jpeg = await encodeJpeg(blacken(pixels, mask), { quality: 92 });
  return { bytes: jpeg, mediaType: 'image/jpeg', width: pixels.width, height: pixels.height };
}
