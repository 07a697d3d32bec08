import { sql } from 'kysely';
import type { CaseClaim } from '../domain/moderation.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Writes who has a case in hand, in the place of whoever had it; the case is locked. */
export async function saveClaim(tx: OrgDb, caseId: string, { by, byId, since, until }: CaseClaim): Promise<void> {
  const values = { by_id: byId, by_name: by, since, until };
  await tx
    .insertInto('case_claim')
    .values({ org_id: tx.orgId, case_id: caseId, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'case_id']).doUpdateSet(values))
    .execute();
}

/** Nobody has the case in hand any more; answers whether somebody had. With `lapsedAt` only where that is over by then. */
export async function endClaim(tx: OrgDb, caseId: string, lapsedAt?: Date): Promise<boolean> {
  const row = await tx
    .deleteFrom('case_claim')
    .where('org_id', '=', tx.orgId)
    .where('case_id', '=', caseId)
    .$if(lapsedAt !== undefined, (query) => query.where('until', '<=', lapsedAt!))
    .returning('case_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Every organisation's cases that whoever had them in hand let lapse. */
export async function lapsedClaims(tx: SystemDb, now: Date): Promise<{ orgId: string; caseId: string }[]> {
  const { rows } = await sql<{ org_id: string; case_id: string }>`
    select org_id, case_id from case_claim where until <= ${now} order by until limit 1000`.execute(tx);
  return rows.map((row) => ({ orgId: row.org_id, caseId: row.case_id }));
}
