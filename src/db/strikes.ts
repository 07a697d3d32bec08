import { sql } from 'kysely';
import type { GuardedChannel, ModerationStep } from '../domain/moderation.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

/** One matter for which something was done to somebody and was not taken back. */
export interface Strike {
  caseId: string | null;
  /** Of the case; null where it was done without one. */
  severity: Severity | null;
  /** The gravest thing done. */
  step: ModerationStep;
  /** When that was done. */
  at: Date;
}

/**
 * What was done to an account in a workspace since then and still counts, each case once, newest first; what was lifted, declined or
 * failed does not count.
 */
export async function strikesOf(
  tx: OrgDb,
  { platform, workspace }: Pick<GuardedChannel, 'platform' | 'workspace'>,
  account: string,
  since: Date,
  exceptCaseId: string | null,
): Promise<Strike[]> {
  const { rows } = await sql<{ case_id: string | null; severity: Severity | null; step: ModerationStep; at: Date }>`
    select distinct on (coalesce(action.case_id, action.id)) action.case_id, moderation_case.severity, action.step,
      coalesce(action.done_at, action.created_at) as at
    from moderation_action action
      join guarded_channel place on place.org_id = action.org_id and place.id = action.guarded_channel_id
      left join moderation_case on moderation_case.org_id = action.org_id and moderation_case.id = action.case_id
    where action.org_id = ${tx.orgId} and action.account = ${account} and action.created_at >= ${since}
      and (action.state in ('due', 'done', 'task', 'expired') or (action.state = 'lift_task' and action.lifted_by is null))
      and place.platform = ${platform} and place.workspace = ${workspace}
      and action.case_id is distinct from ${exceptCaseId}::uuid
    order by coalesce(action.case_id, action.id),
      array_position(array['note', 'delete', 'warning', 'timeout', 'mute', 'ban'], action.step) desc`.execute(tx);
  return rows
    .map((row) => ({ caseId: row.case_id, severity: row.severity, step: row.step, at: row.at }))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
