import { type Selectable, sql } from 'kysely';
import type { Face, FaceAssignment, FaceDecision } from '../domain/face.ts';
import type { Box } from '../domain/picture.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Whose a face is, and whether new faces are compared with it. */
export interface FaceStanding {
  id: string;
  personId: string | null;
  assigned: FaceAssignment | null;
  compared: boolean;
}

export interface FaceFilter {
  personId?: string;
  /** Only faces of nobody. */
  unassigned?: boolean;
  cameraId?: string;
  cameraEventId?: string;
  pictureId?: string;
  from?: Date;
  to?: Date;
  /** Only faces after this one in the list: the last of the page before. */
  after?: { at: Date; id: string };
  limit: number;
}

export async function insertFace(tx: OrgDb, face: Omit<Face, 'dismissed'>): Promise<void> {
  await tx
    .insertInto('face')
    .values({
      id: face.id,
      org_id: tx.orgId,
      picture_id: face.pictureId,
      person_id: face.personId,
      camera_event_id: face.cameraEventId,
      at: face.at,
      box: [...face.box],
      points: face.points.flat(),
      score: face.score,
      quality: JSON.stringify(face.quality),
      source: face.source,
      assigned: face.assigned,
      decision: face.decision && JSON.stringify(face.decision),
    })
    .execute();
}

export async function findFace(tx: OrgDb, id: string): Promise<Face | null> {
  const row = await rows(tx).where('id', '=', id).executeTakeFirst();
  return row ? faceFromRow(row) : null;
}

export async function findFaces(tx: OrgDb, ids: readonly string[]): Promise<Face[]> {
  if (ids.length === 0) return [];
  return (
    await rows(tx)
      .where('id', 'in', [...ids])
      .execute()
  ).map(faceFromRow);
}

/** Newest first. */
export async function listFaces(tx: OrgDb, filter: FaceFilter): Promise<Face[]> {
  const { personId, unassigned, cameraId, cameraEventId, pictureId, from, to, after, limit } = filter;
  const found = await rows(tx)
    .$if(personId !== undefined, (q) => q.where('person_id', '=', personId!))
    .$if(unassigned === true, (q) => q.where('person_id', 'is', null))
    .$if(cameraEventId !== undefined, (q) => q.where('camera_event_id', '=', cameraEventId!))
    .$if(pictureId !== undefined, (q) => q.where('picture_id', '=', pictureId!))
    .$if(cameraId !== undefined, (q) =>
      q.where('picture_id', 'in', (eb) =>
        eb.selectFrom('picture').select('picture.id').where('org_id', '=', tx.orgId).where('camera_id', '=', cameraId!),
      ),
    )
    .$if(from !== undefined, (q) => q.where('at', '>=', from!))
    .$if(to !== undefined, (q) => q.where('at', '<', to!))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return found.map(faceFromRow);
}

/** The face that shows each of these people best: enrolled or confirmed ones before others, of those the best picture. */
export async function bestFaces(tx: OrgDb, personIds: readonly string[]): Promise<Map<string, Face>> {
  if (personIds.length === 0) return new Map();
  const { rows: found } = await sql<Selectable<Schema['face']>>`
    select distinct on (person_id) * from face
    where org_id = ${tx.orgId} and person_id = any(${[...personIds]}::uuid[])
    order by person_id, (assigned in ('enrolled', 'confirmed')) desc, (quality ->> 'overall')::real desc, id`.execute(
    tx,
  );
  return new Map(found.map((row) => [row.person_id!, faceFromRow(row)]));
}

/** Of a picture that was only asked about. */
const ASKED = sql<boolean>`(face.source = 'question' and face.assigned = 'matched')`;

/**
 * How many faces of each of these people there are, with how many of them new faces are compared, and how many are on pictures that were only
 * asked about.
 */
export async function countFaces(
  tx: OrgDb,
  personIds: readonly string[],
): Promise<Map<string, { faces: number; compared: number; asked: number }>> {
  if (personIds.length === 0) return new Map();
  const { rows: found } = await sql<{ person_id: string; faces: number; compared: number; asked: number }>`
    select face.person_id, count(distinct face.id) as faces, count(vector.face_id) filter (where vector.compared) as compared,
      count(distinct face.id) filter (where ${ASKED}) as asked
    from face left join face_vector vector on vector.org_id = face.org_id and vector.face_id = face.id
    where face.org_id = ${tx.orgId} and face.person_id = any(${[...personIds]}::uuid[])
    group by face.person_id`.execute(tx);
  return new Map(found.map(({ person_id, ...counts }) => [person_id, counts]));
}

