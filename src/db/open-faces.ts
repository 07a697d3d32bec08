import { type Selectable, sql } from 'kysely';
import type { Face, FaceDismissal } from '../domain/face.ts';
import { vectorText } from './face-vectors.ts';
import { faceFromRow } from './faces.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Faces of nobody: like somebody, but not enough; like nobody known; put away by somebody. */
export const OPEN_FACE_STATES = ['unsure', 'nobody', 'dismissed'] as const;
export type OpenFaceState = (typeof OPEN_FACE_STATES)[number];

export interface OpenFaceFilter {
  state: OpenFaceState;
  cameraId?: string;
  /** Only faces after this one in the list: the last of the page before. */
  after?: { at: Date; id: string };
  limit: number;
}

const STATE = {
  unsure: sql<boolean>`dismissed is null and decision ->> 'result' = 'unsure'`,
  nobody: sql<boolean>`dismissed is null and decision ->> 'result' is distinct from 'unsure'`,
  dismissed: sql<boolean>`dismissed is not null`,
} satisfies Record<OpenFaceState, unknown>;

/** Faces of nobody, newest first. */
export async function listOpenFaces(
  tx: OrgDb,
  { state, cameraId, after, limit }: OpenFaceFilter,
): Promise<
  { face: Face; camera: { number: number; name: string; stricter: number } | null; eventNumber: number | null }[]
> {
  const { rows } = await sql<
    Selectable<Schema['face']> & {
      camera_number: number | null;
      camera_name: string;
      stricter: number;
      event_number: number | null;
    }
  >`
    select face.*, camera.number as camera_number, camera.name as camera_name, round(camera.stricter::numeric, 2)::float8 as stricter,
      event.number as event_number
    from face join picture on picture.org_id = face.org_id and picture.id = face.picture_id
    left join camera on camera.org_id = picture.org_id and camera.id = picture.camera_id
    left join camera_event event on event.org_id = face.org_id and event.id = face.camera_event_id
    where face.org_id = ${tx.orgId} and face.person_id is null and ${STATE[state]}
      ${cameraId === undefined ? sql`` : sql`and picture.camera_id = ${cameraId}`}
      ${after ? sql`and (face.at, face.id) < (${after.at}, ${after.id}::uuid)` : sql``}
    order by face.at desc, face.id desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    face: faceFromRow(row),
    camera:
      row.camera_number === null ? null : { number: row.camera_number, name: row.camera_name, stricter: row.stricter },
    eventNumber: row.event_number,
  }));
}

/** Of which faces of nobody: only those cameras took, at these cameras where any are given, and in a time. */
export interface OpenFacesSeen {
  cameraIds: readonly string[];
  from?: Date;
  to?: Date;
}

export async function countOpenFaces(tx: OrgDb, seen?: OpenFacesSeen): Promise<Record<OpenFaceState, number>> {
  const { cameraIds = [], from, to } = seen ?? {};
  const { rows } = await sql<Record<OpenFaceState, number>>`
    select count(*) filter (where ${STATE.unsure}) as unsure, count(*) filter (where ${STATE.nobody}) as nobody,
      count(*) filter (where ${STATE.dismissed}) as dismissed
    from face where org_id = ${tx.orgId} and person_id is null
      ${from ? sql`and at >= ${from}` : sql``} ${to ? sql`and at < ${to}` : sql``}
      ${seen ? sql`and source = 'camera'` : sql``}
      ${
        cameraIds.length === 0
          ? sql``
          : sql`and exists (select from picture where picture.org_id = ${tx.orgId} and picture.id = face.picture_id
              and picture.camera_id = any(${[...cameraIds]}::uuid[]))`
      }`.execute(tx);
  return rows[0]!;
}

/** Puts faces of nobody away; answers which were not put away before. */
export async function dismissFaces(
  tx: OrgDb,
  ids: readonly string[],
  { as, at, by }: { as: FaceDismissal; at: Date; by: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update face set dismissed = ${as}, dismissed_at = ${at}, dismissed_by = ${by}
    where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[]) and person_id is null and dismissed is null
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What was put away in one press: all of it where no ids are given. */
export interface Dismissal {
  as: FaceDismissal;
  at: Date;
  by: string;
  faces: number;
}

/** What was put away lately, each press by itself, newest first. */
export async function listDismissals(tx: OrgDb, since: Date, limit: number): Promise<Dismissal[]> {
  const { rows } = await sql<{ dismissed: FaceDismissal; dismissed_at: Date; dismissed_by: string; faces: number }>`
    select dismissed, dismissed_at, dismissed_by, count(*) as faces from face
    where org_id = ${tx.orgId} and person_id is null and dismissed_at >= ${since}
    group by dismissed, dismissed_at, dismissed_by order by dismissed_at desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    as: row.dismissed,
    at: row.dismissed_at,
    by: row.dismissed_by,
    faces: row.faces,
  }));
}

