import { type Selectable, sql } from 'kysely';
import type { Person } from '../domain/person.ts';
import { nextNumber } from './counters.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export interface PersonFilter {
  /** Only people with a name, or only those without. */
  named?: boolean;
  /** Archived ones too; they are left out where absent. */
  archived?: boolean;
  /** The same of those whom somebody hid. */
  hidden?: boolean;
  /** Part of a name or label. */
  query?: string;
  /** Only numbers below: the cursor of the next page. */
  before?: number;
  limit: number;
}

/** Adds somebody with the next number. Fails where the label is taken. */
export async function insertPerson(tx: OrgDb, person: Omit<Person, 'number'>): Promise<Person> {
  const number = await nextNumber(tx, 'person');
  const row = await tx
    .insertInto('person')
    .values({
      ...changeable({ ...person, number }),
      id: person.id,
      org_id: tx.orgId,
      number,
      label: person.label,
      created_at: person.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function savePerson(tx: OrgDb, person: Person): Promise<void> {
  await tx
    .updateTable('person')
    .set(changeable(person))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
}

export async function setPersonThreshold(tx: OrgDb, id: string, threshold: number | null): Promise<void> {
  await tx.updateTable('person').set({ threshold }).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** How somebody is shown in lists: whether at all, and by which of their pictures. */
export async function setPersonShown(
  tx: OrgDb,
  id: string,
  { hidden, portraitFaceId }: { hidden: boolean; portraitFaceId: string | null },
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ hidden, portrait_face_id: portraitFaceId, updated_at: at, updated_by: by })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Removes people for good, together with those who turned out to be them; their faces must be gone before. */
export async function deletePersons(tx: OrgDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('person')
    .set({ merged_into: null })
    .where('org_id', '=', tx.orgId)
    .where('merged_into', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('person')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .execute();
}

export const findPerson = (tx: OrgDb, number: number): Promise<Person | null> =>
  one(rows(tx).where('number', '=', number));
export const findPersonByLabel = (tx: OrgDb, label: string): Promise<Person | null> =>
  one(rows(tx).where(sql<boolean>`lower(label) = lower(${label})`));

/** Locked until the transaction ends. */
export const lockPerson = (tx: OrgDb, id: string): Promise<Person | null> =>
  one(rows(tx).where('id', '=', id).forUpdate());

export async function findPersonsById(tx: OrgDb, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const found = await rows(tx)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map((row) => [row.id, fromRow(row)]));
}

/** Everybody who turned out to be this person. */
export async function mergedInto(tx: OrgDb, id: string): Promise<Person[]> {
  return (await rows(tx).where('merged_into', '=', id).orderBy('number').execute()).map(fromRow);
}

/** The ids of these people and of everybody who turned out to be one of them. */
export async function withMerged(tx: OrgDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows: found } = await sql<{ id: string }>`
    with recursive them as (
      select id from person where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[])
      union
      select person.id from person join them on person.merged_into = them.id where person.org_id = ${tx.orgId}
    ) select id from them`.execute(tx);
  return found.map(({ id }) => id);
}

/** People with a name who are still themselves, by number; for finding whom somebody means. */
export async function namedPersons(tx: OrgDb, limit: number): Promise<Person[]> {
  const found = await rows(tx)
    .where('name', 'is not', null)
    .where('merged_into', 'is', null)
    .orderBy('number')
    .limit(limit)
    .execute();
  return found.map(fromRow);
}

/** Those of these names, in small letters, that somebody else has: another person, or a member. */
export async function namesBorneBy(
  tx: OrgDb,
  names: readonly string[],
  { except }: { except: readonly string[] },
): Promise<{ people: Set<string>; members: Set<string> }> {
  const wanted = names.map((name) => name.toLowerCase());
  const { rows: found } = await sql<{ name: string; who: 'people' | 'members' }>`
    select lower(name) as name, 'people' as who from person
    where org_id = ${tx.orgId} and lower(name) = any(${wanted}::text[]) and id <> all(${[...except]}::uuid[])
    union select lower(name), 'members' from member where org_id = ${tx.orgId} and lower(name) = any(${wanted}::text[])`.execute(
    tx,
  );
  const of = (one: string): Set<string> => new Set(found.filter(({ who }) => who === one).map(({ name }) => name));
  return { people: of('people'), members: of('members') };
}

/** People whose names stand in a text, whatever the case of its letters. */
export async function personsNamedIn(tx: OrgDb, text: string): Promise<{ number: number; name: string }[]> {
  const { rows: found } = await sql<{ number: number; name: string }>`
    select number, name from person
    where org_id = ${tx.orgId} and name is not null and position(lower(name) in lower(${text})) > 0
    order by length(name) desc, number limit 100`.execute(tx);
  return found;
}

/** People who are still themselves, newest first. */
export async function listPersons(
  tx: OrgDb,
  { named, archived, hidden, query, before, limit }: PersonFilter,
): Promise<Person[]> {
  const part = query ? `%${query.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const found = await rows(tx)
    .where('merged_into', 'is', null)
    .$if(named !== undefined, (q) => q.where('name', named ? 'is not' : 'is', null))
    .$if(!archived, (q) => q.where('archived_at', 'is', null))
    .$if(!hidden, (q) => q.where('hidden', '=', false))
    .$if(part !== null, (q) => q.where((eb) => eb.or([eb('name', 'ilike', part), eb('label', 'ilike', part!)])))
    .$if(before !== undefined, (q) => q.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return found.map(fromRow);
}

/** Nobody new is made in the organisation by another transaction until this one ends. */
export async function lockNewPersons(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`person ${tx.orgId}`}, 0))`.execute(tx);
}

const rows = (tx: OrgDb) => tx.selectFrom('person').selectAll().where('org_id', '=', tx.orgId);

async function one(query: {
  executeTakeFirst(): Promise<Selectable<Schema['person']> | undefined>;
}): Promise<Person | null> {
  const row = await query.executeTakeFirst();
  return row ? fromRow(row) : null;
}

const changeable = (person: Person) => ({
  name: person.name,
  note: person.note,
  threshold: person.threshold,
  merged_into: person.mergedInto,
  archived_at: person.archivedAt,
  updated_at: person.updatedAt,
  updated_by: person.updatedBy,
});

const fromRow = (row: Selectable<Schema['person']>): Person => ({
  id: row.id,
  number: row.number,
  label: row.label,
  name: row.name,
  note: row.note,
  threshold: row.threshold,
  mergedInto: row.merged_into,
  archivedAt: row.archived_at,
  hidden: row.hidden,
  portraitFaceId: row.portrait_face_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});