/** Somebody's faces on pictures that were only asked about: nobody said that it is them. */
export async function askedFaces(tx: OrgDb, personId: string): Promise<Set<string>> {
  const { rows: found } = await sql<{ id: string }>`
    select id from face where org_id = ${tx.orgId} and person_id = ${personId} and ${ASKED}`.execute(tx);
  return new Set(found.map(({ id }) => id));
}

/** How faces stand, locked until the transaction ends. */
export async function lockStandings(
  tx: OrgDb,
  of: { faceIds: readonly string[] } | { personId: string },
): Promise<FaceStanding[]> {
  const { rows: found } = await sql<Selectable<Schema['face']> & { compared: boolean | null }>`
    select face.id, face.person_id, face.assigned, coalesce(vector.compared, false) as compared
    from face left join face_vector vector on vector.org_id = face.org_id and vector.face_id = face.id
    where face.org_id = ${tx.orgId}
      and ${'personId' in of ? sql`face.person_id = ${of.personId}` : sql`face.id = any(${[...of.faceIds]}::uuid[])`}
    order by face.id for update of face`.execute(tx);
  return found.map(({ id, person_id, assigned, compared }) => ({
    id,
    personId: person_id,
    assigned,
    compared: compared === true,
  }));
}

/** Sets whose faces are. */
export async function setStandings(tx: OrgDb, faces: readonly FaceStanding[]): Promise<void> {
  if (faces.length === 0) return;
  const given = sql`unnest(${faces.map((face) => face.id)}::uuid[], ${faces.map((face) => face.personId)}::uuid[],
    ${faces.map((face) => face.assigned)}::text[], ${faces.map((face) => face.compared)}::boolean[])
    as given (id, person_id, assigned, compared)`;
  // whoever is given a face that was put away has it back
  await sql`update face set person_id = given.person_id, assigned = given.assigned,
      dismissed = case when given.person_id is null then dismissed end,
      dismissed_at = case when given.person_id is null then dismissed_at end,
      dismissed_by = case when given.person_id is null then dismissed_by end
    from ${given} where face.org_id = ${tx.orgId} and face.id = given.id`.execute(tx);
  await sql`update face_vector set compared = given.compared from ${given}
    where face_vector.org_id = ${tx.orgId} and face_vector.face_id = given.id
      and face_vector.compared is distinct from given.compared`.execute(tx);
}

/** Writes down why faces are whose they are, in place of what was said before. */
export async function explainFaces(tx: OrgDb, faces: readonly { id: string; decision: FaceDecision }[]): Promise<void> {
  if (faces.length === 0) return;
  await sql`update face set decision = given.decision
    from unnest(${faces.map(({ id }) => id)}::uuid[], ${faces.map(({ decision }) => JSON.stringify(decision))}::jsonb[])
      as given (id, decision)
    where face.org_id = ${tx.orgId} and face.id = given.id`.execute(tx);
}

/** The pictures in which both people have a face: one of the two cannot be the other. */
export async function picturesOfBoth(tx: OrgDb, one: string, other: string): Promise<string[]> {
  const { rows: found } = await sql<{ picture_id: string }>`
    select a.picture_id from face a join face b on b.org_id = a.org_id and b.picture_id = a.picture_id
    where a.org_id = ${tx.orgId} and a.person_id = ${one} and b.person_id = ${other} limit 5`.execute(tx);
  return found.map((row) => row.picture_id);
}

/** Somebody's faces in pictures in which another person has one, too. */
export async function facesBeside(tx: OrgDb, personId: string, other: string): Promise<Set<string>> {
  const { rows: found } = await sql<{ id: string }>`
    select a.id from face a join face b on b.org_id = a.org_id and b.picture_id = a.picture_id
    where a.org_id = ${tx.orgId} and a.person_id = ${personId} and b.person_id = ${other}`.execute(tx);
  return new Set(found.map((row) => row.id));
}

