import { sql } from 'kysely';
import type { Scores } from '../domain/screening.ts';
import { type ChatMessage, type ChatMessageRow, messageOf, scoreRow } from './chat-message-row.ts';
import { planOnce } from './plan-once.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** A message that is still to be worked on, as it was read. */
export interface WaitingMessage extends ChatMessage {
  /** Another one once the row has changed. */
  version: string;
}

/** What a message costs beside its letters, in letters; and of how many letters it costs at most. */
const COST = { each: 200, most: 8_000 };

/**
 * What waits, but for `except`: the oldest, then by turns of the channels, so that none waits because another sends much; of one
 * channel in the order it came.
 */
export async function waitingMessages(
  tx: OrgDb,
  limit: number,
  except: readonly string[] = [],
): Promise<WaitingMessage[]> {
  const { rows } = await sql<ChatMessageRow & { version: string }>`
    ${planOnce()} select m.* from (
      select id, seq, row_number() over (order by seq) as place,
        sum(${COST.each}::int + least(coalesce(octet_length(content), 0), ${COST.most}::int))
          over (partition by guarded_channel_id order by seq) as cost
      from chat_message where org_id = ${tx.orgId} and waits and not (id = any(${[...except]}::uuid[]))
      order by row_number() over (order by seq) > 1, cost, seq limit ${limit}
    ) as line
    cross join lateral (
      select *, xmin::text as version from chat_message where org_id = ${tx.orgId} and id = line.id offset 0
    ) as m
    order by line.place > 1, line.cost, line.seq`.execute(tx);
  return rows.map(({ version, ...row }) => ({ ...messageOf(row), version }));
}

/**
 * Of messages that were read those that still wait, as they are now, held until the transaction ends, in the order they came. Only what
 * has changed since is read again.
 */
export async function holdWaiting(tx: OrgDb, read: readonly WaitingMessage[]): Promise<ChatMessage[]> {
  const ids = read.map(({ id }) => id);
  const { rows: held } = await sql<{ id: string; version: string }>`
    ${planOnce()} select id, xmin::text as version from chat_message
    where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and waits order by id for update`.execute(tx);
  const before = new Map(read.map((one) => [one.id, one]));
  const changed = held.filter(({ id, version }) => before.get(id)!.version !== version).map(({ id }) => id);
  const anew = new Map((await messagesById(tx, changed)).map((one) => [one.id, one]));
  return held.flatMap(({ id }) => anew.get(id) ?? before.get(id) ?? []).toSorted((a, b) => a.seq - b.seq);
}

async function messagesById(tx: OrgDb, ids: readonly string[]): Promise<ChatMessage[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('chat_message')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return rows.map(messageOf);
}

/** These wait no more: what was found in them, and the conversation they belong to. */
export async function settleMessages(
  tx: OrgDb,
  messages: readonly { id: string; scores: Scores | null; screener: string | null; sessionId: string | null }[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ id, scores, screener, sessionId }) => ({
    id,
    scores: scores && scoreRow(scores),
    screener,
    session_id: sessionId,
  }));
  await sql`
    ${planOnce()} update chat_message set waits = false, scores = m.scores, screener = m.screener, session_id = m.session_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as m (id uuid, scores real[], screener text, session_id uuid)
    where chat_message.org_id = ${tx.orgId} and chat_message.id = m.id`.execute(tx);
}

/** How many wait, counted no further than `most`. */
export async function countWaiting(tx: OrgDb, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`${planOnce()} select count(*)::int as count from (
    select from chat_message where org_id = ${tx.orgId} and waits limit ${most}) as waiting`.execute(tx);
  return rows[0]!.count;
}

/** Organisations whose messages wait for at least so many ms, by the database's clock. */
export async function waitingOrganisations(tx: SystemDb, olderThanMs: number): Promise<string[]> {
  const { rows } = await sql<{ org_id: string }>`select distinct org_id from chat_message
    where waits and received_at <= now() - ${olderThanMs}::integer * interval '1 millisecond'`.execute(tx);
  return rows.map(({ org_id }) => org_id);
}
