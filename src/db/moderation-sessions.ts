import { setImmediate as yieldNow } from 'node:timers/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import { planOnce } from './plan-once.ts';
import type { OrgDb } from './scope.ts';

/** A conversation as it is kept; what `state` holds is src/pipeline/moderation's business. */
export interface KeptSession {
  id: string;
  channelId: string;
  thread: string | null;
  startedAt: Date;
  lastAt: Date;
  messages: number;
  state: Record<string, unknown>;
  /** 0..100 */
  score: number;
  reasons: readonly string[];
}

/** Messages of one place, said from `from` to `to`. */
export interface Stretch {
  channelId: string;
  thread: string | null;
  from: Date;
  to: Date;
}

/** The conversations that any of these stretches touches, and those with these ids. */
export async function sessionsAround(
  tx: OrgDb,
  stretches: readonly Stretch[],
  ids: readonly string[],
): Promise<KeptSession[]> {
  if (stretches.length === 0 && ids.length === 0) return [];
  const rows = stretches.map(({ channelId, thread, from, to }) => ({ channel: channelId, thread, from, to }));
  const { rows: found } = await sql<Row>`
    ${planOnce()} select s.id, s.guarded_channel_id, s.thread, s.started_at, s.last_at, s.messages, s.score, s.reasons, s.state
    from moderation_session s where s.org_id = ${tx.orgId} and s.id in (
      select near.id from json_to_recordset(${JSON.stringify(rows)}::json)
        as k (channel uuid, thread text, "from" timestamptz, "to" timestamptz)
      cross join lateral (
        select id from moderation_session m
        where m.org_id = ${tx.orgId} and m.guarded_channel_id = k.channel and m.last_at >= k."from"
          and m.thread is not distinct from k.thread and m.started_at <= k."to") near
      union all select unnest(${ids}::uuid[]))`.execute(tx);
  return found.map(sessionOf);
}

/** Keeps conversations as they are now. */
export async function saveSessions(tx: OrgDb, sessions: readonly KeptSession[]): Promise<void> {
  if (sessions.length === 0) return;
  const states: Buffer[] = [];
  for (const { state } of sessions) {
    states.push(packed(state));
    if (states.length % AT_A_TIME === 0) await yieldNow();
  }
  const rows = sessions.map((one, i) => ({
    id: one.id,
    channel: one.channelId,
    thread: one.thread,
    started_at: one.startedAt,
    last_at: one.lastAt,
    messages: one.messages,
    state: states[i]!.toString('base64'),
    score: one.score,
    reasons: one.reasons,
  }));
  await sql`
    ${planOnce()} insert into moderation_session
      (id, org_id, guarded_channel_id, thread, started_at, last_at, messages, state, score, reasons)
    select id, ${tx.orgId}::uuid, channel, thread, started_at, last_at, messages, decode(state, 'base64'), score, reasons
    from json_to_recordset(${JSON.stringify(rows)}::json) as s (id uuid, channel uuid, thread text, started_at timestamptz,
      last_at timestamptz, messages int, state text, score real, reasons jsonb)
    on conflict (id) do update set started_at = excluded.started_at, last_at = excluded.last_at,
      messages = excluded.messages, state = excluded.state, score = excluded.score, reasons = excluded.reasons`.execute(
    tx,
  );
}

/** Keeps how far conversations went on; what is stored as their state stays as it is. */
export async function saveProgress(
  tx: OrgDb,
  sessions: readonly Pick<KeptSession, 'id' | 'lastAt' | 'messages' | 'score' | 'reasons'>[],
): Promise<void> {
  if (sessions.length === 0) return;
  const rows = sessions.map(({ id, lastAt, messages, score, reasons }) => ({
    id,
    last_at: lastAt,
    messages,
    score,
    reasons,
  }));
  await sql`
    ${planOnce()} update moderation_session set last_at = s.last_at, messages = s.messages, score = s.score, reasons = s.reasons
    from json_to_recordset(${JSON.stringify(rows)}::json) as s (id uuid, last_at timestamptz, messages int, score real, reasons jsonb)
    where moderation_session.org_id = ${tx.orgId} and moderation_session.id = s.id`.execute(tx);
}

/** Of these conversations those that have a case. */
export async function sessionsWithCase(tx: OrgDb, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ session_id: string }>`${planOnce()} select session_id from moderation_case
    where org_id = ${tx.orgId} and session_id = any(${ids}::uuid[])`.execute(tx);
  return new Set(rows.map(({ session_id }) => session_id));
}

/** Deletes conversations that ended before; answers how many. */
export async function deleteOldSessions(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`delete from moderation_session where org_id = ${tx.orgId} and id in (
    select id from moderation_session where org_id = ${tx.orgId} and last_at < ${before} limit ${limit}) returning id`.execute(
    tx,
  );
  return rows.length;
}

interface Row {
  id: string;
  guarded_channel_id: string;
  thread: string | null;
  started_at: Date;
  last_at: Date;
  messages: number;
  state: Uint8Array;
  score: number;
  reasons: string[];
}

const sessionOf = (row: Row): KeptSession => ({
  id: row.id,
  channelId: row.guarded_channel_id,
  thread: row.thread,
  startedAt: row.started_at,
  lastAt: row.last_at,
  messages: row.messages,
  state: unpacked(row.state),
  score: row.score,
  reasons: row.reasons,
});

/** What stands before a state that is packed; one that is not is JSON as it is. */
const PACKED = 1;
const MOST_UNPACKED_BYTES = 4_000_000;

/** A state is written with every few messages of its conversation: packed here it costs the database a twentieth of what JSON costs. */
const packed = (state: Record<string, unknown>): Buffer =>
  Buffer.concat([Buffer.of(PACKED), deflateRawSync(JSON.stringify(state), { level: 1 })]);

function unpacked(bytes: Uint8Array): Record<string, unknown> {
  const json =
    bytes[0] === PACKED
      ? inflateRawSync(bytes.subarray(1), { maxOutputLength: MOST_UNPACKED_BYTES })
      : Buffer.from(bytes);
  return JSON.parse(json.toString('utf8'));
}

/** So many are packed before whoever waits meanwhile has a turn. */
const AT_A_TIME = 16;
