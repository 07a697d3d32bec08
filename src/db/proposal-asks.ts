import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { Posted } from '../messages/outbound.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Somebody to be asked by a proposal, or to be told what came of it, alone. */
export interface ProposalAsk {
  proposalId: string;
  memberId: string;
  kind: 'asks' | 'tells';
}

export async function insertAsk(
  tx: OrgDb,
  { proposalId, memberId, kind, at }: ProposalAsk & { at: Date },
): Promise<void> {
  await tx
    .insertInto('proposal_ask')
    .values({
      ...{ org_id: tx.orgId, proposal_id: proposalId, member_id: memberId, kind, created_at: at },
      ...{ done_at: null, retry_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The same while somebody is still to be told, with when that was written down and how often it was tried; null otherwise. */
export async function findAsk(tx: OrgDb, ask: ProposalAsk): Promise<{ since: Date; attempts: number } | null> {
  const row = await tx
    .selectFrom('proposal_ask')
    .select(['created_at', 'attempts'])
    .where('org_id', '=', tx.orgId)
    .where('proposal_id', '=', ask.proposalId)
    .where('member_id', '=', ask.memberId)
    .where('kind', '=', ask.kind)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return row ? { since: row.created_at, attempts: row.attempts } : null;
}

/** What came of an attempt: it is done, or tried again at a time. */
export async function saveAsk(
  tx: OrgDb,
  ask: ProposalAsk,
  change: { doneAt: Date; told?: Posted } | { retryAt: Date },
): Promise<void> {
  await tx
    .updateTable('proposal_ask')
    .set((eb) =>
      'doneAt' in change
        ? { done_at: change.doneAt, ...(change.told && { told: JSON.stringify(change.told) }) }
        : { retry_at: change.retryAt, attempts: eb('attempts', '+', 1) },
    )
    .where('org_id', '=', tx.orgId)
    .where('proposal_id', '=', ask.proposalId)
    .where('member_id', '=', ask.memberId)
    .where('kind', '=', ask.kind)
    .execute();
}

/** Whether a message is one by which a proposal asked somebody, or told them. */
export async function isAsk(tx: OrgDb, proposalId: string, { channel, messageId }: Posted): Promise<boolean> {
  const row = await tx
    .selectFrom('proposal_ask')
    .select('member_id')
    .where('org_id', '=', tx.orgId)
    .where('proposal_id', '=', proposalId)
    .where(sql<boolean>`told @> ${JSON.stringify({ channel, messageId })}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Members of any organisation who are still to be told, the oldest first. */
export async function untoldAsks(tx: SystemDb, now: Date, limit = 200): Promise<(ProposalAsk & { orgId: OrgId })[]> {
  const rows = await tx
    .selectFrom('proposal_ask')
    .select(['org_id', 'proposal_id', 'member_id', 'kind'])
    .where('done_at', 'is', null)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    orgId: row.org_id as OrgId,
    proposalId: row.proposal_id,
    memberId: row.member_id,
    kind: row.kind,
  }));
}
