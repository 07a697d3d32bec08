import { sql } from 'kysely';
import { newId, type OrgId } from '../domain/id.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import {
  type Announcement,
  type Claim,
  type Held,
  type Posted,
  type Standing,
  tellsOfMany,
  type WaitingNews,
} from '../messages/outbound.ts';
import { type Db, type OrgDb, type SystemDb, withOrg } from './scope.ts';

/** Rows that failed this often are not swept again: their job is a dead letter, and a person decides. */
export const DELIVERY_ATTEMPTS = 5;

/** In the slots of a row: this channel has heard it, or its platform would not have it. */
export const TOLD = 'told';
export const REFUSED = 'refused';
const isDone = (turn: string | undefined): boolean => turn === TOLD || turn === REFUSED;

/** What a delivery knows of its way through the channels so far. */
export interface Progress {
  posted: Standing[];
  slots: Record<string, string>;
}

const progressRow = ({ posted, slots }: Progress) => ({ posted: JSON.stringify(posted), slots: JSON.stringify(slots) });

/** Writes down, in the transaction of the change itself, that people must be told of it; returns the row's id. */
export async function addOutbox(tx: OrgDb, { kind, subject, severity = null }: Announcement): Promise<string> {
  const id = newId();
  await tx.insertInto('outbox').values({ id, org_id: tx.orgId, kind, subject, severity }).execute();
  return id;
}

/**
 * Writes down several announcements, one statement each way; returns the rows that will tell them, the worst first. A
 * subject of which a row waits, not yet claimed, needs no second: that row is held until this transaction ends, so that
 * whoever claims it tells the newest.
 */
export async function addOutboxOnce(tx: OrgDb, announcements: readonly Announcement[]): Promise<WaitingNews[]> {
  if (announcements.length === 0) return [];
  const severityOf = new Map(announcements.map(({ subject, severity }) => [subject, severity ?? null]));
  const ofMany = new Set(announcements.flatMap(({ kind, subject }) => (tellsOfMany(kind) ? [subject] : [])));
  const waiting = await tx
    .selectFrom('outbox')
    .select(['id', 'subject'])
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`subject = any(${[...severityOf.keys()]}::uuid[])`)
    .where('sent_at', 'is', null)
    .where('claimed_until', 'is', null)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .forUpdate()
    .skipLocked()
    .execute();
  if (waiting.length > 0)
    // who heard it already has not heard this; who has a turn keeps it; and it is looked at now: it may have become worse
    await sql`
      update outbox set due_at = null, fanned_at = null, severity = news.severity, slots = (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(slots) where value <> all(${[TOLD, REFUSED].map((one) => JSON.stringify(one))}::jsonb[]))
      from unnest(
        ${waiting.map(({ id }) => id)}::uuid[],
        ${waiting.map(({ subject }) => severityOf.get(subject) ?? null)}::text[]
      ) as news (id, severity)
      where outbox.id = news.id and org_id = ${tx.orgId}`.execute(tx);
  const told = new Set(waiting.map(({ subject }) => subject));
  const fresh = announcements
    .filter(({ subject }) => !told.has(subject))
    .map(({ kind, subject, severity = null }) => ({ id: newId(), org_id: tx.orgId, kind, subject, severity }));
  if (fresh.length > 0) await tx.insertInto('outbox').values(fresh).execute();
  return [...waiting, ...fresh]
    .map(({ id, subject }) => ({
      outboxId: id,
      severity: severityOf.get(subject) ?? null,
      ...(ofMany.has(subject) ? { ahead: true as const } : {}),
    }))
    .sort((a, b) => rank(b.severity) - rank(a.severity));
}

/** How bad what waits to be told of a subject is; it is held until this transaction ends, so that it tells of this one too. */
export async function waitsInOutbox(tx: OrgDb, subject: string): Promise<{ severity: Severity | null } | null> {
  const row = await tx
    .selectFrom('outbox')
    .select('severity')
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', subject)
    .where('sent_at', 'is', null)
    .where('claimed_until', 'is', null)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}

const rank = (severity: Severity | null): number => (severity === null ? -1 : SEVERITIES.indexOf(severity));

/**
 * Takes the row, and everything else unsent about its subject, for `leaseMs`. `sent` when nothing is left to do, or how
 * long another delivery holds the same matter: if its process lives, it will tell this row too.
 */
async function claimOutbox(tx: OrgDb, id: string, now: Date, leaseMs: number): Promise<Claim | 'sent' | Held> {
  const row = await tx
    .selectFrom('outbox')
    .select('subject')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  // the row itself may be sent: what was written about its subject meanwhile waits under its name
  return row ? claimSubject(tx, row.subject, now, leaseMs) : 'sent';
}

/** Marks the rows sent that are held yet, and claims what was written about the same subject meanwhile; null when nothing was. */
async function settleOutbox(
  tx: OrgDb,
  claim: Claim,
  { posted, slots }: Progress,
  now: Date,
  leaseMs: number,
): Promise<Claim | null> {
  const sent = await heldRows(tx, claim)
    .set({
      sent_at: now,
      ...progressRow({ posted, slots }),
      claimed_until: null,
      due_at: null,
      last_error: null,
    })
    .executeTakeFirst();
  if (sent.numUpdatedRows > 0n && Object.values(slots).includes(REFUSED)) await showLost(tx, claim);
  const next = await claimSubject(tx, claim.subject, now, leaseMs);
  return isClaim(next) ? next : null;
}

