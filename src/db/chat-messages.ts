import { sql } from 'kysely';
import { type KnownMessage, type MessageFact, mayLink, withFact } from '../domain/chat-message.ts';
import { newId } from '../domain/id.ts';
import { type ChatMessage, type ChatMessageRow, messageOf } from './chat-message-row.ts';
import { planOnce } from './plan-once.ts';
import type { OrgDb } from './scope.ts';

/** A fact about a message of one guarded channel. */
export interface NewFact {
  channelId: string;
  fact: MessageFact;
}

/**
 * Adds facts to what is known of their messages, in one transaction; for each, whether it said anything new. What is new waits to be
 * worked on. Texts must be storable (no NUL, no lone surrogates).
 */
export async function storeFacts(tx: OrgDb, facts: readonly NewFact[], receivedAt: Date): Promise<boolean[]> {
  const fresh = facts.map(() => false);
  const pending = new Map<string, { channelId: string; known: KnownMessage; at: number[] }>();
  for (const [at, { channelId, fact }] of facts.entries()) {
    const id = `${channelId} ${fact.key}`;
    const before = pending.get(id);
    const known = withFact(before?.known ?? null, fact);
    if (before && known === before.known) continue;
    pending.set(id, { channelId, known, at: [...(before?.at ?? []), at] });
  }
  if (pending.size === 0) return fresh;
  const stored = await insertMessages(tx, [...pending.values()], receivedAt);
  const known = [];
  for (const [id, one] of pending)
    if (stored.has(id)) for (const at of one.at) fresh[at] = true;
    else known.push(one);
  if (known.length === 0) return fresh;
  const before = new Map((await lockKnown(tx, known)).map((row) => [`${row.channelId} ${row.key}`, row]));
  const changed: { id: string; known: KnownMessage; reworded: boolean }[] = [];
  for (const [at, { channelId, fact }] of facts.entries()) {
    const id = `${channelId} ${fact.key}`;
    const row = before.get(id);
    if (!row || stored.has(id)) continue;
    const { id: messageId, ...kept } = row;
    const after = withFact(kept, fact);
    if (after === kept) continue;
    fresh[at] = true;
    const reworded = after.content !== row.content;
    before.set(id, { ...after, channelId, id: messageId });
    const other = changed.find((one) => one.id === messageId);
    if (other) Object.assign(other, { known: after, reworded: other.reworded || reworded });
    else changed.push({ id: messageId, known: after, reworded });
  }
  await updateMessages(tx, changed);
  return fresh;
}

/** Only what somebody is known to have said can be worked on. */
const isWhole = ({ author, content }: KnownMessage): boolean => author !== null && content !== null;

const columnsOf = (known: KnownMessage) => ({
  thread: known.thread,
  author: known.author?.account ?? null,
  author_name: known.author?.name ?? '',
  author_bot: known.author?.bot ?? false,
  reply_to: known.replyTo,
  targets: known.targets,
  target_names: known.targetNames,
  content: known.content,
  content_at: known.contentAt,
  said_at: known.saidAt,
  edited_at: known.editedAt,
  deleted_at: known.deletedAt,
  versions: known.versions,
  reactions: known.reactions,
  reputation: known.reputation,
  url: known.url,
  attachments: known.attachments,
  stickers: known.stickers,
  carries: known.attachments.length > 0 || (known.content !== null && mayLink(known.content)),
});
const FIELDS = sql.raw(
  `thread text, author text, author_name text, author_bot boolean, reply_to text, targets text[], target_names jsonb, content text,
   content_at timestamptz, said_at timestamptz, edited_at timestamptz, deleted_at timestamptz, versions jsonb,
   reactions jsonb, reputation jsonb, url text, attachments jsonb, stickers int, carries boolean, waits boolean`,
);
const NAMES = sql.raw(
  `thread, author, author_name, author_bot, reply_to, targets, target_names, content, content_at, said_at, edited_at, deleted_at,
   versions, reactions, reputation, url, attachments, stickers, carries, waits`,
);

async function insertMessages(
  tx: OrgDb,
  messages: readonly { channelId: string; known: KnownMessage }[],
  receivedAt: Date,
): Promise<ReadonlySet<string>> {
  const rows = messages.map(({ channelId, known }) => ({
    id: newId(receivedAt.getTime()),
    channel: channelId,
    key: known.key,
    ...columnsOf(known),
    waits: isWhole(known),
  }));
  const { rows: stored } = await sql<{ guarded_channel_id: string; message_key: string }>`
    ${planOnce()} insert into chat_message (id, org_id, guarded_channel_id, message_key, received_at, ${NAMES})
    select id, ${tx.orgId}::uuid, channel, key, ${receivedAt}::timestamptz, ${NAMES}
    from json_to_recordset(${JSON.stringify(rows)}::json) as m (id uuid, channel uuid, key text, ${FIELDS})
    on conflict (org_id, guarded_channel_id, message_key) do nothing
    returning guarded_channel_id, message_key`.execute(tx);
  return new Set(stored.map((row) => `${row.guarded_channel_id} ${row.message_key}`));
}

async function updateMessages(
  tx: OrgDb,
  messages: readonly { id: string; known: KnownMessage; reworded: boolean }[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ id, known, reworded }) => ({
    id,
    ...columnsOf(known),
    waits: isWhole(known),
    reworded,
  }));
  await sql`
    ${planOnce()} update chat_message set (${NAMES}) = (select ${sql.raw(
      'm.thread, m.author, m.author_name, m.author_bot, m.reply_to, m.targets, m.target_names, m.content, m.content_at, m.said_at, m.edited_at, m.deleted_at, m.versions, m.reactions, m.reputation, m.url, m.attachments, m.stickers, m.carries, m.waits',
    )}),
      scores = case when m.reworded then null else chat_message.scores end,
      screener = case when m.reworded then null else chat_message.screener end
    from json_to_recordset(${JSON.stringify(rows)}::json) as m (id uuid, reworded boolean, ${FIELDS})
    where chat_message.org_id = ${tx.orgId} and chat_message.id = m.id`.execute(tx);
}

