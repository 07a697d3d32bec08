import { sql } from 'kysely';
import { planOnce } from './plan-once.ts';
import type { OrgDb } from './scope.ts';

/** How high what a trigger looks at rose in a conversation. */
export interface ConversationPeak {
  sessionId: string;
  trigger: string;
  value: number;
}

/** Keeps the highest of each. */
export async function keepPeaks(tx: OrgDb, peaks: readonly ConversationPeak[]): Promise<void> {
  if (peaks.length === 0) return;
  const rows = peaks.map(({ sessionId, trigger, value }) => ({ session: sessionId, trigger, value }));
  await sql`
    ${planOnce()} insert into conversation_peak (org_id, session_id, trigger, value)
    select ${tx.orgId}::uuid, session, trigger, max(value)
    from json_to_recordset(${JSON.stringify(rows)}::json) as p (session uuid, trigger text, value double precision)
    group by session, trigger
    on conflict (org_id, session_id, trigger) do update set value = excluded.value
    where excluded.value > conversation_peak.value`.execute(tx);
}

/** In how many conversations of a channel a value was the highest. `bucket` is in hundredths, the value cut down to them. */
export interface PeakCount {
  trigger: string;
  channelId: string;
  bucket: number;
  sessions: number;
}

/** How high each thing that a trigger looks at rose in the conversations that went on between, by channel. */
export async function peakCounts(tx: OrgDb, { from, to }: { from: Date; to: Date }): Promise<PeakCount[]> {
  // NOTE a hundred times a number may come out just below or above what it is: it is compared with the hundredths themselves
  const { rows } = await sql<PeakCount>`
    select trigger, "channelId", bucket::integer, count(*)::integer as sessions
    from (
      select peak.trigger, session.guarded_channel_id as "channelId", case
          when peak.value >= (floor(peak.value * 100) + 1) / 100 then floor(peak.value * 100) + 1
          when peak.value < floor(peak.value * 100) / 100 then floor(peak.value * 100) - 1
          else floor(peak.value * 100) end as bucket
      from moderation_session session
        join conversation_peak peak on peak.org_id = session.org_id and peak.session_id = session.id
      where session.org_id = ${tx.orgId} and session.last_at >= ${from} and session.last_at < ${to}
    ) as found
    group by trigger, "channelId", bucket order by trigger, bucket`.execute(tx);
  return rows;
}

/** How many conversations went on between. */
export async function countConversations(tx: OrgDb, { from, to }: { from: Date; to: Date }): Promise<number> {
  const row = await tx
    .selectFrom('moderation_session')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('last_at', '>=', from)
    .where('last_at', '<', to)
    .executeTakeFirstOrThrow();
  return row.count;
}