/** Brings faces back that were put away: those named, or all of one press. Answers how many. */
export async function reopenFaces(tx: OrgDb, of: { ids: readonly string[] } | { at: Date }): Promise<number> {
  const { numAffectedRows } = await sql`
    update face set dismissed = null, dismissed_at = null, dismissed_by = null
    where org_id = ${tx.orgId} and dismissed is not null
      and ${'at' in of ? sql`dismissed_at = ${of.at}` : sql`id = any(${[...of.ids]}::uuid[])`}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Erases the numbers of faces put away before then; those by which something is remembered of somebody stay. Answers how many. */
export async function forgetDismissed(tx: OrgDb, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from face_vector using face
    where face_vector.org_id = ${tx.orgId} and face.org_id = ${tx.orgId} and face.id = face_vector.face_id
      and face.dismissed_at < ${before} and not face_vector.compared`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/**
 * Deletes all faces of nobody but the newest so many; those by which something is remembered of somebody stay, and those that somebody
 * put away. Answers how many went.
 */
export async function keepNewestOpen(tx: OrgDb, kept: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from face where org_id = ${tx.orgId} and id in (
      select id from face
      where org_id = ${tx.orgId} and person_id is null and dismissed is null and not exists (
        select from face_vector vector where vector.org_id = face.org_id and vector.face_id = face.id and vector.compared)
      order by at desc, id desc offset ${kept} limit 1000)`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Whose faces are in these pictures. */
export async function personsInPictures(
  tx: OrgDb,
  pictureIds: readonly string[],
): Promise<{ pictureId: string; personId: string }[]> {
  if (pictureIds.length === 0) return [];
  const { rows } = await sql<{ picture_id: string; person_id: string }>`
    select picture_id, person_id from face
    where org_id = ${tx.orgId} and picture_id = any(${[...pictureIds]}::uuid[]) and person_id is not null`.execute(tx);
  return rows.map((row) => ({ pictureId: row.picture_id, personId: row.person_id }));
}

/** By what somebody is known has changed: earlier faces may be theirs. */
export async function setReconsider(tx: OrgDb, personId: string, reconsider: boolean): Promise<void> {
  await tx
    .updateTable('person')
    .set({ reconsider })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', personId)
    .execute();
}

/** People whose earlier faces are to be looked for, those known longest first. */
export async function personsToReconsider(tx: OrgDb, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('reconsider', '=', true)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Faces of nobody like any of these vectors, most similar first: compared one by one, for a job. Those that were given to this person by
 * themselves and taken back are left out.
 */
export async function openFacesLike(
  tx: OrgDb,
  asked: {
    model: string;
    personId: string;
    vectors: readonly Float32Array[];
    from: Date;
    atLeast: number;
    limit: number;
  },
): Promise<{ face: Face; embedding: Float32Array; camera: { stricter: number } | null }[]> {
  if (asked.vectors.length === 0) return [];
  const { rows } = await sql<Selectable<Schema['face']> & { embedding: string; stricter: number | null }>`
    select * from (
      select face.*, vector.embedding::text as embedding, round(camera.stricter::numeric, 2)::float8 as stricter, (
        select max(1 - (vector.embedding <=> theirs.embedding::vector))
        from unnest(${asked.vectors.map(vectorText)}::text[]) as theirs (embedding)) as similarity
      from face join face_vector vector on vector.org_id = face.org_id and vector.face_id = face.id
      join picture on picture.org_id = face.org_id and picture.id = face.picture_id
      left join camera on camera.org_id = picture.org_id and camera.id = picture.camera_id
      where face.org_id = ${tx.orgId} and face.person_id is null and face.dismissed is null
        and face.at >= ${asked.from} and vector.model = ${asked.model}
        and not exists (
          select from person_change change where change.org_id = ${tx.orgId} and change.person_id = ${asked.personId}
            and change.kind = 'decide' and change.undone_at is not null
            and change.undo -> 'faces' @> jsonb_build_array(jsonb_build_object('after', jsonb_build_object('id', face.id::text))))
    ) found
    where similarity >= ${asked.atLeast}
    order by similarity desc, id limit ${asked.limit}`.execute(tx);
  return rows.map((row) => ({
    face: faceFromRow(row),
    embedding: Float32Array.from(JSON.parse(row.embedding) as number[]),
    camera: row.stricter === null ? null : { stricter: row.stricter },
  }));
}

/** What was given to people at once lately, by hand and by themselves, newest first. */
export async function listGiven(
  tx: OrgDb,
  since: Date,
  limit: number,
): Promise<
  {
    id: string;
    kind: 'give' | 'decide';
    personId: string;
    faces: number;
    at: Date;
    by: string;
    /** Whether nothing was done to the person since: only then it can be taken back. */
    newest: boolean;
  }[]
> {
  const { rows } = await sql<{
    id: string;
    kind: 'give' | 'decide';
    person_id: string;
    faces: number;
    at: Date;
    changed_by: string;
    newest: boolean;
  }>`
    select id, kind, person_id, jsonb_array_length(undo -> 'faces') as faces, at, changed_by, not exists (
      select from person_change later where later.org_id = ${tx.orgId} and later.person_id = change.person_id
        and later.seq > change.seq and later.undone_at is null) as newest
    from person_change change
    where org_id = ${tx.orgId} and kind in ('give', 'decide') and at >= ${since} and undone_at is null
    order by at desc, seq desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    personId: row.person_id,
    faces: row.faces,
    at: row.at,
    by: row.changed_by,
    newest: row.newest,
  }));
}