/** An alert that was to be told again and was not says so wherever it stands. */
async function showLost(tx: OrgDb, { kind, subject }: Claim): Promise<void> {
  if (kind !== 'alert_nudged') return;
  const { rows } = await sql<{ id: string; severity: Severity }>`
    select alert.id, alert.severity from alert_nudge nudge
    join alert on alert.org_id = nudge.org_id and (alert.id = nudge.alert_id or alert.id = any(nudge.others))
    where nudge.org_id = ${tx.orgId} and nudge.id = ${subject}`.execute(tx);
  const news = rows.map(({ id, severity }) => ({ kind: 'alert_changed' as const, subject: id, severity }));
  await addOutboxOnce(tx, news);
}

/** Keeps what has been posted so far. */
async function keepOutbox(tx: OrgDb, claim: Claim, progress: Progress): Promise<void> {
  await tx
    .updateTable('outbox')
    .set(progressRow(progress))
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', claim.ids)
    .where('sent_at', 'is', null)
    .execute();
}

/** Holds the claimed rows until `until`; false, and nothing is changed, where another delivery has taken them over. */
async function renewOutbox(tx: OrgDb, claim: Claim, until: Date): Promise<boolean> {
  const renewed = await heldRows(tx, claim).set({ claimed_until: until }).executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}

/** The rows of a claim that nobody has taken over: whoever does holds them until another moment. */
const heldRows = (tx: OrgDb, claim: Claim) =>
  tx
    .updateTable('outbox')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', claim.ids)
    .where('claimed_until', '=', claim.until)
    .where('sent_at', 'is', null);

/**
 * Gives the claimed rows back until `dueAt`, with the turns they have; a wait is no failed attempt, unless `error` says so.
 * Claims what was written about the same subject meanwhile, which found the matter taken; null when nothing was.
 */
async function deferOutbox(
  tx: OrgDb,
  claim: Claim,
  { posted, slots, dueAt, error }: Progress & { dueAt: Date; error?: string },
  now: Date,
  leaseMs: number,
): Promise<Claim | null> {
  await heldRows(tx, claim)
    .set({
      claimed_until: null,
      due_at: dueAt,
      ...progressRow({ posted, slots }),
      ...(error === undefined
        ? { attempts: sql<number>`greatest(attempts - 1, 0)` }
        : { last_error: error.slice(0, 1000) }),
    })
    .execute();
  const fresh = await tx
    .selectFrom('outbox')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', claim.subject)
    .where('sent_at', 'is', null)
    .where('id', 'not in', claim.ids)
    .limit(1)
    .executeTakeFirst();
  const next = fresh ? await claimSubject(tx, claim.subject, now, leaseMs) : 'sent';
  return isClaim(next) ? next : null;
}

/** Gives the claimed rows back after a failure, with why and with what was posted before it. */
async function releaseOutbox(tx: OrgDb, claim: Claim, progress: Progress, error: string): Promise<void> {
  const released = await heldRows(tx, claim)
    .set({
      claimed_until: null,
      ...progressRow(progress),
      last_error: error.slice(0, 1000),
    })
    .returning('attempts')
    .execute();
  if (released.some(({ attempts }) => attempts >= DELIVERY_ATTEMPTS)) await showLost(tx, claim);
}

/**
 * Rows whose turn came at least so many ms ago, by the database's clock, that were neither sent nor given up: the worst
 * first, of those the oldest.
 */
export async function waitingOutbox(
  tx: SystemDb,
  olderThanMs: number,
  limit = 1000,
): Promise<({ orgId: OrgId } & WaitingNews)[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'org_id', 'severity'])
    .where('sent_at', 'is', null)
    .where(sql<boolean>`greatest(created_at, due_at) <= now() - ${olderThanMs}::integer * interval '1 millisecond'`)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .orderBy(sql`array_position(array['critical', 'high', 'medium', 'low'], severity) nulls last`)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, outboxId: row.id, severity: row.severity }));
}

/** Seconds since the oldest row that nobody was told of yet was due; 0 where none waits. */
export async function outboxAge(tx: SystemDb): Promise<number> {
  const row = await tx
    .selectFrom('outbox')
    .select(sql<number | null>`extract(epoch from now() - min(greatest(created_at, due_at)))::float8`.as('age'))
    .where('sent_at', 'is', null)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .executeTakeFirst();
  return Math.max(0, row?.age ?? 0);
}

