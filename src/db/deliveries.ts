import { type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryBody, DeliveryState } from '../domain/delivery.ts';
import type { OrgId } from '../domain/id.ts';
import type { Severity } from '../domain/severity.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

const deliveries = (tx: OrgDb) => tx.selectFrom('delivery').selectAll().where('org_id', '=', tx.orgId);

export async function insertDelivery(
  tx: OrgDb,
  one: Pick<Delivery, 'id' | 'targetId' | 'type' | 'subject' | 'severity' | 'body' | 'createdAt' | 'dueAt'>,
): Promise<void> {
  await tx
    .insertInto('delivery')
    .values({
      id: one.id,
      org_id: tx.orgId,
      target_id: one.targetId,
      type: one.type,
      subject: one.subject,
      severity: one.severity,
      body: JSON.stringify(one.body),
      created_at: one.createdAt,
      due_at: one.dueAt,
      last_error: null,
      done_at: null,
    })
    .execute();
}

/** Notes that these are being sent: what they say stays as it is from now on, also where we never hear whether they arrived. */
export async function beginDeliveries(tx: OrgDb, ids: readonly string[], now: Date): Promise<void> {
  await tx
    .updateTable('delivery')
    .set((eb) => ({ begun_at: eb.fn.coalesce('begun_at', eb.val(now)) }))
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .execute();
}

/** What a target heard of a matter last, or is to hear; locked. What was dropped it never heard of. */
export async function lastDelivery(tx: OrgDb, targetId: string, subject: string): Promise<Delivery | null> {
  const row = await deliveries(tx)
    .where('target_id', '=', targetId)
    .where('subject', '=', subject)
    .where('state', '<>', 'dropped')
    .orderBy('seq', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Whether a matter was over, as far as is written down for a target, told or not. */
export async function wasOver(tx: OrgDb, targetId: string, subject: string): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery')
    .select(sql<boolean>`not (body->>'pending')::boolean`.as('over'))
    .where('org_id', '=', tx.orgId)
    .where('target_id', '=', targetId)
    .where('subject', '=', subject)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.over === true;
}

/** The worst that a target ever was told a matter to be; null where it was told of none. */
export async function worstTold(tx: OrgDb, targetId: string, subject: string): Promise<Severity | null> {
  const row = await tx
    .selectFrom('delivery')
    .select('severity')
    .where('org_id', '=', tx.orgId)
    .where('target_id', '=', targetId)
    .where('subject', '=', subject)
    .where('state', '<>', 'dropped')
    .where('severity', 'is not', null)
    .orderBy(sql`array_position(array['critical', 'high', 'medium', 'low'], severity)`)
    .limit(1)
    .executeTakeFirst();
  return row?.severity ?? null;
}

/** When the next roll-up of a target goes, if one waits; null where none does. */
export async function nextRollup(tx: OrgDb, targetId: string, from: Date, to: Date): Promise<Date | null> {
  const row = await tx
    .selectFrom('delivery')
    .select((eb) => eb.fn.min('due_at').as('due_at'))
    .where('org_id', '=', tx.orgId)
    .where('target_id', '=', targetId)
    .where('state', '=', 'waiting')
    .where('due_at', '>', from)
    .where('due_at', '<=', to)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** What waits and was never sent is told as it is now. */
export async function renewDelivery(
  tx: OrgDb,
  id: string,
  { body, severity, dueAt }: { body: DeliveryBody; severity: Severity | null; dueAt: Date },
): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ body: JSON.stringify(body), severity, due_at: dueAt })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** What is due for a target: the worst matter first, and what belongs to one matter in its order. */
export async function dueDeliveries(tx: OrgDb, targetId: string, now: Date, limit: number): Promise<Delivery[]> {
  const rows = await deliveries(tx)
    .where('target_id', '=', targetId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .orderBy(
      sql`min(coalesce(array_position(array['critical', 'high', 'medium', 'low'], severity), 9)) over (partition by subject)`,
    )
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Ends deliveries. */
export async function settleDeliveries(
  tx: OrgDb,
  ids: readonly string[],
  state: Exclude<DeliveryState, 'waiting'>,
  now: Date,
  error: string | null = null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('delivery')
    .set({ state, done_at: now, last_error: error?.slice(0, 500) ?? null })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .execute();
}

/** Counts an attempt that came to nothing; it is due again then, or is given up. */
export async function postponeDeliveries(
  tx: OrgDb,
  ids: readonly string[],
  { error, dueAt, now, recipients }: { error: string; dueAt: Date | null; now: Date; recipients?: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('delivery')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      last_error: error.slice(0, 500),
      ...(recipients ? { recipients: [...recipients] } : {}),
      ...(dueAt ? { due_at: dueAt } : { state: 'dead' as const, done_at: now }),
    }))
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .execute();
}

