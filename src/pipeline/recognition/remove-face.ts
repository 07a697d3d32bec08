import { deleteFace, findFace, lockStandings } from '../../db/faces.ts';
import { findPersonsById, setPersonThreshold } from '../../db/persons.ts';
import { deletePictures } from '../../db/pictures.ts';
import { facesAsSightings, lockSightings, replaceSightings } from '../../db/sightings.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { uncalibrateAround } from './calibrate-threshold.ts';
import { refOf } from './people.ts';

/**
 * Deletes one picture of somebody for good, with the numbers they were recognised by from it. A picture of an enrolment or a question that shows nobody
 * else goes as a whole; one of a camera stays with its event, without this face. Fails with `conflict` where it is all that is known of
 * somebody without a name.
 */
export async function removeFace(
  work: Work,
  faceId: string,
): Promise<{ person: Person | null; picture: 'deleted' | 'kept' }> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const face = isUuid(faceId) ? await findFace(tx, faceId) : null;
  const [standing] = face ? await lockStandings(tx, { faceIds: [face.id] }) : [];
  if (!face || !standing) throw new SafeNestError('not_found', 'This picture is no longer kept.');
  const { personId } = standing;
  const person = personId === null ? null : ((await findPersonsById(tx, [personId])).get(personId) ?? null);
  if (person && person.name === null && (await lockStandings(tx, { personId: person.id })).length === 1)
    throw new SafeNestError(
      'conflict',
      `This is the only picture of ${refOf(person)}. Forget them instead, where nothing of them is to be kept.`,
    );
  if (person && standing.compared) await uncalibrateAround(tx, person.id);
  const eventIds = face.cameraEventId === null ? [] : [face.cameraEventId];
  const before = person && eventIds.length > 0 ? await lockSightings(tx, { personIds: [person.id], eventIds }) : [];
  const alone = await deleteFace(tx, face);
  if (before.length > 0) {
    const left = await facesAsSightings(tx, { personIds: [person!.id], eventIds });
    const kept = left.map((one) => ({ ...one, id: before[0]!.id }));
    // that a picture is gone does not say that they were not there
    await replaceSightings(tx, before, kept.length > 0 ? kept : before);
  }
  if (person) await setPersonThreshold(tx, person.id, null);
  const whole = alone && (face.source === 'enrolment' || face.source === 'question');
  if (whole) await deletePictures(tx, [face.pictureId]);
  const picture = whole ? 'deleted' : 'kept';
  await audit(work, { action: 'face.delete', subject: person ? refOf(person) : 'faces', detail: { picture } });
  return { person, picture };
}
