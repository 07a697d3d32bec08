import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { newId, type OrgId } from '../domain/id.ts';
import type { ChatPlatform, InboundEvent, InboxClaim, InboxItem } from '../messages/inbound.ts';
import type { Posted, Shown, Untold } from '../messages/outbound.ts';
import type { Schema } from './schema.ts';
import { type Db, type OrgDb, type SystemDb, withOrg } from './scope.ts';

/**
 * Of one person in one conversation so much waits to be answered, one after the other. It is far more than anybody asks: who has more
 * waiting floods us, and is told so.
 */
export const MOST_WAITING = 500;

export interface NewInbound {
  conversation: string;
  event: InboundEvent;
  receivedAt: Date;
}

/** Stores events in one statement; for each, whether this is the first delivery of it. */
export async function storeInbound(tx: OrgDb, events: readonly NewInbound[]): Promise<boolean[]> {
  if (events.length === 0) return [];
  const rows = events.map(({ conversation, event, receivedAt }) => ({
    id: newId(receivedAt.getTime()),
    org_id: tx.orgId,
    platform: event.place.platform,
    workspace: event.place.workspace,
    event_id: event.id,
    conversation,
    event: JSON.stringify(event),
    received_at: receivedAt,
    claimed_until: null,
    begun_at: null,
    done_at: null,
    last_error: null,
  }));
  const stored = await tx
    .insertInto('inbox')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['org_id', 'platform', 'workspace', 'event_id']).doNothing())
    .returning('id')
    .execute();
  const ids = new Set(stored.map(({ id }) => id));
  return rows.map(({ id }) => ids.has(id));
}

/**
 * Takes the oldest event of a conversation for `leaseMs`, and tells what exceeds `most` of one person's. `done` when nothing
 * waits, `busy` when another worker is at it: it will come to the rest too; a date when its platform has it wait until then.
 */
