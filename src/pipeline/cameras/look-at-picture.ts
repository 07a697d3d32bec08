import { setTimeout as wait } from 'node:timers/promises';
import { findCameraById } from '../../db/cameras.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { findPicture } from '../../db/pictures.ts';
import { withOrg } from '../../db/scope.ts';
import { takeUnseen, tryUnseen, waitForModels } from '../../db/unseen-pictures.ts';
import type { OrgId } from '../../domain/id.ts';
import { GivenUp, isSafeNestError } from '../../errors.ts';
import { decodePicture } from '../../media/decode-picture.ts';
import type { ModelTask } from '../../models/catalogue.ts';
import type { Vision } from '../../models/vision.ts';
import { readPicture } from '../pictures.ts';
import { recognitionAllowed } from '../recognition/consents.ts';
import type { CameraContext } from './camera-context.ts';
import { type Told, tellPicture } from './tell-picture.ts';

/** Tries before a picture is left alone. */
const MOST_TRIES = 5;

/**
 * Looks at a stored picture once: finds people, vehicles and, where the organisation's consent is recorded, faces, and adds
 * them to the camera's event with whatever alerts the rules raise, all in one transaction. What was looked at already is
 * left as it is. Null where nothing is to be told of it. While no model can see anything it waits for them.
 */
export async function lookAtPicture(
  context: CameraContext,
  orgId: OrgId,
  pictureId: string,
  signal?: AbortSignal,
): Promise<Told | null> {
  const { db, vision } = context;
  const asked = await withOrg(db, orgId, async (tx) => {
    const mayRecognise = await recognitionAllowed(tx);
    if (!canSee(vision, mayRecognise)) {
      await waitForModels(tx, pictureId);
      return null;
    }
    const tries = await tryUnseen(tx, pictureId);
    const picture = tries === null ? null : await findPicture(tx, pictureId);
    const camera = picture?.cameraId ? await findCameraById(tx, picture.cameraId) : null;
    if (tries === null || !picture || !camera) return null;
    const beyond = tries > MOST_TRIES;
    if (beyond || !camera.enabled) await takeUnseen(tx, pictureId);
    if (beyond) return 'given up';
    return camera.enabled ? { picture, camera, mayRecognise, timeZone: await organisationTimeZone(tx) } : null;
  });
  if (asked === 'given up')
    throw new GivenUp(`A picture could not be looked at in ${MOST_TRIES} tries; it is kept as it is.`);
  if (asked === null) return null;

  const { picture, camera, mayRecognise } = asked;
  const bytes = await readPicture(context.files, picture);
  const decoded = await decodePicture(bytes).catch(async (err: unknown) => {
    if (!isSafeNestError(err)) throw err;
    // the bytes will not change: looking again would come to the same
    await withOrg(db, orgId, (tx) => takeUnseen(tx, pictureId));
    context.log.warn(
      { err, camera: camera.number, picture: pictureId },
      'a picture cannot be read; it is kept as it is',
    );
    return null;
  });
  if (decoded === null) return null;
  const { pixels } = decoded;
  const options = signal ? { signal } : {};
  const objects = isReady(vision, 'object-detect') ? await vision.objects(pixels, options) : [];
  const faces = mayRecognise && isReady(vision, 'face-detect') ? await vision.faces(pixels, options) : [];
  signal?.throwIfAborted();

  const told = await oncePerConflict(() =>
    withOrg(db, orgId, (tx) => tellPicture(tx, context, { ...asked, seen: { objects, faces, size: pixels } })),
  );
  context.looked?.(orgId, camera.number);
  if (told && told.news.length > 0) context.wake?.(orgId, told.news);
  if (told) context.log.debug({ camera: camera.number, event: told.event.number }, 'a picture was told');
  return told;
}

/** Whether anything can be found in pictures now. */
export const canSee = (vision: Vision, mayRecognise: boolean): boolean =>
  isReady(vision, 'object-detect') || (mayRecognise && isReady(vision, 'face-detect'));

/** A model that is missing is the health page's to tell; what others can see is told all the same. */
const isReady = (vision: Vision, task: ModelTask): boolean =>
  vision.status().some((one) => one.task === task && one.state === 'ready');

/** Two cameras that tell of the same people at the same time may stand in each other's way. */
async function oncePerConflict<T>(work: () => Promise<T>): Promise<T> {
  const DEADLOCK = '40P01';
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== DEADLOCK) throw error;
    await wait(20 + Math.random() * 100);
    return work();
  }
}
