import type { OrgDb } from './scope.ts';

/** Deletes up to so many events of a camera, with detections and sightings; answers how many. */
export async function deleteSomeEventsOf(tx: OrgDb, cameraId: string, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('camera_event')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('camera_event')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .where('camera_id', '=', cameraId)
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Deletes up to so many pictures of a camera, with all that was found in them; answers how many. */
export async function deleteSomePicturesOf(tx: OrgDb, cameraId: string, limit: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('picture')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('picture')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .where('camera_id', '=', cameraId)
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteCamera(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('camera').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}
