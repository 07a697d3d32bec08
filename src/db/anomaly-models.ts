import type { Selectable } from 'kysely';
import type { Trained } from '../domain/unusual.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What an organisation's unusual logins are told by. */
export interface AnomalyModel {
  /** Logins up to this one are learned from. */
  sequence: number;
  forest: Uint8Array | null;
  trained: Trained | null;
  /** How many logins it was trained on, or could have been. */
  rows: number;
  trainedAt: Date;
}

export async function findAnomalyModel(tx: OrgDb): Promise<AnomalyModel | null> {
  const row = await tx.selectFrom('anomaly_model').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Stores what was trained, in place of what was there. */
export async function saveAnomalyModel(tx: OrgDb, model: AnomalyModel): Promise<void> {
  const values = {
    seq: model.sequence,
    forest: model.forest && Buffer.from(model.forest),
    trained: model.trained && JSON.stringify(model.trained),
    rows: model.rows,
    trained_at: model.trainedAt,
  };
  await tx
    .insertInto('anomaly_model')
    .values({ org_id: tx.orgId, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute();
}

/** Moves on from one login to another; false where somebody else has meanwhile. Holds the row until the transaction ends. */
export async function moveAnomalyHead(tx: OrgDb, from: number, to: number): Promise<boolean> {
  const moved = await tx
    .updateTable('anomaly_model')
    .set({ seq: to })
    .where('org_id', '=', tx.orgId)
    .where('seq', '=', from)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

const fromRow = (row: Selectable<Schema['anomaly_model']>): AnomalyModel => ({
  sequence: row.seq,
  forest: row.forest,
  trained: row.trained,
  rows: row.rows,
  trainedAt: row.trained_at,
});
