import { countFaces } from '../../db/faces.ts';
import { lockDetectionsOf } from '../../db/person-detections.ts';
import { lockSightings, sightingsById } from '../../db/sightings.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person, Sighting } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { changePeople } from './change-people.ts';
import { makePerson, refOf, seePerson } from './people.ts';

const MOST_SPLIT = 200;

/**
 * “Not this person”, said of sightings in which no face was seen: all that was seen of them in those events is somebody new’s from then on,
 * one new person for all of them. It is remembered for as long as how people are dressed is compared: whoever is dressed more like what was taken
 * away is not taken for the person again. Fails with `conflict` for a sighting by a face, of which that is said at the face, and where
 * nothing would be left of the person.
 */
export async function splitSightings(
  work: Work,
  number: number,
  sightingIds: readonly string[],
): Promise<{ person: Person; made: Person; changeId: string }> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const person = await seePerson(work, number);
  const chosen = [...new Set(sightingIds)];
  if (chosen.length === 0 || chosen.length > MOST_SPLIT || !chosen.every(isUuid))
    throw new SafeNestError('invalid_input', `Choose the times that somebody else was seen, at most ${MOST_SPLIT}.`);
  const sightings = await sightingsById(tx, chosen);
  if (sightings.length < chosen.length || sightings.some(({ personId }) => personId !== person.id))
    throw new SafeNestError('conflict', `Some of these are no longer of ${refOf(person)}. Look again.`);
  requireFaceless(person, sightings);
  const all = await lockSightings(tx, { personIds: [person.id] });
  const { faces = 0 } = (await countFaces(tx, [person.id])).get(person.id) ?? {};
  if (all.length === sightings.length && faces === 0)
    throw new SafeNestError(
      'conflict',
      `That is all that was seen of ${refOf(person)}, so it is them by definition; nothing would be left.`,
    );
  const eventIds = sightings.map(({ cameraEventId }) => cameraEventId);
  const bodies = await lockDetectionsOf(tx, person.id, { eventIds });
  const made = await makePerson(work);
  const changeId = await changePeople(work, {
    kind: 'split',
    person,
    everythingOf: { from: person.id, to: made.id, eventIds },
    saidOfBodies: bodies.map(({ id }) => ({ detectionId: id, personId: person.id })),
    made: [made.id],
  });
  await audit(work, {
    action: 'person.split',
    subject: refOf(person),
    detail: { into: refOf(made), sightings: sightings.length },
  });
  return { person, made, changeId };
}

function requireFaceless(person: Person, sightings: readonly Sighting[]): void {
  if (sightings.some(({ by }) => by === 'face'))
    throw new SafeNestError(
      'conflict',
      `${refOf(person)} was known there by the face. Say “not this person” of that picture.`,
    );
}
