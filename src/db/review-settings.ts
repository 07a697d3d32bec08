import { type ReviewSettings, USUAL_REVIEW_SETTINGS } from '../domain/incident-review.ts';
import type { OrgDb } from './scope.ts';

/** How reviews are made here. */
export async function findReviewSettings(tx: OrgDb): Promise<ReviewSettings> {
  const row = await tx.selectFrom('review_settings').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return USUAL_REVIEW_SETTINGS;
  return {
    hourlyRate: row.hourly_cents === null ? null : row.hourly_cents / 100,
    currency: row.currency,
    asksFeedback: row.asks_feedback,
  };
}

export async function saveReviewSettings(
  tx: OrgDb,
  { hourlyRate, currency, asksFeedback }: ReviewSettings,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const columns = {
    hourly_cents: hourlyRate === null ? null : Math.round(hourlyRate * 100),
    currency,
    asks_feedback: asksFeedback,
    updated_at: at,
    updated_by: by,
  };
  await tx
    .insertInto('review_settings')
    .values({ org_id: tx.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns))
    .execute();
}
