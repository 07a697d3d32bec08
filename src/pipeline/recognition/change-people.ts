import { archivePerson, bringBack } from '../../db/archived-people.ts';
import { type BodyLink, deleteBodyLinks, insertBodyLinks } from '../../db/cannot-link-bodies.ts';
import {
  askedFaces,
  deleteCannotLinks,
  type FaceStanding,
  findFaces,
  insertCannotLinks,
  lockStandings,
  setStandings,
} from '../../db/faces.ts';
import { setReconsider } from '../../db/open-faces.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import {
  insertPersonChange,
  listPersonChanges,
  lockPersonChange,
  markChangeUndone,
  type PersonChange,
} from '../../db/person-changes.ts';
import { detectionsOfFaces, lockDetectionsOf, setDetectedPersons } from '../../db/person-detections.ts';
import { findPersonsById, lockPerson, savePerson, setPersonThreshold } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { alertsShowing } from '../../db/shown-people.ts';
import { facesAsSightings, lockSightings, replaceSightings } from '../../db/sightings.ts';
import { newId } from '../../domain/id.ts';
import type { Person, PersonChangeKind, Sighting } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { keepWatched } from '../watched-names.ts';
import type { Work } from '../work.ts';
import { refOf } from './people.ts';

type Link = { faceId: string; personId: string };
/** What of a person a change may change. */
type Changing = Pick<Person, 'id' | 'name' | 'mergedInto'>;
interface Move<T> {
  before: T;
  after: T;
}

/** What a change did, as its row keeps it: enough to take it back, and to see whether something came after it. */
interface Done {
  people: Move<Changing>[];
  faces: Move<FaceStanding>[];
  detections: { id: string; before: string | null; after: string | null }[];
  sightings: { before: StoredSighting[]; after: StoredSighting[] };
  said: Link[];
  unsaid: Link[];
  /** The same of bodies; none in what was done before there were any. */
  saidOfBodies?: BodyLink[];
  unsaidOfBodies?: BodyLink[];
  /** People made by it, who are somebody else’s again when it is taken back. */
  made: string[];
}
type StoredSighting = Omit<Sighting, 'firstSeen' | 'lastSeen'> & { firstSeen: string; lastSeen: string };

/** After these more is known of somebody: earlier faces of nobody may be theirs. */
const TEACHING: readonly PersonChangeKind[] = ['rename', 'merge', 'confirm', 'give'];

type Changer = Pick<Work, 'tx' | 'principal' | 'now'>;

/** What is to be changed; nothing of it where left out. */
export interface PeopleChange {
  kind: PersonChangeKind;
  /** Whose change it is: where it is listed and taken back. */
  person: Person;
  people?: readonly Changing[];
  faces?: readonly FaceStanding[];
  /**
   * All of one person’s sightings and detections become another’s, or all of theirs in some events; without it those of the moved faces alone
   * follow them.
   */
  everythingOf?: { from: string; to: string; eventIds?: readonly string[] };
  said?: readonly Link[];
  unsaid?: readonly Link[];
  saidOfBodies?: readonly BodyLink[];
  unsaidOfBodies?: readonly BodyLink[];
  made?: readonly string[];
}

