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
