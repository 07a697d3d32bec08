import { countForgotten, forgetModelViews } from '../../db/camera-events.ts';
import { forgetAppearancesOf } from '../../db/detections.ts';
import { deleteVectorsOf } from '../../db/face-vectors.ts';
import { deleteFacesOf, picturesOf } from '../../db/faces.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { deleteChangesNaming } from '../../db/person-changes.ts';
import { facelessPicturesOf } from '../../db/person-detections.ts';
import { deletePersons, mergedInto } from '../../db/persons.ts';
import { insertRedactions } from '../../db/picture-redactions.ts';
import { deletePictures } from '../../db/pictures.ts';
import type { OrgDb } from '../../db/scope.ts';
import { alertsShowing } from '../../db/shown-people.ts';
import { sumSightings } from '../../db/sightings.ts';
import type { Person } from '../../domain/person.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { requireProof } from '../require-proof.ts';
import type { Work } from '../work.ts';
import { uncalibrateAround } from './calibrate-threshold.ts';
import { eraseFromConversations } from './erase-answers.ts';
import { eraseNames } from './erase-names.ts';
import { endWatching, waitingProposals } from './erase-watching.ts';
import { refOf, seePerson } from './people.ts';

export interface Forgotten {
  ref: string;
  faces: number;
  /** Pictures of them alone, which are gone, and pictures that show others too, in which their face, or what else is seen of them, is blackened soon. */
  pictures: number;
  shared: number;
  sightings: number;
  /** Alerts, answers and other texts that had their name, and have their reference instead. */
  texts: number;
}

/**
 * Forgets a person for good: vectors, faces, sightings, consents, what was done to them, the pictures that show them, and their
 * name wherever it was written. A line of the audit log without their name stays. Whoever turned out to be them is forgotten with them.
 */
export async function forgetPerson(work: Work, number: number): Promise<Forgotten> {
  authorise(work.principal, 'people.write');
  await requireProof(work, 'people');
  const { tx, now } = work;
  const person = await seePerson(work, number);
  const everyone = [person, ...(await everyoneMergedInto(tx, person))];
  const ids = everyone.map(({ id }) => id);
  // while it is still known what they were called
  const waiting = await waitingProposals(work);
  const texts = await eraseNames(work, everyone);
  await endWatching(work, everyone, waiting);
  const asked = await eraseFromConversations(work, everyone);
  await forgetModelViews(tx, ids);
  await countForgotten(tx, ids);
  const { count: sightings } = await sumSightings(tx, { personIds: ids });
  const pictures = [...(await picturesOf(tx, ids)), ...(await facelessPicturesOf(tx, ids))];
  const alone = pictures.filter((picture) => picture.alone).map(({ id }) => id);
  // also of whoever had no name, and where only the picture goes
  const shown = await alertsShowing(tx, { persons: ids, pictures: alone });
  await addOutboxOnce(
    tx,
    shown.map(({ id: subject, severity }) => ({ kind: 'alert_changed', subject, severity })),
  );
  for (const id of ids) await uncalibrateAround(tx, id);
  for (const id of ids) await deleteVectorsOf(tx, id);
  for (const id of ids) await forgetAppearancesOf(tx, id);
  const faces = await deleteFacesOf(tx, ids);
  await deletePictures(tx, alone);
  const shared = pictures.filter((picture) => !picture.alone);
  await insertRedactions(
    tx,
    shared.map(({ id, boxes }) => ({ pictureId: id, boxes })),
    now,
  );
  await deleteChangesNaming(tx, ids);
  await deletePersons(tx, ids);
  const forgotten = {
    faces,
    pictures: asked + pictures.length - shared.length,
    shared: shared.length,
    sightings,
    texts,
  };
  await audit(work, { action: 'person.forget', subject: refOf(person), detail: forgotten });
  return { ref: refOf(person), ...forgotten };
}

async function everyoneMergedInto(tx: OrgDb, person: Person): Promise<Person[]> {
  const direct = await mergedInto(tx, person.id);
  const further: Person[] = [];
  for (const one of direct) further.push(...(await everyoneMergedInto(tx, one)));
  return [...direct, ...further];
}