/** Makes a change and keeps what takes it back; answers its id. Sightings, detections and thresholds follow the faces. */
export async function changePeople(work: Changer, change: PeopleChange): Promise<string> {
  const { tx, principal, now } = work;
  const current = await findPersonsById(
    tx,
    (change.people ?? []).map(({ id }) => id),
  );
  const people = (change.people ?? []).map((after) => ({
    before: changing(current.get(after.id)!),
    after: changing(after),
  }));
  if (people.some(({ before, after }) => before.name !== after.name || before.mergedInto !== after.mergedInto))
    await keepWatched(tx);
  const standing = new Map(
    (await lockStandings(tx, { faceIds: (change.faces ?? []).map(({ id }) => id) })).map((face) => [face.id, face]),
  );
  const faces = (change.faces ?? []).map((after) => ({ before: standing.get(after.id)!, after }));
  await setStandings(
    tx,
    faces.map(({ after }) => after),
  );
  for (const { after } of people) await saveChanging(work, current.get(after.id)!, after);
  const detections = await followDetections(tx, faces, change.everythingOf);
  const sightings = await followSightings(tx, faces, change.everythingOf);
  const [said, unsaid] = [[...(change.said ?? [])], [...(change.unsaid ?? [])]];
  const [saidOfBodies, unsaidOfBodies] = [[...(change.saidOfBodies ?? [])], [...(change.unsaidOfBodies ?? [])]];
  await deleteCannotLinks(tx, unsaid);
  await deleteBodyLinks(tx, unsaidOfBodies);
  await insertCannotLinks(tx, said, { at: now, saidBy: principal.name });
  await insertBodyLinks(tx, saidOfBodies, { at: now, saidBy: principal.name });
  await forgetThresholds(tx, faces);
  await bringBack(tx, [change.person.id, ...people.map(({ after }) => after.id), ...peopleOf(faces)]);
  if (TEACHING.includes(change.kind)) await setReconsider(tx, change.person.id, true);
  const id = newId(now.getTime());
  await tellAlertsAbout(
    tx,
    people.map(({ after }) => after.id),
  );
  const made = [...(change.made ?? [])];
  const done: Done = { people, faces, detections, sightings, said, unsaid, saidOfBodies, unsaidOfBodies, made };
  await insertPersonChange(tx, {
    id,
    personId: change.person.id,
    kind: change.kind,
    at: now,
    changedBy: principal.name,
    undo: { ...done },
  });
  return id;
}

/**
 * Takes a change back, the newest of its person first. What has been deleted since stays deleted. Fails with `conflict` when
 * something that came later stands on it.
 */
export async function undoPersonChange(
  work: Work,
  changeId: string,
): Promise<{ person: Person; change: PersonChange }> {
  authorise(work.principal, 'people.write');
  const { tx, principal, now } = work;
  const change = await lockPersonChange(tx, changeId);
  if (!change) throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuchPersonChange);
  const person = (await lockPerson(tx, change.personId))!;
  if (change.undoneAt)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).takenBackAlready(change.undoneBy ?? ''));
  const [newest] = await listPersonChanges(tx, person.id, { standing: true, limit: 1 });
  if (person.mergedInto !== null || newest?.id !== change.id)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).laterFirst(refOf(person)));
  // written by changePeople alone
  const done = change.undo as unknown as Done;

  const standing = new Map(
    (await lockStandings(tx, { faceIds: done.faces.map(({ after }) => after.id) })).map((face) => [face.id, face]),
  );
  const faces = done.faces.filter(({ after }) => standing.has(after.id));
  if (faces.some(({ after }) => standing.get(after.id)!.personId !== after.personId))
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).laterFirst(null));
  const current = await findPersonsById(
    tx,
    done.people.map(({ after }) => after.id),
  );
  if (done.people.some(({ after }) => current.get(after.id)?.mergedInto !== after.mergedInto))
    throw new SafeNestError('conflict', 'Somebody of these was merged with others since. Take that back first.');
  if (done.people.length > 0) await keepWatched(tx);
  for (const { before } of done.people) await saveChanging(work, current.get(before.id)!, before);
  // whoever took their consent back meanwhile has no numbers to compare with; setting that is no harm
  await setStandings(
    tx,
    faces.map(({ before }) => before),
  );
  await setDetectedPersons(
    tx,
    done.detections.map(({ id, before, after }) => ({ id, personId: before, instead: after })),
  );
  await replaceSightings(
    tx,
    [...done.sightings.before, ...done.sightings.after],
    done.sightings.before.map((one) => ({
      ...one,
      firstSeen: new Date(one.firstSeen),
      lastSeen: new Date(one.lastSeen),
    })),
  );
  await deleteCannotLinks(tx, done.said);
  await deleteBodyLinks(tx, done.saidOfBodies ?? []);
  await insertCannotLinks(tx, done.unsaid, { at: now, saidBy: principal.name });
  await insertBodyLinks(tx, done.unsaidOfBodies ?? [], { at: now, saidBy: principal.name });
  await forgetThresholds(tx, faces);
  await bringBack(tx, [person.id, ...done.people.map(({ before }) => before.id), ...peopleOf(faces)]);
  await tellAlertsAbout(
    tx,
    done.people.map(({ before }) => before.id),
  );
  await returnMade(work, done.made, person);
  await markChangeUndone(tx, change.id, { at: now, by: principal.name });
  await audit(work, {
    action: 'person.undo',
    subject: refOf(person),
    detail: { kind: change.kind, faces: faces.length },
  });
  return { person: (await findPersonsById(tx, [person.id])).get(person.id)!, change };
}

