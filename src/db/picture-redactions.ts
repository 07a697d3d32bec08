import type { Box } from '../domain/picture.ts';
import type { OrgDb } from './scope.ts';

/** Parts of a picture that nobody may see any more, until its bytes are without them. */
export interface PictureRedaction {
  pictureId: string;
  boxes: Box[];
}

export async function insertRedactions(tx: OrgDb, redactions: readonly PictureRedaction[], since: Date): Promise<void> {
  for (const { pictureId, boxes } of redactions)
    await tx
      .insertInto('picture_redaction')
      .values({ org_id: tx.orgId, id: crypto.randomUUID(), picture_id: pictureId, boxes: JSON.stringify(boxes), since })
      .execute();
}

/** What waits to be blackened, oldest first. */
export async function listRedactions(tx: OrgDb, limit: number): Promise<(PictureRedaction & { id: string })[]> {
  const rows = await tx
    .selectFrom('picture_redaction')
    .select(['id', 'picture_id', 'boxes'])
    .where('org_id', '=', tx.orgId)
    .orderBy('since')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, pictureId: row.picture_id, boxes: row.boxes as unknown as Box[] }));
}

/** Whether a part of the picture still waits to be blackened: it is not shown until then. */
export async function isBeingRedacted(tx: OrgDb, pictureId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('picture_redaction')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteRedaction(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('picture_redaction').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}
