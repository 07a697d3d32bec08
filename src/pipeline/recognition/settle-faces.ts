import { cannotLinksOf, countFaces, type FaceStanding, findFaces, lockStandings } from '../../db/faces.ts';
import { dismissFaces as dismiss, personsInPictures, reopenFaces as reopen } from '../../db/open-faces.ts';
import { keepPicturesAs } from '../../db/pictures.ts';
import type { Face, FaceDismissal } from '../../domain/face.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { changePeople } from './change-people.ts';
import { requireNotWithdrawn, requireRecognition } from './consents.ts';
import { faultOf, MOST_COMPARED } from './face-limits.ts';
import { readName } from './name-people.ts';
import { makePerson, refOf, seePerson } from './people.ts';

export const MOST_SETTLED_AT_ONCE = 100;

export interface Given {
  person: Person;
  faces: number;
  /** Whether they were made by it. */
  made: boolean;
  changeId: string;
}

/**
 * Says whose faces of nobody are, several at once: somebody known by number, or somebody new, with a name or without. Good ones help to
 * recognise them from then on. Fails with `conflict`, and nothing is given, where one is somebody's by now, two are in one picture, or the
 * person has another face in it.
 */
export async function giveFaces(
  work: Work,
  faceIds: readonly string[],
  to: { person: number } | { name: string | null },
): Promise<Given> {
  authorise(work.principal, 'people.write');
  const { tx } = work;
  const name = 'name' in to && to.name !== null ? readName(to.name) : null;
  const faces = await lockOpen(work, faceIds);
  await requireRecognition(tx);
  const pictures = faces.map(({ face }) => face.pictureId);
  if (new Set(pictures).size < pictures.length)
    throw new SafeNestError(
      'conflict',
      'Two of these faces are in one picture, and two faces are never one person. Choose one of them.',
    );
  const known = 'person' in to ? await seePerson(work, to.person) : null;
  if (known) {
    await requireNotWithdrawn(tx, known);
    if ((await personsInPictures(tx, pictures)).some(({ personId }) => personId === known.id))
      throw new SafeNestError(
        'conflict',
        `Another face in one of these pictures is ${refOf(known)}, and two faces are never one person.`,
      );
  }
  const person = known ?? (await makePerson(work));
  const { compared: has = 0 } = (known && (await countFaces(tx, [known.id])).get(known.id)) ?? {};
  const teaching = new Set(
    faces
      .filter(({ face }) => faultOf(face.quality) === null)
      .toSorted((a, b) => b.face.quality.overall - a.face.quality.overall || (a.face.id < b.face.id ? -1 : 1))
      .slice(0, Math.max(0, MOST_COMPARED - has))
      .map(({ face }) => face.id),
  );
  const ids = faces.map(({ face }) => face.id);
  const unsaid = (await cannotLinksOf(tx, ids)).filter((link) => link.personId === person.id);
  const changeId = await changePeople(work, {
    kind: 'give',
    person,
    people: name === null ? [] : [{ ...person, name }],
    faces: faces.map(({ face, standing }) => ({
      ...standing,
      personId: person.id,
      assigned: 'confirmed' as const,
      compared: standing.compared || teaching.has(face.id),
    })),
    unsaid,
    made: known ? [] : [person.id],
  });
  await keepPicturesAs(
    tx,
    faces.filter(({ face }) => teaching.has(face.id)).map(({ face }) => face.pictureId),
    'event',
  );
  await audit(work, {
    action: 'person.give',
    subject: refOf(person),
    detail: { faces: faces.length, ...(known ? {} : { made: true }) },
  });
  return { person: { ...person, name: name ?? person.name }, faces: faces.length, made: !known, changeId };
}

/**
 * Puts faces of nobody away: nobody who is to be kept, or no face at all. They are not asked about again, and a day later the numbers that
 * describe them are erased. Answers how many were not put away before.
 */
export async function dismissFaces(work: Work, faceIds: readonly string[], as: FaceDismissal): Promise<number> {
  authorise(work.principal, 'people.write');
  const { tx, now, principal } = work;
  const faces = await lockOpen(work, faceIds);
  const put = await dismiss(
    tx,
    faces.map(({ face }) => face.id),
    { as, at: now, by: principal.name },
  );
  if (put.length > 0)
    await audit(work, { action: 'face.dismiss', subject: 'faces', detail: { faces: put.length, as } });
  return put.length;
}

/** Brings faces back that were put away: those named, or all of one press. Answers how many. */
export async function reopenFaces(work: Work, of: { ids: readonly string[] } | { at: Date }): Promise<number> {
  authorise(work.principal, 'people.write');
  const faces = await reopen(work.tx, 'ids' in of ? { ids: readIds(of.ids) } : of);
  if (faces === 0) throw new SafeNestError('conflict', 'None of these faces is put away any more. Look again.');
  await audit(work, { action: 'face.reopen', subject: 'faces', detail: { faces } });
  return faces;
}

async function lockOpen({ tx }: Work, faceIds: readonly string[]): Promise<{ face: Face; standing: FaceStanding }[]> {
  const ids = readIds(faceIds);
  const standings = new Map((await lockStandings(tx, { faceIds: ids })).map((one) => [one.id, one]));
  const faces = await findFaces(tx, ids);
  if (faces.length < ids.length)
    throw new SafeNestError('not_found', 'Some of these pictures are no longer kept. Look again.');
  if ([...standings.values()].some(({ personId }) => personId !== null))
    throw new SafeNestError('conflict', 'Some of these faces are somebody’s by now. Look again.');
  return faces.map((face) => ({ face, standing: standings.get(face.id)! }));
}

function readIds(faceIds: readonly string[]): string[] {
  const ids = [...new Set(faceIds)];
  if (ids.length === 0) throw new SafeNestError('invalid_input', 'Choose at least one face.');
  if (ids.length > MOST_SETTLED_AT_ONCE)
    throw new SafeNestError('invalid_input', `Choose at most ${MOST_SETTLED_AT_ONCE} faces at once.`);
  if (!ids.every(isUuid))
    throw new SafeNestError('not_found', 'Some of these pictures are no longer kept. Look again.');
  return ids;
}
