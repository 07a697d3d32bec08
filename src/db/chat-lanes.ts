import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { ChannelKey } from './chat-channels.ts';
import { type Db, type OrgDb, withOrg } from './scope.ts';

/** In place of a channel: the lane of all that goes to a workspace. */
const WHOLE_WORKSPACE = '';

/**
 * Takes a channel's next free moment and what follows it for `ms`; answers in how many ms it comes, by the database's clock,
 * so that all processes together keep the channel's rate. What is urgent waits only for what is urgent, and the others give way
 * to it.
 */
async function reserveLane(tx: OrgDb, lane: ChannelKey, urgent: boolean, ms: number): Promise<number> {
  const length = sql`${Math.ceil(ms)}::integer * interval '1 millisecond'`;
  const row = (isUrgent: boolean) =>
    sql`(${tx.orgId}::uuid, ${lane.platform}, ${lane.workspace}, ${lane.channel}, ${isUrgent}::boolean, clock_timestamp() + ${length})`;
  // in one order always, so that two never wait for each other
  const rows = urgent ? [row(true), row(false)] : [row(false)];
  const { rows: taken } = await sql<{ urgent: boolean; wait_ms: number }>`
    insert into chat_lane as lane (org_id, platform, workspace, channel, urgent, next_at)
    values ${sql.join(rows)}
    on conflict (org_id, platform, workspace, channel, urgent) do update
      set next_at = greatest(lane.next_at, lane.held_until, clock_timestamp()) + ${length}
    returning urgent,
      (extract(epoch from next_at - ${length} - clock_timestamp()) * 1000)::double precision as wait_ms`.execute(tx);
  return Math.max(0, taken.find((one) => one.urgent === urgent)!.wait_ms);
}

/**
 * Whether what has its turn in a channel may go out now: null, and the workspace's moment is taken; `held` where the platform
 * asked to wait with this channel; else the ms until the workspace may be tried again.
 */
async function enterLane(
  tx: OrgDb,
  lane: ChannelKey,
  urgent: boolean,
  workspaceMs: number,
): Promise<number | 'held' | null> {
  const held = await tx
    .selectFrom('chat_lane')
    .select('held_until')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', lane.platform)
    .where('workspace', '=', lane.workspace)
    .where('channel', '=', lane.channel)
    .where(sql<boolean>`held_until > clock_timestamp()`)
    .limit(1)
    .executeTakeFirst();
  if (held) return 'held';
  const length = sql`${Math.ceil(workspaceMs)}::integer * interval '1 millisecond'`;
  const { rows } = await sql`
    insert into chat_lane as lane (org_id, platform, workspace, channel, urgent, next_at)
    values (${tx.orgId}::uuid, ${lane.platform}, ${lane.workspace}, ${WHOLE_WORKSPACE}, ${urgent}::boolean, clock_timestamp() + ${length})
    on conflict (org_id, platform, workspace, channel, urgent) do update
      set next_at = clock_timestamp() + ${length}
      where lane.next_at <= clock_timestamp()
    returning true`.execute(tx);
  if (rows.length > 0) return null;
  const { rows: full } = await sql<{ wait_ms: number }>`
    select (extract(epoch from next_at - clock_timestamp()) * 1000)::double precision as wait_ms from chat_lane
    where org_id = ${tx.orgId} and platform = ${lane.platform} and workspace = ${lane.workspace}
      and channel = ${WHOLE_WORKSPACE} and urgent = ${urgent}`.execute(tx);
  return Math.max(1, full[0]?.wait_ms ?? 1);
}

/** The platform asked to wait with a channel: nothing goes there for so long, urgent or not. */
async function holdLane(tx: OrgDb, lane: ChannelKey, ms: number): Promise<void> {
  const until = sql`clock_timestamp() + ${Math.ceil(ms)}::integer * interval '1 millisecond'`;
  const row = (urgent: boolean) =>
    sql`(${tx.orgId}::uuid, ${lane.platform}, ${lane.workspace}, ${lane.channel}, ${urgent}::boolean, ${until}, ${until})`;
  await sql`
    insert into chat_lane as lane (org_id, platform, workspace, channel, urgent, next_at, held_until)
    values ${sql.join([row(true), row(false)])}
    on conflict (org_id, platform, workspace, channel, urgent) do update
      set held_until = greatest(lane.held_until, ${until})`.execute(tx);
}

/** The lanes as a delivery uses them: each step a transaction of its own. */
export const laneSteps = (db: Db) => ({
  reserve: (orgId: OrgId, lane: ChannelKey, urgent: boolean, ms: number): Promise<number> =>
    withOrg(db, orgId, (tx) => reserveLane(tx, lane, urgent, ms)),
  enter: (orgId: OrgId, lane: ChannelKey, urgent: boolean, workspaceMs: number): Promise<number | 'held' | null> =>
    withOrg(db, orgId, (tx) => enterLane(tx, lane, urgent, workspaceMs)),
  hold: (orgId: OrgId, lane: ChannelKey, ms: number): Promise<void> =>
    withOrg(db, orgId, (tx) => holdLane(tx, lane, ms)),
});