/** Alerts about people who were named, merged or taken apart say who that is, wherever they stand. */
async function tellAlertsAbout(tx: OrgDb, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return;
  const shown = await alertsShowing(tx, { persons, pictures: [] });
  await addOutboxOnce(
    tx,
    shown.map(({ id: subject, severity }) => ({ kind: 'alert_changed', subject, severity })),
  );
}

/** How many faces a change gave to somebody, or took from them. */
export const facesOf = ({ undo }: Pick<PersonChange, 'undo'>): number => (undo as unknown as Done).faces.length;

/** What was done to a person, newest first. */
export async function seePersonChanges(
  work: Pick<Work, 'tx' | 'principal'>,
  person: Person,
): Promise<(Omit<PersonChange, 'undo'> & { faces: number })[]> {
  authorise(work.principal, 'people.read');
  return (await listPersonChanges(work.tx, person.id)).map(({ undo, ...change }) => ({
    ...change,
    faces: facesOf({ undo }),
  }));
}

/**
 * Somebody made by a change that was taken back is who they were made from, unless more was seen of them since. That they were recognised on
 * pictures somebody asked with does not count: those are nobody's then.
 */
async function returnMade(work: Work, made: readonly string[], person: Person): Promise<void> {
  for (const id of made) {
    if (id === person.id) {
      await archiveEmpty(work, id);
      continue;
    }
    const left = await lockStandings(work.tx, { personId: id });
    const asked = await askedFaces(work.tx, id);
    const seen = await lockSightings(work.tx, { personIds: [id] });
    const one = await lockPerson(work.tx, id);
    if (!one || left.some((face) => !asked.has(face.id)) || seen.length > 0) continue;
    await setStandings(
      work.tx,
      left.map((face) => ({ ...face, personId: null, assigned: null, compared: false })),
    );
    await saveChanging(work, one, { ...changing(one), mergedInto: person.id });
  }
}

/** Somebody new of whom nothing is left: their number is not given again. */
async function archiveEmpty({ tx, now }: Work, id: string): Promise<void> {
  const left = await lockStandings(tx, { personId: id });
  const seen = await lockSightings(tx, { personIds: [id] });
  if (left.length + seen.length === 0) await archivePerson(tx, id, now);
}

const changing = ({ id, name, mergedInto }: Changing): Changing => ({ id, name, mergedInto });

const saveChanging = ({ tx, principal, now }: Changer, person: Person, changed: Changing): Promise<void> =>
  savePerson(tx, { ...person, ...changed, updatedAt: now, updatedBy: principal.name });

/** Their own pictures are others now: they are calibrated anew by themselves. */
async function forgetThresholds(tx: OrgDb, faces: readonly Move<FaceStanding>[]): Promise<void> {
  for (const id of peopleOf(faces)) await setPersonThreshold(tx, id, null);
}

const peopleOf = (faces: readonly Move<FaceStanding>[]): string[] => [
  ...new Set(faces.flatMap(({ before, after }) => [before.personId, after.personId]).filter((id) => id !== null)),
];

