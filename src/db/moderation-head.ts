import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/**
 * Has everybody else who works on the organisation's messages wait until this transaction ends. Answers how they stand: the same for as
 * long as nobody has worked on them since.
 */
export async function lockModerationHead(tx: OrgDb): Promise<string> {
  return (await locked(tx)) ?? (await begun(tx));
}

/** Notes how far the organisation's messages are worked on; answers how they stand once this transaction is committed. */
export async function advanceModerationHead(tx: OrgDb, seq: number): Promise<string> {
  const { rows } = await sql<{ version: string }>`update moderation_head set seq = greatest(seq, ${seq})
    where org_id = ${tx.orgId} returning xmin::text as version`.execute(tx);
  return rows[0]!.version;
}

async function locked(tx: OrgDb): Promise<string | undefined> {
  const { rows } = await sql<{ version: string }>`select xmin::text as version from moderation_head
    where org_id = ${tx.orgId} for update`.execute(tx);
  return rows[0]?.version;
}

async function begun(tx: OrgDb): Promise<string> {
  await sql`insert into moderation_head (org_id) values (${tx.orgId}) on conflict do nothing`.execute(tx);
  return (await locked(tx))!;
}
