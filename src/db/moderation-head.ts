import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Has everybody else who works on the organisation's messages wait until this transaction ends. */
export async function lockModerationHead(tx: OrgDb): Promise<void> {
  await sql`insert into moderation_head (org_id) values (${tx.orgId}) on conflict do nothing`.execute(tx);
  await tx.selectFrom('moderation_head').select('seq').where('org_id', '=', tx.orgId).forUpdate().execute();
}

/** Notes how far the organisation's messages are worked on. */
export async function advanceModerationHead(tx: OrgDb, seq: number): Promise<void> {
  await sql`update moderation_head set seq = greatest(seq, ${seq}) where org_id = ${tx.orgId}`.execute(tx);
}
