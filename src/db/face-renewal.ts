import { type Selectable, sql } from 'kysely';
import { LEAST_PICTURES } from '../domain/person.ts';
import type { Box } from '../domain/picture.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** A face whose vector is of another model, with the picture it is in. */
export interface StaleFace {
  id: string;
  pictureId: string;
  storageKey: string;
  box: Box;
  compared: boolean;
}

/** Faces to be embedded anew: those that new faces are compared with first. */
export async function staleFaces(tx: OrgDb, model: string, limit: number): Promise<StaleFace[]> {
  const { rows } = await sql<
    Pick<Selectable<Schema['face']>, 'id' | 'picture_id' | 'box'> & { compared: boolean; storage_key: string }
  >`
    select face.id, face.picture_id, face.box, vector.compared, picture.storage_key
    from face_vector vector
    join face on face.org_id = vector.org_id and face.id = vector.face_id
    join picture on picture.org_id = face.org_id and picture.id = face.picture_id
    where vector.org_id = ${tx.orgId} and vector.model <> ${model}
    order by vector.compared desc, face.picture_id, face.id limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    pictureId: row.picture_id,
    storageKey: row.storage_key,
    box: row.box as unknown as Box,
    compared: row.compared,
  }));
}

/**
 * Faces of people, enrolled or vouched for, whose numbers were erased when they or the organisation took their consent back, which was given
 * anew since: of each the best, as many as new faces are compared with.
 */
export async function bareFaces(tx: OrgDb, { ofEach, limit }: { ofEach: number; limit: number }): Promise<StaleFace[]> {
  const { rows } = await sql<Pick<Selectable<Schema['face']>, 'id' | 'picture_id' | 'box'> & { storage_key: string }>`
    with known as (
      select face.id, face.org_id, face.picture_id, face.box,
        row_number() over (partition by face.person_id order by (face.quality ->> 'overall')::real desc, face.id) as place
      from face
      where face.org_id = ${tx.orgId} and face.assigned in ('enrolled', 'confirmed') and face.person_id is not null
        and (exists (select from consent where org_id = ${tx.orgId} and person_id is null and state = 'withdrawn')
          or face.person_id in (select person_id from consent where org_id = ${tx.orgId} and state = 'withdrawn'))
        and coalesce((select state from consent where consent.org_id = face.org_id and consent.person_id = face.person_id
             order by at desc, id desc limit 1), 'given') = 'given'
    )
    select known.id, known.picture_id, known.box, picture.storage_key
    from known join picture on picture.org_id = known.org_id and picture.id = known.picture_id
    where known.place <= ${ofEach}
      and not exists (select from face_vector vector where vector.org_id = known.org_id and vector.face_id = known.id)
    order by known.picture_id, known.id limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    pictureId: row.picture_id,
    storageKey: row.storage_key,
    box: row.box as unknown as Box,
    compared: true,
  }));
}

/** Removes a vector that cannot be made anew, so that nothing waits for it. */
export async function dropFaceVector(tx: OrgDb, faceId: string): Promise<void> {
  await tx.deleteFrom('face_vector').where('org_id', '=', tx.orgId).where('face_id', '=', faceId).execute();
}

/**
 * Whoever is known by this face is calibrated anew, since their threshold was reckoned with the vectors of another model; and looked for
 * among the faces of nobody, since those that came meanwhile were compared with nothing of theirs.
 */
export async function uncalibrate(tx: OrgDb, faceId: string): Promise<void> {
  await sql`update person set threshold = null, reconsider = true from face
    where person.org_id = ${tx.orgId} and face.org_id = ${tx.orgId} and face.id = ${faceId} and person.id = face.person_id
      and (person.threshold is not null or not person.reconsider)`.execute(tx);
}

/** Whether anybody is still known by the vectors of another model alone. */
export async function isRenewing(tx: OrgDb, model: string): Promise<boolean> {
  const { rows } = await sql<{ renewing: boolean }>`
    select exists (select from face_vector where org_id = ${tx.orgId} and model <> ${model} and compared) as renewing`.execute(
    tx,
  );
  return rows[0]!.renewing;
}

/** How many vectors are of this model, and how many wait to be made anew. */
export async function countVectors(tx: OrgDb, model: string): Promise<{ current: number; stale: number }> {
  const { rows } = await sql<{ current: number; stale: number }>`
    select count(*) filter (where model = ${model}) as current, count(*) filter (where model <> ${model}) as stale
    from face_vector where org_id = ${tx.orgId}`.execute(tx);
  return rows[0]!;
}

/** People with pictures enough who have no threshold of their own yet. */
export async function uncalibrated(tx: OrgDb, model: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select person.id from person
    join face on face.org_id = person.org_id and face.person_id = person.id
    join face_vector vector on vector.org_id = face.org_id and vector.face_id = face.id
      and vector.compared and vector.model = ${model}
    where person.org_id = ${tx.orgId} and person.threshold is null and person.merged_into is null
    group by person.id having count(*) >= ${LEAST_PICTURES} order by person.id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}
