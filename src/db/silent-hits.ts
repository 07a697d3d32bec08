import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What a trigger that runs silently would have raised in one conversation. */
export interface SilentHit {
  sessionId: string;
  trigger: string;
  value: number;
  threshold: number;
  offender: { account: string; name: string };
  policyVersion: number;
  at: Date;
}

/** Keeps a hit, one for each conversation and trigger: the first time, the last, and the highest. */
export async function keepSilentHit(tx: OrgDb, hit: SilentHit): Promise<void> {
  const { sessionId, trigger, value, threshold, offender, policyVersion, at } = hit;
  await tx
    .insertInto('silent_hit')
    .values({
      org_id: tx.orgId,
      session_id: sessionId,
      trigger,
      value,
      threshold,
      offender: offender.account,
      offender_name: offender.name.slice(0, 200).toWellFormed(),
      policy_version: policyVersion,
      first_at: at,
      last_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'session_id', 'trigger']).doUpdateSet((eb) => ({
        value: sql<number>`greatest(silent_hit.value, excluded.value)`,
        threshold: eb.ref('excluded.threshold'),
        offender: eb.ref('excluded.offender'),
        offender_name: eb.ref('excluded.offender_name'),
        policy_version: eb.ref('excluded.policy_version'),
        last_at: eb.ref('excluded.last_at'),
      })),
    )
    .execute();
}

/** What a trigger would have raised: conversations, and what people decided about those that have a case all the same. */
export interface SilentCount {
  trigger: string;
  hits: number;
  acted: number;
  dismissed: number;
  /** Has a case that nobody has decided. */
  open: number;
  since: Date;
}

/** Of hits that began at or after; by trigger. */
export async function countSilentHits(tx: OrgDb, from: Date): Promise<SilentCount[]> {
  const { rows } = await sql<SilentCount>`
    select hit.trigger, count(*)::integer as hits, min(hit.first_at) as since,
      (count(*) filter (where found.state in ('acted', 'overturned') and found.decided_by_id is not null))::integer as acted,
      (count(*) filter (where found.state = 'dismissed'))::integer as dismissed,
      (count(*) filter (where found.state = 'open' or (found.state = 'acted' and found.decided_by_id is null)))::integer as open
    from silent_hit hit left join moderation_case found on found.org_id = hit.org_id and found.session_id = hit.session_id
    where hit.org_id = ${tx.orgId} and hit.first_at >= ${from}
    group by hit.trigger order by hit.trigger`.execute(tx);
  return rows;
}

/** On whom, the most often first; `most` for each trigger. */
export async function silentOffenders(
  tx: OrgDb,
  from: Date,
  most: number,
): Promise<{ trigger: string; account: string; name: string; hits: number }[]> {
  const { rows } = await sql<{ trigger: string; account: string; name: string; hits: number }>`
    select trigger, account, name, hits from (
      select trigger, offender as account, max(offender_name) as name, count(*)::integer as hits,
        row_number() over (partition by trigger order by count(*) desc, offender) as place
      from silent_hit where org_id = ${tx.orgId} and first_at >= ${from} group by trigger, offender
    ) as placed where place <= ${most} order by trigger, place`.execute(tx);
  return rows;
}
