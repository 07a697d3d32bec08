import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Whom a detection shows. */
export interface DetectedPerson {
  id: string;
  personId: string | null;
}

/** The detections that show a person, in some pictures where those are given, locked until the transaction ends. */
export async function lockDetectionsOf(
  tx: OrgDb,
  personId: string,
  pictureIds?: readonly string[],
): Promise<DetectedPerson[]> {
  const { rows } = await sql<{ id: string; person_id: string | null }>`
    select id, person_id from detection where org_id = ${tx.orgId} and person_id = ${personId}
    ${pictureIds ? sql`and picture_id = any(${[...pictureIds]}::uuid[])` : sql``} order by id for update`.execute(tx);
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
