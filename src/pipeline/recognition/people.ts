import { randomBytes } from 'node:crypto';
import { bestFaces, countFaces, findFaces } from '../../db/faces.ts';
import { bestBodies } from '../../db/person-detections.ts';
import {
  findPerson,
  findPersonByLabel,
  findPersonsById,
  insertPerson,
  listPersons,
  namedPersons,
  type PersonFilter,
} from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { sumSightings } from '../../db/sightings.ts';
import type { Face } from '../../domain/face.ts';
import { newId } from '../../domain/id.ts';
import { type Person, shownName } from '../../domain/person.ts';
import { formatReference, parseReference, type Reference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { authorise } from '../authorise.ts';
import { keepWatched } from '../watched-names.ts';
import type { Work } from '../work.ts';

/** A person with what is known of them. */
export interface SeenPerson {
  person: Person;
  /** Of all pictures, and of those new faces are compared with. */
  faces: number;
  compared: number;
  /** The face that shows them best; where none was seen, they themselves. */
  best: Pick<Face, 'pictureId' | 'box'> | null;
  sightings: number;
  firstSeen: Date | null;
  lastSeen: Date | null;
}

const MOST_NAMED = 10_000;
const LABEL = /^person_([0-9a-f]{8})$/i;
/** As people write one: “person 6A88824E”. */
const SPACED_LABEL = /^person[ -](?=[0-9a-f]{8}$)/i;

export const refOf = (person: Pick<Person, 'number'>): string =>
  formatReference({ kind: 'person', number: person.number });

/** Makes somebody new, named or not. */
export async function makePerson(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  given: { name?: string | null; note?: string } = {},
): Promise<Person> {
  if (given.name != null) await keepWatched(tx);
  let label = newLabel();
  while (await findPersonByLabel(tx, label)) label = newLabel();
  return insertPerson(tx, {
    id: newId(now.getTime()),
    label,
    name: given.name ?? null,
    note: given.note ?? '',
    threshold: null,
    mergedInto: null,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
    updatedBy: principal.name,
  });
}

const newLabel = (): string => `Person_${randomBytes(4).toString('hex').toUpperCase()}`;

/** How near to somebody's name a word must be: the name itself or words of it, or the beginning of one, too. */
type Nearness = 'words' | 'beginnings';

/** Everybody whom `PER-7`, a label, a name or a part of one fits best; nobody where it fits none. */
export async function peopleMeant(
  work: Pick<Work, 'tx' | 'principal'>,
  text: string,
  nearness: Nearness = 'beginnings',
): Promise<Person[]> {
  authorise(work.principal, 'people.read');
  const { tx } = work;
  const { said, reference } = readCalled(text);
  if (reference !== null || LABEL.test(said)) {
    if (reference && reference.kind !== 'person') return [];
    const known = await (reference === null ? findPersonByLabel(tx, said) : findPerson(tx, reference.number));
    return known ? [await whoTheyAre(tx, known)] : [];
  }
  const wanted = folded(said);
  if (wanted === '') return [];
  const named = (await namedPersons(tx, MOST_NAMED)).map((person) => ({ person, name: folded(person.name!) }));
  const words = (name: string): string[] => name.split(/[\s.-]+/);
  const fits: ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => words(wanted).every((word) => words(name).includes(word)),
    (name) => words(wanted).every((word) => words(name).some((part) => part.startsWith(word))),
  ];
  for (const means of nearness === 'words' ? fits.slice(0, 2) : fits) {
    const found = named.filter(({ name }) => means(name));
    if (found.length > 0) return found.map(({ person }) => person);
  }
  return [];
}

function readCalled(text: string): { said: string; reference: Reference | null } {
  const said = oneLine(text).replace(/^@/, '').trim().replace(SPACED_LABEL, 'Person_');
  return { said, reference: said.length <= 40 ? parseReference(said, 'person') : null };
}

/** Whether it is no name: a reference like `PER-7`, or a label. */
function isReference(text: string): boolean {
  const { said, reference } = readCalled(text);
  return reference !== null || LABEL.test(said);
}

/**
 * Whom somebody means by `PER-7`, a label, a name, or the beginning of one. Whoever turned out to be somebody else is that
 * person. Fails with `not_found`, or with `invalid_input` where several fit.
 */
export async function personCalled(work: Pick<Work, 'tx' | 'principal'>, text: string): Promise<Person> {
  const found = await peopleMeant(work, text);
  const [only] = found;
  if (only && found.length === 1) return only;
  const { said } = readCalled(text);
  if (only) {
    const candidates = found.slice(0, 10).map((person) => `${oneLine(shownName(person), 80)} (${refOf(person)})`);
    throw new SafeNestError(
      'invalid_input',
      `“${oneLine(said, 80)}” could be ${candidates.join(', or ')}. Which one?`,
      {
        details: { candidates },
      },
    );
  }
  if (isReference(text)) throw new SafeNestError('not_found', `There is no person ${said}.`);
  if (folded(said) === '')
    throw new SafeNestError('invalid_input', 'Say who: a name, a label, or a reference like PER-7.');
  throw new SafeNestError('not_found', `SafeNest knows nobody called “${oneLine(said, 80)}”.`);
}

/** The person of this number, or who they turned out to be. */
export async function seePerson(work: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Person> {
  authorise(work.principal, 'people.read');
  const person = await findPerson(work.tx, number);
  if (!person) throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(refOf({ number }), 'person'));
  return whoTheyAre(work.tx, person);
}

/** Follows merges to the person somebody is now. */
export async function whoTheyAre(tx: OrgDb, person: Person): Promise<Person> {
  let at = person;
  while (at.mergedInto !== null) at = (await findPersonsById(tx, [at.mergedInto])).get(at.mergedInto)!;
  return at;
}

/** A page of people, newest first; `next` is the `before` of the following one. */
export async function seePeople(
  work: Pick<Work, 'tx' | 'principal'>,
  filter: Omit<PersonFilter, 'limit'> & { limit?: number } = {},
): Promise<{ items: SeenPerson[]; next: number | null }> {
  authorise(work.principal, 'people.read');
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const found = await listPersons(work.tx, { ...filter, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    items: await describePeople(work.tx, page),
    next: found.length > limit ? page[page.length - 1]!.number : null,
  };
}

/** What is known of people, in their order. */
export async function describePeople(tx: OrgDb, people: readonly Person[]): Promise<SeenPerson[]> {
  const ids = people.map((person) => person.id);
  const [counts, best] = [await countFaces(tx, ids), await bestFaces(tx, ids)];
  const chosen = await findFaces(
    tx,
    people.flatMap(({ portraitFaceId }) => portraitFaceId ?? []),
  );
  // one that turned out to be of somebody else stands for nobody
  for (const face of chosen)
    if (people.some(({ id, portraitFaceId }) => id === face.personId && portraitFaceId === face.id))
      best.set(face.personId!, face);
  const bodies = await bestBodies(
    tx,
    ids.filter((id) => !best.has(id)),
  );
  const described: SeenPerson[] = [];
  for (const person of people) {
    const { faces = 0, compared = 0, asked = 0 } = counts.get(person.id) ?? {};
    const { count, first, last } = await sumSightings(tx, { personIds: [person.id] });
    described.push({
      person,
      // pictures somebody only asked with are none of theirs
      faces: faces - asked,
      compared,
      best: best.get(person.id) ?? bodies.get(person.id) ?? null,
      sightings: count,
      firstSeen: first,
      lastSeen: last,
    });
  }
  return described;
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