/** Takes a row for the targets beside the chat, once; null where it was handed to them already. */
export async function takeUnfanned(tx: OrgDb, id: string, now: Date): Promise<Announcement | null> {
  const row = await tx
    .updateTable('outbox')
    .set({ fanned_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('fanned_at', 'is', null)
    .returning(['kind', 'subject', 'severity'])
    .executeTakeFirst();
  return row ?? null;
}

/** What a channel refused; each is given once. */
export async function takeRefused(tx: OrgDb, channel: string): Promise<Announcement[]> {
  const rows = await tx
    .updateTable('outbox')
    .set({ slots: sql`slots - ${channel}::text` })
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`slots ->> ${channel} = ${REFUSED}`)
    .returning(['kind', 'subject', 'severity'])
    .execute();
  return [...new Map(rows.map((row) => [row.subject, row])).values()];
}

/** Forgets rows sent before `before`; returns how many. */
export async function deleteSentOutbox(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('outbox')
    .where('org_id', '=', tx.orgId)
    .where('sent_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

const isClaim = (claimed: Claim | 'sent' | Held): claimed is Claim => claimed !== 'sent' && 'ids' in claimed;

async function claimSubject(tx: OrgDb, subject: string, now: Date, leaseMs: number): Promise<Claim | 'sent' | Held> {
  // The lock lasts for this short transaction only; it makes two claims of one subject see each other.
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'kind', 'posted', 'severity', 'claimed_until', 'slots', 'created_at'])
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', subject)
    .where('sent_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const newest = rows.at(-1);
  if (!newest) return 'sent';
  const heldUntil = Math.max(...rows.map((row) => row.claimed_until?.getTime() ?? 0));
  if (heldUntil > now.getTime()) return { at: new Date(heldUntil), severity: newest.severity };
  const until = new Date(now.getTime() + leaseMs);
  const ids = rows.map((row) => row.id);
  await tx
    .updateTable('outbox')
    .set((eb) => ({ claimed_until: until, attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', ids)
    .execute();
  const slots = together(rows.map((row) => row.slots));
  const posted = await lastPosted(tx, subject);
  return { orgId: tx.orgId, subject, kind: newest.kind, ids, posted, slots, since: newest.created_at, until };
}

/** Done is a channel that has heard all of it; a turn that one row has is the turn of all. */
function together(all: readonly Record<string, string>[]): Record<string, string> {
  const slots: Record<string, string> = {};
  for (const key of new Set(all.flatMap((one) => Object.keys(one)))) {
    const turns = all.map((one) => one[key]);
    const turn = turns.find((one) => one !== undefined && !isDone(one)) ?? turns.at(-1);
    if (turn !== undefined && (!isDone(turn) || turns.every(isDone))) slots[key] = turn;
  }
  return slots;
}

/** What channels are told of by this message, the newest of it, and since when; null where it is none, as far as is remembered. */
export async function announcedBy(
  tx: OrgDb,
  { channel, messageId }: Pick<Posted, 'channel' | 'messageId'>,
): Promise<(Announcement & { at: Date }) | null> {
  const row = await tx
    .selectFrom('outbox')
    .select(['kind', 'subject', 'created_at'])
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`posted @> ${JSON.stringify([{ channel, messageId }])}::jsonb`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { kind: row.kind, subject: row.subject, at: row.created_at } : null;
}

/** Whether this message is where channels are told of a matter, as far as that is remembered. */
export async function isAnnouncement(tx: OrgDb, subject: string, { channel, messageId }: Posted): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', subject)
    .where(sql<boolean>`posted @> ${JSON.stringify([{ channel, messageId }])}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where a matter stands, as far as it was told. */
export const standingOf = (tx: OrgDb, subject: string): Promise<Standing[]> => lastPosted(tx, subject);

async function lastPosted(tx: OrgDb, subject: string): Promise<Standing[]> {
  const row = await tx
    .selectFrom('outbox')
    .select('posted')
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', subject)
    .where(sql<boolean>`posted <> '[]'::jsonb`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.posted ?? [];
}

/**
 * The outbox as a delivery uses it: each step a transaction of its own, a claim held for `leaseMs`. That is how long the
 * matter of a process that was killed waits; one that works renews it.
 */
export function outboxSteps(db: Db, now: () => Date, leaseMs = 15_000) {
  const org = <T>(claim: Claim, work: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(db, claim.orgId, work);
  return {
    /** How often a claim must be renewed to be kept. */
    renewMs: leaseMs / 3,
    claim: (orgId: OrgId, id: string) => withOrg(db, orgId, (tx) => claimOutbox(tx, id, now(), leaseMs)),
    renew: async (claim: Claim) => {
      const until = new Date(now().getTime() + leaseMs);
      const renewed = await org(claim, (tx) => renewOutbox(tx, claim, until));
      if (renewed) claim.until = until;
      return renewed;
    },
    keep: (claim: Claim, progress: Progress) => org(claim, (tx) => keepOutbox(tx, claim, progress)),
    settle: (claim: Claim, progress: Progress) => org(claim, (tx) => settleOutbox(tx, claim, progress, now(), leaseMs)),
    defer: (claim: Claim, progress: Progress & { dueAt: Date; error?: string }) =>
      org(claim, (tx) => deferOutbox(tx, claim, progress, now(), leaseMs)),
    release: (claim: Claim, progress: Progress, error: string) =>
      org(claim, (tx) => releaseOutbox(tx, claim, progress, error)),
  };
}
