import type { Card } from '../../messages/card.ts';
import { cameraCard } from '../../messages/views/camera-card.ts';
import { cameraEventCard, eventLine } from '../../messages/views/camera-event-card.ts';
import type { CardView } from '../../messages/views/card-view.ts';
import type { Work } from '../work.ts';
import { cameraState, SILENT_MS } from './camera-state.ts';
import { type SeenCamera, seeCameraEvent } from './see-camera.ts';

/** The card of a camera as it was seen; `past`: at a time that was asked for. */
export function drawCamera(
  { camera, picture, event, eventAway, onPicture, waiting }: SeenCamera,
  view: CardView,
  { now, silentMs = SILENT_MS, past = false }: { now: Date; silentMs?: number; past?: boolean },
): Card {
  return cameraCard(
    {
      camera,
      state: cameraState(camera, now, silentMs),
      picture: picture && { id: picture.id, takenAt: picture.takenAt },
      event: event && {
        number: event.event.number,
        summary: eventLine(event, view.language ?? 'en'),
        at: event.event.endedAt,
        away: eventAway,
      },
      onPicture,
      waiting,
      past,
    },
    view,
  );
}

/** The card of an event as it is now. */
export async function drawCameraEvent(
  work: Pick<Work, 'tx' | 'principal'>,
  number: number,
  view: CardView,
): Promise<Card> {
  const { picture, ...seen } = await seeCameraEvent(work, number);
  return cameraEventCard({ ...seen, pictureId: picture?.id ?? null }, view);
}