async function lockKnown(
  tx: OrgDb,
  keys: readonly { channelId: string; known: KnownMessage }[],
): Promise<(KnownMessage & { id: string; channelId: string })[]> {
  const wanted = keys.map(({ channelId, known }) => ({ channel: channelId, key: known.key }));
  const rows = await tx
    .selectFrom('chat_message')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where(
      sql<boolean>`(guarded_channel_id, message_key) in (
        select channel, key from json_to_recordset(${JSON.stringify(wanted)}::json) as k (channel uuid, key text))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => {
    const {
      id,
      channelId,
      seq: _,
      receivedAt: _r,
      waits: _w,
      scores: _s,
      screener: _c,
      sessionId: _i,
      ...known
    } = messageOf(row);
    return { id, channelId, ...known };
  });
}

/** Who wrote messages, by channel and key: for what answers one that is not among the newest. */
export async function authorsOf(
  tx: OrgDb,
  keys: readonly { channelId: string; key: string }[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const wanted = keys.map(({ channelId, key }) => ({ channel: channelId, key }));
  const { rows } = await sql<{ channel: string; key: string; author: string }>`
    ${planOnce()} select m.guarded_channel_id as channel, m.message_key as key, m.author
    from json_to_recordset(${JSON.stringify(wanted)}::json) as k (channel uuid, key text)
    join chat_message m on m.org_id = ${tx.orgId} and m.guarded_channel_id = k.channel and m.message_key = k.key
    where m.author is not null`.execute(tx);
  return new Map(rows.map(({ channel, key, author }) => [`${channel} ${key}`, author]));
}

/** Whether what an account last said in a channel was said by a program. */
export async function isBotAuthor(tx: OrgDb, channelId: string, account: string): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_message')
    .select('author_bot')
    .where('org_id', '=', tx.orgId)
    .where('author', '=', account)
    .where('guarded_channel_id', '=', channelId)
    .orderBy('said_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.author_bot ?? false;
}

/** The newest messages of a conversation that somebody is known to have said, oldest first. */
export async function messagesOfSession(tx: OrgDb, sessionId: string, limit = 200): Promise<ChatMessage[]> {
  const rows = await tx
    .selectFrom('chat_message')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('session_id', '=', sessionId)
    .orderBy('said_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(messageOf).reverse();
}

/**
 * The newest messages of each of these conversations, so many of each as are asked for: those that somebody is known to have said and
 * that were worked on; by conversation, oldest first.
 */
export async function newestOfSessions(
  tx: OrgDb,
  wanted: readonly { sessionId: string; count: number }[],
): Promise<ReadonlyMap<string, ChatMessage[]>> {
  if (wanted.length === 0) return new Map();
  const rows = wanted.map(({ sessionId, count }) => ({ id: sessionId, count }));
  const { rows: found } = await sql<ChatMessageRow>`
    ${planOnce()} select m.* from json_to_recordset(${JSON.stringify(rows)}::json) as k (id uuid, count int)
    cross join lateral (
      select * from chat_message where org_id = ${tx.orgId} and session_id = k.id
      order by said_at desc, seq desc limit k.count
    ) as m order by m.said_at, m.seq`.execute(tx);
  return Map.groupBy(found.map(messageOf), ({ sessionId }) => sessionId!);
}

/** What people said last, over all guarded channels: a few texts of each channel that was busy lately. */
export async function lastTexts(
  tx: OrgDb,
  { looked, ofEach }: { looked: number; ofEach: number },
): Promise<{ channelId: string; content: string }[]> {
  const { rows } = await sql<{ channel_id: string; content: string }>`
    with lately as materialized (
      select guarded_channel_id, left(content, 2000) as content, said_at, author_bot from chat_message
      where org_id = ${tx.orgId} order by said_at desc limit ${looked}
    ), placed as (
      select guarded_channel_id, content, row_number() over (partition by guarded_channel_id order by said_at desc) as place
      from lately where content is not null and not author_bot
    )
    select guarded_channel_id as channel_id, content from placed where place <= ${ofEach}`.execute(tx);
  return rows.map(({ channel_id: channelId, content }) => ({ channelId, content }));
}

/** The beginnings of what people said last over all guarded channels, the newest first. */
export async function lastSaidTexts(tx: OrgDb, limit: number, letters: number): Promise<string[]> {
  const { rows } = await sql<{ content: string }>`
    select left(content, ${letters}::int) as content from chat_message
    where org_id = ${tx.orgId} and content is not null and not author_bot order by said_at desc limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ content }) => content);
}

/** Deletes messages that were said before, oldest first; answers how many. */
export async function deleteOldMessages(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const old = tx
    .selectFrom('chat_message')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('said_at', '<', before)
    .orderBy('said_at')
    .limit(limit);
  const { numDeletedRows } = await tx
    .deleteFrom('chat_message')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** How many were said before and are still here. */
export async function countOldMessages(tx: OrgDb, before: Date): Promise<number> {
  const row = await tx
    .selectFrom('chat_message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('said_at', '<', before)
    .executeTakeFirstOrThrow();
  return row.count;
}
