import { sql } from 'kysely';
import type { HistoryKind } from '../domain/history.ts';
import type { OrgId } from '../domain/id.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** A matter that changed and is not indexed as it stands. */
export interface HistoryChange {
  kind: HistoryKind;
  key: string;
  seq: number;
}

/** What waits to be indexed, first come first. */
export async function waitingHistory(tx: OrgDb, limit: number): Promise<HistoryChange[]> {
  return tx
    .selectFrom('history_change')
    .select(['kind', 'key', 'seq'])
    .where('org_id', '=', tx.orgId)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Forgets changes that were dealt with; one that came again meanwhile stays. */
export async function settleHistory(tx: OrgDb, changes: readonly HistoryChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    delete from history_change using unnest(${changes.map(({ kind }) => kind)}::text[], ${changes.map(({ key }) => key)}::text[],
      ${changes.map(({ seq }) => seq)}::bigint[]) as done (kind, key, seq)
    where history_change.org_id = ${tx.orgId} and history_change.kind = done.kind and history_change.key = done.key
      and history_change.seq = done.seq`.execute(tx);
}

/** The organisations in which something waits longer than so many milliseconds. */
export async function organisationsWithHistory(tx: SystemDb, olderThanMs: number): Promise<OrgId[]> {
  const { rows } = await sql<{ org_id: OrgId }>`
    select distinct org_id from history_change where since < now() - ${`${olderThanMs} milliseconds`}::interval`.execute(
    tx,
  );
  return rows.map(({ org_id }) => org_id);
}

/** How many changes wait, and since when the oldest does. */
export async function historyBacklog(tx: OrgDb): Promise<{ waiting: number; since: Date | null }> {
  const { rows } = await sql<{ waiting: number; since: Date | null }>`
    select count(*)::int8 as waiting, min(since) as since from history_change where org_id = ${tx.orgId}`.execute(tx);
  return rows[0]!;
}

/** Where the index stands; made at the first look. */
export async function historyHead(
  tx: OrgDb,
): Promise<{ parts: number; average: number; begun: boolean; eventsSeq: number }> {
  await sql`insert into history_head (org_id) values (${tx.orgId}) on conflict do nothing`.execute(tx);
  const row = await tx.selectFrom('history_head').selectAll().where('org_id', '=', tx.orgId).executeTakeFirstOrThrow();
  return { parts: row.parts, average: row.average, begun: row.begun_at !== null, eventsSeq: row.events_seq };
}

/** Puts all that is there into the queue: the first time, and whenever everything is to be made anew. */
export async function queueEverything(tx: OrgDb, now: Date): Promise<void> {
  await sql`
    insert into history_change (org_id, kind, key)
    select ${tx.orgId}, kind, key from (
      select 'alert' as kind, id::text as key from alert where org_id = ${tx.orgId}
      union all select 'incident', id::text from incident where org_id = ${tx.orgId}
      union all select 'case', id::text from moderation_case where org_id = ${tx.orgId}
      union all select 'rule', id::text from rule where org_id = ${tx.orgId}
      union all select 'proposal', id::text from proposal where org_id = ${tx.orgId}
      union all select distinct 'sightings', person_id || ' ' || camera_id || ' ' || to_char(first_seen at time zone 'utc', 'YYYY-MM-DD')
        from sighting where org_id = ${tx.orgId}
      union all select 'logins', key from history_document where org_id = ${tx.orgId} and kind = 'logins') as every
    on conflict (org_id, kind, key) do update set seq = default`.execute(tx);
  await sql`update history_head set begun_at = coalesce(begun_at, ${now}) where org_id = ${tx.orgId}`.execute(tx);
}

/** Days of accounts that stored logins since the last look belong to, put into the queue; answers whether there may be more. */
export async function queueLoginDays(tx: OrgDb, limit: number): Promise<boolean> {
  const { rows } = await sql<{ seen: number; last: number | null }>`
    with fresh as materialized (
      select seq, account, occurred_at from event
      where org_id = ${tx.orgId} and seq > (select events_seq from history_head where org_id = ${tx.orgId})
      order by seq limit ${limit}),
    queued as (
      insert into history_change (org_id, kind, key)
      select distinct ${tx.orgId}::uuid, 'logins', to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD') || ' ' || left(account, 1000)
      from fresh where account is not null
      on conflict (org_id, kind, key) do update set seq = default)
    select count(*)::int8 as seen, max(seq) as last from fresh`.execute(tx);
  const { seen, last } = rows[0]!;
  if (last !== null) await sql`update history_head set events_seq = ${last} where org_id = ${tx.orgId}`.execute(tx);
  return seen >= limit;
}

/** Which of these changes still wait and are the newest of their matter, by `kind key`; held until the transaction ends. */
export async function lockWaiting(tx: OrgDb, changes: readonly HistoryChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const { rows } = await sql<{ kind: HistoryKind; key: string }>`
    select waiting.kind, waiting.key from history_change waiting
    join unnest(${changes.map(({ kind }) => kind)}::text[], ${changes.map(({ key }) => key)}::text[],
      ${changes.map(({ seq }) => seq)}::bigint[]) as asked (kind, key, seq)
      on asked.kind = waiting.kind and asked.key = waiting.key and asked.seq = waiting.seq
    where waiting.org_id = ${tx.orgId} order by waiting.seq for update of waiting`.execute(tx);
  return new Set(rows.map(({ kind, key }) => `${kind} ${key}`));
}
