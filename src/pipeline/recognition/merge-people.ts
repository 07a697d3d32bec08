import { bodyLinksBetween } from '../../db/cannot-link-bodies.ts';
import { deleteVectors } from '../../db/face-vectors.ts';
import { cannotLinksBetween, facesBeside, lockStandings, picturesOfBoth } from '../../db/faces.ts';
import type { Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { uncalibrateAround } from './calibrate-threshold.ts';
import { changePeople } from './change-people.ts';
import { hasWithdrawn, requireNotWithdrawn } from './consents.ts';
import { MOST_COMPARED } from './face-limits.ts';
import { makePerson, refOf, seePerson } from './people.ts';

const MOST_SPLIT = 1000;

/**
 * Makes two people one: the second’s faces, sightings and detections are the first’s from now on. Without `anyway` it fails with
 * `conflict` when both are in one picture, or somebody said that they are different; with it, the second's face beside the first's is
 * nobody's: a mirror image, a poster, or a wrong one, since two faces in one picture are never one person. Of
 * whoever took their consent back the second's numbers are erased: a stranger who turned out to be them is not recognised any more.
 */
export async function mergePeople(
  work: Work,
  numbers: { into: number; from: number },
  { anyway = false }: { anyway?: boolean } = {},
): Promise<{ person: Person; changeId: string }> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const [into, from] = [await seePerson(work, numbers.into), await seePerson(work, numbers.from)];
  if (into.id === from.id) throw new SafeNestError('conflict', `${refOf(into)} is one person already.`);
  await requireNotWithdrawn(tx, from);
  const withdrawn = await hasWithdrawn(tx, into.id);
  const both = await picturesOfBoth(tx, into.id, from.id);
  if (both.length > 0 && !anyway)
    throw new SafeNestError(
      'conflict',
      `${refOf(into)} and ${refOf(from)} are in one picture together, so they are two people. Merge them anyway if one of the faces there is a mirror image, a poster or a badge: it is nobody’s then.`,
      { details: { pictures: both, canAnyway: true } },
    );
  const unsaid = await cannotLinksBetween(tx, into.id, from.id);
  const unsaidOfBodies = await bodyLinksBetween(tx, into.id, from.id);
  const saidDifferent = unsaid.length + unsaidOfBodies.length;
  if (saidDifferent > 0 && !anyway)
    throw new SafeNestError(
      'conflict',
      `Somebody said that ${refOf(from)} is not ${refOf(into)}. Merge them anyway if that was wrong.`,
      { details: { saidDifferent, canAnyway: true } },
    );
  const theirs = await lockStandings(tx, { personId: from.id });
  const beside = await facesBeside(tx, from.id, into.id);
  const room = MOST_COMPARED - (await lockStandings(tx, { personId: into.id })).filter((face) => face.compared).length;
  const kept = new Set(
    theirs
      .filter((face) => face.compared && !beside.has(face.id))
      .toSorted((a, b) => Number(isVouched(b.assigned)) - Number(isVouched(a.assigned)) || (a.id < b.id ? -1 : 1))
      .slice(0, Math.max(0, room))
      .map((face) => face.id),
  );
  const erased = withdrawn
    ? await uncalibrateAround(tx, from.id).then(() =>
        deleteVectors(
          tx,
          theirs.map(({ id }) => id),
        ),
      )
    : 0;
  const name = into.name ?? from.name;
  const changeId = await changePeople(work, {
    kind: 'merge',
    person: into,
    people: [
      { ...from, mergedInto: into.id },
      { ...into, name },
    ],
    faces: theirs.map((face) =>
      beside.has(face.id)
        ? { ...face, personId: null, assigned: null, compared: false }
        : { ...face, personId: into.id, compared: kept.has(face.id) },
    ),
    everythingOf: { from: from.id, to: into.id },
    unsaid,
    unsaidOfBodies,
  });
  await audit(work, {
    action: 'person.merge',
    subject: refOf(into),
    detail: {
      from: refOf(from),
      faces: theirs.length,
      ...(saidDifferent + both.length > 0 ? { anyway } : {}),
      ...(erased > 0 ? { vectors: erased } : {}),
    },
  });
  return { person: { ...into, name, threshold: null }, changeId };
}

/** Makes some faces of a person somebody new; the two are held to be different from then on. */
export async function splitPerson(
  work: Work,
  number: number,
  faceIds: readonly string[],
): Promise<{ person: Person; made: Person; changeId: string }> {
  authorise(work.principal, 'people.write');
  const person = await seePerson(work, number);
  const chosen = new Set(faceIds);
  if (chosen.size === 0 || chosen.size > MOST_SPLIT)
    throw new SafeNestError('invalid_input', `Choose the pictures that show somebody else, at most ${MOST_SPLIT}.`);
  const theirs = await lockStandings(work.tx, { personId: person.id });
  const faces = theirs.filter((face) => chosen.has(face.id));
  if (faces.length < chosen.size)
    throw new SafeNestError('conflict', `Some of these pictures are no longer of ${refOf(person)}. Look again.`);
  if (faces.length === theirs.length)
    throw new SafeNestError('conflict', `These are all pictures of ${refOf(person)}; nothing would be left.`);
  const made = await makePerson(work);
  const changeId = await changePeople(work, {
    kind: 'split',
    person,
    faces: faces.map((face) => ({ ...face, personId: made.id })),
    said: faces.map((face) => ({ faceId: face.id, personId: person.id })),
    made: [made.id],
  });
  await audit(work, {
    action: 'person.split',
    subject: refOf(person),
    detail: { into: refOf(made), faces: faces.length },
  });
  return { person: { ...person, threshold: null }, made, changeId };
}

const isVouched = (assigned: string | null): boolean => assigned === 'enrolled' || assigned === 'confirmed';