/** What a target did not take when it was tried is due now. */
export async function hastenDeliveries(tx: OrgDb, targetId: string, now: Date): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ due_at: now })
    .where('org_id', '=', tx.orgId)
    .where('target_id', '=', targetId)
    .where('state', '=', 'waiting')
    .where('attempts', '>', 0)
    .where('due_at', '>', now)
    .execute();
}

/** How a target's deliveries stand. */
export interface DeliveryCounts {
  waiting: number;
  dead: number;
  oldestWaiting: Date | null;
}

export async function deliveryCounts(tx: OrgDb): Promise<Map<string, DeliveryCounts>> {
  const rows = await tx
    .selectFrom('delivery')
    .select((eb) => ['target_id', 'state', eb.fn.countAll<number>().as('count'), eb.fn.min('created_at').as('oldest')])
    .where('org_id', '=', tx.orgId)
    .where('state', 'in', ['waiting', 'dead'])
    .groupBy(['target_id', 'state'])
    .execute();
  const counts = new Map<string, DeliveryCounts>();
  for (const { target_id, state, count, oldest } of rows) {
    const one = counts.get(target_id) ?? { waiting: 0, dead: 0, oldestWaiting: null };
    if (state === 'waiting') Object.assign(one, { waiting: count, oldestWaiting: oldest });
    else one.dead = count;
    counts.set(target_id, one);
  }
  return counts;
}

/** A target's deliveries, or those of all places that admins set up, the newest first. */
export async function listDeliveries(
  tx: OrgDb,
  { targetId, state, limit }: { targetId?: string; state?: DeliveryState; limit: number },
): Promise<Delivery[]> {
  const rows = await deliveries(tx)
    .where((eb) =>
      targetId === undefined
        ? eb.exists(
            eb
              .selectFrom('delivery_target')
              .select('delivery_target.id')
              .whereRef('delivery_target.org_id', '=', 'delivery.org_id')
              .whereRef('delivery_target.id', '=', 'delivery.target_id')
              .where('delivery_target.kind', '<>', 'push'),
          )
        : eb('target_id', '=', targetId),
    )
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Has a target's dead letters sent again; answers how many. */
export async function reviveDeliveries(tx: OrgDb, targetId: string, now: Date): Promise<number> {
  const result = await tx
    .updateTable('delivery')
    .set({ state: 'waiting', done_at: null, attempts: 0, due_at: now, created_at: now })
    .where('org_id', '=', tx.orgId)
    .where('target_id', '=', targetId)
    .where('state', '=', 'dead')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Forgets what was settled before then; answers how many. */
export async function deleteSettledDeliveries(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('delivery')
    .where('org_id', '=', tx.orgId)
    .where('state', '<>', 'waiting')
    .where('done_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Outbox rows that were handed to no target yet, older than so many ms by the database's clock. */
export async function unfannedOutbox(
  tx: SystemDb,
  olderThanMs: number,
  limit = 500,
): Promise<{ orgId: OrgId; outboxId: string }[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'org_id'])
    .where('fanned_at', 'is', null)
    .where(sql<boolean>`created_at <= now() - ${olderThanMs}::integer * interval '1 millisecond'`)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, outboxId: row.id }));
}

const fromRow = (row: Selectable<Schema['delivery']>): Delivery => ({
  id: row.id,
  targetId: row.target_id,
  type: row.type,
  subject: row.subject,
  severity: row.severity,
  body: row.body as unknown as DeliveryBody,
  state: row.state,
  createdAt: row.created_at,
  dueAt: row.due_at,
  attempts: row.attempts,
  lastError: row.last_error,
  doneAt: row.done_at,
  begunAt: row.begun_at,
  recipients: row.recipients,
});
