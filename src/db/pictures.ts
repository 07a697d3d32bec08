import { type Selectable, sql } from 'kysely';
import type { Box, PictureClass, StoredPicture } from '../domain/picture.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Stores the row of a picture whose bytes are in the file store already, and keeps them from being erased. */
export async function insertPicture(tx: OrgDb, picture: StoredPicture): Promise<void> {
  await tx
    .insertInto('picture')
    .values({
      id: picture.id,
      org_id: tx.orgId,
      storage_key: picture.storageKey,
      sha256: picture.sha256,
      media_type: picture.mediaType,
      size: picture.size,
      width: picture.width,
      height: picture.height,
      class: picture.class,
      camera_id: picture.cameraId,
      taken_at: picture.takenAt,
      added_at: picture.addedAt,
    })
    .execute();
  await tx
    .deleteFrom('file_erasure')
    .where('org_id', '=', tx.orgId)
    .where('storage_key', '=', picture.storageKey)
    .execute();
}

export async function findPicture(tx: OrgDb, id: string): Promise<StoredPicture | null> {
  const row = await rows(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Those of these pictures that are still kept, by id. */
export async function findPictures(tx: OrgDb, ids: readonly string[]): Promise<Map<string, StoredPicture>> {
  if (ids.length === 0) return new Map();
  const found = await rows(tx)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map((row) => [row.id, fromRow(row)]));
}

/** A camera's picture of the very same bytes and time, if it sent them before. */
export async function findSamePicture(
  tx: OrgDb,
  { cameraId, sha256, takenAt }: Pick<StoredPicture, 'cameraId' | 'sha256' | 'takenAt'>,
): Promise<StoredPicture | null> {
  const row = await rows(tx)
    .where('camera_id', '=', cameraId)
    .where('sha256', '=', sha256)
    .where('taken_at', '=', takenAt)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** A camera's pictures, newest first. */
export async function listCameraPictures(
  tx: OrgDb,
  { cameraId, from, to, limit }: { cameraId: string; from?: Date; to?: Date; limit: number },
): Promise<StoredPicture[]> {
  let query = rows(tx).where('camera_id', '=', cameraId);
  if (from) query = query.where('taken_at', '>=', from);
  if (to) query = query.where('taken_at', '<=', to);
  return (await query.orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(fromRow);
}

/** A camera's picture nearest to a moment, the earlier of two; null where none lies within so many milliseconds of it. */
export async function nearestCameraPicture(
  tx: OrgDb,
  { cameraId, at, withinMs }: { cameraId: string; at: Date; withinMs: number },
): Promise<StoredPicture | null> {
  const of = rows(tx).where('camera_id', '=', cameraId).limit(1);
  const [from, to] = [new Date(at.getTime() - withinMs), new Date(at.getTime() + withinMs)];
  const before = await of
    .where('taken_at', '>=', from)
    .where('taken_at', '<=', at)
    .orderBy('taken_at', 'desc')
    .executeTakeFirst();
  const after = await of.where('taken_at', '>=', at).where('taken_at', '<=', to).orderBy('taken_at').executeTakeFirst();
  const away = (row: typeof before): number =>
    row ? Math.abs(row.taken_at.getTime() - at.getTime()) : Number.POSITIVE_INFINITY;
  const nearest = away(before) <= away(after) ? before : after;
  return nearest ? fromRow(nearest) : null;
}

/** Which of two classes is kept longer. */
const RANK: Record<PictureClass, number> = { question: 0, frame: 1, event: 2, enrolment: 3 };

/** Keeps pictures as long as those of `wanted` are kept; those that are kept longer already stay as they are. */
export async function keepPicturesAs(tx: OrgDb, ids: readonly string[], wanted: PictureClass): Promise<void> {
  const lesser = (Object.keys(RANK) as PictureClass[]).filter((one) => RANK[one] < RANK[wanted]);
  if (ids.length === 0 || lesser.length === 0) return;
  await tx
    .updateTable('picture')
    .set({ class: wanted })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .where('class', 'in', lesser)
    .execute();
}

/** Puts other bytes in a picture’s place, e.g. blackened ones; the old are erased by themselves when no other row needs them. */
export async function replaceBytes(
  tx: OrgDb,
  id: string,
  bytes: Pick<StoredPicture, 'storageKey' | 'sha256' | 'size' | 'mediaType' | 'width' | 'height'>,
): Promise<void> {
  const before = await findPicture(tx, id);
  if (!before || before.storageKey === bytes.storageKey) return;
  await tx
    .updateTable('picture')
    .set({
      storage_key: bytes.storageKey,
      sha256: bytes.sha256,
      size: bytes.size,
      media_type: bytes.mediaType,
      width: bytes.width,
      height: bytes.height,
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
  await tx
    .deleteFrom('file_erasure')
    .where('org_id', '=', tx.orgId)
    .where('storage_key', '=', bytes.storageKey)
    .execute();
  await tx
    .insertInto('file_erasure')
    .values({ org_id: tx.orgId, storage_key: before.storageKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes pictures with all that was found in them; their bytes are erased by themselves when no other row needs them. */
export async function deletePictures(tx: OrgDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = [...ids];
  await tx.deleteFrom('picture').where('org_id', '=', tx.orgId).where('id', 'in', gone).execute();
  // the newest that is left stands for the camera
  await sql`update camera set last_picture_id = (
      select id from picture where org_id = camera.org_id and camera_id = camera.id order by taken_at desc, id desc limit 1)
    where org_id = ${tx.orgId} and last_picture_id = any(${gone}::uuid[])`.execute(tx);
  await tx
    .updateTable('camera_event')
    .set({ best_picture_id: null })
    .where('org_id', '=', tx.orgId)
    .where('best_picture_id', 'in', gone)
    .execute();
}

/**
 * Of these, the pictures that came with questions: `alone` those that show nobody whose face is known as theirs, of the others where the
 * faces are that are nobody’s, 0..1.
 */
export async function askedPictures(
  tx: OrgDb,
  ids: readonly string[],
): Promise<{ alone: string[]; shared: { id: string; boxes: Box[] }[] }> {
  if (ids.length === 0) return { alone: [], shared: [] };
  const { rows: found } = await sql<{ id: string; alone: boolean; boxes: number[][] }>`
    select picture.id, bool_and(face.person_id is null) as alone,
      coalesce(json_agg(face.box) filter (where face.id is not null and face.person_id is null), '[]') as boxes
    from picture left join face on face.org_id = picture.org_id and face.picture_id = picture.id
    where picture.org_id = ${tx.orgId} and picture.class = 'question' and picture.id = any(${[...ids]}::uuid[])
    group by picture.id`.execute(tx);
  return {
    alone: found.filter(({ alone }) => alone).map(({ id }) => id),
    shared: found.flatMap(({ id, alone, boxes }) =>
      alone || boxes.length === 0 ? [] : [{ id, boxes: boxes as unknown as Box[] }],
    ),
  };
}

const rows = (tx: OrgDb) => tx.selectFrom('picture').selectAll().where('org_id', '=', tx.orgId);

const fromRow = (row: Selectable<Schema['picture']>): StoredPicture => ({
  id: row.id,
  storageKey: row.storage_key,
  sha256: row.sha256,
  mediaType: row.media_type,
  size: row.size,
  width: row.width,
  height: row.height,
  class: row.class,
  cameraId: row.camera_id,
  takenAt: row.taken_at,
  addedAt: row.added_at,
});
