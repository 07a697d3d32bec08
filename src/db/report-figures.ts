import { sql } from 'kysely';
import type { Proposal } from '../domain/proposal.ts';
import type { Span } from './posture.ts';
import type { OrgDb } from './scope.ts';

/** What a report counts beside logins, alerts and incidents. */
export interface WiderTotals {
  cameraEvents: number;
  cases: number;
  casesOpen: number;
  casesDismissed: number;
  moderated: number;
  takenBack: number;
  appeals: number;
  approved: number;
  rejected: number;
  ruleChanges: number;
  /** Seconds; of the incidents closed in the span the one that took longest. */
  longestToClose: number | null;
}

/** What was seen, moderated and decided in a span. */
export async function widerTotals(tx: OrgDb, { from, to }: Span): Promise<WiderTotals> {
  const within = (column: string) => sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}`;
  const mine = sql`org_id = ${tx.orgId}`;
  const { rows } = await sql<WiderTotals>`
    select
      (select count(*) from camera_event where ${mine} and ${within('started_at')})::int8 as "cameraEvents",
      cases.*, actions.*, decided.*,
      (select count(*) from appeal where ${mine} and ${within('created_at')})::int8 as appeals,
      (select count(*) from audit_entry where ${mine} and action = any(array['rule.create', 'rule.update'])
        and ${within('at')})::int8 as "ruleChanges",
      (select max(extract(epoch from closed_at - opened_at))::float8 from incident
        where ${mine} and status = 'closed' and ${within('closed_at')}) as "longestToClose"
    from
      (select count(*)::int8 as cases, count(*) filter (where state = 'open')::int8 as "casesOpen",
          count(*) filter (where state = 'dismissed')::int8 as "casesDismissed"
        from moderation_case where ${mine} and ${within('opened_at')}) as cases,
      (select count(*) filter (where ${within('created_at')})::int8 as moderated,
          count(*) filter (where ${within('lifted_at')})::int8 as "takenBack"
        from moderation_action
        where ${mine} and step <> 'note' and state in ('done', 'task', 'lifting', 'lift_task', 'lifted', 'expired')) as actions,
      (select count(*) filter (where state = 'approved')::int8 as approved,
          count(*) filter (where state = 'rejected')::int8 as rejected
        from proposal where ${mine} and ${within('decided_at')}) as decided`.execute(tx);
  return rows[0]!;
}

/** A camera, a zone or a guarded channel, with how much of it there was. */
export interface Place {
  kind: 'camera' | 'zone' | 'channel';
  name: string;
  count: number;
  before: number;
}

/** The cameras and zones where most was seen, and the channels with most cases: at most `limit` of each. */
export async function busyPlaces(
  tx: OrgDb,
  { current, before, limit }: { current: Span; before: Span; limit: number },
): Promise<Place[]> {
  const mine = sql`org_id = ${tx.orgId}`;
  const either = (column: string) => sql`((${sql.ref(column)} >= ${current.from} and ${sql.ref(column)} < ${current.to})
    or (${sql.ref(column)} >= ${before.from} and ${sql.ref(column)} < ${before.to}))`;
  const now = (column: string) => sql`${sql.ref(column)} >= ${current.from} and ${sql.ref(column)} < ${current.to}`;
  const { rows } = await sql<Place>`
    with seen as (
      select camera_id, zones, started_at as at from camera_event where ${mine} and ${either('started_at')}),
    named as (
      select 'camera' as kind, camera.name, ${now('at')} as is_now
        from seen join camera on camera.org_id = ${tx.orgId} and camera.id = seen.camera_id
      union all
      select 'zone', zone.name, ${now('at')} from seen cross join lateral unnest(seen.zones) as zone (name)
      union all
      select 'channel', coalesce(nullif(guarded_channel.name, ''), guarded_channel.channel), ${now('opened_at')}
        from moderation_case join guarded_channel
          on guarded_channel.org_id = ${tx.orgId} and guarded_channel.id = moderation_case.guarded_channel_id
        where moderation_case.org_id = ${tx.orgId} and ${either('opened_at')}),
    counted as (
      select kind, name, count(*) filter (where is_now)::int8 as count, count(*) filter (where not is_now)::int8 as before
      from named group by kind, name)
    select kind, name, count, before from (
      select *, row_number() over (partition by kind order by count desc, before desc, name) as place from counted) as ranked
    where place <= ${limit} and count > 0 order by kind, place`.execute(tx);
  return rows;
}

/** What was approved or rejected in a span, the latest first. */
export async function decisionsIn(
  tx: OrgDb,
  { from, to }: Span,
  limit: number,
): Promise<(Pick<Proposal, 'number' | 'kind' | 'args' | 'title'> & { state: 'approved' | 'rejected'; by: string })[]> {
  const rows = await tx
    .selectFrom('proposal')
    .select(['number', 'kind', 'args', 'title', 'state', 'decided_by'])
    .where('org_id', '=', tx.orgId)
    .where('state', 'in', ['approved', 'rejected'])
    .where('decided_at', '>=', from)
    .where('decided_at', '<', to)
    .orderBy('decided_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ number, kind, args, title, state, decided_by }) => ({
    number,
    kind,
    args,
    title,
    state: state as 'approved' | 'rejected',
    by: decided_by ?? '',
  }));
}
