import { findCameraById } from '../db/cameras.ts';
import { listFaces } from '../db/faces.ts';
import { findPersonsById } from '../db/persons.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { Camera } from '../domain/camera.ts';
import type { AlertPerson } from '../messages/views/alert-card.ts';

/** What an alert's card is drawn with beside the alert: the camera, who it is about, and their face in its picture. */
export async function shownWithAlert(
  tx: OrgDb,
  { cameraId, personId, pictureId }: Pick<Alert, 'cameraId' | 'personId' | 'pictureId'>,
): Promise<{ camera: Camera | null; person: AlertPerson | null }> {
  const camera = cameraId ? await findCameraById(tx, cameraId) : null;
  const told = personId ? ((await findPersonsById(tx, [personId])).get(personId) ?? null) : null;
  const whole = told?.mergedInto ? (await findPersonsById(tx, [told.mergedInto])).get(told.mergedInto) : told;
  if (!whole) return { camera, person: null };
  const [face] = pictureId ? await listFaces(tx, { pictureId, personId: whole.id, limit: 1 }) : [];
  return {
    camera,
    person: {
      person: whole,
      face: face ? { ...face, vouched: face.assigned === 'confirmed' || face.assigned === 'enrolled' } : null,
    },
  };
}
