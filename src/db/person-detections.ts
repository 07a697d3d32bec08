import { sql } from 'kysely';
import type { Box } from '../domain/picture.ts';
import type { OrgDb } from './scope.ts';

/** Whom a detection shows. */
export interface DetectedPerson {
  id: string;
  personId: string | null;
}

/** The detections that show a person, in some pictures or events where those are given, locked until the transaction ends. */
export async function lockDetectionsOf(
  tx: OrgDb,
  personId: string,
  { pictureIds, eventIds }: { pictureIds?: readonly string[]; eventIds?: readonly string[] } = {},
): Promise<DetectedPerson[]> {
  const { rows } = await sql<{ id: string; person_id: string | null }>`
    select id, person_id from detection where org_id = ${tx.orgId} and person_id = ${personId}
    ${pictureIds ? sql`and picture_id = any(${[...pictureIds]}::uuid[])` : sql``}
    ${eventIds ? sql`and camera_event_id = any(${[...eventIds]}::uuid[])` : sql``} order by id for update`.execute(tx);
  return rows.map((row) => ({ id: row.id, personId: row.person_id }));
}

/** Says whom detections show; those that are gone are passed over. */
export async function setDetectedPersons(
  tx: OrgDb,
  detections: readonly (DetectedPerson & { /** Only where it shows them now. */ instead?: string | null })[],
): Promise<void> {
  if (detections.length === 0) return;
  await sql`update detection set person_id = given.person_id
    from unnest(${detections.map(({ id }) => id)}::uuid[], ${detections.map(({ personId }) => personId)}::uuid[],
      ${detections.map(({ instead }) => instead ?? null)}::uuid[]) as given (id, person_id, instead)
    where detection.org_id = ${tx.orgId} and detection.id = given.id
      and (given.instead is null or detection.person_id = given.instead)`.execute(tx);
}

/** The detections of nobody so far on which these faces sit, each face on the smallest body whose head is there. */
export async function detectionsOfFaces(tx: OrgDb, faceIds: readonly string[]): Promise<string[]> {
  if (faceIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select body.id from face join lateral (
      select detection.id from detection
      where detection.org_id = ${tx.orgId} and detection.picture_id = face.picture_id and detection.kind = 'person'
        and detection.person_id is null
        and face.box[1] + face.box[3] / 2 between detection.box[1] and detection.box[1] + detection.box[3]
        and face.box[2] + face.box[4] / 2 between detection.box[2] and detection.box[2] + 0.6 * detection.box[4]
      order by detection.box[3] * detection.box[4], detection.id limit 1) body on true
    where face.org_id = ${tx.orgId} and face.id = any(${[...faceIds]}::uuid[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** What shows each of these people best who were seen without a face. */
export async function bestBodies(
  tx: OrgDb,
  personIds: readonly string[],
): Promise<Map<string, { pictureId: string; box: Box }>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ person_id: string; picture_id: string; box: number[] }>`
    select distinct on (person_id) person_id, picture_id, box from detection
    where org_id = ${tx.orgId} and person_id = any(${[...personIds]}::uuid[])
    order by person_id, score desc, id`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, { pictureId: row.picture_id, box: row.box as unknown as Box }]));
}

/** Pictures that show these people, but no face of theirs; `alone`: there is nobody else in it, with a face or without. */
export async function facelessPicturesOf(
  tx: OrgDb,
  personIds: readonly string[],
): Promise<{ id: string; alone: boolean; boxes: Box[] }[]> {
  const theirs = sql`person_id = any(${[...personIds]}::uuid[])`;
  const { rows } = await sql<{ id: string; alone: boolean; boxes: number[][] }>`
    select picture_id as id, json_agg(box) as boxes, not exists (
        select from detection other where other.org_id = ${tx.orgId} and other.picture_id = detection.picture_id
          and other.kind = 'person' and (other.${theirs}) is not true)
      and not exists (select from face where face.org_id = ${tx.orgId} and face.picture_id = detection.picture_id) as alone
    from detection where org_id = ${tx.orgId} and ${theirs} and not exists (
      select from face where face.org_id = ${tx.orgId} and face.picture_id = detection.picture_id and face.${theirs})
    group by picture_id`.execute(tx);
  return rows.map(({ id, alone, boxes }) => ({ id, alone, boxes: boxes as unknown as Box[] }));
}
