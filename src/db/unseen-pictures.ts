import type { OrgDb } from './scope.ts';

/** Notes, with the picture itself, that it is still to be looked at. */
export async function addUnseen(tx: OrgDb, pictureId: string, now: Date): Promise<void> {
  await tx.insertInto('unseen_picture').values({ org_id: tx.orgId, picture_id: pictureId, added_at: now }).execute();
}

/** Counts a try to look at it; null where it was looked at already. */
export async function tryUnseen(tx: OrgDb, pictureId: string): Promise<number | null> {
  const row = await tx
    .updateTable('unseen_picture')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? null;
}

/** No model can see anything in it: it waits for them, and counts among those that wait no more. */
export async function waitForModels(tx: OrgDb, pictureId: string): Promise<void> {
  await tx
    .updateTable('unseen_picture')
    .set({ blind: true })
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .execute();
}

/** Gives up on those that have waited for models since before then. Answers how many. */
export async function giveUpBlind(tx: OrgDb, addedBefore: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('unseen_picture')
    .where('org_id', '=', tx.orgId)
    .where('blind', '=', true)
    .where('added_at', '<', addedBefore)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** It was looked at; false where somebody else said so first. */
export async function takeUnseen(tx: OrgDb, pictureId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('unseen_picture')
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The pictures that have waited since before `addedBefore`, oldest first; `blind`: also those that wait for models. */
export async function listUnseen(
  tx: OrgDb,
  addedBefore: Date,
  limit: number,
  { blind }: { blind: boolean },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('unseen_picture')
    .select('picture_id')
    .where('org_id', '=', tx.orgId)
    .where('added_at', '<=', addedBefore)
    .$if(!blind, (q) => q.where('blind', '=', false))
    .orderBy('added_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.picture_id);
}

/** How many wait, but for those that wait for models; counting stops at `most`. */
export async function countUnseen(tx: OrgDb, most: number): Promise<number> {
  const row = await tx
    .selectFrom((eb) =>
      eb
        .selectFrom('unseen_picture')
        .select('picture_id')
        .where('org_id', '=', tx.orgId)
        .where('blind', '=', false)
        .limit(most)
        .as('waiting'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many pictures of cameras wait to be looked at, also those that wait for models, by the camera's id; only taken from `from` to before `to`. */
export async function waitingByCamera(
  tx: OrgDb,
  { cameraIds = [], from, to }: { cameraIds?: readonly string[]; from?: Date; to?: Date },
): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('unseen_picture')
    .innerJoin('picture', (join) =>
      join.onRef('picture.org_id', '=', 'unseen_picture.org_id').onRef('picture.id', '=', 'unseen_picture.picture_id'),
    )
    .select(({ fn }) => ['picture.camera_id', fn.countAll<number>().as('count')])
    .where('unseen_picture.org_id', '=', tx.orgId)
    .where('picture.camera_id', 'is not', null)
    .$if(cameraIds.length > 0, (q) => q.where('picture.camera_id', 'in', [...cameraIds]))
    .$if(from !== undefined, (q) => q.where('picture.taken_at', '>=', from!))
    .$if(to !== undefined, (q) => q.where('picture.taken_at', '<', to!))
    .groupBy('picture.camera_id')
    .execute();
  return new Map(rows.map(({ camera_id: id, count }) => [id!, Number(count)]));
}