async function claimInbound(
  tx: OrgDb,
  conversation: string,
  now: Date,
  leaseMs: number,
  most = MOST_WAITING,
): Promise<InboxClaim | 'done' | 'busy' | Date> {
  // For this short transaction only: two claims of one conversation see each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inbox ${tx.orgId} ${conversation}`}, 0))`.execute(tx);
  // whose words they are is read of what is claimed alone: with every turn all that wait behind it are looked at
  const waiting = await tx
    .selectFrom('inbox')
    .select(['id', 'claimed_until', 'due_at'])
    .where('org_id', '=', tx.orgId)
    .where('conversation', '=', conversation)
    .where('done_at', 'is', null)
    .orderBy('seq')
    .execute();
  if (waiting.some((row) => row.claimed_until && row.claimed_until > now)) return 'busy';
  const [oldest] = waiting;
  if (!oldest) return 'done';
  if (oldest.due_at && oldest.due_at > now) return oldest.due_at;
  const first = await tx
    .updateTable('inbox')
    .set((eb) => ({ claimed_until: new Date(now.getTime() + leaseMs), attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', oldest.id)
    .where('done_at', 'is', null)
    .returning(ITEM)
    .executeTakeFirst();
  // withdrawn at this very moment
  if (!first) return claimInbound(tx, conversation, now, leaseMs, most);
  const surplus = waiting.length > most ? await surplusIn(tx, conversation, most) : [];
  return { item: itemOf(tx, first), surplus };
}

/** What exceeds `most` of one person's, and nobody has begun with. */
async function surplusIn(tx: OrgDb, conversation: string, most: number): Promise<InboxItem[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(ITEM)
    .where('org_id', '=', tx.orgId)
    .where('conversation', '=', conversation)
    .where('done_at', 'is', null)
    .orderBy('seq')
    .execute();
  const said = new Map<string, number>();
  const surplus = rows.filter(({ event, begun_at }) => {
    const before = said.get(event!.speaker.id) ?? 0;
    said.set(event!.speaker.id, before + 1);
    return before >= most && begun_at === null;
  });
  return surplus.map((row) => itemOf(tx, row));
}

const ITEM = [
  'id',
  'conversation',
  'event',
  'begun_at',
  'reply',
  'shows',
  'untold',
  'attempts',
  'received_at',
] as const;
type ItemRow = Pick<Selectable<Schema['inbox']>, (typeof ITEM)[number]>;

const itemOf = ({ orgId }: OrgDb, row: ItemRow): InboxItem => ({
  id: row.id,
  orgId,
  conversation: row.conversation,
  event: row.event!,
  begunAt: row.begun_at,
  reply: row.reply,
  shows: row.shows,
  untold: row.untold,
  attempts: row.attempts,
  receivedAt: row.received_at,
});

/** Whether nobody has come to an event yet. */
async function waitsInbound(tx: OrgDb, { id, place }: InboundEvent, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('inbox')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', place.platform)
    .where('workspace', '=', place.workspace)
    .where('event_id', '=', id)
    .where('done_at', 'is', null)
    .where('begun_at', 'is', null)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Says that work begins which must not be done twice; answers the event as it stands now, or null when it was withdrawn, also where
 * that became known before the event itself.
 */
export async function beginInbound(tx: OrgDb, id: string, now: Date): Promise<InboundEvent | null> {
  const row = await begun(tx, id, now);
  if (row?.event?.kind !== 'message') return row?.event ?? null;
  const { place, messageId } = row.event;
  if (!(await saidInbound(tx, withdrawnConversation({ ...place, messageId })))) return row.event;
  await settleInbound(tx, id, now, 'withdrawn');
  return null;
}

const begun = (tx: OrgDb, id: string, now: Date) =>
  tx
    .updateTable('inbox')
    .set({ begun_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .returning('event')
    .executeTakeFirst();

/** Keeps what is known of the answer so far, and goes on holding the event until `claimedUntil`. */
export async function keepInbound(
  tx: OrgDb,
  id: string,
  known: { reply?: Posted | null; shows?: Shown; untold?: Untold; claimedUntil?: Date },
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({
      ...(known.reply === undefined ? {} : { reply: known.reply && JSON.stringify(known.reply) }),
      ...(known.shows ? { shows: JSON.stringify(known.shows) } : {}),
      ...(known.untold ? { untold: JSON.stringify(known.untold) } : {}),
      ...(known.claimedUntil ? { claimed_until: known.claimedUntil } : {}),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** The event is done, its words are forgotten; where its answer stands is kept. */
async function settleInbound(tx: OrgDb, id: string, now: Date, error: string | null = null): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({
      done_at: now,
      event: null,
      untold: null,
      claimed_until: null,
      due_at: null,
      last_error: error?.slice(0, 1000) ?? null,
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** What is left out on purpose, all at once. */
async function dropInbound(tx: OrgDb, ids: readonly string[], now: Date, why: string): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ done_at: now, event: null, last_error: why })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', ids)
    .where('begun_at', 'is', null)
    .execute();
}

/** Gives the event back after a failure, with why. */
async function releaseInbound(tx: OrgDb, id: string, error: string): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ claimed_until: null, last_error: error.slice(0, 1000) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** Gives the event back until `dueAt`, because its platform has it wait, or until the app's tokens change: that is no attempt. */
async function deferInbound(
  tx: OrgDb,
  id: string,
  { dueAt, error, waitsForApp = false }: { dueAt: Date; error: string; waitsForApp?: boolean },
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({
      claimed_until: null,
      due_at: dueAt,
      waits_for_app: waitsForApp,
      attempts: sql<number>`greatest(attempts - 1, 0)`,
      last_error: error.slice(0, 1000),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** Whether anything was ever said in a conversation that is on record. */
export async function saidInbound(tx: OrgDb, conversation: string): Promise<boolean> {
  const some = (done: boolean) =>
    tx
      .selectFrom('inbox')
      .select('id')
      .where('org_id', '=', tx.orgId)
      .where('conversation', '=', conversation)
      .where('done_at', done ? 'is not' : 'is', null)
      .limit(1)
      .executeTakeFirst();
  return ((await some(false)) ?? (await some(true))) !== undefined;
}

/** What waits for a platform's app waits no longer; answers the conversations it is in. */
export async function wakeWaitingForApp(tx: OrgDb, platform: ChatPlatform): Promise<string[]> {
  const rows = await tx
    .updateTable('inbox')
    .set({ due_at: null, waits_for_app: false })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('done_at', 'is', null)
    .where('waits_for_app', '=', true)
    .returning('conversation')
    .execute();
  return [...new Set(rows.map(({ conversation }) => conversation))];
}

type Message = { platform: ChatPlatform; workspace: string; channel: string; messageId: string };

/** A message that waits is read as it was changed to; false when none waits, or its work has begun. */
export async function changeWaiting(tx: OrgDb, message: Message, text: string): Promise<boolean> {
  const result = await tx
    .updateTable('inbox')
    .set({ event: sql<string>`jsonb_set(event, '{text}', to_jsonb(${text}::text))` })
    .where(waitingMessage(tx, message))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A message that waits is answered no more; false when none waits, or its work has begun. */
export async function withdrawWaiting(tx: OrgDb, message: Message, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('inbox')
    .set({ done_at: now, event: null, last_error: 'withdrawn' })
    .where(waitingMessage(tx, message))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Remembers that a message was deleted of which nothing is known yet: platforms tell such things in any order. Kept as long as what is
 * done.
 */
export async function rememberWithdrawn(tx: OrgDb, message: Message, now: Date): Promise<void> {
  const name = withdrawnConversation(message);
  await tx
    .insertInto('inbox')
    .values({
      id: newId(now.getTime()),
      org_id: tx.orgId,
      platform: message.platform,
      workspace: message.workspace,
      event_id: name,
      conversation: name,
      event: null,
      received_at: now,
      claimed_until: null,
      begun_at: null,
      done_at: now,
      last_error: 'withdrawn before it came',
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'platform', 'workspace', 'event_id']).doNothing())
    .execute();
}

/** No conversation of anybody is called so: by it the deletion is found. */
const withdrawnConversation = ({ platform, workspace, channel, messageId }: Message): string =>
  `withdrawn ${createHash('sha256')
    .update(JSON.stringify([platform, workspace, channel, messageId]))
    .digest('base64url')}`;

const waitingMessage = (tx: OrgDb, { platform, workspace, channel, messageId }: Message) => sql<boolean>`
  org_id = ${tx.orgId} and platform = ${platform} and workspace = ${workspace} and done_at is null and begun_at is null
  and event ->> 'kind' = 'message' and event ->> 'messageId' = ${messageId} and event -> 'place' ->> 'channel' = ${channel}`;

/** What an answer of ours shows; undefined for a message that is none, or was forgotten. */
export async function shownAt(tx: OrgDb, posted: Posted): Promise<Shown | undefined> {
  const row = await tx
    .selectFrom('inbox')
    .select('shows')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', posted.platform as ChatPlatform)
    .where(sql<boolean>`reply ->> 'messageId' = ${posted.messageId} and reply ->> 'channel' = ${posted.channel}`)
    .where('shows', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row?.shows ?? undefined;
}

/** Conversations in which something waits that was due at least so many ms ago, by the database's clock, the oldest first. */
export async function waitingInbound(
  tx: SystemDb,
  olderThanMs: number,
  limit = 1000,
): Promise<{ orgId: OrgId; conversation: string }[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['org_id', 'conversation'])
    .where('done_at', 'is', null)
    .where(sql<boolean>`greatest(received_at, due_at) <= now() - ${olderThanMs}::integer * interval '1 millisecond'`)
    .groupBy(['org_id', 'conversation'])
    .orderBy((eb) => eb.fn.min('received_at'))
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, conversation: row.conversation }));
}

/** Forgets what was done before `before`; returns how many. */
export async function deleteDoneInbound(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('inbox')
    .where('org_id', '=', tx.orgId)
    .where('done_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The inbox as a worker uses it: each step a transaction of its own, a claim held for `leaseMs`. */
export function inboxSteps(db: Db, now: () => Date, leaseMs = 90_000, most = MOST_WAITING) {
  return {
    /** How often a claim must be renewed to be kept. */
    renewMs: leaseMs / 3,
    mostWaiting: most,
    claim: (orgId: OrgId, conversation: string) =>
      withOrg(db, orgId, (tx) => claimInbound(tx, conversation, now(), leaseMs, most)),
    waits: (orgId: OrgId, event: InboundEvent) => withOrg(db, orgId, (tx) => waitsInbound(tx, event, now())),
    begin: (item: InboxItem) => withOrg(db, item.orgId, (tx) => beginInbound(tx, item.id, now())),
    keep: (item: InboxItem, known: { reply?: Posted | null; shows?: Shown; untold?: Untold }) =>
      withOrg(db, item.orgId, (tx) => keepInbound(tx, item.id, known)),
    renew: (item: InboxItem) =>
      withOrg(db, item.orgId, (tx) => keepInbound(tx, item.id, { claimedUntil: new Date(now().getTime() + leaseMs) })),
    settle: (item: InboxItem, error?: string) =>
      withOrg(db, item.orgId, (tx) => settleInbound(tx, item.id, now(), error)),
    drop: (orgId: OrgId, ids: readonly string[], why: string) =>
      withOrg(db, orgId, (tx) => dropInbound(tx, ids, now(), why)),
    defer: (item: InboxItem, dueAt: Date, error: string, waitsForApp = false) =>
      withOrg(db, item.orgId, (tx) => deferInbound(tx, item.id, { dueAt, error, waitsForApp })),
    release: (item: InboxItem, error: string) => withOrg(db, item.orgId, (tx) => releaseInbound(tx, item.id, error)),
  };
}
