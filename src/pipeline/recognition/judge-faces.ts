import { cannotLinksOf, countFaces, type FaceStanding, findFace, listFaces, lockStandings } from '../../db/faces.ts';
import { findPersonsById } from '../../db/persons.ts';
import { keepPicturesAs } from '../../db/pictures.ts';
import type { Face } from '../../domain/face.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { changePeople } from './change-people.ts';
import { requireNotWithdrawn } from './consents.ts';
import { faultOf, MOST_COMPARED } from './face-limits.ts';
import { makePerson, refOf, seePerson, whoTheyAre } from './people.ts';

const MOST_IN_PICTURE = 200;

/**
 * “This is right”: somebody vouches for whose a face is, and good ones help to recognise them. `number` names the person where the face
 * is nobody’s, or somebody else’s, so far. `changeId` is null where it was vouched for already.
 */
export async function confirmFace(
  work: Work,
  faceId: string,
  number?: number,
): Promise<{ person: Person; changeId: string | null }> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const { face, standing } = await lockedFace(work, faceId);
  const person = number === undefined ? await personOf(work, face) : await seePerson(work, number);
  if (standing.personId === person.id && (standing.assigned === 'confirmed' || standing.assigned === 'enrolled'))
    return { person, changeId: null };
  await requireNotWithdrawn(tx, person);
  const others = await listFaces(tx, { pictureId: face.pictureId, personId: person.id, limit: MOST_IN_PICTURE });
  if (others.some((other) => other.id !== face.id))
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).otherFace(refOf(person)));
  const before =
    standing.personId === null
      ? null
      : ((await findPersonsById(tx, [standing.personId])).get(standing.personId) ?? null);
  const emptied =
    before &&
    before.id !== person.id &&
    before.name === null &&
    (await countFaces(tx, [before.id])).get(before.id)?.faces === 1;
  const { compared: has = 0 } = (await countFaces(tx, [person.id])).get(person.id) ?? {};
  const compared = standing.compared || (faultOf(face.quality) === null && has < MOST_COMPARED);
  const unsaid = (await cannotLinksOf(tx, [face.id])).filter((link) => link.personId === person.id);
  // given to another in one step, it is said as well that it is not theirs whose it was
  const said = before && before.id !== person.id && !emptied ? [{ faceId: face.id, personId: before.id }] : [];
  const changeId = await changePeople(work, {
    kind: 'confirm',
    person,
    // a stranger known by this face alone was this person all along
    people: emptied ? [{ ...before, mergedInto: person.id }] : [],
    faces: [{ ...standing, personId: person.id, assigned: 'confirmed', compared }],
    ...(emptied ? { everythingOf: { from: before.id, to: person.id } } : {}),
    said,
    unsaid,
  });
  if (compared) await keepPicturesAs(tx, [face.pictureId], 'event');
  await audit(work, {
    action: 'person.confirm',
    subject: refOf(person),
    detail: { face: face.id, ...(before && { before: refOf(before) }) },
  });
  return { person, changeId };
}

/**
 * “Not this person”: said once, held for good. A face that was theirs becomes a stranger’s, or nobody’s where it is a poor
 * picture or one that was only asked about; new faces that are more like it are no longer taken for the person.
 */
export async function rejectFace(
  work: Work,
  faceId: string,
  number?: number,
): Promise<{ person: Person; made: Person | null; changeId: string }> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const { face, standing } = await lockedFace(work, faceId);
  const person = number === undefined ? await personOf(work, face) : await seePerson(work, number);
  const said = [{ faceId: face.id, personId: person.id }];
  if ((await cannotLinksOf(tx, [face.id])).some((link) => link.personId === person.id))
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).saidNotThem(refOf(person)));
  const good = faultOf(face.quality) === null;
  const theirs = standing.personId === person.id;
  if (theirs && (await lockStandings(tx, { personId: person.id })).length === 1 && person.name === null)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).onlyPicture(refOf(person)));
  // whoever is on a picture somebody asked with was seen by no camera
  const made = theirs && good && face.source !== 'question' ? await makePerson(work) : null;
  const after: FaceStanding = theirs
    ? { ...standing, personId: made?.id ?? null, assigned: made ? 'new' : null, compared: good }
    : { ...standing, compared: standing.compared || good };
  const changeId = await changePeople(work, {
    kind: 'reject',
    person,
    faces: [after],
    said,
    made: made ? [made.id] : [],
  });
  // what was said is remembered by this picture
  if (after.compared) await keepPicturesAs(tx, [face.pictureId], 'event');
  await audit(work, {
    action: 'person.reject',
    subject: refOf(person),
    detail: { face: face.id, ...(made ? { now: refOf(made) } : {}) },
  });
  return { person, made, changeId };
}

async function lockedFace({ tx, principal }: Work, faceId: string): Promise<{ face: Face; standing: FaceStanding }> {
  const face = isUuid(faceId) ? await findFace(tx, faceId) : null;
  const [standing] = face ? await lockStandings(tx, { faceIds: [face.id] }) : [];
  if (!face || !standing) throw new SafeNestError('not_found', wordsFor({ principal }, objectionWords).notKept);
  return { face, standing };
}

/** Whose a face is, or whom it is most like. */
async function personOf({ tx }: Work, face: Face): Promise<Person> {
  const id = face.personId ?? face.decision?.nearest?.personId;
  const person = id ? (await findPersonsById(tx, [id])).get(id) : undefined;
  if (!person) throw new SafeNestError('invalid_input', 'Say whose face this is: it resembles nobody SafeNest knows.');
  return whoTheyAre(tx, person);
}
