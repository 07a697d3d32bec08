import { sql } from 'kysely';
import { newId, type OrgId } from '../domain/id.ts';
import type { Announcement, Claim, Posted } from '../messages/outbound.ts';
import { type Db, type OrgDb, type SystemDb, withOrg } from './scope.ts';

/** Rows tried this often are not swept again: their job is a dead letter, and a person decides. */
export const DELIVERY_ATTEMPTS = 5;

/** Writes down, in the transaction of the change itself, that people must be told of it; returns the row's id. */
export async function addOutbox(tx: OrgDb, announcement: Announcement): Promise<string> {
  const id = newId();
  await tx
    .insertInto('outbox')
    .values({ id, org_id: tx.orgId, kind: announcement.kind, subject: announcement.subject })
    .execute();
  return id;
}

/**
 * Writes down several announcements, one statement each way; returns the ids of the rows that will tell them. A subject
 * of which a row waits, not yet claimed, needs no second: that row is held until this transaction ends, so that whoever
 * claims it tells the newest.
 */
export async function addOutboxOnce(tx: OrgDb, announcements: readonly Announcement[]): Promise<string[]> {
  if (announcements.length === 0) return [];
  const subjects = announcements.map(({ subject }) => subject);
  const waiting = await tx
    .selectFrom('outbox')
    .select(['id', 'subject'])
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`subject = any(${subjects}::uuid[])`)
    .where('sent_at', 'is', null)
    .where('claimed_until', 'is', null)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .forUpdate()
    .skipLocked()
    .execute();
  const told = new Set(waiting.map(({ subject }) => subject));
  const fresh = announcements
    .filter(({ subject }) => !told.has(subject))
    .map(({ kind, subject }) => ({ id: newId(), org_id: tx.orgId, kind, subject }));
  if (fresh.length > 0) await tx.insertInto('outbox').values(fresh).execute();
  return [...waiting, ...fresh].map(({ id }) => id);
}

/**
 * Takes the row, and everything else unsent about its subject, for `leaseMs`. `sent` when nothing is left to do, `busy`
 * when another delivery of the same matter runs: it will tell this row too.
 */
export async function claimOutbox(tx: OrgDb, id: string, now: Date, leaseMs: number): Promise<Claim | 'sent' | 'busy'> {
  const row = await tx
    .selectFrom('outbox')
    .select(['subject', 'sent_at'])
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.sent_at) return 'sent';
  return claimSubject(tx, row.subject, now, leaseMs);
}

/** Marks the claimed rows sent, and claims what was written about the same subject meanwhile; null when nothing was. */
export async function settleOutbox(
  tx: OrgDb,
  claim: Claim,
  posted: Posted[],
  now: Date,
  leaseMs: number,
): Promise<Claim | null> {
  await tx
    .updateTable('outbox')
    .set({ sent_at: now, posted: JSON.stringify(posted), claimed_until: null, last_error: null })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', claim.ids)
    .execute();
  const next = await claimSubject(tx, claim.subject, now, leaseMs);
  return typeof next === 'string' ? null : next;
}

/** Gives the claimed rows back after a failure, with why and with what was posted before it. */
export async function releaseOutbox(tx: OrgDb, claim: Claim, posted: Posted[], error: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ claimed_until: null, posted: JSON.stringify(posted), last_error: error.slice(0, 1000) })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', claim.ids)
    .where('sent_at', 'is', null)
    .execute();
}

/** Rows at least so many ms old, by the database's clock, that were neither sent nor given up, oldest first. */
export async function waitingOutbox(
  tx: SystemDb,
  olderThanMs: number,
  limit = 1000,
): Promise<{ orgId: OrgId; outboxId: string }[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'org_id'])
    .where('sent_at', 'is', null)
    .where('created_at', '<=', sql<Date>`now() - ${olderThanMs}::integer * interval '1 millisecond'`)
    .where('attempts', '<', DELIVERY_ATTEMPTS)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, outboxId: row.id }));
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

async function claimSubject(tx: OrgDb, subject: string, now: Date, leaseMs: number): Promise<Claim | 'sent' | 'busy'> {
  // The lock lasts for this short transaction only; it makes two claims of one subject see each other.
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'kind', 'posted', 'claimed_until'])
    .where('org_id', '=', tx.orgId)
    .where('subject', '=', subject)
    .where('sent_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const newest = rows.at(-1);
  if (!newest) return 'sent';
  if (rows.some((row) => row.claimed_until && row.claimed_until > now)) return 'busy';
  const ids = rows.map((row) => row.id);
  await tx
    .updateTable('outbox')
    .set((eb) => ({ claimed_until: new Date(now.getTime() + leaseMs), attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', ids)
    .execute();
  return { orgId: tx.orgId, subject, kind: newest.kind, ids, posted: await lastPosted(tx, subject) };
}

async function lastPosted(tx: OrgDb, subject: string): Promise<Posted[]> {
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

/** The outbox as a delivery uses it: each step a transaction of its own, a claim held for `leaseMs`. */
export function outboxSteps(db: Db, now: () => Date, leaseMs = 60_000) {
  return {
    claim: (orgId: OrgId, id: string) => withOrg(db, orgId, (tx) => claimOutbox(tx, id, now(), leaseMs)),
    settle: (claim: Claim, posted: Posted[]) =>
      withOrg(db, claim.orgId, (tx) => settleOutbox(tx, claim, posted, now(), leaseMs)),
    release: (claim: Claim, posted: Posted[], error: string) =>
      withOrg(db, claim.orgId, (tx) => releaseOutbox(tx, claim, posted, error)),
  };
}