async function followDetections(
  tx: OrgDb,
  faces: readonly Move<FaceStanding>[],
  everythingOf: PeopleChange['everythingOf'],
): Promise<Done['detections']> {
  const moved: Done['detections'] = [];
  const collect = async (
    from: string,
    to: string | null,
    only: Parameters<typeof lockDetectionsOf>[2],
  ): Promise<void> => {
    for (const { id } of await lockDetectionsOf(tx, from, only)) moved.push({ id, before: from, after: to });
  };
  if (everythingOf) {
    const { from, to, eventIds } = everythingOf;
    await collect(from, to, eventIds ? { eventIds } : {});
  } else {
    const pictures = new Map(
      (
        await findFaces(
          tx,
          faces.map(({ after }) => after.id),
        )
      ).map((face) => [face.id, face.pictureId]),
    );
    for (const { before, after } of faces)
      if (before.personId !== null && before.personId !== after.personId)
        await collect(before.personId, after.personId, { pictureIds: [pictures.get(after.id)!] });
    const given = faces.filter(({ before, after }) => before.personId === null && after.personId !== null);
    for (const { after } of given)
      for (const id of await detectionsOfFaces(tx, [after.id])) moved.push({ id, before: null, after: after.personId });
  }
  await setDetectedPersons(
    tx,
    moved.map(({ id, after }) => ({ id, personId: after })),
  );
  return moved;
}

async function followSightings(
  tx: OrgDb,
  faces: readonly Move<FaceStanding>[],
  everythingOf: PeopleChange['everythingOf'],
): Promise<Done['sightings']> {
  let before: Sighting[];
  let after: Sighting[];
  if (everythingOf) {
    const { from, to, eventIds: some } = everythingOf;
    const theirs = await lockSightings(tx, { personIds: [from], ...(some ? { eventIds: some } : {}) });
    const eventIds = theirs.map(({ cameraEventId }) => cameraEventId);
    before = [...theirs, ...(await lockSightings(tx, { personIds: [to], eventIds }))];
    const byEvent = Map.groupBy(before, ({ cameraEventId }) => cameraEventId);
    after = [...byEvent.values()].map((both) => together(both, to));
  } else {
    const moved = faces.filter((face) => face.before.personId !== face.after.personId);
    const events = (
      await findFaces(
        tx,
        moved.map((face) => face.after.id),
      )
    ).map((face) => face.cameraEventId);
    const [personIds, eventIds] = [peopleOf(moved), [...new Set(events.filter((id) => id !== null))]];
    if (eventIds.length === 0) return { before: [], after: [] };
    before = await lockSightings(tx, { personIds, eventIds });
    const same = (a: Pick<Sighting, 'personId' | 'cameraEventId'>, b: typeof a): boolean =>
      a.personId === b.personId && a.cameraEventId === b.cameraEventId;
    const byFaces = (await facesAsSightings(tx, { personIds, eventIds })).map((one) => ({
      ...one,
      id: before.find((known) => same(known, one))?.id ?? newId(),
    }));
    const dressed = before.filter((one) => one.by === 'appearance' && !byFaces.some((other) => same(other, one)));
    after = [...byFaces, ...dressed];
  }
  await replaceSightings(tx, [...before, ...after], after);
  return { before: before.map(stored), after: after.map(stored) };
}

/** Two people’s sightings in one event as one person’s. */
function together(both: readonly Sighting[], personId: string): Sighting {
  const best = both.toSorted(
    (a, b) => Number(b.by === 'face') - Number(a.by === 'face') || b.faces - a.faces || (a.id < b.id ? -1 : 1),
  )[0]!;
  const times = both.flatMap(({ firstSeen, lastSeen }) => [firstSeen.getTime(), lastSeen.getTime()]);
  return {
    ...best,
    personId,
    firstSeen: new Date(Math.min(...times)),
    lastSeen: new Date(Math.max(...times)),
    faces: both.reduce((sum, one) => sum + one.faces, 0),
  };
}

const stored = (sighting: Sighting): StoredSighting => ({
  ...sighting,
  firstSeen: sighting.firstSeen.toISOString(),
  lastSeen: sighting.lastSeen.toISOString(),
});
