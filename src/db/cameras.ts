import type { Selectable } from 'kysely';
import type { Camera } from '../domain/camera.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** The organisation's cameras by number. */
export async function listCameras(tx: OrgDb): Promise<Camera[]> {
  const rows = await cameras(tx).orderBy('number').execute();
  return rows.map(fromRow);
}

export async function findCamera(tx: OrgDb, number: number): Promise<Camera | null> {
  const row = await cameras(tx).where('number', '=', number).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findCameraById(tx: OrgDb, id: string): Promise<Camera | null> {
  const row = await cameras(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The camera whose pictures come in this folder, named exactly so. */
export async function findCameraByFolder(tx: OrgDb, folder: string): Promise<Camera | null> {
  const row = await cameras(tx).where('folder', '=', folder).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same as `findCameraById`, locked until the transaction ends: pictures of one camera are told one after the other. */
export async function lockCamera(tx: OrgDb, id: string): Promise<Camera | null> {
  const row = await cameras(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertCamera(tx: OrgDb, camera: Camera): Promise<void> {
  await tx
    .insertInto('camera')
    .values({
      ...columns(camera),
      id: camera.id,
      org_id: tx.orgId,
      number: camera.number,
      last_seen_at: camera.lastSeenAt,
      last_picture_id: camera.lastPictureId,
      created_at: camera.createdAt,
    })
    .execute();
}

/** Writes what people set; when it was last seen is `noteSeen`'s. */
export async function saveCamera(tx: OrgDb, camera: Camera): Promise<void> {
  await tx
    .updateTable('camera')
    .set(columns(camera))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', camera.id)
    .executeTakeFirstOrThrow();
}

/** A picture arrived: the camera is there, and this is its latest unless a later one is known. */
export async function noteSeen(
  tx: OrgDb,
  id: string,
  { at, pictureId }: { at: Date; pictureId: string | null },
): Promise<void> {
  await tx
    .updateTable('camera')
    .set({ last_seen_at: at, ...(pictureId === null ? {} : { last_picture_id: pictureId }) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<=', at)]))
    .execute();
}

const cameras = (tx: OrgDb) => tx.selectFrom('camera').selectAll().where('org_id', '=', tx.orgId);

const columns = (camera: Camera) => ({
  name: camera.name,
  folder: camera.folder,
  location: camera.location,
  enabled: camera.enabled,
  zones: JSON.stringify(camera.zones),
  mask: JSON.stringify(camera.mask),
  stricter: camera.stricter,
  notes: camera.notes,
  updated_at: camera.updatedAt,
  updated_by: camera.updatedBy,
});

const fromRow = (row: Selectable<Schema['camera']>): Camera => ({
  id: row.id,
  number: row.number,
  name: row.name,
  folder: row.folder,
  location: row.location,
  enabled: row.enabled,
  zones: row.zones,
  mask: row.mask,
  // a column of four bytes holds 0.04 as 0.0399999991
  stricter: Math.round(row.stricter * 100) / 100,
  notes: row.notes,
  lastSeenAt: row.last_seen_at,
  lastPictureId: row.last_picture_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});