/** Pictures in which somebody has a face, and whether they are shown alone: nobody else’s face is in it. */
export async function picturesOf(
  tx: OrgDb,
  personIds: readonly string[],
): Promise<{ id: string; alone: boolean; boxes: Box[] }[]> {
  const { rows: found } = await sql<{ id: string; alone: boolean; boxes: number[][] }>`
    select picture_id as id, bool_and(person_id = any(${[...personIds]}::uuid[])) is true as alone,
      json_agg(box) filter (where person_id = any(${[...personIds]}::uuid[])) as boxes
    from face where org_id = ${tx.orgId} and picture_id in
      (select picture_id from face where org_id = ${tx.orgId} and person_id = any(${[...personIds]}::uuid[]))
    group by picture_id`.execute(tx);
  return found.map(({ id, alone, boxes }) => ({ id, alone, boxes: boxes as unknown as Box[] }));
}

/** Removes all faces of these people, with their vectors. */
export async function deleteFacesOf(tx: OrgDb, personIds: readonly string[]): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('face')
    .where('org_id', '=', tx.orgId)
    .where('person_id', 'in', [...personIds])
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Removes a face with its vector; answers whether no other face is in its picture. */
export async function deleteFace(tx: OrgDb, { id, pictureId }: Pick<Face, 'id' | 'pictureId'>): Promise<boolean> {
  await tx.deleteFrom('face').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
  const other = await tx
    .selectFrom('face')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/** Says that a face is not somebody’s; held until it is taken back. */
export async function insertCannotLinks(
  tx: OrgDb,
  links: readonly { faceId: string; personId: string }[],
  { at, saidBy }: { at: Date; saidBy: string },
): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('cannot_link')
    .values(
      links.map(({ faceId, personId }) => ({
        org_id: tx.orgId,
        face_id: faceId,
        person_id: personId,
        at,
        said_by: saidBy,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteCannotLinks(
  tx: OrgDb,
  links: readonly { faceId: string; personId: string }[],
): Promise<void> {
  for (const { faceId, personId } of links)
    await tx
      .deleteFrom('cannot_link')
      .where('org_id', '=', tx.orgId)
      .where('face_id', '=', faceId)
      .where('person_id', '=', personId)
      .execute();
}

/** Whose faces are not, as somebody said. */
export async function cannotLinksOf(
  tx: OrgDb,
  faceIds: readonly string[],
): Promise<{ faceId: string; personId: string }[]> {
  if (faceIds.length === 0) return [];
  const found = await tx
    .selectFrom('cannot_link')
    .select(['face_id', 'person_id'])
    .where('org_id', '=', tx.orgId)
    .where('face_id', 'in', [...faceIds])
    .orderBy('person_id')
    .execute();
  return found.map((row) => ({ faceId: row.face_id, personId: row.person_id }));
}

/** What was said about the faces of one person not being the other’s, either way. */
export async function cannotLinksBetween(
  tx: OrgDb,
  one: string,
  other: string,
): Promise<{ faceId: string; personId: string }[]> {
  const { rows: found } = await sql<{ face_id: string; person_id: string }>`
    select link.face_id, link.person_id from cannot_link link
    join face on face.org_id = link.org_id and face.id = link.face_id
    where link.org_id = ${tx.orgId}
      and ((face.person_id = ${one} and link.person_id = ${other}) or (face.person_id = ${other} and link.person_id = ${one}))
    order by link.face_id, link.person_id`.execute(tx);
  return found.map((row) => ({ faceId: row.face_id, personId: row.person_id }));
}

const rows = (tx: OrgDb) => tx.selectFrom('face').selectAll().where('org_id', '=', tx.orgId);

export const faceFromRow = (row: Selectable<Schema['face']>): Face => ({
  id: row.id,
  pictureId: row.picture_id,
  personId: row.person_id,
  cameraEventId: row.camera_event_id,
  at: row.at,
  box: row.box as unknown as Box,
  points: Array.from({ length: 5 }, (_, i) => [row.points[2 * i]!, row.points[2 * i + 1]!] as const),
  score: row.score,
  quality: row.quality,
  source: row.source,
  assigned: row.assigned,
  decision: row.decision,
  dismissed: row.dismissed,
});
