import { listOrganisations } from '../../db/organisations.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import { giveUpBlind, listUnseen } from '../../db/unseen-pictures.ts';
import { type OrgId, orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { recognitionAllowed } from '../recognition/consents.ts';
import type { CameraContext } from './camera-context.ts';
import { closeCameraEvents } from './close-events.ts';
import { canSee, lookAtPicture } from './look-at-picture.ts';

/** A picture that waited longer than this has probably been forgotten by the queue. */
const SWEEP_AFTER_MS = 30_000;
const AT_A_TIME = 500;
/** What was seen a day ago is no news any more: it stays a picture. */
const WAITS_FOR_MODELS_MS = 86_400_000;
/** People are told before more pictures are looked at. */
const PRIORITY = 10;

export const CAMERA_SCHEDULES: readonly Schedule[] = [
  { name: 'sweep_pictures', payload: {}, everyMs: 60_000 },
  { name: 'close_camera_events', payload: {}, everyMs: 30_000 },
];

/** Has a picture looked at; one job for it waits, however often this is said. */
export const enqueuePicture = async (enqueue: Jobs['add'], id: OrgId, pictureId: string): Promise<void> => {
  await enqueue('look_at_picture', { orgId: id, pictureId }, { dedupeKey: `picture ${pictureId}`, priority: PRIORITY });
};

/** What the jobs of cameras do; nothing where there are none here. */
export function cameraJobs(
  context: CameraContext | undefined,
): Pick<JobHandlers, 'look_at_picture' | 'sweep_pictures' | 'close_camera_events'> {
  return {
    async look_at_picture({ orgId: id, pictureId }, { signal }) {
      if (context) await lookAtPicture(context, orgId(id), pictureId, signal);
    },

    async sweep_pictures(_, { signal, log }) {
      if (!context) return;
      let late = 0;
      for (const { id } of await withSystem(context.db, listOrganisations)) {
        signal.throwIfAborted();
        const before = new Date(context.now().getTime() - SWEEP_AFTER_MS);
        const tooOld = new Date(context.now().getTime() - WAITS_FOR_MODELS_MS);
        const waiting = await withOrg(context.db, id, async (tx) => {
          await giveUpBlind(tx, tooOld);
          return listUnseen(tx, before, AT_A_TIME, { blind: canSee(context.vision, await recognitionAllowed(tx)) });
        });
        for (const pictureId of waiting) await context.enqueue(id, pictureId);
        late += waiting.length;
      }
      if (late > 0) log.debug({ pictures: late }, 'pictures are looked at late');
    },

    async close_camera_events(_, { signal, log }) {
      if (!context) return;
      let closed = 0;
      for (const { id } of await withSystem(context.db, listOrganisations)) {
        signal.throwIfAborted();
        closed += await closeCameraEvents(context, id, signal);
      }
      if (closed > 0) log.debug({ events: closed }, 'camera events are over');
    },
  };
}
